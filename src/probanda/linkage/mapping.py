"""Which column of which list says what: the mapping as a value, read from YAML, its problems collected.

gazetteer: gazetteer.csv
lists:
  A: {file: lists/a.csv, script: az-Latn, id: No, surname: Soyad, given: Ad, patronymic: Ata adı}
  B: {file: lists/b.csv, script: ru-Cyrl, id: Номер, name: ФИО, name_order: surname given patronymic}
missing: ["", "-", "?"]
one_list_names_a_person_once: soft      # soft | hard | no
pairs: {A-A: leave, A-B: leave}         # optional: what is not compared
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from probanda.problems import ProbandaError, Problem

__all__ = ["FIELDS", "ListSpec", "Mapping", "Once", "read_mapping"]

#: Fields that linkage understands; any other key of a list that names a column is compared as plain text.
FIELDS = (
    "name",
    "surname",
    "given",
    "patronymic",
    "sex",
    "birth_date",
    "birth_place",
    "age_at_event",
    "rank",
    "unit",
    "event_date",
    "event_place",
    "status",
)
_ABOUT_THE_FILE = frozenset(
    {"file", "script", "id", "name_order", "encoding", "delimiter", "within", "title"}
)
MISSING = (
    "",
    "-",
    "—",
    "–",
    "?",
    "??",
    "n/a",
    "na",
    "unknown",
    "none",
    "null",
    "nan",
    "н/д",
    "неизвестно",
    "нет данных",
    "naməlum",
    "bilinmir",
    "անհայտ",
    "უცნობი",
    "غير معروف",
    "مجهول",
)
LEAVE, LINK = "leave", "link"


class Once(StrEnum):
    """Whether one list names a person once: the prior that clusters are built under."""

    SOFT = "soft"
    HARD = "hard"
    NO = "no"


@dataclass(frozen=True, slots=True)
class ListSpec:
    """One list: its file, and which column holds which field.

    ``columns`` maps a field to a header; ``texts`` maps a name of our own to the header of a column that is
    compared as plain text; ``id`` names the column with the row's identifier, or is empty.
    """

    key: str
    file: Path
    columns: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    id: str = ""
    script: str = ""
    name_order: str = "any"
    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Lists and how they are linked.

    ``left_alone`` holds the pairs of list keys, in either order, whose rows are not compared; a pair of a
    list with itself is a list that is not de-duplicated.
    """

    lists: tuple[ListSpec, ...]
    gazetteer: Path | None = None
    missing: frozenset[str] = frozenset(MISSING)
    once: Once = Once.SOFT
    left_alone: frozenset[tuple[str, str]] = frozenset()

    def compares(self, a: str, b: str) -> bool:
        """Whether rows of list a are compared with rows of list b."""
        return (a, b) not in self.left_alone and (b, a) not in self.left_alone


