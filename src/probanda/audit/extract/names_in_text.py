"""Runs of capitalised words: raw material of persons, places, speakers, and of who or where in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from probanda.audit.extract.language import language_tables
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, words

__all__ = ["Run", "all_runs", "names_between", "of_one_list", "runs", "small_words"]

_CAP = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽƏА-ЯЁЇІЄҐ][\w'’\-‑]*|(?:al|el|an|ad|as)-[A-ZА-Я][\w'’\-]+)"
_PARTICLE = (
    r"(?:de|del|la|van|von|bin|bint|ibn|oglu|oghlu|ogly|oğlu|qizi|qızı|gizi|kyzy|оглы"
    r"|кызы|da|dos|di|al|el"
    r"|of the|of)"
)
_RUN = re.compile(
    rf"{_CAP}(?:(?:[ \u00a0]+|(?<![^\W\d_]{{3}})\. ?)(?:{_PARTICLE}[ \u00a0]+)?{_CAP}|[ \u00a0]+(?:oglu"
    r"|oghlu|ogly|oğlu|qizi|qızı|gizi|kyzy|оглы|кызы))*"
)
#: Capitalised words that name nobody and nothing.
_COMMON = frozenset(words("capitals_of_none").split("|"))


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words that stand together; ``opening`` when the first one opens a sentence."""

    text: str
    start: int
    end: int
    opening: bool = False


def runs(facts: Facts) -> tuple[Run, ...]:
    """Every run of capitalised words in prose, captions and cells, in order.

    A single word that opens a sentence counts only when it is capitalised elsewhere in mid-sentence.
    """
    raw = facts.of(all_runs)
    inside = {w for run in raw for w in run.text.split()[1 if run.opening else 0 :]}
    return tuple(run for run in raw if not run.opening or " " in run.text or run.text in inside)


def all_runs(facts: Facts) -> tuple[Run, ...]:
    """The same with every single word that opens a sentence, unless the text writes it small."""
    language = language_tables(facts.language)
    ordinary = facts.of(small_words)
    raw: list[Run] = []
    for block in facts.document.blocks:
        if block.kind in {"running", "contents", "figure"}:
            continue
        starts = {start for start, _ in facts.document.sentences(block)}
        for match in _RUN.finditer(facts.text, block.start, block.end):
            start, text = match.start(), _before_a_sentence(match.group())
            opening = start in starts or facts.text[max(0, start - 1) : start] in {
                "“",
                '"',
                "«",
                "(",
            }
            first = re.match(r"[\w'’\-]+", text)
            while first and (
                first.group().lower() in _COMMON
                or first.group().lower() in language.months
                or (opening and first.group()[1:].islower() and first.group().lower() in ordinary)
            ):
                cut = first.end()
                rest = re.match(rf"[ .\u00a0]*(?:{_PARTICLE}[ \u00a0]+)?", text[cut:])
                cut += rest.end() if rest else 0
                start, text, opening = start + cut, text[cut:], False
                first = re.match(r"[\w'’\-]+", text)
            if len(text) < 2 or (not text[0].isupper() and "-" not in text[:4]):
                continue
            raw.append(Run(text, start, start + len(text), opening))
    return tuple(raw)


def small_words(facts: Facts) -> frozenset[str]:
    """The words that the text writes small somewhere: capitals alone make no name of them."""
    return frozenset(
        re.findall(r"(?<![\w])[^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁ][^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁ]+(?!\w)", facts.text)
    )


def _before_a_sentence(words: str) -> str:
    """A run without the sentence that begins in it: "Block D. The" is "Block D"."""
    for found in re.finditer(r"\.\s(\w+)", words):
        if found[1].lower() in _COMMON:
            return words[: found.start()]
    return words


def _starts(facts: Facts) -> list[int]:
    return [run.start for run in facts.of(runs)]


def names_between(facts: Facts, start: int, end: int) -> tuple[Run, ...]:
    """The runs inside a range."""
    starts = facts.of(_starts)
    return facts.of(runs)[bisect_left(starts, start) : bisect_left(starts, end)]


#: Between two names of one list, the first perhaps with an age: "Ivo Tarn (16), ", "Ivo Tarn, 16, and to ".
_JOINT = (
    r"(?:\s*\([^()]{1,30}\)|,\s*(?:<aged>\s+)?\d{1,2}(?:<years_old>|<months_old>)?(?=,|;|\s+<and_one>\s))?"
    r"(?:[,;]\s*(?:<and_one>\s+)?|\s+<and_one>\s+)(?:<whom>\s+)?"
)


def of_one_list(facts: Facts, end: int) -> tuple[tuple[Run, ...], int]:
    """The names of the list in which one ends, and its place among them; nothing where no run ends there."""
    return facts.of(_lists).get(end, ((), 0))


def _lists(facts: Facts) -> dict[int, tuple[tuple[Run, ...], int]]:
    groups: list[list[Run]] = []
    joint = composed(_JOINT)
    for run in facts.of(all_runs):
        last = groups[-1][-1] if groups else None
        if (
            last
            and 0 < run.start - last.end < 60
            and joint.fullmatch(facts.text, last.end, run.start)
        ):
            groups[-1].append(run)
        else:
            groups.append([run])
    return {run.end: (tuple(own), at) for own in groups for at, run in enumerate(own)}
