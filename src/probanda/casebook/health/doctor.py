"""Runs every check on an open casebook and gathers problems and facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError

from probanda.casebook import models, search
from probanda.casebook.folder import Casebook, pending_migrations
from probanda.casebook.health import audit, bytes_on_disk, tables
from probanda.casebook.services.identity import identity_conflicts
from probanda.casebook.services.vault import health as vault_health
from probanda.problems import Problem

__all__ = ["Diagnosis", "diagnose"]

Progress = Callable[[str], None]
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong, and what there is. ``ok`` when nothing is an error."""

    problems: tuple[Problem, ...]
    facts: dict[str, Any]

    @property
    def ok(self) -> bool:
        """Whether no problem is an error."""
        return not any(problem.severity == "error" for problem in self.problems)

    def as_dict(self) -> dict[str, Any]:
        """For JSON: ``{"ok": …, "problems": […], "facts": {…}}``."""
        return {
            "ok": self.ok,
            "problems": [problem.as_dict() for problem in self.problems],
            "facts": self.facts,
        }


def diagnose(casebook: Casebook, progress: Progress = lambda name: None) -> Diagnosis:
    """Check the whole casebook; ``progress`` is told the name of each check as it begins."""
    problems: list[Problem] = []
    facts: dict[str, Any] = {
        "casebook": str(casebook.root),
        "title": casebook.settings.title,
        "database": casebook.database_url,
    }
    progress("database")
    found = list(tables.integrity())
    problems += found
    pending = [] if found else pending_migrations()  # a damaged file cannot be asked
    if pending:
        problems.append(
            Problem(
                "record-outdated",
                f"The record lacks {len(pending)} steps of this version of Probanda.",
                found=", ".join(pending),
                remedy="Make a backup, then run `probanda upgrade`.",
            )
        )
    if pending or found:
        return Diagnosis(tuple(problems), facts)
    for name, check in CHECKS.items():
        progress(name)
        try:
            problems += check(casebook, facts)
        except (DatabaseError, ValueError, TypeError) as error:
            problems.append(
                Problem(
                    "database-damaged",
                    f"The check “{name}” could not read the record: {(str(error).splitlines() or [''])[0]}",
                    remedy="Restore the record from a backup.",
                )
            )
    return Diagnosis(tuple(problems), facts)


def _audit(casebook: Casebook, facts: dict[str, Any]) -> Iterator[Problem]:
    del casebook
    yield from audit.check(facts)


def _keys(casebook: Casebook, facts: dict[str, Any]) -> Iterator[Problem]:
    del casebook
    facts["record"] = tables.counts()
    yield from tables.dangling()


def _bytes(casebook: Casebook, facts: dict[str, Any]) -> Iterator[Problem]:
    facts["archived_copies"] = models.Item.objects.count()
    yield from bytes_on_disk.check(casebook.root)


def _vault(casebook: Casebook, facts: dict[str, Any]) -> Iterator[Problem]:
    yield from vault_health(casebook.root, facts)


def _names(casebook: Casebook, facts: dict[str, Any]) -> Iterator[Problem]:
    """Persons whom nobody names, neither themselves nor anybody decided to be the same."""
    del casebook, facts
    named = models.NameClaim.objects.filter(current=True)
    nameless = (
        models.Person.objects.exclude(pk__in=named.values("person"))
        .exclude(cluster__in=named.exclude(person__cluster=None).values("person__cluster"))
        .order_by("pk")
    )
    count = nameless.count()
    if count:
        keys = list(nameless.values_list("key", flat=True)[:SHOWN])
        yield Problem(
            "person-without-name",
            f"{count} person{'s have' if count > 1 else ' has'} no name in the record.",
            found=", ".join(keys) + (" …" if count > SHOWN else ""),
            severity="warning",
            remedy="Record a name claim, or leave it if the name is not known.",
        )


def _identities(casebook: Casebook, facts: dict[str, Any]) -> Iterator[Problem]:
    del casebook, facts
    for left, right in identity_conflicts():
        yield Problem(
            "identity-conflict",
            f"{left} and {right} were decided to be different, yet other decisions make them one person.",
            found=f"{left}, {right}",
            severity="warning",
            remedy="Look at the decisions with `probanda show` and undo the wrong one.",
        )


def _search(casebook: Casebook, facts: dict[str, Any]) -> Iterator[Problem]:
    del casebook
    seq, filled = search.index_state()
    facts["search_index"] = {"audit_row": seq, "texts": filled}
    if (
        seq == facts.get("audit_rows")
        and not search.indexed_rows() == filled == search.expected_rows()
    ):
        yield Problem(
            "search-out-of-step",
            "The search index does not hold what the record holds.",
            found=str(search.indexed_rows()),
            expected=str(search.expected_rows()),
            severity="warning",
            remedy="Run `probanda search --rebuild`.",
        )


CHECKS: dict[str, Callable[[Casebook, dict[str, Any]], Iterator[Problem]]] = {
    "audit chain": _audit,
    "links": _keys,
    "archived copies": _bytes,
    "vault and custody log": _vault,
    "names": _names,
    "identities": _identities,
    "search index": _search,
}
