"""“Two thirds of the 60 (25)”: fractions in words against their two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.percentages.bases import plausible
from probanda.audit.rules.registry import Hit

__all__ = ["fractions", "wrong_share"]


def fractions(facts: Facts, listed: list[Quantity], language: Language) -> Iterator[Hit]:
    """Fractions of a sentence that miss the share of their two numbers."""
    text = facts.text
    known = facts.of(quantities)
    start, end = listed[0].sentence
    words = "|".join(
        re.escape(w).replace(r"\ ", r"[\s-]+")
        for w in sorted(language.fractions, key=len, reverse=True)
    )
    one_in = (
        r"|(?P<in>one (?:in|out of) (?:every )?(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d+))"
        r"|(?P<k>two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:every )?(?P<m>three|four|five|six"
        r"|seven|eight"
        r"|nine|ten)"
        if language.code == "en"
        else ""
    )
    for found in re.finditer(
        rf"(?<!\w)(?:(?P<w>{words}){one_in})(?!\w)", text[start:end], re.IGNORECASE
    ):
        span = (start + found.start(), start + found.end())
        if found["w"]:
            share = language.fractions.get(re.sub(r"[\s-]+", " ", found["w"].lower()))
            share = share or language.fractions.get(found["w"].lower())
        elif one_in and found["k"]:
            top, under = (language.numbers[found[name].lower()] for name in ("k", "m"))
            share = Fraction(int(top), int(under)) if top < under else None
        else:
            n = found["n"].lower()
            under = int(n) if n.isdigit() else int(language.numbers[n])
            share = Fraction(1, under) if under else None
        if share is None:
            continue
        part, whole = _part_and_whole(text, listed, span, known)
        if part is None:
            part, whole = _base_elsewhere(facts, listed, span)
        if (
            part is None
            or whole is None
            or whole.value <= 0
            or not (part.exact and whole.exact)
            or part.value > whole.value
        ):
            continue
        head = text[max(start, span[0] - 24) : span[0]].lower()
        if part.of is None and any(
            not wrong_share(
                head, Decimal(part.value) / q.value, Decimal(share.numerator) / share.denominator
            )
            for q in plausible(facts, part, "", language)
            if q.cell is not None
        ):
            continue  # a row of a table near it explains the words
        true = Decimal(part.value) / whole.value
        said = Decimal(share.numerator) / share.denominator
        if wrong_share(head, true, said):
            yield Hit(
                *span,
                f"“{found.group()}” is said of {part.shown} of {whole.shown}, which "
                f"is {true * 100:.0f}%.",
                "Correct the words or the numbers.",
                ((part.start, part.end), (whole.start, whole.end)),
            )


def _base_elsewhere(
    facts: Facts, listed: list[Quantity], span: tuple[int, int]
) -> tuple[Quantity | None, Quantity | None]:
    """As in "a quarter of the prisoners (85)": the base is what the paragraph counts."""
    text = facts.text
    after = [q for q in listed if q.start >= span[1] and q.unit == "count"]
    if not after or not re.fullmatch(
        r"(?:\s+of\s+(?:the\s+|them|those|these|all\s+)?[^.;:,()\d]{0,30})?\s*\(",
        text[span[1] : after[0].start],
    ):
        return None, None
    if text[after[0].end : after[0].end + 1] != ")":
        return None, None
    part = after[0]
    block = facts.document.block_of(span[0])
    rows = facts.of(by_block)
    earlier = [
        q
        for index in ((block.index - 1, block.index) if block else ())
        for q in rows.get(index, [])
        if q.end <= span[0]
        and q.unit == "count"
        and q.value >= part.value
        and q.exact
        and not q.spoken
        and not q.delta
    ]
    own = [q for q in earlier if block and q.block == block.index] or earlier
    wholes = {q.value: q for q in own if not q.subset or q.subset == "of_whom"}
    if len(wholes) > 4 or not wholes:
        return None, None
    if len(wholes) > 1:
        return part, max(wholes.values(), key=lambda q: q.value) if _all_miss(
            text, span, part, own
        ) else None
    return part, next(iter(wholes.values()))


def _all_miss(text: str, span: tuple[int, int], part: Quantity, wholes: list[Quantity]) -> bool:
    """Whether a part is far from the share of every number that could be its whole."""
    language = language_tables("en")
    share = language.fractions.get(re.sub(r"[\s-]+", " ", text[span[0] : span[1]].lower()))
    if share is None:
        return False
    said = Decimal(share.numerator) / share.denominator
    return all(abs(part.value / q.value - said) > Decimal("0.07") for q in wholes)


def wrong_share(head: str, true: Decimal, said: Decimal, slack: Decimal = Decimal("0.05")) -> bool:
    """Whether a share misses what is said of it, behind words like "about" and "more than" (in small letters)."""
    if re.search(
        r"(?:more than|over|at least|above|более|больше|más de|plus d[e'])\s+(?:a\s+)?\Z", head
    ):
        return true < said - Decimal("0.005")
    if re.search(
        r"(?:less than|fewer than|under|below|менее|меньше|menos de|moins d[e'])\s+(?:a\s+)?\Z",
        head,
    ):
        return true > said + Decimal("0.005")
    about = re.search(
        r"(?:about|nearly|almost|around|roughly|approximately|some|close to|around"
        r"|около|почти|casi|environ|près d[e'])\s+(?:a\s+)?\Z",
        head,
    )
    return abs(true - said) > (max(slack, Decimal("0.08")) if about else slack)


def _part_and_whole(
    text: str, listed: list[Quantity], span: tuple[int, int], known: tuple[Quantity, ...]
) -> tuple[Quantity | None, Quantity | None]:
    after = [q for q in listed if q.start >= span[1] and q.unit == "count"]
    before = [q for q in listed if q.end <= span[0] and q.unit == "count"]
    if after:
        gap = text[span[1] : after[0].start]
        if after[0].of is not None and re.fullmatch(
            r"[^.;:,()\d]{0,70}[(,–—]\s*(?:or\s+|i\.e\.\s+)?", gap
        ):
            return after[0], known[after[0].of]
        if (
            len(after) > 1
            and re.fullmatch(
                r"\s+(?:of\s+)?(?:(?:the|these|those|all|our|los|las|les|des|de|из)\s+)*", gap
            )
            and re.fullmatch(
                r"[^.;:,()\d]{0,90}(?:\(|,\s*or\s+|,\s*(?:i\.e\.|that is),?\s+|\s[–—-]\s)\s*",
                text[after[0].end : after[1].start],
            )
            and after[1].subset != "including"
            and after[1].of is None
        ):
            return after[1], after[0]
    if len(after) >= 2 and after[1].of is None and not after[1].subset:
        # "half of the 60 respondents, 24 people, were beaten"
        direct = re.fullmatch(
            r"\s+(?:of\s+)?(?:(?:the|these|those|all|our)\s+)*", text[span[1] : after[0].start]
        )
        apposed = re.fullmatch(r"\s+[\w'’ -]{2,30},\s*", text[after[0].end : after[1].start])
        if direct and apposed and re.match(r"\s+\w+,", text[after[1].end : after[1].end + 20]):
            return after[1], after[0]
    if before and after and len(before) == 1:
        # "of the 75 cases sent to court, two thirds (38) were heard in private"
        told = re.fullmatch(r"\s*(?:[(—–,]|\s-\s)\s*", text[span[1] : after[0].start])
        led = re.search(
            r"(?:of|among|из|среди|de|sur|parmi)\s+(?:\w+\s+)?\Z",
            text[before[0].sentence[0] : before[0].start],
            re.IGNORECASE,
        )
        if told and led and re.match(r"\s*[)—–,]", text[after[0].end : after[0].end + 3]):
            return after[0], before[0]
    if before:
        last = before[-1]
        gap = text[last.end : span[0]]
        owner = next((q for q in before if q.of == last.index), None)
        if owner is not None and re.fullmatch(
            r"[^.;:()\d]{0,40}(?:,\s*(?:or|i\.e\.,?|that is,?)?|\(|\s[–—]|,)\s*(?:(?:about"
            r"|nearly|almost|more than|over|less than|around|some)\s+)?(?:a\s+)?",
            gap,
        ):
            return owner, last
    return None, None
