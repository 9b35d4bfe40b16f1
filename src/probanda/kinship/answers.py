"""Answers to lists of likelihood questions in the reference formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from probanda.kinship.case import Labels
from probanda.kinship.likelihood import locus_likelihood, observe
from probanda.kinship.linked import linked_likelihood
from probanda.kinship.marker import Marker, Mutation
from probanda.kinship.pedigree import Pedigree, Person
from probanda.kinship.problems import KinshipError, Problem
from probanda.kinship.reference import labels_from, marker_from, mutation_from, pedigree_from
from probanda.kinship.solve import number

Json = Mapping[str, Any]
Reader = Callable[[Mapping[str, Any], list[Problem]], dict[str, Any]]


def answer_all(data: Any) -> list[dict[str, Any]]:
    """One answer per question, in order; a question that cannot be answered carries `problems`.

    Raises:
        KinshipError: neither a list nor an object with `cases`.
    """
    cases = data.get("cases") if isinstance(data, Mapping) else data
    if not isinstance(cases, list):
        message = "expected a list of cases, or an object with a list `cases`"
        raise KinshipError(Problem("case-shape", message))
    return [_answer(c) for c in cases]


def _answer(case: Any) -> dict[str, Any]:
    name = case.get("id") if isinstance(case, Mapping) else None
    notes: list[Problem] = []
    try:
        answer = _kind(case)(case, notes)
        if not notes:
            return answer
        return {
            **answer,
            "problems": [p.as_dict() for p in notes],
            "error": "; ".join(p.text for p in notes),
        }
    except KinshipError as e:
        found = list(e.problems)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as e:
        found = [Problem("case-shape", f"not as documented: {type(e).__name__} {e}")]
    return {
        **({} if name is None else {"id": name}),
        "error": "; ".join(p.text for p in found),
        "problems": [p.as_dict() for p in found],
    }


def _kind(case: Any) -> Reader:
    """The reader for a question, told by its keys."""
    if isinstance(case, Mapping):
        for keys, reader in _KINDS:
            if keys <= set(case):
                return reader
    raise KinshipError(
        Problem("case-shape", "none of the documented kinds of question (see the keys there)")
    )


def _usable(marker: Marker, notes: list[Problem]) -> Marker:
    """The marker, scaled and noted when its frequencies do not sum to 1."""
    found = marker.sum_problem()
    if found is None:
        return marker
    notes.append(found)
    return marker.scaled()


def _genotypes(values: Mapping[str, Any], k: int, ped: Pedigree | None = None) -> dict[str, Labels]:
    return {
        str(i): labels_from(g[k])
        for i, g in values.items()
        if g is not None and (ped is None or str(i) in ped)
    }


def _single(case: Json, notes: list[Problem]) -> dict[str, Any]:
    ped = pedigree_from(case["pedigree"])
    marker = _usable(marker_from(case["marker"]), notes)
    genotypes = _genotypes(case["pedigree"].get("genotypes") or {}, 0)
    value = locus_likelihood(
        ped, marker, observe(ped, marker, genotypes), float(case.get("theta") or 0)
    )
    return {"id": case.get("id"), "likelihood": value, "loglik": number(_log(value))}


def _log(value: float) -> float:
    return float(np.log(value)) if value > 0 else -np.inf


def _linked(case: Json, notes: list[Problem]) -> dict[str, Any]:
    ped = pedigree_from(case["pedigree"])
    first, second = (_usable(marker_from(m), notes) for m in case["markers"])
    genotypes = {
        str(i): (labels_from(g[0]), labels_from(g[1]))
        for i, g in (case["pedigree"].get("genotypes") or {}).items()
    }
    value = linked_likelihood(ped, (first, second), genotypes, float(case["rho"]))
    return {"id": case.get("id"), "likelihood": value}


def _hypotheses(case: Json, notes: list[Problem]) -> dict[str, Any]:
    theta = float(case.get("theta") or 0)
    markers = [_usable(marker_from(m), notes) for m in case["markers"]]
    shared = case.get("genotypes") or {}
    per_marker: dict[str, list[float]] = {}
    for name, listed in case["hypotheses"].items():
        parts = []
        for item in listed if isinstance(listed, list) else [listed]:
            ped = pedigree_from(item)
            own = {i: g for i, g in shared.items() if i in ped}
            parts.append((ped, {**own, **(item.get("genotypes") or {})}))
        if theta > 0 and len(parts) > 1:
            parts = [_side_by_side(parts)]
        per_marker[name] = [_product(parts, m, k, theta) for k, m in enumerate(markers)]
    logs = {h: [_log(x) for x in values] for h, values in per_marker.items()}
    total = {h: float(sum(x)) for h, x in logs.items()}
    ratios = {f"{a}:{b}": _ratio(total[a], total[b]) for a in total for b in total}
    return {"id": case.get("id"), "lik_per_marker": per_marker, "LR": ratios}


def _ratio(above: float, below: float) -> float | str | None:
    if below == -np.inf:
        return None if above == -np.inf else "Inf"
    return number(float(np.exp(above - below)))


def _side_by_side(parts: list[tuple[Pedigree, dict[str, Any]]]) -> tuple[Pedigree, dict[str, Any]]:
    """Several pedigrees as one, so that they share the urn of alleles."""
    ped, genotypes = parts[0]
    genotypes = dict(genotypes)
    for k, (more, theirs) in enumerate(parts[1:], start=2):
        to = {p.id: p.id if p.id not in ped else f"{p.id} ({k})" for p in more.persons}
        persons = tuple(
            Person(to[p.id], to.get(p.father or ""), to.get(p.mother or ""), p.sex)
            for p in more.persons
        )
        inbreeding = {to[i]: f for i, f in more.founder_inbreeding.items()}
        twins = tuple(tuple(to[t] for t in g) for g in more.twins)
        ped = ped + Pedigree(persons, inbreeding, twins)
        genotypes.update({to[i]: g for i, g in theirs.items()})
    return ped, genotypes


def _product(
    parts: list[tuple[Pedigree, dict[str, Any]]], marker: Marker, k: int, theta: float
) -> float:
    out = 1.0
    for ped, values in parts:
        out *= locus_likelihood(
            ped, marker, observe(ped, marker, _genotypes(values, k, ped)), theta
        )
    return out


def _silent(case: Json, notes: list[Problem]) -> dict[str, Any]:
    alleles = tuple(str(a) for a in case["alleles"])
    sides = [
        np.asarray(case[k], dtype=float) if case.get(k) is not None else np.eye(len(alleles))
        for k in ("mutation_male", "mutation_female")
    ]
    silent = case.get("silent")
    marker = _usable(
        Marker(
            str(case.get("name") or case.get("id") or "marker"),
            alleles,
            np.asarray(case["freqs"], dtype=float),
            case.get("chrom") or "autosomal",
            Mutation(sides[0], sides[1]),
            silent=alleles[-1] if silent is True else silent or None,
        ),
        notes,
    )
    values = []
    for item in case["pedigrees"]:
        ped = _columns(item)
        genotypes = {str(i): labels_from(g) for i, g in case["genotypes"].items()}
        inside = {i: g for i, g in genotypes.items() if i in ped}
        observed = observe(ped, marker, inside)
        values.append(locus_likelihood(ped, marker, observed, float(case.get("theta") or 0)))
    return {"id": case.get("id"), "likelihoods": values}


def _columns(item: Json) -> Pedigree:
    """A pedigree written as parallel lists id, dad, mom, sex ("NA" for none)."""
    if "members" in item:
        return pedigree_from(item)
    rows = zip(item["id"], item["dad"], item["mom"], item["sex"], strict=True)
    members = [{"id": i, "father": f, "mother": m, "sex": s} for i, f, m, s in rows]
    return pedigree_from({"members": members})


def _mutation(case: Json, notes: list[Problem]) -> dict[str, Any]:
    freqs = case["afreq"]
    names = [str(x) for x in freqs["names"]]
    matrix = mutation_from(case, names, freqs["values"])
    out: dict[str, Any] = {} if case.get("id") is None else {"id": case["id"]}
    return {**out, "matrix": matrix.tolist()}


_KINDS: tuple[tuple[set[str], Reader], ...] = (
    ({"model", "afreq"}, _mutation),
    ({"hypotheses", "markers"}, _hypotheses),
    ({"pedigree", "markers", "rho"}, _linked),
    ({"pedigree", "marker"}, _single),
    ({"pedigrees", "alleles"}, _silent),
)
