"""All figures of a record of 1,000,000 claims against hand-written SQL that counts the same.

``python -m benchmarks.figures [CLAIMS]`` makes a record (SQLite, in a temporary folder), counts two dozen
figures both ways in the same process, checks that both ways agree, and prints the ratio. The SQL is what
somebody would write by hand for this record: one statement per figure, exact dates, no "can't tell".
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LIMIT = 5.0  # times the hand-written SQL

FIGURES = """
figures:
  persons: {query: {count: persons}}
  entries: {query: {count: entries}}
  on-a: {query: {count: persons, registers: [list-0]}}
  on-a-or-b: {query: {count: persons, registers: [list-0, list-1]}}
  missing: {query: {count: persons, status: missing}}
  released: {query: {count: persons, status: released}}
  dead: {query: {count: persons, status: dead}}
  missing-2020: {query: {count: persons, status: missing, as_of: 2020-12-31}}
  released-2020: {query: {count: persons, status: released, as_of: 2020-12-31}}
  dead-2020: {query: {count: persons, status: dead, as_of: 2020-12-31}}
  women: {query: {count: persons, sex: female}}
  men: {query: {count: persons, sex: male}}
  civilians: {query: {count: persons, category: civilian}}
  missing-women: {query: {count: persons, status: missing, sex: female}}
  missing-men: {query: {count: persons, status: missing, sex: male}}
  missing-military: {query: {count: persons, status: missing, category: military}}
  missing-civilian: {query: {count: persons, status: missing, category: civilian}}
  missing-civilian-women: {query: {count: persons, status: missing, category: civilian, sex: female}}
  children: {query: {count: persons, age: {at: 2020-12-31, to: 17}}}
  missing-elderly: {query: {count: persons, status: missing, age: {at: 2020-12-31, from: 60}}}
  acts: {query: {count: acts}}
  beatings: {query: {count: acts, act_type: beating}}
  beatings-2020: {query: {count: acts, act_type: beating, period: {from: 2020-01-01, to: 2020-12-31}}}
  victims: {query: {count: acts, distinct: persons}}
  claims: {query: {count: claims, kind: [act, status]}}
