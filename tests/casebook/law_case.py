# ruff: noqa: E501 - claims stand on one line each, as in a record file
"""A small casebook with law, cycle, custody and an interview, for tests. Everything in it is invented."""

from __future__ import annotations

from pathlib import Path

from probanda.casebook.folder import Casebook
from probanda.casebook.record_file import RecordImportReport, import_record_file
from tests.conftest import NOW

GROUND = """\
record: 1
defaults: {consent: public}
claimants:
- {key: ministry, name: Ministry, kind: state-body, side: Sartania}
- {key: witness, name: A witness, kind: witness}
- {key: paper, name: The Paper, kind: media}
- {key: cat, name: Committee against Torture, kind: international}
- {key: us, name: Open Record, kind: organisation}
sources:
- {key: film, kind: film, title: A film, claimant: paper, consent: public}
- {key: post, kind: post, title: A post, claimant: paper, derived_from: film, consent: public}
- {key: talk, kind: interview, title: Interview No. 1, claimant: witness, consent: public, archived: talk.txt}
- {key: letter, kind: document, title: A letter, claimant: ministry, consent: public}
- {key: co-4, kind: un-document, title: Concluding observations, symbol: CAT/C/SRT/CO/4, claimant: cat,
   published: "2022-12-01", consent: public}
places: [{key: fort, name: The Fort}, {key: camp, name: The Camp}]
units: [{key: guard, name: The Guard, side: Sartania}]
events: [{key: ev, label: At the fort}]
persons: [{key: "l:1"}, {key: "l:2"}, {key: "l:3"}]
interviews:
- {key: int-1, source: talk, person: "l:1", date: "2023-05-16", consent: public, consent_until: "2027-01-01",
   language: az, covers: {"ISTANBUL/consent": head}}
answers:
- {key: int-1-1, interview: int-1, number: 1, question: What happened?, answer: I was beaten.}
- {key: int-1-2, interview: int-1, number: 2, question: Anything else?, answer: No.}
claims:
- {kind: act, key: act-1, event: ev, victim: "l:1", act_type: beating, date: "2019-04-06", source: talk, locator: answer 1}
- {kind: act, key: act-2, event: ev, victim_text: two men, act_type: beating, date: "2019-04-07", source: film}
- {kind: involvement, key: inv-1, act: act-1, unit: guard, degree: committed, source: talk, locator: answer 1}
- {kind: fact, key: f-1, act: act-1, bears_on: harm.severe, source: talk, locator: answer 1}
- {kind: fact, key: f-2, act: act-1, bears_on: harm.severe, source: film}
- {kind: fact, key: f-3, act: act-1, bears_on: harm.severe, source: post}
- {kind: fact, key: f-4, act: act-1, bears_on: purpose.none, stance: supports, source: letter}
- {kind: fact, key: f-5, event: ev, bears_on: context.jurisdiction, source: letter}
- {kind: conflict, key: c-1, nature: international, date: "2019-03-14/2020-01-14", source: letter}
- {kind: state-action, key: sa-1, act: act-1, state: Sartania, obligation: investigate, outcome: not-done, source: letter}
- {kind: detention, key: d-1, person: "l:1", place: fort, holder: Guard, date: "2019-04-02/2019-06-01",
   registered_with_icrc: false, source: talk, locator: answer 1}
- {kind: detention, key: d-2, person: "l:1", place: camp, holder: Guard, date: "2019-06-02/2020-01-14",
   registered_with_icrc: true, source: letter}
- {kind: detention, key: d-3, person: "l:2", place: fort, holder: Guard, date: "April 2019", source: film}
- {kind: exchange, key: e-1, event: ev, handed_over_by: Sartania, received_by: Kevria, number: 12, date: "2020-01-14", source: letter}
- {kind: exchange, key: e-2, event: ev, handed_over_by: Kevria, received_by: Sartania, number: 9, date: "2020-01-14", source: letter}
- {kind: exchange, key: e-3, event: ev, person: "l:1", handed_over_by: Sartania, received_by: Kevria, date: "2020-01-14", source: letter}
- {kind: sentence, key: s-1, person: "l:1", court: Garrison Court, provision: "Code, art. 329", term: ten years, date: "2019-10-21", source: letter}
- {kind: session, key: cat-86, body: CAT, number: "86", date: "2026-04-13/2026-05-08", source: co-4}
- {kind: step, key: st-1, body: CAT, state: Sartania, procedure: follow-up, step: follow-up-report, owes: state-party, date: "2023-12-02", source: co-4}
- {kind: step, key: st-2, body: CAT, state: Sartania, procedure: simplified, step: alternative-report, owes: organisations, session: "86", date: "2026-03-16", source: co-4}
- {kind: step, key: st-3, body: CAT, state: Sartania, procedure: inquiry, step: information, owes: organisations, date: "2026-03-20", source: co-4}
- {kind: recommendation, key: rec-1, issuer: CAT, symbol: CAT/C/SRT/CO/4, paragraph: "18", state: Sartania,
   text: Investigate these reports., date: "2022-12-01", due: "2023-12-02", follow_up: true, source: co-4}
- {kind: recommendation, key: own-1, issuer: own, state: Sartania, text: Reopen the inquiry., addressee: Prosecutor,
   findings: act-1 figure:missing, measure: a written decision, due: "2026-08-01", claimant: us, source: letter}
- {kind: state-action, key: sa-2, state: Sartania, recommendation: rec-1, nature: reply, outcome: not-done, text: Nothing to reopen., date: "2024-01-22", source: letter}
- {kind: grade, key: g-1, recommendation: rec-1, body: CAT, scale: CAT-own, grade: not implemented, date: "2024-07-15", source: co-4}
- {kind: body-mark, key: m-1, person: "l:1", view: back, x: 0.4, y: 0.3, finding: a scar, alleged_cause: a cable, degree: consistent, source: talk, locator: answer 1}
"""


def take(
    casebook: Casebook, text: str, name: str = "law.yaml", *, ok: bool = True
) -> RecordImportReport:
    """Import a record file given as text."""
    folder = Path(casebook.root).parent
    (folder / "talk.txt").write_text("what was said", encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    report = import_record_file(casebook, folder / name, by="Ada", now=NOW)
    if ok:
        assert report.problems == (), [str(problem) for problem in report.problems]
    return report
