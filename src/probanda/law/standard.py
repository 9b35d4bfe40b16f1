"""The qualifier over what is shipped: the law, the vocabulary of acts, and the ratification data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from probanda.law.loading import Law, shipped_law
from probanda.law.qualification import Binding, Binds, Qualifier
from probanda.law.ratification import Status, bound, read_status, shipped_status
from probanda.law.thesaurus import terms

__all__ = ["STATUS", "standard_qualifier", "status_of"]

#: A casebook's own rows of ratification, in its folder.
STATUS = "ratifications.csv"


def standard_qualifier(
    origin: Mapping[str, str] | None = None, root: Path | None = None, law: Law | None = None
) -> Qualifier:
    """A qualifier; ``root`` is a casebook's folder, ``origin`` says which sources are one.

    >>> from probanda.law.facts import Act, Fact
    >>> act = Act("a", "beating", facts=(Fact("c", "s", "harm.severe"),))
    >>> standard_qualifier().qualify(act, ["CAT/1/1"])[0].state
    'gaps'
    """
    law = law or shipped_law()
    return Qualifier(
        law,
        law.traits,
        by_act_type={each.id: each.provisions for each in terms().values() if each.provisions},
        binds=_binds(law, status_of(law, root)),
        origin=origin,
    )


def status_of(law: Law, root: Path | None) -> Status:
    """The ratification data: what is shipped, and the casebook's own rows."""
    own = root / STATUS if root is not None else None
    status = shipped_status()
    return status.merged(read_status(own, law)) if own is not None and own.is_file() else status


def _binds(law: Law, status: Status) -> Binds:
    @cache
    def binds(instrument: str, state: str, on: date) -> Binding:
        found = bound(law, state, instrument, on, status)
        return Binding(found.bound, found.why.rstrip("."))

    return binds
