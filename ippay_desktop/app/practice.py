"""The practice servers as a child process, and a station that knows nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.adapters.station_lock import prepare_data_dir
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.identifiers import PaymentAccountId, PaymentMethodId
from ippay_desktop.domain.profile import ChargingPolicy, Mode, Profile
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.connection import ConnectionService
from ippay_desktop.services.profiles import SECRET_NAMES
from ippay_desktop.services.station import Access

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROFILE_NAME = "Practice"
_START_LIMIT_S = 90.0
_STOP_LIMIT_S = 10.0
_POLL_S = 0.05
# A person who practises sees lost answers settled within a coffee, not within a day.
_PRACTICE_POLICY = ChargingPolicy(
    gateway_timeout_s=20.0,
    enquiry_delays_s=(3.0, 5.0, 10.0),
    approved_recheck_s=5.0,
    not_found_hold_s=30.0,
    recording_delays_s=(2.0, 3.0, 5.0),
)


@contextmanager
def practice_at(
    data_dir: Path, words: Sequence[str]
) -> Iterator[tuple[DesktopStation, Mapping[str, Any]]]:
    """Practice servers and a station of their own below a data folder; both end with the block.

    Raises:
        StorageError: they do not come up.
    """
    with _folder(data_dir) as folder, _servers(folder, words) as announced:
        station = _station(folder, announced)
        try:
            yield station, announced
        finally:
            station.close()


@contextmanager
def _servers(folder: Path, words: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Run the practice servers as a process of their own, and give their announcement."""
    announcement = folder / "practice.json"
    command = [sys.executable, "-P", "-m", "ippay_desktop.sandbox", "--announce", str(announcement)]
    command += ["--state", str(folder / "servers"), "--parent-pid", str(os.getpid()), *words]
    with (folder / "servers.log").open("ab") as log:
        # Their own group: Ctrl-C must first let charges finish, then end the servers.
        process = subprocess.Popen(  # noqa: S603 - our own module, fixed words
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield _announced(process, announcement)
    finally:
        process.terminate()
        try:
            process.wait(_STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _folder(data_dir: Path) -> Iterator[Path]:
    """A folder that goes away with the practice."""
    prepare_data_dir(data_dir)
    folder = Path(tempfile.mkdtemp(prefix="practice-", dir=data_dir))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _station(folder: Path, announced: Mapping[str, Any]) -> DesktopStation:
    """A station with one checked profile; its secrets stay in memory and end with it."""
    station = DesktopStation(folder, secrets=MemorySecretStore())
    try:
        secrets = {
            name: SecretText(announced[name]) for name in SECRET_NAMES if announced.get(name)
        }
        station.profiles.save(_profile(announced), secrets)
        workspace = station.open(PROFILE_NAME, Access.LOOK)
        confirmed = ConnectionService(workspace).confirmed_profile(accept_labels=True)
        station.profiles.save(confirmed)
    except BaseException:
        station.close()
        raise
    return station


def _profile(announced: Mapping[str, Any]) -> Profile:
    return Profile(
        profile_id=uuid4().hex,
        name=PROFILE_NAME,
        mode=Mode.PRACTICE,
        splynx_url=announced["splynx_url"],
        splynx_api_key=announced["splynx_api_key"],
        ippay_url=announced["ippay_url"],
        terminal_id=announced["terminal_id"],
        ach_terminal_id=announced["ach_terminal_id"],
        report_url=announced["report_url"],
        report_merchant_id=announced["report_merchant_id"],
        payment_account=PaymentAccountId(announced["payment_account"]),
        card_method=PaymentMethodId(announced["card_method"]),
        bank_method=PaymentMethodId(announced["bank_method"]),
        currency=announced["currency"],
        ca_bundle=announced.get("ca_bundle"),
        splynx_timezone=announced["splynx_timezone"],
        policy=_PRACTICE_POLICY,
    )


def _announced(process: subprocess.Popen[bytes], file: Path) -> Mapping[str, Any]:
    clock = SystemClock()
    limit = clock.monotonic() + _START_LIMIT_S
    while not file.exists():
        if process.poll() is not None or clock.monotonic() > limit:
            raise StorageError(
                "The practice servers did not start. Check this computer's free memory and disk."
            )
        clock.sleep(_POLL_S)
    return dict(json.loads(file.read_text(encoding="utf-8")))
