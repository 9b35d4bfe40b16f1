"""The vocabulary of acts: types of violation and methods, in eight languages, tied to traits and provisions.

A term's traits are what an allegation says by its name alone. Severity, intent, purpose and who did it are
never in a name; they need claims of their own.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from probanda.law.loading import Law, shipped_law
from probanda.marked_yaml import Marked, load_marked
from probanda.problems import ProbandaError, Problem

__all__ = ["LANGUAGES", "Term", "load_thesaurus", "nearest", "term", "terms"]

LANGUAGES = ("en", "fr", "es", "ru", "az", "hy", "ar", "uk")
_FIELDS = {"broader", "kind", "gloss", "traits", "first", "huridocs", *LANGUAGES}


@dataclass(frozen=True, slots=True)
class Term:
    """One term.

    Attributes:
        id: kebab-case; what a claim's act type is written as.
        kind: ``violation`` or ``method``.
        gloss: what is meant, in our words.
        labels: by language code.
        broader: id of the wider term, or "".
        traits: what the name alone says.
        provisions: codes that are looked at first.
        huridocs: ``(list, code)`` of the microthesauri, pairs that are used, or ``None``.
        review: language codes whose label no native reader has confirmed.
    """

    id: str
    kind: str
    gloss: str
    labels: Mapping[str, str]
    broader: str = ""
    traits: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    huridocs: tuple[int, str] | None = None
    review: tuple[str, ...] = ()

    def label(self, language: str = "en") -> str:
        """The label in a language, the English one where there is none."""
        return self.labels.get(language) or self.labels["en"]

    @property
    def huridocs_code(self) -> str:
        """The code in its full twelve digits, or "".

        >>> term("beating").huridocs_code
        '030100000000'
        """
        return self.huridocs[1].ljust(12, "0") if self.huridocs else ""

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "id": self.id,
            "kind": self.kind,
            "gloss": self.gloss,
            "labels": dict(self.labels),
            "broader": self.broader,
            "traits": list(self.traits),
            "provisions": list(self.provisions),
            "huridocs": (
                {"list": self.huridocs[0], "code": self.huridocs_code} if self.huridocs else None
            ),
            "review": list(self.review),
        }


def load_thesaurus(path: Path, law: Law) -> Mapping[str, Term]:
    """Read a thesaurus and hold it to the law: every trait, provision and wider term is there.

    Raises:
        ProbandaError: every mistake of the file at once.
    """
    root, problems = load_marked(path)

    def say(
        code: str, message: str, at: Marked, column: str, found: str, expected: str = ""
    ) -> None:
        problems.append(
            Problem(
                code,
                message,
                file=str(path),
                line=at.line,
                char=at.char,
                column=column,
                found=found,
                expected=expected,
                remedy="Correct the thesaurus at this place.",
            )
        )

    rows = root.fields["terms"].fields if "terms" in root.fields else {}
    review = tuple(root.fields["review"].fields) if "review" in root.fields else ()
    found: dict[str, Term] = {}
    for name, row in rows.items():
        for field in row.fields:
            if field not in _FIELDS:
                say("field-unknown", f"The term {name} has an unknown field.", row, field, field)
        labels = {
            language: row.fields[language].text for language in LANGUAGES if language in row.fields
        }
        if not labels.get("en"):
            say("field-missing", f"The term {name} has no English label.", row, "en", "")
            continue
        traits = _texts(row, "traits")
        provisions = _texts(row, "first")
        for each in traits:
            if each not in law.traits:
                near = difflib.get_close_matches(each, law.traits, n=3)
                say(
                    "trait-unknown",
                    f"{name} names an unknown trait.",
                    row,
                    "traits",
                    each,
                    ", ".join(near),
                )
        for code in provisions:
            if law.find(code) is None:
                near = list(law.nearest(code))
                say(
                    "article-unknown",
                    f"{name} names an unknown provision.",
                    row,
                    "first",
                    code,
                    ", ".join(near),
                )
        broader = row.fields["broader"].text if "broader" in row.fields else ""
        if broader and broader not in rows:
            say("term-unknown", f"{name} names an unknown wider term.", row, "broader", broader)
        pairs = row.fields["huridocs"].fields if "huridocs" in row.fields else {}
        found[name] = Term(
            id=name,
            kind=row.fields["kind"].text if "kind" in row.fields else "",
            gloss=row.fields["gloss"].text if "gloss" in row.fields else "",
            labels=labels,
            broader=broader,
            traits=traits,
            provisions=provisions,
            huridocs=(int(pairs["list"].text), pairs["code"].text) if pairs else None,
            review=tuple(language for language in review if language in labels),
        )
    if any(each.severity == "error" for each in problems):
        raise ProbandaError(*problems)
    return found


def _texts(row: Marked, name: str) -> tuple[str, ...]:
    return tuple(each.text for each in row.fields[name].items) if name in row.fields else ()


@cache
def terms() -> Mapping[str, Term]:
    """The shipped thesaurus by id, read once per process."""
    with as_file(files("probanda.law") / "data" / "thesaurus.yaml") as path:
        return load_thesaurus(path, shipped_law())


@cache
def _by_word() -> Mapping[str, Term]:
    found: dict[str, Term] = {}
    for each in terms().values():
        for word in (each.id, *each.labels.values()):
            found.setdefault(_folded(word), each)
    return found


def _folded(word: str) -> str:
    return " ".join(word.replace("-", " ").replace("_", " ").casefold().split())


def term(word: str) -> Term | None:
    """The term of that id or label in any language, or ``None``.

    >>> term("Пытка").id, term("no such thing")
    ('torture', None)
    """
    return _by_word().get(_folded(word))


def nearest(word: str, most: int = 5) -> tuple[str, ...]:
    """Ids whose words are near to one that is no term."""
    near = difflib.get_close_matches(_folded(word), list(_by_word()), n=most, cutoff=0.6)
    return tuple(dict.fromkeys(_by_word()[each].id for each in near))
