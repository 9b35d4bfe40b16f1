"""Spark finds what DuckDB finds, to the pair and the bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from probanda.linkage import run_duckdb, run_spark
from probanda.linkage.blocking import blocking_of, pairs_of
from probanda.linkage.comparisons import Comparisons
from probanda.linkage.mapping import read_mapping
from probanda.linkage.model import table_of
from probanda.linkage.standardise import read_lists, standardise
from probanda.linkage.synthetic import write_lists


def test_engines_agree_with_one_another_and_with_plain_python(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    mapping = read_mapping(write_lists(tmp_path, 60, 3))
    records = standardise(mapping, read_lists(mapping)[0])
    blocking = blocking_of(records, Comparisons(records))
    table = table_of(records, blocking)
    settings = run_duckdb.train(table)
    here, there = run_duckdb.find_pairs(table, settings), run_spark.find_pairs(table, settings)
    left, right = pairs_of(blocking, records.list_of, records.left_alone)
    for found in (here, there):
        assert np.array_equal(found.left, left)
        assert np.array_equal(found.right, right)
    assert np.array_equal(here.weight, there.weight)
