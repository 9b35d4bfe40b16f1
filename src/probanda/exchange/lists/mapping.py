"""The mapping: which column of a list means what, whose list it is, and how its values are to be read.

A value, checked; reading it from YAML is the business of ``mapping_file``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from probanda.consent import Consent
from probanda.exchange.lists.cells import fold
from probanda.exchange.lists.options import FileOptions
from probanda.problems import ProbandaError, Problem

__all__ = ["ATTRIBUTES", "FIELDS", "Mapping", "mapping_from", "unknown_key"]

#: Columns that become attribute claims of their own, under the same name.
ATTRIBUTES = ("sex", "category", "rank", "unit", "nationality", "occupation", "age_at_event")
#: Everything a column may mean.
FIELDS = (
    "id", "name", "surname", "given", "patronymic", "birth_date", "birth_place", *ATTRIBUTES,
    "event_date", "event_place", "status", "status_date", "status_place", "holder", "note",
)  # fmt: skip
STATES = ("missing", "captured", "visited", "released", "dead", "identified")
#: Read as "nothing is stated" unless the mapping lists its own.
MISSING = ("", "-", "–", "—", "?")
_TOP = (
    "register", "file", "columns", "script", "name_order", "values", "constants", "missing",
    "defaults", "event_status", "on_bad_value", "date_order", "two_digit_years", "header",
)  # fmt: skip
_FILE = ("encoding", "delimiter", "sheet", "header_rows", "title_rows")
_PARTS = {"surname", "given", "patronymic"}
_KEY = re.compile(r"[\w.-]{1,60}")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, checked. ``claimant`` and ``source`` are keys of the record, or objects to create.

    Attributes:
        columns: field (see :data:`FIELDS`) → name of its column.
        values: field → folded word of the list → what it means.
        constants: field → value for rows (or whole lists) that state none.
        missing: folded texts that mean "nothing is stated".
        event_status: what a person is said to be from the event on; "" to go by the column's name.
        day_first: how 12/11/2020 reads.
        two_digit_pivot: last year that a two-digit year may mean; None refuses such years.
        keep_bad_rows: keep a row whose value cannot be used, without that value.
        raw: the mapping as it was written, kept with each version of the list.
    """

    register: str
    title: str
    claimant: str | dict[str, Any]
    source: str | dict[str, Any]
    columns: dict[str, str]
    file: FileOptions = field(default_factory=FileOptions)
    script: str = ""
    name_order: str = "any"
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset(MISSING)
    consent: str = Consent.UNKNOWN.value
    reliability: str = "F"
    credibility: int = 6
    event_status: str = ""
    day_first: bool = True
    two_digit_pivot: int | None = None
    keep_bad_rows: bool = False
    raw: dict[str, Any] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()


def unknown_key(file: str, where: str, key: str, known: Iterable[str]) -> Problem:
    """A key that means nothing here, with the nearest one that does."""
    near = difflib.get_close_matches(key, list(known), 1)
    return Problem(
        "mapping-key-unknown",
        f"The mapping has a key {f'under `{where}` ' if where else ''}that means nothing here.",
        file=file,
        column=f"{where}.{key}" if where else key,
        found=key,
        expected=f"{near[0]}?" if near else ", ".join(known),
    )


class _Check:
    """Reads the parts of a mapping and collects what is wrong with them."""

    def __init__(self, data: dict[str, Any], file: str) -> None:
        self.data, self.file = data, file
        self.problems: list[Problem] = []

    def wrong(self, column: str, message: str, found: Any = "", expected: str = "") -> None:
        self.problems.append(
            Problem(
                "mapping-wrong",
                message,
                self.file,
                column=column,
                found=str(found)[:200],
                expected=expected,
            )
        )

    def keys(self, where: str, given: Iterable[Any], known: Iterable[str]) -> None:
        self.problems += [
            unknown_key(self.file, where, str(key), known) for key in given if str(key) not in known
        ]

    def table(self, name: str) -> dict[str, Any]:
        value = self.data.get(name) or {}
        if isinstance(value, dict):
            return {str(key): each for key, each in value.items()}
        self.wrong(name, f"`{name}` must be an object of names and values.", value)
        return {}

    def texts(self, name: str) -> dict[str, str]:
        out = {}
        for key, value in self.table(name).items():
            if isinstance(value, dict | list):
                self.wrong(f"{name}.{key}", "One text is expected here.", value)
            elif _text(value):
                out[key] = _text(value)
        return out

    def choice(self, name: str, value: str, known: Iterable[str], message: str) -> str:
        if value not in set(known):
            self.wrong(name, message, value, ", ".join(known))
        return value

    def number(self, name: str, value: Any, low: int, high: int) -> int:
        text = _text(value)
        if text.isascii() and text.isdigit() and low <= int(text) <= high:
            return int(text)
        self.wrong(name, "A number is expected here.", value, f"{low} to {high}")
        return low


