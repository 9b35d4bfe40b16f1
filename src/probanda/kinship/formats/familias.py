"""Familias `.fam` files (version 3): persons with genotypes, pedigrees, markers with mutation.

Read from the layout of such a file: one value per line, texts in quotes, truth values between
hashes. The sections of the DVI module are not read; that they are there is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from probanda.kinship.case import Labels, Sample
from probanda.kinship.marker import Marker, Mutation
from probanda.kinship.mutation import mutation_matrix
from probanda.kinship.pedigree import Pedigree, Person
from probanda.kinship.problems import KinshipError, Problem

# Familias' numbers of mutation models; 3 (stepwise, stationary) has no counterpart here
MODELS = {0: "equal", 1: "proportional", 2: "stepwise", 4: "stepwise"}
MAX_COUNT = 100_000


@dataclass(frozen=True)
class FamiliasProject:
    """Contents of a project: samples by name, alternative pedigrees, markers."""

    samples: dict[str, Sample]
    pedigrees: dict[str, Pedigree]
    markers: dict[str, Marker]
    problems: tuple[Problem, ...]


def read_familias(text: str) -> FamiliasProject:
    """A project from the text of a `.fam` file.

    Raises:
        KinshipError: the file does not follow the layout; the line is named.
    """
    lines = _Lines(text)
    problems: list[Problem] = []
    try:
        lines.skip(3)
        lines.text()
        names, sexes, indices = _persons(lines)
        pedigrees = _pedigrees(lines, names, sexes, problems)
        markers = _markers(lines, problems)
    except (ValueError, StopIteration, IndexError):
        message = f"line {lines.at}: not as Familias 3 writes it"
        raise KinshipError(Problem("file-unreadable", message)) from None
    if any("[DVI" in x.upper() and "[[DVI]]" not in x.upper() for x in lines.rest()):
        problems.append(Problem("case-shape", "the DVI part of the file was not read"))
    order = list(markers.values())
    samples = {}
    for name, sex, calls in zip(names, sexes, indices, strict=True):
        profile: dict[str, Labels] = {}
        for a, b, locus in calls:
            m = order[locus]
            profile[m.name] = (_label(m, a), _label(m, b))
        samples[name] = Sample(name, sex, profile)  # type: ignore[arg-type]
    return FamiliasProject(samples, pedigrees, markers, tuple(problems))


class _Lines:
    """The values one after another, with the line number for messages."""

    def __init__(self, text: str):
        self.lines = text.lstrip("\ufeff").splitlines()
        self.at = 0

    def text(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1].strip().strip('"')

    def skip(self, n: int) -> None:
        for _ in range(n):
            self.text()

    def number(self) -> float:
        return float(self.text().split("(")[0].strip())

    def count(self) -> int:
        n = int(self.number())
        if not -1 <= n <= MAX_COUNT:
            raise ValueError(n)
        return n

    def flag(self) -> bool:
        word = self.text().split()[0]
        if word not in ("#TRUE#", "#FALSE#"):
            raise ValueError(word)
        return word == "#TRUE#"

    def rest(self) -> Iterator[str]:
        yield from self.lines[self.at :]


Calls = list[tuple[int, int, int]]


def _persons(lines: _Lines) -> tuple[list[str], list[str], list[Calls]]:
    names, sexes, calls = [], [], []
    for _ in range(lines.count()):
        names.append(lines.text())
        lines.flag()
        lines.number()
        lines.flag()
        sexes.append("male" if lines.flag() else "female")
        calls.append([(lines.count(), lines.count(), lines.count()) for _ in range(lines.count())])
    return names, sexes, calls


def _pedigrees(
    lines: _Lines, names: list[str], sexes: list[str], problems: list[Problem]
) -> dict[str, Pedigree]:
    lines.text()
    shared = _relations(lines)
    out = {}
    for _ in range(lines.count()):
        lines.count()
        name = lines.text()
        females, males, pairs = _relations(lines)
        people = list(zip(names, sexes, strict=True))
        people += [(f"extra female {k + 1}", "female") for k in range(females)]
        people += [(f"extra male {k + 1}", "male") for k in range(males)]
        parents: dict[str, dict[str, str]] = {}
        for parent, child in (*shared[2], *pairs):
            who, sex = people[parent]
            parents.setdefault(people[child][0], {})[sex] = who
        try:
            out[name] = Pedigree(
                tuple(
                    Person(
                        i,
                        parents.get(i, {}).get("male"),
                        parents.get(i, {}).get("female"),
                        s,  # type: ignore[arg-type]
                    )
                    for i, s in people
                )
            )
        except KinshipError as e:
            problems += e.problems
    return out


def _relations(lines: _Lines) -> tuple[int, int, list[tuple[int, int]]]:
    females, males = lines.count(), lines.count()
    return females, males, [(lines.count(), lines.count()) for _ in range(lines.count())]


def _markers(lines: _Lines, problems: list[Problem]) -> dict[str, Marker]:
    lines.flag()
    count = lines.count()
    lines.flag()
    lines.text()
    out = {}
    for _ in range(count):
        name = lines.text()
        rate_f, rate_m = lines.number(), lines.number()
        model_f, model_m = lines.count(), lines.count()
        lines.count()
        range_f, range_m = lines.number(), lines.number()
        rate2_f, rate2_m = lines.number(), lines.number()
        has_silent = lines.flag()
        silent_freq = lines.number()
        alleles, freqs = [], []
        for _ in range(lines.count()):
            alleles.append(lines.text())
            freqs.append(lines.number())
        silent = None
        if has_silent and silent_freq > 0:
            silent = "silent"
            alleles.append(silent)
            freqs.append(silent_freq)
        p = np.array(freqs)
        sides = []
        for model, rate, rng, rate2 in (
            (model_m, rate_m, range_m, rate2_m),
            (model_f, rate_f, range_f, rate2_f),
        ):
            sides.append(_matrix(name, model, alleles, p, rate, rng, rate2, silent, problems))
        out[name] = Marker(
            name, tuple(alleles), p, mutation=Mutation(sides[0], sides[1]), silent=silent
        )
    return out


def _matrix(
    name: str,
    model: int,
    alleles: list[str],
    p: np.ndarray[tuple[int], np.dtype[np.float64]],
    rate: float,
    step: float,
    rate2: float,
    silent: str | None,
    problems: list[Problem],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """The matrix of a model; a silent allele does not mutate."""
    n = len(alleles) - (silent is not None)
    out = np.eye(len(alleles))
    if rate == 0:
        return out
    if model not in MODELS:
        message = f"Familias mutation model {model} is not known here; mutation left out"
        problems.append(Problem("mutation-model", message, "", name))
        return out
    try:
        part = p[:n] / p[:n].sum()
        extended = rate2 if model == 4 else 0.0
        out[:n, :n] = mutation_matrix(
            MODELS[model], alleles[:n], list(part), rate=rate, rate2=extended, range_=step
        )
    except KinshipError as e:
        problems += [Problem(x.code, x.message, "", name) for x in e.problems]
    return out


def _label(marker: Marker, index: int) -> str | None:
    return marker.alleles[index] if 0 <= index < len(marker.alleles) else None
