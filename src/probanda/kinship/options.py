"""What each family could take: its members' likelihood for every choice of victims.

An option is a set of pairings inside one family with its log-weight: the likelihood of the family
with these samples in place, over the likelihood of family and samples apart. Families are
independent given which victims they take, so options are all the joint solution needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.case import Case, Family, pair_at
from probanda.kinship.likelihood import (
    Observed,
    evidence_of_pair,
    locus_likelihood,
    lumped,
    prepared,
)
from probanda.kinship.lumping import coarsest
from probanda.kinship.marker import Marker
from probanda.kinship.network import SOFT, TYPED, Numbers, Shape, program, shape_of
from probanda.kinship.pedigree import Pedigree
from probanda.kinship.ratios import Ratios
from probanda.kinship.tables import observed_in

Array = NDArray[np.float64]
Pairs = tuple[tuple[str, str], ...]
MAX_OPTIONS = 300_000


@dataclass(frozen=True)
class Option:
    """Pairings (victim, missing) inside one family and their log-weight against none."""

    pairs: Pairs
    weight: float


@dataclass(frozen=True)
class FamilyOptions:
    """All possible options of a family, the empty one first; `complete` when none was cut."""

    family: str
    options: tuple[Option, ...]
    complete: bool = True


def family_options(case: Case, family: Family, ratios: Ratios) -> FamilyOptions:
    """Options of one family that are possible at all.

    A choice that is impossible stays so with more victims added, so it is not extended. Where more
    than `MAX_OPTIONS` remain, the heaviest are kept and `complete` is False.
    """
    row = {v: i for i, v in enumerate(ratios.victims)}
    column = {m: j for j, m in enumerate(ratios.missing)}
    singles: dict[str, list[str]] = {}
    out = [Option((), 0.0)]
    for m in family.missing:
        for v in ratios.victims:
            w = float(ratios.log_lr[row[v], column[m]])
            if np.isfinite(w):
                singles.setdefault(m, []).append(v)
                out.append(Option(((v, m),), w))
    members = [m for m in family.missing if m in singles]
    level = out[1:]
    engine = _FamilyEngine(case, family) if len(members) > 1 else None
    complete = True
    while engine is not None and level:
        bigger: list[Pairs] = []
        for option in sorted(level, key=lambda o: -o.weight):
            used = {v for v, _ in option.pairs}
            last = members.index(option.pairs[-1][1])
            bigger += [
                (*option.pairs, (v, m))
                for m in members[last + 1 :]
                for v in singles[m]
                if v not in used
            ]
            if len(bigger) > MAX_OPTIONS:
                complete = False
                break
        weights = engine.weights(bigger)
        level = [
            Option(p, float(w)) for p, w in zip(bigger, weights, strict=True) if np.isfinite(w)
        ]
        out += level
    return FamilyOptions(family.name, tuple(out), complete)


class _FamilyEngine:
    """Evaluates many choices for one family, batched by the set of members concerned."""

    def __init__(self, case: Case, family: Family):
        self.case, self.family = case, family
        self.markers: list[Marker] = [
            family.markers.get(n, m) for n, m in case.markers.items() if n not in family.left_out
        ]
        self.base = [self._log(None, m) for m in self.markers]
        self.priors = {v: [self._log(v, m) for m in self.markers] for v in case.victims}

    def _log(self, victim: str | None, marker: Marker) -> float:
        if victim is None:
            ped, observed = self.family.pedigree, observed_in(self.family, marker)
        else:
            s = self.case.victims[victim]
            ped = Pedigree.single("x", s.sex)
            observed = Observed({"x": pair_at(marker, s.profile, s.sex)})
        return float(np.log(locus_likelihood(ped, marker, observed)))

    def weights(self, choices: Sequence[Pairs]) -> Array:
        """Log-weight of each choice, -inf where impossible."""
        out = np.zeros(len(choices))
        alive = np.ones(len(choices), dtype=bool)
        for k, marker in enumerate(self.markers):
            at = np.flatnonzero(alive)
            if not len(at):
                break
            if self.case.theta > 0:
                logs = self._with_theta(marker, [choices[i] for i in at])
                out[at] += logs
                alive[at] = np.isfinite(logs)
                continue
            logs = self._at_marker(marker, [choices[i] for i in at])
            apart = np.array(
                [self.base[k] + sum(self.priors[v][k] for v, _ in choices[i]) for i in at]
            )
            out[at] += logs - apart
            alive[at] = np.isfinite(logs)
        return out

    def _with_theta(self, marker: Marker, choices: list[Pairs]) -> Array:
        """Log-ratio of matched to unrelated, family and samples drawing on one urn."""
        ped, base = self.family.pedigree, dict(observed_in(self.family, marker).pairs)
        out = np.empty(len(choices))
        for at, choice in enumerate(choices):
            apart, strangers, match = ped, dict(base), dict(base)
            for v, m in choice:
                s = self.case.victims[v]
                pair = pair_at(marker, s.profile, s.sex)
                apart = apart + Pedigree.single(f"{v} (unrelated)", s.sex)
                strangers[f"{v} (unrelated)"] = match[m] = pair
            above = locus_likelihood(ped, marker, Observed(match), self.case.theta)
            below = locus_likelihood(apart, marker, Observed(strangers), self.case.theta)
            out[at] = np.log(above / below) if above > 0 else -np.inf
        return out

    def _at_marker(self, marker: Marker, choices: list[Pairs]) -> Array:
        ped = self.family.pedigree
        observed = observed_in(self.family, marker)
        samples = self.case.victims
        pair = {v: pair_at(marker, s.profile, s.sex) for v, s in samples.items()}
        groups: dict[tuple[tuple[str, str], ...], list[int]] = defaultdict(list)
        everyone = dict(observed.pairs)
        for at, choice in enumerate(choices):
            # one key per set of members and kind of evidence, so that a batch has one shape
            kind = tuple((m, _kind(marker, pair[v], samples[v].sex)) for v, m in choice)
            groups[kind].append(at)
        seen = Observed({**everyone, **{f"({v})": g for v, g in pair.items()}})
        out = np.empty(len(choices))
        lump = _SharedLump(marker, seen, self)
        for kind, rows in groups.items():
            values = lump.run(ped, everyone, kind, [choices[i] for i in rows], pair)
            with np.errstate(divide="ignore"):
                out[rows] = np.log(values)
        return out


def _kind(marker: Marker, pair: tuple[int, int], sex: str) -> str:
    if pair == (-1, -1):
        return "-"
    return TYPED if evidence_of_pair(marker, pair, marker.is_x and sex == "male") is None else SOFT


class _SharedLump:
    """Alleles merged once for a family with all victims, so that choices can be stacked."""

    def __init__(self, marker: Marker, seen: Observed, engine: _FamilyEngine):
        self.marker = marker
        alleles = {a for pair in seen.pairs.values() for a in pair if a >= 0}
        if marker.silent is not None and marker.silent in marker.index:
            alleles.add(marker.index[marker.silent])
        m = marker.mutation
        matrices = () if m is None else (m.male, m.female)
        blocks = coarsest(len(marker.freqs), alleles, matrices)
        self.blocks = blocks
        everything = {str(a): (int(a), int(a)) for a in alleles}
        self.p, self.male, self.female, _, _ = lumped(marker, matrices, everything, {})
        self.first = np.array([int(np.argmax(blocks == b)) for b in range(int(blocks.max()) + 1)])
        self.shapes: dict[object, tuple[Shape, list[str]]] = {}

    def run(
        self,
        ped: Pedigree,
        family: dict[str, tuple[int, int]],
        kind: tuple[tuple[str, str], ...],
        choices: list[Pairs],
        pair: dict[str, tuple[int, int]],
    ) -> Array:
        sample = Observed({**family, **{m: pair[v] for v, m in choices[0]}})
        kinds, pairs, soft, _ = prepared(ped, self.marker, sample)
        shape, ids = shape_of(ped, kinds, self.marker.is_x)
        typed = {
            k: self.blocks[np.array([pairs[i]])] for k, i in enumerate(ids) if kinds.get(i) == TYPED
        }
        soft_tables = {
            k: soft[i][np.ix_(*([self.first] * soft[i].ndim))][None]
            for k, i in enumerate(ids)
            if kinds.get(i) == SOFT
        }
        where = {m: k for k, m in enumerate(ids)}
        if ped.twins:
            return np.concatenate([self._single(ped, family, c, pair) for c in choices])
        for position, (m, letter) in enumerate(kind):
            if letter == TYPED:
                got = np.array([pair[c[position][0]] for c in choices])
                typed[where[m]] = self.blocks[got]
            elif letter == SOFT:
                stack = [
                    prepared(ped, self.marker, Observed({m: pair[c[position][0]]}))[2][m]
                    for c in choices
                ]
                cut = np.ix_(*([self.first] * stack[0].ndim))
                soft_tables[where[m]] = np.stack([t[cut] for t in stack])
        numbers = Numbers(self.p[None], self.male, self.female, typed, soft_tables)
        values = program(shape, len(self.p)).run(numbers)
        return np.array(np.broadcast_to(values, (len(choices),)))

    def _single(
        self,
        ped: Pedigree,
        family: dict[str, tuple[int, int]],
        choice: Pairs,
        pair: dict[str, tuple[int, int]],
    ) -> Array:
        observed = Observed({**family, **{m: pair[v] for v, m in choice}})
        return np.array([locus_likelihood(ped, self.marker, observed)])


def without_mutation(case: Case) -> Case:
    """The case with mutation switched off everywhere."""
    return replace(
        case,
        markers={n: m.without_mutation() for n, m in case.markers.items()},
        families={
            n: replace(f, markers={k: m.without_mutation() for k, m in f.markers.items()})
            for n, f in case.families.items()
        },
    )
