"""Write docs/reference/audit-rules.md from the registry of the audit's rules."""

from __future__ import annotations

from pathlib import Path

from probanda.audit.rules import all_rules
from probanda.audit.rules.registry import Rule, by_family

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "audit-rules.md"
HEAD = """# Rules of the audit

Written by `tools/write_audit_rules.py` from the registry (`probanda.audit.rules`).

*Error*: a reader can check it in the document alone. *Warning*: probably, look at it. *Note*: worth a look.
A rule that lacks data says that it could not look (`unchecked` in the JSON); it is never silently passed over.

A finding is accepted with a reason, which is kept: see [the audit](audit.md).
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, *(table(title, rules) for title, rules in by_family(all_rules().values()))]
    parts += [
        f"## {title}\n\n" + "\n".join(map(entry, rules))
        for title, rules in by_family(all_rules().values())
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def table(title: str, rules: list[Rule]) -> str:
    rows = [f"| [`{rule.code}`](#{rule.code}) | {rule.severity} | {rule.title} |" for rule in rules]
    return f"| {title} | severity | what |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def entry(rule: Rule) -> str:
    """What a rule finds, what it leaves alone, and when a finding may be accepted."""
    lines = [f"### {rule.code}", "", f"{rule.title} (*{rule.severity}*). {rule.rationale}", ""]
    for label, examples in (("Found", rule.bad), ("Left alone", rule.good)):
        if examples:
            lines += [f"{label}:", "", *(fenced(text) for text in examples)]
    accept = rule.accept or "The text is right as it stands: say why."
    return "\n".join([*lines, f"Accept when: {accept}", ""])


def fenced(text: str) -> str:
    return f"```text\n{text}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
