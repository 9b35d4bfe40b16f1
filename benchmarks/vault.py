"""Speed of `probanda.vault`: `python -m benchmarks.vault [--big]`.

Each line compares with a baseline measured in the same run, next to it: the median of three rounds that
alternate between the two. `--big` takes the promised sizes (1 GiB, 10,000 files, a million entries).
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from probanda.vault import CustodyLog, Delivery, Incoming, Item, Vault, found, validate
from probanda.vault.scrub import Scrub

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


def take_in(vault: Vault, paths: list[Path]) -> None:
    vault.intake(found(paths), Delivery("Benchmark", datetime.now(UTC)))


def bare_copy(source: Path, target: Path) -> None:
    """The baseline: copy, both digests, fsync."""
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
    with Vault.create(fresh(place) / "vault") as vault:
        ours, bare = medians(
            lambda: take_in(vault, [source]), lambda: bare_copy(source, fresh(place) / "copy")
        )
        report(f"one file of {FILE_SIZE // MIB} MiB, taken in", ours, bare, "bare loop")
        items = list(vault.items())

        def sha512() -> None:
            for item in items:
                with vault.stream(item) as stream:
                    hashlib.file_digest(stream, "sha512")

        ours, bare = medians(lambda: Scrub(vault, resume=False).run(), sha512)
        report(f"{len(items)} of them verified", ours, bare, "hashlib's sha512")
        (one,) = {item.object for item in items[:1]}
        ours, bare = medians(
            lambda: validate(vault.object_folder(one)), lambda: sha512_of(vault, items[0])
        )
        report("one of them held to OCFL (sha512 and sha256)", ours, bare, "sha512 alone")


def sha512_of(vault: Vault, item: Item) -> None:
    with vault.stream(item) as stream:
        hashlib.file_digest(stream, "sha512")


def many_files(place: Path, generator: random.Random) -> None:
    source = fresh(place)
    for number in range(FILES):
        (source / str(number)).write_bytes(generator.randbytes(20_000))
    with Vault.create(fresh(place) / "vault") as vault:
        ours, bare = medians(
            lambda: take_in(vault, [source]),
            lambda: copy_tree_and_hash(source, fresh(place) / "copy"),
        )
        report(f"{FILES:,} files of 20 KB, taken in", ours, bare, "cp, sync, hash")
        items = list(vault.items())

        def sha512() -> None:
            for item in items:
                sha512_of(vault, item)

        ours, bare = medians(lambda: Scrub(vault, resume=False).run(), sha512)
        report(f"{len(items):,} of them verified", ours, bare, "hashlib's sha512")


def receipts(place: Path, generator: random.Random) -> None:
    """Small uploads, sixteen at once: how many receipts a second, all of them durable."""
    each = 100 if BIG else 30
    files = [generator.randbytes(20_000) for _ in range(16 * each)]
    with Vault.create(fresh(place) / "vault") as vault:
        rates = []
        for _ in range(ROUNDS):

            def upload(mine: list[bytes]) -> None:
                for data in mine:
                    vault.intake(
                        [Incoming(b"upload", partial(io.BytesIO, data))],
                        Delivery("Benchmark", datetime.now(UTC)),
                    )

            threads = [
                threading.Thread(target=upload, args=(files[at * each : (at + 1) * each],))
                for at in range(16)
            ]
            taken = seconds(lambda threads=threads: run_all(threads))  # type: ignore[misc]
            rates.append(16 * each / taken)
        print(f"uploads of 20 KB, 16 at once: {statistics.median(rates):,.0f} receipts/s (300)")


def run_all(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def custody_log(place: Path) -> None:
    entries = [
        f'{{"n": {number}, "commitment": "{number:064x}"}}'.encode() for number in range(ENTRIES)
    ]
    with CustodyLog.open(place / "log") as log:
        taken = seconds(
            lambda: [log.append(entries[at : at + 10_000]) for at in range(0, ENTRIES, 10_000)]
        )
        print(
            f"{ENTRIES:,} entries in batches of 10,000: {ENTRIES / taken:,.0f} appends/s (50,000)"
        )
        places = random.Random(1).sample(range(1, ENTRIES), 500)
        inclusion = statistics.median(seconds(lambda at=at: log.inclusion(at)) for at in places)
        consistency = statistics.median(seconds(lambda at=at: log.consistency(at)) for at in places)
        print(f"  inclusion proof {1000 * inclusion:.2f} ms (2), "
              f"consistency proof {1000 * consistency:.2f} ms (5)")  # fmt: skip
        print(f"  all hashes checked in {seconds(log.check):.1f} s")


def main() -> None:
    place = Path(tempfile.mkdtemp(prefix="probanda-bench-"))
    generator = random.Random(20261124)
    try:
        one_large_file(place, generator)
        many_files(place, generator)
        receipts(place, generator)
        custody_log(place)
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
