"""Every break of a MUST that can be constructed is found, under its code, and nothing else is reported."""

from __future__ import annotations

import copy
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from probanda.vault import validate
from tests.vault.shapes import (
    Shape,
    digest,
    shape,
    storage_root,
    version_block,
    write_inventory,
    write_raw,
)

X = digest(b"x")


def codes(path: Path) -> set[str]:
    report = validate(path)
    assert report.valid == (not report.errors)
    return {finding.code for finding in report.errors}


def small(spec: str = "1.1") -> Shape:
    return shape({"a": b"x"}, spec=spec)


def put(*keys: object) -> Callable[[dict], None]:
    """A change of an inventory: the value at the end of a path of keys, '-' to take it away."""
    *way, last, value = keys

    def change(inventory: dict) -> None:
        for key in way:
            inventory = inventory[key]
        if value == "-":
            del inventory[last]
        else:
            inventory[last] = value

    return change


V1 = ("versions", "v1")
INVENTORY_FAULTS = [
    ("no id", put("id", "-"), {"E036"}),
    ("no type", put("type", "-"), {"E036"}),
    ("no algorithm", put("digestAlgorithm", "-"), {"E036"}),
    ("no head", put("head", "-"), {"E036"}),
    ("empty id", put("id", ""), {"E037"}),
    ("id a number", put("id", 7), {"E037"}),
    ("type of another version", put("type", "https://ocfl.io/1.0/spec/#inventory"), {"E038"}),
    ("type unknown", put("type", "https://ocfl.io/9.9/spec/#inventory"), {"E038"}),
    ("type a list", put("type", []), {"E038"}),
    ("md5 for content", put("digestAlgorithm", "md5"), {"E025"}),
    ("algorithm a list", put("digestAlgorithm", ["sha512"]), {"E025"}),
    ("head too high", put("head", "v2"), {"E040"}),
    ("head a number", put("head", 1), {"E040"}),
    ("no manifest", put("manifest", "-"), {"E041", "E050", "E023"}),
    ("no versions", put("versions", "-"), {"E041", "E043", "E044", "E046", "E001"}),
    ("versions a list", put("versions", []), {"E044", "E045", "E046", "E001"}),
    ("versions empty", put("versions", {}), {"E008", "E046", "E001"}),
    ("manifest a list", put("manifest", []), {"E041", "E106", "E050", "E023"}),
    ("slash in content directory", put("contentDirectory", "a/b"), {"E017", "E108"}),
    ("content directory ..", put("contentDirectory", ".."), {"E018"}),
    ("content directory empty", put("contentDirectory", ""), {"E108"}),
    ("content directory elsewhere", put("contentDirectory", "data"), {"E042", "E016", "E092", "E023"}),
    ("unknown key", put("note", "x"), {"E102"}),
    ("unknown key of version", put(*V1, "note", "x"), {"E102"}),
    ("version no object", put(*V1, []), {"E047", "E046", "E001"}),
    ("no created", put(*V1, "created", "-"), {"E048"}),
    ("no state", put(*V1, "state", "-"), {"E048"}),
    ("created without zone", put(*V1, "created", "2026-03-01T10:00:00"), {"E049"}),
    ("created without seconds", put(*V1, "created", "2026-03-01T10:00Z"), {"E049"}),
    ("created a day", put(*V1, "created", "2026-03-01"), {"E049"}),
    ("created on no day", put(*V1, "created", "2026-02-30T10:00:00Z"), {"E049"}),
    ("created a number", put(*V1, "created", 2026), {"E049"}),
    ("message a list", put(*V1, "message", ["x"]), {"E094"}),
    ("user a text", put(*V1, "user", "archivist"), {"E054"}),
    ("user without name", put(*V1, "user", "name", "-"), {"E054"}),
    ("name empty", put(*V1, "user", "name", ""), {"E054"}),
    ("address a number", put(*V1, "user", "address", 7), {"E054"}),
    ("state a list", put(*V1, "state", []), {"E050"}),
    ("state in other letters", put(*V1, "state", {X.upper(): ["a"]}), {"E050"}),
    ("state not in manifest", put(*V1, "state", {X: ["a"], digest(b"y"): ["b"]}), {"E050"}),
    ("state no list of paths", put(*V1, "state", {X: "a"}), {"E050"}),
    ("logical path a number", put(*V1, "state", {X: [1]}), {"E051"}),
    ("logical path with ..", put(*V1, "state", {X: ["b/../a"]}), {"E052"}),
    ("logical path with //", put(*V1, "state", {X: ["b//a"]}), {"E052"}),
    ("logical path empty", put(*V1, "state", {X: [""]}), {"E052"}),
    ("logical path from the root", put(*V1, "state", {X: ["/a"]}), {"E053"}),
    ("logical path of a directory", put(*V1, "state", {X: ["a/"]}), {"E053"}),
    ("logical path twice", put(*V1, "state", {X: ["a", "a"]}), {"E095"}),
    ("logical path through a file", put(*V1, "state", {X: ["a", "a/b/c"]}), {"E095"}),
    ("manifest without list", put("manifest", X, "v1/content/a"), {"E092", "E023"}),
    ("manifest with empty list", put("manifest", X, []), {"E092", "E023"}),
    ("manifest with a number", put("manifest", X, [1, "v1/content/a"]), {"E092", "E098"}),
    ("unused digest", put("manifest", digest(b"y"), ["v1/content/b"]), {"E107", "E092", "E023"}),
    ("content path with ..", put("manifest", X, ["v1/content/../content/a"]), {"E099", "E023"}),
    ("content path upwards", put("manifest", X, ["../a"]), {"E099", "E042", "E023"}),
    ("content path from the root", put("manifest", X, ["/v1/content/a"]), {"E100", "E023"}),
    ("content path of a directory", put("manifest", X, ["v1/content/a/"]), {"E100", "E023"}),
    ("content path without version", put("manifest", X, ["a"]), {"E042", "E092", "E023"}),
    ("content path padded", put("manifest", X, ["v01/content/a"]), {"E042", "E014", "E092", "E023"}),
    ("content path of Windows", put("manifest", X, ["v1\\content\\a"]),
     {"E042", "E035", "E092", "E023"}),
    ("content path beside", put("manifest", X, ["v1/other/a"]), {"E042", "E021", "E092", "E023"}),
    ("content path twice", put("manifest", X, ["v1/content/a", "v1/content/a"]), {"E101"}),
    ("content path through a file", put("manifest", X, ["v1/content/a", "v1/content/a/b"]),
     {"E101", "E092", "E023"}),
    ("file not there", put("manifest", X, ["v1/content/a", "v1/content/b"]), {"E092", "E023"}),
    ("fixity a list", put("fixity", []), {"E111"}),
    ("fixity unknown", put("fixity", {"crc32": {}}), {"E026", "E056"}),
    ("fixity block a list", put("fixity", {"md5": []}), {"E057"}),
    ("fixity of another form", put("fixity", {"md5": {"abc": ["v1/content/a"]}}), {"E057"}),
    ("fixity not hexadecimal", put("fixity", {
        "sha1": {"z" * 40: ["v1/content/a"]}, "blake2b-512": {"é": ["v1/content/a"]}}),
     {"E057", "E029", "E032"}),
    ("fixity without list", put("fixity", {"md5": {digest(b"x", "md5"): "v1/content/a"}}), {"E057"}),
    ("fixity of an unknown file", put("fixity", {"md5": {digest(b"x", "md5"): ["v1/content/b"]}}),
     {"E057", "E093"}),
    ("fixity untrue", put("fixity", {"md5": {digest(b"y", "md5"): ["v1/content/a"]}}), {"E093"}),
    ("fixity twice", put("fixity", {"md5": {digest(b"x", "md5"): ["v1/content/a"],
                                           digest(b"x", "md5").upper(): ["v1/content/a"]}}), {"E097"}),
    ("fixity path with ..", put("fixity", {"md5": {digest(b"x", "md5"): ["v1/content/../a"]}}),
     {"E057", "E093", "E099"}),
    ("fixity path from the root", put("fixity", {"md5": {digest(b"x", "md5"): ["/v1/content/a"]}}),
     {"E057", "E093", "E100"}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [fault[1:] for fault in INVENTORY_FAULTS],
                         ids=[fault[0] for fault in INVENTORY_FAULTS])  # fmt: skip
def test_each_fault_of_an_inventory_has_its_code(change, expected, tmp_path: Path) -> None:
    made = small()
    change(made.head)
    assert codes(made.write(tmp_path / "object")) == expected


def test_a_digest_of_another_algorithm_in_the_manifest_is_found(tmp_path: Path) -> None:
    made = small()
    short = digest(b"x", "sha256")
    made.head["manifest"] = {short: ["v1/content/a"]}
    made.head["versions"]["v1"]["state"] = {short: ["a"]}
    assert codes(made.write(tmp_path / "object")) == {"E025", "E039", "E092"}
    made.head["manifest"] = {"not-hex": ["v1/content/a"]}
    made.head["versions"]["v1"]["state"] = {"not-hex": ["a"]}
    assert codes(made.write(tmp_path / "object")) == {"E025", "E031", "E092"}


def test_a_digest_twice_in_the_manifest_is_e096(tmp_path: Path) -> None:
    made = shape({"a": b"x", "b": b"x"})
    made.files["v1/content/b"] = b"x"
    made.head["manifest"][X.upper()] = ["v1/content/b"]
    assert codes(made.write(tmp_path / "object")) == {"E096"}


def test_keys_that_stand_twice_in_the_json_are_found(tmp_path: Path) -> None:
    place = small().write(tmp_path / "object")
    text = (place / "inventory.json").read_text()
    for old, new, code in (
        ('"head"', '"head": "v1", "head"', "E033"),
        ('"manifest": {', f'"manifest": {{"{X}": ["v1/content/a"],', "E096"),
        ('"state": {', f'"state": {{"{X}": ["a"],', "E050"),
    ):
        for directory in (place, place / "v1"):
            write_raw(directory, text.replace(old, new).encode())
        assert codes(place) == {code}


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"\xef\xbb\xbf{}", b'{"id": "\xff"}', "{}".encode("utf-16"), b"[" * 100_000,
     b'{"a": NaN}'],
)  # fmt: skip
def test_an_inventory_that_is_no_json_object_in_utf8_is_e033(data: bytes, tmp_path: Path) -> None:
    place = small().write(tmp_path / "object")
    write_raw(place, data)
    assert codes(place) == ({"E033"} if data != b"[]" else {"E033", "E046", "E001"})


