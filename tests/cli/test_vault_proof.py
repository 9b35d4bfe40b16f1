"""`probanda vault seal | open | timestamp | export | bag | log countersign`: answers and exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from probanda.cli import app
from tests.vault.authority import make_authority, serving


def run(*words: str | Path, given: bytes | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(each) for each in words], input=given)
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout


def answer(*words: str | Path) -> dict:
    status, text = run(*words, "--json")
    assert status == 0, text
    return json.loads(text)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROBANDA_USER", "suite")
    monkeypatch.setenv("PROBANDA_VAULT", str(tmp_path / "vault"))
    (tmp_path / "letter.txt").write_text("a letter")
    (tmp_path / "statement.txt").write_text("a statement")
    return tmp_path


@pytest.fixture
def keys(place: Path) -> list[str]:
    return [
        run("vault", "keygen", place / name)[1].strip() for name in ("case.key", "recovery.key")
    ]


def test_seal_and_open_with_a_reason(place: Path, keys: list[str]) -> None:
    both = ("--recipient", keys[0], "--recipient", keys[1])
    receipt = answer("vault", "seal", "statement.txt", *both, "--from", "A Witness")
    (item,) = receipt["items"]
    assert item["sealed"] is True
    assert item["name"] == ""
    assert receipt["ok"]
    again = answer("vault", "seal", "statement.txt", *both, "--from", "A Witness")
    assert again == {**receipt, "repeated": True}
    status, _ = run("vault", "open", item["id"], "--identity", "recovery.key", "--reason", "to read",
                    "--to", "plain.txt")  # fmt: skip
    assert status == 0
    assert (place / "plain.txt").read_text() == "a statement"
    assert (place / "plain.txt").stat().st_mode & 0o777 == 0o600
    shown = answer("vault", "show", item["id"])
    assert [each["act"] for each in shown["history"]] == ["receive", "decrypt"]
    assert shown["history"][1]["private"] == {"who": "suite", "why": "to read"}
    assert run("vault", "open", item["id"], "--identity", "case.key", "--reason", " ")[0] == 2
    assert run("vault", "open", item["id"], "--reason", "x")[0] == 2
    assert run("vault", "open", "urn:x/000001", "--identity", "case.key", "--reason", "x")[0] in {
        1,
        2,
    }


def test_the_recipients_are_remembered_and_two_are_needed(place: Path, keys: list[str]) -> None:
    assert run("vault", "seal", "letter.txt")[0] == 2
    assert run("vault", "seal", "letter.txt", "-r", keys[0])[0] == 2
    assert run("vault", "seal", "letter.txt", "-r", keys[0], "-r", keys[1])[0] == 0
    (place / "both.txt").write_text(f"# case\n{keys[0]}\n# recovery\n{keys[1]}\n")
    assert run("vault", "seal", "both.txt", "-R", "both.txt")[0] == 0
    assert run("vault", "seal", "statement.txt")[0] == 0
    first = answer("vault", "seal", "statement.txt")
    assert first["repeated"] is True


def test_a_key_is_not_overwritten(place: Path, keys: list[str]) -> None:
    before = (place / "case.key").read_text()
    assert run("vault", "keygen", "case.key")[0] == 1
    assert (place / "case.key").read_text() == before
    assert (place / "case.key").stat().st_mode & 0o777 == 0o600


def test_what_comes_on_standard_input_is_sealed_without_a_file(
    place: Path, keys: list[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from probanda.cli import main; main()", "vault", "seal", "-",
         "--name", "call.mp3", "-r", keys[0], "-r", keys[1], "--json"],
        input=b"sound", capture_output=True, check=True, env=dict(os.environ),
    )  # fmt: skip
    (item,) = json.loads(done.stdout)["items"]
    status, text = run("vault", "open", item["id"], "-i", "case.key", "--reason", "x", "--describe")
    assert status == 0
    assert json.loads(text)["files"][0]["name"] == "call.mp3"


def test_timestamps_are_asked_for_queued_and_checked(place: Path) -> None:
    run("vault", "intake", "letter.txt")
    assert run("vault", "timestamp")[0] == 2
    (place / "north.pem").write_bytes(make_authority(place / "north", "north"))
    (place / "south.pem").write_bytes(make_authority(place / "south", "south"))
    with serving(place / "north") as url:
        status, text = run(
            "vault", "timestamp", "--authority", f"north={url}", "--roots", "north.pem",
            "--authority", "south=http://127.0.0.1:9/", "--roots", "south.pem", "--json",
        )  # fmt: skip
    assert status == 1
    said = json.loads(text)
    assert said["authorities"] == ["north", "south"]
    assert [each["state"] for each in said["stamps"]] == ["verified", "due"]
    assert said["stamps"][1]["problem"]
    status, text = run("vault", "timestamp", "--check")
    assert status == 1
    assert "north: verified 20" in text
    assert run("vault", "timestamp", "--authority", "x=https://x.example")[0] == 2
    other = ("--authority", "north=https://x.example", "--roots", "north.pem")
    assert run("vault", "timestamp", *other)[0] == 2


def test_an_address_alone_names_its_authority_and_may_be_given_again(place: Path) -> None:
    run("vault", "intake", "letter.txt")
    (place / "root.pem").write_bytes(make_authority(place / "north", "north"))
    with serving(place / "north") as url:
        for _ in range(2):
            said = answer("vault", "timestamp", "--tsa", url, "--ca", "root.pem")
    port = url.rpartition(":")[2].partition("/")[0]
    assert said["authorities"] == [f"127.0.0.1-{port}"]
    assert [each["state"] for each in said["stamps"]] == ["verified"]


def test_export_writes_what_verify_py_proves(place: Path) -> None:
    item = answer("vault", "intake", "letter.txt", "--consent", "public")["items"][0]["id"]
    (place / "outside.txt").write_text(answer("vault", "log", "checkpoint")["checkpoint"])
    bundle = answer("vault", "export", item, "--to", "out", "--against", "outside.txt")
    assert bundle["items"] == [item]
    done = subprocess.run([sys.executable, "-I", "out/verify.py", "--checkpoint", "outside.txt"],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "ok     your checkpoint" in done.stdout
    assert run("vault", "export", item, "--to", "out")[0] == 2
    assert run("vault", "export", "urn:uuid:nothing", "--to", "new")[0] == 1
    (place / "nonsense.txt").write_text("nonsense")
    assert run("vault", "export", item, "--to", "new", "--against", "nonsense.txt")[0] == 2
    bagged = answer("vault", "export", item.partition("/")[0], "--to", "bag", "--bag")
    assert bagged["check"] == "python3 bag/data/verify.py"
    assert run("vault", "bag", "validate", "bag")[0] == 0


def test_a_withdrawn_consent_stops_exports_and_names_earlier_ones(place: Path) -> None:
    item = answer("vault", "intake", "letter.txt", "--consent", "public")["items"][0]["id"]
    answer("vault", "export", item, "--to", "out")
    said = answer("vault", "consent", item, "withdrawn", "--reason", "her letter of 1 March")
    assert (said["consent"], said["exports"]) == ("withdrawn", [2])
    assert run("vault", "export", item, "--to", "again", "--level", "internal")[0] == 1
    assert run("vault", "consent", item, "withdrawn", "--reason", " ")[0] == 2
    assert run("vault", "consent", "urn:uuid:nothing", "public", "--reason", "x")[0] == 1


def test_bags_are_made_and_judged(place: Path) -> None:
    made = (
        "vault",
        "bag",
        "create",
        "letter.txt",
        "--to",
        "bag",
        "--info",
        "Source-Organization: A",
    )
    assert run(*made)[0] == 0
    assert answer("vault", "bag", "validate", "bag") == {
        "valid": True,
        "errors": [],
        "warnings": [],
    }
    (place / "bag" / "data" / "letter.txt").write_text("b letter")
    status, text = run("vault", "bag", "validate", "bag", "--format", "json")
    assert status == 1
    assert [each["code"] for each in json.loads(text)["errors"]] == ["bag-digest", "bag-digest"]
    assert run("vault", "bag", "validate", "nowhere")[0] == 2
    assert run(*made)[0] == 1
    assert run("vault", "bag", "create", "letter.txt", "--to", "b2", "--info", "no colon")[0] == 2


def test_a_bag_is_taken_in_with_what_it_says_of_itself(place: Path) -> None:
    run("vault", "bag", "create", "letter.txt", "statement.txt", "--to", "bag",
        "--info", "Source-Organization: A Partner")  # fmt: skip
    receipt = answer("vault", "bag", "take", "bag")
    names = [each["name"] for each in receipt["items"]]
    assert {"bag/data/letter.txt", "bag/data/statement.txt", "bag/manifest-sha256.txt"} <= set(
        names
    )
    assert answer("vault", "bag", "take", "bag")["repeated"] is True
    shown = answer("vault", "show", receipt["intake"])
    assert shown["intake"]["given_by"] == "A Partner"
    (place / "bag" / "data" / "letter.txt").write_text("b letter")
    assert run("vault", "bag", "take", "bag")[0] == 1


def test_a_partner_signs_and_the_vault_keeps_it(place: Path) -> None:
    run("vault", "intake", "letter.txt")
    log_key = answer("vault", "log", "checkpoint", "--to", "one.txt", "--print", "one.html")["key"]
    assert "<svg" in (place / "one.html").read_text()
    sign = ("--log-key", log_key, "--name", "partner.example", "--key", "partner.key")
    signed = answer("vault", "log", "countersign", "one.txt", *sign, "--to", "signed.txt")
    kept = answer("vault", "log", "countersign", "signed.txt", "--take", signed["key"])
    assert kept["log_index"] == 2
    run("vault", "log", "checkpoint", "--to", "two.txt")
    (place / "proof.json").write_text(
        json.dumps(answer("vault", "log", "prove", "0", "--since", "2"))
    )
    later = ("--earlier", "one.txt", "--proof", "proof.json")
    again = answer("vault", "log", "countersign", "two.txt", *sign, *later)
    assert again["key"] == signed["key"]
    assert run("vault", "log", "check", "--against", "signed.txt", "--key", signed["key"])[0] == 0
    (place / "proof.json").write_text('{"consistency": []}')
    assert run("vault", "log", "countersign", "two.txt", *sign, *later)[0] == 1
    assert run("vault", "log", "countersign", "two.txt")[0] == 2
    assert run("vault", "log", "countersign", "letter.txt", *sign)[0] == 2
