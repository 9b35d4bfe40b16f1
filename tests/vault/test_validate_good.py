"""Shapes that the specification allows are valid, and without warnings where it asks for nothing better."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from probanda.vault import validate
from tests.vault.shapes import Shape, digest, shape, storage_root, version_block, write_inventory


def upper(made: Shape) -> Shape:
    def change(inventory):
        inventory["manifest"] = {key.upper(): value for key, value in inventory["manifest"].items()}
        for version in inventory["versions"].values():
            version["state"] = {key.upper(): value for key, value in version["state"].items()}

    return made.each(change)


def with_fixity() -> Shape:
    made = shape({"a": b"x"})
    algorithms = ("md5", "sha1", "sha256", "sha512", "blake2b-512")
    made.head["fixity"] = {name: {digest(b"x", name): ["v1/content/a"]} for name in algorithms}
    made.head["fixity"]["size"] = {"1": ["v1/content/a"]}
    return made


def updated_spec() -> Shape:
    made = shape()
    made.inventories["v1"]["type"] = "https://ocfl.io/1.0/spec/#inventory"
    return made


def without_files() -> Shape:
    return shape({})


def deleted_all() -> Shape:
    return shape({"a": b"x"}, {})


def twice_stored() -> Shape:
    made = shape({"a": b"x", "b": b"x"})
    made.files["v1/content/b"] = b"x"
    made.head["manifest"][digest(b"x")].append("v1/content/b")
    return made


def times(*values: str) -> Shape:
    made = shape({"a": b"x"})
    made.head["versions"]["v1"]["created"] = values[0]
    return made


GOOD = {
    "two versions": shape,
    "OCFL 1.0": lambda: shape(spec="1.0"),
    "content elsewhere": lambda: shape(content="payload"),
    "digests in capitals": lambda: upper(shape()),
    "fixity": with_fixity,
    "empty fixity": lambda: shape().each(lambda i: i.__setitem__("fixity", {})),
    "an earlier version of OCFL 1.0": updated_spec,
    "no files": without_files,
    "all files gone in v2": deleted_all,
    "content stored twice": twice_stored,
    "names of other scripts": lambda: shape({"письмо/№ 1": b"x", "e\u0301": b"y", "a b\\c": b"z"}),
    "many versions": lambda: shape(*({"f": bytes([n])} for n in range(12))),
    "fractions of a second": lambda: times("2026-03-01T10:00:00.123456789+05:30"),
    "leap second": lambda: times("2016-12-31t23:59:60z"),
    "empty file": lambda: shape({"a": b""}),
}


@pytest.mark.parametrize("name", GOOD)
def test_allowed_shapes_are_valid_without_warnings(name: str, tmp_path: Path) -> None:
    report = validate(GOOD[name]().write(tmp_path / "object"))
    assert (report.errors, report.warnings) == ([], [])


def test_logs_and_registered_extensions_are_allowed(tmp_path: Path) -> None:
    place = shape().write(tmp_path / "object")
    (place / "logs").mkdir()
    (place / "extensions" / "0005-mutable-head").mkdir(parents=True)
    report = validate(place)
    assert (report.errors, report.warnings) == ([], [])


def test_an_earlier_version_may_use_sha256(tmp_path: Path) -> None:
    made = shape()
    old = shape(*({"letter.txt": b"one\n"},), algorithm="sha256")
    old.inventories["v1"]["versions"]["v1"] |= {
        key: made.head["versions"]["v1"][key] for key in ("created", "message", "user")
    }
    made.inventories["v1"] = old.inventories["v1"]
    place = made.write(tmp_path / "object")
    (place / "v1" / "inventory.json.sha512").unlink(missing_ok=True)
    report = validate(place)
    assert report.errors == []
    assert {finding.code for finding in report.warnings} == {"W004"}


def test_a_storage_root_with_objects_layout_and_documents_is_valid(tmp_path: Path) -> None:
    root = storage_root(tmp_path / "root")
    (root / "ocfl_1.1.md").write_text("the specification\n")
    (root / "extensions" / "0004-hashed-n-tuple-storage-layout").mkdir(parents=True)
    for number in (1, 2):
        shape(identifier=f"urn:example:{number}").write(root / f"a{number}" / "b" / "object")
    shape(identifier="urn:example:3", spec="1.0").write(root / "a3" / "b" / "object")
    report = validate(root)
    assert (report.errors, report.warnings) == ([], [])


def test_an_empty_storage_root_is_valid(tmp_path: Path) -> None:
    report = validate(storage_root(tmp_path / "root", "1.0"))
    assert (report.errors, report.warnings) == ([], [])


WARNED = {
    "W001": lambda: shape(name="v{:03}"),
    "W004": lambda: shape(algorithm="sha256"),
    "W005": lambda: shape(identifier="object one"),
}


@pytest.mark.parametrize("code", WARNED)
def test_what_the_specification_advises_against_is_a_warning(code: str, tmp_path: Path) -> None:
    report = validate(WARNED[code]().write(tmp_path / "object"))
    assert report.errors == []
    assert {finding.code for finding in report.warnings} == {code}


def advised(change) -> Shape:
    made = shape({"a": b"x"})
    change(made.head["versions"]["v1"])
    return made


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("W007", lambda version: version.pop("message")),
        ("W007", lambda version: version.pop("user")),
        ("W008", lambda version: version["user"].pop("address")),
        ("W009", lambda version: version["user"].update(address="archive at example")),
    ],
)
def test_thin_descriptions_of_a_version_are_warnings(code, change, tmp_path: Path) -> None:
    report = validate(advised(change).write(tmp_path / "object"))
    assert report.errors == []
    assert [finding.code for finding in report.warnings] == [code]


def test_an_extra_directory_in_a_version_is_w002(tmp_path: Path) -> None:
    place = shape().write(tmp_path / "object")
    (place / "v1" / "notes").mkdir()
    assert [finding.code for finding in validate(place).warnings] == ["W002"]


def test_an_empty_content_directory_is_w003(tmp_path: Path) -> None:
    place = deleted_all().write(tmp_path / "object")
    (place / "v2" / "content").mkdir()
    report = validate(place)
    assert report.errors == []
    assert [finding.code for finding in report.warnings] == ["W003"]


def test_a_version_without_inventory_is_w010(tmp_path: Path) -> None:
    place = shape().write(tmp_path / "object")
    for file in (place / "v1").glob("inventory*"):
        file.unlink()
    report = validate(place)
    assert report.errors == []
    assert [finding.code for finding in report.warnings] == ["W010"]


def test_another_message_in_an_earlier_inventory_is_w011(tmp_path: Path) -> None:
    made = shape()
    made.inventories["v1"]["versions"]["v1"]["message"] = "Something else"
    report = validate(made.write(tmp_path / "object"))
    assert report.errors == []
    assert [finding.code for finding in report.warnings] == ["W011"]


def test_unregistered_extensions_are_w013_and_w016(tmp_path: Path) -> None:
    root = storage_root(tmp_path / "root")
    place = shape().write(root / "object")
    (root / "extensions" / "house-rules").mkdir(parents=True)
    (place / "extensions" / "house-rules").mkdir(parents=True)
    report = validate(root)
    assert report.errors == []
    assert [finding.code for finding in report.warnings] == ["W016", "W013"]
    older = storage_root(tmp_path / "older", "1.0")
    (older / "extensions" / "house-rules").mkdir(parents=True)
    assert [finding.code for finding in validate(older).warnings] == ["W013"]


def test_objects_at_two_depths_are_w015(tmp_path: Path) -> None:
    root = storage_root(tmp_path / "root")
    shape(identifier="urn:example:1").write(root / "one")
    shape(identifier="urn:example:2").write(root / "a" / "two")
    report = validate(root)
    assert report.errors == []
    assert [finding.code for finding in report.warnings] == ["W015"]


def test_an_object_away_from_its_layout_is_w014(tmp_path: Path) -> None:
    root = storage_root(tmp_path / "root")
    (root / "ocfl_layout.json").write_text(
        '{"extension": "0004-hashed-n-tuple-storage-layout", "description": "hashed"}'
    )
    shape(identifier="urn:example:1").write(root / "abc")
    report = validate(root)
    assert report.errors == []
    assert [finding.code for finding in report.warnings] == ["W014"]


def test_the_empty_manifest_and_later_reuse_are_consistent(tmp_path: Path) -> None:
    made = shape({"a": b"x"}, {}, {"again": b"x"})
    inventory = copy.deepcopy(made.head)
    assert inventory["manifest"] == {digest(b"x"): ["v1/content/a"]}
    place = made.write(tmp_path / "object")
    assert validate(place).valid
    inventory["versions"]["v4"] = version_block(4, {})
    inventory["head"] = "v4"
    (place / "v4").mkdir()
    write_inventory(place / "v4", inventory)
    write_inventory(place, inventory)
    assert validate(place).valid
