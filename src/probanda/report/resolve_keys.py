"""What a bracketed span with a key turns into: a figure's number, a person's form, a site, a reference."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from probanda.consent import Form
from probanda.report.document import UsedFigure
from probanda.report.numbers import agrees, format_number, number_word, read_numbers
from probanda.report.redaction import Shown
from probanda.report.resolve_notes import claim_keys
from probanda.report.scanner import SPAN_KINDS
from probanda.report.spellings import Name, NameFinder
from probanda.report.tree import plain_text, span, text_inlines
from probanda.report.values import Figure

if TYPE_CHECKING:
    from probanda.report.context import Context
    from probanda.report.resolve import Resolver

__all__ = ["KEEP", "resolve_span"]

Element = dict[str, Any]
#: Marks words that stand by an explicit key: masking leaves a public namesake alone. Never leaves the check.
KEEP = "probanda-keep"
_ATTRIBUTES = {*SPAN_KINDS, "form", "as", "anonymous", "lang", "dir"}
_SENTENCE_END = (".", "!", "?", "։", "…", "?”", ".”", "!”")


def resolve_span(resolver: Resolver, element: Element, before: list[Element]) -> list[Element]:
    """The inlines that stand for a span; ``before`` is what stands before it in the same run."""
    context = resolver.context
    identifier, classes, pairs = element["c"][0]
    named = dict(reversed(pairs))
    for name, value in pairs:
        if name not in _ATTRIBUTES and not name.startswith("data-"):
            context.unknown_attribute(element, name, value)
    content: list[Element] = element["c"][1]
    if "figure" in named:
        made = _figure(resolver, element, named)
    elif "person" in named or "site" in named or "place" in named:
        made = _masked(resolver, element, named, before)
    elif "ref" in named:
        context.references.append((named["ref"], element))
        return [span(resolver.inlines(content), classes=("probanda-ref",), ref=named["ref"])]
    else:
        made = _statement(resolver, named) or resolver.inlines(content)
    kept = {key: named[key] for key in ("lang", "dir") if key in named}
    if identifier:
        context.define(identifier, element)
    keep_classes = tuple(name for name in classes if name in {"smallcaps", "underline", "nocase"})
    if kept or identifier or keep_classes:
        return [span(made, identifier=identifier, classes=keep_classes, **kept)]
    return made


def _statement(resolver: Resolver, named: dict[str, str]) -> list[Element]:
    """The mark in place of a statement whose claims this level may not show; empty when it may.

    ``anonymous=true`` is the author's word that nobody can be recognised by these words: then they stay,
    and a warning says so. A withdrawn consent leaves no such choice.
    """
    if "claim" not in named:
        return []
    record, redactor = resolver.context.record, resolver.context.redactor
    claims = [claim for key in claim_keys(named["claim"]) if (claim := record.claim(key))]
    if named.get("anonymous") == "true":
        claims = [each for each in claims if redactor.form_of(each.consent) is Form.WITHHELD]
    return text_inlines(redactor.statement(claims))


def _figure(resolver: Resolver, element: Element, named: dict[str, str]) -> list[Element]:
    context, key = resolver.context, named["figure"]
    words: list[Element] = element["c"][1]
    written = plain_text(words)
    figure = context.record.figure(key)
    if figure is None:
        context.unresolved("figure", key, element)
        return resolver.inlines(words) or text_inlines(context.language.mark("unresolved", key=key))
    place = context.place_of(element, "figure", key)
    if figure.value is None:
        context.find(
            "figure-without-value",
            f"the figure “{key}” could not be computed: {figure.problem or 'no value'}",
            element,
            kind="figure",
            key=key,
        )
        return resolver.inlines(words) or text_inlines(context.language.mark("figure", key=key))
    if written:
        _check_figure(resolver, element, figure, figure.value, written)
        made = resolver.inlines(words)
    else:
        written = _figure_words(figure, figure.value, context.language.code, named.get("as", ""))
        made = text_inlines(written)
        if named.get("as", "words") != "words":
            _wrong_value(resolver, element, "as", named["as"], "words")
    line, char = (place.line, place.char) if place else (None, None)
    context.figures.append(UsedFigure(key, written, line, char))
    return made


def _figure_words(figure: Figure, value: Decimal, language: str, asked: str) -> str:
    if asked == "words" and value == value.to_integral_value():
        word = number_word(int(value), language)
        if word:
            return word
    return format_number(value, language, figure.decimals)


def _check_figure(
    resolver: Resolver, element: Element, figure: Figure, value: Decimal, written: str
) -> None:
    context = resolver.context
    numbers = read_numbers(written, context.language.code)
    now = format_number(value, context.language.code, figure.decimals)
    if not numbers:
        context.find(
            "figure-unreadable",
            f"no number can be read in “{written}”; the record says {now}",
            element,
            kind="figure",
            key=figure.key,
            found=written,
            expected=now,
            remedy="Put the number inside the brackets, and the words around it outside.",
        )
    elif not any(agrees(number, value, figure.decimals) for number in numbers):
        context.find(
            "figure-disagrees",
            f"the text says {numbers[0].text}; the record now says {now}",
            element,
            kind="figure",
            key=figure.key,
            found=numbers[0].text,
            expected=now,
            remedy=f"Write {now}, or leave the brackets empty to have it filled in.",
        )


def _masked(
    resolver: Resolver, element: Element, named: dict[str, str], before: list[Element]
) -> list[Element]:
    context = resolver.context
    kind = next(name for name in ("person", "site", "place") if name in named)
    key, words = named[kind], element["c"][1]
    asked = _form(resolver, element, named)
    redactor = context.redactor
    show = {"person": redactor.person, "site": redactor.site, "place": redactor.place}[kind]
    shown: Shown | None = show(key, asked, plain_text(words))
    if shown is None:
        context.unresolved(kind, key, element)
        # The words may be the very name that a right key would have withheld.
        return text_inlines(redactor.language.mark("name" if kind == "person" else "location"))
    context.use(kind, key)
    if shown.form is Form.FULL:
        full = resolver.inlines(words) or text_inlines(_started(shown, before).text)
        if kind == "person":
            _note_name(context, key, plain_text(words))
        return [span(full, classes=(KEEP,))] if kind == "person" else full
    return text_inlines(_started(shown, before).text)


def _note_name(context: Context, key: str, words: str) -> None:
    """Remember how the text spells a name, when the words are the name and not "the second witness"."""
    person = context.record.person(key)
    if person and NameFinder([Name(key, (person.full_name, *person.other_names))]).find(words):
        context.names.setdefault(key, words)


def _started(shown: Shown, before: list[Element]) -> Shown:
    """With a capital letter where a sentence begins."""
    text = plain_text(before).rstrip()
    return shown.at_sentence_start() if not text or text.endswith(_SENTENCE_END) else shown


def _form(resolver: Resolver, element: Element, named: dict[str, str]) -> Form | None:
    asked = named.get("form")
    if asked is None:
        return None
    try:
        return Form(asked)
    except ValueError:
        _wrong_value(resolver, element, "form", asked, ", ".join(form.value for form in Form))
        return Form.WITHHELD


def _wrong_value(
    resolver: Resolver, element: Element, name: str, found: str, expected: str
) -> None:
    resolver.context.find(
        "attribute-value-unknown",
        f"“{name}={found}” is not a value that “{name}” takes",
        element,
        key=name,
        found=found,
        expected=expected,
    )
