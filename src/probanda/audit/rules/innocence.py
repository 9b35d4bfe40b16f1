"""Before a finding stands: is there a reading of the numbers in which the text is right?

"Of the 87 persons 79 were men and six women; in two cases the sex is unknown": 79 and 6 are not 87, but with the
two they are. Where numbers of the sentence make one that the finding doubts, nothing is reported. What rests on
more than one sentence, or on labels that one person may carry together, is never an error: a reader must infer it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from itertools import combinations, permutations

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.finding import Severity

__all__ = ["tempered"]

_SUMS = frozenset({"parts-sum", "parts-exceed", "difference-wrong"})
_EXPLAINED = frozenset({"parts-sum", "difference-wrong"})
_LISTED = frozenset({"parts-sum", "parts-exceed"})
#: Two places in a text are compared, or an order is read out of verbs: a reader follows, but does not count.
_INFERRED = frozenset({"same-quantity", "order-wrong"})
#: A span and its two ends, an age and its birth: where a reader must look for one of them, it may be another.
_TOLD_AT_ONCE = frozenset({"age-birth", "anniversary-wrong"})
_COUNTED = frozenset({"count", "money", "percent", "rate", "share"})
#: What was planned isn't what came: "due to last from 1 to 30 June, held for nine days".
_PLANNED = re.compile(
    r"(?<!\w)(?:due|should|planned|scheduled|expected|supposed|was to|were to|ordered|agreed|должн\w+|планиров\w+"
    r"|предполаг\w+|намеч\w+|ожидал\w+|debía\w*|deberí\w+|previst\w+|acordad\w+|iba a|devai\w+|prévu\w*)(?!\w)",
    re.IGNORECASE,
)
#: "witness 9 — 2 February", "in 2014 года — 1748": the dash of a sentence, not of a period.
_DASH = re.compile(
    r"\d{1,2}\s[—–-]\s(?:le\s)?\d|.*(?:год\w*|г\.|year|año|an(?:née)?)\s*[—–-]\s*\d", re.IGNORECASE
)
_ONE_SENTENCE = _SUMS | {"rank-wrong", "ratio-wrong"}
_FUTURE = re.compile(
    r"(?<!\w)(?:should|shall|will|must|recommend\w*|plan\w*|expect\w*|due|until|before|by|scheduled|deadline|would"
    r"|должн\w+|следует|будет|будут|рекоменду\w+|планиру\w+|до|к|deb\w+|deberá\w*|recomiend\w+|prev\w+|antes|hasta"
    r"|doit|devra\w*|recommand\w+|prév\w+|avant|jusqu\w+)(?!\w)",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"(?<!\w)(?:also|several|multiple|more than one|some of|both|overlap\w*|each|as well as|one or more|также"
    r"|несколько"
    r"|одновременно|некоторых|también|varios|varias|además|más de un\w*|aussi|plusieurs)(?!\w)",
    re.IGNORECASE,
)
_AVERAGE = re.compile(
    r"(?<!\w)(?:averag\w*|annual\w*|yearly|per year|a year|medi[oa] anual|promedio|anual\w*|al año|por año"
    r"|moyenne\w*|par an|annuel\w*|среднем|среднегодов\w*|ежегодн\w*|в год|orta hesabla|ildə)(?!\w)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?<!\w)(?:not|never|n['’]t|without|не|ни|без|no|nunca|sin|ne|pas|jamais)(?!\w)|n['’]t(?!\w)",
    re.IGNORECASE,
)
#: A word in capitals before a number: "DORN 2".
_IN_NAME = re.compile(r"(?<!\w)[A-ZА-ЯЁ]{2,}\s\Z")
_WORD = re.compile(r"[^\W\d_]+")
#: More numbers than this in one sentence are not tried in every sum.
_MOST = 12


def tempered(
    facts: Facts, code: str, severity: Severity, places: tuple[tuple[int, int], ...]
) -> Severity | None:
    """The severity that a finding may have; None when the text explains itself.

    Args:
        facts: the document and everything extracted from it.
        code: of the rule.
        severity: that the rule gives.
        places: of the finding, then of its evidence.
    """
    if code in _EXPLAINED and _explained(facts, places):
        return None
    if code in _LISTED and _parted_again(facts, places):
        return None
    if code in _SUMS and _rest_of_larger(facts, places):
        return None
    if code == "parts-sum" and severity == "error" and _explained(facts, places, every=True):
        return "warning"
    if code == "percentage-wrong":
        way = _other_base(facts, places)
        if way == "turned":
            return None
        if severity == "error" and (way == "other" or _of_several(facts, places)):
            return "warning"
    if code == "list-count" and _IN_NAME.search(facts.text, 0, places[0][0]):
        return None  # "DORN 2: Return to the Pass, …": the number is part of a name
    if code == "period-backwards" and _DASH.match(facts.text, *places[0]):
        return None
    if severity != "error":
        return severity
    start, end = facts.document.sentence_of(places[0][0])
    alone = all(start <= place < end for place, _ in places)
    if code in _INFERRED or (code in _TOLD_AT_ONCE and not alone):
        return "warning"
    if code == "duration-wrong" and _PLANNED.search(facts.text, start, end):
        return "warning"
    if code == "ratio-wrong" and _others(facts, places, start, end):
        return "warning"
    if code == "rank-wrong" and any(q.unit == "share" for q in _others(facts, places, start, end)):
        return "warning"
    if code == "date-future":
        return "warning" if _FUTURE.search(facts.text, start, end) else severity
    if code == "age-birth":
        return "warning" if _DENIED.search(facts.text, start, end) else severity
    if code not in _ONE_SENTENCE or _in_cell(facts, places[0][0]):
        return severity
    near = facts.text[start : min(len(facts.text), end + 160)]
    return severity if alone and not _SHARED.search(near) else "warning"


def _starts(facts: Facts) -> list[int]:
    return [q.start for q in facts.of(quantities)]


def _within(facts: Facts, *spans: tuple[int, int]) -> list[Quantity]:
    """The quantities that begin in ranges of the text, range by range; found by their place, not by a search."""
    known, starts = facts.of(quantities), facts.of(_starts)
    return [
        q
        for start, end in spans
        for q in known[bisect_left(starts, start) : bisect_left(starts, end)]
    ]


def _others(
    facts: Facts, places: tuple[tuple[int, int], ...], start: int, end: int
) -> list[Quantity]:
    """Numbers of the sentence that the finding doesn't speak of: another of them may be meant."""
    if _in_cell(facts, places[0][0]):
        return []
    return [
        q
        for q in _within(facts, (start, end))
        if q.unit in _COUNTED and not any(a < q.end and q.start < b for a, b in places)
    ]


