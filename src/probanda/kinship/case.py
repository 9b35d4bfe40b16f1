"""A case: samples of the dead, families of the missing, who may be who. Values only.

Genotypes are kept as labels per marker name. What is wrong with them is collected in `problems`;
what remains is computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from probanda.kinship.likelihood import Array, Pair, checked_pair, evidence_of_pair
from probanda.kinship.marker import Marker
from probanda.kinship.observation import ErrorModel
from probanda.kinship.pedigree import Pedigree, Sex
from probanda.kinship.problems import KinshipError, Problem

Labels = tuple[str | None, str | None]
Profile = Mapping[str, Labels]
UNMATCHED = "*"


@dataclass(frozen=True)
class Sample:
    """A typed sample: of remains, or of a relative."""

    id: str
    sex: Sex
    profile: Profile
    errors: ErrorModel | None = None


@dataclass(frozen=True)
class Family:
    """A pedigree with the profiles of its typed members and its missing members.

    `markers` holds the markers whose definition differs from the case's own, by name.
    """

    name: str
    pedigree: Pedigree
    profiles: Mapping[str, Profile]
    missing: tuple[str, ...]
    markers: Mapping[str, Marker] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    errors: Mapping[str, ErrorModel] = field(default_factory=dict)

    def with_sample(self, missing: str, sample: Sample) -> Family:
        """The family with a sample taken to be that missing person."""
        return replace(
            self,
            profiles={**self.profiles, missing: sample.profile},
            errors=self.errors
            if sample.errors is None
            else {**self.errors, missing: sample.errors},
            missing=tuple(m for m in self.missing if m != missing),
        )


@dataclass(frozen=True)
class Case:
    """Everything a joint identification is computed from.

    Attributes:
        markers: by name, in the order of the case.
        victims: unidentified samples by identifier.
        families: reference families by name.
        missing: identifiers of the missing, each in one family.
        pairings: victim -> missing persons to be considered.
        theta: Balding–Nichols coefficient.
        problems: what was wrong with the input, already set aside.
    """

    markers: Mapping[str, Marker]
    victims: Mapping[str, Sample]
    families: Mapping[str, Family]
    missing: tuple[str, ...]
    pairings: Mapping[str, tuple[str, ...]]
    theta: float = 0.0
    problems: tuple[Problem, ...] = ()
    name: str = ""

    def family_of(self, missing: str) -> Family | None:
        """The family a missing person belongs to, None when it had to be set aside."""
        return next((f for f in self.families.values() if missing in f.missing), None)

    def identified(self, pairs: Mapping[str, str]) -> Case:
        """The case left after some victims are taken to be some missing persons."""
        families = dict(self.families)
        for victim, missing in pairs.items():
            family = self.family_of(missing)
            if family is not None:
                now = families[family.name]
                families[family.name] = now.with_sample(missing, self.victims[victim])
        gone = set(pairs.values())
        return replace(
            self,
            victims={v: s for v, s in self.victims.items() if v not in pairs},
            families=families,
            missing=tuple(m for m in self.missing if m not in gone),
            pairings={
                v: tuple(m for m in ms if m not in gone)
                for v, ms in self.pairings.items()
                if v not in pairs
            },
        )


def pairings_by_sex(
    victims: Mapping[str, Sample], families: Mapping[str, Family], missing: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Every pairing that the recorded sexes allow; unknown sex allows both."""
    sex = {m: f.pedigree.by_id[m].sex for f in families.values() for m in f.missing}
    allowed = {
        mine: tuple(
            m for m in missing if m in sex and ("unknown" in (mine, sex[m]) or mine == sex[m])
        )
        for mine in ("male", "female", "unknown")
    }
    return {v: allowed[s.sex] for v, s in victims.items()}


def checked(case: Case) -> Case:
    """The case with wrong genotypes set aside and every problem listed.

    Checks alleles, numbers of alleles, males at X markers, frequencies that do not sum to 1,
    pairings that name unknown persons or contradict the recorded sexes.
    """
    problems = list(case.problems)
    markers = {n: _usable(m, problems) for n, m in case.markers.items()}
    victims = {
        v: replace(s, profile=_usable_profile(s.profile, v, s.sex, markers, problems))
        for v, s in case.victims.items()
    }
    families: dict[str, Family] = {}
    for name, f in case.families.items():
        own = {n: _usable(m, problems) for n, m in f.markers.items()}
        scope = {**markers, **own}
        profiles = {}
        for person, profile in f.profiles.items():
            if person not in f.pedigree:
                message = f"has a profile but is not a member of family {name}"
                problems.append(Problem("sample-foreign", message, person))
                continue
            sex = f.pedigree.by_id[person].sex
            profiles[person] = _usable_profile(profile, person, sex, scope, problems)
        families[name] = replace(f, profiles=profiles, markers=own)
    pairings = _usable_pairings(case, victims, families, problems)
    return replace(
        case,
        markers=markers,
        victims=victims,
        families=families,
        pairings=pairings,
        problems=tuple(dict.fromkeys(problems)),
    )


def _usable(marker: Marker, problems: list[Problem]) -> Marker:
    found = marker.sum_problem()
    if found is None:
        return marker
    problems.append(found)
    return marker.scaled()


def _usable_profile(
    profile: Profile,
    person: str,
    sex: str,
    markers: Mapping[str, Marker],
    problems: list[Problem],
) -> Profile:
    out: dict[str, Labels] = {}
    for name, labels in profile.items():
        if name not in markers:
            message = "has a genotype at a marker that the case does not list"
            problems.append(Problem("marker-unknown", message, person, name))
            continue
        try:
            checked_pair(markers[name], labels, person, sex)
        except KinshipError as e:
            problems.extend(e.problems)
            continue
        out[name] = labels
    return out


def _usable_pairings(
    case: Case,
    victims: Mapping[str, Sample],
    families: Mapping[str, Family],
    problems: list[Problem],
) -> dict[str, tuple[str, ...]]:
    allowed = pairings_by_sex(victims, families, case.missing)
    if not case.pairings:
        return allowed
    out: dict[str, tuple[str, ...]] = {}
    for v in victims:
        kept = []
        for m in case.pairings.get(v, allowed[v]):
            if m == UNMATCHED:
                continue
            if m not in case.missing:
                problems.append(Problem("pairing-unknown", f"pairing with {m}", v))
            elif m in allowed[v]:
                kept.append(m)
            elif case_has(families, m):
                message = f"is recorded {victims[v].sex}, {m} is not; pairing not considered"
                problems.append(Problem("sex-mismatch", message, v))
        out[v] = tuple(kept)
    return out


def case_has(families: Mapping[str, Family], missing: str) -> bool:
    """Whether a missing person is in a family that can be computed."""
    return any(missing in f.missing for f in families.values())


def pair_at(marker: Marker, profile: Profile, sex: str) -> Pair:
    """Allele indices of a checked profile at a marker, (-1, -1) where there are none."""
    labels = profile.get(marker.name)
    if labels is None:
        return (-1, -1)
    a, b = marker.pair(labels)
    return (max(a, b), max(a, b)) if marker.is_x and sex == "male" else (a, b)


def seen(
    marker: Marker, profile: Profile, sex: str, errors: ErrorModel | None
) -> tuple[Pair, Array | None]:
    """What a profile says at a marker: the pair, and a table where the pair does not say it all."""
    pair = pair_at(marker, profile, sex)
    haploid = marker.is_x and sex == "male"
    if pair == (-1, -1):
        return pair, None
    if errors is not None and not errors.is_none:
        return pair, errors.table(marker, pair, haploid)
    return pair, evidence_of_pair(marker, pair, haploid)
