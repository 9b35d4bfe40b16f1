"""One item of a record file at a time: read, compare with the record, create, correct or leave alone."""

from __future__ import annotations

import contextlib
import difflib
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from django.db import models as django_models
from django.db.models import Model

from probanda.casebook import models
from probanda.casebook.folder import Casebook
from probanda.casebook.models.base import Claim, ClaimStatus
from probanda.casebook.record_fields import Field, ReadProblem, fields_of, read_value
from probanda.casebook.services import (
    Change,
    amend_entity,
    archive_file,
    correct_claim,
    create_entity,
    decide_identity,
    record_claim,
    retract_claim,
)
from probanda.casebook.services.archive import digests_of
from probanda.casebook.services.claims import BOOKKEEPING, CLAIMS, find_claim
from probanda.casebook.services.entities import ENTITIES
from probanda.consent import Consent
from probanda.marked_yaml import Marked
from probanda.problems import ProbandaError, Problem
from probanda.vault import Vault

__all__ = ["Items"]

DEFAULTS = ("claimant", "source", "reliability", "credibility", "consent", "status")
VERDICTS = {"same": "same", "different": "different", "cannot-tell": "cannot-tell"}
#: Sections of the words people use for links, for messages.
KINDS: dict[str, type[Model]] = {
    **ENTITIES,
    "act": models.ActClaim,
    "recommendation": models.RecommendationClaim,
}


@dataclass(frozen=True, slots=True)
class _Decision:
    verdict: str
    why: str
    by: str


