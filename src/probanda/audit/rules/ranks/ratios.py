"""“Doubled”, “three times as many”: the rule of ratios, and factors against their two numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.ranks.multiples import changes_by_fraction, multiples
from probanda.audit.rules.ranks.shares import shares_by_name
from probanda.audit.rules.ranks.worded import parts_beside_numbers
from probanda.audit.rules.registry import Hit, rule

__all__ = ["ratio_wrong"]

_TIMES = {
    "en": (
        (r"(?:more than|over)\s+(?:doubled|twice|double)|(?:doubled|twice) and more", 2, "over"),
        (r"(?:almost|nearly|close to|about|roughly)\s+(?:doubled|double|twice)", 2, "about"),
        (r"doubled|doubling|twofold|two-fold|twice", 2, ""),
        (r"(?:more than|over)\s+(?:tripled|trebled|three times)", 3, "over"),
        (r"(?:almost|nearly|about|roughly)\s+(?:tripled|trebled|three times)", 3, "about"),
        (r"tripled|trebled|threefold|three-fold|three times", 3, ""),
        (r"quadrupled|fourfold|four-fold|four times", 4, ""),
        (r"fivefold|five-fold|five times", 5, ""),
        (r"tenfold|ten-fold|ten times", 10, ""),
        (r"(?:more than|over)\s+halved", 0.5, "under"),
        (r"(?:almost|nearly|about|roughly)\s+halved", 0.5, "about"),
        (r"halved|halving", 0.5, ""),
    ),
    "ru": (
        (r"более чем (?:вдвое|в (?:два|2) раза|удвоил\w*)|больше чем вдвое", 2, "over"),
        (r"(?:почти|примерно|около чем)\s+(?:вдвое|в (?:два|2) раза|удвоил\w*)", 2, "about"),
        (r"более чем (?:втрое|в (?:три|3) раза|утроил\w*)", 3, "over"),
        (r"(?:почти|примерно)\s+(?:втрое|в (?:три|3) раза|утроил\w*)", 3, "about"),
        (r"удвоил\w*|вдвое|в (?:два|2) раза", 2, ""),
        (r"вчетверо|в (?:четыре|4) раза", 4, ""),
        (r"впятеро|в (?:пять|5) раз", 5, ""),
        (r"утроил\w*|втрое|в (?:три|3) раза", 3, ""),
    ),
    "es": (
        (r"(?:más que|más de) (?:se )?duplic\w+|más del doble", 2, "over"),
        (r"casi (?:se )?duplic\w+|casi el doble", 2, "about"),
        (r"más del triple", 3, "over"),
        (r"casi (?:se )?triplic\w+|casi el triple", 3, "about"),
        (r"se duplic\w+|el doble|duplicó", 2, ""),
        (r"se triplic\w+|el triple|triplicó", 3, ""),
        (r"se cuadruplic\w+|el cuádruple|cuatro veces", 4, ""),
        (r"a la mitad", 0.5, ""),
    ),
    "fr": (
        (r"plus que doubl\w+|plus du double", 2, "over"),
        (r"presque doubl\w+|près du double", 2, "about"),
        (r"doublé|le double", 2, ""),
        (r"triplé|le triple", 3, ""),
    ),
    "az": (),
}


@rule(
    "ratio-wrong",
    "“Doubled” or “two thirds” against the numbers",
    "error",
    "figures",
    "Ratios and fractions in words are checked where both numbers are named. Words "
    "allow some distance: a third is"
    " anything from 29 to 38 per cent, a doubling from 1.8 to 2.2 times.",
    bad=(
        "The number of arrests doubled, from 40 in 2019 to 65 in 2020.",
        "Two thirds of the 60 detainees (25) had been beaten.",
    ),
    good=(
        "The number of arrests doubled, from 40 in 2019 to 81 in 2020.",
        "Two thirds of the 60 detainees (41) had been beaten.",
    ),
)
def ratio_wrong(facts: Facts) -> Iterator[Hit]:
    """Recompute ratios and fractions said in words."""
    language = language_tables(facts.language)
    told: set[int] = set()
    for listed in facts.of(by_sentence):
        own = [q for q in listed if not q.spoken]
        if own:
            for hit in _times(facts, own, language):
                told.add(hit.start)
                yield hit
    for hit in parts_beside_numbers(facts, ranked=False):
        if hit.start not in told:
            yield hit
    for hit in (*_times_elsewhere(facts, language), *multiples(facts), *changes_by_fraction(facts)):
        if hit.start not in told:
            told.add(hit.start)
            yield hit
    for said, hit in facts.of(shares_by_name):
        if not said.ranked and hit.start not in told:
            yield hit


def _factor_ok(a: Decimal, b: Decimal, factor: float, how: str) -> bool:
    if a <= 0:
        return True
    ratio = float(b / a)
    if how == "over":
        return factor <= ratio < factor * 1.75
    if how == "under":
        return factor * 0.4 <= ratio <= factor
    if how == "about":
        if factor < 1:
            return factor * 0.9 <= ratio <= factor * 1.3
        return factor * 0.75 <= ratio <= factor * 1.15
    return factor * 0.88 <= ratio <= factor * 1.15


def _times(facts: Facts, listed: list[Quantity], language: Language) -> Iterator[Hit]:
    text = facts.text
    start, end = listed[0].sentence
    taken: list[tuple[int, int]] = []
    for words, factor, how in _TIMES[language.code]:
        for found in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text[start:end], re.IGNORECASE):
            span = (start + found.start(), start + found.end())
            if any(a <= span[0] < b for a, b in taken):
                continue
            taken.append(span)
            occasions = re.search(r"times\Z", found.group(), re.IGNORECASE) and not re.match(
                r"\s+(?:as|more|higher|larger|greater|the)\s", text[span[1] : span[1] + 10]
            )
            if occasions:
                continue
            pair = _two(text, listed, span)
            if pair is None:
                continue
            a, b = pair
            if not (a.exact and b.exact) or a.unit != b.unit:
                continue
            if not _factor_ok(a.value, b.value, factor, how):
                yield Hit(
                    *span,
                    f"“{found.group()}” is said of {a.shown} and {b.shown}, which "
                    f"is {b.value / a.value:.2f} times.",
                    "Correct the word or the numbers.",
                    ((a.start, a.end), (b.start, b.end)),
                )


def _two(
    text: str, listed: list[Quantity], span: tuple[int, int]
) -> tuple[Quantity, Quantity] | None:
    """The number before and the number after, as the sentence names them."""
    rows = [
        q
        for q in listed
        if q.unit in {"count", "percent", "money"} and not (span[0] <= q.start < span[1])
    ]
    for a, b in itertools.pairwise(rows):
        lead = re.search(
            r"(?<!\w)(?:from|с|de|от|du)\s+(?:\w+\s+){0,2}[$€]?\Z", text[a.sentence[0] : a.start]
        )
        to = re.search(r"(?<!\w)(?:to|до|a|à)\s+(?:\w+\s+){0,3}[$€]?\Z", text[a.end : b.start])
        if lead and to:
            return a, b
    # "three times as many were held in Gorvan (40) as in Teluk (20)"
    behind = [q for q in rows if q.start >= span[1]]
    compared = len(behind) >= 2 and re.match(
        r"\s+as\s+(?:many|much)\s", text[span[1] : span[1] + 14]
    )
    as_in = re.compile(r"(?<!\w)as\s+(?:\w+\s+){0,4}\(?\Z")
    if compared and as_in.search(text[behind[0].end : behind[1].start]):
        return behind[1], behind[0]
    # "Brenn treated 62 patients, Halden 45; Brenn thus treated twice as many as Halden"
    ahead = [q for q in rows if q.end <= span[0] and q.unit == "count"]
    than = re.match(
        r"\s+(?:as\s+(?:many|much)\b[^.;\d]{0,40}?\s)?as\s+(?:in\s+)?(?P<name>[A-Z]\w+)",
        text[span[1] : span[1] + 80],
    )
    if than and len(ahead) == 2 and not behind:
        one, two = ahead
        named = [
            q for q in ahead if than["name"] in text[max(q.sentence[0], q.start - 60) : q.end + 40]
        ]
        if len(named) == 1:
            return (one, two) if named[0] is one else (two, one)
        if (
            than["name"] in text[one.end : two.start]
            and than["name"] not in text[one.sentence[0] : one.start]
        ):
            return two, one
    if re.match(r"\s+as\s+(?:many|much)\s*[.,;]", text[span[1] : span[1] + 14]) and len(ahead) == 2:
        return ahead[0], ahead[1]  # "one for 40,000; one for 120,000, three times as many"
    # "tripled between 2019 (12) and 2020 (24)"
    yearly = [
        q for q in behind if re.search(r"(?:19|20)\d\d\s*\(\Z", text[max(0, q.start - 7) : q.start])
    ]
    if len(yearly) == 2 and re.match(r"\s+(?:between|from)\s", text[span[1] : span[1] + 10]):
        return yearly[0], yearly[1]
    before = [q for q in rows if q.end <= span[0]]
    after = [q for q in rows if q.start >= span[1]]
    if before:
        # "203 of the 517 complaints, more than twice as many as Marwick (98)"
        before += [q for q in before if q.of == before[-1].index]
    if before and after:
        link = text[span[1] : after[0].start]
        if (
            re.fullmatch(
                r"\s+(?:as\s+(?:many|much|high)\s+as|the\s+(?:number|figure|total)"
                r"|que|больше,? чем)\b[^.;]{0,50}",
                link,
            )
            and len(text[before[-1].end : span[0]]) < 60
        ):
            return after[0], before[-1]
        if re.match(
            r"doubl|tripl|treb|quadr|удво|утро|halv|se dup", text[span[0] : span[1]], re.IGNORECASE
        ) and re.fullmatch(r"\s+(?:\w+\s+){0,4}to\s+", link):
            return before[-1], after[0]
    return None


def _times_elsewhere(facts: Facts, language: Language) -> Iterator[Hit]:
    """As in "Arrests doubled between 2019 and 2020", the numbers standing elsewhere under their years."""
    text = facts.text
    triggers = "|".join(f"(?:{words})" for words, _, _ in _TIMES[language.code]) or r"(?!)"
    pattern = re.compile(rf"(?<!\w)(?:{triggers})(?!\w)", re.IGNORECASE)
    by_year: dict[tuple[str, int], set[Decimal]] | None = None
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = pattern.search(text, start, end)
            if not found or in_speech(facts, found.start()):
                continue
            years = _years(dates_between(facts, start, end))
            if len(years) != 2:
                continue
            by_year = by_year if by_year is not None else _by_year(facts)
            stems = [language.stem(w) for w in re.findall(r"[^\W\d_]{4,}", text[start:end].lower())]
            for stem in stems:
                a, b = by_year.get((stem, years[0]), set()), by_year.get((stem, years[1]), set())
                if len(a) == 1 and len(b) == 1:
                    one, two = next(iter(a)), next(iter(b))
                    factor, how = _which(found.group(), language)
                    if re.match(r"\s+(?:as|more|higher)\s", text[found.end() : found.end() + 8]):
                        one, two = (
                            min(one, two),
                            max(one, two),
                        )  # "in 2017 three times as many as in 2019"
                    if factor and not _factor_ok(one, two, factor, how) and one != two:
                        yield Hit(
                            found.start(),
                            found.end(),
                            f"“{found.group()}” is said of {years[0]} and {years[1]}, "
                            f"whose numbers are {one:,f} and {two:,f}.",
                            "Correct the word or the numbers.",
                            tuple(
                                (q.start, q.end)
                                for q in facts.of(quantities)
                                if q.value in {one, two} and _year_of(q) in years
                            )[:4],
                        )
                    break


def _which(word: str, language: Language) -> tuple[float, str]:
    for words, factor, how in _TIMES[language.code]:
        if re.fullmatch(words, word, re.IGNORECASE):
            return factor, how
    return 0, ""


def _years(found: tuple[DateMention, ...]) -> list[int]:
    years: set[int] = set()
    for each in found:
        if each.first and each.last and each.known:
            years |= {each.first.year, each.last.year}
    return sorted(years)


def _year_of(q: Quantity) -> int:
    if q.cell is not None:
        named = re.search(r"(?:19|20)\d\d", q.label)
        return int(named.group()) if named else 0
    period = q.around.period
    if (
        period
        and period.first
        and period.precision in {"year"}
        and q.around.period_from == "sentence"
    ):
        return period.first.year
    return 0


def _by_year(facts: Facts) -> dict[tuple[str, int], set[Decimal]]:
    language = language_tables(facts.language)
    answers: dict[tuple[str, int], set[Decimal]] = {}
    for q in facts.of(quantities):
        year = _year_of(q)
        if re.match(r"\s+(?:times|раза?|veces|fois)(?!\w)", facts.text[q.end : q.end + 7]):
            continue  # "three times as many": a factor
        if not year or q.unit != "count" or q.subset or q.delta or not q.exact or q.spoken:
            continue
        stems = (
            {q.group.head}
            if q.cell is None
            else {language.stem(w) for w in re.findall(r"[^\W\d_]{4,}", q.label.lower())}
        )
        for stem in stems - {""}:
            answers.setdefault((stem, year), set()).add(q.value)
    return answers
