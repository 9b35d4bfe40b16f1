"""Genotype tables: plain (a row per sample) and as GeneMapper exports them (a row per marker)."""

from __future__ import annotations

import re

from probanda.kinship.case import Labels, Sample
from probanda.kinship.formats.tables import allele, rows
from probanda.kinship.problems import Problem

_SAMPLE = ("sample", "sample name", "id", "name", "person", "specimen")
_SEX = ("sex", "gender")
_SEXES = {"m": "male", "male": "male", "x/y": "male", "f": "female", "female": "female"}


def read_genotypes(text: str) -> tuple[dict[str, Sample], list[Problem]]:
    r"""Samples by identifier, and rows that could not be read.

    Plain: a sample column, an optional sex column, then per marker one column ("6/9.3") or two
    ("TH01_1", "TH01_2", or the marker's name twice). GeneMapper: Sample Name, Marker, Allele 1,
    Allele 2. One allele alone is read as homozygous in GeneMapper exports, as partial in plain
    tables. AMEL is read as the sex.

    >>> samples, _ = read_genotypes("sample,sex,TH01\nV1,M,6/9.3\n")
    >>> samples["V1"].profile
    {'TH01': ('6', '9.3')}
    """
    table = rows(text)
    if not table:
        return {}, [Problem("format-row", "the table of genotypes is empty")]
    header = [c.lower() for c in table[0]]
    if "marker" in header and any(h.startswith("allele") for h in header):
        return _long(table, header)
    return _wide(table, header)


def _long(table: list[list[str]], header: list[str]) -> tuple[dict[str, Sample], list[Problem]]:
    problems: list[Problem] = []
    profiles: dict[str, dict[str, Labels]] = {}
    sexes: dict[str, str] = {}
    sample_at = next((i for i, h in enumerate(header) if h in _SAMPLE), 0)
    marker_at = header.index("marker")
    alleles_at = [i for i, h in enumerate(header) if h.startswith("allele")]
    for number, cut in enumerate(table[1:], start=2):
        row = cut + [""] * (len(header) - len(cut))
        name, marker = row[sample_at], row[marker_at]
        found = [a for i in alleles_at if (a := allele(row[i])) is not None]
        if not name or not marker:
            problems.append(Problem("format-row", f"row {number}: no sample or marker", name))
        elif len(found) > 2:
            message = f"row {number}: {len(found)} alleles ({', '.join(found)})"
            problems.append(Problem("allele-syntax", message, name, marker))
        elif marker.upper().startswith("AMEL"):
            profiles.setdefault(name, {})
            sexes[name] = "male" if "Y" in found else "female" if found else "unknown"
        elif found:
            profiles.setdefault(name, {})[marker] = (found[0], found[-1])
        else:
            profiles.setdefault(name, {})
    return _samples(profiles, sexes), problems


def _wide(table: list[list[str]], header: list[str]) -> tuple[dict[str, Sample], list[Problem]]:
    problems: list[Problem] = []
    sample_at = next((i for i, h in enumerate(header) if h in _SAMPLE), 0)
    sex_at = next((i for i, h in enumerate(header) if h in _SEX), None)
    columns: dict[str, list[int]] = {}
    for i, title in enumerate(table[0]):
        if i not in (sample_at, sex_at) and title:
            columns.setdefault(
                re.sub(r"([ _.-]?(allele)?[ _.-]?[12])$", "", title)
                if _paired(title, table[0])
                else title,
                [],
            ).append(i)
    profiles: dict[str, dict[str, Labels]] = {}
    sexes: dict[str, str] = {}
    for number, cut in enumerate(table[1:], start=2):
        row = cut + [""] * (len(header) - len(cut))
        name = row[sample_at]
        if not name or name in profiles:
            message = f"row {number}: " + ("no sample" if not name else "sample listed twice")
            problems.append(Problem("format-row", message, name))
            continue
        profiles[name] = {}
        if sex_at is not None:
            sexes[name] = _SEXES.get(row[sex_at].lower(), "unknown")
        for marker, at in columns.items():
            cells = [row[i] for i in at]
            parts = re.split(r"[/|;, ]+", cells[0]) if len(cells) == 1 else cells
            found = [allele(p) for p in parts if p != ""]
            if len(found) > 2:
                message = f"row {number}: {' '.join(cells)!r} is not two alleles"
                problems.append(Problem("allele-syntax", message, name, marker))
                continue
            found += [None] * (2 - len(found))
            if marker.upper().startswith("AMEL"):
                sexes[name] = "male" if "Y" in found else "female" if "X" in found else "unknown"
            elif found != [None, None]:
                profiles[name][marker] = (found[0], found[1])
    return _samples(profiles, sexes), problems


def _paired(title: str, titles: list[str]) -> bool:
    """Whether a title ends in 1 or 2 and its twin stands beside it."""
    if not title or title[-1] not in "12" or len(title) < 2 or title[-2].isdigit():
        return False
    return title[:-1] + ("2" if title[-1] == "1" else "1") in titles


def _samples(profiles: dict[str, dict[str, Labels]], sexes: dict[str, str]) -> dict[str, Sample]:
    return {
        n: Sample(n, sexes.get(n, "unknown"), p)  # type: ignore[arg-type]
        for n, p in profiles.items()
    }
