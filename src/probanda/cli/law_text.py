"""`probanda law quote` and `law symbol`: what a text quotes and cites, held against the law."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probanda.cli.common import JsonOption, emit_json, guarded, out, print_problems, say
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.law.alignment import Difference

__all__ = ["register"]

_LONGEST_TEXT = 20_000_000
_PARAGRAPH = re.compile(
    r"\s*\d{1,4}(?:\s?\(\w{1,4}\))*(?:\s*[-–]\s*\d{1,4})?\s*(?:,\s*\d{1,4}(?:\s*[-–]\s*\d{1,4})?\s*)*"
)
_PARAGRAPHS_AFTER = re.compile(
    r"\s*,?\s*(?:paragraphs?|paras?\.?)\s+(?P<list>[\d\s,()a-z–-]+?)\s*\.?\s*$"
)

#: Within a longer text: "…, paras. 12 (a) and 14–16", up to the first thing that is no paragraph.
_ONE = r"\d{1,4}(?:\s?\([a-z]{1,4}\))*(?:\s?[-–]\s?\d{1,4})?"
_PARAGRAPHS_IN_TEXT = re.compile(
    rf"\s*,?\s*(?:paragraphs?|paras?\.?)\s+(?P<list>{_ONE}(?:(?:,\s*|\s+and\s+){_ONE}(?![\w/]))*)"
)


def _split(listed: str) -> list[str]:
    return re.split(r",\s*|\s+and\s+", listed)


def register(app: typer.Typer) -> None:
    """Add the commands to the group ``law``."""
    app.command("quote")(guarded(quote))
    app.command("symbol")(guarded(symbol))


def quote(
    file: Annotated[
        str, typer.Argument(help="A text file, or - for standard input.", metavar="FILE|-")
    ],
    body: Annotated[
        str,
        typer.Option(
            "--default", help="The instrument that a bare “article 2” means.", metavar="NAME"
        ),
    ] = "",
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts",
            help="Your copies of the treaties: the official words are then shown beside the altered.",
            metavar="FOLDER",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find every quotation of a treaty in a text: its provision, verbatim or altered, the differing words."""
    from probanda.law.citing import find_citations
    from probanda.law.loading import shipped_law
    from probanda.law.quotation import find_quotations

    text = _text_of(file)
    default = shipped_law().instrument(body).short if body else ""
    quotations = find_quotations(text, default)
    citations = find_citations(text, default)
    official = _official_words(texts)
    name = "standard input" if file == "-" else file
    problems = [
        Problem(
            code=each.code,
            message=each.message,
            file=name,
            line=_line(text, citation.start),
            found=citation.text,
            expected=each.expected,
            remedy=each.remedy,
        )
        for citation in citations
        for each in citation.problems
    ]
    wrong = [
        each
        for each in quotations
        if each.status in {"altered", "not-found"} or each.attribution == "differs"
    ]
    if as_json:
        emit_json(
            {
                "ok": not wrong and not problems,
                "quotations": [
                    each.as_dict()
                    | {"line": _line(text, each.start)}
                    | ({"official": [official(gap) for gap in each.differences]} if texts else {})
                    for each in quotations
                ],
                "citations": [
                    each.as_dict() | {"line": _line(text, each.start)} for each in citations
                ],
                "problems": [each.as_dict() for each in problems],
            }
        )
    else:
        for each in quotations:
            where = each.provisions[0] if each.provisions else ", ".join(each.cited)
            mark = "" if each.marked else ", without quotation marks"
            out.print(
                f"line {_line(text, each.start)}: {where}: {_said(each.status)}{mark}",
                markup=False,
                soft_wrap=True,
            )
            if each.attribution == "differs":
                out.print(f"  the text gives {', '.join(each.cited)}", markup=False, soft_wrap=True)
            for gap in each.differences:
                words = f"“{gap.words}”" if gap.words else f"{gap.official} words"
                said = official(gap)
                beside = f"; the treaty has “{said}”" if said else ""
                out.print(
                    f"  word {gap.position}: {gap.kind} {words}{beside}",
                    markup=False,
                    soft_wrap=True,
                )
        if not quotations:
            say("No quotation of a treaty was found.")
        print_problems(problems)
    if wrong or problems:
        raise typer.Exit(1)


