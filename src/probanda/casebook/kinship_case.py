"""From the record to a kinship case, and from its solution back to claims.

Remains with profiles are the samples, families of relatives the pedigrees, members marked missing the
persons sought. What is computed is in ``probanda.kinship``. Frequencies come from a table that the laboratory
names; its digest stands in every result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan, log
from typing import Any, cast

import probanda
from probanda.casebook import models
from probanda.casebook.models.base import Claim
from probanda.casebook.services import Change, correct_claim, record_claim
from probanda.kinship.assembly import assembled_case
from probanda.kinship.case import Labels, Sample
from probanda.kinship.consensus import consensus, same_source
from probanda.kinship.formats import read_frequencies
from probanda.kinship.formats.yaml_families import ListedFamily
from probanda.kinship.pedigree import Pedigree, Person, Sex
from probanda.kinship.problems import KinshipError, Problem
from probanda.kinship.solve import Solution, digest
from probanda.problems import ProbandaError
from probanda.problems import Problem as RecordProblem

__all__ = ["RecordCase", "identify_remains", "record_case", "record_results"]

METHOD = (
    "DNA kinship: likelihood ratio against an unrelated person, exact; joint posterior, flat prior"
)


@dataclass(frozen=True)
class RecordCase:
    """A case in the reference layout, what was wrong with it, and the profiles that it was made of.

    ``notes`` tell of what was left out by consent and of samples that may be of one body.
    """

    data: dict[str, Any]
    problems: tuple[Problem, ...]
    profiles: Mapping[str, tuple[str, ...]]  # sample → addresses of its profile claims
    notes: tuple[str, ...]
    frequencies_sha256: str


def record_case(frequencies: bytes, *, theta: float = 0.0) -> RecordCase:
    """The case of the open record, with allele frequencies from a table.

    Profiles whose consent, or whose source's consent, was withdrawn are left out. Several profiles of one
    sample are merged marker by marker; where they contradict each other the marker is left out.

    Raises:
        KinshipError: the frequencies cannot be read.
    """
    markers, problems = read_frequencies(frequencies.decode("utf-8-sig", errors="replace"))
    if not markers:
        raise KinshipError(problems or [Problem("format-row", "no marker in the frequencies")])
    claims = models.ProfileClaim.objects.filter(current=True).exclude(status="retracted")
    found: dict[str, list[models.ProfileClaim]] = {}
    withdrawn = 0
    for claim in claims.select_related("remains", "relative", "source").order_by("pk"):
        if "withdrawn" in (claim.consent, claim.source.consent):
            withdrawn += 1
            continue
        found.setdefault((claim.remains or claim.relative).key, []).append(claim)
    families, relatives = _families(problems)
    samples: dict[str, Sample] = {}
    rates: dict[str, dict[str, float]] = {}
    for key, mine in found.items():
        merged, more = _merged(key, mine, relatives)
        samples[key] = merged
        rates[key] = _rates(mine)
        problems += more
    case = assembled_case(samples, families, markers, problems)
    for name, own in rates.items():
        if own and name in case["pm"]:
            case["pm"][name] |= own
    if theta:
        case["theta"] = theta
    notes = []
    if withdrawn:
        notes.append(f"{withdrawn} profiles left out: consent was withdrawn")
    remains = {k: s.profile for k, s in samples.items() if k in case["pm"]}
    notes += [
        f"{', '.join(group)} may be of one body: a person decides; then give them one number"
        for group in same_source(remains)
    ]
    return RecordCase(
        case,
        tuple(dict.fromkeys(problems)),
        {key: tuple(claim.address for claim in mine) for key, mine in found.items()},
        tuple(notes),
        hashlib.sha256(frequencies).hexdigest(),
    )


def _families(
    problems: list[Problem],
) -> tuple[dict[str, ListedFamily], dict[str, models.Relative]]:
    by_family: dict[str, list[models.Relative]] = {}
    for relative in models.Relative.objects.select_related("father", "mother").order_by("pk"):
        by_family.setdefault(relative.family, []).append(relative)
    families: dict[str, ListedFamily] = {}
    everyone: dict[str, models.Relative] = {}
    for name, members in by_family.items():
        twins: dict[str, list[str]] = {}
        for member in members:
            everyone[member.key] = member
            if member.twins:
                twins.setdefault(member.twins, []).append(member.key)
        try:
            pedigree = Pedigree(
                tuple(
                    Person(
                        m.key,
                        m.father.key if m.father else None,
                        m.mother.key if m.mother else None,
                        cast(Sex, m.sex),
                    )
                    for m in members
                ),
                twins=tuple(tuple(group) for group in twins.values() if len(group) > 1),
            )
        except KinshipError as error:
            problems += [
                Problem(p.code, f"{p.message} (family {name})", p.person, p.marker)
                for p in error.problems
            ]
            continue
        families[name] = ListedFamily(pedigree, tuple(m.key for m in members if m.missing))
    return families, everyone


def _merged(
    key: str, claims: Sequence[models.ProfileClaim], relatives: Mapping[str, models.Relative]
) -> tuple[Sample, list[Problem]]:
    said = [claim.sex for claim in claims if claim.sex != "unknown"]
    sex = cast(Sex, relatives[key].sex if key in relatives else said[0] if said else "unknown")
    replicates = [
        Sample(
            claim.address, cast(Sex, claim.sex), {m: _labels(t) for m, t in claim.genotypes.items()}
        )
        for claim in claims
    ]
    if len(replicates) == 1:
        problems: list[Problem] = []
        profile: Mapping[str, Labels] = replicates[0].profile
    else:
        agreed = consensus(key, replicates)
        problems, profile = list(agreed.problems), agreed.sample.profile
    if said and sex != "unknown" and any(word != sex for word in said):
        message = f"the laboratory reads {', '.join(dict.fromkeys(said))}, the record says {sex}"
        problems.append(Problem("sex-mismatch", message, key))
    return Sample(key, sex, profile), problems


def _labels(text: str) -> Labels:
    a, b = (part.strip() for part in str(text).split("/"))
    return (None if a == "?" else a, None if b == "?" else b)


def _rates(claims: Iterable[models.ProfileClaim]) -> dict[str, float]:
    """The worst rate that any of the sample's profiles states."""
    found: dict[str, float] = {}
    for claim in claims:
        for name in ("dropout", "dropin", "error"):
            rate = getattr(claim, name)
            if rate:
                found[name] = max(rate, found.get(name, 0.0))
    return found