@dataclass(slots=True)
class Items:
    """Takes items of one record file into the record; ``take`` says what became of each."""

    casebook: Casebook
    file: Path
    change: Change
    defaults: Marked
    dry_run: bool
    problems: list[Problem]
    _seen: set[tuple[str, str]] = field(default_factory=set)
    _written: set[tuple[str, int]] = field(default_factory=set)
    _vault: Vault | None = None

    def check_defaults(self) -> None:
        """Name defaults that are not known."""
        for name, value in self.defaults.fields.items():
            if name not in DEFAULTS:
                self.problems.append(
                    self._problem(
                        "field-unknown",
                        f"“{name}” cannot be a default.",
                        value,
                        name,
                        expected=", ".join(DEFAULTS),
                    )
                )

    def deliver(self, sources: Marked | None, stack: contextlib.ExitStack) -> None:
        """Take all archived copies that the file's sources name into the vault, as one delivery.

        What cannot be taken is left for the source that names it, which then says so with its line.
        The vault stays open until ``stack`` closes it.
        """
        from probanda.casebook.services.vault import keep, open_vault

        if self.dry_run or sources is None or not isinstance(sources.value, list):
            return
        paths = []
        for item in sources.items:
            given = item.fields.get("archived") if isinstance(item.value, dict) else None
            path = self._beside(given.text.strip()) if given and given.text.strip() else None
            if path is not None and path.is_file() and path.stat().st_size:
                paths.append(path)
        if not paths:
            return
        with contextlib.suppress(OSError, ProbandaError):
            self._vault = stack.enter_context(open_vault(self.casebook.root, self.change.now))
            keep(
                self._vault,
                paths,
                by=self.change.by,
                now=self.change.now,
                consent=Consent.UNKNOWN,
                why=self.change.why,
            )

    def _beside(self, name: str) -> Path | None:
        """The path of an archived copy, if it lies beside the record file or in the casebook."""
        path = self.file.parent / name
        home = (self.file.parent.resolve(), self.casebook.root.resolve())
        return path if any(path.resolve().is_relative_to(each) for each in home) else None

    def take(self, kind: str, item: Marked) -> str:
        """Record one item: ``created``, ``changed`` or ``unchanged``.

        Raises:
            ProbandaError: it cannot be recorded; every reason, with its line.
        """
        if not isinstance(item.value, dict):
            raise ProbandaError(
                self._problem(
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
        values, problems = self._read(model, item)
        key = values.pop("key", "")
        problems += self._once(kind, key, item)
        if not key:
            problems.append(self._problem("field-missing", "An entity needs its key.", item, "key"))
        if problems:
            raise ProbandaError(*problems)
        row = model._default_manager.filter(key=key).first()
        with _Located(self, model, item):
            if row is None:
                create_entity(self.change, kind, key, **values)
                return "created"
            self._keep_withdrawn(row, values, item)
            return "changed" if amend_entity(self.change, row, **values) else "unchanged"

    def _keep_withdrawn(self, row: Model, values: dict[str, Any], item: Marked) -> None:
        """Consent that was taken back is not given again by importing an older file."""
        kept = getattr(row, "consent", "") == Consent.WITHDRAWN
        if kept and values.get("consent", Consent.WITHDRAWN) != Consent.WITHDRAWN:
            del values["consent"]
            self.problems.append(
                self._problem(
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
                self._problem(
                    "claim-kind-unknown",
                    f"“{kind}” is not a kind of claim." if kind else "A claim needs its kind.",
                    given or item,
                    "kind",
                    expected=", ".join(CLAIMS),
                    remedy=f"Did you mean “{near[0]}”?" if near else "",
                )
            )
        model = CLAIMS[kind]
        values, problems = self._read(model, _with_state(item) if kind == "status" else item)
        self._fill(model, item, values, problems)
        key = values.pop("key", "") or None
        if key:
            problems += self._once("claim", key, item)
        if problems:
            raise ProbandaError(*problems)
        with _Located(self, model, item):
            if key is None:
                return self._keyless(model, item, values)
            return self._keyed(model, key, values)

    def _keyed(self, model: type[Claim], key: str, values: dict[str, Any]) -> str:
        retracted = values["status"] == ClaimStatus.RETRACTED
        old = find_claim(key)
        if old is None:
            if retracted:
                return self._retracted_before(model, key)
            record_claim(self.change, model.kind, key=key, **values)
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
            retract_claim(self.change, old)
            return "changed"
        if all(_same(getattr(old, name), value) for name, value in values.items()):
            return "unchanged"
        correct_claim(self.change, old, **values)
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
            row = record_claim(self.change, model.kind, **values)
            self._written.add((model.kind, row.pk))
            return "created"
        if (model.kind, same.pk) in self._written:
            self.problems.append(
                self._problem(
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
                self._field(fields_of(model)[name], default, values, problems)
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
                    self._problem(
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
            self._unknown(name, value, ("same", "different", "cannot-tell", "why", "by"))
            for name, value in item.fields.items()
            if name not in {*VERDICTS, "why", "by"}
        ]
        if len(verdicts) != 1 or len(item.fields[verdicts[0]].items) < 2:
            problems.append(
                self._problem(
                    "identity-unreadable",
                    "A decision names one verdict and two persons or more.",
                    item,
                    expected="{same: [KEY, KEY], why: …}; or different, or cannot-tell",
                )
            )
            raise ProbandaError(*problems)
        verdict = verdicts[0]
        link = Field(verdict, "", "link", "person")
        persons = [self._link(link, each, problems) for each in item.fields[verdict].items]
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
            self.problems.append(
                self._problem(
                    "decision-undone",
                    f"The decision about {left.key} and {right.key} was undone before; it stays undone.",
                    item,
                    severity="notice",
                    remedy="To decide it again, give a new reason.",
                )
            )
            return "unchanged"
        with _Located(self, models.IdentityDecision, item):
            result = decide_identity(
                self.change, left, right, said.verdict, said.why, decided_by=said.by
            )
        for a, b in result.conflicts:
            self.problems.append(
                self._problem(
                    "identity-conflict",
                    f"{a} and {b} were decided to be different, yet other decisions make them one person.",
                    item,
                    severity="warning",
                    remedy="Look at the decisions and undo the wrong one.",
                )
            )
        return "created"

    def _read(
        self, model: type[django_models.Model], item: Marked
    ) -> tuple[dict[str, Any], list[Problem]]:
        """Values by column, and every problem of the item's fields."""
        known = fields_of(model)
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, given in item.fields.items():
            if name not in known:
                problems.append(self._unknown(name, given, tuple(known)))
            elif known[name].column:
                self._field(known[name], given, values, problems)
        return values, problems

    def _field(
        self, to: Field, given: Marked, values: dict[str, Any], problems: list[Problem]
    ) -> None:
        if to.type == "link":
            values[to.column] = self._link(to, given, problems)
        elif to.type == "archive":
            self._archived(given, values, problems)
        else:
            try:
                read, note = read_value(to, given)
            except ReadProblem as problem:
                problems.append(problem.at(str(self.file), to.word, given))
                return
            values.update(read)
            if note:
                self.problems.append(
                    self._problem("date-repaired", note, given, to.word, severity="notice")
                )

    def _link(self, to: Field, given: Marked, problems: list[Problem]) -> Any:
        key = given.text.strip()
        if not key:
            if isinstance(given.value, list | dict):
                problems.append(
                    self._problem(
                        "shape-wrong",
                        f"{to.word} is {given.shape}.",
                        given,
                        to.word,
                        expected="a key",
                    )
                )
            return None
        row: Any
        if to.to in CLAIMS:
            row = find_claim(key)
            row = row if row is not None and row.kind == to.to and row.current else None
        else:
            row = KINDS[to.to]._default_manager.filter(key=key).first()
        if row is None:
            problems.append(
                self._problem(
                    "key-unknown",
                    f"There is no {to.to} “{key}” in the record.",
                    given,
                    to.word,
                    remedy=self._nearest(to.to, key),
                )
            )
        return row

    def _nearest(self, kind: str, key: str) -> str:
        manager = KINDS[kind]._default_manager
        near = manager.filter(key__startswith=key[:2]).exclude(key=None).order_by("key")
        names = list(near.values_list("key", flat=True)[:2000])
        found = difflib.get_close_matches(key, names, 1, 0.7)
        if found:
            return f"Did you mean “{found[0]}”?"
        if kind == "person":
            return "Import the list that names this person first; its key is LIST:ENTRY."
        return f"Add it to this file, or import the file that has it first ({kind})."

    def _archived(self, given: Marked, values: dict[str, Any], problems: list[Problem]) -> None:
        """Copy the bytes that ``archived`` names (relative to the record file) into the casebook."""
        name = given.text.strip()
        values["item"] = None
        if not name:
            return
        path = self._beside(name)
        if path is None:
            # A record file may come from somebody else: it must not fetch what lies elsewhere on this disk.
            problems.append(
                self._problem(
                    "archive-outside",
                    "The archived copy lies outside the record file's folder.",
                    given,
                    "archived",
                    remedy=f"Copy it beside {self.file.name}, or into the casebook.",
                )
            )
            return
        try:
            if not path.is_file():
                raise FileNotFoundError(2, "no such file", str(path))
            if self.dry_run:
                kept = models.Item.objects.filter(key=f"sha256:{digests_of(path).sha256}").first()
                values["item"] = kept
                return
            root = self.casebook.root
            values["item"] = archive_file(self.change, root, path, vault=self._vault)
        except OSError as error:
            problems.append(
                self._problem(
                    "archive-unreadable",
                    f"The archived copy cannot be read: {error.strerror}.",
                    given,
                    "archived",
                    remedy=f"Paths are relative to {self.file.name}.",
                )
            )
        except ProbandaError as error:
            problems += [
                self._problem(each.code, each.message, given, "archived", remedy=each.remedy)
                for each in error.problems
            ]

    def _once(self, kind: str, key: str, item: Marked) -> list[Problem]:
        if not key:
            return []
        if (kind, key) in self._seen:
            return [
                self._problem(
                    "key-repeated",
                    f"This file has the key “{key}” before.",
                    item.fields.get("key", item),
                    "key",
                    remedy="Give each its own key; the first was taken.",
                )
            ]
        self._seen.add((kind, key))
        return []

    def _unknown(self, name: str, given: Marked, known: tuple[str, ...]) -> Problem:
        near = difflib.get_close_matches(name, known, 1)
        return self._problem(
            "field-unknown",
            f"“{name}” is not a field here.",
            given,
            name,
            expected=", ".join(known),
            remedy=f"Did you mean “{near[0]}”?" if near else "",
        )

    def _problem(
        self, code: str, message: str, at: Marked, column: str = "", **more: Any
    ) -> Problem:
        return Problem(
            code,
            message,
            file=str(self.file),
            line=at.line,
            char=at.char,
            column=column,
            found=more.pop("found", at.text[:120]),
            **more,
        )


class _Located:
    """Gives problems of the services the line and the word of the field they are about."""

    def __init__(self, items: Items, model: type[django_models.Model], item: Marked) -> None:
        self.items, self.model, self.item = items, model, item

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if not isinstance(error, ProbandaError):
            return
        words = {each.column: each.word for each in fields_of(self.model).values()}
        located = []
        for problem in error.problems:
            word = words.get(problem.column, problem.column)
            at = self.item.fields.get(word) or self.item
            located.append(
                Problem(
                    problem.code,
                    problem.message.replace(f": {problem.column}.", f": {word}."),
                    file=str(self.items.file),
                    column=word,
                    line=at.line,
                    char=at.char,
                    found=problem.found,
                    expected=problem.expected,
                    remedy=problem.remedy,
                    severity=problem.severity,
                )
            )
        raise ProbandaError(*located) from None


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
