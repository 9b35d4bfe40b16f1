"""The first model, as a value: Splink's settings over what ``standardise`` made of the lists.

Every comparison is equality or nearness of numbers that were worked out before (skeletons of words, days,
places), so DuckDB and Spark answer alike. The candidate pairs come from one exploding rule over the keys
that ``blocking`` chose. This model finds the pairs worth reading and starts the second one (``mixture``),
which knows brothers and events.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from probanda.linkage.blocking import Blocking
from probanda.linkage.standardise import Records

__all__ = ["ID", "KEYS", "settings_of", "table_of", "training_rules"]

ID, KEYS, LIST = "unique_id", "link_keys", "link_list"
#: Keys under this share of pairs per record are salted no further; Splink's own default otherwise.
_WORDS = ("surname", "given", "patronymic")


def table_of(records: Records, blocking: Blocking | None = None) -> pa.Table:
    """One row per record in the order of the records: numbers for the engine, null where missing."""
    columns: dict[str, pa.Array] = {
        ID: pa.array(np.arange(len(records), dtype=np.int64)),
        LIST: pa.array(records.list_of.astype(np.int64)),
    }
    table = records.names
    named = records.name_of >= 0
    name = np.where(named, records.name_of, 0)
    for role, word in enumerate(_WORDS):
        number = table.readings[name, 0, role] if len(table.readings) else np.full(len(records), -1)
        initial = np.where(number >= 0, table.facts[:, 3][number] != 0, True)
        skeleton = np.where(named & (number >= 0) & ~initial, table.skeletons[number], -1)
        columns[f"p_{word}"] = _nullable(skeleton)
    birth = records.birth_of
    year = np.where(birth >= 0, records.birth.year[birth], -1)
    aged = (year < 0) & (records.born_to > 0)
    middle = (records.born_from + records.born_to) / 2.0 / 365.2425
    columns["p_birth_year"] = _nullable(np.where(aged, middle.astype(np.int64) + 1, year))
    whole = (
        (birth >= 0)
        & (records.birth.day[birth] > 0)
        & (records.birth.first[birth] == records.birth.last[birth])
    )
    columns["p_birth_day"] = _nullable(np.where(whole, records.birth.first[birth], -1))
    event = records.event_of
    dated = (event >= 0) & (records.event.day[event] > 0)
    columns["p_event_day"] = _nullable(np.where(dated, records.event.first[event], -1))
    for field, (places, of) in records.places.items():
        columns[f"p_{field}"] = _nullable(np.where(of >= 0, places.place[of], -1))
    # Numbered, because a header may be anything and engines quote names differently.
    for at, (_values, codes) in enumerate(records.categories.values()):
        columns[f"c_{at}"] = _nullable(codes)
    for at, text in enumerate(records.texts):
        columns[f"t_{at}"] = _nullable(text.codes)
    if blocking is not None:
        columns[KEYS] = _lists_of_keys(len(records), blocking)
    return pa.table(columns)


def _nullable(values: NDArray[Any]) -> pa.Array:
    return pa.array(values.astype(np.int64), mask=np.asarray(values < 0))


def _lists_of_keys(size: int, blocking: Blocking) -> pa.Array:
    order = np.argsort(blocking.record, kind="stable")
    starts = np.searchsorted(blocking.record[order], np.arange(size + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(starts), pa.array(blocking.key[order]))


def settings_of(
    table: pa.Table, left_alone: frozenset[tuple[int, int]] = frozenset()
) -> dict[str, Any]:
    """Splink's settings for a table: a plain dictionary, the same for every engine."""
    comparisons = [_word("surname", "given"), _word("given", "surname"), _word("patronymic")]
    comparisons.append(_birth())
    comparisons.append(
        _levels(
            "event_day",
            [
                ("p_event_day_l = p_event_day_r", "same day"),
                ("abs(p_event_day_l - p_event_day_r) <= 3", "within three days"),
                ("abs(p_event_day_l - p_event_day_r) <= 31", "within a month"),
            ],
            "p_event_day",
        )
    )
    for column in table.column_names:
        if column.startswith(("c_", "t_")) or column in ("p_birth_place", "p_event_place"):
            comparisons.append(_levels(column, [(f"{column}_l = {column}_r", "same")], column))
    kept = [each for each in comparisons if _has_values(table, each)]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": ID,
        "comparisons": kept,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": _rule(left_alone), "arrays_to_explode": [KEYS]}
        ],
        "probability_two_random_records_match": min(0.01, 2.0 / max(2, table.num_rows)),
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "max_iterations": 15,
        "linker_uid": "probanda",
    }


def _rule(left_alone: frozenset[tuple[int, int]]) -> str:
    apart = [
        f"not (l.{LIST} in ({a}, {b}) and r.{LIST} in ({a}, {b})"
        + ("" if a == b else f" and l.{LIST} <> r.{LIST}")
        + ")"
        for a, b in sorted(left_alone)
    ]
    return " and ".join([f"l.{KEYS} = r.{KEYS}", *apart])


def _has_values(table: pa.Table, comparison: dict[str, Any]) -> bool:
    return all(
        table.column(name).null_count < table.num_rows for name in comparison["metadata_columns"]
    )


def _levels(name: str, levels: list[tuple[str, str]], *columns: str) -> dict[str, Any]:
    null = " or ".join(f"{column}_l is null or {column}_r is null" for column in columns)
    return {
        "output_column_name": f"link_{name}",
        "comparison_levels": [
            {"sql_condition": null, "label_for_charts": "missing", "is_null_level": True},
            *(
                {"sql_condition": condition, "label_for_charts": label}
                for condition, label in levels
            ),
            {"sql_condition": "ELSE", "label_for_charts": "differs"},
        ],
        "metadata_columns": list(columns),
    }


def _word(name: str, turned: str = "") -> dict[str, Any]:
    column = f"p_{name}"
    levels = [(f"{column}_l = {column}_r", "same skeleton")]
    if turned:
        levels.append(
            (f"{column}_l = p_{turned}_r or p_{turned}_l = {column}_r", "order turned round")
        )
    return _levels(name, levels, column)


def _birth() -> dict[str, Any]:
    return _levels(
        "birth",
        [
            ("p_birth_day_l is not null and p_birth_day_l = p_birth_day_r", "same day"),
            (
                "p_birth_year_l = p_birth_year_r and (p_birth_day_l is null or p_birth_day_r is null)",
                "year fits",
            ),
            ("p_birth_year_l = p_birth_year_r", "same year, other day"),
            ("abs(p_birth_year_l - p_birth_year_r) <= 1", "a year apart"),
        ],
        "p_birth_year",
    )


def training_rules(table: pa.Table) -> list[str]:
    """Rules under which the model is trained: each leaves the columns of the others free."""
    rules = ["l.p_surname = r.p_surname and l.p_given = r.p_given"]
    if table.column("p_birth_day").null_count < 0.9 * table.num_rows:
        rules.append("l.p_birth_day = r.p_birth_day")
    places = [name for name in ("p_birth_place", "p_event_place") if name in table.column_names]
    if "p_event_day" in table.column_names and places:
        rules.append(
            f"l.p_event_day = r.p_event_day and l.{places[0]} = r.{places[0]} and l.p_given = r.p_given"
        )
    return rules
