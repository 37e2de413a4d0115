"""Profiles come back as they were, an odd file is refused, and secrets have no place in it."""

import json
import os
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from ippay_desktop.adapters.settings.profile_store import FILE_NAME, JsonProfileStore
from ippay_desktop.adapters.settings.schema import POLICY_SETTINGS, PROFILE_SETTINGS, REQUIRED
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.identifiers import PaymentAccountId, PaymentMethodId
from ippay_desktop.domain.instrument import FieldMapping
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.profile import ChargingPolicy, Mode, Profile, RecordBank

PLAIN = Profile(
    profile_id="0" * 32,
    name="plain",
    mode=Mode.PRACTICE,
    splynx_url="http://127.0.0.1:8101",
    splynx_api_key="key",
    ippay_url="http://127.0.0.1:8102/ippay",
    terminal_id="TESTTERMINAL",
)
FULL = Profile(
    profile_id="1" * 32,
    name="Übersee Netz",
    mode=Mode.LIVE,
    splynx_url="https://splynx.example",
    splynx_api_key="key",
    ippay_url="https://gtwy.ippay.com/ippay",
    terminal_id="CARDTERMINAL",
    ach_terminal_id="ACHTERMINAL",
    report_url="https://rpt.ippay.com",
    report_merchant_id="M1",
    payment_account=PaymentAccountId(3),
    card_method=PaymentMethodId(9),
    bank_method=PaymentMethodId(10),
    currency="CAD",
    ledger_url="postgresql://ledger@db.example/ledger",
    ca_bundle="ca.pem",
    splynx_timezone="America/Toronto",
    fields=FieldMapping(card_token=10),
    labels_hash="f" * 64,
    policy=ChargingPolicy(
        gateway_timeout_s=12.5,
        enquiry_delays_s=(1.0, 2.5),
        approved_recheck_s=3.0,
        not_found_hold_s=4.0,
        recording_delays_s=(0.0,),
        max_unknowns=2,
        concurrency=16,
        record_bank=RecordBank.SETTLED,
    ),
    approve_above=Money(700, "CAD"),
    max_charge=Money(900, "CAD"),
    max_run=Money(5_000_000, "CAD"),
    max_day=Money(5_000, "JPY"),
)


@pytest.fixture
def store(tmp_path: Path) -> JsonProfileStore:
    return JsonProfileStore(tmp_path)


def write(tmp_path: Path, *profiles: dict[str, Any], **extra: Any) -> None:
    content = {"format": 1, "profiles": profiles, **extra}
    (tmp_path / FILE_NAME).write_text(json.dumps(content), encoding="utf-8")


def stored(tmp_path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))
    return content


MINIMAL = {
    "profile_id": "0" * 32,
    "name": "plain",
    "mode": "practice",
    "splynx_url": "http://127.0.0.1:8101",
    "splynx_api_key": "key",
    "ippay_url": "http://127.0.0.1:8102/ippay",
    "terminal_id": "TESTTERMINAL",
}


def test_profiles_come_back_as_they_were_by_name(tmp_path: Path, store: JsonProfileStore) -> None:
    assert store.all() == ()
    store.save(FULL)
    store.save(PLAIN)
    assert JsonProfileStore(tmp_path).all() == (PLAIN, FULL)


def test_saving_replaces_by_name_and_removing_forgets(store: JsonProfileStore) -> None:
    store.save(PLAIN)
    changed = replace(PLAIN, currency="EUR")
    store.save(changed)
    assert store.all() == (changed,)
    store.remove("nobody")
    store.remove("plain")
    store.remove("plain")
    assert store.all() == ()


def test_every_setting_is_declared_once_and_written(
    tmp_path: Path, store: JsonProfileStore
) -> None:
    declared = {setting.name for setting in PROFILE_SETTINGS}
    assert declared == {field.name for field in fields(Profile)} - {"policy"}
    policy = {setting.name for setting in POLICY_SETTINGS}
    assert policy == {field.name for field in fields(ChargingPolicy)}
    assert all(setting.help for setting in (*PROFILE_SETTINGS, *POLICY_SETTINGS))
    store.save(PLAIN)
    (columns,) = stored(tmp_path)["profiles"]
    assert columns.keys() == declared | {"policy"}
    assert columns["policy"].keys() == policy


