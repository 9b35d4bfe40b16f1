"""Pairwise likelihood ratios and exclusions: victim = missing person against unrelated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.case import Case, Family, Sample, pair_at, seen
from probanda.kinship.contraction import TooWideError
from probanda.kinship.likelihood import locus_likelihood
from probanda.kinship.marker import Marker
from probanda.kinship.pedigree import Pedigree
from probanda.kinship.problems import KinshipError, Problem
from probanda.kinship.tables import Column, columns, completed, observed_in, observed_sample

Array = NDArray[np.float64]


@dataclass(frozen=True)
class NotComputed:
    """A ratio that is considered but too much to compute: where, and what stood in the way."""

    victim: str
    missing: str
    family: str
    problem: Problem


@dataclass(frozen=True, eq=False)
class Ratios:
    """Pairwise results, `(victims, missing)`; NaN where a pairing is not considered or not computed.

    Attributes:
        log_lr: natural logarithm of the ratio; -inf when excluded outright.
        exclusions: markers at which the pairing is impossible without mutation.
        per_marker: `(victims, missing, markers)` ratios, for the tables a reader checks by hand;
            None when not asked for.
        not_computed: pairings considered whose ratio is too much to compute (theta, large pedigree).
    """

    victims: tuple[str, ...]
    missing: tuple[str, ...]
    markers: tuple[str, ...]
    log_lr: Array
    exclusions: Array
    per_marker: Array | None
    not_computed: tuple[NotComputed, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was not computed: one sentence per family, marker and reason, naming the pairings."""
        groups: dict[tuple[str, str, str, str], list[str]] = {}
        for x in self.not_computed:
            key = (x.family, x.problem.code, x.problem.message, x.problem.marker)
            groups.setdefault(key, []).append(f"{x.victim} = {x.missing}")
        return tuple(
            Problem(code, f"{message}; not computed: {', '.join(pairs)}", f"family {f}", marker)
            for (f, code, message, marker), pairs in groups.items()
        )

    @property
    def lr(self) -> Array:
        """The ratios themselves."""
        return np.asarray(np.exp(self.log_lr))


def pairwise(case: Case, *, detail: bool = True) -> Ratios:
    """All pairwise likelihood ratios and exclusion counts of a case.

    The ratio of V = M to "V unrelated to M's family", product over markers at which V is typed and
    the family can be computed; with theta above 0 both share one urn of alleles (Balding &
    Nichols), so that theta acts across family and victim too.
    """
    victims, missing, names = tuple(case.victims), case.missing, tuple(case.markers)
    shape = (len(victims), len(missing))
    considered = np.zeros(shape, dtype=bool)
    position = {m: j for j, m in enumerate(missing)}
    rows: dict[int, list[int]] = {}  # victims of one sex share one tuple of pairings
    for i, v in enumerate(victims):
        allowed = case.pairings.get(v, ())
        if id(allowed) not in rows:
            rows[id(allowed)] = [position[m] for m in allowed]
        considered[i, rows[id(allowed)]] = True
    log_lr = np.where(considered, 0.0, np.nan)
    exclusions = np.where(considered, 0.0, np.nan)
    per_marker = np.full((*shape, len(names)), np.nan) if detail else None
    family_of = {m: f for f in case.families.values() for m in f.missing}
    failed: list[NotComputed] = []
    owners = [(j, family_of[m]) for j, m in enumerate(missing) if m in family_of]
    for k, name in enumerate(names):
        by_marker: dict[int, list[tuple[int, Family]]] = {}
        marker_of: dict[int, Marker] = {}
        for j, f in owners:
            if name in f.left_out or not considered[:, j].any():
                continue
            marker = f.markers.get(name, case.markers[name])
            by_marker.setdefault(id(marker), []).append((j, f))
            marker_of[id(marker)] = marker
        for key, group in by_marker.items():
            marker = marker_of[key]
            for j, lr, zero in _group_columns(case, marker, group, considered, failed):
                mine = considered[:, j]
                with np.errstate(divide="ignore"):
                    log_lr[mine, j] += np.log(lr[mine])
                exclusions[mine, j] += zero[mine]
                if per_marker is not None:
                    per_marker[mine, j, k] = lr[mine]
    for j, m in enumerate(missing):
        if m not in family_of:
            log_lr[:, j] = exclusions[:, j] = np.nan
    stuck = tuple(
        x for x in failed if np.isfinite(exclusions[victims.index(x.victim), position[x.missing]])
    )
    return Ratios(victims, missing, names, log_lr, exclusions, per_marker, stuck)


