"""Bundles: what leaves can be checked by a stranger with Python alone, and any change in it is found."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from probanda.consent import Consent, Level
from probanda.problems import ProbandaError
from probanda.vault import Act, Delivery, Incoming, SignedCheckpoint, Vault, Verifier, validate
from probanda.vault.bag import validate_bag
from probanda.vault.bundle import Wishes, verify, write_bundle
from probanda.vault.checkpoint import sign
from probanda.vault.consents import change_consent, consent_of
from probanda.vault.countersigned import Countersigned, countersign
from probanda.vault.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_hash,
)
from probanda.vault.seal import Sealer, new_identity
from probanda.vault.timestamps import Authority, Stamps
from tests.vault.authority import answer, make_authority

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
WITNESS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def delivery(consent: str = "public") -> Delivery:
    return Delivery("Invented Archivist", NOW, given_by="A Neighbour", consent=consent)


def incoming(*contents: bytes) -> list[Incoming]:
    return [
        Incoming(b"secret name %d" % number, lambda data=data: io.BytesIO(data))
        for number, data in enumerate(contents)
    ]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with deliveries, tokens of two authorities and a counter-signature; copied by tests."""
    folder = tmp_path_factory.mktemp("made")
    with Vault.create(folder / "vault", "archive.example/log", clock=lambda: NOW) as vault:
        for number in range(5):
            vault.intake(incoming(b"letter %d" % number, b"film %d" % number * 1000), delivery())
        authorities = {name: make_authority(folder / name, name) for name in ("north", "south")}
        stamps = Stamps(
            vault.folder, send=lambda url, request: answer(folder / url.rpartition("/")[2], request)
        )
        for name, root in authorities.items():
            stamps.add(Authority.of(name, f"https://tsa.example/{name}", root))
        stamps.request(vault.checkpoint())
        assert all(each.verified for each in stamps.collect())
        other = countersign(vault.checkpoint(), vault.verifier, "partner.example", WITNESS)
        Countersigned(vault.folder).take(
            other, Verifier("partner.example", WITNESS.public_key()), vault.log, vault.verifier
        )
        vault.intake(incoming(b"for the committee"), delivery("committee"))
        vault.intake(incoming(b"nobody asked"), delivery(""))
        sealer = Sealer.to([new_identity()[1], new_identity()[1]])
        vault.intake(incoming(b"an invented interview"), delivery("internal"), transform=sealer)
        vault.record(Act.NOTE, who="x", why="y")
    return folder / "vault"


@pytest.fixture
def vault(made: Path, tmp_path: Path) -> Iterator[Vault]:
    shutil.copytree(made, tmp_path / "vault")
    with Vault.open(tmp_path / "vault", clock=lambda: NOW) as opened:
        yield opened


def export(
    vault: Vault, target: Path, *numbers: int, level: Level | None = Level.PUBLIC, **wishes
) -> Path:
    items = list(vault.items())
    write_bundle(
        vault,
        [items[at] for at in numbers],
        target,
        level=level,
        who="Invented Archivist",
        why="for the tests",
        wishes=Wishes(**wishes),
    )
    return target


def checked(folder: Path, *words: str) -> tuple[int, str]:
    """verify.py as a stranger runs it: by another Python process that knows no Probanda."""
    done = subprocess.run(
        [sys.executable, "-I", folder / "verify.py", *words],
        capture_output=True, text=True, check=False, cwd="/", env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_a_bundle_proves_itself_with_python_alone(vault: Vault, tmp_path: Path) -> None:
    place = export(vault, tmp_path / "out", 0, 3, 8)
    status, text = checked(place)
    assert status == 0, text
    assert text.count("is the inventory's\n") == 6
    assert "signed by the key of archive.example/log" in text
    assert "signed by the key of partner.example" in text
    assert text.count("speaks of this checkpoint: 20") == 2
    assert "It covers 3 of 3 items" in text
    assert "no proof speaks of" not in text


def test_the_commands_that_it_prints_for_openssl_are_right(vault: Vault, tmp_path: Path) -> None:
    place = export(vault, tmp_path / "out", 0)
    _, text = checked(place)
    commands = [line.strip() for line in text.splitlines() if "openssl ts -verify" in line]
    (folder,) = (place / "stamped").iterdir()
    assert len(commands) == 2
    for command in commands:
        done = subprocess.run(command.split(), cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr


def test_the_program_is_short_and_uses_the_standard_library_only() -> None:
    text = Path(verify.__file__).read_text(encoding="utf-8")
    assert len(text.splitlines()) < 300
    ast.parse(text, feature_version=(3, 8))
    imported = {
        line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))
    }
    assert imported <= sys.stdlib_module_names