def test_what_the_file_leaves_out_has_the_domains_default(
    tmp_path: Path, store: JsonProfileStore
) -> None:
    required = {setting.name for setting in PROFILE_SETTINGS if setting.default is REQUIRED}
    assert required == MINIMAL.keys()
    write(tmp_path, MINIMAL)
    assert store.all() == (PLAIN,)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mode": "real"}, "“mode” must be one of live, test, practice"),
        ({"mode": 1}, "“mode”"),
        ({"name": ""}, "“name” must be a text"),
        ({"splynx_url": None}, "“splynx_url”"),
        ({"splynx_url": "https://ann:hunter2@host"}, "must not contain a password"),
        ({"ledger_url": "postgresql://db/x?password=hunter2"}, "must not contain a password"),
        ({"card_method": "9"}, "“card_method” must be a whole number, or null"),
        ({"card_method": True}, "“card_method”"),
        ({"currency": "usd"}, "“currency”"),
        ({"fields": "card_token=11"}, "“fields” is wrong"),
        ({"fields": "nonsense=1"}, "“fields” is wrong"),
        ({"splynx_api_secret": "hunter2"}, "“splynx_api_secret” is not a setting"),
        ({"max_run": 500}, "“max_run” must be an amount such as 500.00 USD, or null"),
        ({"max_run": "500.00"}, "“max_run”"),
        ({"max_day": "1.234 USD"}, "“max_day” is wrong"),
        ({"policy": {"concurrency": 17}}, "--concurrency"),
        ({"policy": {"concurrency": 1.5}}, "“concurrency” must be a whole number"),
        ({"policy": {"enquiry_delays_s": 5}}, "“enquiry_delays_s” must be a list"),
        ({"policy": {"enquiry_delays_s": ["5"]}}, "“enquiry_delays_s”"),
        ({"policy": {"gateway_timeout_s": "60"}}, "“gateway_timeout_s” must be a number"),
        ({"policy": {"unheard": 1}}, "policy: “unheard” is not a setting"),
        ({"policy": []}, "“policy” must hold settings"),
    ],
)
def test_a_bad_value_is_named_with_its_file_and_not_shown(
    tmp_path: Path, store: JsonProfileStore, change: dict[str, Any], words: str
) -> None:
    write(tmp_path, {**MINIMAL, **change})
    with pytest.raises(StorageError) as refused:
        store.all()
    assert words in str(refused.value)
    assert str(tmp_path / FILE_NAME) in str(refused.value)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("name", sorted(MINIMAL))
def test_a_missing_required_setting_is_named(
    tmp_path: Path, store: JsonProfileStore, name: str
) -> None:
    write(tmp_path, {key: value for key, value in MINIMAL.items() if key != name})
    with pytest.raises(StorageError, match=f"“{name}” is missing"):
        store.all()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not valid JSON"),
        ("[]", "no list of “profiles”"),
        ('{"format": 1}', "no list of “profiles”"),
        ('{"format": 1, "profiles": [5]}', "no profile"),
        ('{"format": 2, "profiles": []}', "“format” is 2"),
        ('{"format": 1, "profiles": [], "more": 1}', "“more” is not a setting"),
        (f'{{"format": 1, "profiles": [{json.dumps(MINIMAL)}, {json.dumps(MINIMAL)}]}}', "two"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_and_kept(
    tmp_path: Path, store: JsonProfileStore, text: str, words: str
) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(text, encoding="utf-8")
    for use in (store.all, lambda: store.save(PLAIN), lambda: store.remove("plain")):
        with pytest.raises(StorageError, match=words):
            use()
    assert path.read_text(encoding="utf-8") == text


def test_bytes_that_are_no_text_are_refused(tmp_path: Path, store: JsonProfileStore) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe")
    with pytest.raises(StorageError, match="cannot be read"):
        store.all()


@pytest.mark.parametrize(
    "profile",
    [
        replace(PLAIN, ledger_url="postgresql://ann:hunter2@db/ledger"),
        replace(PLAIN, splynx_url="https://ann:hunter2@host"),
        replace(PLAIN, name=" "),
        replace(PLAIN, currency="dollars"),
    ],
)
def test_what_must_not_be_stored_is_refused_before_anything_is_written(
    tmp_path: Path, store: JsonProfileStore, profile: Profile
) -> None:
    store.save(FULL)
    with pytest.raises(InputError) as refused:
        store.save(profile)
    assert "hunter2" not in str(refused.value)
    assert store.all() == (FULL,)
    assert "hunter2" not in (tmp_path / FILE_NAME).read_text(encoding="utf-8")


def test_the_file_is_for_this_user_alone_and_its_folder_is_made(tmp_path: Path) -> None:
    store = JsonProfileStore(tmp_path / "data")
    store.save(PLAIN)
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert [file.name for file in (tmp_path / "data").iterdir()] == [FILE_NAME]
    assert (tmp_path / "data" / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, store: JsonProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(PLAIN)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        store.save(FULL)
    assert store.all() == (PLAIN,)
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]


def test_a_file_that_an_editor_saved_with_its_mark_is_read(tmp_path: Path) -> None:
    store = JsonProfileStore(tmp_path)
    store.save(FULL)
    file = tmp_path / FILE_NAME
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert store.all() == (FULL,)
