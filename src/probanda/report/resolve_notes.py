"""Citations in the tree, and the rule that a sentence's claims are cited where the sentence stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from probanda.consent import Consent, Form
from probanda.law.symbols import parse_symbol
from probanda.report.citations import Citation, read_locator
from probanda.report.context import Context
from probanda.report.tree import attributes, iter_elements, plain_text
from probanda.report.values import Claim, Source

if TYPE_CHECKING:
    from probanda.report.resolve import Resolver

__all__ = ["check_claims", "citations_of", "claim_keys", "source_for"]

Element = dict[str, Any]
#: Kinds that libraries keep, or whose rows the casebook itself holds: a missing copy is a warning.
_KEPT_ELSEWHERE = {
    "un-document",
    "resolution",
    "treaty",
    "book",
    "chapter",
    "article",
    "court",
    "interview",
    "register",
}
_SYMBOL_KINDS = {"un-document", "resolution"}


def source_for(context: Context, key: str) -> Source | None:
    """The source that a citation's key names: by its key, or by its document symbol."""
    source = context.record.source(key)
    if source is None and parse_symbol(key):
        for known in context.record.keys("source"):
            candidate = context.record.source(known)
            if candidate and candidate.symbol == key:
                return candidate
    return source


def citations_of(resolver: Resolver, element: Element) -> Iterator[tuple[Citation, bool]]:
    """Each source of one ``Cite``, checked, and whether its author is named in the running text."""
    context = resolver.context
    for citation in element["c"][0]:
        key = citation["citationId"]
        in_text = citation["citationMode"]["t"] == "AuthorInText"
        prefix = plain_text(resolver.inlines(citation["citationPrefix"]))
        suffix = plain_text(resolver.inlines(citation["citationSuffix"]))
        source = source_for(context, key)
        if source is None:
            words = _without_source(context, element, key)
            locator = read_locator(suffix, "un-document" if parse_symbol(key) else "")
            yield Citation(key, None, locator, prefix, words), in_text
            continue
        locator = read_locator(suffix, source.kind)
        _check_source(context, element, key, source)
        if source.kind in _SYMBOL_KINDS and source.symbol and locator.kind == "page":
            context.find(
                "symbol-cited-by-page",
                f"{source.symbol} is cited by page; documents with a symbol are cited by paragraph",
                element,
                kind="cite",
                key=key,
                found=suffix.strip(" ,"),
                expected="para. …",
            )
        context.use("source", source.key)
        yield Citation(source.key, source, locator, prefix), in_text


def _without_source(context: Context, element: Element, key: str) -> str:
    symbol = parse_symbol(key)
    if symbol is None:
        context.unresolved("cite", key, element, code="source-unknown")
        return context.language.mark("unresolved", key=key)
    context.find(
        "symbol-not-in-record",
        f"the record holds no source with the symbol {key}",
        element,
        kind="cite",
        key=key,
        remedy="Add the document to the record, with its archived copy.",
    )
    if symbol.resolution:
        return context.language.cite(symbol.resolution, no=symbol.printed)
    return key


def _check_source(context: Context, element: Element, key: str, source: Source) -> None:
    if source.consent is Consent.WITHDRAWN:
        context.find(
            "source-consent-withdrawn",
            f"consent to use the source “{source.key}” was withdrawn",
            element,
            kind="cite",
            key=key,
            remedy="Take out the citation and what rests on it.",
        )
    if source.key in context.keys.get("source", {}):
        return  # what follows is said once, at the first citation
    if source.archived is None:
        elsewhere = source.kind in _KEPT_ELSEWHERE
        context.find(
            "source-not-archived-published" if elsewhere else "source-not-archived",
            f"the source “{source.key}” has no archived copy",
            element,
            kind="cite",
            key=key,
            remedy="Archive it and give the file in the record (archived: …).",
        )
    if source.kind in _SYMBOL_KINDS and source.symbol and parse_symbol(source.symbol) is None:
        context.find(
            "symbol-unreadable",
            f"“{source.symbol}” is no symbol of a United Nations document",
            element,
            kind="cite",
            key=key,
            found=source.symbol,
            expected="a symbol such as CAT/C/XYZ/CO/5",
        )
    if source.kind == "interview":
        return  # cited by its number wherever the name may not stand
    masked = context.redactor.finder
    if any(
        masked.find(words) for words in (source.title, source.author, source.container, source.url)
    ):
        context.find(
            "name-in-source",
            f"the source “{source.key}” names somebody whom this level withholds; the name is masked",
            element,
            kind="cite",
            key=key,
        )


def claim_keys(value: str) -> list[str]:
    """The keys in a ``claim`` attribute, parted by spaces or commas."""
    return [key for key in re.split(r"[\s,;]+", value) if key]


def check_claims(context: Context, paragraph: list[Element]) -> None:
    """Hold every claim that a paragraph's sentences rest on against what the paragraph cites."""
    elements = list(iter_elements(paragraph))
    cited: set[str] = set()
    for element in elements:
        if element["t"] == "Cite":
            for citation in element["c"][0]:
                source = source_for(context, citation["citationId"])
                cited.add(source.key if source else citation["citationId"])
    for element in elements:
        if element["t"] != "Span":
            continue
        _, _, pairs = attributes(element)
        for key in claim_keys(pairs.get("claim", "")):
            claim = context.record.claim(key)
            if claim is None:
                _unknown_claim(context, element, pairs["claim"], key)
                continue
            context.use("claim", key)
            _check_claim(context, element, pairs["claim"], claim, cited)


def _unknown_claim(context: Context, element: Element, whole: str, key: str) -> None:
    near = context.nearest("claim", key)
    context.find(
        "key-unresolved",
        f"there is no claim “{key}” in the record",
        element,
        kind="claim",
        key=whole,
        found=key,
        expected=near,
        remedy=f"Did you mean “{near}”?" if near else "",
    )


def _check_claim(
    context: Context, element: Element, whole: str, claim: Claim, cited: set[str]
) -> None:
    def find(code: str, message: str, **more: Any) -> None:
        context.find(code, message, element, kind="claim", key=whole, **more)

    if claim.source not in cited:
        find(
            "claim-uncited",
            f"the sentence rests on “{claim.key}”, but its source “{claim.source}” is not cited here",
            found=", ".join(sorted(cited)),
            expected=claim.source,
            remedy=f"Cite it in this paragraph: [@{claim.source}{_where(claim)}].",
        )
    if claim.status == "contested":
        find(
            "claim-contested", f"the claim “{claim.key}” is contested", remedy="Say so in the text."
        )
    if claim.status == "retracted":
        find(
            "claim-retracted",
            f"the claim “{claim.key}” was retracted",
            remedy="Take the sentence out, or say that it was retracted.",
        )
    form = context.redactor.form_of(claim.consent)
    if form is Form.WITHHELD:
        find(
            "claim-consent-withdrawn",
            f"consent to the claim “{claim.key}” was withdrawn",
            remedy="Take the sentence out.",
        )
    elif form is Form.ROLE:
        anonymous = dict(attributes(element)[2]).get("anonymous") == "true"
        find(
            "claim-consent-narrow" if anonymous else "claim-withheld",
            f"the claim “{claim.key}” has the consent “{claim.consent.value}”, "
            f"and this document is at the level “{context.redactor.level.value}”",
            remedy=(
                "See that the wording lets nobody be recognised."
                if anonymous
                else "The statement is withheld here; if its words let nobody be recognised, "
                "add anonymous=true."
            ),
        )


def _where(claim: Claim) -> str:
    return f", {claim.locator}" if claim.locator else ""
