"""The reference JSON: cases, likelihood questions and mutation models as plain dictionaries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from probanda.kinship.case import Case, Family, Labels, Sample, checked
from probanda.kinship.marker import Marker, Mutation
from probanda.kinship.mutation import mutation_matrix
from probanda.kinship.observation import ErrorModel
from probanda.kinship.pedigree import Pedigree, Person
from probanda.kinship.problems import KinshipError, Problem

Json = Mapping[str, Any]


def marker_from(data: Json) -> Marker:
    """A marker; its mutation matrix is made from the parameters when it is not given.

    Raises:
        KinshipError: keys that are missing, or anything `Marker` refuses.
    """
    name = str(data.get("name", ""))
    try:
        alleles = tuple(str(a) for a in data["alleles"])
        freqs = np.asarray(data["freqs"], dtype=float)
    except (KeyError, TypeError, ValueError) as e:
        message = f"a marker needs name, alleles and numeric freqs ({e})"
        raise KinshipError(Problem("case-shape", message, "", name)) from None
    mutation = data.get("mutation")
    model = None
    if mutation:
        if not isinstance(mutation, Mapping):
            raise KinshipError(Problem("case-shape", "mutation is no object", "", name))
        sides = [
            _matrix(mutation.get(s) or mutation, alleles, freqs, name) for s in ("male", "female")
        ]
        first = mutation.get("male") or mutation
        model = Mutation(sides[0], sides[1], str(first.get("model", "custom")))
    return Marker(
        name,
        alleles,
        freqs,
        data.get("chrom") or "autosomal",
        model,
        data.get("silent") if isinstance(data.get("silent"), str) else None,
    )


def _matrix(data: Json, alleles: Sequence[str], freqs: Any, name: str) -> Any:
    if data.get("matrix") is not None:
        return np.asarray(data["matrix"], dtype=float)
    try:
        return mutation_from(data, alleles, freqs)
    except KinshipError as e:
        raise KinshipError(Problem(p.code, p.message, "", name) for p in e.problems) from None


def mutation_from(data: Json, alleles: Sequence[str], freqs: Any) -> Any:
    """The mutation matrix that `model`, `rate`, `rate2`, `range`, `transform` describe."""
    step = data.get("range")
    return mutation_matrix(
        str(data.get("model", "none")),
        alleles,
        freqs,
        rate=float(data.get("rate") or 0.0),
        rate2=float(data.get("rate2") or 0.0),
        range_=0.1 if step is None else float(step),
        matrix=data.get("input_matrix"),
        transform=data.get("transform"),
    )


def pedigree_from(data: Json) -> Pedigree:
    """A pedigree from `members` (id, father, mother, sex), `founder_inbreeding`, `twins`."""
    try:
        persons = tuple(
            Person(
                str(m["id"]), _parent(m.get("father")), _parent(m.get("mother")), _sex(m.get("sex"))
            )
            for m in data["members"]
        )
    except (KeyError, TypeError) as e:
        message = f"a pedigree needs members, each with an id ({e})"
        raise KinshipError(Problem("case-shape", message)) from None
    twins = tuple(tuple(str(t) for t in group) for group in data.get("twins") or ())
    inbreeding = {str(k): float(v) for k, v in (data.get("founder_inbreeding") or {}).items()}
    return Pedigree(persons, inbreeding, twins)


def _parent(value: Any) -> str | None:
    return None if value is None or value in ("NA", "", {}, []) else str(value)


def _sex(value: Any) -> Any:
    sexes = {"male": "male", "m": "male", "1": "male", "female": "female", "f": "female"}
    return {**sexes, "2": "female"}.get(str(value).lower(), "unknown")


def labels_from(value: Any) -> Labels:
    """Two allele labels, None where unknown.

    Raises:
        KinshipError: not a list of two.
    """
    if value is None:
        return (None, None)
    if isinstance(value, str) or len(value) != 2:
        raise KinshipError(Problem("allele-syntax", f"expected two alleles, found {value!r}"))
    a, b = (None if x is None or x == {} else str(x) for x in value)
    return a, b


def profile_from(
    values: Any, markers: Sequence[str], person: str, problems: list[Problem]
) -> dict[str, Labels]:
    """A profile from a list in marker order, or from an object by marker name."""
    if isinstance(values, Mapping):
        pairs = list(values.items())
    else:
        pairs = list(zip(markers, values, strict=False))
        if len(values) != len(markers):
            message = f"{len(values)} genotypes for {len(markers)} markers"
            problems.append(Problem("genotype-count", message, person))
    out: dict[str, Labels] = {}
    for name, value in pairs:
        try:
            labels = labels_from(value)
        except KinshipError as e:
            problems += [Problem(p.code, p.message, person, name) for p in e.problems]
            continue
        if labels != (None, None):
            out[name] = labels
    return out


def case_from(data: Json) -> Case:
    """A case from the layout of `dvi_*.json`; wrong parts are set aside and listed.

    Raises:
        KinshipError: when `markers`, `pm` or `am` is missing altogether.
    """
    missing_keys = [k for k in ("markers", "pm", "am") if k not in data]
    if missing_keys:
        message = f"a case needs {', '.join(missing_keys)}"
        raise KinshipError(Problem("case-shape", message))
    problems: list[Problem] = []
    once = _Once()
    markers: dict[str, Marker] = {}
    order = [str(m.get("name", "")) for m in data["markers"]]
    for item in data["markers"]:
        _attempt(lambda item=item: markers.__setitem__(item["name"], once(item)), problems)
    victims: dict[str, Sample] = {}
    for name, item in data["pm"].items():
        member: Json = next((m for m in item.get("members", ()) if str(m.get("id")) == name), {})
        values = (item.get("genotypes") or {}).get(name) or []
        profile = profile_from(values, order, name, problems)
        errors = _errors(item, name, problems)
        known = _of_known(profile, markers, order)
        victims[name] = Sample(name, _sex(member.get("sex")), known, errors)
    families: dict[str, Family] = {}
    listed = [str(m) for m in data.get("missing", ())]
    for name, item in data["am"].items():
        own = (data.get("am_markers") or {}).get(name)
        _attempt(
            lambda name=name, item=item, own=own: families.__setitem__(
                name, _family(name, item, own, markers, order, listed, problems, once)
            ),
            problems,
            f"family {name}",
        )
    found = {m for f in families.values() for m in f.missing}
    dropped = {
        str(m.get("id"))
        for n, i in data["am"].items()
        if n not in families
        for m in i.get("members", ())
    }
    for m in listed:
        if m not in found and m not in dropped:
            problems.append(Problem("person-unknown", "is missing but in no family", m))
    pairings = {str(v): tuple(str(m) for m in ms) for v, ms in (data.get("pairings") or {}).items()}
    theta = float(data.get("theta") or 0.0)
    if not 0 <= theta < 1:
        raise KinshipError(Problem("theta-range", f"theta is {theta}"))
    case = Case(
        markers,
        victims,
        families,
        tuple(listed),
        pairings,
        theta,
        tuple(problems),
        str(data.get("name", "")),
    )
    return checked(case)


def _errors(values: Json, person: str, problems: list[Problem]) -> ErrorModel | None:
    """`dropout`, `dropin`, `error` of a sample; None when none is given."""
    given = {k: float(values[k]) for k in ("dropout", "dropin", "error") if values.get(k)}
    if not given:
        return None
    try:
        return ErrorModel(**given)
    except KinshipError as e:
        problems += [Problem(p.code, p.message, person) for p in e.problems]
        return None


def _of_known(
    profile: dict[str, Labels], markers: Mapping[str, Marker], order: Sequence[str]
) -> dict[str, Labels]:
    """Without the markers that were listed but could not be used (their problem is reported)."""
    return {n: x for n, x in profile.items() if n in markers or n not in order}


class _Once:
    """One marker object per definition, so that families that share it are computed together."""

    def __init__(self) -> None:
        self.known: dict[str, Marker] = {}

    def __call__(self, item: Json) -> Marker:
        key = json.dumps(item, sort_keys=True)
        if key not in self.known:
            self.known[key] = marker_from(item)
        return self.known[key]


def _attempt(act: Any, problems: list[Problem], person: str = "") -> None:
    try:
        act()
    except KinshipError as e:
        for p in e.problems:
            where = p.person or person
            message = f"{p.message} ({person})" if person and p.person else p.message
            problems.append(Problem(p.code, message, where, p.marker))


def _family(
    name: str,
    item: Json,
    own: Any,
    markers: Mapping[str, Marker],
    order: Sequence[str],
    missing: Sequence[str],
    problems: list[Problem],
    once: _Once,
) -> Family:
    pedigree = pedigree_from(item)
    different: dict[str, Marker] = {}
    if own is not None:
        order = [str(m["name"]) for m in own]
        for m in own:
            _attempt(lambda m=m: different.__setitem__(m["name"], once(m)), problems)
    different = {n: m for n, m in different.items() if n in markers}
    profiles = {
        str(person): _of_known(profile_from(values or [], order, person, problems), markers, order)
        for person, values in (item.get("genotypes") or {}).items()
    }
    profiles = {
        p: {n: g for n, g in x.items() if n in markers} if own is not None else x
        for p, x in profiles.items()
    }
    members = tuple(m for m in missing if m in pedigree)
    for m in members:
        if m in profiles:
            message = f"is missing but has a reference profile in family {name}; it is used"
            problems.append(Problem("sample-foreign", message, m))
    errors = {
        str(p): e
        for p, values in (item.get("errors") or {}).items()
        if (e := _errors(values, str(p), problems)) is not None
    }
    return Family(name, pedigree, profiles, members, different, errors=errors)
