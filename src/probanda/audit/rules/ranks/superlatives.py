"""“Borv had the most”, “it peaked in 2014”, “followed by shocks” against rows of numbers under labels.

A superlative is held against a row only where it names exactly one of the row's labels and speaks of what the row
counts: it stands right behind the row, or shares a word with the row's head. Rates, shares, other periods and
“one of the highest” are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.labelled import Entry, Row, alike, labelled_rows, stems
from probanda.audit.rules.ranks.words import FIRST_OF_ALL, FOLLOWED, LAST_OF_ALL, NOT_FIRST, RATE
from probanda.audit.rules.registry import Hit

__all__ = ["BARE", "NUMBER", "PREDICATE", "superlatives"]

_CLAUSE = re.compile(
    r";|,?\s(?:while|whereas|although|though|despite|тогда как|хотя|несмотря|mientras|aunque|pese|alors que"
    r"|malgré)\s"
    r"|,\s(?:where|when|which|who|где|когда|котор\w+|donde|cuando|où|quand|after|before|после|перед|tras)\s",
    re.IGNORECASE,
)
_TIME_UNIT = re.compile(
    r"(?<!\w)(?:month|day|week|quarter|hour|месяц\w*|день|дн[яи]|недел\w+|квартал\w*|mes(?:es)?|día|semana"
    r"|trimestre"
    r"|mois|jour|semaine)(?!\w)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Superlatives that say nothing by themselves of a number.
BARE = re.compile(
    r"highest|largest|greatest|biggest|lowest|smallest|peak(?:s|ed)?|наибольш\w+|наименьш\w+|максим\w+|миним\w+"
    r"|пик\w*"
    r"|сам\w+\s+\w+|le plus (?:grand|élevé|petit|faible|bas)|las?|los",
    re.IGNORECASE,
)
PREDICATE = re.compile(
    r"\s*(?:[,.;:)—–]|(?:in|at|was|were|among|during|for|came|with|belonged|occurred|в|во|на|был\w*|среди"
    r"|приш\w+|отмеч\w+"
    r"|en|fue|entre|corresponde\w*|dans|à|parmi)(?!\w))",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?<!\w)(?:numbers?|counts?|totals?|figures?|tolls?|cases|years?|months?|districts?|groups?|regions?"
    r"|quarters?"
    r"|числ\w+|количеств\w+|групп\w+|год\w*|район\w*|област\w+|número|cantidad|cifra|año|grupo|nombre|chiffre"
    r"|année)(?!\w)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?!\w)|(?<![\w.])\d+(?:\.\d+)?(?!\w)")
_SECOND = re.compile(
    r"(?<!\w)(?:second[- ](?:most|highest|largest|greatest|biggest)|втор\w+ по|segund\w+ (?:más|mayor)"
    r"|deuxième)(?!\w)",
    re.IGNORECASE,
)
#: Blocks between a row and words about it that name what it counts.
_NEAR = 6


def superlatives(facts: Facts) -> Iterator[Hit]:
    """Hold every superlative that names a label against the row of that label."""
    rows = facts.of(labelled_rows)
    if not rows:
        return
    for block in facts.document.prose():
        near = [row for row in rows if row.table or abs(row.block - block.index) <= _NEAR]
        for start, end in facts.document.sentences(block):
            for pattern, high in ((FIRST_OF_ALL, True), (LAST_OF_ALL, False)):
                found = pattern.search(facts.text, start, end)
                if found and not in_speech(facts, found.start()):
                    yield from _held(facts, found, (start, end), block.index, near, high=high)


def _held(
    facts: Facts,
    found: re.Match[str],
    sentence: tuple[int, int],
    block: int,
    rows: list[Row],
    *,
    high: bool,
) -> Iterator[Hit]:
    clause = _clause(facts.text, found, sentence)
    said = facts.text[slice(*clause)]
    if NOT_FIRST.search(_SECOND.sub(" ", said)):
        return
    follow = FOLLOWED.search(facts.text, found.end(), sentence[1])
    verdicts: list[tuple[bool, Hit]] = []
    for row in rows:
        if not _is_about(row, said, (clause[0], sentence[1]), block):
            continue
        if not _counts_that(facts.text, found, row, sentence[1]):
            continue
        named = _named(
            row, said, found.start() - clause[0], follow.start() - clause[0] if follow else None
        )
        if named is None:
            continue
        told = {Decimal(number.replace(",", "")) for number in _FIGURE.findall(said)}
        if told - _years_of(said) and named.quantity.value not in told:
            continue  # the clause has a number of its own, which is not the row's
        ranked = sorted(row.entries, key=lambda entry: entry.quantity.value, reverse=high)
        place = 1 if _SECOND.search(said) and len(ranked) > 2 else 0
        best = ranked[place]
        if best.quantity.value != named.quantity.value:
            verdicts.append((True, _hit(found, named, best, row, block, high=high)))
            continue
        second = _second(row, facts.text, follow, sentence) if follow else None
        if second is None or len(row.entries) < 3:
            verdicts.append((False, _hit(found, named, best, row, block, high=high)))
            continue
        rest = [entry for entry in ranked if entry is not named]
        wrong = rest[0].quantity.value != second.quantity.value
        assert follow is not None
        verdicts.append((wrong, _hit(follow, second, rest[0], row, block, high=high)))
    if verdicts and all(wrong for wrong, _ in verdicts):
        yield verdicts[0][1]


def _clause(text: str, found: re.Match[str], sentence: tuple[int, int]) -> tuple[int, int]:
    """The clause of a superlative: from the break before it to the break behind it."""
    start, end = sentence
    for cut in _CLAUSE.finditer(text, sentence[0], sentence[1]):
        if cut.end() <= found.start():
            start = cut.end()
        elif cut.start() >= found.end():
            end = cut.start()
            break
    return start, end


def _is_about(row: Row, said: str, sentence: tuple[int, int], block: int) -> bool:
    """Whether words speak of what a row counts, of its time, and of numbers rather than rates."""
    own = sentence[0] <= row.entries[0].quantity.start and row.end <= sentence[1]
    if own:
        return False  # the numbers of its own sentence are another rule's
    unit = row.entries[0].quantity.unit
    if RATE.search(said) and unit != "percent":
        return False
    labels = {stem for entry in row.entries for stem in entry.stems}
    years = set(_YEAR.findall(said)) - labels
    if years and not years & row.context:
        return False
    if all(stem.isdigit() for stem in labels) and _TIME_UNIT.search(said):
        return False
    shared = any(alike(a, b) for a in stems(said) - labels for b in row.context)
    if row.table:
        return shared or (row.only and 0 < block - row.block <= 1)
    if row.only and 0 < block - row.block <= 1:
        return True
    inside = any(sentence[0] <= entry.quantity.start < sentence[1] for entry in row.entries)
    behind = block == row.block and (inside or 0 <= sentence[0] - row.end < 240)
    next_block = 0 < block - row.block <= 1
    above = 0 < row.first - block <= 1
    return (
        behind or ((next_block or above) and shared) or (shared and abs(block - row.block) <= _NEAR)
    )


def _years_of(text: str) -> set[Decimal]:
    """Years in a text, as numbers."""
    return {Decimal(year) for year in _YEAR.findall(text)}


def _counts_that(text: str, found: re.Match[str], row: Row, end: int) -> bool:
    """Whether what is highest is a number of the row.

    So it is in "highest in", "the highest number of", "most cases"; not in "the highest level of conduct".
    """
    if not BARE.fullmatch(found.group()):
        return True
    behind = text[found.end() : min(end, found.end() + 60)]
    if PREDICATE.match(behind):
        return True
    phrase = " ".join(behind.split()[:4])
    if NUMBER.search(phrase):
        return True
    own = stems(phrase)
    return any(alike(a, b) for a in own for b in row.context)


def _named(row: Row, said: str, place: int, follow: int | None) -> Entry | None:
    """The one label that words name; of several the first behind the superlative, or none where that is open."""
    found = row.named_in(said[:follow] if follow is not None and follow > 0 else said)
    if len(found) == 1:
        return found[0][1]
    behind = [entry for where, entry in found if where > place]
    return behind[0] if len(behind) == 1 else None


def _second(row: Row, text: str, follow: re.Match[str], sentence: tuple[int, int]) -> Entry | None:
    """The label right behind “followed by”."""
    found = row.named_in(text[follow.end() : min(sentence[1], follow.end() + 60)])
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _hit(
    found: re.Match[str], own: Entry, other: Entry, row: Row, block: int, *, high: bool
) -> Hit:
    sure = row.table and len(row.entries) >= 3 and 0 <= block - row.block <= 3
    return Hit(
        found.start(),
        found.end(),
        f"“{' '.join(found.group().split())}” is said of “{_short(own.words)}” ({own.quantity.shown}), but "
        f"“{_short(other.words)}” has {other.quantity.shown}, which is {'more' if high else 'less'}.",
        "Correct the words or the numbers.",
        (
            (own.quantity.start, own.quantity.end),
            (other.quantity.start, other.quantity.end),
        ),
        None if sure else "warning",
    )


def _short(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:—–-()")[:40]
