"""`probanda vault intake, show, verify, log, replicate, unpack`: answers, JSON and exit status."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from probanda.cli.vault import app


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROBANDA_VAULT", "vault")
    monkeypatch.setenv("PROBANDA_USER", "Archivist")
    (tmp_path / "delivery").mkdir()
    (tmp_path / "delivery" / "a.txt").write_text("one")
    (tmp_path / "delivery" / "b.txt").write_text("two")
    return tmp_path


def run(*words: str, status: int = 0) -> str:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result.stdout


def answer(*words: str, status: int = 0) -> dict:
    return json.loads(run(*words, "--json", status=status))


def test_intake_answers_with_a_receipt_and_again_with_the_same(place: Path) -> None:
    first = answer("intake", "delivery", "--from", "A neighbour")
    assert first["ok"]
    assert [item["name"] for item in first["items"]] == ["delivery/a.txt", "delivery/b.txt"]
    assert {"id", "sha256", "sha512", "log_index", "size"} <= set(first["items"][0])
    again = answer("intake", "delivery", "--from", "A neighbour")
    assert again == {**first, "repeated": True}
    other = answer("intake", "delivery", "--from", "Somebody else")
    assert other["intake"] != first["intake"]
    assert answer("intake", "delivery", "--from", "A neighbour", "--again")["log_index"] == 3


def test_a_key_given_again_with_other_files_is_used_wrongly(place: Path) -> None:
    run("intake", "delivery/a.txt", "--key", "k")
    said = answer("intake", "delivery/b.txt", "--key", "k", status=2)
    assert said["problems"][0]["code"] == "vault-key-reused"


def test_a_refused_file_is_told_and_the_status_is_1(place: Path) -> None:
    (place / "delivery" / "link").symlink_to("/etc")
    said = answer("intake", "delivery", status=1)
    assert not said["ok"]
    assert len(said["items"]) == 2
    assert said["refused"][0]["code"] == "intake-link"
    assert "1 refused" not in run("intake", "delivery", status=1)  # that is for stderr


def test_wrong_use_is_told_without_a_vault_being_made(place: Path) -> None:
    assert answer("intake", "nowhere", status=2)["problems"][0]["code"] == "file-missing"
    assert (
        answer("intake", "delivery", "--when", "soon", status=2)["problems"][0]["found"] == "soon"
    )
    assert answer("show", status=2)["problems"][0]["code"] == "vault-not-found"
    assert not (place / "vault").exists()


def test_show_tells_of_an_item_its_delivery_and_its_history(place: Path) -> None:
    receipt = answer("intake", "delivery", "--from", "A neighbour", "--how", "by hand")
    item = receipt["items"][1]
    said = answer("show", item["id"])
    assert said["item"] == item
    assert said["intake"]["how"] == "by hand"
    assert said["about"]["name_bytes"] == b"delivery/b.txt".hex()
    assert Path(said["file"]).read_text() == "two"
    assert said["history"][0]["private"]["previous_holder"] == "A neighbour"
    assert [each["id"] for each in answer("show")["items"]] == [
        each["id"] for each in receipt["items"]
    ]
    assert len(answer("show", receipt["intake"])["intake"]["files"]) == 2
    assert answer("show", "urn:uuid:none", status=2)["problems"][0]["code"] == "vault-no-item"
    assert "Archivist" in run("show", item["id"])


def test_verify_names_what_changed_and_enters_itself(place: Path) -> None:
    item = answer("intake", "delivery")["items"][0]
    said = answer("verify")
    assert (said["ok"], said["complete"], said["objects"]) == (True, True, 1)
    path = Path(answer("show", item["id"])["file"])
    path.chmod(0o644)
    path.write_text("forged")
    said = answer("verify", status=1)
    assert [each["code"] for each in said["problems"]] == ["vault-file-changed"]
    assert said["problems"][0]["file"].endswith("v1/content/000/000000")
    assert [each["act"] for each in answer("log")["entries"]] == [
        "begin", "receive", "verify", "verify"
    ]  # fmt: skip
    assert answer("log")["entries"][-1]["wrong"] == 1


def test_the_log_proves_checks_and_gives_checkpoints(place: Path) -> None:
    item = answer("intake", "delivery")["items"][0]
    early = answer("log", "checkpoint", "--to", "early.txt")
    assert early["size"] == 2
    run("intake", "delivery/a.txt")
    proof = answer("log", "prove", item["id"], "--since", "2")
    assert (proof["index"], proof["size"]) == (1, 3)
    assert "checkpoint" in proof
    assert answer("log", "check", "early.txt")["ok"]
    (place / "false.txt").write_text(early["checkpoint"].replace("\n2\n", "\n3\n"))
    said = answer("log", "check", "false.txt", status=1)
    assert [each["code"] for each in said["problems"]] == ["checkpoint-not-signed"]
    assert answer("log", "prove", "9", status=2)["problems"][0]["code"] == "log-no-entry"


def test_replicate_and_repair(place: Path) -> None:
    item = answer("intake", "delivery")["items"][0]
    assert answer("replicate", "copy")["copied"] == 1
    Path(answer("show", item["id"])["file"]).unlink()
    assert answer("verify", status=1)["problems"][0]["code"] == "vault-file-missing"
    assert answer("replicate", "copy", "--repair")["repaired"] == [item["object"]]
    assert answer("verify")["ok"]


def test_a_log_that_was_cut_stops_all_writing(place: Path) -> None:
    run("intake", "delivery")
    run("intake", "delivery/a.txt")
    entries = place / "vault" / "log" / "entries"
    entries.write_bytes(b"".join(entries.read_bytes().splitlines(keepends=True)[:2]))
    said = answer("intake", "delivery/b.txt", status=1)
    assert [each["code"] for each in said["problems"]][:1] == ["vault-frozen"]
    said = answer("verify", status=1)
    assert "log-rolled-back" in {each["code"] for each in said["problems"]}


def test_names_that_would_steer_a_terminal_or_are_no_utf8_are_shown_as_escapes(place: Path) -> None:
    run("intake", "delivery")
    for name in (b"a\x1b[31m", "b\u202egpj".encode(), b"c\nd", b"e\xff"):
        (Path("vault") / "ocfl" / os.fsdecode(name)).touch()
    found = CliRunner().invoke(app, ["verify"]).stderr
    for shown in (r"a\x1b[31m", r"b\u202egpj", r"c\nd", r"e\udcff"):
        assert f"ocfl/{shown}: error vault-file-unexpected" in found
    files = {each["file"] for each in answer("verify", status=1)["problems"]}
    assert os.fsdecode(b"ocfl/e\xff") in files  # JSON that any reader takes
    (place / "object").mkdir()
    (place / "object" / os.fsdecode(b"a\x1b[31m")).touch()
    assert r"a\x1b[31m: error E001" in run("validate", "object", status=1)


def test_validate_answers_in_json_by_either_option(place: Path) -> None:
    run("intake", "delivery")
    whole = {"valid": True, "errors": [], "warnings": []}
    assert json.loads(run("validate", "vault/ocfl", "--format", "json")) == whole
    assert answer("validate", "vault/ocfl") == whole


def test_a_file_of_another_folder_that_looks_alike_is_taken_in(place: Path) -> None:
    for folder, text in (("one", "abc"), ("two", "xyz")):
        (place / folder).mkdir()
        (place / folder / "film").write_text(text)
        os.utime(place / folder / "film", ns=(1, 1))
    first, second = (answer("intake", f"{each}/film") for each in ("one", "two"))
    assert not second["repeated"]
    assert first["items"][0]["sha256"] != second["items"][0]["sha256"]


def test_custody_is_handed_on_and_its_private_half_erased(place: Path) -> None:
    intake = answer("intake", "delivery")["intake"]
    words = ("--to", "A Court", "--from", "A Partner", "--reason", "asked by letter")
    index = answer("log", "transfer", intake, *words)["log_index"]
    entry = answer("log")["entries"][index]
    assert (entry["act"], entry["object"]) == ("transfer", intake)
    assert entry["private"]["details"] == {"holder": "A Court"}
    assert entry["private"]["previous_holder"] == "A Partner"
    assert "A Court" not in (place / "vault" / "log" / "entries").read_text()
    before = answer("log", "prove", str(index))
    assert answer("log", "erase", str(index), "--reason", "asked to")["log_index"] == index + 1
    assert answer("log")["entries"][index]["private"] is None
    assert "A Court" not in (place / "vault" / "log" / "records").read_text()
    assert answer("log", "prove", str(index), "--size", str(before["size"])) == before
    assert answer("verify")["ok"]


def test_an_entry_that_is_not_there_or_without_reason_is_used_wrongly(place: Path) -> None:
    intake = answer("intake", "delivery")["intake"]
    assert answer("log", "erase", "99", "--reason", "x", status=2)["problems"][0]["code"] == (
        "log-no-entry"
    )
    run("log", "erase", "1", "--reason", " ", status=2)
    run("log", "transfer", intake, "--to", "B", "--reason", "", status=2)
    run("log", "transfer", "urn:uuid:none", "--to", "B", "--reason", "x", status=1)


def test_a_repair_that_had_nothing_to_do_says_so(place: Path) -> None:
    run("intake", "delivery")
    run("replicate", "copy")
    assert run("replicate", "copy", "--repair") == (
        "Nothing was repaired. 1 objects were as the log says.\n"
    )


def test_neither_the_vaults_keys_are_taken_in_nor_is_it_copied_onto_itself(place: Path) -> None:
    run("intake", "delivery")
    said = answer("intake", ".", status=1)
    assert [each["name"].partition("/")[2] for each in said["items"]] == [
        "delivery/a.txt",
        "delivery/b.txt",
    ]
    assert [each["code"] for each in said["refused"]] == ["intake-own-vault"]
    for folder in ("vault", "vault/copy"):
        for more in ((), ("--repair",)):
            assert answer("replicate", folder, *more, status=2)["problems"][0]["code"] == (
                "replica-inside"
            )
