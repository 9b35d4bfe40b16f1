"""What a validation found: findings with an OCFL code, a path and a message, collected in a report."""

from __future__ import annotations

from dataclasses import dataclass, field

from probanda.vault.codes import CODES, codes_for

__all__ = ["Finding", "Report", "readable"]


def readable(text: str) -> str:
    r"""The text as UTF-8 can carry it: bytes of a name that are not UTF-8 appear as escapes.

    >>> readable("caf\udce9")
    'caf\\udce9'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement that is not met, and where."""

    code: str
    path: str
    message: str

    def as_dict(self) -> dict[str, str]:
        """For JSON: ``code, path, message``."""
        return {"code": self.code, "path": self.path, "message": self.message}


@dataclass(slots=True)
class Report:
    """Findings as they are made. Paths are relative to what was validated."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    _seen: set[Finding] = field(default_factory=set)

    @property
    def valid(self) -> bool:
        """Whether every MUST is met; warnings do not count."""
        return not self.errors

    def add(self, code: str, path: str, detail: str, version: str = "1.1") -> None:
        """Note a finding, under the number by which this OCFL version knows it; once only."""
        for each in codes_for(code, version):
            message = f"{CODES[each].asks} {detail}".strip()
            finding = Finding(each, readable(path), readable(message))
            if finding not in self._seen:
                self._seen.add(finding)
                (self.warnings if each.startswith("W") else self.errors).append(finding)

    def as_dict(self) -> dict[str, object]:
        """The answer of ``probanda vault validate``: ``valid, errors, warnings``."""
        return {
            "valid": self.valid,
            "errors": [each.as_dict() for each in self.errors],
            "warnings": [each.as_dict() for each in self.warnings],
        }
