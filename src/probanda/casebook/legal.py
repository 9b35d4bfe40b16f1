"""The record as values for the law: acts with their facts, what States did, where sources come from.

A fact is either recorded as such (kind ``fact``) or follows from another claim, and then names that claim: the
type of an act, who had which part, that the victim was held, what kind of conflict is claimed, how it ended.
Claims whose consent was withdrawn, and retracted ones, are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from probanda.casebook import models
from probanda.consent import Consent
from probanda.law.facts import Act, Fact, Involvement, Stance
from probanda.law.independence import Provenance, origins
from probanda.law.loading import Law
from probanda.law.provisions import Conflict
from probanda.law.qualification import Qualifier
from probanda.law.responsibility import OBLIGATIONS, StateAction
from probanda.law.standard import standard_qualifier

__all__ = ["LegalRecord", "read_legal_record"]

#: Involvement → the traits it speaks for.
DEGREES = {
    "committed": ("mode.committed",),
    "ordered": ("mode.ordered",),
    "instigated": ("mode.instigated", "actor.instigated"),
    "acquiesced": ("actor.acquiesced",),
    "present": ("mode.present",),
    "failed-to-prevent": ("mode.failed-to-prevent",),
    "failed-to-punish": ("mode.failed-to-punish",),
}
CONFLICTS = {
    "international": (Conflict.INTERNATIONAL, ("context.armed-conflict", "context.international")),
    "non-international": (
        Conflict.NON_INTERNATIONAL,
        ("context.armed-conflict", "context.non-international"),
    ),
    "armed": (Conflict.ARMED, ("context.armed-conflict",)),
    "none": (Conflict.ANY, ("context.no-armed-conflict",)),
}
DIED = {"died", "dead", "killed"}


@dataclass
class LegalRecord:
    """Acts, actions of States and origins of sources of the open record.

    ``left_out``: addresses of claims whose consent was withdrawn.
    """

    acts: dict[str, Act]
    events: dict[str, tuple[str, ...]]
    actions: tuple[tuple[str, str, StateAction], ...]  # (act, event, action); "" for none
    origin: Mapping[str, str]
    states: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    root: Path | None = None
    labels: dict[str, str] = field(default_factory=dict)

    def actions_on(self, act: Act) -> tuple[StateAction, ...]:
        """What is recorded of States about an act: about it, about its event, and about no act at all."""
        events = {key for key, acts in self.events.items() if act.key in acts} | {act.key}
        return tuple(
            action
            for of_act, of_event, action in self.actions
            if of_act == act.key or of_event in events or not (of_act or of_event)
        )

    def qualifier(self, law: Law | None = None) -> Qualifier:
        """A qualifier over the shipped law, this record's sources and the ratification data."""
        return standard_qualifier(self.origin, self.root, law)


def read_legal_record(default_state: str = "", root: Path | None = None) -> LegalRecord:
    """Read the open record.

    ``default_state``: whose conduct is meant where no claim names a side. ``root``: the casebook's folder,
    for its own rows of ratification.
    """
    record = _Reading(default_state).record()
    record.root = root
    return record


