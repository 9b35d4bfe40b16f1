"""Links: well formed, not shortened, one address for one thing, strong enough for what they carry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from probanda.audit.document import Block, Link
from probanda.audit.extract.sources import is_entry
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.source_outlets import titles_and_outlets
from probanda.audit.source_words import hosts, pattern

__all__: list[str] = []

_BROKEN = re.compile(
    r"(?<![\w/.])(?:(?:https?|ftp):(?!//)[/\\]?[\w-]+\.\w|https?//[\w-]|https?;//|https?:///|https?:\\\\"
    r"|(?:ht+p|htps|hhtp|htttp|htttps|hhtps|hppts|httt?ps?s)(?<!http)(?<!https)://[\w-]"
    r"|https?://(?:https?:?//|ttps?://|/)"
    r"|https?://[\w-]+(?:,[\w-]+)+\.\w|www,[\w-]+|www\.[\w-]+,(?:com|org|net|int|az|ru|am|ge)\b"
    r"|https?\s://\S|https?:\s//\S|https?://\s[\w-]+\.\w)[^\s<>\"”»]*",
    re.IGNORECASE,
)
#: A file of somebody's computer, and a shortener without "https".
_LOCAL = re.compile(
    r"file:/{1,3}[^\s<>\"”»]+|(?<![\w/])[A-Z]:\\\\?[\w .\\\\-]+\.\w{2,4}", re.IGNORECASE
)
_BARE_SHORT = re.compile(
    r"(?<![\w/.@])(?:t\.ly|bit\.ly|tinyurl\.com|goo\.gl|is\.gd|ow\.ly|cutt\.ly|clck\.ru|rb\.gy"
    r"|shorturl\.at)/[\w-]{2,}"
)
#: Letters and signs of "https://" in another order or number.
_MISSPELT = re.compile(
    r"(?<![\w/.:])(?:h[tps]{2,6}|ttps?|hhtt?ps?)\s?[:;/\\.]{2,6}\s?[\w-]+(?:\.[\w-]+)+[^\s<>\"”»)]*",
    re.IGNORECASE,
)
_SOUND = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+\S*", re.IGNORECASE)
#: "[the list](https://archive.example/list of names)": what was to be a link stayed text.
_BROKEN_TARGET = re.compile(
    r"\]\((?:https?:/*|www\.)[^()\s]*[ \t]+(?![\"'])[^()\n]*\)|\[[^\[\]\n]{2,80}\]\s+\(https?://[^\s)]+\)",
    re.IGNORECASE,
)
#: A comma or two stops in a host.
_COMMA = re.compile(
    r"(?<![\w.@/-])(?:https?://|www\.)?(?:[\w-]+\.)*[\w-]+(?:,|\.\.)(?:com|org|net|info|gov|edu|int"
    r"|example|ru|az|am|ge|ua|by|kz|uk|es|fr|de|mx|co|ar|cl|pe)/[^\s<>\"”»)]*"
    r"|https?://[\w-]+(?:\.[\w-]+)*\.\.[\w-]+\S*",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)\.?(?::\d{1,5})?"
    r"|\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?|localhost(?::\d+)?"
)


def host_of(address: str) -> str:
    """The host of an address without "www." and its like, in lower case; "" when there is none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").netloc.lower()
    except ValueError:
        return ""
    host = host.rpartition("@")[2].partition(":")[0].strip(".")
    return re.sub(r"\A(?:www|m|mobile|web|amp)\.", "", host)


def of_kind(address: str, kind: str) -> bool:
    host = host_of(address)
    known = hosts(kind)
    return host in known or host.partition(".")[2] in known


@rule(
    "link-malformed",
    "A link that can't be opened as it is written",
    "error",
    "sources",
    "An address with a missing colon, a doubled beginning or a space leads nowhere; the statement it"
    " stands for has"
    " no source that a reader can open. In a PDF, where line ends break addresses, it is a warning.",
    bad=("See http//archive.example/list.", "Source: https://https://archive.example/list"),
    good=("See https://archive.example/list.", "See www.archive.example/list (in Kevrian)."),
    accept="When the text quotes a wrong address on purpose.",
)
def link_malformed(facts: Facts) -> Iterator[Hit]:
    """Broken beginnings anywhere in the text, and links whose host is none."""
    seen: list[tuple[int, int]] = []
    for found in _BROKEN.finditer(facts.text):
        seen.append(found.span())
        yield _malformed(facts, *found.span(), found[0])
    for pattern_ in (_MISSPELT, _BROKEN_TARGET, _COMMA):
        for found in pattern_.finditer(facts.text):
            inside = any(
                start <= found.start() < end or found.start() <= start < found.end()
                for start, end in seen
            )
            if not inside and not _SOUND.fullmatch(found[0]):
                seen.append(found.span())
                yield _malformed(facts, *found.span(), found[0])
    for found in _LOCAL.finditer(facts.text):
        seen.append(found.span())
        yield _malformed(facts, *found.span(), found[0])
    for link in facts.document.links:
        if any(start <= link.start < end or link.start <= start < link.end for start, end in seen):
            continue
        address = link.address.strip()
        if not re.match(r"(?:https?|ftp):|www\.", address, re.IGNORECASE):
            continue
        # browsers open a blank behind the host; one inside the host leads nowhere
        before = address.partition("://")[2].partition("/")[0]
        wrong = re.search(r"\s", before) if not link.bare else None
        try:
            host = urlsplit(address if "//" in address else f"//{address}").netloc
            port = urlsplit(address if "//" in address else f"//{address}").port
        except ValueError:
            host, port = "", None
        if wrong or not _HOST.fullmatch(host.rpartition("@")[2]) or port == 0:
            yield _malformed(facts, link.start, link.end, address)


