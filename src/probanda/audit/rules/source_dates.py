"""The dates of sources: before what they report, and against their own addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from probanda.audit.document import Note
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.sources import is_entry
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.source_inline import (
    ACCESSED,
    LAW,
    described,
    is_before,
    named_inline,
    older,
)
from probanda.audit.rules.source_titles import REVIEW, before_their_titles


def _published(facts: Facts, start: int, end: int) -> list[DateMention]:
    """The dates of a note that may be of publication."""
    return [
        d
        for d in dates_between(facts, start, end)
        if d.known
        and d.precision in {"day", "month"}
        and not ACCESSED.search(facts.text[max(start, d.start - 36) : d.start])
    ]


@rule(
    "source-before-event",
    "A source older than what it reports",
    "warning",
    "time",
    "A source can't report what came after it: one of the two dates is wrong, or "
    "the note stands at the wrong sentence.",
    bad=(
        "On 12 May 2021 soldiers shelled Arlan.[^1]\n\n[^1]: Kevria News, “Arlan "
        "shelled”, 3 March 2021.",
        "According to a statement published on 3 March 2021, Arlan was shelled on 12 May 2021.",
    ),
    good=(
        "On 12 May 2021 soldiers shelled Arlan.[^1]\n\n[^1]: Kevria News, “Arlan "
        "shelled”, 13 May 2021.",
        "On 12 May 2021 the law was changed.[^1]\n\n[^1]: Law No. 12 of 3 March 2019.",
    ),
)
def source_before_event(facts: Facts) -> Iterator[Hit]:
    """Compare the date of each note with the dates of its sentence, and with those of its own title."""
    yield from before_their_titles(facts)
    for note in facts.document.notes:
        published = _published(facts, note.start, note.end)
        if not published and REVIEW.search(facts.text, note.start, note.end):
            published = [
                d
                for d in dates_between(facts, note.start, note.end)
                if d.known and d.precision == "year"
            ]  # "Annual report 2018"
        slip = _slip(facts, note, published)
        if slip is not None:
            yield slip
            continue
        if (
            len(published) != 1
            or (LAW.search(facts.text, note.start, note.end) and not _own_judgment(facts, note))
            or facts.text.count(";", note.start, note.end) > 1
        ):
            continue
        for anchor in note.anchors:
            start, end = facts.document.sentence_of(max(0, anchor - 1))
            events = [
                d
                for d in dates_between(facts, start, anchor + 1)
                if d.known
                and (
                    _counted_year(facts, d, start, end)
                    or _year_of(facts, d)
                    or (d.precision in {"day", "month"} and d.operator != "as-of")
                )
            ]
            if not events:
                block = facts.document.block_of(start)
                earlier = (
                    [
                        d
                        for d in dates_between(facts, block.start, start)
                        if d.known and d.precision == "day" and d.operator != "as-of"
                    ]
                    if block
                    else []
                )
                events = earlier[-1:]
            others = [n for n in facts.document.notes_near(start, end) if n is not note]
            if not events or (others and len(events) > 1):
                continue
            event = events[-1] if len(events) > 1 else events[0]
            if len(events) > 1 and any(
                _after(published[0], d) or not is_before(published[0], d) for d in events
            ):
                continue
            if re.search(
                r"(?<!\w)(?:will|planned|scheduled|due|would|had (?:already |long )?(?:warned|predicted"
                r"|asked|called|known)"
                r"|(?:years?|months?|weeks?|days) (?:earlier|before)|earlier|previously|already|as early as"
                r"|ещё|ранее|заранее|años antes|ya|déjà)(?!\w)",
                facts.text[start:end],
            ):
                continue
            if is_before(published[0], event):
                yield older(facts, published[0], event)
                break
    for block in facts.document.prose():
        if block.kind == "footnote":
            continue  # the dates of a note are those of its sources
        for start, end in facts.document.sentences(block):
            yield from named_inline(facts, start, end)
            yield from described(facts, block, start, end)


_DECIDED = re.compile(
    r"(?<!\w)(?:decision|judg(?:e?ment)|ruling|verdict|order|sentence|decree|resolution|reply|letter|решени\w+|приговор\w*"
    r"|постановлени\w+|определени\w+|указ\w*|ответ\w*|письм\w+|sentencia|auto|decisión|resolución|decreto|respuesta|carta"
    r"|arrêt|jugement|décision|ordonnance|décret|réponse|lettre)(?!\w)",
    re.IGNORECASE,
)


def _slip(facts: Facts, note: Note, published: list[DateMention]) -> Hit | None:
    """A decision whose day is its sentence's but for the month or year: "refused on 6 October", of 6 August."""
    days = [d for d in published if d.precision == "day" and d.first]
    if len(days) != 1 or not _DECIDED.search(facts.text, note.start, days[0].start):
        return None
    own = days[0].first
    assert own
    for anchor in note.anchors:
        start, end = facts.document.sentence_of(max(0, anchor - 1))
        told = [
            d
            for d in dates_between(facts, start, min(anchor + 1, end))
            if d.known and d.precision == "day" and d.first
        ]
        other = told[-1].first if told else None
        if other is None or other.day != own.day:
            continue
        same_year = other.year == own.year or bool(told[-1].year_from)
        if (other.month == own.month) != same_year:
            return older(facts, days[0], told[-1])
    return None


