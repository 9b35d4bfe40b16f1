"""The casebook and its vault: one delivery per record file, the chain down to the log, and doctor."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from probanda.casebook.health.doctor import diagnose
from probanda.casebook.models import Item, Source
from probanda.casebook.record_file import import_record_file
from probanda.casebook.services.vault import consents_of_items
from probanda.casebook.trace import trace
from probanda.cli import app
from probanda.vault import Act, Vault
from probanda.vault.timestamps import Authority, Stamps
from tests.conftest import NOW
from tests.vault.authority import answer, make_authority

RECORD = """\
record: 1
claimants:
- {key: c, name: A Commission}
sources:
- {key: one, kind: web, title: One, claimant: c, consent: public, archived: one.html}
- {key: two, kind: document, title: Two, claimant: c, consent: committee, archived: two.txt}
- {key: again, kind: document, title: Again, claimant: c, consent: internal, archived: one.html}
claims:
- {key: q, kind: quantity, claimant: c, source: one, what: missing, value: 5, as_of: "2025"}
"""


@pytest.fixture
def book(casebook, tmp_path: Path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "one.html").write_text("<p>one</p>")
    (folder / "two.txt").write_text("two")
    (folder / "record.yaml").write_text(RECORD)
    report = import_record_file(casebook, folder / "record.yaml", by="Ada", now=NOW)
    assert report.ok, report.problems
    return casebook


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.stdout


def test_the_copies_of_a_record_file_are_one_delivery(book) -> None:
    items = list(Item.objects.order_by("vault_item"))
    assert len(items) == 2
    assert len({item.vault_item.partition("/")[0] for item in items}) == 1
    assert {item.log_index for item in items} == {1}
    with Vault.open(book.vault) as vault:
        (_, entry, private), = vault.history(items[0].vault_item)  # fmt: skip
        assert entry["act"] == "receive"
        assert private is not None
        assert private.said["who"] == "Ada"
        assert "record.yaml" in private.said["why"]


def test_importing_again_leaves_the_vault_as_it_was(book, tmp_path: Path) -> None:
    with Vault.open(book.vault) as vault:
        before = vault.checkpoint().text()
    import_record_file(book, tmp_path / "files" / "record.yaml", by="Ada", now=NOW)
    with Vault.open(book.vault) as vault:
        assert vault.checkpoint().text() == before


def test_a_dry_run_takes_nothing_in(casebook, tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text("x")
    (tmp_path / "two.txt").write_text("y")
    (tmp_path / "record.yaml").write_text(RECORD)
    import_record_file(casebook, tmp_path / "record.yaml", by="Ada", now=NOW, dry_run=True)
    assert not (casebook.vault / "vault.json").exists()


def test_the_chain_is_walked_down_to_the_log_and_the_time_stamp(book, tmp_path: Path) -> None:
    root = make_authority(tmp_path / "north", "north")
    with Vault.open(book.vault) as vault:
        stamps = Stamps(vault.folder, send=lambda url, request: answer(tmp_path / "north", request))
        stamps.add(Authority.of("north", "https://north.example", root))
        stamps.request(vault.checkpoint())
        stamps.collect()
    (node,) = trace("q", root=book.root)
    archived = node["source"]["archived"]
    assert archived["log_index"] == 1
    custody = archived["custody"]
    assert custody["item"] == archived["vault_item"]
    assert [(each["index"], each["act"]) for each in custody["entries"]] == [(1, "receive")]
    assert [each["authority"] for each in custody["stamped"]] == ["north"]
    (found,) = trace(archived["vault_item"], root=book.root)
    assert found["sources"] == ["again", "one"]


def test_doctor_holds_the_vault_against_its_log(book) -> None:
    diagnosis = diagnose(book)
    assert diagnosis.problems == ()
    assert diagnosis.facts["vault"]["entries"] == 2
    entries = book.vault / "log" / "entries"
    entries.write_bytes(entries.read_bytes().replace(b"receive", b"recieve"))
    assert not diagnose(book).ok


def test_doctor_finds_a_log_that_was_written_anew_after_it_was_stamped(
    book, tmp_path: Path
) -> None:
    """The operator's own forgery: vault and log are whole, only the authority remembers another root."""
    root = make_authority(tmp_path / "north", "north")
    with Vault.open(book.vault) as vault:
        stamps = Stamps(vault.folder, send=lambda url, request: answer(tmp_path / "north", request))
        stamps.add(Authority.of("north", "https://north.example", root))
        stamps.request(vault.checkpoint())
        stamps.collect()
        assert all(each.verified for each in stamps.check())
        assert stamps.clock_problems(vault.log) == []
    (folder,) = (each for each in (book.vault / "timestamps").iterdir() if each.name[0] == "0")
    other = Vault.create(tmp_path / "other", clock=lambda: NOW + timedelta(days=1))
    with other:
        other.record(Act.NOTE, who="x", why="y")
        assert [each.code for each in Stamps(book.vault).clock_problems(other.log)] == [
            "time-forked"
        ]
    assert folder.exists()


def test_a_vault_that_is_gone_is_found(book) -> None:
    import shutil

    shutil.rmtree(book.vault)
    assert "vault-not-found" in {each.code for each in diagnose(book).problems}


def test_export_obeys_the_consent_of_the_sources(book, tmp_path: Path) -> None:
    one, two = (Item.objects.get(size=size) for size in (10, 3))
    assert consents_of_items() == {one.vault_item: "internal", two.vault_item: "committee"}
    there = ("-C", str(book.root))
    status, _ = run("vault", "export", two.vault_item, "--to", str(tmp_path / "no"),
                    "--level", "public", *there)  # fmt: skip
    assert status == 1
    assert not (tmp_path / "no").exists()
    status, text = run("vault", "export", "two", "--to", str(tmp_path / "out"),
                       "--level", "committee", "--json", *there)  # fmt: skip
    assert status == 0, text
    assert json.loads(text)["items"] == [two.vault_item]
    status, text = run(
        "vault", "export", "one", "two", "--to", str(tmp_path / "both"), "--json", *there
    )
    assert (status, json.loads(text)["level"]) == (0, "internal")
    assert "level: internal" in (tmp_path / "both" / "README.txt").read_text()
    Source.objects.filter(key="two").update(consent="withdrawn")
    status, _ = run("vault", "export", two.vault_item, "--to", str(tmp_path / "no"),
                    "--level", "internal", *there)  # fmt: skip
    assert status == 1