def record_results(
    change: Change,
    made: RecordCase,
    solution: Solution,
    *,
    source: models.Source,
    claimant: models.Claimant,
    least: float = 1.0,
    locator: str = "",
) -> dict[str, int]:
    """Record each pairing whose ratio is at least `least` as a claim; how many are new, other, unchanged.

    A pairing recorded before is corrected when its numbers differ. The claim is internal, as the profiles it
    rests on are; it says that the DNA supports kinship, and identifies nobody.
    """
    ratios, joint = solution.ratios, solution.joint
    counts = {"created": 0, "changed": 0, "unchanged": 0}
    relatives = {r.key: r for r in models.Relative.objects.select_related("person")}
    remains = {r.key: r for r in models.Remains.objects.all()}
    inputs = {
        "case_sha256": digest(made.data),
        "frequencies_sha256": made.frequencies_sha256,
        "theta": solution.case.theta,
        "probanda": probanda.__version__,
        "joint_exact": joint.certificate.exact,
    }
    for i, victim in enumerate(ratios.victims):
        for j, missing in enumerate(ratios.missing):
            value = float(ratios.log_lr[i, j])
            if isnan(value):
                continue
            old = models.KinshipClaim.objects.filter(
                remains=remains[victim], relative=relatives[missing], current=True
            ).first()
            if old is None and not value >= log(least):
                continue
            profiles = {
                key: list(made.profiles[key])
                for key in (victim, *_typed(solution, missing))
                if key in made.profiles
            }
            excluded = value == -float("inf")
            values = {
                "log10_lr": None if excluded else value / log(10),
                "excluded": excluded,
                "exclusions": int(ratios.exclusions[i, j]),
                "markers": len(solution.case.victims[victim].profile),
                "posterior": None if isnan(joint.pairing[i, j]) else float(joint.pairing[i, j]),
                "method": METHOD,
                "inputs": {**inputs, "profiles": profiles},
                "person": relatives[missing].person,
            }
            counts[
                _kept(
                    change,
                    old,
                    values,
                    remains[victim],
                    relatives[missing],
                    source,
                    claimant,
                    locator,
                )
            ] += 1
    return counts


def _typed(solution: Solution, missing: str) -> tuple[str, ...]:
    family = solution.case.family_of(missing)
    return () if family is None else tuple(family.profiles)


def _kept(
    change: Change,
    old: models.KinshipClaim | None,
    values: dict[str, Any],
    remains: models.Remains,
    relative: models.Relative,
    source: models.Source,
    claimant: models.Claimant,
    locator: str,
) -> str:
    if old is not None:
        if all(getattr(old, name) == value for name, value in values.items()):
            return "unchanged"
        correct_claim(change, old, **values, source=source, claimant=claimant, locator=locator)
        return "changed"
    record_claim(
        change,
        "kinship",
        remains=remains,
        relative=relative,
        source=source,
        claimant=claimant,
        locator=locator,
        reliability=source.reliability,
        consent="internal",
        **values,
    )
    return "created"


def identify_remains(
    change: Change,
    remains: models.Remains,
    person: models.Person,
    why: str,
    *,
    source: models.Source,
    claimant: models.Claimant,
    method: str = "",
    locator: str = "",
    consent: str = "internal",
) -> Claim:
    """Record that somebody identifies remains as a person's, with reasons. Nothing else in Probanda does.

    Raises:
        ProbandaError: no reasons are given.
    """
    if len(why.split()) < 3:
        raise ProbandaError(
            RecordProblem(
                "reason-missing",
                "An identification needs its reasons.",
                column="why",
                found=why,
                remedy="Say what agrees: the DNA result, teeth, clothing, place, and what speaks against.",
            )
        )
    results = models.KinshipClaim.objects.filter(remains=remains, person=person, current=True)
    behind = ", ".join(result.address for result in results)
    return record_claim(
        change,
        "identification",
        remains=remains,
        person=person,
        method=method or ("DNA kinship" if behind else ""),
        note=why + (f" (kinship results: {behind})" if behind else ""),
        source=source,
        claimant=claimant,
        locator=locator,
        reliability=source.reliability,
        consent=consent,
    )