#: "By the end of 2022", "throughout 2022": the whole year.
_WHOLE_YEAR = re.compile(
    r"(?<!\w)(?:(?:by|at) the end of|throughout|in the course of|all through|к концу|в течение|на протяжении"
    r"|a finales de|al final de|durante todo|à la fin de|fin)\s+\Z",
    re.IGNORECASE,
)


def _year_of(facts: Facts, each: DateMention) -> bool:
    """Whether a year stands for its end: "by the end of 2022"."""
    lead = facts.text[max(0, each.start - 24) : each.start]
    return each.precision == "year" and bool(_WHOLE_YEAR.search(lead))


def _counted_year(facts: Facts, each: DateMention, start: int, end: int) -> bool:
    """Whether a year is one for which something is counted: "In 2018 the Ministry recorded 41 deaths"."""
    return each.precision == "year" and bool(
        re.search(
            r"(?<!\w)(?:recorded|registered|counted|reported|documented|there were|fell|rose"
            r"|зарегистрирова\w+|зафиксирова\w+"
            r"|registr\w+|hubo|document\w+|a enregistré)(?!\w)",
            facts.text[start:end],
        )
    )


def _own_judgment(facts: Facts, note: Note) -> bool:
    """A judgment cited for the sentence that it passed."""
    if not re.search(
        r"(?:[Jj]udgment|[Vv]erdict|[Ss]entence)\s+of\s", facts.text[note.start : note.end]
    ):
        return False
    own = facts.text[note.start : note.end]
    if re.search(r"(?<!\w)(?:convict|sentenc|acquit)\w+", own) and " v. " not in own:
        return True
    passed = re.compile(
        r"(?<!\w)(?:sentenced|convicted|acquitted|ruled|judgment|established|confirmed|found)(?!\w)"
    )
    sentences = [facts.document.sentence_of(max(0, anchor - 1)) for anchor in note.anchors]
    return any(passed.search(facts.text, *sentence) for sentence in sentences)


def _after(a: DateMention, b: DateMention) -> bool:
    return bool(a.first and b.last and a.first > b.last)


_PATH_DATE = re.compile(
    r"[/=_-](?P<y>(?:19|20)\d\d)[/_-](?P<m>0?[1-9]|1[0-2])(?:[/_-](?P<d>0?[1-9]|[12]\d"
    r"|3[01]))?(?=[/_.?&-]|\Z)"
)
_PATH_JOINED = re.compile(
    r"[/=_-](?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.?&-]|\Z)"
)
_MONTHS = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_PATH_NAMED = re.compile(
    r"/(?P<y>(?:19|20)\d\d)/(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*(?:/(?P<d>\d{1,2}))?(?=/"
    r"|\Z)",
    re.IGNORECASE,
)


def _older_than_told(facts: Facts, start: int, end: int, found: re.Match[str]) -> Iterator[Hit]:
    """An address in the text whose day is before the one day that its sentence tells."""
    month = _MONTHS.get(found["m"].lower()[:3]) or int(found["m"])
    if not found["d"]:
        return
    try:
        day = date(int(found["y"]), month, int(found["d"]))
    except ValueError:
        return
    first, last = facts.document.sentence_of(start)
    told = [
        d
        for d in dates_between(facts, first, last)
        if d.known and d.precision == "day" and d.operator != "as-of" and not start <= d.start < end
    ]
    accessed = (
        ACCESSED.search(facts.text[max(0, told[0].start - 40) : told[0].start]) if told else None
    )
    if len(told) != 1 or not told[0].first or accessed or _AHEAD.search(facts.text, first, last):
        return
    if (told[0].first - day).days > 2:
        yield Hit(
            told[0].start,
            told[0].end,
            f"The sentence tells of {facts.quote(told[0].start, told[0].end)}, the address is of "
            f"{found.group().strip('/=_-')}.",
            "Check the date and the address.",
            ((start, end),),
            "warning",
        )


