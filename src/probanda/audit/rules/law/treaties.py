"""Treaties as `probanda.law` knows them: their wording by fingerprint, and who was bound when.

What the law wing holds no data on is answered with `NotChecked`, never with silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.provisions import main_treaty
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, NotChecked, rule
from probanda.law import shipped_law
from probanda.law.citing import find_citations
from probanda.law.quotation import find_quotations
from probanda.law.ratification import bound, shipped_status
from probanda.problems import ProbandaError

__all__: list[str] = []

#: A sentence that holds a State to a treaty.
_HELD = re.compile(
    r"(?<!\w)(?:violat\w+|breach\w*|contrary to|in contravention of|contraven\w+|failed "
    r"to comply|did not comply|not complied"
    r"|obligations? under|bound by|required by|нарушил\w*|нарушен\w+|в нарушение|viol[oó]\w*"
    r"|incumpli\w+|violé\w*|violation)(?!\w)",
    re.IGNORECASE,
)


#: So many words of a treaty in other people's mouths are no chance.
_LONG = 9


def _leads(facts: Facts, start: int) -> bool:
    """Whether the sentence before a quotation speaks of a treaty or an article."""
    first, _ = facts.document.sentence_of(start)
    lead = facts.text[max(first, start - 200) : start]
    return bool(
        re.search(
            r"[Aa]rticle|[Aa]rt\.|Convention|Covenant|Protocol|Statute|Стать|стать|Конвенц|Пакт|Протокол"
            r"|[Aa]rtículo|Convenci|Pacto|Protocolo|Pacte|provid|defin|гласит|dispone",
            lead,
        )
    )


def _default(facts: Facts) -> str:
    main = facts.of(main_treaty)
    return main if main in shipped_law().instruments else ""


@rule(
    "treaty-quotation",
    "A quotation of a treaty that isn't verbatim",
    "error",
    "law",
    "Words in quotation marks said to be a treaty's are compared with the fingerprints "
    "of the official text.",
    bad=(
        "Article 2, paragraph 2, of the Convention against Torture says: “No exceptional "
        "circumstances whatsoever may be invoked as an excuse for torture.”",
    ),
    good=("The Committee wrote that “nobody may be beaten in any cell at any time”.",),
)
def treaty_quotation(facts: Facts) -> Iterator[Hit | NotChecked]:
    """Compare treaty quotations with fingerprints, where they are held."""
    for each in find_quotations(facts.text, _default(facts), unmarked=False):
        cited = ", ".join(each.cited or each.provisions[:1])
        if each.status == "unchecked":
            yield NotChecked(
                f"no fingerprint is held of the wording of {cited or 'what is quoted'}"
            )
        elif each.status == "altered" and (
            (each.words >= _LONG and each.agreeing >= 0.6 * each.words) or _leads(facts, each.start)
        ):
            words = [change.words for change in each.differences if change.words][:5]
            changed = f": {', '.join(f'“{word}”' for word in words)}" if words else ""
            # where no provision is cited, another one with like words may be meant
            what = f"of {cited}" if each.cited else f"is near to {cited}, if that is meant, and"
            yield Hit(
                each.start,
                each.end,
                f"The quotation {what} isn't verbatim; {each.agreeing} of {each.words} "
                f"words agree{changed}.",
                "Quote the official text, or take the quotation marks away.",
                severity=None if each.cited else "warning",
            )
        elif each.status == "not-found" and each.cited and _said_to_be_its(facts, each.start):
            yield Hit(
                each.start,
                each.end,
                f"The words in quotation marks are not those of {cited}.",
                "Quote the official text, or take the quotation marks away.",
            )


def _said_to_be_its(facts: Facts, start: int) -> bool:
    """Whether the sentence says that the words are the treaty's, rather than somebody's about it."""
    lead = facts.text[max(0, start - 120) : start]
    if re.search(
        r"(?:Committee|Court|Rapporteur|he|she|they|witness|ministry|government)\s+(?:\w+\s+){0,3}(?:said"
        r"|says|wrote|states?|stated|held|found|noted|considered)\W",
        lead,
        re.IGNORECASE,
    ):
        return False
    return bool(
        re.search(
            r"(?::|says?|reads?|states?|provides?(?: that)?|according to|as stated "
            r"in|гласит|dispone|dit|stipule)\W{0,6}(?:that\W{0,3})?\Z|[Aa]rticle[^.;]{0,90}\W\Z"
            r"|Convention,?\W{0,4}\Z",
            lead,
        )
    )


@rule(
    "treaty-not-party",
    "A treaty that didn't bind",
    "warning",
    "law",
    "A treaty binds a State from its entry into force for it; what happened before "
    "lies outside, save continuing acts. Needs data on"
    " ratification, and says so where there are none.",
    bad=(),
    good=("Article 7 of the Covenant forbids torture.",),
)
def treaty_not_party(facts: Facts) -> Iterator[Hit | NotChecked]:
    """Ask who was bound on the day of the sentence, where data are held."""
    held = {facts.document.sentence_of(each.start()) for each in _HELD.finditer(facts.text)}
    states = {span: state for span in held if (state := _state(facts.text[slice(*span)]))}
    if not states:
        return
    law, status = shipped_law(), shipped_status()
    for citation in find_citations(facts.text, _default(facts)):
        start, end = facts.document.sentence_of(citation.start)
        state = states.get((start, end), "")
        if not state or not citation.instrument or citation.resolved == "unknown":
            continue
        days = [d for d in dates_between(facts, start, end) if d.known and d.last]
        if not days:
            continue
        last = max(d.last for d in days if d.last)
        try:
            answer = bound(law, state, citation.instrument, last, status)
        except ProbandaError as refused:
            yield NotChecked(f"{citation.instrument} and {state}: {refused.problems[0].message}")
            continue
        if answer.bound is None:
            yield NotChecked(answer.why)
        elif answer.bound is False:
            yield Hit(
                citation.start,
                citation.end,
                f"{citation.instrument} did not bind {state} then: {answer.why}",
                "Cite what bound the State on that day, or say why this did.",
                tuple((d.start, d.end) for d in days[:2]),
            )


def _state(sentence: str) -> str:
    """The State that a sentence holds to something: its subject, or behind "by"."""
    held = r"(?:has\s+|had\s+)?(?:violat|breach|fail|did not|contraven|was bound|is bound)"
    found = re.search(rf"(?<![\w-])([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s+{held}", sentence)
    by = r"(?:by|against)\s+(?:the\s+)?(?:Republic of\s+)?"
    found = found or re.search(rf"{by}([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?!\w)", sentence)
    return found[1] if found else ""
