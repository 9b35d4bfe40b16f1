"""Who is said to have had which part in an act, and what a State was obliged to do and is said to have done.

Both are laid out from claims. Nothing here says that somebody is responsible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from probanda.law.facts import Involvement
from probanda.law.independence import independent

__all__ = [
    "MODES",
    "OBLIGATIONS",
    "Mode",
    "ModeFinding",
    "Obligation",
    "ObligationFinding",
    "StateAction",
    "modes",
    "obligations",
]


@dataclass(frozen=True, slots=True)
class Mode:
    """A way of having part in an act, and the provisions that speak of it (codes, where we hold them)."""

    word: str
    text: str
    provisions: tuple[str, ...]


#: The words for degrees of involvement, and where treaties speak of them.
MODES: dict[str, Mode] = {
    mode.word: mode
    for mode in (
        Mode("committed", "carried it out", ("CAT/1/1", "ROME/25/3")),
        Mode("ordered", "ordered it", ("CAT/4/1", "ROME/25/3")),
        Mode("instigated", "brought others to do it", ("CAT/1/1", "ROME/25/3")),
        Mode("acquiesced", "consented to it or let it happen", ("CAT/1/1", "CAT/16/1")),
        Mode("present", "was there", ()),
        Mode(
            "failed-to-prevent",
            "could have prevented it and did not",
            ("ROME/28/a", "ROME/28/b", "API/86/2"),
        ),
        Mode(
            "failed-to-punish",
            "could have had it punished and did not",
            ("ROME/28/a", "ROME/28/b", "API/87/3"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class ModeFinding:
    """One mode: who is named, by which claims, from how many independent sources."""

    mode: Mode
    who: tuple[str, ...]
    claims: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def words(self) -> str:
        """In words."""
        if not self.claims:
            return "no evidence"
        n = len(self.sources)
        return f"claimed by {n} independent source{'' if n == 1 else 's'}"


def modes(
    involvements: Iterable[Involvement], origin: Mapping[str, str] | None = None
) -> tuple[ModeFinding, ...]:
    """Every mode in turn, with what is claimed of it; one without a claim is a question, not an answer."""
    by_degree: dict[str, list[Involvement]] = {}
    for one in involvements:
        by_degree.setdefault(one.degree, []).append(one)
    return tuple(
        ModeFinding(
            mode,
            tuple(dict.fromkeys(one.who for one in said if one.who)),
            tuple(dict.fromkeys(one.claim for one in said)),
            independent((one.source for one in said), origin or {}),
        )
        for mode in MODES.values()
        for said in (by_degree.get(mode.word, []),)
    )


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that a State has to do about acts of this kind, and the question that tests it."""

    word: str
    text: str
    question: str
    provisions: tuple[str, ...]
    traits: tuple[str, str] = ("", "")  # kept, not kept


OBLIGATIONS: dict[str, Obligation] = {
    one.word: one
    for one in (
        Obligation(
            "criminalise",
            "make such acts a crime, with penalties that fit",
            "Which law makes the act a crime, since when, and with which penalty?",
            ("CAT/4/1", "CAT/4/2", "ICPPED/4"),
            ("state.criminalised", "state.not-criminalised"),
        ),
        Obligation(
            "prevent",
            "take measures that prevent such acts",
            "Which measures were in place where the act is said to have happened?",
            ("CAT/2/1", "CAT/11"),
            ("state.prevented", "state.not-prevented"),
        ),
        Obligation(
            "investigate",
            "investigate where there is reasonable ground to believe that it happened",
            "Was an inquiry opened, by whom, and what came of it?",
            ("CAT/12", "CAT/13", "ICPPED/12/2"),
            ("state.investigated", "state.not-investigated"),
        ),
        Obligation(
            "investigate-promptly",
            "investigate promptly wherever there is reasonable ground",
            "When did the authorities first know, and when was an inquiry opened?",
            ("CAT/12", "CAT/13", "ICPPED/12/2"),
            ("state.prompt", "state.not-prompt"),
        ),
        Obligation(
            "investigate-impartially",
            "have it investigated by somebody who is not part of it",
            "Who investigated, under whose orders, and were those concerned heard?",
            ("CAT/12", "CAT/13", "ICPPED/12/1"),
            ("state.impartial", "state.not-impartial"),
        ),
        Obligation(
            "prosecute",
            "bring those suspected before a court, or extradite them",
            "Who was charged, before which court, and how did it end?",
            ("CAT/5/1", "CAT/6/1", "CAT/7/1", "GC3/129/2", "GC4/146/2"),
            ("state.prosecuted", "state.not-prosecuted"),
        ),
        Obligation(
            "redress",
            "give redress, compensation and rehabilitation",
            "What did the victim or the family receive, from whom, and when?",
            ("CAT/14/1", "ICPPED/24/4"),
            ("state.redress", "state.no-redress"),
        ),
        Obligation(
            "inform",
            "tell families what is known of the missing and the dead",
            "What was the family told, when, and by whom?",
            ("API/32", "API/33/1", "GC3/122/7", "ICPPED/18/1", "ICPPED/24/2"),
            ("state.information-given", "state.information-refused"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class StateAction:
    """What a State says it did, or is said to have done or left undone, by one claim."""

    claim: str
    source: str
    state: str
    obligation: str
    outcome: str  # done, partly, not-done, refused
    nature: str = "action"  # or reply
    text: str = ""
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class ObligationFinding:
    """One obligation and what the record shows was done, in order of date."""

    obligation: Obligation
    actions: tuple[StateAction, ...]
    sources: tuple[str, ...]
    days: int | None = (
        None  # from the act's last possible day to the first dated step; for "promptly"
    )

    @property
    def standing(self) -> str:
        """``no-evidence``, ``done``, ``partly``, ``not-done``, or ``contested`` when claims differ."""
        said = {"not-done" if one.outcome == "refused" else one.outcome for one in self.actions}
        if not said:
            return "no-evidence"
        return said.pop() if len(said) == 1 else "contested"

    @property
    def gaps(self) -> tuple[str, ...]:
        """The question, when nothing is recorded."""
        return () if self.actions else (self.obligation.question,)


def obligations(
    actions: Iterable[StateAction],
    origin: Mapping[str, str] | None = None,
    *,
    since: date | None = None,
) -> tuple[ObligationFinding, ...]:
    """Every obligation in turn, with what the record shows. ``since``: the last possible day of the act."""
    by_word: dict[str, list[StateAction]] = {}
    for one in actions:
        by_word.setdefault(one.obligation, []).append(one)
    found = []
    for obligation in OBLIGATIONS.values():
        said = sorted(
            by_word.get(obligation.word, []), key=lambda a: (a.earliest or date.max, a.claim)
        )
        days = None
        if since is not None and obligation.word == "investigate-promptly":
            dated = [a.earliest for a in said if a.earliest and a.outcome in {"done", "partly"}]
            days = (min(dated) - since).days if dated else None
        found.append(
            ObligationFinding(
                obligation,
                tuple(said),
                independent((one.source for one in said), origin or {}),
                days,
            )
        )
    return tuple(found)