def mapping_from(data: Any, file: str, *, name: str = "list", title: str = "") -> Mapping:
    """A checked mapping from its YAML value; ``file`` only names it in problems.

    ``name`` and ``title`` stand in for what the mapping does not say of the register.

    Raises:
        ProbandaError: with everything that is wrong, each with its key.
    """
    if not isinstance(data, dict):
        raise ProbandaError(
            Problem(
                "mapping-wrong",
                "A mapping is a YAML object with `register` and `columns`.",
                file,
                remedy="See docs/reference/lists.md, or import without --mapping for a suggestion.",
            ),
            usage=True,
        )
    check = _Check(data, file)
    check.keys("", data, _TOP)
    register = check.table("register")
    check.keys("register", register, ("key", "title", "claimant", "source"))
    columns = check.texts("columns")
    check.keys("columns", columns, FIELDS)
    if not {"name", "surname", "given", "id"} & set(columns):
        check.wrong(
            "columns", "No column says who a row is about.", expected="name, surname, given or id"
        )
    constants = check.texts("constants")
    check.keys("constants", constants, FIELDS)
    key, claimant, source, remarks = _register(check, register, name, title)
    options = _options(check)
    defaults = check.table("defaults")
    check.keys("defaults", defaults, ("consent", "reliability", "credibility"))
    order = " ".join(_text(data.get("name_order") or "any").split())
    if order != "any" and (set(order.split()) - _PARTS or len(set(order.split())) < 2):
        check.wrong(
            "name_order", "This order of names is not known.", order, "any | surname given patronymic"
        )  # fmt: skip
    missing = data.get("missing")
    if missing is None:
        missing = MISSING
    elif isinstance(missing, str | int | float | bool):
        missing = [missing]
    pivot = data.get("two_digit_years")
    mapping = Mapping(
        register=key,
        title=_text(register.get("title")) or title or key,
        claimant=claimant,
        source=source,
        columns=columns,
        file=options,
        script=_text(data.get("script")).split(" ")[0][:20],
        name_order=order,
        values=_values(check),
        constants=constants,
        missing=frozenset(fold(_text(each)) for each in missing) | {""},
        consent=check.choice(
            "defaults.consent", _text(defaults.get("consent")) or Consent.UNKNOWN.value,
            tuple(tier.value for tier in Consent), "There is no such tier.",
        ),
        reliability=check.choice(
            "defaults.reliability", _text(defaults.get("reliability")) or "F", tuple("ABCDEF"),
            "Reliability is a letter of the Admiralty code.",
        ),
        credibility=check.number("defaults.credibility", defaults.get("credibility") or 6, 1, 6),
        event_status=check.choice(
            "event_status", _text(data.get("event_status")), ("", *STATES),
            "What a person is said to be from the event on.",
        ),
        day_first=check.choice(
            "date_order", _text(data.get("date_order")) or "day-first", ("day-first", "month-first"),
            "How 12/11/2020 reads.",
        )
        == "day-first",
        two_digit_pivot=check.number("two_digit_years", pivot, 1900, 2100) if pivot else None,
        keep_bad_rows=check.choice(
            "on_bad_value", _text(data.get("on_bad_value")) or "refuse-row",
            ("refuse-row", "keep-row"), "What to do with a row that has a bad value.",
        )
        == "keep-row",
        raw=data,
        remarks=remarks,
    )  # fmt: skip
    if check.problems:
        raise ProbandaError(*check.problems, usage=True)
    return mapping


def _register(
    check: _Check, register: dict[str, Any], name: str, title: str
) -> tuple[str, str | dict[str, Any], str | dict[str, Any], tuple[Problem, ...]]:
    """Key, claimant and source of the list; a keeper and a source are made up where none is named."""
    key = _text(register.get("key")) or name
    if not _KEY.fullmatch(key):
        check.wrong(
            "register.key", "The register needs a short key of one word.", key,
            "letters, digits, - _ . (it begins every key of its persons)",
        )  # fmt: skip
    label = _text(register.get("title")) or title or key
    remarks = []
    parts: list[str | dict[str, Any]] = []
    for part, stand_in in (
        ("claimant", {"key": f"{key}-keeper", "name": f"Keeper of the list “{label}” (not named)"}),
        ("source", {"key": f"{key}-list", "kind": "register", "title": label}),
    ):
        given = register.get(part)
        if isinstance(given, dict):
            parts.append({str(name): value for name, value in given.items()})
        elif _text(given):
            parts.append(_text(given))
        else:
            parts.append(stand_in)
            remarks.append(
                Problem(
                    f"{part}-not-named",
                    f"The mapping does not name the list's {part}; “{stand_in['key']}” stands for it.",
                    check.file,
                    column=f"register.{part}",
                    remedy=f"Name it: `register: {{{part}: KEY}}`, or describe it there.",
                    severity="warning",
                )
            )
    return key, parts[0], parts[1], tuple(remarks)


def _options(check: _Check) -> FileOptions:
    options = check.table("file")
    check.keys("file", options, _FILE)
    rows = options.get("header_rows")
    titles = options.get("title_rows")
    auto = titles is None or _text(titles).casefold() in {"", "auto"}
    delimiter = options.get("delimiter")
    return FileOptions(
        encoding=_text(options.get("encoding")) or "auto",
        delimiter=delimiter if delimiter in {"\t", " "} else _text(delimiter) or "auto",
        sheet=_text(options.get("sheet")),
        header_rows=1 if rows is None else check.number("file.header_rows", rows, 1, 10),
        title_rows=None if auto else check.number("file.title_rows", titles, 0, 50),
    )


def _values(check: _Check) -> dict[str, dict[str, str]]:
    from probanda.exchange.lists.vocabulary import NORMALISED

    table = check.table("values")
    check.keys("values", table, FIELDS)
    out: dict[str, dict[str, str]] = {}
    for name, given in table.items():
        if not isinstance(given, dict):
            check.wrong(
                f"values.{name}", "Values are an object: what the list writes, what it means.", given
            )  # fmt: skip
            continue
        out[name] = {fold(_text(word)): _text(value) for word, value in given.items()}
        for word, value in out[name].items():
            if name in NORMALISED and value not in NORMALISED[name]:
                check.wrong(
                    f"values.{name}.{word}", f"`{name}` has a closed set of values.", value,
                    ", ".join(NORMALISED[name]),
                )  # fmt: skip
    return out


def _text(value: Any) -> str:
    """A YAML scalar as the text of a header or a cell."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value).strip()