def test_the_export_stands_in_the_log_and_in_the_bundle(vault: Vault, tmp_path: Path) -> None:
    item = list(vault.items())[3]
    place = export(vault, tmp_path / "out", 3)
    acts = [entry["act"] for _, entry, _ in vault.history(item.id)]
    assert acts == ["receive", "export"]
    assert "(export, 2026-03-01T10:00:00Z) is under the root" in checked(place)[1]


def test_no_name_and_no_person_leaves_below_internal(vault: Vault, tmp_path: Path) -> None:
    place = export(vault, tmp_path / "out", 0, 1, level=Level.COMMITTEE)
    everything = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    for word in (b"secret name", b"Neighbour", b"Archivist", b"for the tests"):
        assert word not in everything


def test_provenance_and_records_go_with_it_inside_the_organisation(vault, tmp_path: Path) -> None:
    place = export(vault, tmp_path / "out", 0, level=Level.INTERNAL, provenance=True, records=True)
    status, text = checked(place)
    assert status == 0, text
    assert "ok     who and why of log entry" in text
    assert any(b"A Neighbour" in path.read_bytes() for path in place.rglob("content/**/*")
               if path.is_file())  # fmt: skip
    with pytest.raises(ProbandaError) as caught:
        export(vault, tmp_path / "no", 0, provenance=True)
    assert caught.value.problems[0].code == "export-consent"


@pytest.mark.parametrize(
    ("number", "reaches"),
    [(0, {"public", "committee", "internal"}), (10, {"committee", "internal"}), (11, {"internal"}),
     (12, {"internal"})],
)  # fmt: skip
def test_consent_decides_how_far_an_item_goes(number, reaches, vault, tmp_path: Path) -> None:
    before = vault.checkpoint().checkpoint.size
    for level in Level:
        target = tmp_path / level.value
        if level.value in reaches:
            assert checked(export(vault, target, number, level=level))[0] == 0
            before += 1
        else:
            with pytest.raises(ProbandaError) as caught:
                export(vault, target, 0, number, level=level)
            assert [each.code for each in caught.value.problems] == ["export-consent"]
            assert not target.exists()
    assert vault.checkpoint().checkpoint.size == before


@pytest.mark.parametrize(
    ("numbers", "level"),
    [((0,), "public"), ((0, 10), "committee"), ((0, 10, 11), "internal"), ((12,), "internal")],
)
def test_without_a_level_the_bundle_is_for_those_whom_consent_reaches(
    numbers, level: str, vault: Vault, tmp_path: Path
) -> None:
    place = export(vault, tmp_path / "out", *numbers, level=None)
    assert json.loads((place / "bundle.json").read_text())["level"] == level
    assert f"level: {level}." in (place / "README.txt").read_text()


def test_a_narrower_tier_known_elsewhere_counts(vault: Vault, tmp_path: Path) -> None:
    item = next(iter(vault.items()))
    with pytest.raises(ProbandaError):
        write_bundle(vault, [item], tmp_path / "out", level=Level.INTERNAL, who="x", why="y",
                     consents={item.id: "withdrawn"})  # fmt: skip


def test_a_tier_known_elsewhere_fills_in_what_nobody_stated_and_widens_nothing(
    vault, tmp_path
) -> None:
    items = list(vault.items())
    consents = {items[10].id: "public", items[11].id: "public"}
    for number, leaves in ((10, False), (11, True)):
        target = tmp_path / str(number)
        with contextlib.suppress(ProbandaError):
            write_bundle(vault, [items[number]], target, level=Level.PUBLIC, who="x", why="y",
                         consents=consents)  # fmt: skip
        assert target.exists() == leaves


def test_consent_can_be_given_narrowed_and_taken_back(vault: Vault, tmp_path: Path) -> None:
    items = list(vault.items())
    first, second = items[0], items[1]
    change_consent(vault, first.object, Consent.COMMITTEE, who="Ada", why="she called")
    change_consent(vault, second.id, Consent.WITHDRAWN, who="Ada", why="he wrote")
    assert [consent_of(vault, each) for each in items[:3]] == [
        Consent.COMMITTEE, Consent.WITHDRAWN, Consent.PUBLIC,
    ]  # fmt: skip
    with pytest.raises(ProbandaError):
        export(vault, tmp_path / "1", 0)
    with pytest.raises(ProbandaError):
        export(vault, tmp_path / "2", 1, level=Level.INTERNAL)
    assert checked(export(vault, tmp_path / "3", 0, level=Level.COMMITTEE))[0] == 0
    change_consent(vault, first.id, Consent.PUBLIC, who="Ada", why="she wrote again")
    assert checked(export(vault, tmp_path / "4", 0))[0] == 0
    with pytest.raises(ProbandaError):
        change_consent(vault, "urn:uuid:nothing", Consent.PUBLIC, who="Ada", why="x")