VERSION_NAMES = [
    ("starts at 2", ["v2"], {"E009"}),
    ("a gap", ["v1", "v3"], {"E010"}),
    ("no v", ["v1", "2"], {"E046", "E104"}),
    ("zero", ["v0", "v1"], {"E009", "E105"}),
    ("padded after plain", ["v1", "v02"], {"E011", "E012", "E013"}),
    ("plain after padded", ["v01", "v2"], {"E011", "E012", "E013"}),
    ("too wide for its padding", ["v01", *(f"v0{n}" for n in range(2, 10)), "v10"],
     {"E011", "E012", "E013"}),
    ("two widths", ["v01", "v002"], {"E012", "E013"}),
    ("one number twice", ["v1", "v01"], {"E012"}),
]  # fmt: skip


@pytest.mark.parametrize(("names", "expected"), [each[1:] for each in VERSION_NAMES],
                         ids=[each[0] for each in VERSION_NAMES])  # fmt: skip
def test_each_fault_of_version_names_has_its_code(names, expected, tmp_path: Path) -> None:
    made = Shape(declarations={"0=ocfl_object_1.1": b"ocfl_object_1.1\n"})
    inventory = shape({}).head
    inventory["versions"] = {name: version_block(1, {}) for name in names}
    inventory["head"] = names[-1]
    made.inventories["top"] = inventory
    place = made.write(tmp_path / "object")
    shutil.rmtree(place / "top")
    for name in names:
        (place / name).mkdir()
    found = codes(place)
    assert expected <= found
    assert found - expected <= {"E001", "E046", "E040"}