def _official_words(folder: Path | None) -> Callable[[Difference], str]:
    """The official words where a difference stands, from the user's copies; "" without them."""
    if folder is None:
        return lambda _: ""
    from probanda.law.copies import read_copies
    from probanda.law.loading import shipped_law

    copies = read_copies(folder, shipped_law())

    def official(gap: Difference) -> str:
        article = copies.get(gap.article)
        if article is None:
            return ""
        return " ".join(article.words[gap.official_at : gap.official_at + gap.official])

    return official


def _said(status: str) -> str:
    return {
        "verbatim": "word for word",
        "altered": "altered",
        "not-found": "these words do not stand in the provision that the text gives",
        "unchecked": "not checked: no fingerprint of this provision or in this language",
    }[status]


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _text_of(file: str) -> str:
    path = Path(file)
    if file == "-":
        raw = sys.stdin.buffer.read(_LONGEST_TEXT + 1)
    else:
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise ProbandaError(
                Problem("file-unreadable", f"{error.strerror}.", file=file), usage=True
            ) from error
    if len(raw) > _LONGEST_TEXT:
        raise ProbandaError(
            Problem(
                "text-too-long", "The text is longer than 20 MB.", file=file, remedy="Split it."
            )
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProbandaError(
            Problem(
                "encoding-unreadable",
                "The text is not UTF-8.",
                file=file,
                found=f"byte 0x{raw[error.start]:02X} at offset {error.start}",
                remedy="Save it as UTF-8; of a PDF or DOCX take its text first.",
            ),
            usage=True,
        ) from error


def symbol(
    text: Annotated[str, typer.Argument(help="A symbol such as CAT/C/XYZ/CO/5.", metavar="SYMBOL")],
    paragraph: Annotated[
        list[str] | None,
        typer.Option("--para", "-p", help="A paragraph or a range to cite; repeat for several."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a United Nations document symbol, say what it is, and cite it with paragraphs."""
    from probanda.law.symbols import find_symbols, read_symbol

    paragraphs = list(paragraph or ())
    there = list(find_symbols(text))
    inside = _PARAGRAPHS_AFTER.match(text, there[0][1]) if len(there) == 1 else None
    if inside is not None and there[0][2] is not None and not text[: there[0][0]].strip():
        text = text[: there[0][1]]
        paragraphs = paragraphs or _split(inside["list"])
    elif len(there) > 1 or (there and text.strip() != text[there[0][0] : there[0][1]]):
        _symbols_in(text, as_json)
        return
    found = read_symbol(text)
    for each in paragraphs:
        if not _PARAGRAPH.fullmatch(each):
            raise ProbandaError(
                Problem(
                    "paragraph-unreadable",
                    "A paragraph is a number, a range or a list of these.",
                    found=each[:60],
                    expected="such as 12, 14-16 or 31(a)",
                ),
                usage=True,
            )
    cited = found.cite(paragraphs)
    if as_json:
        emit_json(found.as_dict() | {"paragraphs": paragraphs, "citation": cited})
        return
    state = f" · {found.state_name or found.state}" if found.state else ""
    out.print(
        f"{found.text}: {found.meaning or 'a United Nations document'}{state}",
        markup=False,
        soft_wrap=True,
    )
    out.print(cited, markup=False, soft_wrap=True)


def _symbols_in(text: str, as_json: bool) -> None:
    """Check every symbol of a longer text."""
    from probanda.law.symbols import find_symbols, read_symbol

    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    for start, end, found in find_symbols(text):
        if found is not None:
            inside = _PARAGRAPHS_IN_TEXT.match(text, end)
            listed = _split(inside["list"]) if inside else []
            rows.append(
                found.as_dict()
                | {"paragraphs": listed, "start": start, "citation": found.cite(listed)}
            )
            continue
        try:
            read_symbol(text[start:end])
        except ProbandaError as error:
            problems += error.problems
        rows.append({"symbol": text[start:end], "valid": False, "start": start})
    if as_json:
        emit_json(
            {"ok": not problems, "symbols": rows, "problems": [each.as_dict() for each in problems]}
        )
    else:
        for row in rows:
            out.print(
                f"{row['symbol']}: {row.get('meaning') or 'no symbol'}",
                markup=False,
                soft_wrap=True,
            )
        print_problems(problems)
    if problems:
        raise typer.Exit(1)
