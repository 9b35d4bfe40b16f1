"""Reading the oracle files."""

import gzip
import json
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"
NAMES = {"NA": np.nan, "-Inf": -np.inf, "Inf": np.inf}


def load(name):
    with gzip.open(DATA / f"{name}.json.gz", "rt", encoding="utf-8") as f:
        return json.load(f)


def number(x):
    return NAMES.get(x, x)


def matrix(table, columns=None):
    columns = columns or table["cols"]
    return np.array(
        [
            [number(row[table["cols"].index(c)]) if c in table["cols"] else 0.0 for c in columns]
            for row in table["values"]
        ],
        dtype=float,
    )


def relative(ours, theirs):
    ours, theirs = np.asarray(ours, float), np.asarray(theirs, float)
    same = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs))
    with np.errstate(all="ignore"):
        off = np.abs(ours - theirs) / np.abs(theirs)
    return float(np.where(same, 0.0, off).max(initial=0.0))
