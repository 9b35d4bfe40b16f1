"""What an act would amount to: each element with what supports it, what contradicts it, and what is not known.

There is no verdict here. An element is supported by so many independent sources, or contested, or there is no
evidence; which provision fits is for the body that decides. Competing provisions stand side by side, and
"none of these" is always one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from probanda.law.facts import Act, Fact, Stance
from probanda.law.independence import independent
from probanda.law.provisions import Conflict, Element, Kind, Provision, Trait
from probanda.problems import ProbandaError, Problem

__all__ = [
    "Application",
    "Applies",
    "Binding",
    "Binds",
    "ElementFinding",
    "Qualification",
    "Qualifier",
    "Standing",
]


class Standing(StrEnum):
    """How the record stands on one element."""

    SUPPORTED = "supported"
    CONTESTED = "contested"
    NO_EVIDENCE = "no-evidence"


class Applies(StrEnum):
    """Whether a provision could apply at all to an act of that day, State and kind of conflict."""

    YES = "applies"
    NOT_IN_FORCE = "not-in-force"
    UNKNOWN = "not-known"
    OTHER_CONFLICT = "other-kind-of-conflict"


@dataclass(frozen=True, slots=True)
class Binding:
    """Whether an instrument bound a State on a day: True, False, or None when the data do not say."""

    bound: bool | None
    why: str


#: Asks the ratification data: (instrument, State, day) → Binding.
Binds = Callable[[str, str, date], Binding]


@dataclass(frozen=True, slots=True)
class Application:
    """Whether a provision could apply, and why that is said."""

    status: Applies
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementFinding:
    """One element and what the record holds on it.

    ``sources_for`` and ``sources_against`` are origins: independent of one another.
    """

    element: Element
    standing: Standing
    supporting: tuple[Fact, ...] = ()
    contradicting: tuple[Fact, ...] = ()
    sources_for: tuple[str, ...] = ()
    sources_against: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The standing in words."""
        n, m = len(self.sources_for), len(self.sources_against)
        if self.standing is Standing.NO_EVIDENCE:
            return "no evidence"
        if self.standing is Standing.SUPPORTED:
            return f"supported by {_sources(n)}"
        backed = f"supported by {_sources(n)}" if n else "supported by none"
        return f"contested: {backed}, contradicted by {_sources(m)}"

    @property
    def gaps(self) -> tuple[str, ...]:
        """The questions that are still to be answered: all that test it unless it is supported."""
        return () if self.standing is Standing.SUPPORTED else self.element.tests


def _sources(count: int) -> str:
    return f"{count} independent source{'' if count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Qualification:
    """An act held against one provision."""

    act: str
    provision: Provision
    application: Application
    findings: tuple[ElementFinding, ...]

    @property
    def counts(self) -> dict[Standing, int]:
        """How many elements have each standing; alternatives count once, exclusions are left out."""
        found = dict.fromkeys(Standing, 0)
        for standing in self._required():
            found[standing] += 1
        return found

    @property
    def exclusions(self) -> tuple[ElementFinding, ...]:
        """What would take the act out of the provision, if it is met (a lawful sanction)."""
        return tuple(one for one in self.findings if one.element.exclusion)

    @property
    def state(self) -> str:
        """Where the record stands on the whole; a description, not a verdict.

        ``not-applicable``, ``exception-supported`` (an exclusion is supported and not contested),
        ``no-evidence``, ``every-element-supported``, ``contested`` or ``gaps``.
        """
        return self._state(self.counts)

    def _state(self, counts: Mapping[Standing, int]) -> str:
        if self.application.status in _NOT_APPLICABLE:
            return "not-applicable"
        if any(one.standing is Standing.SUPPORTED for one in self.exclusions):
            return "exception-supported"
        if counts[Standing.NO_EVIDENCE]:
            return (
                "gaps" if counts[Standing.SUPPORTED] + counts[Standing.CONTESTED] else "no-evidence"
            )
        excluded = any(one.standing is Standing.CONTESTED for one in self.exclusions)
        return "contested" if counts[Standing.CONTESTED] or excluded else "every-element-supported"

    @property
    def met(self) -> frozenset[str]:
        """Groups of alternatives one of which is supported and not contested."""
        return frozenset(
            one.element.group
            for one in self.findings
            if one.element.group and one.standing is Standing.SUPPORTED
        )

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """(element, question) for everything still open; an alternative that is met closes its group."""
        met = self.met
        return tuple(
            (one.element.id, question)
            for one in self.findings
            if one.element.group not in met
            for question in one.gaps
        )

    def _required(self) -> Iterable[Standing]:
        groups: dict[str, list[Standing]] = {}
        for one in self.findings:
            if one.element.exclusion:
                continue
            if one.element.group:
                groups.setdefault(one.element.group, []).append(one.standing)
            else:
                yield one.standing
        for alternatives in groups.values():
            yield min(alternatives, key=_BEST.index)


