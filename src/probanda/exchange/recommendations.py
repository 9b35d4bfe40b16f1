"""Recommendations to and from other systems: Universal Human Rights Index, and IMPACT OSS (MIT), as CSV.

Reading takes no column for granted: headings are matched by the names seen in public files, by a mapping of the
user's before that, and what is not matched is named. Each row is kept verbatim. Nothing here writes the record.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from probanda.casebook.cycle import Recommendation
from probanda.dates import DateProblem, parse_date
from probanda.exchange.lists.reading import FileOptions, open_list
from probanda.law.symbols import parse_symbol
from probanda.problems import ProbandaError, Problem

__all__ = ["FORMATS", "Imported", "Row", "read_rows", "write_rows"]

FORMATS = ("uhri", "impact", "impact-actions")

#: Field → headings under which it is known, in lower case. The misspelt one is how the Index's own export has it.
HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "uhri": {
        "body": ("reccomending body", "recommending body", "body", "mechanism"),
        "text": ("text", "recommendation", "annotation"),
        "themes": ("themes", "theme"),
        "issued": ("document publication date", "publication date", "date"),
        "state": ("country", "countries", "concerned country", "state"),
        "symbol": ("document symbol", "symbol", "un symbol"),
        "paragraph": ("paragraph", "paragraph number", "para"),
        "persons": ("affected persons", "concerned persons"),
        "sdg": ("sdg", "sdgs"),
    },
    # IMPACT OSS puts hints after a space in its template's headings: the name ends at the first space.
    "impact": {
        "reference": ("reference",),
        "text": ("description",),
        "title": ("title",),
        "response": ("response",),
        "support": ("support_level",),
        "framework": ("framework_id",),
    },
}
NEEDED = {"uhri": ("text",), "impact": ("reference",)}
UHRI_OUT = (
    "Reccomending Body", "Country", "Document Symbol", "Paragraph", "Text", "Themes",
    "Document Publication Date",
)  # fmt: skip
IMPACT_OUT = (
    "framework_id", "reference", "title", "description", "response", "support_level",
    "action-reference",
)  # fmt: skip
ACTIONS_OUT = (
    "reference", "title", "description", "outcome", "indicator_summary", "target_date",
    "target_date_comment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One recommendation as another system has it; ``raw`` is the row as it stood (JSON)."""

    number: int
    body: str
    symbol: str
    paragraph: str
    state: str
    text: str
    issued: str = ""
    themes: str = ""
    reference: str = ""
    response: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """Rows that could be read, how many there were, which headings meant what, and what was wrong."""

    rows: tuple[Row, ...]
    total: int
    columns: Mapping[str, str]
    left_over: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_rows(
    path: Path,
    form: str,
    *,
    mapping: Mapping[str, str] | None = None,
    bodies: Mapping[str, str] | None = None,
) -> Imported:
    """Read a CSV file or workbook of recommendations.

    ``mapping``: heading → field, before our own guesses. ``bodies``: a body's name → its key. A row without
    a text (Index) or reference (IMPACT OSS) is refused; every row is accounted for.

    Raises:
        ProbandaError: the file cannot be read, or a needed column is not there.
    """
    known = HEADINGS[form]
    with open_list(path, FileOptions()) as sheet:
        fields: dict[int, str] = {}
        for index, heading in enumerate(sheet.header):
            field = _field(heading, form, known, mapping or {})
            if field and field not in fields.values():
                fields[index] = field
        missing = [field for field in NEEDED[form] if field not in fields.values()]
        if missing:
            raise ProbandaError(
                Problem(
                    "column-missing",
                    f"No column holds the {missing[0]} of a recommendation.",
                    file=str(path),
                    found=", ".join(sheet.header),
                    expected=" or ".join(known[missing[0]]),
                    remedy=f"Name it: --map 'HEADING={missing[0]}'.",
                )
            )
        rows: list[Row] = []
        problems: list[Problem] = []
        total = 0
        for number, cells in sheet.rows:
            total += 1
            values = dict.fromkeys(known, "")
            for index, field in fields.items():
                values[field] = cells[index].strip() if index < len(cells) else ""
            raw = json.dumps(dict(zip(sheet.header, cells, strict=False)), ensure_ascii=False)
            row = _row(number, form, values, raw, bodies or {}, problems, str(path))
            if row is not None:
                rows.append(row)
        left = tuple(h for index, h in enumerate(sheet.header) if index not in fields and h.strip())
        columns = {sheet.header[index]: field for index, field in fields.items()}
    return Imported(tuple(rows), total, columns, left, tuple(problems))


def _field(
    heading: str, form: str, known: Mapping[str, tuple[str, ...]], mapping: Mapping[str, str]
) -> str:
    plain = " ".join(heading.split())
    if plain in mapping:
        return mapping[plain]
    word = plain.casefold().split(" ", maxsplit=1)[0] if form == "impact" else plain.casefold()
    return next((field for field, names in known.items() if word in names), "")