@pytest.mark.parametrize(
    ("declarations", "expected"),
    [
        ({}, {"E003"}),
        ({"0=ocfl_object_1.1": b"ocfl_object_1.1"}, {"E007"}),
        ({"0=ocfl_object_1.1": b"ocfl_object_1.0\n"}, {"E007"}),
        ({"0=ocfl_object_1.1": b"ocfl_object_1.1\n", "0=ocfl_object_1.0": b"ocfl_object_1.0\n"},
         {"E003"}),
        ({"0=ocfl_object_7.0": b"ocfl_object_7.0\n"}, {"E003", "E004", "E006"}),
        ({"0=ocfl_1.1": b"ocfl_1.1\n"}, {"E003", "E004", "E006"}),
        ({"1=ocfl_object_1.1": b"ocfl_object_1.1\n"}, {"E003", "E004", "E005"}),
        ({"ocfl_object_1.1": b"ocfl_object_1.1\n"}, {"E003", "E002", "E004"}),
    ],
)  # fmt: skip
def test_each_fault_of_a_declaration_has_its_code(declarations, expected, tmp_path: Path) -> None:
    made = small()
    made.declarations = declarations
    assert codes(made.write(tmp_path / "object")) == expected


def test_nothing_and_emptiness_are_no_object(tmp_path: Path) -> None:
    assert codes(tmp_path) == {"E003", "E063"}
    assert codes(tmp_path / "nowhere") == {"E003", "E063"}