def _group_columns(
    case: Case,
    marker: Marker,
    group: list[tuple[int, Family]],
    considered: NDArray[np.bool_],
    failed: list[NotComputed],
) -> Iterator[tuple[int, Array, NDArray[np.bool_]]]:
    """(column, ratios, whether impossible without mutation) of families that share a marker."""
    requests = [(f, case.missing[j]) for j, f in group]
    try:
        plain = columns(requests, marker.without_mutation())
        full = plain if marker.mutation is None else columns(requests, marker)
    except TooWideError:
        for j, f in group:
            yield j, *_one_by_one(case, f, case.missing[j], marker, considered[:, j], failed)
        return
    samples = _Lookup(list(case.victims.values()), marker, full[0].marker)
    for (j, f), column, bare in zip(group, full, plain, strict=True):
        if case.theta > 0:
            lr = _theta_column(case, f, case.missing[j], marker, considered[:, j], failed)
        else:
            lr = samples.ratios(column)
        yield j, lr, samples.zero(bare)


def _one_by_one(
    case: Case,
    family: Family,
    missing: str,
    marker: Marker,
    rows: NDArray[np.bool_],
    failed: list[NotComputed],
) -> tuple[Array, NDArray[np.bool_]]:
    """The same for a family too entangled for a table over all alleles: merged alleles per victim."""
    lr, zero = np.ones(len(rows)), np.zeros(len(rows), dtype=bool)
    known: dict[object, tuple[float, bool]] = {}
    family_data = observed_in(family, marker)
    alone = locus_likelihood(family.pedigree, marker, family_data)
    for i, (v, s) in enumerate(case.victims.items()):
        if not rows[i] or marker.name not in s.profile:
            continue
        key = (s.profile[marker.name], s.sex, s.errors)
        if key not in known:
            both = family_data | observed_sample(s, marker, missing)
            single = Pedigree.single(v, s.sex)
            prior = locus_likelihood(single, marker, observed_sample(s, marker, v))
            bare = locus_likelihood(family.pedigree, marker.without_mutation(), both)
            value = locus_likelihood(family.pedigree, marker, both) / (alone * prior)
            known[key] = value, bare == 0
        lr[i], zero[i] = known[key]
    if case.theta > 0:
        lr = _theta_column(case, family, missing, marker, rows, failed)
    return lr, zero


class _Lookup:
    """The victims at one marker, ready to be read off a column."""

    def __init__(self, samples: list[Sample], marker: Marker, grown: Marker):
        pairs = np.array([pair_at(marker, s.profile, s.sex) for s in samples])
        male = np.array([s.sex == "male" for s in samples])
        self.haploid: NDArray[np.bool_] = male if marker.is_x else np.zeros(len(male), dtype=bool)
        self.typed: NDArray[np.bool_] = np.asarray((pairs >= 0).any(axis=1))
        self.soft: dict[int, Array] = {}
        for i, s in enumerate(samples):
            if not self.typed[i]:
                continue
            table = seen(grown, s.profile, s.sex, s.errors)[1]
            if table is not None:
                self.soft[i] = table
        self.a, self.b = np.maximum(pairs, 0).T
        p = grown.freqs
        self.prior = np.where(
            self.haploid | (self.a == self.b), p[self.a] * p[self.b], 2 * p[self.a] * p[self.b]
        )
        if marker.is_x:
            self.prior = np.where(self.haploid, p[self.a], self.prior)

    def _joint(self, column: Column) -> Array:
        if column.joint.ndim == 1:
            return np.asarray(column.joint[self.a])
        return np.asarray(column.joint[self.a, self.b])

    def ratios(self, column: Column) -> Array:
        """Likelihood ratio of every victim; 1 where the victim has no data."""
        out = self._joint(column) / (column.family * self.prior)
        for i, table in self.soft.items():
            out[i] = column.ratio(table) if column.joint.ndim == table.ndim else np.nan
        return np.asarray(np.where(self.typed, out, 1.0))

    def zero(self, column: Column) -> NDArray[np.bool_]:
        """Whether the pairing is impossible at this marker (a family impossible by itself too)."""
        out = self._joint(column) == 0
        for i, table in self.soft.items():
            out[i] = not (column.joint * table > 0).any()
        return np.asarray(out & self.typed)