def read_mapping(path: Path, files: tuple[Path, ...] = ()) -> Mapping:
    """The mapping of a YAML file; ``files`` given on the command line stand in for those of the same name.

    Raises:
        ProbandaError: with every problem of the file at once.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        value = yaml.load(text, Loader=_Plain)
    except OSError as error:
        raise ProbandaError(
            Problem("file-unreadable", f"{error.strerror}.", file=str(path)), usage=True
        ) from error
    except UnicodeDecodeError as error:
        raise ProbandaError(
            Problem("mapping-not-utf-8", "The mapping is not UTF-8 text.", file=str(path)),
            usage=True,
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ProbandaError(
            Problem(
                "mapping-not-yaml",
                f"The mapping is not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}.",
                file=str(path),
                row=mark.line + 1 if mark else None,
            ),
            usage=True,
        ) from error
    reader = _Reader(path)
    found = reader.mapping(value, files)
    if reader.problems:
        raise ProbandaError(*reader.problems, usage=True)
    return found


class _Plain(yaml.SafeLoader):
    """YAML whose scalars stay texts: a list may be called NO, and a column 1."""


for _first, _resolvers in list(yaml.SafeLoader.yaml_implicit_resolvers.items()):
    _Plain.yaml_implicit_resolvers = {
        **_Plain.yaml_implicit_resolvers,
        _first: [each for each in _resolvers if each[0] == "tag:yaml.org,2002:merge"],
    }


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def complain(
        self, code: str, message: str, column: str, found: object = "", expected: str = ""
    ) -> None:
        self.problems.append(
            Problem(
                code,
                message,
                file=str(self.path),
                column=column,
                found=str(found)[:200],
                expected=expected,
            )
        )

    def mapping(self, value: Any, files: tuple[Path, ...]) -> Mapping:
        if not isinstance(value, dict) or not isinstance(value.get("lists"), dict):
            self.complain(
                "mapping-without-lists",
                "The mapping names no lists.",
                "lists",
                expected="lists: {KEY: {file: …, name: …}}",
            )
            return Mapping(())
        known = {"lists", "gazetteer", "missing", "one_list_names_a_person_once", "pairs"}
        for key in value:
            if key not in known:
                self.complain(
                    "mapping-key-unknown",
                    f"“{key}” is no key of a mapping.",
                    str(key),
                    key,
                    ", ".join(sorted(known)),
                )
        stand_ins = {file.name: file for file in files}
        lists = [self.list_spec(str(key), each, stand_ins) for key, each in value["lists"].items()]
        specs = tuple(each for each in lists if each is not None)
        if not value["lists"]:
            self.complain("mapping-without-lists", "The mapping names no lists.", "lists")
        left_alone = self.left_alone(value, {spec.key for spec in specs})
        gazetteer = value.get("gazetteer")
        return Mapping(
            specs,
            None if not gazetteer else self.path.parent / str(gazetteer),
            self.missing(value.get("missing")),
            self.once(value.get("one_list_names_a_person_once", "soft")),
            left_alone,
        )

    def once(self, value: Any) -> Once:
        text = str(value).strip().casefold()
        text = {"false": "no", "off": "no", "true": "soft", "yes": "soft"}.get(text, text)
        if text not in set(Once):
            self.complain(
                "value-unknown",
                "How strictly?",
                "one_list_names_a_person_once",
                value,
                ", ".join(Once),
            )
            return Once.SOFT
        return Once(text)

    def missing(self, value: Any) -> frozenset[str]:
        if value is None:
            return frozenset(MISSING)
        if not isinstance(value, list) or any(isinstance(each, list | dict) for each in value):
            self.complain(
                "value-unknown",
                "The words for what is missing are a list of texts.",
                "missing",
                value,
            )
            return frozenset(MISSING)
        return frozenset(MISSING) | {
            str("" if each is None else each).strip().casefold() for each in value
        }

    def list_spec(self, key: str, value: Any, stand_ins: dict[str, Path]) -> ListSpec | None:
        place = f"lists.{key}"
        if not isinstance(value, dict) or not value.get("file"):
            self.complain(
                "list-without-file",
                f"List {key} names no file.",
                place,
                value,
                "{file: …, name: …}",
            )
            return None
        columns: dict[str, str] = {}
        texts: dict[str, str] = {}
        for name, column in value.items():
            if name in _ABOUT_THE_FILE or column is None or column == "":
                continue
            if not isinstance(column, str):
                self.complain(
                    "column-unclear",
                    "A field is read from one column.",
                    f"{place}.{name}",
                    column,
                    "the column's header",
                )
            elif name in FIELDS:
                columns[name] = column
            else:
                texts[str(name)] = column
        if not {"name", "surname", "given"} & set(columns):
            self.complain(
                "list-without-name",
                f"List {key} says no column for names.",
                place,
                expected="name, or surname and given",
            )
        file = Path(str(value["file"]))
        path = stand_ins.get(file.name, self.path.parent / file)
        return ListSpec(
            key,
            path,
            columns,
            texts,
            str(value.get("id") or ""),
            str(value.get("script") or ""),
            str(value.get("name_order") or "any"),
            str(value.get("encoding") or ""),
            str(value.get("delimiter") or ""),
        )

    def left_alone(self, value: dict[str, Any], keys: set[str]) -> frozenset[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for key, each in value["lists"].items():
            within = each.get("within", LINK) if isinstance(each, dict) else LINK
            if within not in (LINK, LEAVE, "dedupe"):
                self.complain(
                    "value-unknown",
                    "What to do inside the list?",
                    f"lists.{key}.within",
                    within,
                    "dedupe, leave",
                )
            if within == LEAVE:
                found.add((str(key), str(key)))
        pairs = value.get("pairs") or {}
        if not isinstance(pairs, dict):
            self.complain(
                "value-unknown", "Pairs of lists are an object.", "pairs", pairs, "{A-B: leave}"
            )
            return frozenset(found)
        for pair, what in pairs.items():
            ends = next(
                (
                    (str(pair)[:at], str(pair)[at + 1 :])
                    for at, letter in enumerate(str(pair))
                    if letter in "- ×x" and str(pair)[:at] in keys and str(pair)[at + 1 :] in keys
                ),
                None,
            )
            if ends is None or what not in (LINK, LEAVE, "dedupe"):
                self.complain(
                    "value-unknown",
                    "Which lists, and what with them?",
                    f"pairs.{pair}",
                    what,
                    "KEY-KEY: link, dedupe or leave",
                )
            elif what == LEAVE:
                found.add(ends)
        return frozenset(found)
