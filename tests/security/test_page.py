"""The page on security names tests that exist."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"


def promises() -> dict[str, list[str]]:
    """Each promise with the tests that show it."""
    part = PAGE.read_text(encoding="utf-8").partition("## Promises")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| ")]
    return {
        promise.strip(): [word for word in tests.split("`") if word.startswith("tests/")]
        for promise, tests in rows[1:]
    }


def test_every_promise_has_a_test_and_every_test_exists():
    kept = promises()
    assert len(kept) > 5
    for promise, tests in kept.items():
        assert tests, promise
        for name in tests:
            path, _, function = name.partition("::")
            file = ROOT / path
            assert file.exists(), name
            if function:
                assert f"def {function}(" in file.read_text(encoding="utf-8"), name
