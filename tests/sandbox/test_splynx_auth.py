"""Who may ask the practice Splynx, and how: Basic, signed header, token, renewal, pins."""

import time
from typing import Any

import pytest
import requests

from ippay_desktop.sandbox.splynx.auth import signature
from tests.sandbox.conftest import Splynx
from tests.support.practice import PracticeServers


@pytest.mark.parametrize(
    ("nonce", "expected"),
    [
        ("171000000000", "BA8147B9CDF4600B82FABBFE2162333F1E3CAF4BC45BD1D40E72A3A05F4FB59B"),
        ("1710000000", "153A7D7F48951FF5A3E06E6BF280DFA7E0D1E96A2AF104B822F6F4A4CBE4FF9B"),
    ],
)
def test_signature_vectors(nonce: str, expected: str) -> None:
    assert signature("demo-key-0001", "demo-secret-0001", nonce) == expected


class Caller:
    def __init__(self, practice: PracticeServers) -> None:
        self.practice = practice
        self.base = f"{practice.splynx_url}/api/2.0/admin/"
        self.nonce = int(time.time() * 100)
        self.session = requests.Session()
        self.session.trust_env = False

    def signed(self) -> dict[str, str]:
        self.nonce += 1
        key, nonce = self.practice.splynx_api_key, str(self.nonce)
        sign = signature(key, self.practice.splynx_api_secret, nonce)
        return {"key": key, "nonce": nonce, "signature": sign}

    def get(self, header: str, agent: str | None = None) -> str:
        headers = {"Authorization": header} if header else {}
        headers |= {"User-Agent": agent} if agent else {}
        url = self.base + "administration/partners"
        answer = self.session.get(url, headers=headers, timeout=20)
        return self.word(answer)

    @staticmethod
    def word(answer: requests.Response) -> str:
        if answer.status_code in {200, 201}:
            return "ok"
        error = answer.json()["error"]
        assert error["code"] == answer.status_code
        return str(error["internal_code"])

    def log_in(self) -> dict[str, Any]:
        body = {"auth_type": "api_key", **self.signed()}
        answer = self.session.post(self.base + "auth/tokens", json=body, timeout=20)
        assert answer.status_code == 201
        return dict(answer.json())

    def renew(self, token: str) -> requests.Response:
        return self.session.get(self.base + f"auth/tokens/{token}", timeout=20)


@pytest.fixture
def caller(practice: PracticeServers) -> Caller:
    return Caller(practice)


def header(fields: dict[str, str]) -> str:
    return "Splynx-EA (" + "&".join(f"{name}={value}" for name, value in fields.items()) + ")"


def test_signed_header_and_nonce(caller: Caller, practice: PracticeServers) -> None:
    fields = caller.signed()
    assert caller.get(header(fields)) == "ok"
    assert caller.get(header(dict(reversed(fields.items())))) == "ok"
    practice.switches(splynx={"check_nonce": "on"})
    fresh = caller.signed()
    assert caller.get(header(fresh)) == "ok"
    assert caller.get(header(fresh)) == "UNAUTHORIZED"
    assert caller.get(header({**caller.signed(), "signature": "A" * 64})) == "UNAUTHORIZED"


def test_missing_and_wrong_credentials(
    caller: Caller, splynx: Splynx, practice: PracticeServers
) -> None:
    assert caller.get("") == "MISSED_AUTHORIZATION_HEADER"
    assert caller.get("Splynx-EA (access_token=)") == "EMPTY_ACCESS_TOKEN"
    assert caller.get("Splynx-EA (access_token=nonsense)") == "UNAUTHORIZED"
    assert caller.get("Bearer x") == "UNAUTHORIZED"
    assert splynx.call("GET", "administration/partners").status_code == 200
    practice.switches(splynx={"unsecure_access": "off"})
    assert splynx.call("GET", "administration/partners").status_code == 401
    check = caller.session.get(caller.base + "api/check?code=x&checkAuth=1", timeout=20)
    assert check.status_code == 401
    assert caller.session.get(caller.base + "api/check?code=x", timeout=20).json()["status"] == "ok"


def test_token_life(caller: Caller, practice: PracticeServers) -> None:
    login = caller.log_in()
    assert len(login["access_token"]) > 200
    assert login["permissions"]["admin\\finance\\Payments"]["add"] == "allow"
    bearer = f"Splynx-EA (access_token={login['access_token']})"
    assert caller.get(bearer) == "ok"
    practice.advance(1801)
    assert caller.get(bearer) == "EXPIRED_ACCESS_TOKEN"
    renewed = caller.renew(login["refresh_token"]).json()
    assert "permissions" not in renewed
    assert caller.get(f"Splynx-EA (access_token={renewed['access_token']})") == "ok"
    assert caller.word(caller.renew(login["refresh_token"])) == "NOT_FOUND"
    practice.advance(366 * 86400)
    assert caller.word(caller.renew(renewed["refresh_token"])) == "EXPIRED_REFRESH_TOKEN"


def test_rotation_switch_and_logout(caller: Caller, practice: PracticeServers) -> None:
    practice.switches(splynx={"refresh_rotation": "old valid", "access_lifetime": 60})
    login = caller.log_in()
    assert caller.renew(login["refresh_token"]).status_code == 200
    assert caller.renew(login["refresh_token"]).status_code == 200
    url = caller.base + f"auth/tokens/{login['refresh_token']}"
    assert caller.session.delete(url, timeout=20).status_code == 204
    assert caller.get(f"Splynx-EA (access_token={login['access_token']})") == "UNAUTHORIZED"


def test_pins(caller: Caller, practice: PracticeServers) -> None:
    bearer = f"Splynx-EA (access_token={caller.log_in()['access_token']})"
    assert caller.get(bearer, "Other/1") == "USER_AGENT_CHANGED"
    adapter = requests.adapters.HTTPAdapter()
    adapter.init_poolmanager(1, 1, source_address=("127.0.0.2", 0))
    caller.session.mount("http://", adapter)
    assert caller.get(bearer) == "IP_CHANGED"
    practice.switches(splynx={"pin_ua": "off", "pin_ip": "off"})
    assert caller.get(bearer, "Other/1") == "ok"


def test_permissions_and_disabled_modules(splynx: Splynx, practice: PracticeServers) -> None:
    denied = {"api\\admin\\finance\\Payments": {"add": "deny"}}
    practice.switches(splynx={"permissions": denied, "disabled_modules": ["finance/credit-notes"]})
    body = {"customer_id": 1, "payment_type": 7, "date": "2026-11-23", "amount": "1.00"}
    answer = splynx.call("POST", "finance/payments", json=body)
    assert (answer.status_code, answer.json()["error"]["internal_code"]) == (403, "FORBIDDEN")
    assert splynx.call("GET", "finance/payments?limit=1").status_code == 200
    off = splynx.call("GET", "finance/credit-notes")
    assert (off.status_code, off.json()["error"]["internal_code"]) == (405, "METHOD_DISABLED")


def test_tokens_are_in_no_file(caller: Caller, practice: PracticeServers) -> None:
    login = caller.log_in()
    caller.renew(login["refresh_token"])
    files = b"".join(f.read_bytes() for f in (practice.state / "data").iterdir() if f.is_file())
    for secret in (login["access_token"], login["refresh_token"]):
        assert secret.encode() not in files
        assert secret not in practice.log()
        assert secret not in str(practice.requests_since())
