"""Entries of a list of sources whose outlet and address are two outlets', or whose title has two addresses.

No list of newspapers is needed: the document itself shows whose a host is, by entries in which the name and the
host have letters in common ("Velira: https://velira.example/…"). An entry that gives such a host under another
outlet's name, which has a host of its own elsewhere, leads to the wrong paper.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from probanda.audit.document import Link
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.spelling.distance import unaccented
from probanda.audit.source_words import hosts

__all__ = ["titles_and_outlets"]

_LABEL = re.compile(
    r"(?:\A|[\s;(])(?:\[?\d{1,3}[.)\]]\s+)?(?P<label>[^\W\d_][^\n:;,«“\"]{1,45}?)\s*(?:,[^\n:;]{0,40})?\s*[:—–-]\s*\(?\Z"
)
_TITLE = re.compile(r"[«“\"](?P<title>[^«»“”\"\n]{12,160})[»”\"]")
_LATIN = str.maketrans(
    {
        **dict(zip("абвгдезиклмнопрстуфыэ", "abvgdeziklmnoprstufye", strict=True)),
        **{"ё": "e", "ж": "zh", "й": "i", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch"},
        **{"ю": "yu", "я": "ya", "ь": "", "ъ": ""},
    }
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A link with the outlet's name and the quoted title before it; "" for none."""

    link: Link
    host: str
    label: str
    title: str


def titles_and_outlets(facts: Facts) -> Iterator[Hit]:
    """Outlets under another's host, and titles under two addresses or addresses under two titles."""
    found = list(_entries(facts))
    yield from _outlets(found)
    yield from _titles(found)


def _entries(facts: Facts) -> Iterator[_Entry]:
    last, platforms = 0, hosts("social") | hosts("shorteners")
    for link in facts.document.links:
        start, last = max(last, link.start - 260), link.end
        if not link.bare:
            continue
        host = _host(link.address)
        block = facts.document.block_of(link.start)
        lead = facts.text[max(start, block.start if block else start) : link.start]
        label = _LABEL.search(lead)
        titles = list(_TITLE.finditer(lead))
        known = host and not any(host == each or host.endswith("." + each) for each in platforms)
        yield _Entry(
            link,
            host if known else "",
            label["label"].strip() if label and len(label["label"].split()) < 6 else "",
            " ".join(titles[-1]["title"].lower().split()) if len(titles) == 1 else "",
        )


def _host(address: str) -> str:
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        return ""
    return re.sub(r"\A(?:www|m|ru|en|es)\.", "", parts.netloc.lower().partition(":")[0])


@lru_cache(maxsize=4096)
def _alike(label: str, host: str) -> bool:
    """Whether a name and a host have letters in common as of one outlet."""
    name = re.sub(r"[\W_]", "", unaccented(label.lower()).translate(_LATIN))
    core = re.sub(r"[\W_]", "", host.rpartition(".")[0])
    whole = core + host.rpartition(".")[2]
    words = re.findall(r"[^\W\d_]{4,}", unaccented(label.lower()).translate(_LATIN))
    initials = "".join(w[0] for w in label.lower().split())
    return bool(
        (len(core) >= 2 and (core in name or name in whole))
        or any(word[:5] in core for word in words)
        or (len(initials) > 1 and core.startswith(initials.translate(_LATIN)))
    )


def _outlets(found: list[_Entry]) -> Iterator[Hit]:
    own: dict[str, set[str]] = defaultdict(set)  # of each name the hosts that are its own
    owners: dict[str, dict[str, Link]] = defaultdict(dict)
    for each in found:
        if each.label and each.host and _alike(each.label, each.host):
            own[each.label.lower()].add(each.host)
            owners[each.host].setdefault(each.label, each.link)
    for each in found:
        others = owners.get(each.host, {})
        if not each.label or not others or not own.get(each.label.lower()):
            continue
        if _alike(each.label, each.host):
            continue
        name, link = next(iter(others.items()))
        yield Hit(
            each.link.start,
            each.link.end,
            f"The address given for “{each.label}” is of “{name}” ({each.host}); "
            f"elsewhere “{each.label}” is at {min(own[each.label.lower()])}.",
            "Check which of the two is the source.",
            ((link.start, link.end),),
        )


def _titles(found: list[_Entry]) -> Iterator[Hit]:
    """One title under two hosts or paths, as a note: reprints are not rare."""
    first: dict[str, _Entry] = {}
    for each in found:
        if not each.title or len(each.title.split()) < 4:
            continue
        known = first.setdefault(each.title, each)
        if _page(known.link) != _page(each.link):
            yield Hit(
                each.link.start,
                each.link.end,
                f"“{each.title}” has another address elsewhere: {known.link.address[:90]}.",
                "Give one address for one source.",
                ((known.link.start, known.link.end),),
                "note",
            )


def _page(link: Link) -> str:
    return re.sub(r"\A(?:https?:)?//(?:www\.|m\.)?|[/#?].{0,3}\Z", "", link.address.lower())