_NOT_APPLICABLE = frozenset({Applies.NOT_IN_FORCE, Applies.OTHER_CONFLICT})
_OF_ACTS = frozenset({Kind.PROHIBITION, Kind.DEFINITION})
_BEST = [Standing.SUPPORTED, Standing.CONTESTED, Standing.NO_EVIDENCE]


@dataclass(slots=True)
class _Touched:
    supporting: list[Fact] = field(default_factory=list)
    contradicting: list[Fact] = field(default_factory=list)


class Qualifier:
    """Holds acts against provisions. Made once; an act then costs little.

    Args:
        provisions: those with elements are used, whatever the others.
        traits: for opposites.
        by_act_type: act type → codes of the provisions that are considered first for it.
        by_act_traits: act type → traits that the bare allegation of such an act speaks for.
        binds: asks whether an instrument bound a State on a day; without it nothing is known.
        origin: source → the source that stands for its origin (see ``independence``).
    """

    def __init__(
        self,
        provisions: Iterable[Provision],
        traits: Mapping[str, Trait],
        *,
        by_act_type: Mapping[str, Sequence[str]] | None = None,
        binds: Binds | None = None,
        origin: Mapping[str, str] | None = None,
    ) -> None:
        self.provisions = tuple(each for each in provisions if each.elements)
        self.traits = traits
        self.by_act_type = by_act_type or {}
        self.binds = binds
        self.origin = origin or {}
        self._by_code = {code: p for p in self.provisions for code in (p.code, *p.also)}
        self._empty = {
            p.code: tuple(ElementFinding(e, Standing.NO_EVIDENCE) for e in p.elements)
            for p in self.provisions
        }
        self._bears: dict[tuple[str, Stance], list[tuple[str, int, Stance]]] = defaultdict(list)
        self._within: dict[str, dict[tuple[str, Stance], list[tuple[int, Stance]]]] = {}
        for provision in self.provisions:
            for index, element in enumerate(provision.elements):
                self._index(provision, index, element)
        for key, places in self._bears.items():
            for code, index, way in places:
                self._within.setdefault(code, {}).setdefault(key, []).append((index, way))
        self._applications: dict[tuple[object, ...], Application] = {}

    def _index(self, provision: Provision, index: int, element: Element) -> None:
        """Which facts move this element, and which way."""
        for_, against = set(element.supported_by), set(element.contradicted_by)
        for name in element.supported_by:
            opposite = self.traits[name].opposite if name in self.traits else ""
            if opposite:
                against.add(opposite)
        addresses = {f"{code}#{element.id}" for code in (provision.code, *provision.also)}
        for name in for_ | addresses:
            self._bears[name, Stance.SUPPORTS].append((provision.code, index, Stance.SUPPORTS))
            self._bears[name, Stance.CONTRADICTS].append(
                (provision.code, index, Stance.CONTRADICTS)
            )
        for name in against - for_:
            self._bears[name, Stance.SUPPORTS].append((provision.code, index, Stance.CONTRADICTS))

    # -- asking ---------------------------------------------------------------------------------

    def knows(self, bears_on: str) -> bool:
        """Whether some element here is moved by this trait or is this element."""
        return (bears_on, Stance.SUPPORTS) in self._bears or bears_on in self.traits

    def check(self, facts: Iterable[Fact]) -> list[Problem]:
        """Facts that bear on nothing that is known, each with the nearest word."""
        import difflib

        problems = []
        known = [*self.traits, *(name for name, _ in self._bears if "#" in name)]
        for fact in facts:
            if self.knows(fact.bears_on):
                continue
            near = difflib.get_close_matches(fact.bears_on, known, 1)
            problems.append(
                Problem(
                    "element-unknown" if "#" in fact.bears_on else "trait-unknown",
                    f"The claim {fact.claim} bears on “{fact.bears_on}”, which is neither a trait nor an element.",
                    column=fact.claim,
                    found=fact.bears_on,
                    expected="a trait such as harm.severe, or CODE#element",
                    remedy=f"Did you mean “{near[0]}”?"
                    if near
                    else "`probanda law show` lists them.",
                )
            )
        return problems

    def qualify(
        self, act: Act, codes: Iterable[str] | None = None, *, wide: bool = False
    ) -> tuple[Qualification, ...]:
        """An act held against provisions: those named, else those that compete for it.

        Competing are those that the vocabulary of acts puts first for its type. Where it has none, or when
        ``wide``, every prohibition or definition all elements of which have some evidence. Most supported first.

        Raises:
            ProbandaError: a code names no provision with elements.
        """
        if codes is not None:
            chosen = [self.provision(code).code for code in codes]
        else:
            first = self.by_act_type.get(act.act_type, ())
            chosen = [self._by_code[code].code for code in first if code in self._by_code]
            if wide or not chosen:
                chosen += [code for code in self._spoken_of(act.facts) if code not in chosen]
        facts = [((fact.bears_on, fact.stance), fact) for fact in act.facts]
        found = [self._one(act, self._by_code[code], facts) for code in chosen]
        if codes is None:
            found.sort(key=_order)
        return tuple(found)

    def provision(self, code: str) -> Provision:
        """The provision of that code, if it has elements.

        Raises:
            ProbandaError: ``provision-without-elements``.
        """
        found = self._by_code.get(code)
        if found is None:
            raise ProbandaError(
                Problem(
                    "provision-without-elements",
                    f"There is no provision {code} with elements that could be tested.",
                    found=code,
                    expected=", ".join(list(self._by_code)[:8]) + ", …",
                    remedy="`probanda law show CODE` shows what a provision holds.",
                )
            )
        return found

    def _spoken_of(self, facts: Iterable[Fact]) -> list[str]:
        """Prohibitions and definitions all elements of which have something that speaks for them."""
        spoken: dict[str, set[int]] = {}
        for fact in facts:
            for code, index, way in self._bears.get((fact.bears_on, fact.stance), ()):
                if way is Stance.SUPPORTS:
                    spoken.setdefault(code, set()).add(index)
        found = []
        for code, indexes in spoken.items():
            provision = self._by_code[code]
            if not provision.kinds & _OF_ACTS:
                continue
            needed: set[str] = set()
            met: set[str] = set()
            for index, element in enumerate(provision.elements):
                if not element.exclusion:
                    needed.add(element.group or element.id)
                    if index in indexes:
                        met.add(element.group or element.id)
            if met == needed and met:
                found.append(code)
        return found

    def _one(
        self, act: Act, provision: Provision, facts: Sequence[tuple[tuple[str, Stance], Fact]]
    ) -> Qualification:
        within = self._within[provision.code]
        touched: dict[int, _Touched] = {}
        for key, fact in facts:
            for index, way in within.get(key, ()):
                at = touched.get(index)
                if at is None:
                    at = touched[index] = _Touched()
                (at.supporting if way is Stance.SUPPORTS else at.contradicting).append(fact)
        findings = self._empty[provision.code]
        if touched:
            listed = list(findings)
            for index, one in touched.items():
                listed[index] = self._finding(provision.elements[index], one)
            findings = tuple(listed)
        return Qualification(act.key, provision, self.application(act, provision), findings)

    def _finding(self, element: Element, one: _Touched) -> ElementFinding:
        sources_for = independent((fact.source for fact in one.supporting), self.origin)
        sources_against = independent((fact.source for fact in one.contradicting), self.origin)
        standing = Standing.CONTESTED if sources_against else Standing.SUPPORTED
        return ElementFinding(
            element,
            standing,
            tuple(one.supporting),
            tuple(one.contradicting),
            sources_for,
            sources_against,
        )

    # -- whether a provision could apply ----------------------------------------------------------

    def application(self, act: Act, provision: Provision) -> Application:
        """Whether the instrument bound each State on that day, and whether the kind of conflict fits."""
        key = (
            provision.instrument,
            provision.applies,
            act.states,
            act.earliest,
            act.latest,
            act.conflicts,
        )
        if key not in self._applications:
            if len(self._applications) > 100_000:
                self._applications.clear()
            self._applications[key] = self._apply(act, provision)
        return self._applications[key]

    def _apply(self, act: Act, provision: Provision) -> Application:
        reasons: list[str] = []
        status = Applies.YES
        if not act.states:
            status = Applies.UNKNOWN
            reasons.append("the record does not name the State whose conduct is alleged")
        elif act.earliest is None or act.latest is None:
            status = Applies.UNKNOWN
            reasons.append("the act has no date")
        else:
            answers = [self._bound(provision, state, act) for state in act.states]
            reasons += [one.why for one in answers]
            if all(one.bound is False for one in answers):
                return Application(Applies.NOT_IN_FORCE, tuple(reasons))
            if not all(answers and one.bound for one in answers):
                status = Applies.UNKNOWN
        if provision.applies is not Conflict.ANY:
            claimed = dict.fromkeys(kind for kind, _ in act.conflicts)
            needed = str(provision.applies)
            if not claimed:
                reasons.append(
                    f"it needs an armed conflict ({needed}); the record holds no claim of its kind"
                )
                status = Applies.UNKNOWN
            elif not any(provision.applies.covers(kind) for kind in claimed):
                said = ", ".join(
                    "no armed conflict" if k is Conflict.ANY else str(k) for k in claimed
                )
                reasons.append(f"it needs a conflict that is {needed}; what is claimed is: {said}")
                return Application(Applies.OTHER_CONFLICT, tuple(reasons))
            else:
                sources = sorted(
                    {source for kind, source in act.conflicts if provision.applies.covers(kind)}
                )
                reasons.append(
                    f"the kind of conflict ({needed}) is claimed by: {', '.join(sources)}"
                )
                if not all(provision.applies.covers(kind) for kind in claimed):
                    reasons.append("another kind of conflict is claimed as well")
        return Application(status, tuple(reasons))

    def _bound(self, provision: Provision, state: str, act: Act) -> Binding:
        if self.binds is None:
            return Binding(
                None, f"nothing is known of whether {provision.instrument} binds {state}"
            )
        assert act.earliest is not None
        assert act.latest is not None
        first = self.binds(provision.instrument, state, act.earliest)
        last = self.binds(provision.instrument, state, act.latest)
        if first.bound == last.bound:
            return last
        return Binding(None, f"{last.why}; the act's date is too imprecise to tell")


_STATES = (
    "every-element-supported",
    "contested",
    "gaps",
    "exception-supported",
    "no-evidence",
    "not-applicable",
)


def _order(one: Qualification) -> tuple[int, float]:
    counts = one.counts
    total = sum(counts.values()) or 1
    state = _STATES.index(one._state(counts))
    return state, -counts[Standing.SUPPORTED] / total
