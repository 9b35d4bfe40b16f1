"""Mappings as YAML files: one list, or several under ``lists:`` (the form that ``probanda link`` reads too)."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any

import yaml

from probanda.exchange.lists.mapping import FIELDS, Mapping, mapping_from, unknown_key
from probanda.problems import ProbandaError, Problem

__all__ = ["load_mapping", "mapping_text", "register_key"]

#: Beside the fields, what an entry of ``lists:`` may say; what concerns linking only is passed over.
_OWN = ("register", "script", "name_order", "values", "constants", "defaults", "event_status",
        "on_bad_value", "date_order", "two_digit_years", "missing")  # fmt: skip
_FILE = ("encoding", "delimiter", "sheet", "header_rows", "title_rows")
_LARGEST = 1 << 20


class _Loader(yaml.BaseLoader):
    """Every scalar is text: ``id: No`` means the column "No", and "0042" keeps its zeros."""


def _object(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in out:
            raise yaml.MarkedYAMLError(
                problem=f"the key “{key}” stands twice", problem_mark=key_node.start_mark
            )
        out[key] = loader.construct_object(value_node, deep=True)
    return out


_Loader.add_constructor("tag:yaml.org,2002:map", _object)


def load_mapping(path: Path, *, list_name: str = "", list_file: Path | None = None) -> Mapping:
    """Read a mapping file; of a file with several lists, the one named or the one for ``list_file``.

    Raises:
        ProbandaError: unreadable YAML (with its line), an unknown key (with the nearest), a missing one.
    """
    data = _load(path)
    name = register_key(list_file.stem if list_file is not None else path.stem)
    title = list_file.name if list_file is not None else ""
    if isinstance(data, dict) and isinstance(data.get("lists"), dict):
        name, data = _one_of_several(data, path, list_name, list_file)
        name = register_key(name)
    return mapping_from(data, str(path), name=name, title=title)


def register_key(text: str) -> str:
    """A key for a register from the name of its file.

    >>> register_key("Missing persons (2021)")
    'missing-persons-2021'
    """
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")[:60] or "list"


def mapping_text(data: dict[str, Any]) -> str:
    """A mapping's value as the YAML that people edit."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


def _load(path: Path) -> Any:
    try:
        if path.stat().st_size > _LARGEST:
            raise yaml.YAMLError("it is larger than any mapping")
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Loader)
    except FileNotFoundError:
        raise ProbandaError(
            Problem("file-not-found", "There is no such mapping file.", file=str(path)), usage=True
        ) from None
    except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise ProbandaError(
            Problem(
                "mapping-unreadable",
                f"The mapping is not readable YAML: {what}.",
                file=str(path),
                line=mark.line + 1 if mark else None,
                char=mark.column + 1 if mark else None,
                remedy="Values with a colon or a # in them need quotation marks.",
            ),
            usage=True,
        ) from error


def _one_of_several(
    data: dict[str, Any], path: Path, list_name: str, list_file: Path | None
) -> tuple[str, dict[str, Any]]:
    """One list of the form ``lists: {A: {file, script, id, name, …}}`` as a mapping of its own."""
    lists: dict[str, Any] = data["lists"]
    names = [list_name] if list_name else [
        name
        for name, each in lists.items()
        if list_file is not None
        and isinstance(each, dict)
        and Path(str(each.get("file", ""))).name == list_file.name
    ]  # fmt: skip
    if not names and len(lists) == 1:
        names = list(lists)
    if len(names) != 1 or not isinstance(lists.get(names[0]), dict):
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
    each: dict[str, Any] = dict(lists[name])
    out: dict[str, Any] = {key: data[key] for key in _OWN if key in data and key != "register"}
    out |= {key: each.pop(key) for key in _OWN if key in each}
    columns = dict(each.pop("columns", {}))
    columns |= {key: each.pop(key) for key in FIELDS if key in each}
    out["columns"] = columns
    given = each.pop("file", "")
    options = dict(given) if isinstance(given, dict) else {}
    options |= {key: each.pop(key) for key in _FILE if key in each}
    if options:
        out["file"] = options
    misspelt = [key for key in each if difflib.get_close_matches(key, FIELDS, 1, 0.8)]
    if misspelt:
        raise ProbandaError(
            *(unknown_key(str(path), f"lists.{name}", key, FIELDS) for key in misspelt), usage=True
        )
    return str(name), out
