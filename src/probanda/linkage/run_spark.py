"""The first model beyond one machine: the same settings, on Spark. It finds the same pairs as DuckDB does."""

from __future__ import annotations

import os
import sys
from typing import Any

import numpy as np
import pyarrow as pa

from probanda.linkage.model import ID
from probanda.linkage.run_duckdb import Found, in_order, quiet
from probanda.problems import ProbandaError, Problem

__all__ = ["find_pairs"]


def find_pairs(
    table: pa.Table, settings: dict[str, Any], least: float | None = None, *, session: Any = None
) -> Found:
    """Every candidate pair whose match weight is ``least`` bits or more (all without).

    Args:
        table: what ``model.table_of`` made.
        settings: trained settings; training stays on one machine, because it needs a sample only.
        least: bits.
        session: a Spark session of a cluster; without it one is started on this machine.

    Raises:
        ProbandaError: pyspark or Java is not there.
    """
    own = session is None
    spark = _local() if own else session
    from splink import Linker, SettingsCreator, SparkAPI

    try:
        with quiet():
            frame = spark.createDataFrame(table)
            api = SparkAPI(
                spark_session=spark,
                break_lineage_method="persist",
                register_udfs_automatically=False,
                num_partitions_on_repartition=8,
            )
            linker = Linker(api.register(frame), SettingsCreator(**settings), log_level="ERROR")
            predicted = linker.inference.predict(threshold_match_weight=least)
            pairs = (
                predicted.as_spark_dataframe()
                .select(f"{ID}_l", f"{ID}_r", "match_weight")
                .toArrow()
            )
    finally:
        if own:
            spark.stop()
    columns = [pairs.column(at).to_numpy() for at in range(3)]
    return in_order(columns[0].astype(np.int64), columns[1].astype(np.int64), columns[2])


def _local() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ProbandaError(
            Problem(
                "spark-missing",
                "Spark is not installed.",
                remedy="Install probanda[spark] and Java 17, or use --engine duckdb.",
            ),
            usage=True,
        ) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        spark = (
            SparkSession.builder.master("local[2]")
            .appName("probanda")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.memory", "4g")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "8")
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
    except Exception as error:
        raise ProbandaError(
            Problem(
                "spark-not-started",
                "Spark did not start.",
                found=type(error).__name__,
                remedy="Check that Java 17 is installed (`java -version`), or use --engine duckdb.",
            ),
            usage=True,
        ) from error
    spark.sparkContext.setLogLevel("ERROR")
    return spark
