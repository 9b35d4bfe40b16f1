"""`probanda vault derive`: objects of their own, each in the log, made again to the last bit."""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pyrage
import pytest
from typer.testing import CliRunner

from probanda.cli.vault import app
from probanda.problems import ProbandaError
from probanda.vault import Delivery, Incoming, Item, Vault, validate
from probanda.vault.derive import derive, derived_from
from probanda.vault.recipes import isolated, metadata_recipe
from probanda.vault.recipes.checking import check
from probanda.vault.scrub import Scrub
from probanda.vault.seal import Sealer
from tests.vault.recipes.samples import pdf, picture

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
FILES = (
    ("photo.jpg", picture("JPEG", (600, 300), exif=True)),
    ("statement.pdf", pdf("First page")),
    ("video.mkv", b"\x1aE\xdf\xa3 invented"),
    ("letter.txt", "письмо".encode("cp1251")),
    ("broken.png", b"\x89PNG\r\n\x1a\n broken"),
)


@pytest.fixture
def items(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    monkeypatch.setenv("PROBANDA_VAULT", str(tmp_path / "vault"))
    monkeypatch.setenv("PROBANDA_USER", "Archivist")
    with Vault.create(tmp_path / "vault", clock=lambda: NOW) as vault:
        offered = [Incoming(name.encode(), partial(io.BytesIO, data)) for name, data in FILES]
        return list(vault.intake(offered, Delivery("Archivist", NOW)).items)


def run(*words: str, status: int = 0):
    result = CliRunner().invoke(app, ["derive", *words, "--json"])
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def test_all_is_what_the_kind_of_file_allows(items: list[Item], tmp_path: Path) -> None:
    answer = run(items[0].id, items[1].id, items[2].id)
    states = {(each["item"][-1], each["kind"]): each["state"] for each in answer["derived"]}
    assert states == {
        ("0", "metadata"): "made", ("0", "text"): "skipped", ("0", "thumbnail"): "made",
        ("1", "metadata"): "made", ("1", "text"): "made", ("1", "thumbnail"): "made",
        ("2", "metadata"): "made", ("2", "text"): "skipped", ("2", "thumbnail"): "skipped",
    }  # fmt: skip
    assert answer["ok"] is True
    files = {each["kind"]: each["files"][0] for each in answer["derived"][3:6]}
    assert Path(files["text"]["file"]).read_text() == "First page"
    assert json.loads(Path(files["metadata"]["file"]).read_bytes())["pages"] == 1
    with Vault.open(tmp_path / "vault") as vault:
        assert [i.id for i in vault.items()] == [i.id for i in items]
        for each in answer["derived"]:
            if each["state"] == "made":
                (at, entry, private), *_ = vault.history(each["object"])
                assert (at, entry["act"], entry["of"]) == (
                    each["log_index"],
                    "derive",
                    each["item"],
                )
                assert private is not None
                assert private.said["who"] == "Archivist"
        assert Scrub(vault).run().problems == []
        report = validate(vault.store.root)
        assert (report.errors, report.warnings) == ([], [])
    assert [each["log_index"] for each in run(items[1].id)["derived"]] == [
        each["log_index"] for each in answer["derived"][3:6]
    ]


def test_what_was_made_is_made_again_to_the_last_bit(items: list[Item]) -> None:
    run(items[0].id)
    run(items[0].id, "--kind", "thumbnail", "--clear", "--why", "to see who signed")
    answer = run(items[0].id, "--check")
    states = [(each["kind"], each["state"]) for each in answer["derived"]]
    assert states == [
        ("metadata", "reproduced"),
        ("thumbnail", "reproduced"),
        ("thumbnail", "reproduced"),
    ]
    answer = run(items[1].id, "--check", status=1)
    assert [each["code"] for each in answer["problems"]] == ["vault-no-item"]
    run(items[1].id, "--check", "--kind", "text", status=1)


def test_another_byte_is_found_by_the_check(items: list[Item]) -> None:
    file = Path(run(items[1].id, "--kind", "text")["derived"][0]["files"][0]["file"])
    file.chmod(0o644)
    file.write_bytes(b"Other page")
    answer = run(items[1].id, "--check", status=1)
    assert [each["code"] for each in answer["problems"]] == ["vault-not-reproduced"]
    assert answer["derived"][0]["state"] == "differs"


def test_blurred_unless_asked_for_clear(items: list[Item]) -> None:
    first, second = (
        run(items[0].id, "--kind", "thumbnail", *more)["derived"][0] for more in ([], ["--clear"])
    )
    assert first["object"] != second["object"]
    assert first["files"][0]["sha512"] != second["files"][0]["sha512"]


def test_one_that_cannot_be_made_does_not_stop_the_others(items: list[Item]) -> None:
    answer = run("urn:none/000000", items[4].id, items[3].id, items[0].id, status=1)
    codes = {each["code"] for each in answer["problems"]}
    assert codes == {"vault-no-item", "derive-unreadable", "derive-encoding"}
    assert answer["derived"][-1]["state"] == "made"
    answer = run(items[2].id, "--kind", "text", status=1)
    assert [each["code"] for each in answer["problems"]] == ["derive-not-applicable"]
    found = run(items[3].id, "--kind", "text", "--encoding", "windows-1251")["derived"][0]
    assert Path(found["files"][0]["file"]).read_text() == "письмо"
    run(items[3].id, "--encoding", "base64", status=2)


def test_nothing_is_kept_of_what_is_sealed(items: list[Item], tmp_path: Path) -> None:
    keys = [pyrage.x25519.Identity.generate() for _ in range(2)]
    canary = os.urandom(16).hex().encode()
    with Vault.open(tmp_path / "vault") as vault:
        sealing = Sealer.to([str(key.to_public()) for key in keys])
        receipt = vault.intake(
            [Incoming(b"secret.txt", partial(io.BytesIO, canary))],
            Delivery("Archivist", NOW),
            transform=sealing,
        )
        objects = len(list(vault.index.objects()))
    answer = run(receipt.items[0].id, status=1)
    assert [each["code"] for each in answer["problems"]] == ["derive-sealed"]
    with Vault.open(tmp_path / "vault") as vault:
        assert len(list(vault.index.objects())) == objects
        assert list(derived_from(vault, receipt.items[0])) == []
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or canary not in path.read_bytes()


def test_nothing_is_made_of_bytes_that_were_not_taken_in(items: list[Item], tmp_path: Path) -> None:
    with Vault.open(tmp_path / "vault") as vault:
        file = vault.object_folder(items[0].object) / items[0].content
    file.chmod(0o644)
    file.write_bytes(picture("JPEG", (600, 301)))
    answer = run(items[0].id, "--kind", "metadata", status=1)
    assert [each["code"] for each in answer["problems"]] == ["derive-damaged"]


def test_a_reader_that_does_not_end_is_ended(items: list[Item], tmp_path: Path) -> None:
    """A limit of no seconds, or of less memory than Python needs, stands for a file that loops or swells."""
    with Vault.open(tmp_path / "vault") as vault:
        for recipe in (
            replace(metadata_recipe(), seconds=0),
            replace(metadata_recipe(), memory=2**24),
        ):
            with pytest.raises(ProbandaError) as caught:
                derive(vault, items[0], recipe, "Archivist")
            assert caught.value.problems[0].code == "derive-ended"
        assert list(derived_from(vault, items[0])) == []
        assert list(vault.store.staging.glob("*/*/*")) == []


def test_other_libraries_are_named(
    items: list[Item], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Vault.open(tmp_path / "vault") as vault:
        derive(vault, items[1], metadata_recipe(), "Archivist")
        newer = tuple((k, "99" if k == "pdfium" else v) for k, v in isolated._libraries())
        monkeypatch.setattr(isolated, "_libraries", lambda: newer)
        with pytest.raises(ProbandaError) as caught:
            check(vault, items[1], metadata_recipe())
    problem = caught.value.problems[0]
    assert (problem.code, problem.found) == ("derive-other-libraries", "pdfium 99")