_AHEAD = re.compile(
    r"(?<!\w)(?:will|would|planned|scheduled|due|announc\w+|until|before|deadline|since|by|за|до|будет|запланирован\w*|antes|hasta|será"
    r"|previst\w+|avant|jusqu\w+|sera|prévu\w*)(?!\w)",
    re.IGNORECASE,
)


_PATH_YEAR = re.compile(r"[/=_-](?P<y>(?:19|20)\d\d)(?=[/_.?&-]|\Z)")


def _older_address(facts: Facts, at: int, address: str) -> Iterator[Hit]:
    """An address whose year is before every year that its note or entry names."""
    path = address.partition("://")[2].partition("/")[2]
    years = {int(found["y"]) for found in _PATH_YEAR.finditer("/" + path)}
    block = facts.document.block_of(at)
    if len(years) != 1 or block is None or not is_entry(facts, block):
        return
    links = [x for x in facts.document.links if block.start <= x.start < block.end]
    told = [
        d
        for d in dates_between(facts, block.start, at)
        if d.known and d.first and d.precision in {"day", "month", "year"}
    ]
    if len(links) == 1 and told and all(d.first and d.first.year > max(years) for d in told):
        yield Hit(
            told[0].start,
            told[0].end,
            f"The note says {facts.quote(told[0].start, told[0].end)}, the address {max(years)}: "
            "it is older than its source.",
            "Check the date and the address.",
            ((links[0].start, links[0].end),),
            "warning",
        )


@rule(
    "source-date-url",
    "A source's date against its address",
    "error",
    "time",
    "Many addresses carry the day of publication; a note that says another one is "
    "wrong or points elsewhere.",
    bad=(
        "Arlan was shelled.[^1]\n\n[^1]: Kevria News, 12 June 2021, https://news.example/2021/05/03/arlan-shelled",
    ),
    good=(
        "Arlan was shelled.[^1]\n\n[^1]: Kevria News, 3 May 2021, https://news.example/2021/05/03/arlan-shelled "
        "(accessed on 12 June 2022)",
    ),
)
def source_date_url(facts: Facts) -> Iterator[Hit]:
    """Compare the date in each address with the one beside it."""
    for link in facts.document.links:
        address = link.address
        if re.search(
            r"upload|wp-content|/files?/|archive\.org|web\.archive|archive\.ph|sites/default",
            address,
            re.IGNORECASE,
        ):
            continue
        found = (
            _PATH_DATE.search(address)
            or _PATH_NAMED.search(address)
            or _PATH_JOINED.search(address)
        )
        if not found:
            yield from _older_address(facts, link.start, address)
            continue
        block = facts.document.block_of(link.start)
        if block is None:
            continue
        start, end = block.start, block.end
        links = facts.document.links_within(start, end)
        entry = is_entry(facts, block)
        if len({x.address for x in links}) > 1:
            if not entry:
                start, end = facts.document.sentence_of(link.start)
            pieces = [
                p
                for p in (
                    facts.text.rfind(";", start, link.start),
                    facts.text.rfind("\n", start, link.start),
                )
                if p >= 0
            ]
            start = max([start, *pieces, *(x.end for x in links if x.end <= link.start)])
            end = min([end, *(x.start for x in links if x.start >= link.end)])
        published = [
            d
            for d in _published(facts, start, end)
            if d.precision == "day" or found["d"] is None or d.precision == "month"
        ]
        published = [d for d in published if not link.start <= d.start < link.end]
        if not entry:
            published = [
                d
                for d in published
                if re.search(r"[(,]\s*\Z", facts.text[max(start, d.start - 3) : d.start])
                and abs(d.start - link.start) < 140
            ]
        if not entry and not published:
            yield from _older_than_told(facts, link.start, link.end, found)
            continue
        if len(published) != 1 or not published[0].first or not published[0].last:
            continue
        said = published[0]
        month = _MONTHS.get(found["m"].lower()[:3]) or int(found["m"])
        try:
            day = date(int(found["y"]), month, int(found["d"])) if found["d"] else None
        except ValueError:
            continue
        assert said.first
        assert said.last
        if day is not None:
            wrong = (
                min(abs((day - said.first).days), abs((day - said.last).days)) > 2
                and not said.first <= day <= said.last
            )
        else:
            apart = abs((said.first.year - int(found["y"])) * 12 + said.first.month - month)
            wrong = apart > (1 if said.first.day in {1, 2} or said.first.day > 29 else 0)
        if wrong:
            yield Hit(
                said.start,
                said.end,
                f"The note says {facts.quote(said.start, said.end)}, the address "
                f"{found.group().strip('/=_-')}.",
                "Check the date and the address.",
                ((link.start, link.end),),
            )
