"""What we write is OCFL 1.1 to our validator and to an independent one, and appears whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import threading
from datetime import UTC, datetime
from pathlib import Path

import ocfl.layout
import ocfl.storage_root
import ocfl.validator
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ocfl.layout_registry import add_layout

from probanda.problems import ProbandaError
from probanda.vault import Store, validate
from probanda.vault.files import Disk
from probanda.vault.layout import HASHED_N_TUPLE, HashedNTuple

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)


def publish(store: Store, identifier: str, *contents: bytes) -> Path:
    with store.draft(identifier) as draft:
        for data in contents:
            draft.add(io.BytesIO(data))
        return close(store, draft)


def close(store: Store, draft) -> Path:
    return store.publish(
        draft, now=NOW, message="Delivery", user="Archivist", address="mailto:a@example.org"
    )


def assert_valid(store: Store) -> None:
    report = validate(store.root)
    assert (report.errors, report.warnings) == ([], [])


class HashedLayout(ocfl.layout.Layout):
    """ocfl-py has no layout 0004 and takes its name for a mistake (E071): told of it, it can judge."""

    def __init__(self) -> None:
        super().__init__()
        self.NAME = HASHED_N_TUPLE
        self.PARAMS = {}

    def identifier_to_path(self, identifier: str) -> str:
        name = hashlib.sha256(identifier.encode()).hexdigest()
        return f"{name[:3]}/{name[3:6]}/{name[6:9]}/{name}"


add_layout(HASHED_N_TUPLE, HashedLayout)


def assert_valid_to_others(store: Store, objects: list[Path]) -> None:
    root = ocfl.storage_root.StorageRoot(root=str(store.root))
    assert root.validate(log_warnings=True)
    assert root.object_path("urn:example:1") == HashedNTuple().path("urn:example:1")
    assert (root.num_objects, root.good_objects) == (len(objects), len(objects))
    for each in objects:
        judge = ocfl.validator.Validator(log_warnings=True)
        assert judge.validate_object(str(each))
        assert (judge.log.num_errors, judge.log.num_warnings) == (0, 0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path)


def test_an_empty_store_is_a_valid_storage_root(store: Store) -> None:
    assert_valid(store)


def test_objects_are_valid_to_us_and_to_an_independent_validator(store: Store) -> None:
    objects = [
        publish(store, "urn:uuid:1", b"one", b"two", b""),
        publish(store, "urn:uuid:2"),
        publish(store, "urn:uuid:3", b"same", b"same"),
    ]
    assert_valid(store)
    assert_valid_to_others(store, objects)


@given(
    contents=st.lists(st.binary(max_size=40), max_size=8),
    name=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_contents_and_any_name_make_a_valid_object(tmp_path_factory, contents, name) -> None:
    store = Store.create(tmp_path_factory.mktemp("store"))
    with store.draft("urn:example:any") as draft:
        for data in contents:
            draft.add(io.BytesIO(data))
        try:
            draft.add(io.BytesIO(b"named"), name)
        except ProbandaError:
            assert (
                name in draft.files
                or name[0] == "/"
                or name[-1] == "/"
                or {"", ".", ".."} & set(name.split("/"))
            )
        place = close(store, draft)
    assert_valid(store)
    assert_valid_to_others(store, [place])


def test_content_paths_are_ascii_and_digests_are_of_the_bytes(store: Store) -> None:
    with store.draft("urn:example:1") as draft:
        stored = draft.add(io.BytesIO(b"bytes"), "письмо/№ 1.txt")
        place = close(store, draft)
    assert stored.content_path == "v1/content/000/000000"
    assert (place / stored.content_path).read_bytes() == b"bytes"
    assert stored.sha512 == hashlib.sha512(b"bytes").hexdigest()
    assert stored.sha256 == hashlib.sha256(b"bytes").hexdigest()
    inventory = json.loads((place / "inventory.json").read_bytes())
    assert inventory["versions"]["v1"]["state"] == {stored.sha512: ["письмо/№ 1.txt"]}
    assert inventory["fixity"] == {"sha256": {stored.sha256: ["v1/content/000/000000"]}}


def test_the_same_bytes_are_kept_once_and_named_twice(store: Store) -> None:
    place = publish(store, "urn:example:1", b"same", b"other", b"same")
    inventory = json.loads((place / "inventory.json").read_bytes())
    assert len(inventory["manifest"]) == 2
    assert sum(len(paths) for paths in inventory["versions"]["v1"]["state"].values()) == 3


def test_published_files_are_read_only(store: Store) -> None:
    place = publish(store, "urn:example:1", b"one")
    files = [path for path in place.rglob("*") if path.is_file()]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o444 for path in files)


def test_an_object_is_never_written_again(store: Store) -> None:
    place = publish(store, "urn:example:1", b"one")
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    with pytest.raises(ProbandaError, match="vault-object-exists"):
        publish(store, "urn:example:1", b"two")
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_two_writers_of_one_id_cannot_both_publish(store: Store) -> None:
    with store.draft("urn:example:1") as first, store.draft("urn:example:1") as second:
        first.add(io.BytesIO(b"first"))
        second.add(io.BytesIO(b"second"))
        place = close(store, first)
        with pytest.raises(ProbandaError, match="vault-object-exists"):
            close(store, second)
    assert (place / "v1/content/000/000000").read_bytes() == b"first"
    assert_valid(store)


def test_many_writers_at_once_leave_a_valid_store(store: Store) -> None:
    def work(start: int) -> None:
        for number in range(start, start + 10):
            publish(store, f"urn:example:{number}", str(number).encode())

    threads = [threading.Thread(target=work, args=(10 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert_valid(store)
    assert len(list(store.root.glob("*/*/*/*/inventory.json"))) == 40


def test_what_is_not_published_leaves_nothing(store: Store) -> None:
    with store.draft("urn:example:1") as draft:
        draft.add(io.BytesIO(b"one"))
    assert list(store.staging.iterdir()) == []
    publish(store, "urn:example:2", b"x")
    assert list(store.staging.iterdir()) == []
    assert_valid(store)


class Failing(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().read(3)


def test_a_file_that_cannot_be_read_to_its_end_is_not_in_the_object(store: Store) -> None:
    with store.draft("urn:example:1") as draft:
        draft.add(io.BytesIO(b"good"))
        with pytest.raises(OSError, match="Input/output"):
            draft.add(Failing(b"torn in the middle"))
        draft.add(io.BytesIO(b"also good"))
        place = close(store, draft)
    assert_valid_to_others(store, [place])
    assert len(json.loads((place / "inventory.json").read_bytes())["manifest"]) == 2


@pytest.mark.parametrize(
    "path", ["/a", "a/", "a//b", "../a", ".", "taken", "taken/below", "\ud800"]
)
def test_a_logical_path_that_ocfl_forbids_is_refused(store: Store, path: str) -> None:
    with store.draft("urn:example:1") as draft:
        draft.add(io.BytesIO(b"x"), "taken")
        with pytest.raises(ProbandaError, match="vault-path"):
            draft.add(io.BytesIO(b"y"), path)


class Recording(Disk):
    """Notes the order of operations; a created file is its path, an open one its number."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[tuple[str, object]] = []
        self.open: dict[int, Path] = {}

    def create(self, path: Path | str, mode: int = 0o444) -> int:
        path = Path(path)
        descriptor = super().create(path, mode)
        self.open[descriptor] = path
        self.done.append(("create", path))
        return descriptor

    def sync(self, descriptor: int) -> None:
        self.done.append(("sync", self.open[descriptor]))
        super().sync(descriptor)

    def sync_files(self, paths) -> None:
        self.done.extend(("sync", path) for path in paths)
        super().sync_files(paths)

    def make_directory(self, path: Path | str, mode: int = 0o755) -> None:
        self.done.append(("make", path))
        super().make_directory(path, mode)

    def sync_directory(self, path: Path) -> None:
        self.done.append(("sync", path))
        super().sync_directory(path)

    def rename(self, source: Path, target: Path) -> None:
        self.done.append(("rename", target))
        super().rename(source, target)


