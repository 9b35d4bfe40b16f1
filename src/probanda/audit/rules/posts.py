"""One post under two names: "Tavi Morell, head of the clinic in Borv", "Tavi Pell, head of the clinic in Borv".

A post that changes hands has another given name and another surname. Where the post is told in the same words and
one of the two is the same, the other is likely a slip, or another's name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import Run, runs
from probanda.audit.extract.persons import is_given
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.sounds import one_word_in_two_cases
from probanda.audit.rules.titled import OFFICE

__all__ = ["one_post"]

#: What is said of a name behind a comma or in brackets.
_APPOSITION = re.compile(r"\.?\s*[,(]\s*(?P<post>[^\W\d_A-ZА-ЯЁ][^.,;:()?!\n]{12,90})")
_WORDS = 3


def one_post(facts: Facts, told: set[str]) -> Iterator[Hit]:
    """Names that share one of their two words, and their post; ``told``: words reported already."""
    by_post: dict[tuple[str, ...], list[Run]] = defaultdict(list)
    for run in map(_untitled, facts.of(runs)):
        if 2 <= len(run.text.split()) <= 4:
            for post in (_behind(facts, run), _before(facts, run)):
                if len(post) >= _WORDS:
                    by_post[post].append(run)
    for named in by_post.values():
        for place, second in enumerate(named):
            first = next((one for one in named[:place] if _half_the_same(one, second)), None)
            if first is None or set(second.text.split()) & told:
                continue
            told.update(second.text.split())
            yield Hit(
                second.start,
                second.end,
                f"“{second.text}” here and “{first.text}” elsewhere have one post and share a name: "
                "they may be one person.",
                "Use one name, or say that they are two persons.",
                ((first.start, first.end),),
            )
            break


def _untitled(run: Run) -> Run:
    """A name without the title that opens it: "Colonel Tavi Morell"."""
    title = OFFICE.match(run.text)
    if title is None or run.text[title.end() : title.end() + 1] != " ":
        return run
    return Run(run.text[title.end() + 1 :], run.start + title.end() + 1, run.end)


def _behind(facts: Facts, run: Run) -> tuple[str, ...]:
    """The first words of an apposition, none of a name that only looks like one."""
    said = _APPOSITION.match(facts.text, run.end)
    known = any(is_given(word) for word in run.text.split()[:2])
    return _stems(facts, said["post"])[:_WORDS] if said and known else ()


def _before(facts: Facts, run: Run) -> tuple[str, ...]:
    """The words of an office before a name, from its title on."""
    start = max(facts.document.sentence_of(run.start)[0], run.start - 90)
    lead = re.sub(r".*[;:()?!]", "", facts.text[start : run.start], flags=re.DOTALL)
    title = OFFICE.search(lead)
    if title is None or not re.search(r"\w\s\Z", lead):
        return ()
    stems = _stems(facts, lead[title.start() :])
    return ("before", *stems) if len(stems) >= _WORDS else ()


def _stems(facts: Facts, words: str) -> tuple[str, ...]:
    tables = language_tables(facts.language)
    found = re.findall(r"\w+", words.lower())
    return tuple(tables.stem(word) for word in found if word not in tables.closed)


def _half_the_same(one: Run, other: Run) -> bool:
    """Whether two names share the given name or the surname, and not both."""
    first, second = ([w for w in re.split(r"[\s.]+", run.text) if w] for run in (one, other))
    if min(len(first), len(second)) < 2 or min(map(len, (*first[:2], *second[:2]))) < 3:
        return False
    if _same(first[0], second[0]):
        return not any(_same(a, b) for a in first[1:] for b in second[1:])
    return len(first) == len(second) == 2 and _same(first[1], second[1])


def _same(one: str, other: str) -> bool:
    x, y = one.lower(), other.lower()
    return x == y or ("а" <= x[:1] <= "ё" and len(x) > 2 < len(y) and one_word_in_two_cases(x, y))
