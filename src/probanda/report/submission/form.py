"""The form of a submission: the text itself, its language, length, file format and parts."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.law.cycle import Body, Known
from probanda.report.document import CheckedDocument
from probanda.report.nodes import attributes, nodes, plain_text
from probanda.report.submission.answers import Check

__all__ = ["check_format", "check_language", "check_length", "check_parts", "check_text"]

#: Words of a heading that announces recommendations, by language.
RECOMMENDATIONS = {
    "en": ("recommend",),
    "fr": ("recommand",),
    "es": ("recomend",),
    "ru": ("рекоменд",),
    "az": ("tövsiyə",),
    "hy": ("առաջարկ", "հանձնարարական"),
    "ar": ("توصي",),
}
SUMMARIES = {"summary", "executive summary", "résumé", "resumen", "резюме", "xülasə", "ամփոփում"}


def check_text(document: CheckedDocument) -> Iterator[Check]:
    """Whether the manuscript itself holds."""
    errors = len(document.errors)
    if errors:
        yield Check(
            "text",
            "error",
            f"The check of the manuscript found {errors} error{'' if errors == 1 else 's'}.",
            remedy="Mend what `probanda build` names.",
            code="submission-text",
        )
    else:
        yield Check("text", "ok", "Every key, figure and citation of the manuscript holds.")


def check_language(document: CheckedDocument, body: Body) -> Iterator[Check]:
    """Whether the body works in the language of the text."""
    complaint = body.articles.get(document.meta.article) == ("complaint",)
    known: Known = body.complaint_languages if complaint else body.languages
    language = document.meta.base_language
    if not known.value:
        yield Check(
            "language",
            "notice",
            f"The text is in “{language}”; which languages the body takes is not known.",
            code="submission-language-unknown",
        )
    elif language not in known.value:
        listed = ", ".join(known.value)
        yield Check(
            "language",
            "error" if known.sure == "read" else "warning",
            f"The text is in “{language}”; the body works in {listed}"
            + ("." if known.sure == "read" else " (from memory; verify)."),
            known.source,
            remedy="Send a translation.",
            code="submission-language",
        )
    else:
        doubt = "" if known.sure == "read" else " (from memory; verify)"
        yield Check(
            "language", "ok", f"“{language}” is a language of the body{doubt}.", known.source
        )


def check_length(document: CheckedDocument) -> Iterator[Check]:
    """Words against the limit of the body, where one is known."""
    words = document.words
    both = f"{words.body:,} words in the body, {words.with_notes:,} with notes"
    if words.limit is None:
        yield Check(
            "length",
            "notice",
            f"{both}; no limit is known for this body. See the session's information note.",
            code="submission-length-unknown",
        )
    elif words.over:
        yield Check(
            "length",
            "error",
            f"{both}: {words.over:,} over the limit of {words.limit.words:,}.",
            words.limit.source,
            remedy="Shorten it: secretariats send long documents back.",
            code="submission-length",
        )
    else:
        yield Check(
            "length", "ok", f"{both}; the limit is {words.limit.words:,}.", words.limit.source
        )


def check_format(body: Body) -> Iterator[Check]:
    """In which format the body takes submissions."""
    known = body.format
    if not known.value:
        yield Check(
            "format",
            "notice",
            "In which format the body takes submissions is not known; the package has DOCX and PDF.",
            code="submission-format-unknown",
        )
    else:
        yield Check("format", "ok", f"{known.how or ', '.join(known.value)}.", known.source)


def check_parts(document: CheckedDocument, body: Body | None) -> Iterator[Check]:
    """Whether the head and the headings have what a member looks for."""
    meta = document.meta
    have = {
        "title": bool(meta.title),
        "date": bool(meta.date),
        "organisation": bool(meta.organisations),
        "state-party": meta.state_party is not None,
        "submitted-to": bool(meta.submitted_to),
        "public": meta.public is not None,
    }
    needed = set(body.parts.value) if body is not None else set()
    missing = [name for name, there in have.items() if not there and name != "public"]
    for name in missing:
        yield Check(
            "parts",
            "error" if name in needed or name in {"title", "organisation"} else "warning",
            f"The head has no {name}.",
            body.parts.source if body is not None and name in needed else "",
            code="submission-part-missing",
        )
    summary, recommendations = _headings(document)
    if not summary:
        yield Check(
            "parts",
            "warning",
            "There is no summary.",
            remedy="Begin with “# Summary {.summary}”: members read it first.",
            code="submission-summary-missing",
        )
    if not recommendations:
        yield Check(
            "parts",
            "warning",
            "No heading announces recommendations.",
            remedy="Committees can take up only what is asked for in words.",
            code="submission-recommendations-missing",
        )
    if not missing and summary and recommendations:
        yield Check(
            "parts", "ok", "Title, date, organisations, State, addressee, summary, recommendations."
        )


def _headings(document: CheckedDocument) -> tuple[bool, bool]:
    stems = RECOMMENDATIONS.get(document.meta.base_language, RECOMMENDATIONS["en"])
    summary = recommendations = False
    for node in nodes(document.ast["blocks"]):
        if node["t"] != "Header":
            continue
        _, classes, _ = attributes(node)
        words = plain_text(node["c"][2]).strip().casefold()
        summary = summary or "summary" in classes or words in SUMMARIES
        recommendations = recommendations or any(stem in words for stem in stems)
    return summary, recommendations
