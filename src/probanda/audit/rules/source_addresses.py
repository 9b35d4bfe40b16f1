"""The date of a source against the date in its own address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.document import Link
from probanda.audit.extract.address_dates import AddressDate, address_date
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.cited_dates import CitedDate, cited_dates, looked_up
from probanda.audit.extract.sources import is_entry
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, field
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.source_inline import LAW


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
    """Compare the date in each address with the one printed for it."""
    for each in facts.of(cited_dates):
        yield from _against(facts, each)
    bound = {each.link.start for each in facts.of(cited_dates)}
    for link in facts.document.links:
        carried = address_date(link.address) if link.start not in bound else None
        if carried is None:
            yield from _older_address(facts, link)
        elif carried.precision == "day" and carried.whole and not carried.loose:
            yield from _older_than_told(facts, link, carried)


def _against(facts: Facts, each: CitedDate) -> Iterator[Hit]:
    if each.agreement == "agrees":
        return
    plain = each.carried.whole and not each.carried.loose
    if each.agreement == "apart" and not (plain and each.sure and not _of_an_act(facts, each)):
        return
    yield Hit(
        each.said.start,
        each.said.end,
        f"The note says {facts.quote(each.said.start, each.said.end)}, the address {each.carried.text}.",
        "Check the date and the address.",
        ((each.link.start, each.link.end),),
        None if each.sure and plain else "warning",
    )


def _of_an_act(facts: Facts, each: CitedDate) -> bool:
    """Whether the day is that of a law or a judgment, which is published later."""
    lead = facts.text[max(0, each.said.start - 90) : each.said.start].rpartition("\n")[2]
    return each.place in {"ahead", "above"} and bool(LAW.search(lead))


def _older_than_told(facts: Facts, link: Link, carried: AddressDate) -> Iterator[Hit]:
    """An address in the text whose day is before the one day that its sentence tells."""
    block = facts.document.block_of(link.start)
    if block is None or is_entry(facts, block):
        return
    first, last = facts.document.sentence_of(link.start)
    told = [
        d
        for d in dates_between(facts, first, last)
        if d.known
        and d.precision == "day"
        and d.year_from is None
        and d.operator != "as-of"
        and not link.start <= d.start < link.end
    ]
    if (
        len(told) != 1
        or told[0].first is None
        or field("address_ahead").search(facts.text, first, last)
    ):
        return
    read = looked_up(facts, max(0, told[0].start - 40), told[0].start)
    if not read and all((told[0].first - day).days > 2 for day in carried.readings):
        yield Hit(
            told[0].start,
            told[0].end,
            f"The sentence tells of {facts.quote(told[0].start, told[0].end)}, the address is of "
            f"{carried.text}.",
            "Check the date and the address.",
            ((link.start, link.end),),
            "warning",
        )


_PATH_YEAR = re.compile(r"[/=_-](?P<y>(?:19|20)\d\d)(?=[/_.?&-]|\Z)")


def _older_address(facts: Facts, link: Link) -> Iterator[Hit]:
    """As in "Annual report for 2023, https://…/2022/annual": an address of before the year that is told of."""
    path = link.address.partition("://")[2].partition("/")[2]
    carried = {int(found["y"]) for found in _PATH_YEAR.finditer("/" + path)}
    block = facts.document.block_of(link.start)
    if len(carried) != 1 or block is None:
        return
    for year in dates_between(facts, max(block.start, link.start - 120), link.start):
        lead = facts.text[max(block.start, year.start - 40) : year.start]
        title = composed(r"(?<!\w)<of_a_year>,?\s+\Z").search(lead)
        if title and year.first and year.first.year > max(carried):
            yield Hit(
                year.start,
                year.end,
                f"The note says {facts.quote(year.start, year.end)}, the address {max(carried)}: "
                "it is older than its source.",
                "Check the date and the address.",
                ((link.start, link.end),),
                "warning",
            )
