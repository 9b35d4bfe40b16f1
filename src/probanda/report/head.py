"""The YAML head of a manuscript: read it into ``Meta``, and say what is missing or cannot be read.

Keys may be written with hyphens, underscores or spaces, and under the names that people use
(``organizations``, ``language``); what is missing may come from the casebook's settings. Nothing is guessed: where
there is no safe default (public or confidential), the choice is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import yaml

from probanda.dates import DateProblem, format_date, from_edtf, parse_date
from probanda.problems import Problem
from probanda.report.datafiles import load
from probanda.report.document import Meta, Organisation, StateParty, WordLimit
from probanda.report.findings import finding
from probanda.report.languages import language_for
from probanda.report.reading import Text

__all__ = ["Head", "date_in_words", "read_head"]

#: Every key of the head, by the name under which ``Meta`` knows it.
_NAMES = {
    "title": "title",
    "subtitle": "subtitle",
    "treaty-body": "treaty-body",
    "committee": "treaty-body",
    "body": "treaty-body",
    "submitted-to": "submitted-to",
    "to": "submitted-to",
    "addressee": "submitted-to",
    "state-party": "state-party",
    "state": "state-party",
    "reporting-cycle": "reporting-cycle",
    "cycle": "reporting-cycle",
    "article": "article",
    "articles": "article",
    "session": "session",
    "organisations": "organisations",
    "organizations": "organisations",
    "organisation": "organisations",
    "organization": "organisations",
    "submitted-by": "organisations",
    "author": "organisations",
    "authors": "organisations",
    "lang": "lang",
    "language": "lang",
    "date": "date",
    "public": "public",
    "confidential": "confidential",
    "word-limit": "word-limit",
    "figures": "figures",
}
#: Keys that rendering reads from ``Meta.extra``.
_EXTRA = {"annexes", "toc", "contents", "keywords", "abstract", "numbered-paragraphs", "cover"}
_YES = {"true", "yes", "on", "public"}
_NO = {"false", "no", "off", "confidential"}
_STATE = re.compile(r"(?P<name>.+?)\s*\((?P<code>[A-Z]{3})\)$")


@dataclass(slots=True)
class Head:
    """What a head says, where each key stands, and what is wrong with it."""

    meta: Meta
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    findings: list[Problem] = field(default_factory=list)


def read_head(text: Text, defaults: Mapping[str, Any] | None = None) -> Head:
    """Read the head of a text. ``defaults`` (the casebook's settings) fill what it leaves out."""
    return _HeadReader(text, dict(defaults or {})).head


def date_in_words(value: str, language: str) -> str:
    """A date in a language's words ("1 March 2026"); the text itself when it is no EDTF date.

    >>> date_in_words("2026-03-01", "en-GB")
    '1 March 2026'

    A language that we have no words for is stood in for by English, as in all else; the head's finding says so.

    >>> date_in_words("2026-03-01", "xx")
    '1 March 2026'
    """
    spoken = language_for(language)
    try:
        return format_date(from_edtf(value), spoken.code if spoken.known else "en")
    except (DateProblem, KeyError):
        return value


class _HeadReader:
    def __init__(self, text: Text, defaults: dict[str, Any]) -> None:
        self.text = text
        self.head = Head(Meta(""))
        values, self.head.places = self._values()
        for name, value in defaults.items():
            known = _NAMES.get(_plain(name))
            if known and value not in (None, "", [], {}) and known not in values:
                values[known] = value
        self.head.meta = self._meta(values)

    def _find(self, code: str, message: str, key: str = "", **more: Any) -> None:
        line, char = self.head.places.get(key, (1, 1))
        self.head.findings.append(
            finding(code, message, file=self.text.file, line=line, char=char, column=key, **more)
        )

    def _values(self) -> tuple[dict[str, Any], dict[str, tuple[int, int]]]:
        values: dict[str, Any] = {}
        places: dict[str, tuple[int, int]] = {}
        if not self.text.head.strip():
            return values, places
        try:
            node = yaml.compose(self.text.head, Loader=yaml.BaseLoader)
            loaded = yaml.load(self.text.head, Loader=yaml.BaseLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line, char = (mark.line + 2, mark.column + 1) if mark else (1, 1)
            why = getattr(error, "problem", None) or "it is not YAML"
            self.head.findings.append(
                finding(
                    "head-unreadable",
                    f"the head cannot be read: {why}",
                    file=self.text.file,
                    line=line,
                    char=char,
                    expected="YAML between two lines of three hyphens",
                    remedy="Put values that contain a colon or start with a bracket in quotes.",
                )
            )
            return values, places
        if not isinstance(node, yaml.MappingNode) or not isinstance(loaded, dict):
            self._find(
                "head-unreadable",
                "the head is not a list of keys and values",
                expected="lines such as “title: …”",
            )
            return values, places
        extra: dict[str, Any] = {}
        for key_node, _ in node.value:
            written = str(key_node.value)
            place = (key_node.start_mark.line + 2, key_node.start_mark.column + 1)
            name = _NAMES.get(_plain(written))
            if name:
                values[name], places[name] = loaded[written], place
            else:
                places[written] = place
                extra[_plain(written)] = loaded[written]
                if _plain(written) not in _EXTRA:
                    self._unknown(written, place)
        values["extra"] = extra
        return values, places

    def _unknown(self, written: str, place: tuple[int, int]) -> None:
        near = get_close_matches(_plain(written), [*_NAMES, *_EXTRA], n=1, cutoff=0.75)
        self.head.findings.append(
            finding(
                "head-key-unknown",
                f"the head has a key “{written}” that nothing reads",
                file=self.text.file,
                line=place[0],
                char=place[1],
                column=written,
                found=written,
                remedy=f"Did you mean “{near[0]}”?" if near else "",
            )
        )

    def _meta(self, values: dict[str, Any]) -> Meta:
        language = _text(values.get("lang")) or "en"
        if not language_for(language).known:
            self._find(
                "head-language-unsupported",
                f"there are no words for the language “{language}”; English ones are used",
                "lang",
                found=language,
                expected="en, fr, es, ru, az or hy",
            )
        title = _text(values.get("title"))
        if not title:
            self._find(
                "head-title-missing",
                "the head has no title",
                "title",
                remedy="Add “title: …” to the head.",
            )
        body, submitted_to = self._addressee(values, language)
        date, date_words = self._date(values, language)
        organisations = self._organisations(values.get("organisations"))
        return Meta(
            title=title,
            subtitle=_text(values.get("subtitle")),
            treaty_body=body,
            submitted_to=submitted_to,
            state_party=self._state(values.get("state-party")),
            reporting_cycle=_text(values.get("reporting-cycle")),
            article=_text(values.get("article")),
            session=_text(values.get("session")),
            organisations=organisations,
            language=language,
            date=date,
            date_words=date_words,
            public=self._public(values),
            word_limit=self._limit(values.get("word-limit"), body),
            figures=_text(values.get("figures")),
            extra=values.get("extra", {}),
        )

    def _addressee(self, values: dict[str, Any], language: str) -> tuple[str, str]:
        bodies = load("bodies.yaml")["bodies"]
        named = _text(values.get("treaty-body"))
        addressed = _text(values.get("submitted-to"))
        base = language.split("-", maxsplit=1)[0].lower()
        # A body that is named and unknown is a mistake, even where the address would tell another.
        key = _body_of(named or addressed, bodies) if named or addressed else ""
        if not named and not addressed:
            self._find(
                "head-submitted-to-missing",
                "the head does not say to which body the document goes",
                "submitted-to",
                remedy="Add “treaty-body: CAT” or another body's letters.",
            )
        elif not key:
            self._find(
                "head-body-unknown",
                f"“{named or addressed}” is none of the treaty bodies",
                "treaty-body" if named else "submitted-to",
                found=named or addressed,
                expected=", ".join(bodies),
            )
        name = bodies[key]["names"].get(base, bodies[key]["names"]["en"]) if key else ""
        shown = name if not addressed or addressed.upper() == key else addressed
        return key, shown or named

    def _date(self, values: dict[str, Any], language: str) -> tuple[str, str]:
        written = _text(values.get("date"))
        if not written:
            self._find("head-date-missing", "the head has no date", "date")
            return "", ""
        try:
            date = parse_date(written).edtf
        except DateProblem as problem:
            self._find(
                "head-value-unreadable",
                f"the date “{written}” cannot be read: {problem}",
                "date",
                found=written,
                expected="a date such as 2026-03-01",
            )
            return "", written
        return date, date_in_words(date, language)

    def _state(self, value: Any) -> StateParty | None:
        if isinstance(value, Mapping):
            state = StateParty(_text(value.get("name")), _text(value.get("code")).upper())
        else:
            written = _text(value)
            coded = _STATE.match(written)
            state = StateParty(coded["name"], coded["code"]) if coded else StateParty(written)
        if not state.name:
            self._find(
                "head-state-party-missing",
                "the head names no State party",
                "state-party",
                remedy="Add “state-party: {name: …, code: …}”.",
            )
            return None
        return state

    def _organisations(self, value: Any) -> tuple[Organisation, ...]:
        items = value if isinstance(value, list) else [value] if value else []
        organisations = tuple(
            organisation for organisation in map(_organisation, items) if organisation.name
        )
        if not organisations:
            self._find(
                "head-organisation-missing",
                "the head names no organisation that submits",
                "organisations",
            )
        return organisations

    def _public(self, values: dict[str, Any]) -> bool | None:
        for key, turned in (("public", False), ("confidential", True)):
            if key not in values:
                continue
            written = _text(values[key]).lower()
            if written in _YES | _NO:
                public = written in _YES
                return public is not turned if written in _YES | _NO else None
            self._find(
                "head-value-unreadable",
                f"“{key}: {written}” is neither true nor false",
                key,
                found=written,
                expected="true or false",
            )
            return None
        self._find(
            "head-public-not-chosen",
            "the head does not say whether the document may be published",
            "public",
            remedy="Add “public: true” or “public: false”; there is no safe default.",
        )
        return None

    def _limit(self, value: Any, body: str) -> WordLimit | None:
        if value is not None:
            words = value.get("words") if isinstance(value, Mapping) else value
            number = re.sub(r"[\s,.\u00a0]", "", _text(words))
            if number.isdigit():
                source = _text(value.get("source")) if isinstance(value, Mapping) else ""
                return WordLimit(int(number), source or "the manuscript's head", from_head=True)
            self._find(
                "head-value-unreadable",
                f"the word limit “{_text(words)}” is no whole number",
                "word-limit",
                found=_text(words),
                expected="word-limit: {words: 10000, source: …}",
            )
        if not body:
            return None
        row = load("bodies.yaml")["bodies"][body]["words"]
        if row["value"] is None:
            return None
        return WordLimit(row["value"], row["source"], str(row["as_of"]))


def _plain(key: str) -> str:
    return re.sub(r"[\s_]+", "-", key.strip().lower())


def _text(value: Any) -> str:
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return " ".join(str(value).split())


def _body_of(words: str, bodies: Mapping[str, Any]) -> str:
    """The key of the body that a few words name: its letters, or its name in any of our languages."""
    folded = words.casefold()
    for key, row in bodies.items():
        names = [name.casefold() for name in row["names"].values()]
        if folded in {key.casefold(), *names} or any(name in folded for name in names):
            return str(key)
    letters = set(re.findall(r"[A-Z]{3,5}", words))
    return next((key for key in bodies if key in letters), "")


def _organisation(item: Any) -> Organisation:
    if not isinstance(item, Mapping):
        return Organisation(_text(item))
    fields = {_plain(str(key)): value for key, value in item.items()}
    contact = fields.pop("contact", fields.pop("contacts", None))
    if isinstance(contact, Mapping):
        fields = {_plain(str(key)): value for key, value in contact.items()} | fields
    elif contact:
        fields.setdefault("address", contact)

    def first(*names: str) -> str:
        return next((_text(fields[name]) for name in names if _text(fields.get(name))), "")

    name, logo = first("name", "title"), first("logo")
    address = ", ".join(filter(None, (first("address"), first("phone", "telephone", "tel"))))
    alt = first("logo-alt", "alt") or (f"Logo: {name}" if logo else "")
    return Organisation(
        name,
        address,
        first("email", "e-mail", "mail"),
        first("url", "website", "web", "site"),
        logo,
        alt,
    )
