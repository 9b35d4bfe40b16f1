"""Recommendations without findings, and findings without recommendations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from probanda.audit.extract.recommendations import recommendations
from probanda.audit.facts import Facts
from probanda.audit.rules.recommendations.unaddressed import first_sentence
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import content_stems, section_kind
from probanda.audit.wordfields import marks, topics
from probanda.audit.words import words


@rule(
    "recommendation-without-finding",
    "A recommendation on what the report never treats",
    "warning",
    "law",
    "A recommendation follows from findings; one on another subject invites the "
    "question what it is for.",
    bad=(
        "# Findings\n\nTwelve detainees were beaten in Arlan prison by guards.\n\n# "
        "Recommendations\n\nThe Government of Kevria should reform the pension scheme "
        "for miners.",
    ),
    good=(
        "# Findings\n\nTwelve detainees were beaten in Arlan prison by guards.\n\n# "
        "Recommendations\n\nThe Government of Kevria should prosecute guards who "
        "beat detainees.",
    ),
)
def recommendation_without_finding(facts: Facts) -> Iterator[Hit]:
    """Look for the subject of each recommendation in the rest of the text."""
    listed = [each for each in facts.of(recommendations) if each.listed]
    if not listed:
        return
    first, last = listed[0].start, listed[-1].end
    rest = content_stems(facts, 0, _section_start(facts, first)) | content_stems(
        facts, last, len(facts.text)
    )
    if len(rest) < 3:
        return
    reduced = {stem[:4] for stem in rest}
    for each in listed:
        who = {w.lower() for w in re.findall(r"[^\W\d_]{4,}", each.addressee)}
        stems = [
            s
            for s in content_stems(facts, each.start, each.end)
            if s not in words("reform", "all") and s not in who and len(s) > 4
        ]
        if not stems:
            continue
        known = [s for s in stems if s in rest or s[:4] in reduced]
        if not known and _same_topic(facts, each.start, each.end, (first, last)):
            continue
        if not known or (len(stems) >= 6 and len(known) / len(stems) < 0.12):
            longest = sorted(stems, key=lambda stem: (-len(stem), stem))
            start, end = first_sentence(facts, each)
            yield Hit(
                start,
                min(end, start + 120),
                f"Nothing before treats this subject ({', '.join(longest[:3])}).",
                "Add the finding that it follows from, or leave it out.",
            )


def _same_topic(facts: Facts, start: int, end: int, recommended: tuple[int, int]) -> bool:
    """Whether a recommendation and the rest of the text treat one subject in other words."""
    first, last = recommended
    for topic in topics():
        if marks(facts, topic, start, end) and (
            marks(facts, topic, 0, _section_start(facts, first))
            or marks(facts, topic, last, len(facts.text))
        ):
            return True
    return False


def _section_start(facts: Facts, position: int) -> int:
    section = facts.document.section_of(position)
    start = section.start if section else position
    for outer in facts.document.sections:
        if outer.start <= position < outer.end and section_kind(outer.title) == "recommendations":
            return min(start, outer.start)
    return start


@rule(
    "finding-without-recommendation",
    "A finding that no recommendation answers",
    "note",
    "law",
    "A section of findings that no recommendation takes up leaves the body that "
    "reads it with nothing to ask.",
    bad=(
        "# Beatings in Arlan prison\n\nTwelve detainees were beaten in Arlan prison "
        "by guards with cables.\n\n# Mass graves\n\nThree mass graves were opened "
        "near Borv; the remains of 34 villagers were exhumed.\n\n# Recommendations\n\nThe "
        "Government of Kevria should prosecute the guards who beat detainees in "
        "Arlan prison.",
    ),
    good=(
        "# Beatings in Arlan prison\n\nTwelve detainees were beaten in Arlan prison "
        "by guards.\n\n# Recommendations\n\nThe Government of Kevria should prosecute "
        "the guards who beat detainees.",
    ),
)
def finding_without_recommendation(facts: Facts) -> Iterator[Hit]:
    """Look for each section of findings in the recommendations."""
    listed = [each for each in facts.of(recommendations) if each.listed]
    if not listed:
        return
    asked: set[str] = set()
    for each in listed:
        asked |= content_stems(facts, each.start, each.end)
    reduced = {stem[:4] for stem in asked}
    top = min((s.level for s in facts.document.sections), default=1)
    everywhere = Counter(
        stem
        for s in facts.document.sections
        if s.level == top
        for stem in content_stems(facts, s.start, s.end)
    )
    sections = [s for s in facts.document.sections if s.level == top]
    if len(sections) < 2:
        return
    for section in sections:
        if section_kind(section.title) != "findings" or section.end - section.start < 20 + len(
            section.title
        ):
            continue
        if section.start >= listed[0].start or not any(
            b.kind in {"paragraph", "list-item"} and section.start <= b.start < section.end
            for b in facts.document.blocks
        ):
            continue
        title = {
            s
            for s in content_stems(facts, section.start, section.start + len(section.label) + 4)
            if s not in words("reform", "all")
        }
        counted = Counter(
            w for w in re.findall(r"[^\W\d_]{5,}", facts.text[section.start : section.end].lower())
        )
        own = {w for w, n in counted.most_common(60) if everywhere[w] <= max(1, len(sections) // 2)}
        candidates = {s[:4] for s in title | own if s not in words("reform", "all")}
        if len(candidates) >= 2 and not candidates & reduced:
            yield Hit(
                section.start,
                min(section.end, section.start + len(section.label)),
                f"No recommendation takes up “{section.label}”.",
                "Add a recommendation, or say why none follows.",
            )
