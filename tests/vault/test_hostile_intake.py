"""Whatever is offered is taken safely or refused with a reason, and the rest of the delivery goes on."""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probanda.problems import ProbandaError, Problem
from probanda.vault import Delivery, Incoming, Vault, found, validate
from probanda.vault.found_files import fingerprint
from probanda.vault.oddities import clash_key, name_notices, shown
from probanda.vault.scrub import Scrub

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
DELIVERY = Delivery("Archivist", NOW)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.create(tmp_path / "vault", clock=lambda: NOW) as made:
        yield made
        assert Scrub(made).run().problems == []
        report = validate(made.store.root)
        assert (report.errors, report.warnings) == ([], [])


@pytest.fixture
def offered(tmp_path: Path) -> Path:
    folder = tmp_path / "offered"
    folder.mkdir()
    return folder


def taken(vault: Vault, *paths: Path, key: str = ""):
    return vault.intake(found(paths), DELIVERY, key=key)


def names(vault: Vault, receipt) -> dict[bytes, list[str]]:
    return {
        bytes.fromhex(file["name_bytes"]): file.get("notices", [])
        for identifier in receipt.objects
        for file in vault.metadata(identifier)["files"]
    }


HOSTILE = {
    "../../etc/passwd": {"name-path"},
    "/etc/passwd": {"name-path"},
    "C:\\Windows\\win.ini": {"name-path"},
    "photo\u202egpj.exe": {"name-bidi", "extension-unlike-content"},
    "a\nb\x1b[31m": {"name-control"},
    "pass\u200bword.txt": {"name-invisible"},
    "con.txt": {"name-reserved"},
    "trailing. ": {"name-reserved"},
    "x" * 300: {"name-long"},
    "\x00": {"name-control", "name-path"},
    "": set(),
    "..": {"name-path"},
    "inventory.json": set(),
    "0=ocfl_object_1.1": set(),
    "Ünïcödé 手紙.txt": set(),
}


def test_hostile_names_are_kept_as_they_are_and_never_used_as_paths(vault: Vault) -> None:
    offered = [
        Incoming(name.encode(), lambda name=name: io.BytesIO(name.encode())) for name in HOSTILE
    ]
    receipt = vault.intake(offered, DELIVERY)
    assert [(name.decode(), set(said)) for name, said in names(vault, receipt).items()] == list(
        HOSTILE.items()
    )
    for item in receipt.items:
        assert item.content.isascii()
        assert item.content.startswith("v1/content/000/")
    assert all(each.severity == "notice" for each in receipt.notices)
    again = vault.metadata(receipt.intake)["files"]
    assert all(file["name"].isprintable() for file in again)


def test_names_that_are_not_utf8_keep_their_bytes(vault: Vault, offered: Path) -> None:
    raw = b"caf\xe9\xff.jpg"
    (offered / os.fsdecode(raw)).write_bytes(b"\xff\xd8\xff\xe0 photo")
    receipt = taken(vault, offered)
    assert names(vault, receipt) == {b"offered/" + raw: ["name-not-utf8"]}
    assert receipt.items[0].name == "offered/caf\\xe9\\xff.jpg"


def test_names_that_are_one_to_some_system_are_noted(vault: Vault) -> None:
    pairs = [
        ("caf\u00e9.txt", "cafe\u0301.txt"),
        ("KIZIL.txt", "k\u0131z\u0131l.txt"),
        ("\u0130zmir.txt", "izmir.txt"),
        ("Photo.JPG", "photo.jpg"),
    ]
    offered = [
        Incoming(name.encode(), lambda name=name: io.BytesIO(name.encode()))
        for pair in pairs
        for name in pair
    ]
    receipt = vault.intake(offered, DELIVERY)
    said = names(vault, receipt)
    assert len(receipt.items) == 8
    for first, second in pairs:
        assert "name-clash" not in said[first.encode()]
        assert "name-clash" in said[second.encode()]


