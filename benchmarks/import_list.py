"""Import of a 100,000-row list against a bare loop of ``csv`` and ``sqlite3.executemany`` over the same rows.

Baseline: reads the same CSV with ``csv.reader`` and writes every row that the import wrote, in every table, into
an empty record of the same schema by ``executemany`` in one transaction. It neither checks nor reads a date, and
takes the rows to write as they are. Target: at least 0.5 × its rate, under 500 MB.

    python -m benchmarks.import_list [rows]
"""

from __future__ import annotations

import csv
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from graphlib import TopologicalSorter
from pathlib import Path

from probanda.casebook.settings import SQLITE_PRAGMAS

ROWS = 100_000
MAPPING = """\
register: {key: bench, title: "Invented list", claimant: {key: bench-keeper, name: "Keeper"}}
script: az-Latn
columns:
  {id: No, surname: Soyad, given: Ad, patronymic: Ata adı, sex: Cins, birth_date: Doğum tarixi,
   birth_place: Doğulduğu yer, category: Kateqoriya, rank: Rütbə, event_date: İtkin düşdüyü tarix,
   event_place: Yer, status: Status, status_date: Status tarixi, note: Qeyd}
"""
ROOTS = ["Dolqar", "Şəvrən", "Mertiz", "Qavzun", "Belxar", "Çarvan", "Zümrək", "Havtar", "Kəltüz"]
GIVEN = ["Elçin", "Rəşad", "Tural", "Vüqar", "Nicat", "Samir", "Orxan", "Fərid", "Kamran", "Zaur"]
PLACES = ["Melzur", "Aşnaver", "Tovrik", "Narbəl", "Qızvənd", "Lurnik", "Dəvrağ", "Xəzrut"]


def make_list(path: Path, rows: int) -> None:
    rng = random.Random(20190314)
    header = ["No", "Soyad", "Ad", "Ata adı", "Cins", "Doğum tarixi", "Doğulduğu yer", "Kateqoriya",
              "Rütbə", "İtkin düşdüyü tarix", "Yer", "Status", "Status tarixi", "Qeyd"]  # fmt: skip

    def day(first: int, last: int) -> str:
        return f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.{rng.randint(first, last)}"

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header)
        for number in range(1, rows + 1):
            state = rng.choice(["itkin", "itkin", "azad edilib", "həlak olub"])
            writer.writerow([
                f"B-{number:06d}", f"{rng.choice(ROOTS)}{rng.choice(['ov', 'lı', 'zadə'])}{number % 977}",
                rng.choice(GIVEN), f"{rng.choice(GIVEN)} oğlu", rng.choice(["kişi", "qadın"]),
                day(1940, 2004) if rng.random() < 0.8 else str(rng.randint(1940, 2004)),
                rng.choice(PLACES), rng.choice(["hərbçi", "mülki"]), rng.choice(["sıravi", "çavuş", ""]),
                day(2018, 2019), rng.choice(PLACES), state, "" if state == "itkin" else day(2020, 2021),
                "ailənin məlumatı" if rng.random() < 0.05 else "",
            ])  # fmt: skip


def measured(*arguments: str) -> tuple[float, float, float]:
    """Seconds, seconds of the processor and peak memory (MB) of one program, run on its own."""
    before = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}")
    seconds = time.perf_counter() - before
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _parents_first(record: sqlite3.Connection, tables: list[str]) -> list[str]:
    """Tables after those they refer to: else SQLite looks for waiting children at every parent."""
    refers = {
        name: {row[2] for row in record.execute(f"PRAGMA foreign_key_list({name})")} - {name}
        for name in tables
    }
    return list(TopologicalSorter(refers).static_order())


def baseline(source: Path, record: Path, empty: Path) -> tuple[float, float, int]:
    """Read the CSV and write the rows of ``record`` into ``empty``: (seconds, of the processor, rows)."""
    old = sqlite3.connect(record)
    tables = [
        name
        for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name.startswith("casebook_") and "search" not in name
    ]
    rows = {
        name: old.execute(f"SELECT * FROM {name}").fetchall()
        for name in _parents_first(old, tables)
    }
    old.close()
    rows = {name: each for name, each in rows.items() if each}
    new = sqlite3.connect(empty, isolation_level=None)
    new.executescript(SQLITE_PRAGMAS)  # the same safety and the same memory as the casebook's
    begun, busy = time.perf_counter(), time.process_time()
    with source.open(encoding="utf-8-sig", newline="") as file:
        read = sum(1 for _ in csv.reader(file, delimiter=";"))
    new.execute("BEGIN IMMEDIATE")
    new.execute("DELETE FROM casebook_auditrow")  # what making the casebook wrote
    for name, each in rows.items():
        new.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(each[0]))})", each)
    new.execute("COMMIT")
    seconds, busy = time.perf_counter() - begun, time.process_time() - busy
    new.close()
    assert read
    return seconds, busy, sum(map(len, rows.values()))


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_list(root / "list.csv", rows)
        (root / "map.yaml").write_text(MAPPING, encoding="utf-8")
        command = ["-c", "from probanda.cli import main; main()"]
        for name in ("one", "two"):
            measured(*command, "init", str(root / name))
        arguments = ("import", str(root / "list.csv"), "-m", str(root / "map.yaml"), "--json")
        start, _, _ = measured(*command, "--version")
        seconds, busy, memory = measured(*command, *arguments, "-C", str(root / "one"))
        again, _, _ = measured(*command, *arguments, "-C", str(root / "one"))
        bare, bare_busy, written = baseline(
            root / "list.csv", root / "one" / "casebook.sqlite3", root / "two" / "casebook.sqlite3"
        )
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"list: {rows:,} rows, which make {written:,} rows of the record")
    print(f"import (the whole command, start of Python {start:.2f} s in it): {seconds:.2f} s,"
          f" {rows / seconds:,.0f} rows/s, peak {memory:.0f} MB")  # fmt: skip
    print(f"the same file again, nothing changes: {again:.2f} s")
    print(f"baseline, bare csv + sqlite3.executemany of the same rows: {bare:.2f} s,"
          f" {rows / bare:,.0f} rows/s (this program: {own:.0f} MB)")  # fmt: skip
    print(
        f"ratio of row rates: {bare / seconds:.2f} by the clock, {bare_busy / busy:.2f} by the processor's time"
        " (which other programs on the machine disturb less); target: at least 0.5, under 500 MB"
    )


if __name__ == "__main__":
    main()