def add(path: str, data: bytes | None = b"x") -> Callable[[Path], None]:
    def change(place: Path) -> None:
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            target.mkdir()
        else:
            target.write_bytes(data)

    return change


def drop(path: str) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        target = place / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    return change


SIDECAR = "inventory.json.sha512"
DISK_FAULTS = [
    ("file in the root", add("note.txt"), {"E001"}),
    ("directory in the root", add("notes", None), {"E001"}),
    ("file named like a version", add("v3"), {"E001"}),
    ("version nobody names", add("v3", None), {"E001", "E046"}),
    ("version gone", drop("v1"), {"E046", "E010", "E092", "E023"}),
    ("file beside the content", add("v1/note.txt"), {"E015"}),
    ("file in extensions", add("extensions/note.txt"), {"E067"}),
    ("extra content", add("v1/content/b"), {"E023"}),
    ("content gone", drop("v1/content/letter.txt"), {"E092", "E023"}),
    ("content directory gone", drop("v1/content"), {"E016", "E092", "E023"}),
    ("content changed", add("v1/content/letter.txt", b"One\n"), {"E092"}),
    ("empty directory", add("v1/content/empty", None), {"E024"}),
    ("no inventory", drop("inventory.json"), {"E063"}),
    ("inventory in capitals", lambda p: (p / "inventory.json").rename(p / "Inventory.json"),
     {"E063", "E034", "E001"}),
    ("no digest file", drop(SIDECAR), {"E058"}),
    ("no digest file in v1", drop(f"v1/{SIDECAR}"), {"E058"}),
    ("no digest file in v2", drop(f"v2/{SIDECAR}"), {"E058"}),
    ("digest file of another algorithm", lambda p: (p / SIDECAR).rename(p / "inventory.json.sha256"),
     {"E058", "E059", "E001"}),
    ("second digest file", add("inventory.json.md5"), {"E001"}),
    ("digest of something else", add(SIDECAR, f"{X} inventory.json\n".encode()), {"E060"}),
    ("digest file empty", add(SIDECAR, b""), {"E061"}),
    ("digest file with one word", add(SIDECAR, X.encode()), {"E061"}),
    ("digest file of another file", add(SIDECAR, f"{X} other.json\n".encode()), {"E061"}),
    ("digest file with two lines", add(SIDECAR, f"{X} inventory.json\nmore\n".encode()), {"E061"}),
    ("inventory touched", lambda p: (p / "inventory.json").write_bytes(
        (p / "inventory.json").read_bytes() + b"\n"), {"E060", "E064"}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [fault[1:] for fault in DISK_FAULTS],
                         ids=[fault[0] for fault in DISK_FAULTS])  # fmt: skip
def test_each_fault_on_disk_has_its_code(change, expected, tmp_path: Path) -> None:
    place = shape().write(tmp_path / "object")
    change(place)
    assert codes(place) == expected


def test_a_padded_digest_file_with_tabs_is_right(tmp_path: Path) -> None:
    place = shape().write(tmp_path / "object")
    text = (place / SIDECAR).read_text().replace(" ", " \t ")
    (place / SIDECAR).write_text(text)
    assert codes(place) == set()


V1_FAULTS = [
    ("another id", put("id", "urn:example:other"), {"E037", "E110"}),
    ("later OCFL", put("type", "https://ocfl.io/1.1/spec/#inventory"), {"E103"}),
    ("content named late", put("contentDirectory", "-"), {"E019", "E020", "E042", "E021"}),
    ("content named otherwise", put("contentDirectory", "other"), {"E019", "E020", "E042"}),
    ("another logical path", put(*V1, "state", {digest(b"one\n"): ["renamed.txt"]}), {"E066"}),
    ("a logical path more", put(*V1, "state", {digest(b"one\n"): ["letter.txt", "b"]}), {"E066"}),
    ("a version more", put("versions", "v2", version_block(2, {})), {"E040", "E066", "E023"}),
    ("manifest entry missing", put("manifest", {}), {"E023", "E050"}),
    ("untrue fixity", put("fixity", {"md5": {digest(b"z", "md5"): ["v1/data/letter.txt"]}}), {"E093"}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [fault[1:] for fault in V1_FAULTS],
                         ids=[fault[0] for fault in V1_FAULTS])  # fmt: skip
def test_each_disagreement_of_an_earlier_inventory_has_its_code(
    change, expected, tmp_path: Path
) -> None:
    spec = "1.0" if "E103" in expected else "1.1"
    made = shape(content="data", spec=spec)
    change(made.inventories["v1"])
    assert codes(made.write(tmp_path / "object")) == expected


def test_an_earlier_version_of_a_later_specification_is_e103(tmp_path: Path) -> None:
    made = shape({"a": b"x"}, {"a": b"y"}, {"a": b"z"})
    made.inventories["v2"]["type"] = "https://ocfl.io/1.0/spec/#inventory"
    assert codes(made.write(tmp_path / "object")) == {"E103"}


def test_a_forged_earlier_manifest_with_another_algorithm_is_found(tmp_path: Path) -> None:
    made = shape({"a": b"x"}, {"a": b"y"})
    old = shape({"a": b"x"}, algorithm="sha256").inventories["v1"]
    old["manifest"] = {digest(b"forged", "sha256"): ["v1/content/a"]}
    old["versions"]["v1"]["state"] = {digest(b"forged", "sha256"): ["a"]}
    made.inventories["v1"] = old
    assert codes(made.write(tmp_path / "object")) == {"E092"}


def test_the_state_may_not_change_with_the_algorithm(tmp_path: Path) -> None:
    made = shape({"a": b"x", "b": b"y"}, {"a": b"x"})
    old = shape({"a": b"y", "b": b"x"}, algorithm="sha256").inventories["v1"]
    old["manifest"] = {
        digest(b"x", "sha256"): ["v1/content/a"],
        digest(b"y", "sha256"): ["v1/content/b"],
    }
    made.inventories["v1"] = old
    assert codes(made.write(tmp_path / "object")) == {"E066"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("fixity", []), {"E056", "E057"}),
        (put("manifest", []), {"E041", "E050", "E023"}),
        (put("manifest", digest(b"y"), ["v1/content/b"]), {"E050", "E107", "E092", "E023"}),
        (put("contentDirectory", ""), {"E017"}),
    ],
)
def test_an_object_of_ocfl_1_0_is_told_the_codes_of_1_0(change, expected, tmp_path: Path) -> None:
    made = small("1.0")
    change(made.head)
    assert codes(made.write(tmp_path / "object")) == expected