def _row(
    number: int,
    form: str,
    values: Mapping[str, str],
    raw: str,
    bodies: Mapping[str, str],
    problems: list[Problem],
    file: str,
) -> Row | None:
    needed = NEEDED[form][0]
    if not values[needed]:
        problems.append(
            Problem(
                "row-empty",
                f"The row has no {needed}; it was refused.",
                file=file,
                row=number,
                column=needed,
            )
        )
        return None
    if form == "impact":
        symbol, paragraph = _from_reference(values["reference"])
        text = values["text"] or values["title"]
        if not text:
            problems.append(
                Problem(
                    "row-empty",
                    "The row has neither description nor title; it was refused.",
                    file=file,
                    row=number,
                    column="description",
                )
            )
            return None
        return Row(
            number, "", symbol, paragraph, "", text,
            reference=values["reference"], response=values["response"], raw=raw,
        )  # fmt: skip
    names = _listed(values["body"])
    body = next((bodies[name.casefold()] for name in names if name.casefold() in bodies), "")
    symbol = values["symbol"].split("\n")[0].removeprefix("- ").strip()
    if symbol and parse_symbol(symbol) is None:
        problems.append(
            Problem(
                "symbol-unreadable",
                "This is not the symbol of a United Nations document; the row was taken with it as it stands.",
                file=file,
                row=number,
                column="symbol",
                found=symbol,
                severity="warning",
            )
        )
    issued = _date(values["issued"], number, file, problems)
    return Row(
        number,
        body or (names[0] if names else ""),
        symbol,
        values["paragraph"],
        ", ".join(_listed(values["state"])),
        values["text"],
        issued,
        "; ".join(_listed(values["themes"])),
        raw=raw,
    )


def _listed(cell: str) -> list[str]:
    r"""A cell that may hold a list, each item after "- " on a line of its own.

    >>> _listed("- CAT\n- CCPR"), _listed("CAT")
    (['CAT', 'CCPR'], ['CAT'])
    """
    parts = re.split(r"(?:^|\n)\s*-\s+", cell.strip())
    return [" ".join(part.split()) for part in parts if part.strip()]


def _date(text: str, number: int, file: str, problems: list[Problem]) -> str:
    if not text:
        return ""
    try:
        return parse_date(text.split("T", maxsplit=1)[0]).edtf
    except DateProblem as error:
        problems.append(
            Problem(
                error.code,
                "The date cannot be read; the row was taken without it.",
                file=file,
                row=number,
                column="issued",
                found=text,
                severity="warning",
            )
        )
        return ""


_REFERENCE = re.compile(r"(?P<symbol>.+?)-para-(?P<paragraph>[0-9]+[a-z]?(?:-[a-z0-9]+)*)$")


def reference_of(one: Recommendation) -> str:
    """A reference that is unique over an instance of IMPACT OSS: symbol and paragraph, else our key.

    Two recommendations of one paragraph get their key behind it (see ``write_rows``).
    """
    if one.symbol and one.paragraph:
        return f"{one.symbol.replace('/', '-')}-para-{re.sub(r'[^0-9a-zA-Z]+', '-', one.paragraph).strip('-')}"
    return f"probanda-{one.key}"


def _from_reference(text: str) -> tuple[str, str]:
    found = _REFERENCE.match(text.strip())
    if found is None:
        return "", ""
    symbol = found["symbol"].replace("-", "/")
    return (symbol, found["paragraph"]) if parse_symbol(symbol) else ("", "")


def write_rows(
    listed: Sequence[Recommendation],
    form: str,
    *,
    bodies: Mapping[str, str] | None = None,
    framework: str = "",
) -> str:
    """Recommendations as CSV for another system (UTF-8, comma, RFC 4180).

    ``bodies``: key of a body → its name. ``framework``: the id of the framework in that instance of IMPACT
    OSS, which its import requires.

    Raises:
        ProbandaError: IMPACT OSS without a framework.
    """
    if form == "impact" and not framework.isdigit():
        raise ProbandaError(
            Problem(
                "framework-missing",
                "IMPACT OSS needs the number of a framework in its instance.",
                found=framework,
                expected="--framework NUMBER",
            ),
            usage=True,
        )
    references = _references(listed)
    if form == "uhri":
        head: Iterable[str] = UHRI_OUT
        rows = [_uhri(one, bodies or {}) for one in listed]
    elif form == "impact":
        head = IMPACT_OUT
        rows = [_impact(one, references[one.key], framework) for one in listed]
    else:
        head = ACTIONS_OUT
        rows = [row for one in listed for row in _actions(one, references[one.key])]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def _references(listed: Sequence[Recommendation]) -> dict[str, str]:
    found: dict[str, str] = {}
    taken: set[str] = set()
    for one in listed:
        reference = reference_of(one)
        if reference in taken:
            reference = f"{reference}-{one.key}"
        taken.add(reference)
        found[one.key] = reference
    return found


def _uhri(one: Recommendation, bodies: Mapping[str, str]) -> list[str]:
    return [
        f"- {bodies.get(one.issuer, one.issuer)}",
        f"- {one.state}" if one.state else "",
        one.symbol,
        one.paragraph,
        one.text,
        "\n".join(f"- {theme.strip()}" for theme in one.themes.split(";") if theme.strip()),
        one.issued,
    ]


def _impact(one: Recommendation, reference: str, framework: str) -> list[str]:
    replies = "\n\n".join(
        f"{reply.day} {reply.nature}, {reply.outcome}: {reply.text}".strip()
        for reply in one.replies
    )
    title = one.text if len(one.text) <= 80 else one.text[:79].rsplit(" ", 1)[0] + "…"
    actions = ", ".join(_action_references(one, reference))
    return [framework, reference, title, one.text, replies, "", actions]


def _action_references(one: Recommendation, reference: str) -> list[str]:
    return [f"{reference}-a{n}" for n in range(1, len(one.replies) + 1)]


def _actions(one: Recommendation, reference: str) -> list[list[str]]:
    due = one.due.isoformat() if one.due else ""
    return [
        [
            name,
            f"{reply.nature} {reply.day}".strip(),
            reply.text,
            reply.outcome,
            one.measure,
            due,
            f"on {one.cited}" if one.cited else "",
        ]
        for name, reply in zip(_action_references(one, reference), one.replies, strict=True)
    ]