def _theta_column(
    case: Case,
    family: Family,
    missing: str,
    marker: Marker,
    rows: NDArray[np.bool_],
    failed: list[NotComputed],
) -> Array:
    """Ratios with one urn for family and sample; NaN, and noted, where that is too much."""
    out = np.ones(len(rows))
    observed = observed_in(family, marker)
    stuck = {(x.victim, x.missing) for x in failed}  # the product over markers is lost already
    for i, (v, sample) in enumerate(case.victims.items()):
        if not rows[i] or marker.name not in sample.profile:
            continue
        if (v, missing) in stuck:
            out[i] = np.nan
            continue
        stranger = f"{v} (unrelated)"
        apart = family.pedigree + Pedigree.single(stranger, sample.sex)
        match = observed | observed_sample(sample, marker, missing)
        other = observed | observed_sample(sample, marker, stranger)
        try:
            above = locus_likelihood(family.pedigree, marker, match, case.theta)
            out[i] = above / locus_likelihood(apart, marker, other, case.theta)
        except KinshipError as error:
            out[i] = np.nan
            failed += [NotComputed(v, missing, family.name, p) for p in error.problems]
    return out


def family_logliks(case: Case, family: Family) -> dict[str, float]:
    """Log-likelihood of a family's own data per marker (-inf where impossible)."""
    out = {}
    for name in case.markers:
        marker = family.markers.get(name, case.markers[name])
        value = locus_likelihood(family.pedigree, marker, observed_in(family, marker), case.theta)
        out[name] = float(np.log(value)) if value > 0 else -np.inf
    return out


def sample_logliks(case: Case, sample: Sample) -> dict[str, float]:
    """Log-probability of a victim's genotype per marker."""
    single = Pedigree.single("x", sample.sex)
    out = {}
    for name, marker in case.markers.items():
        value = locus_likelihood(single, marker, observed_sample(sample, marker, "x"), case.theta)
        out[name] = float(np.log(value)) if value > 0 else -np.inf
    return out


def without_impossible(case: Case) -> Case:
    """The case with every marker left out at which a family contradicts itself.

    Each is reported with the members whose sample, taken away, makes the family possible again. A
    family that cannot be computed at all is reported and set aside.
    """
    problems = list(case.problems)
    families: dict[str, Family] = {}
    case, theta = replace(case, theta=0.0), case.theta  # what is impossible is so for every theta
    for name, family in case.families.items():
        try:
            bad = [k for k, v in family_logliks(case, family).items() if v == -np.inf]
        except KinshipError as e:
            # too entangled: the others can still be computed
            problems += [Problem(p.code, p.message, f"family {name}", p.marker) for p in e.problems]
            continue
        for marker in bad:
            suspects = suspects_of(case, family, marker)
            who = ", ".join(suspects) or "no single sample"
            message = f"family {name} is impossible as recorded; removing {who} would mend it"
            problems.append(Problem("family-impossible", message, who, marker))
        families[name] = replace(family, left_out=family.left_out | set(bad)) if bad else family
    return replace(case, families=families, theta=theta, problems=tuple(dict.fromkeys(problems)))


def suspects_of(case: Case, family: Family, name: str) -> list[str]:
    """Typed members without whose genotype the family becomes possible at a marker."""
    marker = family.markers.get(name, case.markers[name])
    observed = observed_in(family, marker)
    out = []
    for person in (*observed.pairs, *observed.soft):
        if locus_likelihood(family.pedigree, marker, observed.without(person), case.theta) > 0:
            out.append(person)
    return out


def unusual_families(case: Case) -> list[tuple[str, str, list[str]]]:
    """(family, marker, suspects) where a family needs a mutation or contradicts itself."""
    bare_markers = {n: m.without_mutation() for n, m in case.markers.items()}
    plain = replace(case, markers=bare_markers, theta=0.0)  # possible or not, whatever theta
    out = []
    for family in case.families.values():
        bare = replace(family, markers={n: m.without_mutation() for n, m in family.markers.items()})
        for name, value in family_logliks(plain, bare).items():
            if value == -np.inf:
                out.append((family.name, name, suspects_of(plain, bare, name)))
    return out


__all__ = [
    "NotComputed",
    "Ratios",
    "completed",
    "family_logliks",
    "pairwise",
    "sample_logliks",
    "suspects_of",
    "unusual_families",
    "without_impossible",
]