def test_a_sealed_item_leaves_sealed(vault: Vault, tmp_path: Path) -> None:
    place = export(vault, tmp_path / "out", 12, level=Level.INTERNAL)
    status, text = checked(place)
    assert status == 0
    assert "sealed: an age file" in text
    assert not any(b"interview" in p.read_bytes() for p in place.rglob("content/*/*"))


def test_a_damaged_item_does_not_leave(vault: Vault, tmp_path: Path) -> None:
    item = next(iter(vault.items()))
    path = vault.object_folder(item.object) / item.content
    path.chmod(0o644)
    path.write_bytes(b"letter X")
    with pytest.raises(ProbandaError) as caught:
        export(vault, tmp_path / "out", 0)
    assert caught.value.problems[0].code == "export-damaged"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["vault"]


def test_a_reader_who_holds_an_older_checkpoint_sees_that_it_is_the_same_log(
    vault, tmp_path
) -> None:
    old = vault.signed(4)
    (tmp_path / "printed.txt").write_text(old.text())
    place = export(vault, tmp_path / "out", 0, against=old)
    status, text = checked(place, "--checkpoint", str(tmp_path / "printed.txt"))
    assert status == 0
    assert "ok     your checkpoint" in text
    (tmp_path / "printed.txt").write_text(vault.signed(5 - 2).text())
    assert (
        "NOT CHECKED: your checkpoint"
        in checked(place, "--checkpoint", str(tmp_path / "printed.txt"))[1]
    )
    forged = sign(type(old.checkpoint)(old.checkpoint.origin, 4, bytes(32)), vault.name, WITNESS)
    (tmp_path / "printed.txt").write_text(forged.text())
    status, text = checked(place, "--checkpoint", str(tmp_path / "printed.txt"))
    assert status == 1
    with pytest.raises(ProbandaError) as caught:
        export(vault, tmp_path / "out2", 0, against=forged)
    assert caught.value.problems[0].code == "export-forked"


def test_a_bundle_in_a_bag_is_a_valid_bag(vault: Vault, tmp_path: Path) -> None:
    import bagit

    place = export(vault, tmp_path / "out", 0, bag=True)
    assert validate_bag(place).as_dict() == {"valid": True, "errors": [], "warnings": []}
    bagit.Bag(str(place)).validate()
    assert checked(place / "data")[0] == 0


def test_every_mutation_of_what_is_vouched_for_is_found(vault, tmp_path: Path, capsys) -> None:
    """One bit, one cut, one swap, one deletion at a time, in every file that a proof speaks of."""
    place = export(
        vault, tmp_path / "out", 0, 3, 7, level=Level.INTERNAL, provenance=True, records=True
    )
    files = sorted(
        path for path in place.rglob("*")
        if path.is_file() and path.name not in {"README.txt", "verify.py"}
        and path.suffix not in {".tsr", ".pem"}  # openssl's to check
    )  # fmt: skip
    generator = random.Random(20261126)
    for number in range(150):
        path = generator.choice(files)
        whole = path.read_bytes()
        kind = generator.choice(["bit", "cut", "gone", "swap"])
        if kind == "bit":
            at = generator.randrange(len(whole))
            data = whole[:at] + bytes([whole[at] ^ 1 << generator.randrange(8)]) + whole[at + 1 :]
        elif kind == "cut":
            data = whole[: generator.randrange(len(whole))]
        elif kind == "swap":
            data = generator.choice(files).read_bytes()
        else:
            data = None
        if data == whole or _says_the_same(path, whole, data):
            continue
        path.chmod(0o644)
        path.unlink() if data is None else path.write_bytes(data)
        assert verify.main([str(place)]) in {1, 2}, (number, kind, path, capsys.readouterr().out)
        path.write_bytes(whole)
    capsys.readouterr()
    assert verify.main([str(place)]) == 0


def _says_the_same(path: Path, whole: bytes, data: bytes | None) -> bool:
    """A change of white space, or of a word that nobody relies on, such as "level"."""
    if data is None:
        return False
    if path.name == "inventory.json.sha512" or path.suffix == ".pub":
        return whole.split() == data.split()
    if path.name != "bundle.json":
        return False
    try:
        one, two = json.loads(whole), json.loads(data)
    except ValueError:
        return False
    for each in (one, two):
        if not isinstance(each, dict):
            return False
        each.pop("level", None), each.pop("format", None), each.pop("log", None)
        for item in each.get("items", []):
            item.pop("sealed", None)
        for name in [key for key in each if key not in one]:
            each.pop(name)
    return str(one).lower() == str(two).lower()  # hexadecimal in capitals is the same


