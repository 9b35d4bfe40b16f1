"""Recommendations: to whom, how they can be checked, what they would destroy, and whether findings carry them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from probanda.audit.extract.recommendations import Recommendation, recommendations
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import content_stems, section_kind

_VAGUE = re.compile(
    r"(?<!\w)(?:ensure (?:full )?respect for human rights|consider (?:possible|further"
    r"|appropriate|additional|taking|all) (?:steps"
    r"|measures|ways|options)|tak(?:e|ing|en)\s+(?:all\s+|any\s+|the\s+|more\s+|further\s+"
    r"|urgent\s+"
    r"|immediate\s+|every\s+)*(?:appropriate|necessary|effective|adequate|relevant"
    r"|required|possible|concrete|serious|proper|suitable|decisive"
    r"|comprehensive)?(?:\s+and\s+\w+)?\s*(?:measures?"
    r"|steps?|actions?)"
    r"|pay(?:s|ing)?\s+(?:more|greater|due|particular|special|closer|serious|adequate)?\s*attention"
    r"|strengthen\w*\s+(?:its\s+|their\s+)?(?:efforts|cooperation|commitment)|step "
    r"up (?:its |their )?efforts|intensify\w*\s+(?:its\s+|their\s+)?efforts"
    r"|improv\w+\s+the\s+(?:\w+\s+)?situation"
    r"|mak(?:e|ing)\s+(?:every|more|all|greater)\s+efforts?|continue\s+(?:its\s+|their\s+)?efforts"
    r"|do\s+(?:more|everything (?:possible|necessary|in (?:its|their) power|it can|they can)"
    r"|all (?:it|they) can"
    r"|all (?:that is )?(?:possible|necessary)|whatever (?:is necessary|it takes)|its utmost"
    r"|their utmost|its best"
    r"|their best)|(?:use|exert) (?:its|their|every) (?:best )?(?:efforts?|influence)|tak(?:e"
    r"|ing) (?:all|any|the|every) "
    r"(?:steps?|measures?|actions?) (?:that (?:are|is) )?(?:necessary|required|needed|possible"
    r"|appropriate|adequate)"
    r"|act (?:more )?(?:decisively|responsibly|appropriately)|be more (?:active"
    r"|attentive|open)|show (?:political will|more)|consider (?:the possibility|taking)"
    r"|raise awareness|as appropriate|respect (?:human rights|its obligations|international "
    r"law)|comply with (?:its|their|international) obligations|address the (?:issue"
    r"|problem|situation)|promote (?:dialogue|a culture)|give (?:due|serious) consideration"
    r"|work towards|contribute to"
    r"|(?:необходимые|надлежащие|соответствующие|эффективные|должные|исчерпывающие|дополнительные"
    r"|действенные|все возможные)"
    r" (?:\w+ )?меры|меры,? необходимые для|сделать вс[её] возможное|вс[её] (?:возможное|необходимое) для"
    r"|приложить (?:все )?усилия|обратить внимание|рассмотреть (?:вопрос|возможность)"
    r"|medidas (?:pertinentes|necesarias|adecuadas|apropiadas|oportunas|efectivas|correspondientes"
    r"|que sean necesarias"
    r"|que correspondan)|hacer todo lo (?:posible|necesario)|todo lo que esté a su alcance"
    r"|принять (?:все )?(?:необходимые|надлежащие|соответствующие|эффективные) меры"
    r"|уделя\w+ (?:больше|особое|должное)?\s*внимани\w|активизировать усилия|улучшить "
    r"(?:\w+ )?(?:ситуацию|положение)|tomar (?:todas )?(?:las )?medidas (?:necesarias"
    r"|adecuadas|apropiadas|oportunas|efectivas)|adoptar (?:todas )?(?:las )?medidas "
    r"(?:necesarias|adecuadas|apropiadas)|prestar (?:más |mayor |la debida )?atención"
    r"|redoblar (?:los |sus )?esfuerzos|mejorar la situación|prendre (?:toutes )?(?:les "
    r"|des )?mesures (?:nécessaires|appropriées|adéquates)|accorder (?:plus d'|une "
    r")?attention|zəruri tədbirlər)(?!\w)",
    re.IGNORECASE,
)
_CHECKABLE = re.compile(
    r"\d|(?<!\w)(?:publish|ratif\w+|release|repeal|amend|establish (?:an?|the) (?:\w+ "
    r")?(?:register|commission|body|mechanism|unit|fund|inquiry)|open (?:an?|the)"
    r"|prosecut\w+|exhum\w+|hand over|compensat\w+|abolish|register of|list of|allow"
    r"|grant|access to|withdraw|return|disclose|install|record(?:ing)? (?:all )?interrogation"
    r"|provide (?:the )?(?:families|list|information on)|within (?:one|two|three|six"
    r"|twelve)|by the end of|suspend|dismiss|draft|adopt (?:a|the) (?:law|bill|act)"
    r"|investigate (?:the|all|each)|опубликов\w+|ратифиц\w+|освобод\w+|отменить|закрыть|передать"
    r"|привлечь|удалить|publicar|crear|entregar|cerrar|retirar"
    r"|ratificar|liberar|derogar|publier|ratifier|libérer|abroger)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "recommendation-vague",
    "A recommendation that can't be checked",
    "warning",
    "law",
    "“Take all necessary measures” is followed by whoever says so. A recommendation "
    "names an act whose doing can be seen.",
    bad=(
        "# Recommendations\n\nThe Government of Kevria should take all necessary "
        "measures to improve the situation of detainees.",
    ),
    good=(
        "# Recommendations\n\nThe Government of Kevria should publish, by 1 June "
        "2026, the list of all persons held in Arlan prison.",
    ),
)
def recommendation_vague(facts: Facts) -> Iterator[Hit]:
    """Find recommendations with nothing in them to check."""
    for each in facts.of(recommendations):
        found = _VAGUE.search(facts.text, each.start, each.end)
        if not found:
            continue
        rest = facts.text[each.start : found.start()] + " " + facts.text[found.end() : each.end]
        if _CHECKABLE.search(rest):
            continue
        yield Hit(
            found.start(),
            found.end(),
            f"“{facts.quote(*found.span())}” can't be checked.",
            "Name the act, the authority and the day.",
        )


_IMPERSONAL = re.compile(
    r"\W*(?:it is (?:necessary|essential|important|recommended|imperative|required"
    r"|desirable|crucial|vital|proposed|advisable)|there (?:should|must|is a need)"
    r"|[^.]{0,140}?(?<!\w)(?:should|must|shall|needs? to|ought to|has to|have to)\s+(?:also\s+"
    r"|immediately\s+|promptly\s+|be\s+)?(?:be\s+)?\w+|необходимо|следует|рекомендуется"
    r"|требуется|es necesario|se recomienda|debe\w*|il est (?:nécessaire|recommandé)"
    r"|il convient|il faut|zəruridir)",
    re.IGNORECASE,
)


@rule(
    "recommendation-unaddressed",
    "A recommendation to nobody",
    "warning",
    "law",
    "What “should be ensured” by nobody is ensured by nobody, and no follow-up can ask for it.",
    bad=("# Recommendations\n\nIt is necessary that information on the missing be provided.",),
    good=(
        "# Recommendations\n\nTo the Government of Kevria:\n\n- Provide information "
        "on the missing.",
    ),
)
def recommendation_unaddressed(facts: Facts) -> Iterator[Hit]:
    """Find recommendations without an addressee."""
    listed = facts.of(recommendations)
    for each in listed:
        if each.addressee:
            continue
        start, end = _first_sentence(facts, each)
        if not each.listed and re.search(
            r"(?:should|must|ought to) have (?:been )?", facts.text[start:end]
        ):
            continue
        if not each.listed and not _IMPERSONAL.match(facts.text[start:end]):
            continue
        yield Hit(
            start,
            min(end, start + 120),
            "Nobody is asked to do this.",
            "Name the authority that should do it.",
        )


def _first_sentence(facts: Facts, each: Recommendation) -> tuple[int, int]:
    block = facts.document.block_of(each.start)
    sentences = facts.document.sentences(block) if block else ()
    inside = [s for s in sentences if s[0] >= each.start and s[1] <= each.end]
    return inside[0] if inside else (each.start, each.end)


_DESTROY = re.compile(
    r"(?<!\w)(?P<verb>remov\w+|delet\w+|tak(?:e|ing|en) down|eras\w+|destroy\w*|burn\w*"
    r"|demolish\w*|wip(?:e|ing)|block\w*|purg\w+|scrap\w*|raz(?:e|ed|ing)|dispos\w+ "
    r"of|shred\w*|clos(?:e|ing|ed)(?: down)?|dismantl\w+|clear\w*|fill\w* (?:in|up)|level\w*"
    r"|pav\w+ over|tear\w* down|bulldoz\w+"
    r"|melt\w*|удал\w+|уничтож\w+|снести|снос\w*|стереть|сжечь|закрыть|засыпать|ликвидир\w+"
    r"|зачистить|derrib\w+|rellen\w+|arras\w+|elimin\w+|borr\w+|destru\w+"
    r"|retir\w+|quem\w+|demol\w+|supprim\w+|détrui\w+|effac\w+|silin\w+"
    r"|məhv)\b(?P<gap>[^.;]{0,90}?)(?<!\w)(?P<what>films?"
    r"|trench(?:es)?|pits?|wells?|ruins|quarry|bunkers?|centres?|centers?|facilit(?:y|ies)|bodies|remains"
    r"|tapes?|sites?|cellars?|camps?|barracks|video\w*"
    r"|clips?|footage|images?|photo\w*|recordings?|posts?|materials?|contents?|archives?"
    r"|records?|registers?|buildings?|graves?|documents?|files?|weapons?|instruments?"
    r"|cells?|cameras?|databases?|accounts?|channels?|sites? of|burial sites?|mass "
    r"graves?|detention (?:sites?|facilit\w+|cent\w+)|prisons?|basements?|logbooks?"
    r"|evidence|видео\w*|материал\w*|записи|архив\w*|документ\w*|здани\w+|могил\w+|ров\b|рвы"
    r"|траншеи|подвал\w*|лагер\w+|тюрьм\w+|edificios?|fosas?|zanjas?|sótanos?|centros?"
    r"|celdas?|cárcel|prisión|registros?|vídeos?"
    r"|videos?|imágenes|grabaciones|archivos?|documentos|edificios?|vidéos?|images"
    r"|enregistrements|archives|bâtiments?|videomaterial\w*)(?!\w)",
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
    r"|retain\w*|forensic\w*|hand(?:ed|ing)? over|safeguard\w*|keep\w*|kept|stor(?:e"
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
        if not found or _PRESERVE.search(facts.text, each.start, each.end):
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
            r"|могил|ров|рвы|транше|подвал|лагер|fosa|zanja|sótano",
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
        yield Hit(
            found.start(),
            found.end(),
            f"“{facts.quote(*found.span())}” would destroy evidence: nothing asks "
            "for its preservation first.",
            "Ask first for preservation (copies with their digests, handed to an "
            "investigation), then for removal from public view.",
        )


_REFORM = frozenset(
    [
        "should",
        "must",
        "shall",
        "state",
        "party",
        "government",
        "authority",
        "ensure",
        "take",
        "measure",
        "necessary",
        "recommend",
        "recommendation",
        "republic",
        "provide",
        "full",
        "immediate",
        "immediately",
        "promptly",
        "effective",
        "effectively",
        "independent",
        "impartial",
        "investigation",
        "investigate",
        "accordance",
        "convention",
        "international",
        "law",
        "human",
        "right",
        "including",
        "person",
        "publish",
        "establish",
        "adopt",
        "require",
        "order",
        "accordance",
        "with",
        "conduct",
        "bring",
        "justice",
        "responsible",
        "national",
        "legislation",
        "committee",
        "council",
        "ministry",
        "parliament",
        "court",
        "prosecutor",
        "office",
        "urge",
        "call",
        "upon",
        "request",
        "allow",
        "access",
        "measure",
        "make",
        "public",
        "within",
        "month",
        "year",
        "open",
        "create",
        "introduce",
        "amend",
        "ratify",
        "implement",
        "system",
        "mechanism",
        "policy",
        "practice",
        "standard",
        "obligation",
        "article",
        "train",
        "training",
        "officer",
        "official",
        "training",
        "body",
        "register",
        "annual",
        "report",
        "every",
        "each",
        "date",
        "until",
        "following",
        "before",
        "after",
        "according",
        "appropriate",
        "available",
        "support",
        "respect",
        "review",
        "without",
        "delay",
        "body",
        "general",
        "public",
    ]
)


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
            if s not in _REFORM and s not in who and len(s) > 4
        ]
        if not stems:
            continue
        known = [s for s in stems if s in rest or s[:4] in reduced]
        if not known or (len(stems) >= 6 and len(known) / len(stems) < 0.12):
            start, end = _first_sentence(facts, each)
            yield Hit(
                start,
                min(end, start + 120),
                f"Nothing before treats this subject ({', '.join(sorted(stems, key=len, reverse=True)[:3])}).",
                "Add the finding that it follows from, or leave it out.",
            )


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
            if s not in _REFORM
        }
        words = Counter(
            w for w in re.findall(r"[^\W\d_]{5,}", facts.text[section.start : section.end].lower())
        )
        own = {w for w, n in words.most_common(60) if everywhere[w] <= max(1, len(sections) // 2)}
        candidates = {s[:4] for s in title | own if s not in _REFORM}
        if len(candidates) >= 2 and not candidates & reduced:
            yield Hit(
                section.start,
                min(section.end, section.start + len(section.label)),
                f"No recommendation takes up “{section.label}”.",
                "Add a recommendation, or say why none follows.",
            )
