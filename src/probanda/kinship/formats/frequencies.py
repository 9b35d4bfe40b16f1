"""Allele frequency tables: one column per marker, or one row per marker and allele."""

from __future__ import annotations

import numpy as np

from probanda.kinship.formats.tables import allele, rows
from probanda.kinship.marker import Marker
from probanda.kinship.problems import KinshipError, Problem


def read_frequencies(text: str) -> tuple[dict[str, Marker], list[Problem]]:
    r"""Markers by name from a frequency table.

    Wide: first column the allele, one column per marker, empty where it does not occur; a row "N"
    (sample size) is passed over. Long: columns marker, allele, frequency.

    >>> markers, problems = read_frequencies("Allele,TH01\n6,0.4\n9.3,0.6\n")
    >>> markers["TH01"].alleles
    ('6', '9.3')
    """
    table = rows(text)
    problems: list[Problem] = []
    if not table:
        return {}, [Problem("format-row", "the frequency table is empty")]
    header = [c.lower() for c in table[0]]
    long = {"marker", "allele", "frequency"} <= set(header)
    collected: dict[str, dict[str, float]] = {}
    for number, row in enumerate(table[1:], start=2):
        if long:
            cells = dict(zip(header, row, strict=False))
            entries = [
                (cells.get("marker", ""), cells.get("allele", ""), cells.get("frequency", ""))
            ]
        else:
            if row[0].upper() in ("N", "2N"):
                continue
            entries = [(m, row[0], f) for m, f in zip(table[0][1:], row[1:], strict=False)]
        for marker, label, value in entries:
            _add(collected, marker, label, value, number, problems)
    out: dict[str, Marker] = {}
    for name, freqs in collected.items():
        try:
            made = Marker(name, tuple(freqs), np.array(list(freqs.values())))
        except KinshipError as e:
            problems += e.problems
            continue
        found = made.sum_problem()
        if found is not None:
            problems.append(found)
            made = made.scaled()
        out[name] = made
    return out, problems


def _add(
    collected: dict[str, dict[str, float]],
    marker: str,
    label: str,
    value: str,
    row: int,
    problems: list[Problem],
) -> None:
    if value.strip() in ("", "-", "0", "0.0", "NA"):
        return
    name = allele(label)
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        message = f"row {row}: frequency {value!r} is no number"
        problems.append(Problem("format-row", message, "", marker))
        return
    if name is None or not marker:
        problems.append(Problem("format-row", f"row {row}: no allele or no marker", "", marker))
    elif name in collected.setdefault(marker, {}):
        message = f"row {row}: allele {name} is listed twice"
        problems.append(Problem("frequencies-duplicate", message, "", marker))
    else:
        collected[marker][name] = number
