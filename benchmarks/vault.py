"""Speed of `probanda.vault`: `python -m benchmarks.vault [--big]`.

Each line compares with a baseline measured in the same run, next to it: the median of three rounds that
alternate between the two. `--big` takes the issue's sizes (1 GiB, 10,000 files, a million entries).
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from probanda.vault import CustodyLog, Store, validate

MIB = 1 << 20
BIG = "--big" in sys.argv
FILE_SIZE = (1024 if BIG else 128) * MIB
FILES = 10_000 if BIG else 1_000
ENTRIES = 1_000_000 if BIG else 100_000
ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(ours: Callable[[], object], baseline: Callable[[], object]) -> tuple[float, float]:
    pairs = [(seconds(baseline), seconds(ours)) for _ in range(ROUNDS)]
    return statistics.median(b for _, b in pairs), statistics.median(a for a, _ in pairs)


def fresh(parent: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=parent))


def publish(store: Store, name: str, files: list[Path]) -> None:
    with store.draft(name) as draft:
        for path in files:
            with path.open("rb") as stream:
                draft.add(stream)
        store.publish(
            draft,
            now=datetime.now(UTC),
            message="Benchmark",
            user="Benchmark",
            address="mailto:benchmark@example.org",
        )


def bare_copy(source: Path, target: Path) -> None:
    """The baseline of the issue: copy, both digests, fsync."""
    long, short = hashlib.sha512(), hashlib.sha256()
    with source.open("rb") as stream, target.open("wb") as out:
        while block := stream.read(MIB):
            long.update(block)
            short.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())


def copy_tree_and_hash(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-r", source, target], check=True)
    subprocess.run(["sync", "-f", target], check=True)
    for path in target.iterdir():
        data = path.read_bytes()
        hashlib.sha512(data).digest()
        hashlib.sha256(data).digest()


def report(what: str, ours: float, baseline: float, of: str) -> None:
    print(f"{what:<44} {ours:8.3f} s  {of}: {baseline:8.3f} s  speed ratio {baseline / ours:5.2f}")


def one_large_file(place: Path, generator: random.Random) -> None:
    source = place / "large"
    with source.open("wb") as out:
        for _ in range(FILE_SIZE // MIB):
            out.write(generator.randbytes(MIB))
    store = Store.create(fresh(place))
    names = iter(range(100))
    ours, bare = medians(
        lambda: publish(store, f"urn:example:{next(names)}", [source]),
        lambda: bare_copy(source, fresh(place) / "copy"),
    )
    report(f"one file of {FILE_SIZE // MIB} MiB, published", ours, bare, "bare loop")
    folder = store.place("urn:example:0")
    content = folder / "v1/content/000/000000"

    def sha512() -> None:
        with content.open("rb") as stream:
            hashlib.file_digest(stream, "sha512")

    ours, bare = medians(lambda: validate(folder), sha512)
    report("  validated (sha512 and sha256)", ours, bare, "sha512 alone")


def many_files(place: Path, generator: random.Random) -> None:
    source = fresh(place)
    for number in range(FILES):
        (source / str(number)).write_bytes(generator.randbytes(20_000))
    files = sorted(source.iterdir())
    store = Store.create(fresh(place))
    names = iter(range(100))
    ours, bare = medians(
        lambda: publish(store, f"urn:example:{next(names)}", files),
        lambda: copy_tree_and_hash(source, fresh(place) / "copy"),
    )
    report(f"{FILES:,} files of 20 KB, published", ours, bare, "cp, sync, hash")


def custody_log(place: Path) -> None:
    entries = [
        f'{{"n": {number}, "commitment": "{number:064x}"}}'.encode() for number in range(ENTRIES)
    ]
    with CustodyLog.open(place / "log") as log:
        taken = seconds(
            lambda: [log.append(entries[at : at + 10_000]) for at in range(0, ENTRIES, 10_000)]
        )
        print(
            f"{ENTRIES:,} entries in batches of 10,000: {ENTRIES / taken:,.0f} appends/s (issue: 50,000)"
        )
        places = random.Random(1).sample(range(1, ENTRIES), 500)
        inclusion = statistics.median(seconds(lambda at=at: log.inclusion(at)) for at in places)
        consistency = statistics.median(seconds(lambda at=at: log.consistency(at)) for at in places)
        print(f"  inclusion proof {1000 * inclusion:.2f} ms (issue: 2), "
              f"consistency proof {1000 * consistency:.2f} ms (issue: 5)")  # fmt: skip
        print(f"  all hashes checked in {seconds(log.check):.1f} s")


def main() -> None:
    place = Path(tempfile.mkdtemp(prefix="probanda-bench-"))
    generator = random.Random(20261124)
    try:
        one_large_file(place, generator)
        many_files(place, generator)
        custody_log(place)
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
