"""Several typings of one sample, or several samples of one body, merged marker by marker.

Agreement is kept, a lost allele is filled from a replicate that shows it, contradiction is listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from probanda.kinship.case import Labels, Profile, Sample
from probanda.kinship.problems import Problem


@dataclass(frozen=True)
class Consensus:
    """A merged sample, and the markers at which replicates disagree."""

    sample: Sample
    problems: tuple[Problem, ...]


def consensus(name: str, replicates: Sequence[Sample], *, needed: int = 1) -> Consensus:
    """Merge replicates: an allele counts when at least `needed` replicates show it.

    More than two alleles at a marker, or too few replicates for any, leave the marker out with a
    problem. One allele seen, heterozygote not confirmed: with one replicate the genotype stays as
    typed; with several that show one allele each time it is taken as homozygous.

    >>> a = Sample("a", "male", {"TH01": ("6", "6")})
    >>> b = Sample("b", "male", {"TH01": ("6", "9")})
    >>> consensus("V1", [a, b]).sample.profile["TH01"]
    ('6', '9')
    """
    problems: list[Problem] = []
    sexes = {r.sex for r in replicates} - {"unknown"}
    if len(sexes) > 1:
        message = f"replicates {', '.join(r.id for r in replicates)} differ in sex"
        problems.append(Problem("samples-disagree", message, name))
    profile: dict[str, Labels] = {}
    for marker in dict.fromkeys(m for r in replicates for m in r.profile):
        counts: dict[str, int] = {}
        for r in replicates:
            for allele in set(r.profile.get(marker, (None, None))) - {None}:
                counts[str(allele)] = counts.get(str(allele), 0) + 1
        kept = sorted(a for a, n in counts.items() if n >= needed)
        if len(kept) > 2:
            message = f"replicates show {', '.join(kept)}"
            problems.append(Problem("samples-disagree", message, name, marker))
        elif len(kept) == 2:
            profile[marker] = (kept[0], kept[1])
        elif len(kept) == 1:
            profile[marker] = (kept[0], kept[0])
        elif counts:
            message = f"no allele was seen {needed} times ({', '.join(sorted(counts))})"
            problems.append(Problem("samples-disagree", message, name, marker))
    sex = sexes.pop() if len(sexes) == 1 else "unknown"
    return Consensus(Sample(name, sex, profile), tuple(problems))


def same_source(
    samples: Mapping[str, Profile], *, compared: int = 8, mismatches: int = 1
) -> list[tuple[str, ...]]:
    """Groups of samples that may come from one body: commingled remains to be merged.

    Two samples join when they share at least `compared` markers and differ at most at `mismatches`
    (a lost allele is no difference). A suggestion for a person to decide, not a merge.
    """
    names = list(samples)
    group = {n: {n} for n in names}
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            shared = [m for m in samples[a] if m in samples[b]]
            off = sum(not _compatible(samples[a][m], samples[b][m]) for m in shared)
            if len(shared) >= compared and off <= mismatches and group[a] is not group[b]:
                group[a] |= group[b]
                for n in group[b]:
                    group[n] = group[a]
    seen: list[set[str]] = []
    for g in group.values():
        if len(g) > 1 and g not in seen:
            seen.append(g)
    return [tuple(sorted(g)) for g in seen]


def _compatible(a: Labels, b: Labels) -> bool:
    x, y = set(a) - {None}, set(b) - {None}
    return x <= y or y <= x
