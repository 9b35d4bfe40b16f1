"""One elimination per family shape: the probability of each genotype of a missing person.

Families of one shape are stacked and computed together; a victim's column of likelihood ratios is
then a look-up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.case import Family, Sample, seen
from probanda.kinship.likelihood import Observed, prepared
from probanda.kinship.marker import Marker, Mutation
from probanda.kinship.network import QUERY, SOFT, TYPED, Numbers, Shape, program, shape_of
from probanda.kinship.pedigree import Pedigree, Person

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Column:
    """Joint probability, at one marker, of a family's data and each genotype of one member.

    Attributes:
        marker: the marker the numbers refer to (see `completed`).
        joint: `(n, n)` symmetric over unordered genotypes (a/b at [a, b] and [b, a]); `(n,)` for a
            male at an X marker.
        family: probability of the family's data alone.
    """

    marker: Marker
    joint: Array
    family: float

    def ratio(self, table: Array) -> float:
        """Likelihood ratio of an observation given as probability per (ordered) genotype."""
        p = self.marker.freqs
        if self.joint.ndim == 1:
            return float((self.joint * table).sum() / (self.family * (p * table).sum()))
        half = np.where(np.eye(len(p), dtype=bool), 1.0, 0.5)
        prior = (np.outer(p, p) * table).sum()
        return float((self.joint * half * table).sum() / (self.family * prior))


def completed(marker: Marker) -> Marker:
    """The marker with what its rounded frequencies miss of 1 as a further, unseen allele.

    Only where mutation does not tell unseen alleles apart; otherwise the marker itself.
    """
    missing = 1 - float(marker.freqs.sum())
    if abs(missing) < 1e-14:
        return marker
    n = len(marker.freqs)
    mutation = None
    if marker.mutation is not None:
        grown = []
        for m in (marker.mutation.male, marker.mutation.female):
            column = np.array([m[0 if j else 1, j] for j in range(n)]) if n > 1 else m[0]
            off = ~np.eye(n, dtype=bool)
            if not np.allclose(m[off], np.tile(column, (n, 1))[off], rtol=1e-12, atol=0):
                return marker
            big = np.zeros((n + 1, n + 1))
            big[:n, :n] = m
            big[n, :n] = column
            big[n, n] = 1 - column.sum()
            grown.append(big)
        mutation = Mutation(grown[0], grown[1], marker.mutation.model)
    # a negative remainder is legitimate here (the likelihood is a polynomial), but not in a Marker
    out = replace(marker, mutation=None)
    object.__setattr__(out, "alleles", (*marker.alleles, "(rest)"))
    object.__setattr__(out, "freqs", np.r_[marker.freqs, missing])
    object.__setattr__(out, "mutation", mutation)
    out.__dict__.pop("index", None)
    return out


def columns(requests: Sequence[tuple[Family, str]], marker: Marker) -> list[Column]:
    """Tables of (family, missing person) requests at one marker, theta 0.

    Families that share shape and kind of data are one batch. Memory: `len(requests) * n * n` doubles.
    """
    marker = completed(marker)
    n = len(marker.freqs)
    stacks: dict[Shape, list[tuple[int, Numbers]]] = defaultdict(list)
    own: dict[int, Array | float] = {}  # what identical twins of the person show
    for at, (family, asked) in enumerate(requests):
        person = asked
        ped = family.pedigree
        observed = observed_in(family, marker)
        group = next((g for g in ped.twins if person in g), None)
        if group is not None:
            person, own[at] = group[0], _of_twins(ped, marker, observed, group)
            for t in group:
                observed = observed.without(t)
        kinds, pairs, soft = prepared(ped, marker, observed)
        shape, ids = shape_of(ped, {**kinds, person: QUERY}, marker.is_x)
        m = marker.mutation
        stacks[shape].append(
            (
                at,
                Numbers(
                    marker.freqs[None],
                    None if m is None else m.male,
                    None if m is None else m.female,
                    {k: np.array(pairs[i]) for k, i in enumerate(ids) if kinds.get(i) == TYPED},
                    {k: soft[i] for k, i in enumerate(ids) if kinds.get(i) == SOFT},
                ),
            )
        )
    out: list[Column | None] = [None] * len(requests)
    for shape, stack in stacks.items():
        one = stack[0][1]
        batch = replace(
            one,
            typed={k: np.stack([x.typed[k] for _, x in stack]) for k in one.typed},
            soft={k: np.stack([x.soft[k] for _, x in stack]) for k in one.soft},
        )
        joint = program(shape, n).run(batch)
        joint = np.broadcast_to(joint, (len(stack), *joint.shape[1:]))
        if any(at in own for at, _ in stack):
            joint = np.stack(
                [t * own.get(at, 1.0) for (at, _), t in zip(stack, joint, strict=True)]
            )
        totals = joint.reshape(len(stack), -1).sum(axis=1)
        if joint.ndim == 3:
            diagonal = np.einsum("zaa->za", joint)
            joint = joint + joint.transpose(0, 2, 1)
            joint[:, np.arange(n), np.arange(n)] = diagonal
        for (at, _), table, total in zip(stack, joint, totals, strict=True):
            out[at] = Column(marker, table, float(total))
    return [c for c in out if c is not None]


def _of_twins(
    ped: Pedigree, marker: Marker, observed: Observed, group: tuple[str, ...]
) -> Array | float:
    """Probability of what a group of identical twins shows, given their one genotype."""
    inside = Observed(
        {t: observed.pairs[t] for t in group if t in observed.pairs},
        {t: observed.soft[t] for t in group if t in observed.soft},
    )
    alone = Pedigree(tuple(Person(t, sex=ped.by_id[t].sex) for t in group), twins=(group,))
    _, pairs, soft = prepared(alone, marker, inside)
    if group[0] in soft:
        return soft[group[0]]
    if group[0] not in pairs:
        return 1.0
    a, b = pairs[group[0]]
    n = len(marker.freqs)
    if marker.is_x and ped.by_id[group[0]].sex == "male":
        return np.asarray(np.arange(n) == a, dtype=float)
    out = np.zeros((n, n))
    out[a, b] = out[b, a] = 1.0
    return out


def observed_in(family: Family, marker: Marker) -> Observed:
    """What the family's profiles say at a marker."""
    pairs, soft = {}, {}
    for person, profile in family.profiles.items():
        if marker.name not in profile:
            continue
        sex = family.pedigree.by_id[person].sex
        pair, table = seen(marker, profile, sex, family.errors.get(person))
        if table is None:
            pairs[person] = pair
        else:
            soft[person] = table
    return Observed(pairs, soft)


def observed_sample(sample: Sample, marker: Marker, person: str) -> Observed:
    """What one sample says at a marker, under the name of a member of some pedigree."""
    pair, table = seen(marker, sample.profile, sample.sex, sample.errors)
    return Observed({person: pair}) if table is None else Observed({}, {person: table})
