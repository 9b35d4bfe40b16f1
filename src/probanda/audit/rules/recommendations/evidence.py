"""Recommendations that would destroy evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.recommendations import recommendations
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.wordfields import marks

_DESTROY = re.compile(
    r"(?<!\w)(?P<verb>remov\w+|delet\w+|tak(?:e|ing|en) down|eras\w+|destroy\w*|burn\w*"
    r"|demolish\w*|wip(?:e|ing)|block\w*|purg\w+|scrap\w*|raz(?:e|ed|ing)|dispos\w+ "
    r"of|shred\w*|clos(?:e|ing|ed)(?: down)?|dismantl\w+|clear\w*|fill\w* (?:in|up)|level\w*"
    r"|pav\w+ over|tear\w* down|bulldoz\w+"
    r"|melt\w*|удал\w+|уничтож\w+|снести|снос\w*|стереть|сжечь|закрыть|засыпать|ликвидир\w+"
    r"|зачистить|derrib\w+|rellen\w+|arras\w+|elimin\w+|borr\w+|destru\w+"
    r"|retir\w+|quem\w+|demol\w+|supprim\w+|détrui\w+|effac\w+|raser|combler|rebouch\w+|fermer et raser"
    r"|silin\w+"
    r"|məhv)\b(?P<gap>[^.;]{0,90}?)(?<!\w)(?P<what>(?:location |traffic |call )?data|films?"
    r"|trench(?:es)?|pits?|wells?|ruins|quarry|bunkers?|centres?|centers?|facilit(?:y|ies)|bodies|remains"
    r"|tapes?|sites?|cellars?|camps?|barracks|video\w*"
    r"|clips?|footage|images?|photo\w*|recordings?|posts?|materials?|contents?|archives?"
    r"|records?|registers?|buildings?|graves?|documents?|files?|weapons?|instruments?"
    r"|cells?|cameras?|databases?|accounts?|channels?|sites? of|burial sites?|mass "
    r"graves?|detention (?:sites?|facilit\w+|cent\w+)|prisons?|basements?|logbooks?"
    r"|evidence|видео\w*|материал\w*|записи|архив\w*|документ\w*|здани\w+|могил\w+|ров\b|рвы"
    r"|яму?|ямы|траншеи|подвал\w*|лагер\w+|тюрьм\w+|edificios?|fosas?|zanjas?|sótanos?|centros?"
    r"|celdas?|cárcel|prisión|registros?|vídeos?"
    r"|videos?|imágenes|grabaciones|archivos?|documentos|edificios?|vidéos?|images"
    r"|enregistrements|archives|centres? de détention|fosses?|charniers?|cellules|bâtiments?"
    r"|videomaterial\w*)(?!\w)",
    re.IGNORECASE,
)


_DESTROYED = re.compile(
    r"(?<!\w)(?P<what>films?|videos?|clips?|footage|images?|photos?|recordings?|posts?"
    r"|materials?|archives?|records?|registers?|graves?|documents?|files?|cells?|camp"
    r"|site|cellars?|evidence|logbooks?)(?!\w)"
    r"(?P<gap>[^.;]{0,60}?)(?<!\w)(?:should|must|shall|to|be)\s+(?:\w+\s+){0,2}?(?P<verb>removed"
    r"|deleted|taken down|erased|destroyed|burned|burnt|demolished|wiped|shredded"
    r"|razed|levelled|disposed of)(?!\w)",
    re.IGNORECASE,
)


_PRESERVE = re.compile(
    r"(?<!\w)(?:preserv\w+|archiv(?:e|ed|ing)\b|copy|copied|(?:keep|make|made|secure"
    r"|with|of) copies|secur(?:e|ed|ing)"
    r"|retain\w*|forensic\w*|hand(?:ed|ing)? over|safeguard\w*|keep (?:copies|them|it|its|their|the|all)"
    r"|(?:be|are"
    r"|is) kept|kept (?:safe|as)|stor(?:e"
    r"|ed|ing)|evidence (?:has|have) been|after (?:they|it|the) (?:\w+ ){0,3}(?:been "
    r")?(?:documented|examined|recorded|copied|preserved)|once (?:\w+ ){0,5}(?:documented"
    r"|examined|preserved|recorded)|not (?:to )?(?:destroy|delete|remove|demolish)"
    r"|refrain|prevent\w*|prohibit\w*|stop|halt|ban\w*|instead of|rather than|сохран\w+"
    r"|копи\w+|preserv\w+|conserv\w+|copia\w*|préserv\w+|saxla\w*|from (?:destroying"
    r"|deleting|removing|demolishing))(?!\w)",
    re.IGNORECASE,
)


@rule(
    "recommendation-destroys-evidence",
    "A recommendation that would destroy evidence",
    "warning",
    "law",
    "Who asks that recordings of crimes be removed asks that the proof be removed. "
    "Preservation must come first and be asked for.",
    bad=(
        "# Recommendations\n\nThe State Party should remove all video clips that "
        "show the treatment of prisoners from social networks.",
    ),
    good=(
        "# Recommendations\n\nThe State Party should preserve all video clips that "
        "show the treatment of prisoners and then remove them from public view.",
    ),
)
def recommendation_destroys_evidence(facts: Facts) -> Iterator[Hit]:
    """Find removal without preservation."""
    for each in facts.of(recommendations):
        found = _DESTROY.search(facts.text, each.start, each.end) or _DESTROYED.search(
            facts.text, each.start, each.end
        )
        if _PRESERVE.search(facts.text, each.start, each.end):
            continue
        away = _done_away(facts, each.start, each.end)
        if away:
            yield _hit(facts, *away)
            continue
        if not found:
            continue
        verb, what = found["verb"].lower(), found["what"].lower()
        if (
            verb.startswith(("clos", "закры", "block", "clear", "dismantl"))
            and re.match(r"prison|detention|cell|site|building|channel|account|здани", what)
            and not verb.startswith(("dismantl", "clear"))
        ) and (not re.match(r"cell|building|detention site", what) or verb.startswith("block")):
            continue
        if re.match(r"fill|засып|rellen|clear|level|pav|wells?", verb) and not re.match(
            r"trench|pit|grave|site|cellar|basement|camp|well|mass|burial|quarry|bunker|ruin|cell"
            r"|могил|ров|рвы|ям|транше|подвал|лагер|fosa|zanja|sótano",
            what,
        ):
            continue
        if re.match(
            r"\s+(?:the\s+|an?\s+)?(?:sections?|articles?|paragraphs?|clauses?|words?|provisions?"
            r"|references?|chapters?)"
            r"(?!\w)|\s+(?:стать\w+|пункт\w*|положени\w+|слов\w*|artículos?|párrafos?|palabras?)(?!\w)",
            found["gap"] + facts.text[found.start("what") : found.end("what") + 12]
            if _DESTROY.match(found.group())
            else "",
        ):
            continue
        if re.search(
            r"(?:obst[aá]cul|obstacle|mines|mined|ordnance|restriction|barrier|immunit|reservation"
            r"|provision|stigma"
            r"|from (?:office|their posts)|the words)",
            found["gap"],
        ):
            continue
        yield _hit(facts, *found.span())


def _hit(facts: Facts, start: int, end: int) -> Hit:
    return Hit(
        start,
        end,
        f"“{facts.quote(start, end)}” would destroy evidence: nothing asks for its preservation first.",
        "Ask first for preservation (copies with their digests, handed to an "
        "investigation), then for removal from public view.",
    )


#: What is done away with is no proof where it is a rule, a fee, or a danger.
_NO_PROOF = re.compile(
    r"(?<!\w)(?:mines?|mined|ordnance|article|articles|paragraph|reservation|restriction|barrier|obstacle"
    r"|immunit\w+|provision|words|clause|stigma|visa|fee|tax|ban|law|office"
    r"|мин\w?|стать\w+|оговорк\w+|ограничени\w+|барьер\w*|препятстви\w+|слова|пункт\w*|закон\w*"
    r"|судимост\w+|artículo\w*|reserva|restricci\w+|obstáculo\w*|barrera\w*|minas|ley"
    r"|palabras|article|réserve|restriction\w*|obstacle\w*|mines|loi|mots|private data|personal data of"
    r"|from office|from (?:his|her|their) posts?|access to|denied|new\s\w+)(?!\w)",
    re.IGNORECASE,
)


#: "Take the films of the beatings off the net".
_TAKE_OFF = re.compile(
    r"(?<!\w)(?:tak(?:e|ing)|get|keep|pull)\s+(?P<what>[^.;:]{3,80}?)\s(?:off|down|offline"
    r"|out of circulation|away)(?!\w)"
    r"|(?<!\w)(?:убрать|изъять|снять)\s+(?P<what2>[^.;:]{3,80}?)\s(?:из|с)\s",
    re.IGNORECASE,
)


def _done_away(facts: Facts, start: int, end: int) -> tuple[int, int] | None:
    """A verb of doing away with, and behind it something that could prove."""
    text = facts.text
    off = _TAKE_OFF.search(text, start, end)
    what = off.span("what" if off["what"] else "what2") if off else (0, 0)
    if off and marks(facts, "proof", *what) and not _NO_PROOF.search(off.group()):
        return off.span()
    for verb in marks(facts, "destroy", start, end):
        lead = text[max(start, verb.start - 24) : verb.start]
        if re.search(
            r"(?<!\w)(?:not|never|no|without|before|prevent|stop|не|без|до|sin|antes de|no|ne|pas|sans"
            r"|avant de)\s+(?:\w+\s+)?\Z",
            lead,
            re.IGNORECASE,
        ):
            continue
        for thing in marks(facts, "proof", verb.end, min(end, verb.end + 60)):
            between = text[verb.end : thing.start]
            if re.search(r"[.;:]", between) or _NO_PROOF.search(
                text, verb.start, min(end, thing.end + 24)
            ):
                continue
            return verb.start, thing.end
    return None
