"""The mapping: which column of a list means what, whose list it is, and how its values are to be read."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from probanda.consent import Consent
from probanda.exchange.lists.reading import FileOptions
from probanda.problems import ProbandaError, Problem

__all__ = ["ATTRIBUTES", "FIELDS", "Mapping", "load_mapping", "mapping_from"]

#: Columns that become attribute claims of their own, by the attribute's name.
ATTRIBUTES = {
    "sex": "sex",
    "category": "category",
    "rank": "rank",
    "unit": "unit",
    "nationality": "nationality",
    "occupation": "occupation",
    "age_at_event": "age-at-event",
}
#: Everything a column may mean.
FIELDS = (
    "id", "name", "surname", "given", "patronymic", "birth_date", "birth_place", *ATTRIBUTES,
    "event_date", "event_place", "status", "status_date", "status_place", "holder", "note",
)  # fmt: skip
_TOP = {
    "register", "file", "columns", "script", "name_order", "values", "constants", "missing",
    "defaults", "event_status", "on_bad_value", "date_order", "lists", "gazetteer",
    "one_list_names_a_person_once",
}  # fmt: skip
_ORDERS = {"any", "surname given", "surname given patronymic", "given surname",
           "given patronymic surname"}  # fmt: skip


class _Loader(yaml.SafeLoader):
    """YAML in which only ``true`` and ``false`` are truth values: ``No`` heads many a list's first column."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, checked. ``claimant`` and ``source`` are keys of the record, or objects to create."""

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
    missing: frozenset[str] = frozenset({""})
    consent: str = Consent.UNKNOWN.value
    reliability: str = "F"
    credibility: int = 6
    event_status: str = "missing"
    keep_bad_rows: bool = False
    raw: dict[str, Any] = field(default_factory=dict)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The header names that the list must have."""
        return tuple(dict.fromkeys(self.columns.values()))


def load_mapping(path: Path, *, list_name: str = "", list_file: Path | None = None) -> Mapping:
    """Read a mapping file; of a file with several lists, the one named or the one for ``list_file``.

    Raises:
        ProbandaError: unreadable YAML (with its line), an unknown key (with the nearest), a missing one.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Loader)
    except FileNotFoundError:
        raise ProbandaError(
            Problem("file-not-found", "There is no such mapping file.", file=str(path)), usage=True
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ProbandaError(
            Problem(
                "mapping-unreadable",
                f"The mapping is not readable YAML: {getattr(error, 'problem', None) or error}.",
                file=str(path),
                line=mark.line + 1 if mark else None,
                char=mark.column + 1 if mark else None,
            ),
            usage=True,
        ) from error
    if isinstance(data, dict) and isinstance(data.get("lists"), dict):
        data = _one_of_several(data, path, list_name, list_file)
    return mapping_from(data, str(path))


def _one_of_several(
    data: dict[str, Any], path: Path, list_name: str, list_file: Path | None
) -> dict[str, Any]:
    """One list of the form ``lists: {A: {file, script, id, name, …}}`` as a mapping of its own."""
    lists: dict[str, Any] = data["lists"]
    names = [list_name] if list_name else [
        name
        for name, each in lists.items()
        if list_file is not None
        and isinstance(each, dict)
        and Path(str(each.get("file", ""))).name == list_file.name
    ]  # fmt: skip
    if len(names) != 1 or names[0] not in lists or not isinstance(lists[names[0]], dict):
        raise ProbandaError(
            Problem(
                "mapping-which-list",
                "The mapping holds several lists; say which one this file is.",
                file=str(path),
                found=list_name or str(list_file or ""),
                expected=", ".join(map(str, lists)),
                remedy="Give --list NAME.",
            ),
            usage=True,
        )
    name = names[0]
    each = dict(lists[name])
    each.pop("file", None)
    out: dict[str, Any] = {"register": each.pop("register", {"key": str(name)})}
    for key in ("script", "name_order", "values", "constants", "defaults", "event_status"):
        if key in each:
            out[key] = each.pop(key)
    if "missing" in data:
        out["missing"] = data["missing"]
    out["columns"] = {key: value for key, value in each.items() if key in FIELDS}
    for key in each:
        if key not in FIELDS:
            raise ProbandaError(_unknown(str(path), f"lists.{name}", str(key), FIELDS), usage=True)
    return out


def _unknown(file: str, where: str, key: str, known: Any) -> Problem:
    near = difflib.get_close_matches(key, [str(each) for each in known], 1)
    return Problem(
        "mapping-key-unknown",
        f"The mapping has a key under `{where}` that means nothing here.",
        file=file,
        column=f"{where}.{key}",
        found=key,
        expected=f"{near[0]}?" if near else ", ".join(sorted(map(str, known))),
    )


def mapping_from(data: Any, file: str) -> Mapping:
    """A checked mapping from its YAML value; ``file`` only names it in problems."""
    problems: list[Problem] = []

    def wrong(column: str, message: str, found: Any = "", expected: str = "") -> None:
        problems.append(
            Problem(
                "mapping-wrong", message, file, column=column, found=str(found), expected=expected
            )
        )

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

    def table(name: str) -> dict[str, Any]:
        value = data.get(name) or {}
        if isinstance(value, dict):
            return value
        wrong(name, f"`{name}` must be an object of names and values.", value)
        return {}

    for key in data:
        if key not in _TOP:
            problems.append(_unknown(file, "the top", str(key), _TOP))
    register, options, columns, defaults = (
        table(name) for name in ("register", "file", "columns", "defaults")
    )
    if not str(register.get("key") or "").strip() or ":" in str(register.get("key")):
        wrong(
            "register.key", "The register needs a short key without a colon.", register.get("key")
        )
    for key in columns:
        if key not in FIELDS:
            problems.append(_unknown(file, "columns", str(key), FIELDS))
    if not {"name", "surname", "given", "id"} & set(columns):
        wrong(
            "columns", "No column says who a row is about.", expected="name, surname, given or id"
        )
    known_options = {"encoding", "delimiter", "sheet", "header_rows", "title_rows"}
    for key in options:
        if key not in known_options:
            problems.append(_unknown(file, "file", str(key), known_options))
    for key in ("header_rows", "title_rows"):
        if key in options and (not isinstance(options[key], int) or not 0 <= options[key] <= 50):
            wrong(f"file.{key}", f"`{key}` is a number of rows.", options[key], "0 to 50")
    order = str(data.get("name_order", "any"))
    if order not in _ORDERS:
        wrong("name_order", "This order of names is not known.", order, " | ".join(sorted(_ORDERS)))
    consent = str(defaults.get("consent", Consent.UNKNOWN.value))
    if consent not in {tier.value for tier in Consent}:
        wrong("defaults.consent", "There is no such tier.", consent, ", ".join(Consent))
    reliability = str(defaults.get("reliability", "F"))
    if reliability not in set("ABCDEF"):
        wrong(
            "defaults.reliability",
            "Reliability is a letter of the Admiralty code.",
            reliability,
            "A to F",
        )
    credibility = defaults.get("credibility", 6)
    if credibility not in range(1, 7):
        wrong(
            "defaults.credibility",
            "Credibility is a digit of the Admiralty code.",
            credibility,
            "1 to 6",
        )
    event_status = str(data.get("event_status", "missing"))
    if event_status not in {"missing", "captured"}:
        wrong(
            "event_status",
            "What a person is from the event on.",
            event_status,
            "missing | captured",
        )
    on_bad = str(data.get("on_bad_value", "refuse-row"))
    if on_bad not in {"refuse-row", "keep-row"}:
        wrong(
            "on_bad_value",
            "What to do with a row that has a bad value.",
            on_bad,
            "refuse-row | keep-row",
        )
    if str(data.get("date_order", "day-first")) != "day-first":
        wrong("date_order", "Dates are read day first.", data["date_order"], "day-first")
    values: dict[str, dict[str, str]] = {}
    for name, given in table("values").items():
        if isinstance(given, dict):
            values[str(name)] = {fold(_text(k)): _text(v) for k, v in given.items()}
        else:
            wrong(
                f"values.{name}",
                "Values are an object: what the list writes, what it means.",
                given,
            )
    if problems:
        raise ProbandaError(*problems, usage=True)
    return Mapping(
        register=str(register["key"]).strip(),
        title=str(register.get("title") or register["key"]),
        claimant=register.get("claimant") or "",
        source=register.get("source") or "",
        columns={str(key): _text(value) for key, value in columns.items()},
        file=FileOptions(
            encoding=str(options.get("encoding", "auto")),
            delimiter=str(options.get("delimiter", "auto")),
            sheet=options.get("sheet", 1),
            header_rows=options.get("header_rows", 1),
            title_rows=options.get("title_rows"),
        ),
        script=str(data.get("script", "")).split(" ")[0],
        name_order=order,
        values=values,
        constants={str(key): _text(value) for key, value in table("constants").items()},
        missing=frozenset(fold(_text(each)) for each in data.get("missing") or [""]) | {""},
        consent=consent,
        reliability=reliability,
        credibility=credibility,
        event_status=event_status,
        keep_bad_rows=on_bad == "keep-row",
        raw=data,
    )


def _text(value: Any) -> str:
    """A YAML scalar as the text of a header or a cell."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def fold(text: str) -> str:
    """A cell for comparison: no outer or doubled spaces, case folded, İ and ı kept apart from dots.

    >>> fold("  Azad   EDİLİB ")
    'azad edilib'
    """
    return " ".join(text.replace("İ", "i").split()).casefold()
