"""Which relative to type next: what a family's data can be expected to show, by simulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from probanda.kinship.case import Case, Family, Labels, Sample
from probanda.kinship.likelihood import genotype_table
from probanda.kinship.marker import Marker
from probanda.kinship.pedigree import Pedigree
from probanda.kinship.ratios import pairwise
from probanda.kinship.tables import observed_in


@dataclass(frozen=True)
class Power:
    """Expected evidence for a missing person, with the given relatives typed as well.

    Attributes:
        added: relatives typed in addition.
        median_log10_lr: median of log10 LR when the remains are the missing person.
        exclusion: share of unrelated persons excluded at one marker at least (without mutation).
        above: share of true matches whose LR reaches the threshold.
        runs: number of simulated cases (the figures are Monte Carlo estimates).
    """

    added: tuple[str, ...]
    median_log10_lr: float
    exclusion: float
    above: float
    runs: int


def rank_relatives(
    case: Case,
    missing: str,
    candidates: Sequence[str],
    rng: np.random.Generator,
    *,
    runs: int = 200,
    threshold: float = 1e4,
) -> list[Power]:
    """Power as things are and with each candidate typed too, best first.

    Genotypes of the missing person and of the candidate are drawn given the family's data, marker by
    marker from their exact conditional distribution.

    Raises:
        KeyError: a candidate who is not a member of the family.
    """
    family = case.family_of(missing)
    if family is None:
        return []
    markers = [family.markers.get(n, m) for n, m in case.markers.items()]
    markers = [m for m in markers if m.name not in family.left_out]
    out = []
    for added in [(), *((c,) for c in candidates)]:
        if added and added[0] not in family.pedigree:
            raise KeyError(added[0])
        out.append(_power(case, family, missing, added, markers, rng, runs, threshold))
    return [out[0], *sorted(out[1:], key=lambda p: -p.median_log10_lr)]


def _power(
    case: Case,
    family: Family,
    missing: str,
    added: tuple[str, ...],
    markers: Sequence[Marker],
    rng: np.random.Generator,
    runs: int,
    threshold: float,
) -> Power:
    sex = family.pedigree.by_id[missing].sex
    logs, excluded = [], 0
    for _ in range(runs):
        now = family
        for person in added:
            now = _with_drawn(now, person, markers, rng)
        true = _drawn_profile(now, missing, markers, rng)
        strange = {m.name: _random(m, sex, rng) for m in markers}
        samples = {
            "same": Sample("same", sex, true),
            "stranger": Sample("stranger", sex, strange),
        }
        small = replace(
            case,
            victims=samples,
            families={now.name: now},
            missing=(missing,),
            pairings=dict.fromkeys(samples, (missing,)),
        )
        result = pairwise(small, detail=False)
        logs.append(result.log_lr[0, 0] / np.log(10))
        excluded += int(result.exclusions[1, 0] > 0)
    values = np.array(logs)
    return Power(
        added,
        float(np.median(values)),
        excluded / runs,
        float((values >= np.log10(threshold)).mean()),
        runs,
    )


def _with_drawn(
    family: Family, person: str, markers: Sequence[Marker], rng: np.random.Generator
) -> Family:
    profile = _drawn_profile(family, person, markers, rng)
    return replace(family, profiles={**family.profiles, person: profile})


def _drawn_profile(
    family: Family, person: str, markers: Sequence[Marker], rng: np.random.Generator
) -> dict[str, Labels]:
    """A profile drawn from the exact distribution given the family's data."""
    out: dict[str, Labels] = {}
    for m in markers:
        table = genotype_table(family.pedigree, m, observed_in(family, m), person)
        flat = np.maximum(table.ravel(), 0.0)
        k = int(rng.choice(len(flat), p=flat / flat.sum()))
        if table.ndim == 1:
            out[m.name] = (m.alleles[k], m.alleles[k])
        else:
            a, b = divmod(k, len(m.alleles))
            out[m.name] = (m.alleles[a], m.alleles[b])
    return out


def _random(marker: Marker, sex: str, rng: np.random.Generator) -> Labels:
    p = marker.freqs / marker.freqs.sum()
    a, b = rng.choice(len(p), size=2, p=p)
    if marker.is_x and sex == "male":
        b = a
    return marker.alleles[a], marker.alleles[b]


def related_victims(case: Case, least: float = 100.0) -> list[tuple[str, str, str, float]]:
    """Pairs of victims that look like relatives of each other: (a, b, relation, LR), best first.

    Such pairs may belong to a family nobody has reported. Ratios of parent–child, full and half
    siblings against unrelated; those of at least `least` are returned.
    """
    out = []
    names = list(case.victims)
    for relation, build in _RELATIONS.items():
        for a in names:
            ped = build(a, case.victims[a].sex)
            family = Family(a, ped, {a: case.victims[a].profile}, ("other",))
            others = {b: s for b, s in case.victims.items() if names.index(b) > names.index(a)}
            if not others:
                continue
            small = replace(
                case,
                victims={b: replace(s, sex="unknown") for b, s in others.items()},
                families={a: family},
                missing=("other",),
                pairings=dict.fromkeys(others, ("other",)),
                markers={n: m for n, m in case.markers.items() if not m.is_x},
            )
            lr = pairwise(small, detail=False).lr[:, 0]
            out += [(a, b, relation, float(x)) for b, x in zip(others, lr, strict=True)]
    return sorted((x for x in out if x[3] >= least), key=lambda x: -x[3])


def _parent_child(a: str, sex: str) -> Pedigree:
    child = ("other", a, None, "unknown") if sex != "female" else ("other", None, a, "unknown")
    founder = "female" if sex == "female" else "male"
    return Pedigree.of([(a, None, None, founder), child])  # type: ignore[list-item]


def _siblings(a: str, sex: str) -> Pedigree:
    return Pedigree.of(
        [
            ("(father)", None, None, "male"),
            ("(mother)", None, None, "female"),
            (a, "(father)", "(mother)", "unknown"),
            ("other", "(father)", "(mother)", "unknown"),
        ]
    )


def _half_siblings(a: str, sex: str) -> Pedigree:
    return Pedigree.of(
        [
            ("(father)", None, None, "male"),
            (a, "(father)", None, "unknown"),
            ("other", "(father)", None, "unknown"),
        ]
    )


_RELATIONS = {
    "parent and child": _parent_child,
    "full siblings": _siblings,
    "half siblings": _half_siblings,
}