@pytest.mark.parametrize("count", [2, 40])
def test_everything_is_synced_before_the_rename_and_the_parent_after(
    tmp_path: Path, count: int
) -> None:
    disk = Recording()
    store = Store.create(tmp_path, disk)
    disk.done.clear()
    publish(store, "urn:example:1", *(str(number).encode() for number in range(count)))
    names = [name for name, _ in disk.done]
    into_root = [
        at for at, (name, path) in enumerate(disk.done)
        if name == "rename" and store.root in Path(str(path)).parents
    ]  # fmt: skip
    assert len(into_root) == 1
    renamed = disk.done[into_root[0]][1]
    assert disk.done[into_root[0] + 1 :] == [("sync", Path(str(renamed)).parent)]
    made = {path for name, path in disk.done if name in {"create", "make"}}
    synced = {path for name, path in disk.done[: into_root[0]] if name == "sync"}
    own_part = {path for path in made if Path(str(path)).parent == store.staging}
    assert made - synced == own_part
    assert "create" in names


def test_the_inventory_digest_in_the_root_is_written_last(tmp_path: Path) -> None:
    disk = Recording()
    store = Store.create(tmp_path, disk)
    publish(store, "urn:example:1", b"one")
    created = [Path(str(path)).name for name, path in disk.done if name == "create"]
    assert created[-1] == "inventory.json.sha512"


def test_a_time_without_zone_is_refused(store: Store) -> None:
    with store.draft("urn:example:1") as draft, pytest.raises(ValueError, match="time zone"):
        store.publish(
            draft, now=datetime(2026, 3, 1), message="m", user="u", address="mailto:a@example.org"
        )
