"""Instruments read from YAML, held to a schema: every mistake is named with file, line, field and remedy.

One file per instrument in ``law/instruments``; the traits that elements refer to are in ``law/data/traits.yaml``.
A file of your own can be read beside them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path

from probanda.law.provisions import Instrument, Provision, Trait, code_parts
from probanda.law.schema import read_instrument, read_named, read_traits
from probanda.problems import ProbandaError, Problem

__all__ = ["Law", "load_instrument", "load_law", "shipped_law"]

_NEAREST = 5


@dataclass(frozen=True)
class Law:
    """All instruments that were read, the traits their elements use, and instruments known by name only.

    ``named``: treaties of which no provision is held; a text that cites them is read, and an article that
    they do not have is seen.
    """

    instruments: Mapping[str, Instrument]
    traits: Mapping[str, Trait]
    named: Mapping[str, Instrument] = field(default_factory=dict)

    def known(self, short: str) -> Instrument | None:
        """The instrument of that short name, held or known by name only."""
        return self.instruments.get(short) or self.named.get(short)

    def __iter__(self) -> Iterator[Provision]:
        for instrument in self.instruments.values():
            yield from instrument.provisions

    @cached_property
    def by_code(self) -> Mapping[str, Provision]:
        """Every provision by its code and by the other codes of the same text."""
        found: dict[str, Provision] = {each.code: each for each in self}
        for each in self:
            for other in each.also:
                found.setdefault(other, each)
        return found

    def find(self, code: str) -> Provision | None:
        """The provision of that code, however its letters are written, or ``None``."""
        return self.by_code.get("/".join(code_parts(code)))

    def instrument(self, short: str) -> Instrument:
        """The instrument of that short name.

        Raises:
            ProbandaError: ``instrument-unknown``, with the names there are.
        """
        found = self.instruments.get(short.strip().upper())
        if found is None:
            raise ProbandaError(
                Problem(
                    "instrument-unknown",
                    "There is no instrument of that name.",
                    found=short[:80],
                    expected=", ".join(self.instruments),
                    remedy="`probanda law list` shows the names.",
                )
            )
        return found

    def provision(self, code: str) -> Provision:
        """The provision of that code.

        Raises:
            ProbandaError: ``instrument-unknown``; ``article-unknown`` when the instrument has no such article;
                ``provision-not-held`` when the article exists and we hold no data on it;
                ``paragraph-unknown`` when the article is there and the paragraph is not.
        """
        found = self.find(code)
        if found is not None:
            return found
        parts = code_parts(code)
        instrument = self.instrument(parts[0])
        raise ProbandaError(self.why_unknown(instrument, parts))

    def why_unknown(self, instrument: Instrument, parts: tuple[str, ...]) -> Problem:
        """What is wrong with a code that names no provision, and which codes are near it."""
        code = "/".join(parts)
        article = parts[1] if len(parts) > 1 else ""
        held = [each for each in instrument.by_code if each.split("/")[1] == article]
        if not article:
            return Problem(
                "code-incomplete",
                f"{instrument.short} is an instrument; a code names an article of it as well.",
                found=code,
                expected=f"such as {instrument.provisions[0].code}",
                remedy=f"`probanda law list {instrument.short}` shows its provisions.",
            )
        if held:
            return Problem(
                "paragraph-unknown",
                f"Article {article} of {instrument.short} has no such paragraph.",
                found=code,
                expected=", ".join(held[: 2 * _NEAREST]),
                remedy="Take one of these codes.",
            )
        if instrument.has_article(article):
            return Problem(
                "provision-not-held",
                f"Article {article} of {instrument.short} exists, but there is no data on it here.",
                found=code,
                expected=", ".join(self.nearest(code)),
                remedy="Add it to the instrument's file; docs/how-to/add-an-instrument.md shows how.",
            )
        last = f"; its last is {instrument.articles}" if instrument.articles else ""
        return Problem(
            "article-unknown",
            f"{instrument.short} has no article {article}{last}.",
            found=code,
            expected=", ".join(self.nearest(code)),
            remedy="Take one of these codes.",
        )

    def nearest(self, code: str) -> tuple[str, ...]:
        """Codes that are near to one that does not exist."""
        wanted = "/".join(code_parts(code))
        instrument = self.instruments.get(wanted.split("/", maxsplit=1)[0])
        codes = list(instrument.by_code) if instrument else list(self.by_code)
        near = difflib.get_close_matches(wanted, codes, n=_NEAREST, cutoff=0.3)
        return tuple(near or codes[:_NEAREST])

    def under(self, code: str) -> tuple[Provision, ...]:
        """The provision of that code, or those of an article that we hold by paragraphs only."""
        exact = self.find(code)
        if exact is not None:
            return (exact,)
        prefix = "/".join(code_parts(code)) + "/"
        found = {p.code: p for key, p in self.by_code.items() if key.startswith(prefix)}
        if not found:
            self.provision(code)
        return tuple(found.values())


def load_instrument(path: Path, traits: Mapping[str, Trait]) -> Instrument:
    """Read one instrument.

    Raises:
        ProbandaError: every mistake of the file at once.
    """
    instrument, problems = read_instrument(path, traits)
    if instrument is None or any(each.severity == "error" for each in problems):
        raise ProbandaError(*problems)
    return instrument


def load_law(paths: Iterable[Path], traits_path: Path) -> Law:
    """Read many instruments and hold them to each other: each code once, every reference to something there.

    Raises:
        ProbandaError: every mistake of all files at once.
    """
    traits, problems = read_traits(traits_path)
    instruments: dict[str, Instrument] = {}
    for path in paths:
        instrument, found = read_instrument(path, traits)
        problems += found
        if instrument is None:
            continue
        if instrument.short in instruments:
            problems.append(
                Problem(
                    "instrument-repeated",
                    "Two files describe the same instrument.",
                    file=str(path),
                    column="short",
                    found=instrument.short,
                    remedy="Give it another short name, or take one file away.",
                )
            )
            continue
        instruments[instrument.short] = instrument
    law = Law(instruments, traits)
    problems += _references(law)
    errors = [each for each in problems if each.severity == "error"]
    if errors:
        raise ProbandaError(*errors)
    return law


def _references(law: Law) -> Iterator[Problem]:
    for each in law:
        for code in each.see:
            parts = code_parts(code)
            if parts[0] not in law.instruments or (
                code not in law.by_code
                and not any(key.startswith(code + "/") for key in law.by_code)
            ):
                yield Problem(
                    "reference-unknown",
                    f"{each.code} points to {code}, which is not there.",
                    file=f"{each.instrument.lower()}.yaml",
                    column="see",
                    found=code,
                    expected=", ".join(law.nearest(code)),
                    remedy="Take one of these codes, or leave it out.",
                )


@cache
def shipped_law() -> Law:
    """The instruments that come with Probanda, read once per process."""
    with as_file(files("probanda.law")) as folder:
        paths = sorted((folder / "instruments").glob("*.yaml"))
        law = load_law(paths, folder / "data" / "traits.yaml")
        return replace(law, named=read_named(folder / "data" / "named_instruments.yaml"))