def _malformed(facts: Facts, start: int, end: int, address: str) -> Hit:
    return Hit(
        start,
        end,
        f"“{address[:120]}” is no address that can be opened.",
        "Open the source and copy its address anew; keep an archived copy.",
        severity="warning" if facts.document.format == "pdf" else None,
    )


@rule(
    "link-shortener",
    "A shortened link",
    "warning",
    "sources",
    "Who runs the shortener can change or drop what is behind it, and a reader can't see where it leads.",
    bad=("The list is at https://bit.ly/3xYzAb.",),
    good=("The list is at https://archive.example/list.", "Film: https://youtu.be/abcdefghijk."),
    accept="When the full address stands beside it.",
)
def link_shortener(facts: Facts) -> Iterator[Hit]:
    """Links to hosts that shorten addresses."""
    linked = [(link.start, link.end) for link in facts.document.links]
    for found in _BARE_SHORT.finditer(facts.text):
        if not any(start <= found.start() < end for start, end in linked):
            yield Hit(
                *found.span(),
                f"“{found[0]}” is shortened: it does not say where it leads.",
                "Give the full address that it leads to, and the date on which it was opened.",
            )
    for link in facts.document.links:
        embedded = facts.document.format == "html" and host_of(link.address) == "t.co"
        if of_kind(link.address, "shorteners") and not embedded:
            yield Hit(
                link.start,
                link.end,
                f"“{link.address}” is shortened: it does not say where it leads.",
                "Give the full address that it leads to, and the date on which it was opened.",
            )


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of an address: the link, and the words that say what it is."""

    link: Link
    start: int
    end: int
    words: frozenset[str]
    documents: frozenset[str]
    years: frozenset[str]
    in_note: bool
    title: str = ""


_SAID_OF_ALL = re.compile(
    r"the|a|an|of|and|in|on|at|to|by|for|with|from|see|also|ibid|available|accessed|visited|last|source"
    r"|link|pdf|html"
    r"|https?|www|pages?|paras?|paragraphs?|pp|english|russian|original|см|также|дата|обращения"
    r"|доступно|ссылке|стр"
    r"|véase|disponible|los|las|del|consultado|voir|sur|les|des|consulté|bax"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
#: A title in quotation marks, of three words or more.
_QUOTED = re.compile(r"[«“\"](\w+(?:\s+\w+){2,}[^«»“”\"\n]{0,120})[»”\"]")


@rule(
    "same-address",
    "One address given for two different things",
    "warning",
    "sources",
    "When two notes call one page by two names, at least one of them leads to the wrong source. Pages"
    " and paragraphs"
    " of one document, and the same description given again, are left alone.",
    bad=(
        "A.[^1] B.[^2]\n\n[^1]: Ceasefire agreement of 9 May, https://a.example/45.\n"
        "[^2]: Interview with the minister of health, https://a.example/45.",
    ),
    good=(
        "A.[^1] B.[^2]\n\n[^1]: Commission report, p. 5, https://a.example/45.\n"
        "[^2]: Commission report, p. 9, https://a.example/45.",
    ),
    accept="When one page really holds both, and the notes say where on it.",
)
def same_address(facts: Facts) -> Iterator[Hit]:
    """Uses of one address whose descriptions share nothing, and entries under another outlet's address."""
    yield from titles_and_outlets(facts)
    uses: dict[str, list[_Use]] = defaultdict(list)
    labels: dict[str, set[str]] = defaultdict(set)
    for link in facts.document.links:
        labels[facts.quote(link.start, link.end)].add(link.address)
    links = facts.document.links
    going_on = {
        link.start
        for before, link in pairwise(links)
        if link.address == before.address
        and not re.search(r"[^\W\d]|\n", facts.text[before.end : link.start])
    }  # a title over two lines, or a title and its address behind it
    for link in links:
        if link.start in going_on:
            continue
        broken = re.match(r"\s?-\s?[\w-]+", facts.text[link.end : link.end + 20])  # at a line's end
        address = _normal(link.address + (re.sub(r"\s", "", broken[0]) if broken else ""))
        label = facts.quote(link.start, link.end)
        if address and (link.bare or len(labels[label]) < 3):  # "Web summary" describes nothing
            uses[address].append(_use(facts, link))
    for address, together in uses.items():
        first = together[0]
        for other in together[1:]:
            if first.link.start != other.link.start and _differ(
                first, other, web=facts.document.format == "html"
            ):
                yield Hit(
                    other.link.start,
                    other.link.end,
                    f"{_shown(address)} is given here for “{_name(facts, other)}” and earlier for"
                    f" “{_name(facts, first)}”.",
                    "Check which of the two the page is, and give the other its own address.",
                    evidence=((first.link.start, first.link.end),),
                )
                break


