"""A casebook is a folder: it is made, found, opened and never overwritten."""

from __future__ import annotations

import pytest

from probanda.casebook.folder import (
    find_casebook,
    init_casebook,
    open_casebook,
    pending_migrations,
)
from probanda.casebook.models import AuditRow, Person
from probanda.problems import ProbandaError


def test_a_new_casebook_has_its_folders_and_an_up_to_date_record(new_casebook):
    book = new_casebook("first")
    for name in ("casebook.toml", "manuscripts", "vault", "out"):
        assert (book.root / name).exists()
    assert pending_migrations() == []
    assert AuditRow.objects.count() == 1


def test_init_never_overwrites_a_casebook(new_casebook):
    book = new_casebook("first")
    Person.objects.create(key="p1")
    before = (book.root / "casebook.toml").read_bytes()
    with pytest.raises(ProbandaError) as caught:
        init_casebook(book.root, title="again")
    assert caught.value.problems[0].code == "casebook-exists"
    assert (book.root / "casebook.toml").read_bytes() == before
    open_casebook(book.root)
    assert Person.objects.count() == 1


def test_one_process_can_go_from_one_casebook_to_the_next_and_back(new_casebook):
    first = new_casebook("first")
    Person.objects.create(key="only-in-first")
    second = new_casebook("second")
    assert Person.objects.count() == 0
    open_casebook(first.root)
    assert [str(person) for person in Person.objects.all()] == ["only-in-first"]
    open_casebook(second.root)
    assert Person.objects.count() == 0


def test_the_nearest_casebook_upward_is_found(casebook):
    deep = casebook.manuscripts / "a" / "b"
    deep.mkdir(parents=True)
    assert find_casebook(deep) == casebook.root


def test_a_folder_without_a_casebook_is_used_wrongly(tmp_path):
    with pytest.raises(ProbandaError) as caught:
        find_casebook(tmp_path)
    assert caught.value.usage
    assert caught.value.problems[0].code == "casebook-not-found"


def test_the_settings_written_are_the_settings_read(tmp_path, open_database):
    title = 'A "title" — с кириллицей \\ և հայերեն'
    made = init_casebook(
        tmp_path / "x", title=title, languages=["en", "az"], parties=["Kasteria"], date="2026-03-01"
    )
    read = open_casebook(tmp_path / "x")
    assert read.settings.title == title
    assert read.settings.languages == ("en", "az")
    assert read.settings.date == "2026-03-01"
    assert read.settings.id == made.settings.id


def test_a_hand_written_casebook_toml_is_kept_and_gets_its_record(tmp_path, open_database):
    text = '[casebook]\ntitle = "By hand"\n'
    (tmp_path / "casebook.toml").write_text(text, encoding="utf-8")
    assert init_casebook(tmp_path).settings.title == "By hand"
    assert (tmp_path / "casebook.toml").read_text(encoding="utf-8") == text
    assert open_casebook(tmp_path).settings.title == "By hand"


def test_unreadable_settings_name_the_file(tmp_path, open_database):
    (tmp_path / "casebook.toml").write_text("[casebook\n", encoding="utf-8")
    with pytest.raises(ProbandaError) as caught:
        open_casebook(tmp_path)
    assert caught.value.problems[0].code == "settings-unreadable"
    assert "casebook.toml" in caught.value.problems[0].file


def test_an_unknown_database_is_refused_without_showing_the_password(tmp_path, monkeypatch):
    monkeypatch.setenv("PROBANDA_DATABASE_URL", "mysql://root:secret@x/y")
    with pytest.raises(ProbandaError) as caught:
        init_casebook(tmp_path / "x")
    assert "secret" not in str(caught.value)
    assert caught.value.problems[0].code == "database-unknown"


def test_two_casebooks_written_by_hand_can_share_one_server(tmp_path, open_database):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "casebook.toml").write_text(f'[casebook]\ntitle = "{name}"\n')
        init_casebook(tmp_path / name)
        Person.objects.create(key=name)
    for name in ("a", "b"):
        assert open_casebook(tmp_path / name).settings.title == name
        assert [str(person) for person in Person.objects.all()] == [name]
        with pytest.raises(ProbandaError):
            init_casebook(tmp_path / name)


def test_a_database_of_another_casebook_is_refused(new_casebook):
    """As when PROBANDA_DATABASE_URL still names the last case's database."""
    first, second = new_casebook("first"), new_casebook("second")
    text = (second.root / "casebook.toml").read_text(encoding="utf-8")
    text = text.replace(second.settings.id, "00000000-0000-0000-0000-000000000000")
    (second.root / "casebook.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProbandaError) as caught:
        open_casebook(second.root)
    assert caught.value.problems[0].code == "record-of-another-casebook"
    assert open_casebook(first.root).settings.title == "first"


def test_a_title_with_any_character_can_be_read_again(tmp_path, open_database):
    title = 'quoted "title"\nwith \x7f and \\'
    init_casebook(tmp_path / "odd", title)
    assert open_casebook(tmp_path / "odd").settings.title == title
