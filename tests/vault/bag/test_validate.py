"""Bags of every shape the RFC speaks of are judged, each break of a MUST under its code."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probanda.vault.bag import payload_of, validate_bag, write_bag
from probanda.vault.bag.report import ERRORS, BagReport
from probanda.vault.bag.tags import declaration, fetches, info, listed

Change = Callable[[Path], object]


def bag(folder: Path, names: tuple[str, ...] = ("a.txt", "b/c.txt")) -> Path:
    files = {}
    for number, name in enumerate(names):
        files[name] = folder / f"source-{number}"
        files[name].write_bytes(name.encode())
    write_bag(folder / "bag", files, [("Source-Organization", "Invented Archive")])
    return folder / "bag"


def older(folder: Path, version: str = "0.97") -> Path:
    """A small bag of an earlier version, with md5 and without tag manifests."""
    (folder / "bag" / "data").mkdir(parents=True)
    place = folder / "bag"
    (place / "data" / "a.txt").write_bytes(b"x")
    (place / "bagit.txt").write_bytes(
        f"BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n".encode()
    )
    (place / "manifest-md5.txt").write_bytes(
        f"{hashlib.md5(b'x').hexdigest()} data/a.txt\n".encode()
    )
    return place


def codes(place: Path, resealed: bool = True) -> set[str]:
    """Errors; tag manifests are taken away first unless they are the matter."""
    if resealed:
        for each in place.glob("tagmanifest-*"):
            each.unlink()
    return {finding.code for finding in validate_bag(place).errors}


def warned(place: Path) -> set[str]:
    for each in place.glob("tagmanifest-*"):
        each.unlink()
    return {finding.code for finding in validate_bag(place).warnings}


def test_what_we_write_is_valid_here_and_for_the_reference_program(tmp_path: Path) -> None:
    place = bag(tmp_path)
    assert validate_bag(place).as_dict() == {"valid": True, "errors": [], "warnings": []}
    bagit.Bag(str(place)).validate()
    paths, metadata = payload_of(place)
    assert paths == ["a.txt", "b/c.txt"]
    assert metadata == [("Source-Organization", "Invented Archive"), ("Payload-Oxum", "12.2")]


def test_the_same_input_makes_the_same_bag(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    one, two = bag(tmp_path / "1"), bag(tmp_path / "2")
    assert [p.read_bytes() for p in sorted(one.rglob("*.txt"))] == [
        p.read_bytes() for p in sorted(two.rglob("*.txt"))
    ]


def test_names_with_line_ends_and_percent_signs_are_encoded(tmp_path: Path) -> None:
    place = bag(tmp_path, ("50 %.txt", "two\nlines", "cr\r", "%0A"))
    text = (place / "manifest-sha256.txt").read_text()
    assert "data/50 %25.txt\n" in text
    assert "data/two%0Alines\n" in text
    assert codes(place) == set()


def rewrite(name: str, change: Callable[[str], str]) -> Change:
    def run(place: Path) -> None:
        path = place / name
        path.write_bytes(change(path.read_bytes().decode()).encode())

    return run


def write(name: str, data: bytes) -> Change:
    return lambda place: (place / name).write_bytes(data)


M = "manifest-sha256.txt"
D = "bagit.txt"
I = "bag-info.txt"  # noqa: E741
ENCODING = "Tag-File-Character-Encoding: UTF-8\n"
FAULTS: list[tuple[str, Change, set[str]]] = [
    ("no declaration", lambda p: (p / D).unlink(), {"bag-declaration"}),
    ("byte order mark", rewrite(D, lambda t: "\ufeff" + t), {"bag-declaration"}),
    ("space before the colon", rewrite(D, lambda t: t.replace(": 1", " : 1")), {"bag-declaration"}),
    ("no space after the colon", rewrite(D, lambda t: t.replace(": 1", ":1")), {"bag-declaration"}),
    ("two spaces", rewrite(D, lambda t: t.replace(": 1", ":  1")), {"bag-declaration"}),
    ("space at the end", rewrite(D, lambda t: t.replace("1.0", "1.0 ")), {"bag-declaration"}),
    ("space at the start", rewrite(D, lambda t: " " + t), {"bag-declaration"}),
    ("other order", write(D, f"{ENCODING}BagIt-Version: 1.0\n".encode()), {"bag-declaration"}),
    ("a third line", rewrite(D, lambda t: t + "Note: x\n"), {"bag-declaration"}),
    ("one line", write(D, b"BagIt-Version: 1.0\n"), {"bag-declaration"}),
    ("small letters", rewrite(D, lambda t: t.replace("BagIt", "bagit")), {"bag-declaration"}),
    ("unknown version", rewrite(D, lambda t: t.replace("1.0", "2.0")), {"bag-version"}),
    ("version a word", rewrite(D, lambda t: t.replace("1.0", "one")), {"bag-declaration"}),
    ("unknown encoding", rewrite(D, lambda t: t.replace("UTF-8", "UTF-99")), {"bag-encoding"}),
    ("declaration not UTF-8", write(D, b"\xff\xfe"), {"bag-declaration"}),
    ("manifest not UTF-8", write(M, b"\xff\n"), {"bag-encoding", "bag-unlisted"}),
    ("no manifest", lambda p: [each.unlink() for each in p.glob("manifest*")],
     {"bag-no-manifest", "bag-unlisted"}),
    ("manifest of an unknown algorithm", write("manifest-crc32.txt", b""), {"bag-algorithm"}),
    ("file nobody names", write("data/d", b""), {"bag-unlisted", "bag-oxum"}),
    ("named by one manifest only", rewrite(M, lambda t: t.splitlines()[0] + "\n"), {"bag-unlisted"}),
    ("file not there", lambda p: (p / "data/a.txt").unlink(), {"bag-missing", "bag-oxum"}),
    ("bytes changed", write("data/a.txt", b"A.txt"), {"bag-digest"}),
    ("white space before the digest", rewrite(M, lambda t: " " + t),
     {"bag-manifest-line", "bag-unlisted"}),
    ("digest without path", rewrite(M, lambda t: t + "ab" * 32 + "\n"), {"bag-manifest-line"}),
    ("digest too short", rewrite(M, lambda t: t + "abcd data/x\n"), {"bag-manifest-line"}),
    ("no digest", rewrite(M, lambda t: t + "zz data/x\n"), {"bag-manifest-line"}),
    ("no-break space between", rewrite(M, lambda t: t.replace("  ", "\u00a0")),
     {"bag-manifest-line", "bag-unlisted"}),
    ("named twice", rewrite(M, lambda t: t + t.splitlines()[0] + "\n"), {"bag-duplicate"}),
    ("path upwards", rewrite(M, lambda t: f"{t}{'0' * 64} data/../../x\n"), {"bag-path"}),
    ("path from the root", rewrite(M, lambda t: f"{t}{'0' * 64} /etc/passwd\n"), {"bag-path"}),
    ("path of a home", rewrite(M, lambda t: f"{t}{'0' * 64} ~/x\n"), {"bag-path"}),
    ("path of Windows", rewrite(M, lambda t: f"{t}{'0' * 64} C:\\x\n"), {"bag-path"}),
    ("path with two slashes", rewrite(M, lambda t: t.replace("data/a", "data//a")),
     {"bag-path", "bag-unlisted"}),
    ("payload manifest names a tag file", rewrite(M, lambda t: f"{t}{'0' * 64} bagit.txt\n"),
     {"bag-manifest-place", "bag-digest"}),
    ("count untrue", rewrite(I, lambda t: t.replace("12.2", "12.3")), {"bag-oxum"}),
    ("count no count", rewrite(I, lambda t: t.replace("12.2", "12")), {"bag-oxum"}),
    ("label with space", rewrite(I, lambda t: t.replace("tion:", "tion :")), {"bag-info-line"}),
    ("value without space", rewrite(I, lambda t: t.replace(": I", ":I")), {"bag-info-line"}),
    ("line without colon", rewrite(I, lambda t: t + "note\n"), {"bag-info-line"}),
    ("goes on with nothing", rewrite(I, lambda t: "  x\n" + t), {"bag-info-line"}),
    ("fetch without length", write("fetch.txt", b"https://example.org/a data/a.txt\n"),
     {"bag-fetch-line"}),
    ("fetch of what nobody names", write("fetch.txt", b"https://example.org/a - data/z\n"),
     {"bag-fetch-unlisted"}),
    ("fetch upwards", write("fetch.txt", b"https://example.org/a 5 data/../x\n"), {"bag-path"}),
    ("fetch of a tag file", write("fetch.txt", b"https://example.org/a 5 bagit.txt\n"), {"bag-path"}),
    ("link", lambda p: (p / "data/l").symlink_to("a.txt"), {"bag-link"}),
    ("pipe", lambda p: os.mkfifo(p / "data/p"), {"bag-link"}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [fault[1:] for fault in FAULTS],
                         ids=[fault[0] for fault in FAULTS])  # fmt: skip
def test_each_fault_has_its_code(change: Change, expected: set[str], tmp_path: Path) -> None:
    place = bag(tmp_path)
    change(place)
    assert codes(place) == expected


def test_every_error_has_a_shape_here() -> None:
    shown = {code for fault in FAULTS for code in fault[2]}
    assert set(ERRORS) - shown == {"bag-payload", "bag-tag-manifest"}


def test_a_bag_without_a_payload_directory_is_not_one(tmp_path: Path) -> None:
    place = bag(tmp_path, ())
    (place / "data").rmdir()
    assert codes(place) == {"bag-payload"}


def test_tag_manifests_are_held_to_their_rules(tmp_path: Path) -> None:
    place = bag(tmp_path)
    (place / "bag-info.txt").write_text("Payload-Oxum: 12.2\n")
    assert codes(place, resealed=False) == {"bag-digest"}
    tags = place / "tagmanifest-sha256.txt"
    tags.write_text("".join(row for row in tags.open() if "manifest-" not in row))
    assert codes(place, resealed=False) == {"bag-digest", "bag-tag-manifest"}
    tags.write_text(f"{'0' * 64}  tagmanifest-sha512.txt\n")
    assert "bag-manifest-place" in codes(place, resealed=False)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_may_end_in_three_ways(end: str, tmp_path: Path) -> None:
    place = bag(tmp_path)
    for each in place.glob("*.txt"):
        each.write_bytes(each.read_bytes().replace(b"\n", end.encode()))
    assert codes(place) == set()


def test_digests_in_capitals_and_tabs_are_right(tmp_path: Path) -> None:
    place = bag(tmp_path)
    text = (place / M).read_text()
    rows = [row.split("  ") for row in text.splitlines()]
    (place / M).write_text("".join(f"{digest.upper()}\t {path}\n" for digest, path in rows))
    assert codes(place) == set()


def test_values_that_go_on_in_the_next_line_are_joined() -> None:
    report = BagReport()
    assert info("A: one\n  two\nB: x\n", I, True, report) == [("A", "one two"), ("B", "x")]
    assert report.valid


@pytest.mark.parametrize("version", ["0.93", "0.94", "0.95", "0.96", "0.97"])
def test_earlier_versions_are_read_with_their_looser_rules(version: str, tmp_path: Path) -> None:
    place = older(tmp_path, version)
    (place / I).write_text("Label :value\n")
    assert codes(place) == set()
    assert warned(place) == {"bag-weak-digest", "bag-old-version"}


def test_before_1_0_one_manifest_that_names_a_file_is_enough(tmp_path: Path) -> None:
    place = older(tmp_path)
    (place / "manifest-sha256.txt").write_text("")
    assert codes(place) == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("data/a", "*data/a", "bag-asterisk"),
        ("data/a", "./data/a", "bag-dot-slash"),
        (".txt\n", ".txt\n\n", "bag-blank-line"),
    ],
)
def test_habits_of_other_programs_are_warnings(old, new, code, tmp_path: Path) -> None:
    place = bag(tmp_path)
    rewrite(M, lambda text: text.replace(old, new))(place)
    assert code in warned(place)
    assert codes(place) == set()


def test_a_bare_percent_sign_is_taken_as_it_stands(tmp_path: Path) -> None:
    place = bag(tmp_path, ("50 %.txt",))
    for name in (M, "manifest-sha512.txt"):
        rewrite(name, lambda text: text.replace("%25", "%"))(place)
    assert codes(place) == set()
    assert warned(place) == {"bag-percent"}


def test_another_normal_form_of_a_name_is_found_and_warned_of(tmp_path: Path) -> None:
    place = bag(tmp_path, ("\u00e9.txt",))
    for name in (M, "manifest-sha512.txt"):
        rewrite(name, lambda text: unicodedata.normalize("NFD", text))(place)
    assert codes(place) == set()
    assert warned(place) == {"bag-normal-form"}


def test_names_that_collide_elsewhere_are_warned_of(tmp_path: Path) -> None:
    place = bag(tmp_path, ("A", "a", "\u00e9", "e\u0301", "con.txt"))
    assert codes(place) == set()
    assert warned(place) == {"bag-letter-case", "bag-normal-form", "bag-windows-name"}


@given(st.binary(max_size=200))
def test_no_tag_file_however_broken_stops_the_reader(data: bytes) -> None:
    report = BagReport()
    declaration(data, report)
    text = data.decode("latin-1")
    listed(text, "m", report)
    info(text, "i", True, report)
    fetches(text, "f", report)
    report.as_dict()
