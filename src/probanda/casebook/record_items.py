"""One item of a record file at a time: read, compare with the record, create, correct or leave alone."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from django.db.models import Model

from probanda.casebook import models
from probanda.casebook.models.base import Claim, ClaimStatus
from probanda.casebook.record_fields import Field, fields_of
from probanda.casebook.record_reading import ItemReader, Located
from probanda.casebook.services import (
    amend_entity,
    correct_claim,
    create_entity,
    decide_identity,
    record_claim,
    retract_claim,
)
from probanda.casebook.services.claims import BOOKKEEPING, CLAIMS, find_claim
from probanda.casebook.services.entities import ENTITIES
from probanda.consent import Consent
from probanda.marked_yaml import Marked
from probanda.problems import ProbandaError, Problem

__all__ = ["Items"]

DEFAULTS = ("claimant", "source", "reliability", "credibility", "consent", "status")
VERDICTS = {"same": "same", "different": "different", "cannot-tell": "cannot-tell"}


@dataclass(frozen=True, slots=True)
class _Decision:
    verdict: str
    why: str
    by: str


@dataclass(slots=True)
class Items:
    """Takes items of one record file into the record; ``take`` says what became of each."""

    reader: ItemReader
    defaults: Marked
    _seen: set[tuple[str, str]] = field(default_factory=set)
    _written: set[tuple[str, int]] = field(default_factory=set)

    def check_defaults(self) -> None:
        """Name defaults that are not known."""
        for name, value in self.defaults.fields.items():
            if name not in DEFAULTS:
                self.reader.problems.append(
                    self.reader.problem(
                        "field-unknown",
                        f"“{name}” cannot be a default.",
                        value,
                        name,
                        expected=", ".join(DEFAULTS),
                    )
                )

    def take(self, kind: str, item: Marked) -> str:
        """Record one item: ``created``, ``changed`` or ``unchanged``.

        Raises:
            ProbandaError: it cannot be recorded; every reason, with its line.
        """
        if not isinstance(item.value, dict):
            raise ProbandaError(
                self.reader.problem(
                    "shape-wrong", f"This item is {item.shape}.", item, expected="{key: …, …}"
                )
            )
        if kind == "claim":
            return self._claim(item)
        if kind == "identity":
            return self._identity(item)
        return self._entity(kind, item)

    def _entity(self, kind: str, item: Marked) -> str:
        model = ENTITIES[kind]
        values, problems = self.reader.read(model, item)
        key = values.pop("key", "")
        problems += self._once(kind, key, item)
        if not key:
            problems.append(
                self.reader.problem("field-missing", "An entity needs its key.", item, "key")
            )
        if problems:
            raise ProbandaError(*problems)
        row = model._default_manager.filter(key=key).first()
        with Located(self.reader, model, item):
            if row is None:
                create_entity(self.reader.change, kind, key, **values)
                return "created"
            self._keep_withdrawn(row, values, item)
            return "changed" if amend_entity(self.reader.change, row, **values) else "unchanged"

    def _keep_withdrawn(self, row: Model, values: dict[str, Any], item: Marked) -> None:
        """Consent that was taken back is not given again by importing an older file."""
        kept = getattr(row, "consent", "") == Consent.WITHDRAWN
        if kept and values.get("consent", Consent.WITHDRAWN) != Consent.WITHDRAWN:
            del values["consent"]
            self.reader.problems.append(
                self.reader.problem(
                    "consent-stays-withdrawn",
                    "Consent was withdrawn since this file was written; it stays so.",
                    item.fields.get("consent", item),
                    "consent",
                    severity="notice",
                    remedy="Write withdrawn here too. A new consent is a new interview.",
                )
            )

    def _claim(self, item: Marked) -> str:
        given = item.fields.get("kind")
        kind = given.text if given else ""
        if kind not in CLAIMS:
            near = difflib.get_close_matches(kind, CLAIMS, 1)
            raise ProbandaError(
                self.reader.problem(
                    "claim-kind-unknown",
                    f"“{kind}” is not a kind of claim." if kind else "A claim needs its kind.",
                    given or item,
                    "kind",
                    expected=", ".join(CLAIMS),
                    remedy=f"Did you mean “{near[0]}”?" if near else "",
                )
            )
        model = CLAIMS[kind]
        values, problems = self.reader.read(model, _with_state(item) if kind == "status" else item)
        self._fill(model, item, values, problems)
        key = values.pop("key", "") or None
        if key:
            problems += self._once("claim", key, item)
        if problems:
            raise ProbandaError(*problems)
        with Located(self.reader, model, item):
            if key is None:
                return self._keyless(model, item, values)
            return self._keyed(model, key, values)

    def _keyed(self, model: type[Claim], key: str, values: dict[str, Any]) -> str:
        retracted = values["status"] == ClaimStatus.RETRACTED
        old = find_claim(key)
        if old is None:
            if retracted:
                return self._retracted_before(model, key)
            record_claim(self.reader.change, model.kind, key=key, **values)
            return "created"
        if type(old) is not model:
            raise ProbandaError(
                Problem(
                    "key-taken",
                    f"A claim of kind “{old.kind}” has this key.",
                    column="key",
                    found=key,
                    remedy="Choose another key.",
                )
            )
        if retracted:
            retract_claim(self.reader.change, old)
            return "changed"
        if all(_same(getattr(old, name), value) for name, value in values.items()):
            return "unchanged"
        correct_claim(self.reader.change, old, **values)
        return "changed"

    def _retracted_before(self, model: type[Claim], key: str) -> str:
        if model._default_manager.filter(key=key, status=ClaimStatus.RETRACTED).exists():
            return "unchanged"
        raise ProbandaError(
            Problem(
                "retracted-unknown",
                "There is no claim with this key to retract.",
                column="key",
                found=key,
                remedy="Record it first, then retract it.",
            )
        )

    def _keyless(self, model: type[Claim], item: Marked, values: dict[str, Any]) -> str:
        """A claim without a key is recognised by its content."""
        same = model._default_manager.filter(current=True, key=None, **values).first()
        if same is None:
            row = record_claim(self.reader.change, model.kind, **values)
            self._written.add((model.kind, row.pk))
            return "created"
        if (model.kind, same.pk) in self._written:
            self.reader.problems.append(
                self.reader.problem(
                    "claim-repeated",
                    "The same claim stands in this file twice; it was recorded once.",
                    item,
                    severity="warning",
                    remedy="Take one out, or give each its key.",
                )
            )
        return "unchanged"

    def _fill(
        self, model: type[Claim], item: Marked, values: dict[str, Any], problems: list[Problem]
    ) -> None:
        """Complete a claim: what it leaves out comes from the defaults, then from its source."""
        own = set(values)
        for name in DEFAULTS:
            default = self.defaults.fields.get(name)
            if name not in own and default is not None:
                self.reader.field(fields_of(model)[name], default, values, problems)
        source = values.get("source")
        if isinstance(source, models.Source):
            if values.get("claimant") is None and source.claimant_id:
                values["claimant"] = source.claimant
            if not values.get("reliability"):
                values["reliability"] = source.reliability
            # A claim's own tier or the file's default is a decision; without one the source's tier holds.
            # What was withdrawn stays withdrawn whatever a file says.
            taken_back = source.consent == Consent.WITHDRAWN and model is not models.ConsentClaim
            if "consent" not in values or taken_back:
                values["consent"] = source.consent
        if model is models.NameClaim and not values.get("full"):
            parts = (values.get(name, "") for name in ("surname", "given", "patronymic"))
            values["full"] = " ".join(part for part in parts if part)
        for column in model._meta.concrete_fields:
            if column.name in values and values[column.name] not in (None, ""):
                continue
            if column.primary_key or column.name in {"key", "entry", *BOOKKEEPING}:
                continue
            if column.has_default():
                values[column.name] = column.get_default()
            elif column.null:
                values[column.name] = None
        for name in ("source", "claimant"):
            # A name that is not in the record was reported; this is for a name that is not there at all.
            if values.get(name) is None and name not in item.fields and not self._default(name):
                problems.append(
                    self.reader.problem(
                        f"{name}-missing",
                        f"The claim has no {name}.",
                        item,
                        name,
                        remedy="A claim rests on a source and is somebody's: name both.",
                    )
                )

    def _default(self, name: str) -> bool:
        return name in self.defaults.fields

    def _identity(self, item: Marked) -> str:
        verdicts = [name for name in VERDICTS if name in item.fields]
        problems = [
            self.reader.unknown(name, value, ("same", "different", "cannot-tell", "why", "by"))
            for name, value in item.fields.items()
            if name not in {*VERDICTS, "why", "by"}
        ]
        if len(verdicts) != 1 or len(item.fields[verdicts[0]].items) < 2:
            problems.append(
                self.reader.problem(
                    "identity-unreadable",
                    "A decision names one verdict and two persons or more.",
                    item,
                    expected="{same: [KEY, KEY], why: …}; or different, or cannot-tell",
                )
            )
            raise ProbandaError(*problems)
        verdict = verdicts[0]
        link = Field(verdict, "", "link", "person")
        persons = [self.reader.link(link, each, problems) for each in item.fields[verdict].items]
        why = item.fields.get("why")
        by = item.fields.get("by")
        if problems:
            raise ProbandaError(*problems)
        pairs = (
            [(persons[0], other) for other in persons[1:]]
            if verdict == "same"
            else list(combinations(persons, 2))
        )
        decision = _Decision(verdict, why.text if why else "", by.text if by else "")
        outcomes = {self._decide(item, decision, left, right) for left, right in pairs}
        return "created" if "created" in outcomes else "unchanged"

    def _decide(
        self, item: Marked, said: _Decision, left: models.Person, right: models.Person
    ) -> str:
        known = models.IdentityDecision.objects.filter(
            left=left, right=right, verdict=said.verdict, reason=said.why
        )
        if said.by:
            known = known.filter(decided_by=said.by)
        if known.filter(undone_at=None).exists():
            return "unchanged"
        if known.exists():
            self.reader.problems.append(
                self.reader.problem(
                    "decision-undone",
                    f"The decision about {left.key} and {right.key} was undone before; it stays undone.",
                    item,
                    severity="notice",
                    remedy="To decide it again, give a new reason.",
                )
            )
            return "unchanged"
        with Located(self.reader, models.IdentityDecision, item):
            result = decide_identity(
                self.reader.change, left, right, said.verdict, said.why, decided_by=said.by
            )
        for a, b in result.conflicts:
            self.reader.problems.append(
                self.reader.problem(
                    "identity-conflict",
                    f"{a} and {b} were decided to be different, yet other decisions make them one person.",
                    item,
                    severity="warning",
                    remedy="Look at the decisions and undo the wrong one.",
                )
            )
        return "created"

    def _once(self, kind: str, key: str, item: Marked) -> list[Problem]:
        if not key:
            return []
        if (kind, key) in self._seen:
            return [
                self.reader.problem(
                    "key-repeated",
                    f"This file has the key “{key}” before.",
                    item.fields.get("key", item),
                    "key",
                    remedy="Give each its own key; the first was taken.",
                )
            ]
        self._seen.add((kind, key))
        return []


def _with_state(item: Marked) -> Marked:
    """A status claim may call its state ``status``, as lists do: no word means both."""
    given = item.fields.get("status")
    if given is None or "state" in item.fields or given.text not in models.StatusClaim.State.values:
        return item
    fields = {"state" if name == "status" else name: each for name, each in item.fields.items()}
    return Marked(fields, item.line, item.char)


def _same(kept: Any, given: Any) -> bool:
    """Whether a stored value and a given one are the same, None and "" alike."""
    return kept == given or (kept in (None, "") and given in (None, ""))
