"""Whose voice a sentence is in, and what sort of section it stands in."""

from __future__ import annotations

import re
from functools import lru_cache

from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.speakers import speaker_of
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field

__all__ = ["attributed", "content_stems", "hedged", "own_sentences", "said_by", "section_kind"]

_ATTRIBUTED = re.compile(
    r"(?<!\w)(?:alleg\w+|reportedly|according to|claim\w*|said|says|wrote|writes|stated that|told"
    r"|testif\w+|testimon\w+|describ\w+|recount\w+|recall\w+|accus\w+|purported\w*"
    r"|witness\w*|interviewees?|respondents?|survivors? (?:say|said)|as reported "
    r"by|reported that|reports? that|report\w* by|documented by|found that|concluded "
    r"that|in (?:his|her|their) (?:words|statement|testimony)|statements?|videos? "
    r"show\w*|footage|evidence (?:shows|suggests)|the court"
    r"|по словам|по данным|согласно|сообщ\w+|утвержда\w+|заяв\w+|якобы|рассказ\w+"
    r"|свидетел\w+|según|denunci\w+|presunt\w+|supuest\w+|afirm\w+|relat\w+|declar\w+"
    r"|testimoni\w+|selon|affirm\w+|présumé\w*|aurait|auraient|témoign\w+|iddia\w*"
    r"|görə|bildir\w+)(?!\w)",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"(?<!\w)(?:we suspect|(?:cannot|can't|can not) (?:exclude|rule out)|suspects? that"
    r"|cannot be (?:excluded|ruled out)|can not be excluded"
    r"|not (?:be )?excluded"
    r"|не исключено|нельзя исключить|no se (?:excluye|descarta)|no puede descartarse|parece"
    r"|al parecer|похоже"
    r"|suspected|suspicions?|probabl\w+|possib\w+|likely|unlikely|alleg\w+|presum\w+"
    r"|believed|may have|might have|could have|may (?:show|be)|might (?:show|be)|appears?"
    r"|apparently|reportedly|seems?|reasonable grounds to (?:believe|suspect)|indications? that|could not verify"
    r"|есть основания (?:предполагать|полагать)|имеются основания|indicios|hay motivos para|aurait|auraient"
    r"|il semble"
    r"|perhaps|unconfirmed|unverified|could not (?:be )?(?:verif\w+|confirm\w+)|вероятно"
    r"|предположительно|возможно|якобы|по-видимому|probablemente|presunt\w+|supuest\w+"
    r"|posiblemente|probablement|présumé\w*|peut-être)(?!\w)",
    re.IGNORECASE,
)
_KINDS = (
    (
        "recommendations",
        r"recommend|рекомендаци|recomendaci|recommandation|tövsiy|what should be "
        r"done|call to action",
    ),
    ("summary", r"summary|abstract|key findings|резюме|краткое|resumen|résumé|xülasə|overview"),
    ("method", r"method|методолог|metodolog|méthodolog|metodika|sources and|scope of"),
    (
        "introduction",
        r"introduc|background|общие сведения|general information|datos generales|context|введение|контекст"
        r"|предыстор|introducci|antecedentes"
        r"|contexte|giriş|about (?:us|the|this)|preface|foreword|history",
    ),
    ("conclusion", r"conclu|заключение|выводы|nəticə"),
    (
        "annex",
        r"annex|appendix|money|financ|funding|contact|our work|staff|приложени|anexo"
        r"|annexe|əlavə|glossary|abbreviat|acknowledg"
        r"|bibliograph|references|notes|contents",
    ),
    ("law", r"legal|law|правов|marco jurídico|cadre juridique|hüquqi|standards"),
)


@lru_cache(maxsize=4096)
def section_kind(title: str) -> str:
    """What a section's heading announces: "recommendations", "summary" … or "findings" for all others."""
    low = title.lower()
    return next((kind for kind, words in _KINDS if re.search(words, low)), "findings")


def attributed(facts: Facts, start: int, end: int) -> bool:
    """Whether a sentence says whose statement it is."""
    return bool(_ATTRIBUTED.search(facts.text, start, end)) or bool(said_by(facts, start, end))


def said_by(facts: Facts, start: int, end: int) -> str:
    """Who speaks in a sentence; "" for nobody ("as confirmed above" is the report itself)."""
    name = speaker_of(facts, start, end).name
    return "" if name.lower() in {"as", "так", "como"} else name


def hedged(facts: Facts, start: int, end: int) -> re.Match[str] | None:
    """The word by which a sentence keeps a distance from what it says."""
    own = field("unsure", facts.language).search(facts.text, start, end)
    return _HEDGED.search(facts.text, start, end) or own


def own_sentences(facts: Facts) -> list[tuple[int, int, int]]:
    """Sentences of prose in the author's voice: start, end, index of the block. Notes are left out."""
    return facts.of(_own)


def _own(facts: Facts) -> list[tuple[int, int, int]]:
    answers = []
    for block in facts.document.blocks:
        if block.kind not in {"paragraph", "list-item", "caption"}:
            continue
        for start, end in facts.document.sentences(block):
            if not in_speech(facts, start) and not in_speech(facts, start + 1):
                answers.append((start, end, block.index))
    return answers


def content_stems(facts: Facts, start: int, end: int) -> frozenset[str]:
    """Stems of the words of a range that carry meaning."""
    from probanda.audit.extract.language import language_tables

    language = language_tables(facts.language)
    return frozenset(
        language.stem(word)
        for word in re.findall(r"[^\W\d_]{4,}", facts.text[start:end].lower())
        if word not in language.closed
    )