class _Reading:
    def __init__(self, default_state: str) -> None:
        self.default_state = default_state
        self.left_out: list[str] = []
        self.sources: dict[int, str] = {}
        self.claimants: dict[int, Any] = {}

    def record(self) -> LegalRecord:
        provenance = []
        for source in models.Source.objects.select_related("derived_from", "item", "claimant"):
            self.sources[source.pk] = source.key
            witness = source.claimant is not None and source.claimant.kind == "witness"
            provenance.append(
                Provenance(
                    source.key,
                    source.derived_from.key if source.derived_from else "",
                    source.item.sha256 if source.item else "",
                    source.claimant.key if witness and source.claimant else "",
                )
            )
        self.sides = {claimant.side for claimant in models.Claimant.objects.exclude(side="")} | {
            unit.side for unit in models.Unit.objects.exclude(side="")
        }
        facts, involvements, sides = self._facts(), *self._involvements()
        conflicts = list(self._current(models.ConflictClaim))
        detentions: dict[int, list[Any]] = defaultdict(list)
        for claim in self._current(models.DetentionClaim, "person"):
            detentions[claim.person.cluster_id or claim.person_id].append(claim)
        acts: dict[str, Act] = {}
        events: dict[str, list[str]] = defaultdict(list)
        for claim in self._current(models.ActClaim, "victim", "event", "place"):
            key = claim.address
            said = [*facts[0].get(claim.pk, ()), *facts[1].get(claim.event_id or -1, ())]
            said += self._of_type(claim)
            said += [fact for one in involvements.get(claim.pk, ()) for fact in self._of_part(one)]
            if claim.victim is not None:
                head = claim.victim.cluster_id or claim.victim_id
                said += self._of_detention(claim, detentions.get(head, ()))
            kinds, more = self._conflicts(claim, conflicts)
            named = tuple(dict.fromkeys(sides.get(claim.pk, ())))
            acts[key] = Act(
                key,
                claim.act_type,
                claim.description or claim.act_type,
                claim.date_earliest,
                claim.date_latest,
                named or ((self.default_state,) if self.default_state else ()),
                kinds,
                tuple(dict.fromkeys((*said, *more))),
                tuple(involvements.get(claim.pk, ())),
            )
            if claim.event is not None:
                events[claim.event.key].append(key)
        return LegalRecord(
            acts,
            {key: tuple(listed) for key, listed in events.items()},
            tuple(self._actions()),
            origins(provenance),
            tuple(sorted(self.sides)),
            tuple(dict.fromkeys(self.left_out)),
            labels={event.key: event.label for event in models.Event.objects.all()},
        )

    def _current(self, model: Any, *related: str) -> Iterable[Any]:
        """Current claims of a kind; those whose consent was withdrawn are noted and left out."""
        rows = model.objects.filter(current=True).exclude(status="retracted")
        for claim in (
            rows.select_related(*related).order_by("pk") if related else rows.order_by("pk")
        ):
            if claim.consent == Consent.WITHDRAWN:
                self.left_out.append(claim.address)
            else:
                yield claim

    def _fact(
        self, claim: Any, bears_on: str, stance: Stance = Stance.SUPPORTS, text: str = ""
    ) -> Fact:
        return Fact(
            claim.address,
            self.sources[claim.source_id],
            bears_on,
            stance,
            text,
            f"{claim.reliability}{claim.credibility}",
        )

    def _facts(self) -> tuple[dict[int, list[Fact]], dict[int, list[Fact]]]:
        """Recorded facts by act, and by event."""
        of_act: dict[int, list[Fact]] = defaultdict(list)
        of_event: dict[int, list[Fact]] = defaultdict(list)
        for claim in self._current(models.FactClaim):
            fact = self._fact(claim, claim.bears_on, Stance(claim.stance), claim.text)
            if claim.act_id is not None:
                of_act[claim.act_id].append(fact)
            else:
                of_event[claim.event_id].append(fact)
        return of_act, of_event

    def _involvements(self) -> tuple[dict[int, list[Involvement]], dict[int, list[str]]]:
        found: dict[int, list[Involvement]] = defaultdict(list)
        sides: dict[int, list[str]] = defaultdict(list)
        for claim in self._current(models.InvolvementClaim, "unit", "person"):
            side = claim.unit.side if claim.unit is not None else ""
            who = (
                claim.unit.name
                if claim.unit is not None
                else claim.who_text or (claim.person.key if claim.person is not None else "")
            )
            found[claim.act_id].append(
                Involvement(claim.address, self.sources[claim.source_id], claim.degree, who, side)
            )
            if side:
                sides[claim.act_id].append(side)
        return found, sides

    def _of_type(self, claim: Any) -> list[Fact]:
        """What the bare allegation of such an act speaks for, by the vocabulary of acts."""
        words = [claim.act_type, claim.method]
        traits = dict.fromkeys(trait for word in words for trait in _traits_of(word))
        found = [self._fact(claim, trait, text=claim.description) for trait in traits]
        if claim.state_at_end.casefold() in DIED:
            found.append(self._fact(claim, "harm.death", text=claim.state_at_end))
        return found

    def _of_part(self, one: Involvement) -> list[Fact]:
        """What a claim of involvement speaks for; a unit of a party acts in an official capacity."""
        traits = list(DEGREES.get(one.degree, ()))
        if one.side:
            traits += ["actor.official", "actor.party-to-conflict"]
        return [Fact(one.claim, one.source, trait, text=one.who) for trait in traits]

    def _of_detention(self, act: Any, detentions: Iterable[Any]) -> list[Fact]:
        """That the victim is said to have been held at the time of the act."""
        return [
            self._fact(claim, "victim.in-custody", text=claim.holder or claim.place_text)
            for claim in detentions
            if _overlap(act, claim) and act.date_earliest is not None
        ]

    def _conflicts(
        self, act: Any, claims: list[Any]
    ) -> tuple[tuple[tuple[Conflict, str], ...], list[Fact]]:
        kinds: list[tuple[Conflict, str]] = []
        facts: list[Fact] = []
        for claim in claims:
            if claim.event_id is not None and claim.event_id != act.event_id:
                continue
            if act.date_earliest is None and act.date_latest is None and claim.event_id is None:
                continue  # nothing says that an undated act falls into that conflict
            if not _overlap(act, claim):
                continue
            kind, traits = CONFLICTS[claim.nature]
            kinds.append((kind, self.sources[claim.source_id]))
            facts += [self._fact(claim, trait, text=claim.between) for trait in traits]
        return tuple(dict.fromkeys(kinds)), facts

    def _actions(self) -> Iterable[tuple[str, str, StateAction]]:
        for claim in self._current(models.StateActionClaim, "act", "event"):
            if claim.obligation not in OBLIGATIONS:
                continue
            yield (
                claim.act.address if claim.act is not None else "",
                claim.event.key if claim.event is not None else "",
                StateAction(
                    claim.address,
                    self.sources[claim.source_id],
                    claim.state,
                    claim.obligation,
                    claim.outcome,
                    claim.nature,
                    claim.text,
                    claim.date_earliest,
                    claim.date_latest,
                ),
            )


def _overlap(act: Any, claim: Any) -> bool:
    """Whether an act may fall into a claim's period; an undated claim covers everything."""
    ends, begins = claim.date_latest, claim.date_earliest
    first, last = act.date_earliest, act.date_latest
    if ends is not None and first is not None and first > ends:
        return False
    return not (begins is not None and last is not None and last < begins)


def _traits_of(word: str) -> tuple[str, ...]:
    from probanda.law.thesaurus import term

    if not word.strip():
        return ()
    found = term(word)
    return found.traits if found is not None else ()
