"""One family's likelihood for many choices of victims at once, batched by the members concerned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.case import Case, Family
from probanda.kinship.likelihood import Observed, locus_likelihood, merged_alleles, prepared
from probanda.kinship.marker import Marker
from probanda.kinship.network import SOFT, TYPED, Numbers, program, shape_of
from probanda.kinship.pedigree import Pedigree
from probanda.kinship.tables import observed_in, observed_sample

Array = NDArray[np.float64]
Pairs = tuple[tuple[str, str], ...]


class FamilyEngine:
    """Log-weights of choices (victim, missing) in one family against family and samples apart."""

    def __init__(self, case: Case, family: Family):
        self.case, self.family = case, family
        self.markers: list[Marker] = [
            family.markers.get(n, m) for n, m in case.markers.items() if n not in family.left_out
        ]

    def weights(self, choices: Sequence[Pairs]) -> Array:
        """Log-weight of each choice, -inf where impossible: `(len(choices),)`."""
        out = np.zeros(len(choices))
        alive = np.ones(len(choices), dtype=bool)
        for marker in self.markers:
            at = np.flatnonzero(alive)
            if not len(at):
                break
            some = [choices[int(i)] for i in at]
            logs = (
                self._with_theta(marker, some)
                if self.case.theta > 0
                else _AtMarker(self.case, self.family, marker).logs(some)
            )
            out[at] += logs
            alive[at] = np.isfinite(logs)
        return out

    def _with_theta(self, marker: Marker, choices: list[Pairs]) -> Array:
        """Log-ratio of matched to unrelated, family and samples drawing on one urn."""
        ped, base = self.family.pedigree, observed_in(self.family, marker)
        out = np.empty(len(choices))
        for at, choice in enumerate(choices):
            apart, strangers, match = ped, base, base
            for v, m in choice:
                sample, name = self.case.victims[v], f"{v} (unrelated)"
                apart = apart + Pedigree.single(name, sample.sex)
                strangers = strangers | observed_sample(sample, marker, name)
                match = match | observed_sample(sample, marker, m)
            above = locus_likelihood(ped, marker, match, self.case.theta)
            below = locus_likelihood(apart, marker, strangers, self.case.theta)
            out[at] = np.log(above / below) if above > 0 else -np.inf
        return out


class _AtMarker:
    """The batch at one marker; alleles that nobody in the case shows are merged once."""

    def __init__(self, case: Case, family: Family, marker: Marker):
        self.marker, self.ped = marker, family.pedigree
        self.observed = observed_in(family, marker)
        self.samples = {v: observed_sample(s, marker, v) for v, s in case.victims.items()}
        merged = merged_alleles(marker, frozenset(self._alleles()))
        self.blocks, self.first = merged.blocks, merged.first
        self.p, self.male, self.female = merged.p, merged.male, merged.female
        self.base = locus_likelihood(self.ped, marker, self.observed)
        self.prior = {
            v: locus_likelihood(Pedigree.single(v, case.victims[v].sex), marker, o)
            for v, o in self.samples.items()
        }

    def _alleles(self) -> list[int]:
        """Alleles to keep apart: all seen ones, or every one where a table speaks of them."""
        everyone = [self.observed, *self.samples.values()]
        if any(o.soft for o in everyone):
            return list(range(len(self.marker.freqs)))
        return sorted({a for o in everyone for pair in o.pairs.values() for a in pair if a >= 0})

    def logs(self, choices: list[Pairs]) -> Array:
        groups: dict[tuple[tuple[str, str], ...], list[int]] = defaultdict(list)
        for at, choice in enumerate(choices):
            # one key per set of members and kind of evidence, so that a batch has one shape
            groups[tuple((m, self._kind(v)) for v, m in choice)].append(at)
        out = np.empty(len(choices))
        for members, rows in groups.items():
            some = [choices[int(i)] for i in rows]
            apart = np.array([self.base * np.prod([self.prior[v] for v, _ in c]) for c in some])
            with np.errstate(divide="ignore"):
                out[rows] = np.log(self._batch(members, some) / apart)
        return out

    def _kind(self, victim: str) -> str:
        o = self.samples[victim]
        if o.soft:
            return SOFT
        return TYPED if o.pairs.get(victim, (-1, -1)) != (-1, -1) else "-"

    def _together(self, choice: Pairs) -> Observed:
        out = self.observed
        for v, m in choice:
            o = self.samples[v]
            out = out | Observed(
                {m: o.pairs[v]} if v in o.pairs else {},
                {m: o.soft[v]} if v in o.soft else {},
            )
        return out

    def _batch(self, members: tuple[tuple[str, str], ...], choices: list[Pairs]) -> Array:
        if self.ped.twins:
            return np.array(
                [locus_likelihood(self.ped, self.marker, self._together(c)) for c in choices]
            )
        kinds, pairs, soft = prepared(self.ped, self.marker, self._together(choices[0]))
        shape, ids = shape_of(self.ped, kinds, self.marker.is_x)
        typed = {
            k: self.blocks[np.array([pairs[i]])] for k, i in enumerate(ids) if kinds.get(i) == TYPED
        }
        tables = {k: self._cut(soft[i])[None] for k, i in enumerate(ids) if kinds.get(i) == SOFT}
        where = {i: k for k, i in enumerate(ids)}
        for position, (m, kind) in enumerate(members):
            victims = [c[position][0] for c in choices]
            if kind == TYPED:
                got = np.array([self.samples[v].pairs[v] for v in victims])
                typed[where[m]] = self.blocks[got]
            elif kind == SOFT:
                tables[where[m]] = np.stack([self._cut(self.samples[v].soft[v]) for v in victims])
        numbers = Numbers(self.p[None], self.male, self.female, typed, tables)
        values = program(shape, len(self.p)).run(numbers)
        return np.array(np.broadcast_to(values, (len(choices),)))

    def _cut(self, table: Array) -> Array:
        return np.asarray(table[np.ix_(*([self.first] * table.ndim))])
