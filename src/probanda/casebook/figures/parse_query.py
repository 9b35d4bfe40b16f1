"""A query or crosstab of figures.yaml → its value, checked against the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from yaml.nodes import MappingNode, Node

from probanda.casebook.figures.definition import (
    AgeFilter,
    AgeGroup,
    Crosstab,
    LawQuestion,
    Mark,
    Query,
    StatusFilter,
)
from probanda.casebook.figures.reading import Reader
from probanda.casebook.figures.vocabulary import (
    CATEGORIES,
    CLAIM_STATUSES,
    DEGREES,
    DIMENSIONS,
    PLACE_OF,
    REGISTER_RULES,
    RELIABILITIES,
    SEXES,
    STATES,
    SUBJECTS,
    SYNONYMS,
    WITH_PERSONS,
    Subject,
)

__all__ = ["crosstab", "law_question", "query"]

_GROUP = re.compile(r"(\d+)\s*[-–]\s*(\d+)|(\d+)\s*\+|(?:under|<)\s*(\d+)|(\d+)")


def query(at: Reader, node: Node, what: str) -> Query | None:
    """The question, or None when it is not even known what is counted."""
    if not isinstance(node, MappingNode):
        at.problem(
            node,
            "query-shape",
            f"The query of {what} must be a mapping.",
            expected="{count: persons, …}",
        )
        return None
    raw = {key: (key_node, value) for key, key_node, value in at.pairs(node, f"query of {what}")}
    if "count" not in raw:
        at.problem(
            node,
            "query-shape",
            f"The query of {what} does not say what to count.",
            expected=f"count: one of {', '.join(SUBJECTS)}",
        )
        return None
    count = at.choice(raw["count"][1], "count", SUBJECTS, code="count")
    if not count:
        return None
    before = sum(problem.severity == "error" for problem in at.problems)
    asked = _Asked(at, SUBJECTS[count], what).read(raw)
    # A filter that cannot be read must not silently widen what is counted.
    failed = sum(problem.severity == "error" for problem in at.problems) > before
    return None if failed else asked


class _Asked:
    """Reads the filters of one query."""

    def __init__(self, at: Reader, subject: Subject, what: str) -> None:
        self.at = at
        self.subject = subject
        self.what = what
        self.values: dict[str, Any] = {"count": subject.word}
        self.texts: list[tuple[str, tuple[str, ...]]] = []
        self.flags: list[tuple[str, bool]] = []
        self.attributes: list[tuple[str, tuple[str, ...]]] = []
        self.mode: Literal["", "ever", "latest"] = ""

    def read(self, raw: Mapping[str, tuple[Node, Node]]) -> Query:
        marks: dict[str, Mark] = {}
        in_order = sorted(raw.items(), key=lambda item: item[0] not in {"as_of", "as-of"})
        for given, (key_node, value) in in_order:
            word = SYNONYMS.get(given, given)
            if word not in self.subject.words:
                self.at.unknown(
                    key_node,
                    "filter",
                    given,
                    self.subject.words,
                    f"the query of {self.what} (it counts {self.subject.word})",
                )
                continue
            if value.tag == "tag:yaml.org,2002:null":
                continue
            mark = value.start_mark
            marks[word] = Mark(self.at.file, mark.line + 1, mark.column + 1)
            self.filter(word, value)
        if self.mode:
            status = self.values.get("status", StatusFilter())
            self.values["status"] = replace(status, mode=self.mode)
        self.values["texts"] = tuple(self.texts)
        self.values["flags"] = tuple(self.flags)
        self.values["attributes"] = tuple(self.attributes)
        age = self.values.get("age")
        if age is not None and age.at == "as_of" and "as_of" not in self.values:
            self.at.problem(
                raw["age"][1],
                "query-shape",
                f"The query of {self.what} asks for the age at as_of, but has no as_of.",
                expected="as_of: a date",
                remedy="Add as_of, or write at: event.",
            )
        return Query(**self.values, marks=marks)

    def filter(self, word: str, node: Node) -> None:
        at, values = self.at, self.values
        if word == "count":
            return
        if word in self.subject.texts or word == "method":
            self.texts.append((word, at.texts(node, word)))
        elif word in self.subject.flags:
            flag = at.flag(node, word)
            if flag is not None:
                self.flags.append((word, flag))
        elif word in _LISTS:
            name, known = _LISTS[word]
            values[name] = at.choices(node, word, known) if known else at.texts(node, word)
        else:
            getattr(self, f"read_{word}")(node)

    def read_registers(self, node: Node) -> None:
        if isinstance(node, MappingNode):
            fields = self.at.fields(node, "registers", REGISTER_RULES)
            if len(fields) == 1:
                ((rule, listed),) = fields.items()
                self.values["register_rule"] = rule
                self.values["registers"] = self.at.texts(listed, "registers")
            elif fields:
                self.at.problem(
                    node, "query-shape", "registers takes one of any, all and only.", expected="one"
                )
        else:
            self.values["registers"] = self.at.texts(node, "registers")

    def read_status(self, node: Node) -> None:
        at = self.at
        if not isinstance(node, MappingNode):
            self.values["status"] = StatusFilter(at.choices(node, "status", STATES, code="status"))
            return
        fields = at.fields(node, "status", ("ever", "latest", "never"))
        if "ever" in fields and "latest" in fields:
            at.problem(node, "query-shape", "status takes ever or latest, not both.")
        mode = "latest" if "latest" in fields else "ever"
        states = at.choices(fields[mode], "status", STATES, code="status") if mode in fields else ()
        never = (
            at.choices(fields["never"], "status", STATES, code="status")
            if "never" in fields
            else ()
        )
        self.values["status"] = StatusFilter(states, mode, never)  # type: ignore[arg-type]

    def read_as_of(self, node: Node) -> None:
        day = self.at.last_day(node, "as_of")
        if day is not None:
            value = self.at.date(node, "as_of")
            self.values["as_of"] = day
            self.values["as_of_text"] = value.edtf if value else ""

    def read_ever(self, node: Node) -> None:
        if self.at.flag(node, "ever"):
            self.mode = "ever"

    def read_latest(self, node: Node) -> None:
        if self.at.flag(node, "latest"):
            self.mode = "latest"

    def read_period(self, node: Node) -> None:
        at = self.at
        start: date | None
        end: date | None
        if isinstance(node, MappingNode):
            fields = at.fields(node, "period", ("from", "to"))
            first = at.date(fields["from"], "period from") if "from" in fields else None
            start = first.earliest if first else None
            end = at.last_day(fields["to"], "period to") if "to" in fields else None
            text = " to ".join(at.text(value, "period") for value in fields.values())
        else:
            value = at.date(node, "period")
            start, end = (value.earliest, value.latest) if value else (None, None)
            text = at.text(node, "period")
        if start and end and start > end:
            at.problem(node, "date-impossible", "The period ends before it begins.", found=text)
        elif start or end:
            self.values["period"] = (start, end)
            self.values["period_text"] = text

    def read_on(self, node: Node) -> None:
        value = self.at.date(node, "on")
        if value is None:
            return
        if value.earliest is None or value.earliest != value.latest:
            self.at.problem(
                node,
                "date-imprecise",
                "on asks for one day.",
                found=self.at.text(node, "on"),
                expected="a day, such as 2019-07-01",
            )
            return
        self.values["on"] = value.earliest

    def read_age(self, node: Node) -> None:
        at = self.at
        fields = at.fields(node, "age", ("at", "from", "to"))
        place, day = "as_of" if "as_of" in self.values else "event", None
        if "at" in fields:
            place = at.text(fields["at"], "age at").replace("as-of", "as_of")
            if place not in {"event", "as_of", "birth-year"}:
                day = at.last_day(fields["at"], "age at (event, as_of, birth-year or a date)")
                place = "day" if day else "event"
        youngest = at.whole(fields["from"], "age from") if "from" in fields else None
        oldest = at.whole(fields["to"], "age to") if "to" in fields else None
        if youngest is not None and oldest is not None and youngest > oldest:
            at.problem(node, "age-impossible", "Age from is greater than age to.")
        self.values["age"] = AgeFilter(place, youngest, oldest, day)  # type: ignore[arg-type]

    def read_attribute(self, node: Node) -> None:
        for name, _, value in self.at.pairs(node, "attribute"):
            self.attributes.append((name, self.at.texts(value, name)))

    def read_nationality(self, node: Node) -> None:
        self.attributes.append(("nationality", self.at.texts(node, "nationality")))

    def read_reliability(self, node: Node) -> None:
        self.values["reliability"] = self.at.choice(node, "reliability", RELIABILITIES)

    def read_credibility(self, node: Node) -> None:
        value = self.at.whole(node, "credibility")
        if value is not None and not 1 <= value <= 6:
            self.at.problem(
                node,
                "value-unknown",
                "credibility runs from 1 (confirmed) to 6 (cannot be judged).",
                found=str(value),
                expected="1 to 6",
            )
        elif value is not None:
            self.values["credibility"] = value

    def read_corroborated(self, node: Node) -> None:
        if self.at.flag(node, "corroborated"):
            self.values["claim_status"] = ("corroborated",)

    def read_distinct(self, node: Node) -> None:
        known = self.subject.distinct
        word = self.at.text(node, "distinct")
        if word == self.subject.word:
            return
        if word in known:
            self.values["distinct"] = word
        else:
            self.at.unknown(node, "value", word, known, f"distinct of {self.subject.word}")

    def read_sum(self, node: Node) -> None:
        self.values["measure"] = self.at.choice(node, "sum", self.subject.measures)

    def read_according_to(self, node: Node) -> None:
        self.values["according_to"] = (
            self.at.choice(node, "according_to", ("own", "anyone")) or "own"
        )

    def read_place_of(self, node: Node) -> None:
        self.values["place_of"] = self.at.choice(node, "place_of", PLACE_OF) or "status"


#: filters that are one word or a list of words: filter → (attribute of Query, known words or None)
_LISTS: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "sex": ("sex", SEXES),
    "category": ("category", CATEGORIES),
    "claimant": ("claimants", None),
    "source": ("sources", None),
    "site": ("sites", None),
    "event": ("events", None),
    "unit": ("units", None),
    "place": ("places", None),
    "kind": ("kinds", None),
    "degree": ("degrees", DEGREES),
    "claim_status": ("claim_status", CLAIM_STATUSES),
}


def crosstab(at: Reader, key_node: Node, fields: Mapping[str, Node], what: str) -> Crosstab | None:
    """A query with the one or two lines along which it is divided."""
    asked = query(at, fields["query"], what)
    if asked is None:
        return None
    if "by" not in fields:
        at.problem(
            key_node, "crosstab-shape", f"{what.capitalize()} has a query but no by.", expected="by"
        )
        return None
    by: list[str] = []
    for node in at.items(fields["by"]):
        word = at.text(node, "by").replace("age_group", "age-group")
        word = {"age": "age-group", "act-type": "act_type"}.get(word, word)
        if word.startswith("attribute:"):
            subjects: tuple[str, ...] = ()
        elif word in DIMENSIONS:
            subjects = DIMENSIONS[word]
        else:
            at.unknown(node, "value", word, DIMENSIONS, f"by of {what}")
            continue
        if asked.count not in (subjects or WITH_PERSONS):
            at.problem(
                node,
                "crosstab-shape",
                f"{asked.count.capitalize()} cannot be divided by {word}.",
                found=word,
                expected=", ".join(
                    name
                    for name, fits in DIMENSIONS.items()
                    if asked.count in (fits or WITH_PERSONS)
                ),
            )
            continue
        by.append(word)
    if not 1 <= len(by) <= 2:
        if not any(problem.code in {"crosstab-shape", "value-unknown"} for problem in at.problems):
            at.problem(
                fields["by"],
                "crosstab-shape",
                f"{what.capitalize()} is divided along one or two lines.",
                found=str(len(by)),
                expected="one or two of " + ", ".join(DIMENSIONS),
            )
        return None
    groups = _age_groups(at, fields["age_groups"]) if "age_groups" in fields else ()
    if "age-group" in by and not groups:
        at.problem(
            fields["by"],
            "crosstab-shape",
            f"{what.capitalize()} is divided by age-group but declares no groups.",
            expected='age_groups: ["0-17", "18-59", "60+"]',
        )
        return None
    labels = (
        {key: at.text(value, "label") for key, _, value in at.pairs(fields["labels"], "labels")}
        if "labels" in fields
        else {}
    )
    total = at.flag(fields["total"], "total") if "total" in fields else True
    not_known = at.text(fields["not_known"], "not_known") if "not_known" in fields else "not known"
    return Crosstab(asked, tuple(by), groups, labels, bool(total), not_known)


def law_question(at: Reader, node: Node, what: str) -> LawQuestion | None:
    """Acts against provisions, for a table or chart of article × evidence."""
    fields = at.fields(node, f"law of {what}", ("acts", "events", "provisions", "state"))
    listed = {
        word: at.texts(fields[word], f"{word} of {what}") if word in fields else ()
        for word in ("acts", "events", "provisions")
    }
    if not listed["acts"] and not listed["events"]:
        at.problem(
            node,
            "law-shape",
            f"The law of {what} names neither acts nor events.",
            expected="{acts: [KEY, …], provisions: [CAT/1/1, …]}",
        )
        return None
    state = at.text(fields["state"], f"state of {what}") if "state" in fields else ""
    return LawQuestion(**listed, state=state)


def _age_groups(at: Reader, node: Node) -> tuple[AgeGroup, ...]:
    """``["0-17", "60+"]`` or ``{children: 0-17, elderly: 60+}``; groups must not overlap."""
    named = (
        [(key, value) for key, _, value in at.pairs(node, "age_groups")]
        if isinstance(node, MappingNode)
        else [("", item) for item in at.items(node)]
    )
    groups: list[AgeGroup] = []
    for label, value in named:
        text = at.text(value, "age group")
        match = _GROUP.fullmatch(text.strip())
        if match is None:
            at.problem(
                value,
                "age-group-unreadable",
                "An age group cannot be read.",
                found=text,
                expected="0-17, 60+ or under 18",
            )
            continue
        first, last, open_from, under, one = match.groups()
        if open_from:
            youngest, oldest = int(open_from), None
        elif under:
            youngest, oldest = 0, int(under) - 1
        else:
            youngest, oldest = int(first or one), int(last or one)
        for group in groups:
            if (group.oldest is None or youngest <= group.oldest) and (
                oldest is None or group.youngest is None or group.youngest <= oldest
            ):
                at.problem(
                    value,
                    "age-groups-overlap",
                    f"The age group {text} overlaps {group.label}.",
                    found=text,
                    remedy="Each age belongs to one group at most.",
                )
        shown = f"{youngest}+" if oldest is None else f"{youngest}–{oldest}"
        groups.append(AgeGroup(label or shown, youngest, oldest))
    return tuple(groups)
