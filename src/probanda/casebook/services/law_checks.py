"""What the record refuses of claims of law, of the cycle and of interviews: across columns, by kind."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from probanda.law.cycle import BODIES, PROCEDURES, scale
from probanda.law.loading import shipped_law
from probanda.law.responsibility import OBLIGATIONS
from probanda.problems import ProbandaError, Problem

__all__ = ["LAW_CHECKS"]

Values = Mapping[str, Any]
OWN = "own"


def _about(values: Values) -> Problem | None:
    """A fact is about an act or about an event."""
    if values.get("act") or values.get("event"):
        return None
    return Problem(
        "field-missing",
        "A fact is about an act, or about an event when it concerns a pattern.",
        column="act",
        expected="act or event",
    )


def _bears_on(values: Values) -> Problem | None:
    """What a fact bears on is a trait or an element that the data know."""
    word = str(values.get("bears_on") or "")
    if not word:
        return None  # said already: a required field
    law = shipped_law()
    if "#" not in word:
        if word in law.traits:
            return None
        return _unknown(
            "trait-unknown", "bears_on", word, list(law.traits), "a trait or CODE#element"
        )
    code, _, name = word.partition("#")
    try:
        provision = law.provision(code)
    except ProbandaError as error:
        first = error.problems[0]
        return Problem(
            first.code,
            first.message,
            column="bears_on",
            found=word,
            expected=first.expected,
            remedy=first.remedy,
        )
    if provision.element(name) is not None:
        return None
    ids = [f"{provision.code}#{element.id}" for element in provision.elements]
    return _unknown("element-unknown", "bears_on", word, ids, f"an element of {provision.code}")


def _body(column: str, *, own: bool = False) -> Callable[[Values], Problem | None]:
    def check(values: Values) -> Problem | None:
        word = str(values.get(column) or "")
        if not word or word in BODIES or (own and word == OWN):
            return None
        known = [*BODIES, OWN] if own else list(BODIES)
        return _unknown("body-unknown", column, word, known, "the key of a treaty body")

    return check


def _step(values: Values) -> Problem | None:
    procedure = str(values.get("procedure") or "")
    word = str(values.get("step") or "")
    if procedure not in PROCEDURES or not word:
        return None  # said already
    steps = [step.word for step in PROCEDURES[procedure]]
    if word in steps:
        return None
    return _unknown("step-unknown", "step", word, steps, f"a step of the procedure “{procedure}”")


def _scale(values: Values) -> Problem | None:
    """A grade is a grade of its body's scale; letters of one scale mean nothing on another."""
    body, name = str(values.get("body") or ""), str(values.get("scale") or "")
    if not body or not name:
        return None
    found = scale(body, name)
    if found is None:
        return Problem(
            "scale-unknown",
            f"There is no scale “{name}” of {body}.",
            column="scale",
            found=name,
            expected=", ".join(s.version for s in BODIES[body].scales) if body in BODIES else "",
            remedy="A grade carries the body and the version of its scale; see docs/reference/cycle.md.",
        )
    grade = str(values.get("grade") or "")
    if not grade or not found.grades or grade in found.grades:
        return None
    return _unknown(
        "grade-unknown", "grade", grade, list(found.grades), f"a grade of {body} {name}"
    )


def _obligation(values: Values) -> Problem | None:
    word = str(values.get("obligation") or "")
    if not word or word in OBLIGATIONS:
        return None
    return _unknown("obligation-unknown", "obligation", word, list(OBLIGATIONS), "an obligation")


def _on_something(values: Values) -> Problem | None:
    if values.get("obligation") or values.get("recommendation"):
        return None
    return Problem(
        "field-missing",
        "What a State did is about an obligation or a recommendation.",
        column="obligation",
        expected="obligation or recommendation",
    )


def _inside(values: Values) -> Problem | None:
    for column in ("x", "y"):
        value = values.get(column)
        if value is not None and not 0 <= float(value) <= 1:  # also refuses NaN
            return Problem(
                "number-out-of-range",
                "A point of the body diagram lies between 0 and 1.",
                column=column,
                found=str(value),
                expected="0 (left, top) to 1 (right, bottom)",
            )
    return None


def _own_recommendation(values: Values) -> Problem | None:
    """One of ours says to whom, on which findings, how it is measured, and by when; else it is a wish."""
    if values.get("issuer") != OWN:
        return None
    lacking = [word for word in ("addressee", "findings", "measure", "due") if not values.get(word)]
    if not lacking:
        return None
    return Problem(
        "recommendation-incomplete",
        f"A recommendation of ours lacks: {', '.join(lacking)}.",
        column=lacking[0],
        expected="addressee, findings, measure and due",
        remedy="Say to whom, on which findings, how anybody can tell that it was done, and by when.",
    )


def _unknown(code: str, column: str, word: str, known: list[str], what: str) -> Problem:
    near = difflib.get_close_matches(word, known, 1)
    shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return Problem(
        code,
        f"“{word}” is not {what}.",
        column=column,
        found=word,
        expected=shown,
        remedy=f"Did you mean “{near[0]}”?" if near else "",
    )


LAW_CHECKS: dict[str, tuple[Callable[[Values], Problem | None], ...]] = {
    "fact": (_about, _bears_on),
    "session": (_body("body"),),
    "step": (_body("body"), _step),
    "recommendation": (_body("issuer", own=True), _own_recommendation),
    "state-action": (_obligation, _on_something),
    "grade": (_body("body", own=True), _scale),
    "body-mark": (_inside,),
}
