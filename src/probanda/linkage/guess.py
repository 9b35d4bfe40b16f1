"""A mapping for files that come without one: columns by the words in their headers. A guess is reported,
never hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from probanda.linkage.mapping import ListSpec, Mapping, Once
from probanda.linkage.reading import read_header
from probanda.problems import ProbandaError, Problem

__all__ = ["guess_mapping"]

#: Header words of English registers, folded to letters; other languages are asked of ``suggest``.
_HEADERS = {
    "id": "recid recordid id uniqueid no number ref key",
    "name": "name fullname personname",
    "surname": "surname lastname familyname sname lname",
    "given": "givenname firstname forename given fname",
    "patronymic": "patronymic fathername fathersname middlename",
    "sex": "sex gender",
    "birth_date": "dateofbirth dob birthdate birthday born yearofbirth birthyear yob",
    "birth_place": "placeofbirth birthplace",
    "age_at_event": "ageatevent age",
    "rank": "rank",
    "unit": "unit",
    "event_date": "eventdate dateofevent dateofcapture captured dateofdeath missingsince",
    "event_place": "eventplace placeofevent placeofcapture placeofdeath",
    "status": "status",
}
_BY_HEADER = {word: field for field, words in _HEADERS.items() for word in words.split()}
#: Columns that say nothing about who is meant: truths and labels of test sets, blocking numbers.
_IGNORED = re.compile(
    r"^(truth|cluster(id)?|entity(id)?|label|split|trueid|personid|blockingnumber|unnamed.*|)$"
)


def guess_mapping(
    files: Sequence[Path],
    truth: str = "",
    suggest: Callable[[str], str] = lambda header: "",
) -> Mapping:
    """One file is a list to de-duplicate; two or more are lists to link.

    Every further column is compared as text. ``suggest`` names the field of a header in other languages.

    Raises:
        ProbandaError: a file has no column for names.
    """
    keys = _keys(files)
    specs = []
    for file, key in zip(files, keys, strict=True):
        columns: dict[str, str] = {}
        texts: dict[str, str] = {}
        ident = ""
        header = read_header(file)
        for name in header:
            folded = re.sub(r"[\W_]+", "", name.casefold())
            if name == truth or _IGNORED.match(folded):
                continue
            field = _BY_HEADER.get(folded) or suggest(name)
            if field == "id" and not ident:
                ident = name
            elif field and field != "id" and field not in columns:
                columns[field] = name
            elif field != "id":
                texts[name] = name
        if "name" in columns and ({"surname", "given"} & set(columns)):
            texts.pop(columns.pop("name"), None)
        if not {"name", "surname", "given"} & set(columns):
            raise ProbandaError(
                Problem(
                    "list-without-name",
                    "No column looks like a person's name.",
                    file=str(file),
                    found=", ".join(header)[:300],
                    expected="name, or surname and given_name",
                    remedy="Write a mapping that names the columns and give it with --mapping.",
                ),
                usage=True,
            )
        specs.append(ListSpec(key, file, columns, texts, ident))
    return Mapping(tuple(specs), once=Once.NO if len(specs) == 1 else Once.SOFT)


def _keys(files: Sequence[Path]) -> list[str]:
    """File names without their ending, numbered where they repeat."""
    seen: dict[str, int] = {}
    keys = []
    for file in files:
        count = seen[file.stem] = seen.get(file.stem, 0) + 1
        keys.append(file.stem if count == 1 else f"{file.stem}-{count}")
    return keys
