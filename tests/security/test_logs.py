"""Should a line of the log ever hold a secret of the station, the file does not."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.app.logs import FILE_NAME, FOLDER
from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.station import Access
from tests.gui import fakes

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SECRETS = {
    "splynx_api_secret": "canary-splynx-1",
    "ippay_password": "canary-ippay-2",
    "report_password": "canary-report-3",
}
PROXY_PASSWORD = "canary-proxy-4"  # noqa: S105  # invented


def break_at(value: str) -> None:
    raise RuntimeError(f"it broke at {value}")


def test_a_log_holds_none_of_the_stations_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://ann:{PROXY_PASSWORD}@127.0.0.1:9")
    station = DesktopStation(tmp_path, secrets=MemorySecretStore(), is_verbose=True)
    log = logging.getLogger("ippay_desktop.somewhere")
    try:
        reporting = replace(
            fakes.profile(), report_url="http://127.0.0.1:3/reports", report_merchant_id="M1"
        )
        station.profiles.save(
            reporting, {name: SecretText(value) for name, value in SECRETS.items()}
        )
        workspace = station.open(None, Access.MONEY)
        assert workspace.reports is not None
        # Its password is read at the first use.
        workspace.reports.sweep_window(workspace.clock.now())
        for value in (*SECRETS.values(), PROXY_PASSWORD):
            log.debug("a line with %s in it", value)
            log.info("an extra", extra={"said": f"<{value}>"})
            try:
                break_at(value)
            except RuntimeError:
                log.exception("a traceback")
    finally:
        station.close()
    written = (tmp_path / FOLDER / FILE_NAME).read_text(encoding="utf-8")
    assert written.count("a line with") == written.count("RuntimeError: it broke at") == 4
    assert [one for one in (*SECRETS.values(), PROXY_PASSWORD) if one in written] == []