"""

LATEST = """
SELECT COUNT(*) FROM (
  SELECT p.c, s.state, ROW_NUMBER() OVER (PARTITION BY p.c ORDER BY s.date_latest DESC) AS n
  FROM who p JOIN casebook_statusclaim s ON s.person_id = p.id
  WHERE s."current" AND s.status <> 'retracted' AND s.date_latest <= '2020-12-31'
) WHERE n = 1 AND state = '{0}'"""
LIVE = "\"current\" AND status <> 'retracted'"


def who_is(name: str, value: str) -> str:
    """Persons (merged) of whom somebody says this."""
    return (
        "SELECT p.c FROM who p JOIN casebook_attributeclaim a ON a.person_id = p.id "
        f"WHERE a.attribute = '{name}' AND a.value = '{value}' AND a.\"current\" "
        "AND a.status <> 'retracted'"
    )


def missing_and(*others: str) -> str:
    """Persons ever said to be missing who are also among the others."""
    missing = (
        "SELECT p.c FROM who p JOIN casebook_statusclaim s ON s.person_id = p.id "
        "WHERE s.state = 'missing' AND s.\"current\" AND s.status <> 'retracted'"
    )
    return f"SELECT COUNT(*) FROM ({' INTERSECT '.join((missing, *others))})"


def attribute(name: str, value: str) -> str:
    return (
        "SELECT COUNT(DISTINCT p.c) FROM who p JOIN casebook_attributeclaim a ON a.person_id = p.id "
        f"WHERE a.attribute = '{name}' AND a.value = '{value}' AND a.\"current\" "
        "AND a.status <> 'retracted'"
    )


def ever(state: str) -> str:
    return (
        "SELECT COUNT(DISTINCT p.c) FROM who p JOIN casebook_statusclaim s ON s.person_id = p.id "
        f"WHERE s.state = '{state}' AND s.\"current\" AND s.status <> 'retracted'"
    )


def on_lists(*keys: str) -> str:
    listed = ", ".join(f"'{key}'" for key in keys)
    return (
        "SELECT COUNT(DISTINCT p.c) FROM who p JOIN casebook_entry e ON e.person_id = p.id "
        f'JOIN casebook_register r ON r.id = e.register_id WHERE r.key IN ({listed}) AND e."current"'
    )


SQL: dict[str, str] = {
    "persons": "SELECT COUNT(DISTINCT c) FROM who",
    "entries": 'SELECT COUNT(*) FROM casebook_entry WHERE "current"',
    "on-a": on_lists("list-0"),
    "on-a-or-b": on_lists("list-0", "list-1"),
    "missing": ever("missing"),
    "released": ever("released"),
    "dead": ever("dead"),
    "missing-2020": LATEST.format("missing"),
    "released-2020": LATEST.format("released"),
    "dead-2020": LATEST.format("dead"),
    "women": attribute("sex", "female"),
    "men": attribute("sex", "male"),
    "civilians": attribute("category", "civilian"),
    "missing-women": missing_and(who_is("sex", "female")),
    "missing-men": missing_and(who_is("sex", "male")),
    "missing-military": missing_and(who_is("category", "military")),
    "missing-civilian": missing_and(who_is("category", "civilian")),
    "missing-civilian-women": missing_and(who_is("category", "civilian"), who_is("sex", "female")),
    "children": (
        "SELECT COUNT(DISTINCT p.c) FROM who p JOIN casebook_birthclaim b ON b.person_id = p.id "
        "WHERE b.date_earliest > '2002-12-31' AND b.\"current\" AND b.status <> 'retracted'"
    ),
    "missing-elderly": missing_and(
        "SELECT p.c FROM who p JOIN casebook_birthclaim b ON b.person_id = p.id "
        "WHERE b.date_latest <= '1960-12-31' AND b.\"current\" AND b.status <> 'retracted'"
    ),
    "acts": f"SELECT COUNT(*) FROM casebook_actclaim WHERE {LIVE}",
    "beatings": f"SELECT COUNT(*) FROM casebook_actclaim WHERE act_type = 'beating' AND {LIVE}",
    "beatings-2020": (
        "SELECT COUNT(*) FROM casebook_actclaim WHERE act_type = 'beating' AND "
        f"date_earliest >= '2020-01-01' AND date_latest <= '2020-12-31' AND {LIVE}"
    ),
    "victims": (
        "SELECT COUNT(DISTINCT p.c) FROM casebook_actclaim a JOIN who p ON p.id = a.victim_id "
        "WHERE a.\"current\" AND a.status <> 'retracted'"
    ),
    "claims": (
        f"SELECT (SELECT COUNT(*) FROM casebook_actclaim WHERE {LIVE}) + "
        f"(SELECT COUNT(*) FROM casebook_statusclaim WHERE {LIVE})"
    ),
}


def insert(table: str, rows: Iterator[dict[str, Any]]) -> None:
    """Rows into a table through the bare driver; columns that are not given have their model's default."""
    from django.apps import apps
    from django.db import connection, transaction

    model = next(m for m in apps.get_models() if m._meta.db_table == table)
    first = next(rows)
    defaults = {
        f.column: (f.get_default() if not f.is_relation else None)
        for f in model._meta.concrete_fields
    }
    columns = [name for name in defaults if name != "id" or "id" in first]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"

    def values() -> Iterator[tuple[Any, ...]]:
        yield tuple({**defaults, **first}[name] for name in columns)
        for row in rows:
            yield tuple({**defaults, **row}[name] for name in columns)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, list(values()))


