"""The page on money safety says what the code does: its table is drawn from the code."""

from pathlib import Path

from ippay_desktop.domain import reversal
from ippay_desktop.domain.charge import FINAL_STATES, TRANSITIONS, AttemptState, ChargeEvent

PAGE = Path(__file__).resolve().parents[2] / "docs" / "money-safety.md"
_ROOT = PAGE.parents[1]


def rendered_table() -> str:
    """Every transition as a row: state, event, state after; final states are in bold."""
    rows = ["| State | What happened | State after |", "|---|---|---|"]
    for state in AttemptState:
        for event in ChargeEvent:
            after = TRANSITIONS.get((state, event))
            if after is not None:
                shown = f"**{after}**" if after in FINAL_STATES else str(after)
                rows.append(f"| {state} | {event} | {shown} |")
    return "\n".join(rows)


def test_the_table_is_the_one_in_the_code():
    assert rendered_table() in PAGE.read_text(encoding="utf-8")


def rendered_reversals() -> str:
    """The same for reversals, in which the state that waits for a person blocks nothing either."""
    rows = ["| State | What happened | State after |", "|---|---|---|"]
    for state in reversal.ReversalState:
        for event in reversal.ReversalEvent:
            after = reversal.TRANSITIONS.get((state, event))
            if after is not None:
                shown = f"**{after}**" if after in reversal.FINAL_STATES else str(after)
                rows.append(f"| {state} | {event} | {shown} |")
    return "\n".join(rows)


def test_the_table_of_reversals_is_the_one_in_the_code():
    assert rendered_reversals() in PAGE.read_text(encoding="utf-8")


def test_every_test_that_the_page_names_exists():
    named = {
        word.strip("`(),.;")
        for word in PAGE.read_text(encoding="utf-8").split()
        if word.startswith("`tests/")
    }
    assert named
    for name in named:
        path, _, function = name.partition("::")
        file = _ROOT / path
        assert file.exists(), name
        if function:
            assert f"def {function}(" in file.read_text(encoding="utf-8"), name