LINKS = {
    "v1/content/letter.txt": "content",
    "v1/inventory.json": "an inventory",
    "v1/content": "a directory",
}


@pytest.mark.parametrize("path", LINKS)
def test_symbolic_links_are_refused_even_when_they_lead_to_the_right_bytes(
    path: str, tmp_path: Path
) -> None:
    place = shape().write(tmp_path / "object")
    (place / path).rename(tmp_path / "elsewhere")
    (place / path).symlink_to(tmp_path / "elsewhere")
    assert "E090" in codes(place)


def test_hard_links_are_refused(tmp_path: Path) -> None:
    place = shape().write(tmp_path / "object")
    os.link(place / "v1/content/letter.txt", tmp_path / "second name")
    assert codes(place) == {"E090"}


def test_pipes_are_refused_and_not_opened(tmp_path: Path) -> None:
    place = shape().write(tmp_path / "object")
    os.mkfifo(place / "v1/content/pipe")
    assert codes(place) == {"E089"}


ROOT = "0=ocfl_1.1"
LAYOUT = "ocfl_layout.json"
ROOT_FAULTS = [
    ("no declaration", drop(ROOT), {"E069", "E076"}),
    ("two declarations", add("0=ocfl_1.0", b"ocfl_1.0\n"), {"E076"}),
    ("declaration of nothing", add(ROOT, b""), {"E080"}),
    ("version unknown", lambda p: (p / ROOT).rename(p / "0=ocfl_8.1"),
     {"E069", "E076", "E077", "E079"}),
    ("another tag", lambda p: (p / ROOT).rename(p / "1=ocfl_1.1"), {"E069", "E076", "E077", "E078"}),
    ("no tag", lambda p: (p / ROOT).rename(p / "ocfl_1.1"), {"E069", "E076", "E075", "E077"}),
    ("layout no JSON", add(LAYOUT, b"{"), {"E070"}),
    ("layout a list", add(LAYOUT, b"[]"), {"E070"}),
    ("layout without description", add(LAYOUT, b'{"extension": "0002-flat-direct-storage-layout"}'),
     {"E070"}),
    ("layout unregistered", add(LAYOUT, b'{"extension": "ours", "description": "x"}'), {"E071"}),
    ("layout a number", add(LAYOUT, b'{"extension": [1], "description": "x"}'), {"E070"}),
    ("file on the way", add("a/note.txt"), {"E072", "E084"}),
    ("directory of files", add("c/d/note.txt"), {"E072", "E084", "E085", "E088"}),
    ("empty directory", add("empty", None), {"E073", "E085", "E088"}),
    ("file in extensions", add("extensions/note.txt"), {"E112"}),
    ("object without declaration", drop("a/one/0=ocfl_object_1.1"), {"E072", "E003"}),
    ("object changed", add("a/one/v1/content/letter.txt", b"changed"), {"E092"}),
    ("object in an object", lambda p: shape(identifier="urn:x:2").write(p / "a/one/inner"), {"E001", "E082"}),
    ("one id twice", lambda p: shape().write(p / "a/two"), {"E083"}),
    ("link", lambda p: (p / "b").symlink_to(p / "a"), {"E090"}),
    ("link on the way", lambda p: (p / "a/b").symlink_to(p / "a/one"), {"E072", "E084", "E090"}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [fault[1:] for fault in ROOT_FAULTS],
                         ids=[fault[0] for fault in ROOT_FAULTS])  # fmt: skip
def test_each_fault_of_a_storage_root_has_its_code(change, expected, tmp_path: Path) -> None:
    root = storage_root(tmp_path / "root")
    shape().write(root / "a" / "one")
    change(root)
    assert codes(root) == expected


def test_an_object_of_a_later_ocfl_than_its_root_is_e081(tmp_path: Path) -> None:
    root = storage_root(tmp_path / "root", "1.0")
    shape().write(root / "one")
    assert codes(root) == {"E081"}
    (root / "extensions").mkdir()
    (root / "extensions" / "note.txt").write_text("x")
    assert codes(root) == {"E081", "E067", "E086"}


def test_findings_name_the_path_below_what_was_validated(tmp_path: Path) -> None:
    root = storage_root(tmp_path / "root")
    place = shape().write(root / "a" / "one")
    (place / "v1/content/letter.txt").write_text("changed")
    assert [finding.path for finding in validate(root).errors] == ["a/one/v1/content/letter.txt"]


def test_no_inventory_however_broken_stops_the_validator(tmp_path: Path) -> None:
    """Values of every JSON kind in every place: an answer each time, never an exception."""
    values = [None, True, 0, -1.5, "", "v1", [], {}, [None], {"": None}, {"v1": None}, "\ud800"]
    generator = random.Random(20261124)
    for number in range(400):
        made = shape()
        target = made.inventories["v1"] if number % 3 == 0 else made.head
        for _ in range(generator.randint(1, 3)):
            at = target
            while True:
                keys = list(at) if isinstance(at, dict) else list(range(len(at)))
                if not keys:
                    break
                key = generator.choice(keys)
                if isinstance(at[key], dict | list) and generator.random() < 0.7:
                    at = at[key]
                    continue
                at[key] = copy.deepcopy(generator.choice(values))
                break
        place = made.write(tmp_path / str(number))
        write_inventory(place / "v2", made.head)
        report = validate(place)
        assert report.as_dict()["valid"] == (report.errors == [])
