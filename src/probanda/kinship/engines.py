"""Where the blocks of a screening are computed: here, on processes, or on Spark. Never what is computed.

Every engine runs `screening.screen_block` on the same plain values, so their numbers are the same bits.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Collection, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from probanda.kinship.case import Case
from probanda.kinship.problems import KinshipError, Problem
from probanda.kinship.screening import Block, blocks, screen, screen_block


def blocks_locally(
    case: Case, least: float, size: int, done: Collection[int] = (), workers: int = 1
) -> Iterator[Block]:
    """Blocks that are not done, in this process or on several, as they are finished."""
    if workers == 1:
        yield from screen(case, least, size, done)
        return
    todo = [k for k in range(len(blocks(case, size))) if k not in done]
    with ProcessPoolExecutor(workers, initializer=_receive, initargs=(case,)) as pool:
        waiting = [pool.submit(_block_here, k, least, size) for k in todo]
        for future in as_completed(waiting):
            yield future.result()


_HERE: list[Case] = []  # the case of this worker process, sent once and not with every block


def _receive(case: Case) -> None:
    _HERE[:] = [case]


def _block_here(number: int, least: float, size: int) -> Block:
    return screen_block(_HERE[0], number, least, size)


def blocks_on_spark(
    case: Case, least: float, size: int, done: Collection[int] = (), workers: int = 1
) -> Iterator[Block]:
    """Blocks that are not done, one task each, on Spark (of its own configuration, else local mode).

    The case goes to the workers once, as a broadcast value. Results come back in the order of blocks, each as
    soon as it and those before it are there, so that a run can be stopped and resumed as a local one.

    Raises:
        KinshipError: PySpark is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        message = "the Spark engine needs PySpark"
        raise KinshipError(Problem("engine-missing", message)) from None
    todo = [k for k in range(len(blocks(case, size))) if k not in done]
    if not todo:
        return
    builder = SparkSession.builder.appName("probanda kinship")
    active = SparkSession.getActiveSession()
    if active is None:
        # A cluster is named by spark-submit or spark-defaults; without one, threads of this machine.
        builder = builder.config("spark.ui.enabled", "false").config(
            "spark.ui.showConsoleProgress", "false"
        )
        if not _master_named():
            # Workers of this machine are this very Python; else they would take the first one on the PATH.
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
            builder = builder.master(f"local[{workers}]")
    session = active or builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        shared = session.sparkContext.broadcast(pickle.dumps(case))
        tasks = session.sparkContext.parallelize(todo, len(todo))
        found = tasks.map(lambda number: _block_from(shared.value, number, least, size))
        yield from found.toLocalIterator(prefetchPartitions=True)
        shared.destroy()
    finally:
        if active is None:
            session.stop()


_LAST: dict[int, Case] = {}  # a Spark worker takes many blocks of one case


def _block_from(packed: bytes, number: int, least: float, size: int) -> Block:
    key = hash(packed)
    if key not in _LAST:
        _LAST.clear()
        _LAST[key] = pickle.loads(packed)  # our own bytes, sent by the driver
    return screen_block(_LAST[key], number, least, size)


def _master_named() -> bool:
    """Whether the surroundings say which cluster to use."""
    if os.environ.get("MASTER") or os.environ.get("SPARK_REMOTE"):
        return True
    home = os.environ.get("SPARK_CONF_DIR")
    folder = Path(home) if home else Path(os.environ.get("SPARK_HOME", "")) / "conf"
    defaults = folder / "spark-defaults.conf"
    return defaults.is_file() and "spark.master" in defaults.read_text(encoding="utf-8")