def test_links_pipes_sockets_and_devices_are_refused_and_the_rest_is_taken(
    vault: Vault, offered: Path
) -> None:
    (offered / "good.txt").write_text("good")
    (offered / "link").symlink_to("/etc/passwd")
    (offered / "link to folder").symlink_to("/etc")
    (offered / "loop").symlink_to("loop")
    os.mkfifo(offered / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(offered / "socket"))
        (offered / "deep").mkdir()
        (offered / "deep" / "also good.txt").write_text("also good")
        receipt = taken(vault, offered, Path("/dev/null"))
    assert [item.name for item in receipt.items] == [
        "offered/deep/also good.txt",
        "offered/good.txt",
    ]
    assert {(each.file, each.code) for each in receipt.refused} == {
        ("offered/link", "intake-link"),
        ("offered/link to folder", "intake-link"),
        ("offered/loop", "intake-link"),
        ("offered/pipe", "intake-not-a-file"),
        ("offered/socket", "intake-not-a-file"),
        ("null", "intake-not-a-file"),
    }
    assert all(each.remedy for each in receipt.refused)
    assert len(vault.metadata(receipt.intake)["refused"]) == 6


def test_a_file_exchanged_for_a_link_after_it_was_seen_is_refused(
    vault: Vault, offered: Path
) -> None:
    (offered / "a").write_text("a")
    (offered / "b").write_text("b")
    seen = list(found([offered]))
    (offered / "a").unlink()
    (offered / "a").symlink_to("/etc/passwd")
    receipt = vault.intake(seen, DELIVERY)
    assert [item.name for item in receipt.items] == ["offered/b"]
    assert [each.code for each in receipt.refused] == ["intake-unreadable"]


def test_a_file_exchanged_for_another_after_it_was_seen_is_refused(
    vault: Vault, offered: Path
) -> None:
    (offered / "a").write_text("a")
    (offered / "b").write_text("b")
    seen = list(found([offered]))
    (offered / "other").write_text("other")
    (offered / "other").replace(offered / "a")
    receipt = vault.intake(seen, DELIVERY)
    assert [(each.file, each.code) for each in receipt.refused] == [
        ("offered/a", "intake-unreadable")
    ]


class Changing(io.BytesIO):
    """A file that is written to while we read it; ``times`` says how often that happens."""

    times = 0


@pytest.mark.parametrize(("times", "kept"), [(2, True), (5, False)])
def test_a_file_that_changes_while_it_is_read_is_read_again_and_then_refused(
    vault: Vault, offered: Path, times: int, kept: bool
) -> None:
    path = offered / "growing.log"
    path.write_bytes(b"x" * 1000)
    (offered / "still").write_bytes(b"still")
    left = [times]

    def disturbed() -> Iterator[Incoming]:
        for each in found([offered]):
            if each.name.endswith(b"still"):
                yield each
                continue

            def opened(each=each):
                stream = each.open()
                if left[0]:
                    left[0] -= 1
                    with path.open("ab") as more:
                        more.write(b"y")
                return stream

            yield Incoming(each.name, opened, size=None, unchanged=each.unchanged)

    receipt = vault.intake(disturbed(), DELIVERY)
    assert [item.name for item in receipt.items][-1] == "offered/still"
    assert len(receipt.items) == (2 if kept else 1)
    assert [each.code for each in receipt.refused] == ([] if kept else ["intake-changing"])


def test_a_file_that_grows_without_end_is_not_read_without_end(vault: Vault) -> None:
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            return b"x" * size

    offered = [
        Incoming(b"endless", Endless, size=3),  # type: ignore[arg-type]
        Incoming(b"good", lambda: io.BytesIO(b"good")),
    ]
    receipt = vault.intake(offered, DELIVERY)
    assert [each.code for each in receipt.refused] == ["intake-changing"]
    assert len(receipt.items) == 1


