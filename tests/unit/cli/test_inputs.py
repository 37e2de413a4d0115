"""What standard input may hold, as people's editors and shells write it."""

import io

import pytest

from ippay_desktop.cli.inputs import json_object


@pytest.mark.parametrize("before", ["", "\ufeff", "\ufeff\r\n", "  "])
def test_an_editors_mark_before_the_object_is_no_error(before: str) -> None:
    assert json_object(io.StringIO(f'{before}{{"admin_pin": "1234"}}\r\n')) == {"admin_pin": "1234"}


@pytest.mark.parametrize("text", ["", "\ufeff", "[]", "null", '{"a": 1} {}', "\ufeff\ufeff{}", "é"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        json_object(io.StringIO(text))


def test_what_cannot_be_read_is_refused() -> None:
    class Broken(io.StringIO):
        def read(self, size: int | None = -1, /) -> str:  # noqa: ARG002  # as StringIO has it
            raise OSError("no input")

    with pytest.raises(ValueError, match="no input"):
        json_object(Broken())
