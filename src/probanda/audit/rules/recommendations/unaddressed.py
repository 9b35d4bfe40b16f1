"""Recommendations to nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.recommendations import Recommendation, recommendations
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.wordfields import first

_IMPERSONAL = re.compile(
    r"\W*(?:it is (?:necessary|essential|important|recommended|imperative|required"
    r"|desirable|crucial|vital|proposed|advisable)|there (?:should|must|is a need)"
    r"|[^.]{0,140}?(?<!\w)(?:should|must|shall|needs? to|ought to|has to|have to)\s+(?:also\s+"
    r"|immediately\s+|promptly\s+|be\s+)?(?:be\s+)?\w+|необходимо|следует|рекомендуется"
    r"|требуется|es necesario|hay que|conviene|cabe|es preciso|se recomienda|debe\w*|il est (?:nécessaire"
    r"|recommandé)"
    r"|il convient|il faut|zəruridir)",
    re.IGNORECASE,
)


@rule(
    "recommendation-unaddressed",
    "A recommendation to nobody",
    "warning",
    "law",
    "What “should be ensured” by nobody is ensured by nobody, and no follow-up can ask for it.",
    bad=("# Recommendations\n\nIt is necessary that information on the missing be provided.",),
    good=(
        "# Recommendations\n\nTo the Government of Kevria:\n\n- Provide information "
        "on the missing.",
    ),
)
def recommendation_unaddressed(facts: Facts) -> Iterator[Hit]:
    """Find recommendations without an addressee."""
    listed = facts.of(recommendations)
    for each in listed:
        if each.addressee:
            continue
        start, end = first_sentence(facts, each)
        if not each.listed and re.search(
            r"(?:should|must|ought to) have (?:been )?", facts.text[start:end]
        ):
            continue
        if each.listed and _is_told(facts, start, end):
            continue
        if not each.listed and not _IMPERSONAL.match(facts.text[start:end]):
            continue
        yield Hit(
            start,
            min(end, start + 120),
            "Nobody is asked to do this.",
            "Name the authority that should do it.",
        )


_TOLD = re.compile(
    r"(?<!\w)(?:was|were|had|did|recommended|asked|found|sent|received|replied|recorded|interviewed"
    r"|have been made|be found in|был\w*|fue|fueron|hemos)(?!\w)"
)


def _is_told(facts: Facts, start: int, end: int) -> bool:
    """Whether a sentence of the section tells rather than asks."""
    return bool(_TOLD.search(facts.text, start, end)) and not first(facts, "asks", start, end)


def first_sentence(facts: Facts, each: Recommendation) -> tuple[int, int]:
    """The first sentence of a recommendation."""
    block = facts.document.block_of(each.start)
    sentences = facts.document.sentences(block) if block else ()
    inside = [s for s in sentences if s[0] >= each.start and s[1] <= each.end]
    return inside[0] if inside else (each.start, each.end)