def test_a_file_with_holes_is_taken_or_refused_when_there_is_no_room(
    vault: Vault, offered: Path
) -> None:
    with (offered / "holes").open("wb") as stream:
        stream.truncate(3_000_000)
    with (offered / "more holes").open("wb") as stream:
        stream.truncate(1 << 43)
    receipt = taken(vault, offered)
    assert names(vault, receipt) == {b"offered/holes": ["sparse"]}
    assert receipt.items[0].size == 3_000_000
    assert [(each.file, each.code) for each in receipt.refused] == [
        ("offered/more holes", "intake-too-large")
    ]


def test_a_read_error_refuses_the_file_alone(vault: Vault) -> None:
    class Torn(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().read(3)

    receipt = vault.intake(
        [Incoming(b"torn", lambda: Torn(b"abcdef")), Incoming(b"good", lambda: io.BytesIO(b"g"))],
        DELIVERY,
    )
    assert [each.code for each in receipt.refused] == ["intake-unreadable"]
    assert "Input/output" in receipt.refused[0].message
    assert [item.name for item in receipt.items] == ["good"]


def test_a_file_that_may_not_be_read_is_refused(vault: Vault, offered: Path) -> None:
    def refuse():
        raise PermissionError(13, "Permission denied")

    receipt = vault.intake(
        [Incoming(b"secret", refuse), Incoming(b"good", lambda: io.BytesIO(b"g"))], DELIVERY
    )
    assert [(each.file, each.code) for each in receipt.refused] == [("secret", "intake-unreadable")]


def test_an_extension_that_lies_is_noted(vault: Vault) -> None:
    offered = [
        Incoming(b"holiday.jpg", lambda: io.BytesIO(b"MZ\x90\x00")),
        Incoming(b"letter.pdf", lambda: io.BytesIO(b"%PDF-1.7")),
        Incoming(b"sheet.xlsx", lambda: io.BytesIO(b"PK\x03\x04")),
        Incoming(b"clip.mp4", lambda: io.BytesIO(b"not a film")),
        Incoming(b"notes.txt", lambda: io.BytesIO(b"just text")),
    ]
    receipt = vault.intake(offered, DELIVERY)
    assert {each.file for each in receipt.notices} == {"holiday.jpg", "clip.mp4"}
    assert {each.code for each in receipt.notices} == {"extension-unlike-content"}


def test_a_folder_too_deep_for_a_path_is_refused(vault: Vault, offered: Path) -> None:
    here = os.open(offered, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=here)
        deeper = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    (offered / "good").write_text("good")
    receipt = taken(vault, offered)
    assert [item.name for item in receipt.items] == ["offered/good"]
    assert [each.code for each in receipt.refused] == ["intake-unreadable"]


def test_more_files_than_one_object_holds_are_split(vault: Vault, monkeypatch) -> None:
    monkeypatch.setattr("probanda.vault.intake.MOST_FILES", 3)
    monkeypatch.setattr("probanda.vault.intake.MOST_BYTES", 100)
    sizes = [10, 10, 10, 10, 80, 30, 200, 5, 5]
    offered = [
        Incoming(str(at).encode(), lambda at=at, n=n: io.BytesIO(bytes([at]) * n), size=n)
        for at, n in enumerate(sizes)
    ]
    receipt = vault.intake(offered, DELIVERY, key="many")
    parts = [vault.metadata(each) for each in receipt.objects]
    assert [[file["size"] for file in part["files"]] for part in parts] == [
        [10, 10, 10], [10, 80], [30], [200], [5, 5]
    ]  # fmt: skip
    assert [(part["part"], part["parts"], part["intake"]) for part in parts] == [
        (number, 5, receipt.intake) for number in range(1, 6)
    ]
    assert receipt.entries == (1, 2, 3, 4, 5)
    again = vault.intake(offered, DELIVERY, key="many")
    assert {**again.as_dict(), "repeated": False} == receipt.as_dict()


def test_a_key_given_again_with_other_files_is_refused(vault: Vault) -> None:
    one = [Incoming(b"a", lambda: io.BytesIO(b"one"))]
    vault.intake(one, DELIVERY, key="k")
    with pytest.raises(ProbandaError, match="vault-key-reused"):
        vault.intake([Incoming(b"a", lambda: io.BytesIO(b"two"))], DELIVERY, key="k")
    with pytest.raises(ProbandaError, match="vault-key-reused"):
        vault.intake([*one, Incoming(b"b", lambda: io.BytesIO(b"x"))], DELIVERY, key="k")


def test_a_fingerprint_tells_untouched_files_from_touched_ones(offered: Path) -> None:
    (offered / "a").write_text("a")
    first = fingerprint([offered])
    assert fingerprint([offered]) == first
    os.utime(offered / "a", ns=(1, 1))
    assert fingerprint([offered]) != first


@given(st.binary(max_size=40))
def test_any_bytes_make_a_name_that_can_be_shown(raw: bytes) -> None:
    assert shown(raw).isprintable()
    name_notices(raw)
    assert clash_key(raw) == clash_key(raw)


@given(names=st.lists(st.binary(max_size=20), min_size=1, max_size=6))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_names_are_kept_byte_for_byte(tmp_path_factory, names: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("any") / "vault"
    with Vault.create(folder) as vault:
        receipt = vault.intake(
            [Incoming(name, lambda name=name: io.BytesIO(name)) for name in names], DELIVERY
        )
        files = vault.metadata(receipt.intake)["files"]
    assert [bytes.fromhex(file["name_bytes"]) for file in files] == names


def test_our_own_disk_is_not_taken_for_the_senders(vault: Vault, monkeypatch) -> None:
    def full(self, descriptor, data):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(type(vault.disk), "write", full)
        with pytest.raises(OSError, match="No space"):
            vault.intake([Incoming(b"a", lambda: io.BytesIO(b"a"))], DELIVERY)
    assert vault.log.size == 1
    assert list(vault.store.staging.glob("*/*")) == []
    assert vault.intake([Incoming(b"a", lambda: io.BytesIO(b"a"))], DELIVERY).log_index == 1


def test_a_fingerprint_tells_files_apart_whose_names_sizes_and_times_are_alike(
    tmp_path: Path,
) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a").write_text(folder)
        os.utime(tmp_path / folder / "a", ns=(1, 1))
    assert fingerprint([tmp_path / "one" / "a"]) != fingerprint([tmp_path / "two" / "a"])


def test_a_fingerprint_tells_a_file_that_was_changed_and_given_its_time_back(offered: Path) -> None:
    (offered / "a").write_text("a")
    os.utime(offered / "a", ns=(1, 1))
    first = fingerprint([offered])
    while fingerprint([offered]) == first:  # until the file system's clock has moved on
        (offered / "a").write_text("b")
        os.utime(offered / "a", ns=(1, 1))
    assert [each.size for each in found([offered]) if isinstance(each, Incoming)] == [1]


def test_a_link_that_goes_away_while_it_is_looked_at_is_refused_by_itself(
    offered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (offered / "a").write_text("a")
    (offered / "link").symlink_to("a")

    def gone(path: bytes) -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(os, "readlink", gone)
    first, second = found([offered])
    assert isinstance(first, Incoming)
    assert isinstance(second, Problem)
    assert second.code == "intake-unreadable"


def test_a_vault_is_not_taken_into_itself(offered: Path) -> None:
    (offered / "a").write_text("a")
    with Vault.create(offered / "vault", clock=lambda: NOW) as inside:
        key = inside.folder / "keys" / "log.key"
        (offered / "loop").symlink_to("loop")
        receipt = inside.intake(found([offered, key, offered / "loop"], inside.folder), DELIVERY)
        assert [item.name for item in receipt.items] == ["offered/a"]
        assert [(each.code, each.file) for each in receipt.refused] == [
            ("intake-link", "offered/loop"),
            ("intake-own-vault", "offered/vault"),
            ("intake-own-vault", "log.key"),
            ("intake-link", "loop"),
        ]