def test_a_forged_item_with_forged_inventory_and_index_is_found(vault, tmp_path: Path) -> None:
    import hashlib

    place = export(vault, tmp_path / "out", 0)
    said = json.loads((place / "bundle.json").read_text())
    item = said["items"][0]
    forged = b"letter 0, forged"
    (place / item["file"]).write_bytes(forged)
    folder = place / said["objects"][0]["folder"]
    text = (folder / "inventory.json").read_text()
    new = {
        "sha512": hashlib.sha512(forged).hexdigest(),
        "sha256": hashlib.sha256(forged).hexdigest(),
    }
    for name, value in new.items():
        text = text.replace(item[name], value)
    digest = hashlib.sha512(text.encode()).hexdigest()
    (folder / "inventory.json").write_text(text)
    (folder / "inventory.json.sha512").write_text(f"{digest} inventory.json\n")
    item |= {**new, "size": len(forged)}
    line = json.loads(said["entries"][0]["line"])
    line["inventory"] = digest
    said["entries"][0]["line"] = json.dumps(line, sort_keys=True, separators=(",", ":"))
    (place / "bundle.json").write_text(json.dumps(said))
    status, text = checked(place)
    assert status == 1
    assert "WRONG  log entry 1 (receive" in text


def test_a_file_that_leads_out_of_the_bundle_is_not_read(vault, tmp_path: Path) -> None:
    place = export(vault, tmp_path / "out", 0)
    said = json.loads((place / "bundle.json").read_text())
    said["items"][0]["file"] = "objects/001/../../../vault/vault.json"
    (place / "bundle.json").write_text(json.dumps(said))
    assert "leads out of the bundle" in checked(place)[1]


def test_files_that_nobody_vouches_for_are_named(vault, tmp_path: Path) -> None:
    place = export(vault, tmp_path / "out", 0)
    (place / "objects" / "more.txt").write_text("slipped in")
    status, text = checked(place)
    assert status == 0
    assert "Files that no proof speaks of" in text
    assert "objects/more.txt" in text


def test_its_proofs_agree_with_the_vaults_own_for_every_size() -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(40)]

    def at(level: int, index: int) -> bytes:
        if level == 0:
            return leaves[index]
        return node_hash(at(level - 1, 2 * index), at(level - 1, 2 * index + 1))

    for size in range(1, 41):
        root = root_hash(at, size)
        for index in range(size):
            path = inclusion_proof(at, index, size)
            assert verify.proof_length(index, size) == len(path)
            assert verify.root_over(b"%d" % index, index, size, path) == root
        for first in range(1, size + 1):
            path = consistency_proof(at, first, size)
            before = root_hash(at, first)
            assert verify.both_roots(first, size, path, True, before) == (before, root)
            assert path == []


def test_its_ed25519_agrees_with_a_library() -> None:
    generator = random.Random(8032)
    for number in range(12):
        key = Ed25519PrivateKey.from_private_bytes(generator.randbytes(32))
        message = generator.randbytes(number * 7)
        public, signature = key.public_key().public_bytes_raw(), key.sign(message)
        assert verify.signed_by(public, message, signature)
        assert not verify.signed_by(public, message + b"x", signature)
        at = generator.randrange(64)
        broken = bytearray(signature)
        broken[at] ^= 1 << generator.randrange(8)
        assert not verify.signed_by(public, message, bytes(broken))
        # the same signature with s + L: a second form that must not pass
        second = int.from_bytes(signature[32:], "little") + verify.L
        assert not verify.signed_by(public, message, signature[:32] + second.to_bytes(32, "little"))
    # RFC 8032, 7.1, test 2
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert verify.signed_by(public, b"\x72", signature)


def test_exported_objects_of_whole_deliveries_are_still_ocfl_but_for_what_stays(
    vault, tmp_path
) -> None:
    place = export(vault, tmp_path / "out", 0, 1, level=Level.INTERNAL, provenance=True)
    report = validate(place / "objects" / "001")
    assert {finding.code for finding in report.errors} <= {"E023", "E092", "W010"}


def test_nothing_and_somewhere_taken_are_refused(vault, tmp_path: Path) -> None:
    for numbers, place, code in (((), "new", "export-nothing"), ((0,), "vault", "export-exists")):
        with pytest.raises(ProbandaError) as caught:
            export(vault, tmp_path / place, *numbers)
        assert caught.value.problems[0].code == code


def test_a_note_is_parsed_alike(vault: Vault) -> None:
    text = vault.checkpoint().text()
    note, other = verify.checkpoint(text.encode()), SignedCheckpoint.parse(text)
    assert (note["size"], note["root"]) == (other.checkpoint.size, other.checkpoint.root)
