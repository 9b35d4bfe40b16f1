"""Stated counts against what is listed, and ages against births."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from probanda.audit.document import Block
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.initials import initials, is_initials
from probanda.audit.extract.persons import persons
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.registry import Hit, rule

_ENUMERATED = re.compile(
    r"(?:(?<=\s)|(?<=[:;,]))\(?(?:(?P<n>[1-9]\d?)|(?P<a>[a-zа-я])|(?P<i>[ivx]{1,4}))\)\s"
)
_LIST_NOUN = re.compile(
    r"(?<!\w)(?:following|as follows|these are|they are|namely|these|следующ\w+|siguientes"
    r"|suivant\w*)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "list-count",
    "The number stated isn't the number listed",
    "error",
    "figures",
    "“Three cases” followed by four is seen at a glance. Counted are lists whose "
    "items are marked, list blocks behind a"
    " colon, and short lists of names in one sentence.",
    bad=(
        "The commission examined three prisons: Arlan, Borv, Kesh and Dorun.",
        "We make the following three recommendations:\n\n- free the detainees;\n- "
        "open the archive.",
    ),
    good=(
        "The commission examined three prisons: Arlan, Borv and Kesh.",
        "We make the following two recommendations:\n\n- free the detainees;\n- open the archive.",
    ),
)
def list_count(facts: Facts) -> Iterator[Hit]:
    """Count the items of lists announced by a number."""
    blocks = facts.document.blocks
    table = facts.of(by_block)
    for place, block in enumerate(blocks):
        if block.kind not in {"paragraph", "list-item", "heading"}:
            continue
        counts = [
            q
            for q in table.get(block.index, [])
            if q.unit == "count"
            and q.exact
            and not q.spoken
            and 2 <= q.value <= 40
            and q.group.text
        ]
        if not counts:
            continue
        if block.kind != "list-item" and facts.text[block.start : block.end].rstrip().endswith(":"):
            yield from _block_list(facts, blocks, place, counts[-1])
        for q in counts:
            yield from _inline_list(facts, q)


def _block_list(facts: Facts, blocks: tuple[Block, ...], place: int, q: Quantity) -> Iterator[Hit]:
    block = blocks[place]
    gap = facts.text[q.group.end : block.end]
    if len(gap) > 90 or q.of is not None or re.search(r"[.;]\s|^,\s", gap):
        return
    said = _LIST_NOUN.search(facts.text, *q.sentence)
    items = []
    level = None
    for item in blocks[place + 1 :]:
        if item.kind in {"footnote", "running", "figure"}:
            continue
        if item.kind != "list-item":
            break
        level = item.level if level is None else level
        if item.level < level:
            break
        if item.level == level:
            items.append(item)
    if len(items) < 2 or len(items) == q.value:
        return
    leads = [
        x
        for x in facts.of(by_block).get(items[0].index, [])
        if x.unit == "count" and x.start - items[0].start <= 3
    ]
    if leads or (not said and q.value > 12) or (not said and len(gap.strip(" :")) > 40):
        return  # items that carry numbers of their own sum up to the count
    if any(
        re.search(r"[:–—-]\s*\d+\s*\.?;?\Z|\(\d+\)", facts.text[i.start : i.end].strip())
        for i in items
    ):
        return
    yield Hit(
        q.start,
        q.group.end,
        f"{q.shown} {q.group.text} are announced, {len(items)} are listed.",
        "Correct the number, or complete the list.",
        tuple((i.start, min(i.end, i.start + 60)) for i in items[:12]),
    )


#: What may stand between "three cases" and its list: nothing, or words that say that they are listed.
_OPENS_LIST = re.compile(
    r"(?:(?:\s+(?:are|were|is|have been|has been)\s+(?:\w+ed|known|named)[^.;:()]{0,40}"
    r"|\s+(?:of|in|from|at|on|against|where|on which|in which)\s[^.;:()]{0,40}|\s+\w+ed\s[^.;:()]{0,30})?:\s"
    r"|,?\s+(?:namely|i\.e\.|viz\.|that is|а именно|a saber|à savoir)[,:]?\s)"
)


def _inline_list(facts: Facts, q: Quantity) -> Iterator[Hit]:
    text = facts.text
    start, end = q.group.end, q.sentence[1]
    colon = _OPENS_LIST.match(text, start, end)
    if colon and not q.subset and q.of is None and not in_speech(facts, q.start):
        region_start, region_end = colon.end(), end
        # marked items may run over several sentences of the block
        block = facts.document.block_of(q.start)
        marked_end = block.end if block else end
        marks = _marks(text, region_start - 1, marked_end)
        if len(marks) >= 2:
            if len(marks) != q.value:
                yield _miscount(q, len(marks), region_start, marked_end)
            return
        stop = (
            _NAMELY_ENDS.search(text, region_start, region_end)
            if "namely" in colon.group()
            else None
        )
        body = text[region_start : stop.start() if stop else region_end].strip().rstrip(".!?:")
        pieces = [p for p in body.split(";") if p.strip()]
        if len(pieces) >= 2:
            if len(pieces) != q.value and not re.search(r"\d", body):
                yield _miscount(q, len(pieces), region_start, region_end)
            return
        items = _comma_items(body)
        if items and len(items) != q.value:
            yield _miscount(q, len(items), region_start, region_end)
        return
    opened = re.compile(r"(?:\s+[^\W\d]+){0,2}\s*(?:\(|\s[–—]\s)").match(text, start, end)
    if opened and q.value <= 12:
        close = re.compile(r"\)|\s[–—]\s").search(text, opened.end(), end)
        if close:
            items = _comma_items(text[opened.end() : close.start()])
            if (
                items
                and len(items) >= 2
                and all(i[0].isupper() for i in items)
                and len(items) != q.value
            ):
                yield _miscount(q, len(items), opened.end(), close.start())


_NAMELY_ENDS = re.compile(r",?\s+(?:was|were|is|are|has|have|had)\s")


def _miscount(q: Quantity, listed: int, start: int, end: int) -> Hit:
    return Hit(
        q.start,
        q.group.end,
        f"{q.shown} {q.group.text} are announced, {listed} are listed.",
        "Correct the number, or complete the list.",
        ((start, min(end, start + 160)),),
    )


def _marks(text: str, start: int, end: int) -> list[int]:
    """Places of (a), (b) … or 1), 2) … in their order."""
    found: list[int] = []
    for match in _ENUMERATED.finditer(text, start, end):
        if match["n"]:
            want = int(match["n"]) == len(found) + 1
        elif match["a"] and not (match["a"] in "iv" and len(found) == 0 and match["a"] == "i"):
            want = (
                match["a"] in {chr(97 + len(found)), "абвгдежзик"[min(len(found), 9)]}
                or match["a"] == ["i", "ii", "iii", "iv", "v", "vi"][min(len(found), 5)]
            )
        else:
            roman = (match["i"] or match["a"] or "").lower()
            want = (
                roman
                == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][min(len(found), 9)]
            )
        if want:
            found.append(match.start())
    return found


_LAST = re.compile(r",?\s+(?:and|и|y|e|et|və)\s+")


def _comma_items(body: str) -> list[str]:
    """Items of "A, B and C" when each is short and none is joined in itself; empty when in doubt."""
    if len(body) > 240 or re.search(
        r"[()\d“”\"]|(?<!\w)(?:who|which|where|when|including|as well as|or|etc|while"
        r"|such as|or|или)(?!\w)",
        body,
    ):
        return []
    parts = _LAST.split(body)
    if len(parts) != 2 or not parts[1].strip():
        return []
    items = [p.strip() for p in parts[0].split(",")] + [parts[1].strip()]
    if any(not item or len(item.split()) > 6 or "," in item for item in items):
        return []
    if not all(item[0].isupper() for item in items) and len(items) < 3:
        return []
    wordy = any(
        len(item.split()) > 4 and not re.match(r"(?:the|an?|his|her|its|their)\s", item)
        for item in items
    )
    if not all(item[0].isupper() for item in items) and wordy:
        return []
    return items


# ---------------------------------------------------------------- ages and births

_BORN = re.compile(
    r"(?<!\w)(?:born|b\.|date of birth|year of birth|родил\w+|рожд\w+|г\.\s?р|nacid[oa]"
    r"|née?|təvəllüd\w*|doğulmuş\w*)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "age-birth",
    "An age doesn't fit the birth",
    "error",
    "figures",
    "A person's age at a date follows from the birth; one person has one birth and, "
    "at one event, one age.",
    bad=(
        "Davit Arlan, born in 2004, was 21 years old when he was captured in April 2023.",
        "Davit Arlan (born in 2004) was captured. The soldier Davit Arlan (born "
        "in 2006) was released.",
    ),
    good=(
        "Davit Arlan, born in 2004, was 18 years old when he was captured in April 2023.",
        "Davit Arlan, born in 2004, and Oren Borv, born in 2003, were captured.",
    ),
)
def age_birth(facts: Facts) -> Iterator[Hit]:
    """Compare ages, dates and births, in a sentence and over the document."""
    named = facts.of(_people_places)
    births: dict[str, list[DateMention]] = defaultdict(list)
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = dates_between(facts, start, end)
            for each in found:
                if _BORN.search(facts.text[max(start, each.start - 16) : each.start]) or re.match(
                    r"\s*(?:г\.?\s?р\.|года рождения|-?ci il təvəllüd)",
                    facts.text[each.end : each.end + 20],
                ):
                    yield from _age_in_sentence(facts, each, found, (start, end))
                    yield from _age_behind(facts, each, (start, end), named)
                    person = _nearest(named, each.start, start)
                    if person and each.known:
                        births[person].append(each)
    for person, listed in births.items():
        first = listed[0]
        for other in listed[1:]:
            if _apart(first, other):
                yield Hit(
                    other.start,
                    other.end,
                    f"{person} is born {facts.quote(other.start, other.end)} here "
                    f"and {facts.quote(first.start, first.end)} elsewhere.",
                    "Correct the wrong date.",
                    ((first.start, first.end),),
                    "warning" if is_initials(person) else None,
                )
                break
    yield from _ages_over_document(facts, named, births)


def _apart(a: DateMention, b: DateMention) -> bool:
    assert a.first
    assert a.last
    assert b.first
    assert b.last
    return a.last < b.first or b.last < a.first


def _people_places(facts: Facts) -> list[tuple[int, int, str]]:
    full = [
        (m.start, m.end, p.name) for p in facts.of(persons) if " " in p.name for m in p.mentions
    ]
    return sorted((*full, *facts.of(initials)))


def _nearest(named: list[tuple[int, int, str]], position: int, start: int) -> str:
    from bisect import bisect_left

    place = bisect_left(named, (position, 0, "")) - 1
    if place >= 0 and named[place][0] >= start and position - named[place][1] < 60:
        return named[place][2]
    return ""


def _age_in_sentence(
    facts: Facts, birth: DateMention, found: tuple[DateMention, ...], sentence: tuple[int, int]
) -> Iterator[Hit]:
    if birth.first is None or birth.last is None:
        return
    block = facts.document.block_of(birth.start)
    within = facts.of(by_block).get(block.index, []) if block else []
    ages = [q for q in within if q.unit == "age" and q.sentence == sentence]
    births = [
        d for d in found if _BORN.search(facts.text[max(sentence[0], d.start - 16) : d.start])
    ]
    others = [d for d in found if d not in births and d.known]
    if not ages:
        ages = [
            q for q in within
            if q.sentence == sentence and q.unit in {"count", "duration"}
            if 3 <= q.value <= 99 and _bare_age(facts, q)
        ]  # fmt: skip
    if not births and re.match(
        r"\s*(?:г\.?\s?р\.|года рождения)", facts.text[birth.end : birth.end + 20]
    ):
        births, others = [birth], [d for d in found if d != birth and d.known]
    if len(ages) != 1 or len(births) != 1 or len(others) > 1:
        return
    age = ages[0]
    if others:
        yield from _check_age(facts, birth, age, others[0])
    else:
        block = facts.document.block_of(birth.start)
        earlier = (
            [d for d in dates_between(facts, block.start, block.end) if d.known and d != birth]
            if block
            else []
        )
        if len({d.edtf for d in earlier}) == 1:
            yield from _check_age(facts, birth, age, earlier[0])


_HE = re.compile(
    r"(?<!\w)(?:he|she|his|her|him|the (?:boy|girl|man|woman|victim|child|soldier)|он|она|ему|ей|его|е[её]"
    r"|él|ella|il|elle)(?!\w)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?<!\w)(?:mother|father|wife|husband|son|daughter|brother|sister|cousin|children|twins?|мать|отец|жена|муж"
    r"|сын|дочь|брат|сестра|madre|padre|hijo|hija|hermano|hermana)(?!\w)",
    re.IGNORECASE,
)


def _age_behind(
    facts: Facts, birth: DateMention, sentence: tuple[int, int], named: list[tuple[int, int, str]]
) -> Iterator[Hit]:
    """As in "… was born on 14 March 1985. He was 38 when he was arrested on 2 June 2020."."""
    block = facts.document.block_of(birth.start)
    if block is None or not birth.known or _RELATIVE.search(facts.text, sentence[0], birth.start):
        return
    within = facts.of(by_block).get(block.index, [])
    own = {name for start, _, name in named if sentence[0] <= start < sentence[1]}
    following = [s for s in facts.document.sentences(block) if s[0] >= sentence[1]]
    for start, end in following[:2]:
        others = {name for at, _, name in named if start <= at < end} - own
        if others or len(own) > 1 or _BORN.search(facts.text, start, end):
            return
        ages = [
            q
            for q in within
            if q.sentence == (start, end)
            and 3 <= q.value <= 110
            and (q.unit == "age" or _bare_age(facts, q))
        ]
        when = [d for d in dates_between(facts, start, end) if d.known]
        if len(ages) == len(when) == 1 and _HE.search(facts.text, start, end):
            if not _RELATIVE.search(facts.text, start, end):
                yield from _check_age(facts, birth, ages[0], when[0])
            return


def _bare_age(facts: Facts, q: Quantity) -> bool:
    """An age in apposition: "the soldier, 19, …", "a boy of 14"."""
    before, after = facts.text[max(0, q.start - 12) : q.start], facts.text[q.end : q.end + 2]
    apposed = before.endswith((", ", "(")) and after[:1] in {",", ")"}
    if q.unit not in {"count", "duration"}:
        return False
    if re.search(
        r"(?<!\w)(?:he|she|who|ему|ей|которому|которой)\s+(?:was|is|had been|было|исполнилось|был)\s+\Z",
        facts.text[max(0, q.start - 26) : q.start],
        re.IGNORECASE,
    ) and re.match(r"\s*(?:[.,;)]|\Z|when|at|and|лет|год)", facts.text[q.end : q.end + 8]):
        return True
    said = re.search(
        r"(?:was|is|were|tenía|avait|было|only)\s+\Z", facts.text[max(0, q.start - 8) : q.start]
    )
    if said and re.match(
        r"\s*(?:when|at (?:his|her|the|their)|años|ans|лет|,|upon|on (?:his|her))",
        facts.text[q.end : q.end + 12],
    ):
        return True
    return apposed or bool(
        re.search(
            r"(?:boy|girl|man|woman|child|soldier) of \Z",
            "  " + facts.text[max(0, q.start - 16) : q.start],
        )
    )


def _check_age(facts: Facts, birth: DateMention, age: Quantity, at: DateMention) -> Iterator[Hit]:
    assert birth.first
    assert birth.last
    assert at.first
    assert at.last
    oldest = _years_between(birth.first, at.last)
    youngest = _years_between(birth.last, at.first)
    if not youngest <= age.value <= oldest and age.exact and oldest >= 0:
        years = f"{max(youngest, 0)}" if youngest == oldest else f"{max(youngest, 0)} or {oldest}"
        yield Hit(
            age.start,
            age.end,
            f"Born {facts.quote(birth.start, birth.end)}, the person was {years} "
            f"in {facts.quote(at.start, at.end)}, not {age.shown}.",
            "Correct the age, the birth or the date.",
            ((birth.start, birth.end), (at.start, at.end)),
        )


def _years_between(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _ages_over_document(
    facts: Facts, named: list[tuple[int, int, str]], births: dict[str, list[DateMention]]
) -> Iterator[Hit]:
    ages: dict[str, list[tuple[int, Quantity]]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.unit == "age" and q.exact and not q.each:
            person = _nearest(named, q.start, q.sentence[0])
            if person and len(facts.text[_end_of(named, q.start) : q.start]) < 26:
                ages[person].append((int(q.value), q))
    for name, listed in _loose_ages(facts, named).items():
        ages[name].extend(listed)
    for person, known in ages.items():
        known.sort(key=lambda pair: pair[1].start)
        (age, q) = known[0]
        for other_age, other in known[1:]:
            same_time = (
                q.around.period
                and other.around.period
                and q.around.period.edtf == other.around.period.edtf
            ) or (not q.around.period and not other.around.period)
            if abs(age - other_age) >= 1 and same_time and other.sentence != q.sentence:
                yield Hit(
                    other.start,
                    other.end,
                    f"{person} is {other_age} here and {age} elsewhere.",
                    "Correct the wrong age, or say at which date each holds.",
                    ((q.start, q.end),),
                    "warning" if abs(age - other_age) == 1 or is_initials(person) else None,
                )
                break
        for birth in births.get(person, [])[:1]:
            for _, each in known:
                at = each.around.period
                if (
                    at is not None
                    and at.known
                    and each.around.period_from == "sentence"
                    and birth.known
                    and birth.edtf != at.edtf
                    and each.sentence != facts.document.sentence_of(birth.start)
                ):
                    yield from _check_age(facts, birth, each, at)


def _end_of(named: list[tuple[int, int, str]], position: int) -> int:
    from bisect import bisect_left

    place = bisect_left(named, (position, 0, "")) - 1
    return named[place][1] if place >= 0 else 0


def _loose_ages(
    facts: Facts, named: list[tuple[int, int, str]]
) -> dict[str, list[tuple[int, Quantity]]]:
    """Ages in apposition: "Davit Arlan, 34, …" and "Davit Arlan (34)"."""
    starts = {q.start: q for q in facts.of(quantities) if q.unit == "count"}
    answers: dict[str, list[tuple[int, Quantity]]] = defaultdict(list)
    for _, end, name in named:
        found = re.compile(r"\s*(?:,\s*|\()(\d{1,2})(?=[,)])").match(facts.text, end)
        if found and 3 <= int(found[1]) <= 99 and found.start(1) in starts:
            answers[name].append((int(found[1]), starts[found.start(1)]))
    return answers