def _other_base(facts: Facts, places: tuple[tuple[int, int], ...]) -> str:
    """Whether a percentage fits its numbers the other way round, or two others of its sentence.

    "640 prisoners against a capacity of 400, that is 160%"; "" when neither.
    """
    percent = next((q for q in _within(facts, places[0]) if q.unit == "percent"), None)
    if percent is None or _in_cell(facts, places[0][0]):
        return ""
    own = [q for q in _within(facts, *places[1:]) if q.value > 0]
    told = [
        q for q in _within(facts, percent.sentence) if q.unit in {"count", "money"} and q.value > 0
    ]
    room = Decimal(10) ** -percent.decimals / 2
    for way, row in (("turned", own), ("other", told)):
        for a, b in permutations(row[:_MOST], 2):
            if abs(a.value * 100 / b.value - percent.value) <= room:
                if way == "turned" and percent.value <= 100:
                    continue
                return way
    return ""


def _of_several(facts: Facts, places: tuple[tuple[int, int], ...]) -> bool:
    """Whether the sentence tells a yearly average, or so many percentages that a reader must choose among them."""
    if _in_cell(facts, places[0][0]):
        return False
    start, end = facts.document.sentence_of(places[0][0])
    others = [
        q
        for q in _within(facts, (start, end))
        if q.unit == "percent" and not any(a <= q.start < b for a, b in places)
    ]
    return len(others) > 1 or bool(_AVERAGE.search(facts.text, start, end))


def _parted_again(facts: Facts, places: tuple[tuple[int, int], ...]) -> bool:
    """Whether the list makes its whole, and what follows divides its last member again.

    "Of 47 files 20 are complete, 12 lack a signature and 15 a date, nine of them the year and six the day."
    """
    start, end = facts.document.sentence_of(places[0][0])
    values = [q.value for q in _within(facts, (start, end)) if q.unit in {"count", "money"}][:_MOST]
    for whole, value in enumerate(values):
        total = Decimal(0)
        for last in range(whole + 1, len(values)):
            total += values[last]
            behind = values[last + 1 :]
            if (
                total == value
                and last > whole + 1
                and len(behind) > 1
                and sum(behind) == values[last]
            ):
                return True
    return False


def _in_cell(facts: Facts, place: int) -> bool:
    block = facts.document.block_of(place)
    return block is not None and block.kind == "cell"


def _counts(facts: Facts) -> dict[str, set[Decimal]]:
    """Values of the document's counts by their noun."""
    answers: dict[str, set[Decimal]] = {}
    for q in facts.of(quantities):
        if q.unit == "count" and q.group.head and not q.spoken:
            answers.setdefault(q.group.head, set()).add(q.value)
    return answers


def _rest_of_larger(facts: Facts, places: tuple[tuple[int, int], ...]) -> bool:
    """Whether a rest is that of a larger whole told elsewhere.

    "Of the thirty files 21 hold medical records, 18 of them with injuries. The other nine hold none": nine are
    left of thirty, with the 21, and not of the 21.
    """
    known = [q for q in _within(facts, *places) if q.unit == "count"]
    values = facts.of(_counts)
    for rest in known:
        if not rest.delta or not rest.group.head:
            continue
        for other in known:
            if (
                other.sentence != rest.sentence
                and other.value > rest.value
                and other.group.head == rest.group.head
                and other.value + rest.value in values[rest.group.head]
            ):
                return True
    return False


def _explained(facts: Facts, places: tuple[tuple[int, int], ...], *, every: bool = False) -> bool:
    """Whether the doubted number is the sum of others of its sentence, one of the finding's among them.

    With ``every``, whether any number of the finding is: of "seven: two, three and one" three is two and one,
    which explains nothing of the seven but may show that the list is built otherwise than it looks.
    """
    if _in_cell(facts, places[0][0]):
        return False
    language = language_tables(facts.language)
    spans = {
        place: sentence for place, _ in places for sentence in [facts.document.sentence_of(place)]
    }
    start, end = spans[places[0][0]]
    units = {"count", "money"}
    doubted = {q.value for q in _within(facts, *places) if q.unit in units}
    told = [q for q in _within(facts, (start, end)) if q.unit in units]
    numbers = [q.value for q in told]
    numbers += [
        Decimal(language.numbers[word.group().lower()])
        for word in _WORD.finditer(facts.text, start, end)
        if word.group().lower() in language.numbers
        and not any(q.start <= word.start() < q.end for q in told)
    ]
    if len(numbers) > _MOST:
        return False
    first = {q.value for q in _within(facts, places[0]) if q.unit in units}
    for whole in doubted if every else first or doubted:
        parts = [value for value in numbers if 0 < value < whole]
        for size in range(2, len(parts) + 1):
            for chosen in combinations(parts, size):
                if sum(chosen) == whole and doubted & set(chosen):
                    return True
    return False
