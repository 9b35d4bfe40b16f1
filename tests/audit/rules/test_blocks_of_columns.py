"""Blocks of a table whose shares are of those known, and blocks whose shares leave a row out."""

from __future__ import annotations

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_HEAD = """| Prisoners of Dorn | Number | Share |
|---|---|---|
| Total | 250 | 100.0% |
| Convicted | 150 | 60.0% |
| Awaiting trial | 75 | 30.0% |
| Held without charge | 25 | 10.0% |
"""


def _messages(rows: str) -> list[str]:
    found = audit(read_markdown(_HEAD + rows)).findings
    return [f.message for f in found if f.rule == "percentage-wrong"]


def test_shares_of_those_known_are_right() -> None:
    """Seven whose age is not known are left out of the shares by age."""
    assert (
        _messages(
            "| Under 30 | 162 | 66.7% |\n| 30 and over | 81 | 33.3% |\n| Age unknown | 7 | - |\n"
        )
        == []
    )


def test_shares_that_leave_a_row_out_are_found() -> None:
    """The shares of three wings are of 220, and the fourth wing's number is computed of 220 too."""
    said = _messages(
        "| North wing | 110 | 50.0% |\n| South wing | 66 | 30.0% |\n| East wing | 44 | 20.0% |\n"
        "| West wing | 30 | 13.6% |\n"
    )
    assert any("110 of 250 is 44.0%, not 50.0%" in message for message in said), said


def test_shares_of_the_total_are_right() -> None:
    """The same wings with shares of all."""
    assert not _messages(
        "| North wing | 110 | 44.0% |\n| South wing | 66 | 26.4% |\n| East wing | 44 | 17.6% |\n"
        "| West wing | 30 | 12.0% |\n"
    )
