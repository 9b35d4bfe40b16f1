from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from probanda.estimate import CaptureTable, read_table

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def oracle() -> dict[str, Any]:
    return json.loads((DATA / "oracle.json").read_text())


@pytest.fixture(scope="session")
def table():
    def named(name: str) -> CaptureTable:
        return read_table(DATA / f"{name}.csv").table

    return named


@pytest.fixture(scope="session")
def oracle_rows():
    def named(name: str) -> list[dict[str, str]]:
        with (DATA / "oracle" / f"{name}.csv").open() as lines:
            return list(csv.DictReader(lines))

    return named
