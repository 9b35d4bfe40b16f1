"""Rank words and ratios against the numbers: "most", "highest", "followed by", "doubled", "two thirds"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.reckoning import kind_of
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.series import Series, series

_MAJORITY = re.compile(
    r"(?<!\w)(?<!at )(?<!the )(?:most of|most (?=[a-z]+(?:s|men|women|children|people)\b)"
    r"|(?:the |a |an )?(?:\w+ )?majority(?: of)?|more than half|over half|greater "
    r"part"
    r"|большинство|большая часть|la mayoría|la mayor parte|más de la mitad|la majorité"
    r"|la plupart|plus de la moitié|əksəriyyəti)(?!\w)",
    re.IGNORECASE,
)
_MINORITY = re.compile(
    r"(?<!\w)(?:(?:a|the|only a|a small) minority(?: of)?|less than half|fewer than "
    r"half|under half|меньшинство|менее половины|una minoría|menos de la mitad|une "
    r"minorité|moins de la moitié)(?!\w)",
    re.IGNORECASE,
)
_NOT_MOST = re.compile(
    r"most (?:\w+ly|recent|serious|likely|important|common|frequent|severe|famous)\b", re.IGNORECASE
)
_HIGH = re.compile(
    r"(?<!\w)(?:highest|largest|greatest|biggest|the most|most cases|most (?:\w+ "
    r"){0,2}(?:were|was) (?:recorded|registered|documented|reported) in|most frequent"
    r"|most common|worst[- ](?:hit|affected)|hardest hit|most affected|peaked|peak"
    r"|record (?:number|high)"
    r"|наибольш\w+|больше всего|самое большое|самый высокий|el mayor número|la mayor "
    r"cantidad|más afectad\w+|le plus grand nombre|le plus touché\w*)(?!\w)",
    re.IGNORECASE,
)
_LOW = re.compile(
    r"(?<!\w)(?:lowest|smallest|fewest|the least|least affected|наименьш\w+|меньше "
    r"всего|el menor número|la menor cantidad|le plus petit nombre)(?!\w)",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    r"(?<!\w)(?:followed by|and then|ahead of|then (?=[A-Z])|за ним\w* след\w+|seguid[oa] "
    r"(?:de|por)|suivie? (?:de|par))(?!\w)",
    re.IGNORECASE,
)


@rule(
    "rank-wrong",
    "“Most” or “highest” against the numbers",
    "error",
    "figures",
    "A majority is more than half; the highest number is the largest of its row. "
    "The numbers may stand in the same"
    " sentence, in another paragraph or in a table.",
    bad=(
        "Most of the detainees (20 of 51) had been beaten.",
        "The highest number of cases was recorded in Arlan (12), followed by Borv (15).",
        "Most of the victims were women: 12 women and 30 men were killed.",
    ),
    good=(
        "Most of the detainees (31 of 51) had been beaten.",
        "The highest number of cases was recorded in Borv (15), followed by Arlan (12).",
        "The most serious case concerned 12 of 51 detainees.",
    ),
)
def rank_wrong(facts: Facts) -> Iterator[Hit]:
    """Hold rank words against the numbers near them, then against tables and lists."""
    language = language_tables(facts.language)
    known = facts.of(quantities)
    for listed in facts.of(by_sentence):
        own = [q for q in listed if not q.spoken]
        if own:
            yield from _majorities(facts, own, known)
            yield from _order(facts, own)
    yield from _elsewhere(facts, language)


def _share(q: Quantity, known: tuple[Quantity, ...]) -> tuple[Decimal, tuple[Quantity, ...]] | None:
    if q.unit == "percent":
        return q.value / 100, (q,)
    base = q.of
    if (
        q.unit == "count"
        and base is not None
        and known[base].value > 0
        and known[base].unit == "count"
    ):
        return q.value / known[base].value, (q, known[base])
    return None


def _majorities(facts: Facts, listed: list[Quantity], known: tuple[Quantity, ...]) -> Iterator[Hit]:
    text = facts.text
    start, end = listed[0].sentence
    for pattern, high in ((_MAJORITY, True), (_MINORITY, False)):
        for found in pattern.finditer(text, start, end):
            if _NOT_MOST.match(text, found.start()):
                continue
            after = [q for q in listed if q.start >= found.end()]
            before = [q for q in listed if q.end <= found.start()]
            chosen: Quantity | None = None
            if after:
                gap = text[found.end() : after[0].start]
                if re.fullmatch(
                    r"[^.;:,()\d]{0,90}(?:[(–—,:]|\s-\s)\s*(?:(?:or|some|about|only"
                    r"|i\.e\.,?|around|namely|just)\s+)?(?:\w+\s+)?",
                    gap,
                ) and not re.search(r"\b(?:and|while|but|including|of whom)\s", gap[-14:]):
                    chosen = after[0]
                    if (
                        chosen.unit == "count"
                        and chosen.of is None
                        and len(after) > 1
                        and after[1].unit == "percent"
                    ):
                        chosen = after[1]
                elif after[0].of is None and len(after) > 1:
                    # "the majority of the 51 detainees (20)"
                    base, part = after[0], after[1]
                    if re.fullmatch(
                        r"\s*(?:of\s+)?(?:the\s+|all\s+|our\s+|los\s+|las\s+|les\s+)?", gap
                    ) and re.fullmatch(
                        r"[^.;:,()\d]{0,60}[(–—,]\s*(?:or\s+)?", text[base.end : part.start]
                    ):
                        value = (
                            part.value / 100
                            if part.unit == "percent"
                            else part.value / base.value
                            if base.value
                            else Decimal(1)
                        )
                        if (
                            (value <= Decimal("0.5")) == high
                            and (part.unit in {"count", "percent"})
                            and part.value != base.value
                            and part.subset != "including"
                        ):
                            yield _not_majority(
                                found.span(), found.group(), value, (part, base), high
                            )
                        continue
            if chosen is None and before:
                gap = text[before[-1].end : found.start()]
                if re.fullmatch(r"[^.;:\d]{0,60}[,(–—]\s*(?:that is,?\s+|i\.e\.,?\s+|or\s+)?", gap):
                    chosen = next(
                        (q for q in reversed(before) if q.of is not None or q.unit == "percent"),
                        None,
                    )
            if chosen is None:
                continue
            share = _share(chosen, known)
            if (
                share is not None
                and (share[0] <= Decimal("0.5")) == high
                and chosen.bound not in {"at_least", "more_than"}
            ):
                yield _not_majority(found.span(), found.group(), share[0], share[1], high)


def _not_majority(
    span: tuple[int, int], words: str, share: Decimal, where: tuple[Quantity, ...], high: bool
) -> Hit:
    numbers = " of ".join(q.shown for q in where)
    said = "" if where[0].unit == "percent" and len(where) == 1 else f" ({share * 100:.0f}%)"
    return Hit(
        *span,
        f"“{words.strip()}” is said of {numbers}{said}, which is {'not more' if high else 'not less'} "
        "than half.",
        "Correct the word or the number.",
        tuple((q.start, q.end) for q in where),
    )


_MIXED = re.compile(
    r"(?<!\w)(?:up from|down from|rose from|compared (?:to|with)|out of|total of|in "
    r"total|including|of whom|of which|from \d+|since)(?!\w)",
    re.IGNORECASE,
)


def _order(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    text = facts.text
    start, end = listed[0].sentence
    yield from _followed(facts, listed)
    for pattern, high in ((_HIGH, True), (_LOW, False)):
        for found in pattern.finditer(text, start, end):
            after = [
                q
                for q in listed
                if q.start >= found.end() and q.unit in {"count", "percent"} and q.of is None
            ]
            percents = [q for q in after if q.unit == "percent"]
            counts = [q for q in after if q.unit == "count"]
            row = counts if len(counts) >= 2 else percents
            if len(row) < 2:
                continue
            region = text[found.end() : row[-1].start]
            if (
                _MIXED.search(region)
                or not all(q.exact for q in row)
                or any(q.delta or q.subset for q in row)
            ):
                continue
            followed = _FOLLOWED.search(region)
            listing = re.search(
                r"[(,;]|(?<!\w)(?:and|while|with|against|и|y|et)(?!\w)",
                text[row[0].end : row[1].start],
            )
            parted = re.search(
                r";|(?<!\w)(?:against|compared with|ahead of)(?!\w)",
                text[row[0].end : row[1].start],
            )
            if not followed and not parted and not (listing and _labelled(text, row)):
                continue
            values = [q.value for q in row]
            if followed:
                wrong = next(
                    (
                        i
                        for i in range(len(values) - 1)
                        if (values[i] < values[i + 1]) == high and values[i] != values[i + 1]
                    ),
                    None,
                )
                if wrong is not None:
                    yield _wrong_order(found, row[wrong], row[wrong + 1], high)
            else:
                extreme = max(values) if high else min(values)
                if values[0] != extreme:
                    other = row[values.index(extreme)]
                    yield _wrong_order(found, row[0], other, high)


def _followed(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "Gorvan had 31 deaths, followed by Teluk with 36"."""
    text = facts.text
    start, end = listed[0].sentence
    found = _FOLLOWED.search(text, start, end)
    if not found or _LOW.search(text, start, end) or "then" in found.group():
        return
    before = [q for q in listed if q.end <= found.start() and q.unit == "count"]
    after = [q for q in listed if q.start >= found.end() and q.unit == "count"]
    if not before or not after or _HIGH.search(text, start, before[-1].start):
        return
    first, second = before[-1], after[0]
    far = (
        re.search(r"[;:]", text[first.end : found.start()])
        or len(text[first.end : found.start()]) > 40
    )
    if (
        far
        or not (first.exact and second.exact)
        or first.of is not None
        or second.delta
        or _MIXED.search(text[found.end() : second.start])
    ):
        return
    if second.value > first.value:
        yield _wrong_order(found, first, second, True)


