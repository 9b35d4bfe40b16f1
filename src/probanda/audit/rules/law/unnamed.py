"""Accusations that rest on articles without numbers, or on a whole part of a treaty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import own_sentences

_UNNAMED = re.compile(
    r"(?<!\w)(?:(?:the\s+)?(?:Convention|Covenant|Protocol|Statute|Charter)\s+(?:in|under|at)\s+(?:several"
    r"|many|various|some|more than one|a number|most)\s+(?:of its\s+)?(?:articles?|provisions?|points"
    r"|respects)"
    r"|(?:the\s+)?(?:relevant|applicable|pertinent|corresponding|respective)\s+(?:provisions|norms|rules"
    r"|articles|standards)\s+of\s+(?:the\s+)?international\s+(?:humanitarian\s+|human rights\s+"
    r"|criminal\s+)?law"
    r"|(?:distint[oa]s|vari[oa]s|divers[oa]s|otr[oa]s|numeros[oa]s|algun[oa]s|ciert[oa]s)\s+(?:artículos"
    r"|disposiciones|normas|preceptos)\s+(?:de la Convención|del Pacto|del Convenio|del Protocolo)"
    r"|(?:the\s+)?(?:remaining|rest of the|diverse|multiple|an? (?:whole )?(?:range|series|number"
    r"|row|set) of(?: other)?"
    r"|almost all(?: the)?|most(?: of the)?|nearly all(?: the)?)\s+(?:articles?|provisions?|norms?|rules"
    r"|clauses|obligations)\s+(?:of|in|under)\s+(?:the\s+)?(?:[\w'’]+\s+){0,3}?(?:Convention|Covenant"
    r"|Protocol|Statute|treaty|Charter)"
    r"|(?:целый ряд|ряд|большинство|множество|несколько|почти все)\s+(?:статей|положений"
    r"|норм)\s+(?:[А-Яа-я]+\s+){0,2}?"
    r"(?:Конвенци\w+|Пакт\w*|Протокол\w*)"
    r"|(?:de\s+)?(?:nombreuses|multiples|certaines|diverses|plusieurs|autres)\s+(?:dispositions|règles"
    r"|normes)\s+"
    r"(?:de la Convention|du Pacte|du Protocole)"
    r"|articles?\s+\d+[^.;]{0,24}?,?\s+etc\b|art[íi]culos?\s+\d+[^.;]{0,24}?\s+y "
    r"otros|(?:the\s+|many\s+|all\s+)?(?:other|relevant|corresponding|various"
    r"|several|certain|a number of|numerous|many|appropriate|respective|some|further"
    r"|several further|pertinent"
    r"|applicable)(?:\s+(?:relevant|important|other|key|core|fundamental))?\s+(?:articles?"
    r"|provisions?|norms|clauses|paragraphs)(?:\s+(?:of|in|under|contained in)\s+(?:the\s+"
    r"|this\s+|said\s+|international\s+)?(?:[\w'’]+\s+){0,4}?(?:Convention|Covenant"
    r"|Conventions|Protocol|Statute|treaty|treaties|Charter|Declaration|CAT|ICCPR"
    r"|ECHR|law))?"
    r"|articles?\s+\d+[^.;]{0,24}?\s+and (?:others|other articles|so on|following"
    r"|the following)|(?:друг\w+|ины\w+|соответствующ\w+|ряд\w*|нескольк\w+|многи\w+)\s+(?:стат\w+"
    r"|положени\w+)\s+(?:Конвенци\w+|Пакт\w*|Протокол\w*|договор\w*)|(?:diversas|varias|otras|múltiples"
    r"|numerosas) (?:disposiciones|normas)"
    r" (?:de la Convención|del Pacto|del Protocolo|del Convenio)|(?:plusieurs|diverses"
    r"|autres) dispositions (?:de la Convention|du Pacte)"
    r"|many of the (?:articles|provisions) of the (?:\w+ ){0,4}?(?:Convention|Covenant|Protocol)|(?:otros"
    r"|varios|diversos|los demás) artículos(?: "
    r"pertinentes)? (?:de la Convención|del Pacto|del Convenio)|(?:otras )?disposiciones "
    r"pertinentes (?:de la Convención|del Pacto)|(?:autres|plusieurs|divers) articles "
    r"(?:de la Convention|du Pacte))(?!\w)",
    re.IGNORECASE,
)


_TREATY_WORD = re.compile(
    r"international (?:humanitarian|human rights|criminal) law|Convention|Covenant"
    r"|Protocol|Statute|treat(?:y|ies)|Charter|CAT\b|ICCPR|ECHR"
    r"|Конвенц|Пакт|Convenci|Pacto|Convenio|Pacte"
)


@rule(
    "articles-unnamed",
    "Articles that aren't named",
    "warning",
    "law",
    "“Other articles of the Convention” can't be answered, so it won't be: name "
    "them or leave the words out.",
    bad=("Sartania did not meet its obligations under the other articles of the Convention.",),
    good=(
        "Sartania did not meet its obligations under the other articles of the Convention, "
        "namely articles 12 and 13.",
    ),
)
def articles_unnamed(facts: Facts) -> Iterator[Hit]:
    """Find accusations that rest on articles without numbers."""
    for start, end, _ in own_sentences(facts):
        for found in _UNNAMED.finditer(facts.text, start, end):
            if in_speech(facts, found.start()):
                continue
            words = found.group()
            tail = facts.text[found.end() : min(end, found.end() + 90)]
            listed = re.match(r"articles?\s+\d", words, re.IGNORECASE)
            if not listed and not _TREATY_WORD.search(words) and not _TREATY_WORD.search(tail[:60]):
                continue
            if re.search(
                r"\A[^.;]{0,60}:\s*(?:los\s+|les\s+)?(?:artículos?|articles?|стат\w+)\s+\d", tail
            ):
                continue
            if re.search(
                r"(?:namely|\(|specifically|that is|i\.e\.|in particular|a saber|а "
                r"именно|notably|including|such as|:)\s*(?:articles?|arts?\.|стат\w+"
                r"|artículos?)?\s*\d+",
                tail,
                re.IGNORECASE,
            ) or re.match(
                r"[^.]{0,40}?,?\s*(?:namely\s+)?(?:articles?|arts?\.|стать\w+|artículos?)\s+\d",
                tail,
            ):
                continue
            if re.search(
                r"(?<!\w)(?:not (?:at issue|relevant|in dispute|concerned|examined|discussed"
                r"|invoked)|not (?:deal|rely|concern|examine)"
                r"|(?:fall|lie)s? outside|no (?:violation|breach)|beyond the scope"
                r"|leaves? (?:\w+ )?aside|не рассматрива\w+"
                r"|no (?:se )?(?:examinan|tratan|están en cuestión)|incorporat\w+|reservation\w*"
                r"|translat\w+|publish\w*|domestic|discuss\w*|seminar|lecture\w*|course\w*|handbook|applied"
                r"|which articles"
                r"|implement\w*|study|train\w*|disseminat\w+|reproduced|quoted|annex\w*"
                r"|text of|see|familiar\w*)(?!\w)",
                facts.text[start:end],
                re.IGNORECASE,
            ):
                continue
            yield Hit(
                found.start(),
                found.end(),
                f"“{facts.quote(*found.span())}” names no article.",
                "Name the articles, or leave the words out.",
            )
            break
        yield from _wholesale(facts, start, end)


_RANGE = re.compile(
    r"(?<!\w)(?:[Aa]rticles|[Aa]rts\.|[Сс]тать\w+|[Aa]rtículos)\s+(?P<first>\d{1,2})\s?(?:[-–—]|to|по|a"
    r"|al)\s?(?P<last>\d{1,2})(?!\d)"
)


_HELD_TO = re.compile(
    r"(?<!\w)(?:violat\w+|breach\w*|contrary to|obligations?|failed|contradict\w*|нарушен\w+|нарушил\w*"
    r"|обязательств\w+|viol\w+"
    r"|incumpl\w+|obligacion\w+)(?!\w)",
    re.IGNORECASE,
)


def _wholesale(facts: Facts, start: int, end: int) -> Iterator[Hit]:
    """As in "the obligations set forth in Articles 1-16": a whole part is as good as none."""
    for found in _RANGE.finditer(facts.text, start, end):
        if int(found["last"]) - int(found["first"]) >= 9 and _HELD_TO.search(
            facts.text, start, end
        ):
            yield Hit(
                found.start(),
                found.end(),
                f"“{facts.quote(*found.span())}” names a whole part, and so no article.",
                "Name the articles that were violated, each with its facts.",
                severity="note",
            )
