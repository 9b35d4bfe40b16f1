"""Lists that the tests of linkage share: made once a session, from one seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from probanda.linkage import Linkage, link, read_mapping
from probanda.linkage.run_duckdb import find_pairs
from probanda.linkage.standardise import read_lists
from probanda.linkage.synthetic import write_lists

PERSONS = 250


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mapping of five lists of 250 invented persons."""
    return write_lists(tmp_path_factory.mktemp("lists"), PERSONS, 5)


@pytest.fixture(scope="session")
def linkage(lists: Path) -> Linkage:
    mapping = read_mapping(lists)
    tables, _ = read_lists(mapping, "truth")
    return link(mapping, tables, find_pairs, truth="truth")
