"""Claimants side by side, and what changed since a build."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.casebook.figures.making import Record, figures_of

pytestmark = pytest.mark.usefixtures("casebook")

LATER = datetime(2026, 4, 1, tzinfo=UTC)
LISTS = """
figures:
  north: {label: Missing by North, query: {count: persons, registers: [north], status: missing}}
  south: {label: Missing by South, query: {count: persons, registers: [south], status: missing}}
  stated: {label: Stated by North, quantity: q-north}
reconcile:
  missing: {title: Missing, question: Persons missing, figures: [north, south, stated]}
"""


def three_lists() -> Record:
    record = Record()
    record.entry("north", "1", status="missing")
    record.entry("north", "2", status="missing")
    record.entry("north", "3", status="missing")
    record.entry("south", "1", status="missing")
    record.entry("south", "2", status="dead")
    record.entry("south", "9", status="missing")
    record.same("north:1", "south:1")
    record.same("north:2", "south:2")
    record.claim(
        "quantity", key="q-north", what="persons missing", value=4, date="2014", claimant="north"
    )
    return record


def test_each_claimant_stands_with_value_and_the_persons_that_explain_the_difference():
    from probanda.casebook.figures import reconcile

    three_lists()
    (table,) = reconcile(figures_of(LISTS))
    assert [(v.figure, v.value) for v in table.values] == [
        ("north", 3),
        ("south", 2),
        ("stated", 4),
    ]
    first = table.differences[0]
    assert (first.a, first.b, first.value) == ("north", "south", 1)
    found = {(e.code, e.a): e.keys for e in table.explanations if e.keys}
    assert found["in-both", "north"] == ("north:1",)
    assert found["no-counterpart", "north"] == ("north:3",)
    assert found["status-differs", "north"] == ("north:2",)
    assert found["no-counterpart", "south"] == ("south:9",)


def test_the_persons_named_add_up_to_the_difference():
    from probanda.casebook.figures import reconcile

    three_lists()
    (table,) = reconcile(figures_of(LISTS))
    north, south = 0, 0
    for explanation in table.explanations:
        if explanation.keys and explanation.code != "in-both":
            north += len(explanation.keys) * (explanation.a == "north")
            south += len(explanation.keys) * (explanation.a == "south")
    assert north - south == table.differences[0].value


def test_figures_of_different_days_are_not_silently_subtracted():
    from probanda.casebook.figures import reconcile

    three_lists()
    (table,) = reconcile(figures_of(LISTS))
    difference = next(d for d in table.differences if d.b == "stated")
    assert not difference.comparable
    assert "2014" in difference.why_not


def test_a_stated_part_and_a_stated_whole_are_different_questions():
    from probanda.casebook.figures import reconcile

    record = Record()
    record.claim("quantity", key="q1", what="missing", value=10, date="2014")
    record.claim("quantity", key="q2", what="missing", subset="women", value=3, date="2014")
    text = "figures: {a: {quantity: q1}, b: {quantity: q2}}\nreconcile: {r: {figures: [a, b]}}"
    (table,) = reconcile(figures_of(text))
    assert not table.differences[0].comparable
    assert "women" in table.differences[0].why_not


def test_nothing_changed_since_a_build_right_after_it():
    from probanda.casebook.figures import changes, remember_figures

    three_lists()
    figures = figures_of(LISTS)
    assert changes("m.md", figures) == ()
    assert remember_figures("m.md", dict(figures.all()), LATER, by="suite") == 3
    assert changes("m.md", figures_of(LISTS)) == ()
    assert remember_figures("m.md", dict(figures.all()), LATER, by="suite") == 0


def test_entries_that_came_went_and_changed_are_named():
    from probanda.casebook import models
    from probanda.casebook.figures import changes, remember_figures

    record = three_lists()
    remember_figures("m.md", dict(figures_of(LISTS).all()), LATER, by="suite")
    gone = models.Entry.objects.get(register__key="north", key="1")
    for model in models.TYPED_CLAIMS:
        model.objects.filter(entry=gone).update(current=False)
    models.Entry.objects.filter(pk=gone.pk).update(current=False)
    record.entry("north", "4", status="missing")
    old = models.StatusClaim.objects.get(person__key="north:3")
    models.StatusClaim.objects.filter(pk=old.pk).update(current=False)
    record.claim(
        "status", person=old.person, state="missing", date="1993", entry=old.entry, corrects=old
    )
    change = next(c for c in changes("m.md", figures_of(LISTS)) if c.key == "north")
    assert (change.before, change.after) == (3, 3)
    assert change.came == ("north:4",)
    assert change.went == ("north:1",)
    assert change.changed == ("north:3",)
    assert "still 3" in change.reason


def test_a_corrected_quantity_is_named_with_before_and_after():
    from probanda.casebook import models
    from probanda.casebook.figures import changes, remember_figures

    record = three_lists()
    remember_figures("m.md", dict(figures_of(LISTS).all()), LATER)
    old = models.QuantityClaim.objects.get(key="q-north")
    models.QuantityClaim.objects.filter(pk=old.pk).update(current=False)
    record.claim("quantity", key="q-north", what="persons missing", value=5, date="2014")
    (change,) = changes("m.md", figures_of(LISTS))
    assert (change.before, change.after) == (Decimal(4), Decimal(5))
    assert change.changed == ("q-north",)
    assert "was 4, is 5" in change.reason


def test_each_build_that_differs_leaves_one_audit_row():
    from probanda.casebook import models
    from probanda.casebook.audit_chain import verify
    from probanda.casebook.figures import remember_figures

    three_lists()
    before = models.AuditRow.objects.count()
    figures = dict(figures_of(LISTS).all())
    remember_figures("m.md", figures, LATER, by="suite")
    remember_figures("m.md", figures, LATER, by="suite")
    assert models.AuditRow.objects.count() == before + 1
    assert list(verify()) == []


def test_the_words_that_go_into_a_document_hold_no_key():
    from probanda.casebook.figures import reconcile

    three_lists()
    (table,) = reconcile(figures_of(LISTS))
    for explanation in table.explanations:
        assert all(key in explanation.sentence for key in explanation.keys)
        assert all(key not in explanation.summary for key in explanation.keys)
        assert explanation.summary
