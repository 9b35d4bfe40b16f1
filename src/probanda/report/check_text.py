"""Checks of the running text at its place: withheld names, malformed symbols, unwrapped right-to-left runs."""

from __future__ import annotations

import re

from probanda.consent import Form
from probanda.law.symbols import find_malformed
from probanda.report.context import Context
from probanda.report.spellings import Name, NameFinder

__all__ = ["check_names", "check_right_to_left", "check_symbols", "unwrapped_prose"]

_HIDDEN = "\0"


def unwrapped_prose(context: Context) -> str:
    """The prose of the text without the words that a person's or site's key already stands for."""
    prose = context.scan.prose
    for found in context.scan.keys:
        if found.kind in {"person", "site", "place"}:
            start, end = found.inside
            prose = prose[:start] + _HIDDEN * (end - start) + prose[end:]
    return prose


def check_names(context: Context, masked: list[str]) -> None:
    """Every withheld name that the author wrote without a key; ``masked`` is what was masked in the tree."""
    prose = unwrapped_prose(context)
    redactor = context.redactor
    hits = redactor.finder.find(prose)
    for hit in hits:
        site = redactor.is_site(hit)
        kind, key = ("site", hit.key.removeprefix("site:")) if site else ("person", hit.key)
        context.find(
            f"{'site' if site else 'name'}-in-plain-text",
            f"a {'site' if site else 'name'} that the level “{redactor.level.value}” withholds stands "
            "in the text; it is masked in what is built",
            None,
            offset=hit.start,
            key=key,
            found=" ".join(prose[hit.start : hit.end].replace(_HIDDEN, " ").split()),
            expected=f"[…]{{{kind}={key}}}",
            remedy=f'Wrap it: […]{{{kind}="{key}"}}.',
        )
    _check_elsewhere(context, masked, {hit.key for hit in hits})
    _check_parts(context, prose)
    _check_site_places(context, prose)


def _check_elsewhere(context: Context, masked: list[str], in_prose: set[str]) -> None:
    """Names in the head, and names that were masked in code, addresses or descriptions."""
    finder = context.redactor.finder
    head_starts = context.text.whole.find(context.text.head) if context.text.head else 0
    places = {hit.key: head_starts + hit.start for hit in finder.find(context.text.head)}
    for key in sorted({*places, *masked} - in_prose):
        context.find(
            "name-in-plain-text",
            "a name that this level withholds stands in the head, in code, an address or a description; "
            "it is masked in what is built",
            None,
            key=key.removeprefix("site:"),
            offset=places.get(key),
            remedy="Take it out.",
        )


def _check_parts(context: Context, prose: str) -> None:
    """A surname or given name alone, of persons that the document itself refers to."""
    names = []
    shown_in_full: set[str] = set()
    for key in context.used("person"):
        person = context.record.person(key)
        if person is None:
            continue
        words = {
            w for s in (person.full_name, *person.other_names) for w in re.findall(r"\w{4,}", s)
        }
        if context.redactor.form_of(person.consent) is Form.FULL:
            shown_in_full |= words
        else:
            names.append((key, words))
    full = {hit.start: hit.end for hit in context.redactor.finder.find(prose)}
    parts = [Name(key, (word,)) for key, words in names for word in sorted(words - shown_in_full)]
    for hit in NameFinder(parts).find(prose):
        if any(start <= hit.start < end for start, end in full.items()):
            continue
        context.find(
            "name-part-in-plain-text",
            "part of a withheld name stands in the text",
            None,
            offset=hit.start,
            key=hit.key,
            found=prose[hit.start : hit.end],
            remedy=f'If it means the same person, wrap it: […]{{person="{hit.key}"}}.',
        )


def _check_site_places(context: Context, prose: str) -> None:
    """The settlement of a withheld site that the document speaks of, anywhere in the text."""
    names = []
    for key in context.used("site"):
        site = context.record.site(key)
        if site is None or site.place is None:
            continue
        if context.redactor.form_of(site.consent) in {Form.ROLE, Form.WITHHELD}:
            names.append(Name(key, (site.place.name, *site.place.other_names)))
    full = [(hit.start, hit.end) for hit in context.redactor.finder.find(prose)]
    for hit in NameFinder(names).find(prose):
        if any(start <= hit.start < end for start, end in full):
            continue
        context.find(
            "site-place-in-plain-text",
            f"the place of the site “{hit.key}”, which the level "
            f"“{context.redactor.level.value}” withholds, stands in the text",
            None,
            offset=hit.start,
            key=hit.key,
            found=prose[hit.start : hit.end],
            remedy="See that the text does not say where the site lies, or name the place by its key: "
            "[…]{place=… form=role}.",
        )


def check_symbols(context: Context) -> None:
    """Words of the text that begin like a document symbol and are none."""
    for offset, words in find_malformed(context.scan.prose):
        context.find(
            "symbol-unreadable",
            f"“{words}” is no symbol of a United Nations document",
            None,
            offset=offset,
            found=words,
            expected="a symbol such as CAT/C/XYZ/CO/5",
        )


def check_right_to_left(context: Context, runs: list[str]) -> None:
    """A warning at each run that had to be wrapped."""
    at = context.scan.prose.find("\n") if context.text.first_line > 1 else 0
    for run in runs:
        words = run.split()[0] if run.split() else run
        offset = context.scan.prose.find(words, max(at, 0))
        if offset < 0:
            continue  # words of a source, wrapped without anybody's fault
        at = offset + len(words)
        context.find(
            "rtl-unwrapped",
            "right-to-left text without language and direction",
            None,
            offset=offset,
            found=run[:40],
            expected=f"[{run[:40]}]{{lang=ar dir=rtl}}",
            remedy="Wrap it, with its own language.",
        )
