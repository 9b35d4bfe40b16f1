"""One given name and one post under two surnames: "Tavi Morell, head of a clinic", "Tavi Pell, head of a clinic".

A post that changes hands has another given name too; where that is the same, the words behind both names are the
same from the comma on, and the surnames share nothing, one of them is likely another's.
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

__all__ = ["one_post"]

#: What is said of a name behind a comma or in brackets.
_APPOSITION = re.compile(r"\.?\s*[,(]\s*(?P<post>[^\W\d_A-ZА-ЯЁ][^.,;:()?!\n]{12,90})")
_WORDS = 3


def one_post(facts: Facts, told: set[str]) -> Iterator[Hit]:
    """Names of one given name and two surnames with the same apposition; ``told``: words reported already."""
    by_post: dict[tuple[str, ...], list[Run]] = defaultdict(list)
    tables = language_tables(facts.language)
    for run in facts.of(runs):
        words = run.text.split()
        said = _APPOSITION.match(facts.text, run.end) if 2 <= len(words) <= 4 else None
        if said is None or not any(is_given(word) for word in words[:2]):
            continue
        post = [w for w in re.findall(r"\w+", said["post"].lower()) if w not in tables.closed]
        if len(post) >= _WORDS:
            by_post[tuple(tables.stem(word) for word in post[:_WORDS])].append(run)
    for named in by_post.values():
        for place, second in enumerate(named):
            first = next((one for one in named[:place] if _other_surname(one, second)), None)
            if first is None or set(second.text.split()) & told:
                continue
            told.update(second.text.split())
            yield Hit(
                second.start,
                second.end,
                f"“{second.text}” here and “{first.text}” elsewhere have one given name and one post: "
                "they may be one person.",
                "Use one name, or say that they are two persons.",
                ((first.start, first.end),),
            )
            break


def _other_surname(one: Run, other: Run) -> bool:
    """Whether two names share a given name and no surname."""
    first, second = ([w for w in re.split(r"[\s.]+", run.text) if w] for run in (one, other))
    return (
        _same(first[0], second[0])
        and min(len(first[1]), len(second[1])) > 2
        and not any(_same(a, b) for a in first[1:] for b in second[1:])
    )


def _same(one: str, other: str) -> bool:
    x, y = one.lower(), other.lower()
    return x == y or ("а" <= x[:1] <= "ё" and len(x) > 2 < len(y) and one_word_in_two_cases(x, y))
