"""What the record says of persons: their names in all spellings, births, sex, category, consent.

Reads claims in batches and lets contradictions stand: a value that statements contradict is not given.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from probanda.consent import Consent

__all__ = ["Said", "initials", "preference", "spellings"]

BATCH = 900
#: Scripts in which a document's language prefers to write a name.
SCRIPTS = {"ru": "Cyrl", "uk": "Cyrl", "hy": "Armn", "ka": "Geor", "ar": "Arab"}


class Said:
    """Names, births, attributes and consents of merged persons, read in batches."""

    def __init__(
        self,
        models: Any,
        heads: dict[int, int],
        only: list[int] | None,
        consent_of: Callable[..., Consent],
    ) -> None:
        self._consent_of = consent_of
        self.names: dict[int, list[Any]] = defaultdict(list)
        self.sources: dict[int, set[str]] = defaultdict(set)
        self._births: dict[int, list[Any]] = defaultdict(list)
        self._attributes: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
        self._consents: dict[int, list[Any]] = defaultdict(list)
        for claim in self._read(models.NameClaim, only):
            head = heads[claim.person_id]
            self.names[head].append(claim)
            self.sources[head].add(claim.source.key)
        for claim in self._read(models.BirthClaim, only):
            self._births[heads[claim.person_id]].append(claim)
        described = models.AttributeClaim.objects.filter(attribute__in=("sex", "category"))
        for claim in self._read(models.AttributeClaim, only, described):
            values = self._attributes[heads[claim.person_id], claim.attribute]
            values[claim.value] = values.get(claim.value, 0) + 1
        for claim in self._read(models.ConsentClaim, only):
            self._consents[heads[claim.person_id]].append(claim)

    def _read(self, model: Any, only: list[int] | None, rows: Any = None) -> Iterable[Any]:
        rows = model.objects.all() if rows is None else rows
        rows = rows.filter(current=True).exclude(status="retracted").order_by("id")
        rows = rows.select_related("source")
        if only is None:
            yield from rows.iterator(chunk_size=5000)
            return
        for start in range(0, len(only), BATCH):
            yield from rows.filter(person_id__in=only[start : start + BATCH])

    def attribute(self, head: int, name: str) -> str:
        """The value that all statements agree on; "" when there is none or they contradict each other."""
        values = self._attributes.get((head, name), {})
        return next(iter(values)) if len(values) == 1 else ""

    def born(self, head: int) -> str:
        """EDTF of the birth: the most precise statement if none contradicts it, else ""."""
        dated = [c for c in self._births.get(head, ()) if c.date_earliest and c.date_latest]
        if not dated:
            return ""
        low = max(claim.date_earliest for claim in dated)
        high = min(claim.date_latest for claim in dated)
        if low > high:
            return ""
        best = min(dated, key=lambda c: (c.date_latest - c.date_earliest, c.reliability, c.pk))
        return str(best.date_edtf)

    def consent(self, head: int) -> Consent:
        """The tier that binds, by the rule of the record (``probanda.casebook.resolved``)."""
        names = [Consent(name.consent) for name in self.names.get(head, ())]
        return self._consent_of(self._consents.get(head, ()), names)


def _script(name: Any) -> str:
    """The script of a name: as recorded ("az-Latn"), else that of its first letter."""
    if "-" in name.script:
        return str(name.script.split("-")[-1])
    for sign in name.full:
        if sign.isalpha():
            word = unicodedata.name(sign, "").split(" ")[0]
            return {
                "LATIN": "Latn",
                "CYRILLIC": "Cyrl",
                "ARMENIAN": "Armn",
                "GEORGIAN": "Geor",
                "ARABIC": "Arab",
            }.get(word, "")
    return ""


def preference(name: Any, language: str) -> tuple[int, str, int, int]:
    """Names in the document's language first, then in its script, then in Latin; better sources first."""
    script = _script(name)
    wanted = SCRIPTS.get(language, "Latn")
    if script == wanted:
        rank = 0 if name.script.split("-")[0] == language else 1
    else:
        rank = 2 if script == "Latn" else 3
    return rank, name.reliability, name.credibility, name.pk


def spellings(name: Any) -> Iterable[str]:
    """The ways in which a name may stand in a text."""
    yield name.full
    if name.given and name.surname:
        yield f"{name.given} {name.surname}"
        yield f"{name.surname} {name.given}"
        if name.patronymic:
            yield f"{name.surname} {name.given} {name.patronymic}"
            yield f"{name.given} {name.patronymic} {name.surname}"


def initials(name: Any) -> str:
    """Like "E. H.": given name first where the parts are known, else the first two words as they stand."""
    words = [name.given, name.surname] if name.given and name.surname else name.full.split()[:2]
    letters = [next((sign for sign in word if sign.isalpha()), "") for word in words]
    return " ".join(f"{letter.upper()}." for letter in letters if letter)