def _labelled(text: str, row: list[Quantity]) -> bool:
    """Whether each number of a row stands in a bracket behind its label."""
    return all(text[q.start - 1 : q.start] == "(" for q in row)


def _wrong_order(found: re.Match[str], first: Quantity, other: Quantity, high: bool) -> Hit:
    return Hit(
        found.start(),
        found.end(),
        f"“{found.group()}” is said of {first.shown}, but {other.shown} is {'more' if high else 'less'}.",
        "Correct the order or the numbers.",
        ((first.start, first.end), (other.start, other.end)),
    )


_WERE = re.compile(
    r"[^.;:,()\d]{0,60}?\s(?:were|are|was|being|been|—|-|были|eran|fueron|étaient)\s+(?:\w+\s+)?(?P<label>[^\W\d_]+)",
    re.IGNORECASE,
)


def _elsewhere(facts: Facts, language: Language) -> Iterator[Hit]:
    text = facts.text
    rows = facts.of(series)
    pairs = _pairs_by_kind(facts, language)
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            for found in _MAJORITY.finditer(text, start, end):
                if in_speech(facts, found.start()) or _NOT_MOST.match(text, found.start()):
                    continue
                yield from _kind_majority(facts, found, end, block.index, pairs, language)
            for pattern, high in ((_HIGH, True), (_LOW, False)):
                for found in pattern.finditer(text, start, end):
                    if not in_speech(facts, found.start()):
                        yield from _in_series(facts, found, (start, end), rows, high)