def make(claims: int) -> None:
    """A record with about this many claims: each listed person brings 5.3 of them."""
    from probanda.casebook import models as m

    rng = random.Random(20261124)
    people = round(claims / 5.3)
    claimant = m.Claimant.objects.create(key="body", name="Body")
    source = m.Source.objects.create(key="paper", kind="register", title="Paper")
    lists = [
        m.Register.objects.create(
            key=f"list-{n}", title=f"List {n}", source=source, claimant=claimant
        )
        for n in range(4)
    ]
    versions = [
        m.RegisterVersion.objects.create(
            register=register,
            number=1,
            file_name="list.csv",
            sha256="0" * 64,
            size=1,
            mapping={},
            imported_at=NOW,
        )
        for register in lists
    ]
    # Every seventh person is merged into the one before.
    heads = [n - 1 if n % 7 == 0 and n > 1 else n for n in range(1, people + 1)]
    insert(
        "casebook_person",
        ({"id": n, "key": f"p{n}", "cluster_id": heads[n - 1]} for n in range(1, people + 1)),
    )
    insert(
        "casebook_entry",
        (
            {
                "id": n,
                "register_id": lists[n % 4].pk,
                "version_id": versions[n % 4].pk,
                "key": str(n),
                "row": n,
                "raw": "{}",
                "digest": "0" * 64,
                "person_id": n,
                "current": True,
                "ended": "",
            }
            for n in range(1, people + 1)
        ),
    )
    common = {
        "source_id": source.pk,
        "claimant_id": claimant.pk,
        "reliability": "B",
        "credibility": 3,
        "consent": "internal",
        "recorded_by": "bench",
        "recorded_at": NOW,
        "current": True,
    }
    start = date(1992, 1, 1)

    def day(offset: int) -> dict[str, str]:
        text = (start + timedelta(days=offset)).isoformat()
        return {"date_text": text, "date_edtf": text, "date_earliest": text, "date_latest": text}

    def of_list(number: int) -> dict[str, Any]:
        return {**common, "person_id": number, "entry_id": number}

    sexes = [rng.choice(("male", "male", "male", "female")) for _ in range(people + 1)]
    kinds = [rng.choice(("military", "military", "civilian")) for _ in range(people + 1)]
    births = [rng.randrange(-25_000, 6_000) for _ in range(people + 1)]
    numbers = range(1, people + 1)
    insert("casebook_nameclaim", ({**of_list(n), "full": f"Name {n}"} for n in numbers))
    insert("casebook_birthclaim", ({**of_list(n), **day(births[heads[n - 1]])} for n in numbers))
    for attribute_name, values in (("sex", sexes), ("category", kinds)):
        insert(
            "casebook_attributeclaim",
            (
                {**of_list(n), "attribute": attribute_name, "value": values[heads[n - 1]]}
                for n in numbers
            ),
        )
    # No two statuses of a person on one day: n is part of the day.
    insert(
        "casebook_statusclaim",
        (
            {
                **of_list(n),
                "state": rng.choice(("missing", "missing", "released", "dead")),
                **day(rng.randrange(5000) * 2 + n % 2),
            }
            for n in numbers
        ),
    )
    insert(
        "casebook_actclaim",
        (
            {
                **common,
                "victim_id": rng.randrange(1, people + 1),
                "act_type": rng.choice(("beating", "threat", "deprivation of sleep")),
                **day(rng.randrange(12_000)),
            }
            for _ in range(round(people * 0.3))
        ),
    )


def by_hand() -> dict[str, int]:
    """The hand-written SQL, one statement per figure."""
    from django.db import connection

    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        for key, sql in SQL.items():
            cursor.execute(sql)
            found[key] = cursor.fetchone()[0]
    return found


def by_figures() -> dict[str, int]:
    """The same through figures.yaml, with how many claims each rests on."""
    from probanda.casebook.figures import compute_figures, parse_figures

    figures = compute_figures(parse_figures(("figures.yaml", FIGURES)))
    assert not figures.problems, figures.problems
    return {key: int(figure.value or 0) for key, figure in figures.all().items()}


def timed(work: Callable[[], dict[str, int]], times: int = 3) -> tuple[float, dict[str, int]]:
    """The best of several runs."""
    best, result = float("inf"), {}
    for _ in range(times):
        begun = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - begun)
    return best, result


def main() -> int:
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    os.environ.pop("PROBANDA_DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as folder:
        from probanda.casebook.folder import init_casebook

        init_casebook(Path(folder) / "casebook", title="Benchmark", by="bench", now=NOW)
        make(claims)
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMPORARY VIEW who AS "
                "SELECT id, COALESCE(cluster_id, id) AS c FROM casebook_person"
            )
            cursor.execute("ANALYZE")
        sql_time, sql = timed(by_hand)
        own_time, own = timed(by_figures)
        connection.close()
    differing = {key: (sql[key], own[key]) for key in sql if sql[key] != own[key]}
    if differing:
        print(f"figures: the two ways disagree: {differing}", file=sys.stderr)
        return 1
    ratio = own_time / sql_time
    print(
        f"figures: {len(sql)} figures of {claims:,} claims: {own_time:.2f} s; hand-written SQL "
        f"{sql_time:.2f} s; ratio {ratio:.2f} (limit {LIMIT:g})"
    )
    return 0 if ratio < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
