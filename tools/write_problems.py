"""Write the section of docs/reference/problems.md that lists what the check of a manuscript can find."""

from __future__ import annotations

from pathlib import Path

from probanda.report.findings import finding_kinds

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "problems.md"
TITLE = (
    "# Problems\n\nEvery problem has a code, a place, and says how to mend it. "
    "Errors stop a build that is not a draft.\n"
)
BEGIN = "<!-- manuscript: written by tools/write_problems.py -->"
END = "<!-- end of manuscript -->"


def section() -> str:
    rows = [
        f"| `{k.code}` | {k.severity} | {k.title} | {k.why} |" for k in finding_kinds().values()
    ]
    head = "## In a manuscript\n\n| code | severity | what | why it matters |\n|---|---|---|---|\n"
    return f"{BEGIN}\n\n{head}" + "\n".join(rows) + f"\n\n{END}"


def page(before: str) -> str:
    """The page with its section renewed; sections of others stay as they are."""
    if BEGIN in before and END in before:
        return before[: before.index(BEGIN)] + section() + before[before.index(END) + len(END) :]
    return (before or TITLE).rstrip("\n") + "\n\n" + section() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8") if PAGE.exists() else ""), "utf-8")