Pair = tuple[Quantity, str, Quantity, str]


def _pairs_by_kind(facts: Facts, language: Language) -> list[Pair]:
    """Two numbers of one sentence under labels of one kind: "12 women and 30 men"."""
    answers: list[Pair] = []
    for listed in facts.of(by_sentence):
        labelled = [
            (q, kind_of(q.group, language))
            for q in listed
            if q.unit in {"count", "percent"} and not q.spoken and q.group.text
        ]
        for (a, (kind_a, label_a)), (b, (kind_b, label_b)) in itertools.pairwise(labelled):
            if (
                kind_a
                and kind_a == kind_b
                and label_a != label_b
                and a.unit == b.unit
                and kind_a in {"sex", "service", "age"}
            ):
                answers.append((a, label_a, b, label_b))
    return answers


def _kind_majority(
    facts: Facts, found: re.Match[str], end: int, block: int, pairs: list[Pair], language: Language
) -> Iterator[Hit]:
    were = _WERE.match(facts.text, found.end() - (1 if found.group().endswith(" ") else 0), end)
    if not were:
        return
    label = language.stem(were["label"].lower())
    if label not in language.kinds:
        return
    verdicts: list[tuple[bool, Pair]] = []
    for pair in pairs:
        a, label_a, b, label_b = pair
        if label not in {label_a, label_b}:
            continue
        own, other = (a, b) if label == label_a else (b, a)
        if abs(own.block - block) > 3 and not own.total:
            continue
        verdicts.append((own.value < other.value, pair))
    if verdicts and all(wrong for wrong, _ in verdicts):
        a, _, b, _ = verdicts[0][1]
        yield Hit(
            found.start(),
            were.end(),
            f"“{facts.quote(found.start(), were.end())}”, but the numbers are {a.shown} "
            f"{a.group.text} and {b.shown} {b.group.text}.",
            "Correct the words or the numbers.",
            ((a.start, a.end), (b.start, b.end)),
        )


