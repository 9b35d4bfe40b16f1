"""Recommendations that can't be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.recommendations import recommendations
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.wordfields import first, marks

_VAGUE = re.compile(
    r"(?<!\w)(?:remain seized of|intensify (?:its |their )?support|continue (?:its"
    r"|their) (?:constructive )?(?:engagement|cooperation|dialogue)"
    r"|further improve|address the root causes|create (?:an )?(?:enabling|favourable"
    r"|conducive) (?:environment|conditions)"
    r"|foster (?:a )?(?:dialogue|climate|culture)|seguir (?:avanzando|trabajando|mejorando)"
    r"|continuar (?:avanzando|los esfuerzos)"
    r"|promover un (?:entorno|clima)|entorno favorable|propiciar (?:un |el )?(?:clima|ambiente|diálogo)"
    r"|promover (?:una cultura|el diálogo|el respeto)"
    r"|velar por (?:el|que se)"
    r"|содействовать (?:созданию|развитию|укреплению)|продолж\w+ (?:работу|усилия|диалог)|способствовать"
    r"|создать благоприятн\w+"
    r"|повысить осведомл[её]нность|poursuivre (?:ses|leurs) efforts|favoriser (?:le dialogue|un climat)"
    r"|ensure (?:full )?respect for human rights|consider (?:possible|further"
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
    r"|prosecut(?:e|es|ed|ing|ion of)|exhum\w+|hand over|compensat\w+|abolish|register of|list of|allow"
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
            empty = _empty(facts, each.start, each.end)
            if empty:
                yield Hit(
                    *empty,
                    f"“{facts.quote(*empty)}” can't be checked.",
                    "Name the act, the authority and the day.",
                )
            continue
        rest = facts.text[each.start : found.start()] + " " + facts.text[found.end() : each.end]
        if _CHECKABLE.search(_PARTS.sub(" ", rest)):
            continue
        yield Hit(
            found.start(),
            found.end(),
            f"“{facts.quote(*found.span())}” can't be checked.",
            "Name the act, the authority and the day.",
        )


#: A number that only points into the report.
_PARTS = re.compile(
    r"(?<!\w)(?:chapters?|sections?|parts?|paragraphs?|paras?\.?|annex\w*|глав\w+|раздел\w+|пункт\w+"
    r"|част\w+|capítulos?|secci\w+|párrafos?|chapitres?|paragraphes?)\s+[\dIVX.,–-]+",
    re.IGNORECASE,
)
#: Turns that say it all: "make every effort", "do everything", "adopt a constructive attitude".
_WHOLE = re.compile(
    r"(?:make|making|do|doing|spar\w+|adopt\w*|step\w*|act|be|find|giv\w+|work\w*|сделать|обратить|hacer"
    r"|dar|faire|adopter)\s.*\w",
    re.IGNORECASE,
)
#: Between a hollow verb and what it is done to.
_GAP = 70


def _empty(facts: Facts, start: int, end: int) -> tuple[int, int] | None:
    """A hollow verb and an abstract thing, where the recommendation has nothing that can be counted or seen."""
    text = facts.text
    if re.search(r"\d", text[start:end]) or first(facts, "concrete", start, end):
        return None
    if end - start > 420:
        return None
    for verb in marks(facts, "hollow", start, end):
        if (
            text[max(start, verb.start - 5) : verb.start]
            .lower()
            .rstrip()
            .endswith(("not", "не", "no"))
        ):
            continue
        if _WHOLE.match(text, verb.start, verb.end):
            return verb.start, verb.end
        for thing in marks(facts, "abstract", verb.end, min(end, verb.end + _GAP)):
            if not re.search(r"[.;:]", text[verb.end : thing.start]):
                return verb.start, thing.end
    return None
