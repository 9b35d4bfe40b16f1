"""Claims of law and of the treaty body's cycle: facts that bear on an element, kinds of conflict, what a
State did, steps with their due dates, recommendations, grades; and the interview's record.

All of them are somebody's: an element that is said to be met is a claim like any other.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from probanda.casebook.models.base import (
    CONSENT_CHOICES,
    Claim,
    Dated,
    Entity,
    claim_constraints,
    claim_indexes,
    optional,
    reference,
)
from probanda.consent import Consent


class FactClaim(Claim):
    """That a source supports or contradicts one trait of an act, or one element of a provision.

    ``bears_on`` is a trait (``harm.severe``) or an element (``CAT/1/1#severity``). It concerns one act, or
    every act of an event (a pattern).
    """

    class Stance(models.TextChoices):
        SUPPORTS = "supports"
        CONTRADICTS = "contradicts"

    kind: ClassVar[str] = "fact"
    act = optional("casebook.ActClaim")
    event = optional("casebook.Event")
    bears_on = models.CharField(max_length=120)
    stance = models.CharField(max_length=12, choices=Stance, default=Stance.SUPPORTS)
    text = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            *claim_constraints("fact_claim"),
            models.CheckConstraint(
                condition=Q(act__isnull=False) | Q(event__isnull=False),
                name="fact_claim_about_something",
            ),
        ]
        indexes = claim_indexes("fact_claim")


class ConflictClaim(Claim, Dated):
    """What kind of conflict there was, where and when, according to somebody; the date is the period."""

    class Kind(models.TextChoices):
        INTERNATIONAL = "international"
        NON_INTERNATIONAL = "non-international"
        ARMED = "armed"  # somebody says war, not which kind
        NONE = "none"

    kind: ClassVar[str] = "conflict"
    nature = models.CharField(max_length=20, choices=Kind)
    event = optional("casebook.Event")
    place = optional("casebook.Place", db_index=False)
    between = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = claim_constraints("conflict_claim", dated=True)
        indexes = claim_indexes("conflict_claim")


class SessionClaim(Claim, Dated):
    """When a session of a treaty body opens and closes; the date is the period."""

    kind: ClassVar[str] = "session"
    body = models.CharField(max_length=20)
    number = models.CharField(max_length=20)

    class Meta:
        constraints = claim_constraints("session_claim", dated=True)
        indexes = claim_indexes("session_claim")


class StepClaim(Claim, Dated):
    """One step of a procedure before a treaty body; the date is the day by which it is due.

    A deadline belongs to a session and rests on a source; a deadline that moves is a correction.
    """

    class Owes(models.TextChoices):
        STATE = "state-party"
        COMMITTEE = "committee"
        ORGANISATIONS = "organisations"

    class Procedure(models.TextChoices):
        ORDINARY = "ordinary"
        SIMPLIFIED = "simplified"
        FOLLOW_UP = "follow-up"
        INQUIRY = "inquiry"
        COMPLAINT = "complaint"

    kind: ClassVar[str] = "step"
    body = models.CharField(max_length=20)
    state = models.CharField(max_length=60)
    procedure = models.CharField(max_length=12, choices=Procedure)
    cycle = models.CharField(max_length=20, blank=True, default="")  # number of the State's report
    step = models.CharField(max_length=60)
    owes = models.CharField(max_length=14, choices=Owes)
    session = models.CharField(max_length=20, blank=True, default="")
    done = models.DateField(null=True, blank=True)
    symbol = models.CharField(max_length=80, blank=True, default="")
    confidential = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            *claim_constraints("step_claim", dated=True),
            models.CheckConstraint(
                condition=Q(owes__in=["state-party", "committee", "organisations"]),
                name="step_claim_owes_known",
            ),
        ]
        indexes = claim_indexes("step_claim")


class RecommendationClaim(Claim, Dated):
    """What a body asked of a State, or what we ask: the date is when it was issued, ``due`` by when.

    ``issuer`` is a body's key (CAT, CCPR, …) or ``own``. ``findings`` names the claims and figures it rests on.
    """

    kind: ClassVar[str] = "recommendation"
    issuer = models.CharField(max_length=20)
    symbol = models.CharField(max_length=80, blank=True, default="")
    paragraph = models.CharField(max_length=20, blank=True, default="")
    state = models.CharField(max_length=60, blank=True, default="")
    text = models.TextField()
    addressee = models.CharField(max_length=200, blank=True, default="")
    findings = models.TextField(blank=True, default="")  # keys, parted by spaces
    measure = models.TextField(blank=True, default="")  # how anybody can tell that it was done
    due = models.DateField(null=True, blank=True)
    follow_up = models.BooleanField(null=True, blank=True)  # chosen for the follow-up procedure
    themes = models.CharField(max_length=300, blank=True, default="")
    answers = optional("casebook.RecommendationClaim")  # the earlier one that it takes up again

    class Meta:
        constraints = claim_constraints("recommendation_claim", dated=True)
        indexes = claim_indexes("recommendation_claim")


class StateActionClaim(Claim, Dated):
    """What a State says it did, or is said to have done or left undone, on an obligation."""

    class Nature(models.TextChoices):
        REPLY = "reply"
        ACTION = "action"

    class Outcome(models.TextChoices):
        DONE = "done"
        PARTLY = "partly"
        NOT_DONE = "not-done"
        REFUSED = "refused"

    kind: ClassVar[str] = "state-action"
    state = models.CharField(max_length=60)
    nature = models.CharField(max_length=8, choices=Nature, default=Nature.ACTION)
    obligation = models.CharField(max_length=40, blank=True, default="")
    outcome = models.CharField(max_length=10, choices=Outcome)
    act = optional("casebook.ActClaim")
    event = optional("casebook.Event")
    recommendation = optional("casebook.RecommendationClaim")
    text = models.TextField(blank=True, default="")

    class Meta:
        constraints = claim_constraints("state_action_claim", dated=True)
        indexes = claim_indexes("state_action_claim")


class GradeClaim(Claim, Dated):
    """How somebody graded what was done on a recommendation: a grade carries its body and its scale."""

    kind: ClassVar[str] = "grade"
    recommendation = reference("casebook.RecommendationClaim")
    body = models.CharField(max_length=20)
    scale = models.CharField(max_length=40)
    grade = models.CharField(max_length=40)
    symbol = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = claim_constraints("grade_claim", dated=True)
        indexes = claim_indexes("grade_claim")


class Interview(Entity, Dated):
    """How an interview was held, and what the person agreed to. What was said are claims on its source."""

    source = reference("casebook.Source")
    person = optional("casebook.Person")
    language = models.CharField(max_length=20, blank=True, default="")
    interpreter = models.CharField(max_length=200, blank=True, default="")
    interviewer = models.CharField(max_length=200, blank=True, default="")
    present = models.TextField(blank=True, default="")
    place_text = models.CharField(max_length=200, blank=True, default="")
    breaks = models.CharField(max_length=300, blank=True, default="")
    consent = models.CharField(
        max_length=10, choices=CONSENT_CHOICES, default=Consent.UNKNOWN.value
    )
    consent_scope = models.CharField(max_length=300, blank=True, default="")
    consent_for = models.CharField(max_length=300, blank=True, default="")
    consent_until = models.DateField(null=True, blank=True)
    recontact = models.CharField(max_length=300, blank=True, default="")
    support = models.CharField(max_length=300, blank=True, default="")
    covers = models.JSONField(
        default=dict, blank=True
    )  # item of a checklist → where it is answered


class Answer(Entity):
    """One question of an interview and what was answered; claims name it by ``locator: answer 7``."""

    interview = reference("casebook.Interview")
    number = models.PositiveIntegerField()
    question = models.TextField(blank=True, default="")
    answer = models.TextField(blank=True, default="")


class Examination(Entity, Dated):
    """An examination of a person or of remains, and which items of which checklist its record covers."""

    source = reference("casebook.Source")
    person = optional("casebook.Person")
    remains = optional("casebook.Remains")
    checklist = models.CharField(max_length=40)
    examiner = models.CharField(max_length=200, blank=True, default="")
    covers = models.JSONField(default=dict, blank=True)


class BodyMarkClaim(Claim, Dated):
    """A finding on a body, where on the diagram, its alleged cause, and the degree of consistency.

    ``x`` and ``y`` run from 0 to 1, from the left and from the top of the view as it is drawn. The degree is
    the clinician's who is the claimant; the five are those of the Istanbul Protocol (2022).
    """

    class View(models.TextChoices):
        FRONT = "front"
        BACK = "back"

    class Degree(models.TextChoices):
        NOT_CONSISTENT = "not-consistent"
        CONSISTENT = "consistent"
        HIGHLY_CONSISTENT = "highly-consistent"
        TYPICAL = "typical"
        DIAGNOSTIC = "diagnostic"

    kind: ClassVar[str] = "body-mark"
    person = optional("casebook.Person")
    examination = optional("casebook.Examination")
    act = optional("casebook.ActClaim")
    view = models.CharField(max_length=6, choices=View)
    x = models.FloatField()
    y = models.FloatField()
    region = models.CharField(max_length=120, blank=True, default="")
    finding = models.CharField(max_length=300)
    alleged_cause = models.CharField(max_length=300, blank=True, default="")
    degree = models.CharField(max_length=20, choices=Degree, blank=True, default="")

    class Meta:
        constraints = [
            *claim_constraints("body_mark_claim", dated=True),
            models.CheckConstraint(
                condition=Q(x__gte=0, x__lte=1, y__gte=0, y__lte=1),
                name="body_mark_claim_inside",
            ),
        ]
        indexes = claim_indexes("body_mark_claim")


class BuiltDocument(models.Model):
    """A document that was built without the draft mark: its files' digests, and what it leans on."""

    manuscript = models.CharField(max_length=300)
    level = models.CharField(max_length=10)
    outputs = models.TextField()  # canonical JSON: path → SHA-256
    uses = models.TextField()  # canonical JSON: claims, sources, persons → keys
    built_at = models.DateTimeField()
    sent_to = models.CharField(max_length=300, blank=True, default="")


LAW_CLAIMS: tuple[type[Claim], ...] = (
    FactClaim,
    ConflictClaim,
    SessionClaim,
    StepClaim,
    RecommendationClaim,
    StateActionClaim,
    GradeClaim,
    BodyMarkClaim,
)