def _in_series(
    facts: Facts,
    found: re.Match[str],
    sentence: tuple[int, int],
    rows: tuple[Series, ...],
    high: bool,
) -> Iterator[Hit]:
    """As in "The highest number of arrests was in Arlan" against a table of arrests by region."""
    text = facts.text[sentence[0] : sentence[1]].lower()
    verdicts: list[tuple[bool, Series, str, str]] = []
    for row in rows:
        if row.table is None and row.start in range(*sentence):
            continue
        named = [
            (m.start(), label)
            for label in row.entries
            if len(label) > 2
            for m in [re.search(rf"(?<!\w){re.escape(label)}(?!\w)", text)]
            if m
        ]
        if not named or (
            row.words and not any(_same_word(word, text) for word in row.words if len(word) > 3)
        ):
            continue
        offset = found.start() - sentence[0]
        behind = sorted(p for p in named if p[0] > offset)
        label = behind[0][1] if behind else max(named)[1]
        values = {name: q.value for name, q in row.entries.items()}
        best = (
            max(values, key=lambda name: values[name])
            if high
            else min(values, key=lambda name: values[name])
        )
        verdicts.append((values[best] != values[label], row, label, best))
    if verdicts and all(wrong for wrong, *_ in verdicts):
        _, row, label, best = verdicts[0]
        own, other = row.entries[label], row.entries[best]
        if _FRACTION_OF_TIME.search(text) and row.table is None:
            return
        yield Hit(
            found.start(),
            found.end(),
            f"“{found.group()}” is said of {label} ({own.shown}), but {best} has {other.shown}.",
            "Correct the words or the numbers.",
            ((own.start, own.end), (other.start, other.end)),
            "warning" if row.table is None or len(verdicts) > 1 else None,
        )


_FRACTION_OF_TIME = re.compile(
    r"(?<!\w)(?:in (?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)|that (?:day|week|month))"
)


def _same_word(word: str, text: str) -> bool:
    return word[: max(4, len(word) - 2)] in text


# ---------------------------------------------------------------- ratios

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
        (r"halved|halving", 0.5, ""),
    ),
    "ru": (
        (r"более чем вдвое|более чем в два раза", 2, "over"),
        (r"удвоил\w*|вдвое|в два раза", 2, ""),
        (r"утроил\w*|втрое|в три раза", 3, ""),
    ),
    "es": (
        (r"se duplic\w+|el doble|duplicó", 2, ""),
        (r"se triplic\w+|el triple", 3, ""),
        (r"a la mitad", 0.5, ""),
    ),
    "fr": ((r"doublé", 2, ""), (r"triplé", 3, "")),
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
    for listed in facts.of(by_sentence):
        own = [q for q in listed if not q.spoken]
        if own:
            yield from _times(facts, own, language)
            yield from _fractions(facts, own, language)
    yield from _times_elsewhere(facts, language)


def _factor_ok(a: Decimal, b: Decimal, factor: float, how: str) -> bool:
    if a <= 0:
        return True
    ratio = float(b / a)
    if how == "over":
        return factor <= ratio < factor * 1.75
    if how == "about":
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
    # "tripled between 2019 (12) and 2020 (24)"
    yearly = [
        q for q in behind if re.search(r"(?:19|20)\d\d\s*\(\Z", text[max(0, q.start - 7) : q.start])
    ]
    if len(yearly) == 2 and re.match(r"\s+(?:between|from)\s", text[span[1] : span[1] + 10]):
        return yearly[0], yearly[1]
    before = [q for q in rows if q.end <= span[0]]
    after = [q for q in rows if q.start >= span[1]]
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


def _fractions(facts: Facts, listed: list[Quantity], language: Language) -> Iterator[Hit]:
    text = facts.text
    known = facts.of(quantities)
    start, end = listed[0].sentence
    words = "|".join(
        re.escape(w).replace(r"\ ", r"[\s-]+")
        for w in sorted(language.fractions, key=len, reverse=True)
    )
    one_in = (
        r"|(?P<in>one in (?:every )?(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d+))"
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
        else:
            n = found["n"].lower()
            share = Fraction(1, int(n) if n.isdigit() else language.numbers[n])
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
        true = Decimal(part.value) / whole.value
        said = Decimal(share.numerator) / share.denominator
        if _wrong_share(head, true, said):
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


def _wrong_share(head: str, true: Decimal, said: Decimal) -> bool:
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
    return abs(true - said) > (Decimal("0.08") if about else Decimal("0.05"))


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
                r"[^.;:,()\d]{0,60}(?:\(|,\s*or\s+|,\s*(?:i\.e\.|that is),?\s+|\s[–—-]\s)\s*",
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