def _normal(address: str) -> str:
    """The address as far as it names a page; "" for hosts alone, which may hold anything."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/")
    if not re.match(r"(?:https?|ftp|)\Z", parts.scheme) or (not path and not parts.query):
        return ""
    host = re.sub(r"\Awww\.", "", parts.netloc.lower())
    return f"{host}{path}?{parts.query}".rstrip("?")


def _shown(address: str) -> str:
    return address if len(address) <= 90 else f"{address[:60]}…{address[-25:]}"


def _use(facts: Facts, link: Link) -> _Use:
    """What is said of a link: in its note, in its words, or in the sentence that refers to the note."""
    document = facts.document
    block = document.block_of(link.start)
    start, end = document.sentence_of(link.start)
    in_note = False
    shown = facts.text[link.start : link.end]
    bare = link.bare or "://" in shown or " " not in shown.strip()
    said = facts.text[start:end]
    listed = (
        block is not None
        and (block.kind == "list-item" or is_entry(facts, block))
        and _alone(facts, block, link)
    )
    if not bare and len(content_words(shown)) > 1:
        in_note = block is not None and block.kind == "footnote"
        said = shown
    elif block is not None and (block.kind == "footnote" or listed):
        in_note = True
        start, end = _piece(facts, block.start, block.end, link)
        said = facts.text[start : link.start] + " " + facts.text[link.end : end]
    elif not bare:
        said = facts.text[link.start : link.end]
    else:
        said = facts.text[start : link.start] + " " + facts.text[link.end : end]
    words = content_words(said)
    sentence = said
    if in_note and block is not None:
        note = next((each for each in document.notes if each.start == block.start), None)
        if note is not None and note.anchors:
            first, last = document.sentence_of(note.anchors[0])
            sentence = facts.text[first : max(note.anchors[0], first)] or facts.text[first:last]
            if not words:
                start, end = first, last
    named = frozenset(
        found[1].lower()
        for found in pattern("document", facts.language).finditer(
            said if in_note and words else sentence
        )
        if found[1]
    )
    years = frozenset(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", said))
    title = _QUOTED.search(said) if in_note else None
    return _Use(
        replace(link, bare=bare),
        start,
        end,
        words,
        named,
        years,
        in_note,
        title[1] if title else "",
    )


def _alone(facts: Facts, block: Block, link: Link) -> bool:
    """Whether an item of a list holds one address only, as in a list of sources."""
    inside = facts.document.links_within(block.start, block.end)
    return len(inside) == 1 and link.bare and facts.document.format != "html"


def _piece(facts: Facts, start: int, end: int, link: Link) -> tuple[int, int]:
    """The part of a note that is about one link: between semicolons, where it holds several."""
    first = max(facts.text.rfind(";", start, link.start) + 1, start)
    before = [each.end for each in facts.document.links_within(start, link.start)]
    first = max([first, *before])
    last = facts.text.find(";", link.end, end)
    return first, last if last >= 0 else end


def content_words(text: str) -> frozenset[str]:
    words = (found[0].lower() for found in _WORD.finditer(re.sub(r"\S+[/@]\S+", " ", text)))
    return frozenset(word[:6] for word in words if not _SAID_OF_ALL.fullmatch(word))


def _differ(one: _Use, other: _Use, *, web: bool) -> bool:
    """Whether two descriptions name different things."""
    if one.title and other.title and one.in_note and other.in_note:
        return not content_words(one.title) & content_words(other.title)
    if one.words and other.words:
        if not one.in_note or not other.in_note:
            described = not one.link.bare and not other.link.bare
            # a page on the web links the same page from its head, its teasers and its texts
            if not described or web:
                return False
        shared = len(one.words & other.words)
        apart = one.documents and other.documents and not one.documents & other.documents
        noted = one.in_note and other.in_note and one.years and other.years
        own = one.words - other.words and other.words - one.words
        if noted and own and not one.years & other.years:
            return (
                True  # two titles of one author in two years: each has a word that the other lacks
            )
        return (
            len(one.words) > 1
            and len(other.words) > 1
            and shared <= (0.35 if apart else 0.2) * min(len(one.words), len(other.words))
        )
    if one.words or other.words:
        return False
    # Bare addresses in notes: what the sentences name ("agreement", "statement") tells them apart.
    return bool(one.documents and other.documents and not one.documents & other.documents)


def _name(facts: Facts, use: _Use) -> str:
    said = facts.quote(use.start, use.end)
    return said if len(said) <= 110 else f"{said[:107]}…"
