"""The mapping file: what it says, and everything that is wrong with it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from probanda.linkage import Once, read_mapping
from probanda.problems import ProbandaError


def write(folder: Path, text: str) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_paths_are_relative_to_the_mapping(tmp_path: Path) -> None:
    mapping = read_mapping(write(tmp_path, """
gazetteer: places.csv
lists:
  A: {file: lists/a.csv, script: az-Latn, id: No, surname: Soyad, given: Ad, patronymic: Ata adı}
  NO: {file: lists/b.csv, name: ФИО, name_order: surname given patronymic, phone: Тел}
missing: ["", "-", "?"]
one_list_names_a_person_once: hard
pairs: {A-NO: link, NO-NO: leave}
"""))  # fmt: skip
    assert mapping.gazetteer == tmp_path / "places.csv"
    assert [spec.key for spec in mapping.lists] == ["A", "NO"]
    assert mapping.lists[0].file == tmp_path / "lists/a.csv"
    assert mapping.lists[1].texts == {"phone": "Тел"}
    assert mapping.once is Once.HARD
    assert mapping.compares("A", "NO")
    assert not mapping.compares("NO", "NO")


def test_files_of_the_command_line_stand_in(tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "a.csv"
    mapping = read_mapping(write(tmp_path, "lists: {A: {file: a.csv, name: n}}"), (other,))
    assert mapping.lists[0].file == other


def test_once_no_is_a_word(tmp_path: Path) -> None:
    text = "lists: {A: {file: a.csv, name: n}}\none_list_names_a_person_once: no"
    assert read_mapping(write(tmp_path, text)).once is Once.NO


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[]", {"mapping-without-lists"}),
        ("lists: {}", {"mapping-without-lists"}),
        ("lists: {A: {name: n}, B: {file: b.csv}}", {"list-without-file", "list-without-name"}),
        ("lists: {A: {file: a.csv, name: n}}\nonce: 1", {"mapping-key-unknown"}),
        ("lists: {A: {file: a.csv, name: [x]}}", {"column-unclear", "list-without-name"}),
        ("lists: {A: {file: a.csv, name: n}}\none_list_names_a_person_once: maybe", {"value-unknown"}),
        ("lists: {A: {file: a.csv, name: n}}\npairs: {A-B: leave}", {"value-unknown"}),
        ("a: [", {"mapping-not-yaml"}),
    ],
)  # fmt: skip
def test_problems_are_collected(tmp_path: Path, text: str, codes: set[str]) -> None:
    with pytest.raises(ProbandaError) as caught:
        read_mapping(write(tmp_path, text))
    assert {problem.code for problem in caught.value.problems} == codes
    assert caught.value.usage
