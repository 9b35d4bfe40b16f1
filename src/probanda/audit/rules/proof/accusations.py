"""Words of grave acts and of those who are accused of them; what settles an accusation, what accuses nobody."""

from __future__ import annotations

import re

from probanda.audit.facts import Facts
from probanda.audit.lexicon import field

_GRAVE = re.compile(
    r"(?<!\w)(?:tortur\w+|rape[ds]?|raping|execut(?:ed|ing|ion|ions)|murder\w*|behead\w+"
    r"|massacr\w+|mutilat\w+|burn(?:ed|t) alive|kill(?:ed|ing|ings)|slaughter\w*|desecrat\w+"
    r"|enslav\w+|abduct\w+|electrocut\w+|beat(?:en|ings?)?|shot (?:dead|the|an?|two|three|four|five|six|him"
    r"|her|them|\d+|civilians"
    r"|prisoners)|sexually (?:abused|assaulted)"
    r"|избива\w+|избил\w*|насилова\w+|насилу\w+|расстрел\w+|похи(?:щ|т)\w+|пыта(?!\w*с[ья]\b)\w+|пытк\w+"
    r"|изнасилова\w+|казн\w+|убива\w+|убил\w*|сжига\w+|сожг\w+|обстрел\w+|устроил\w* резню|уничтожил\w*"
    r"|угнал\w*|застрелил\w*|обезглав\w+|tortur\w+|golpe(?:ó|aron)|mat(?:ó|aron)|secuestr(?:ó|aron)"
    r"|dispar(?:ó|aron)|amenaz(?:ó|aron)"
    r"|fusilaron|quemaron"
    r"|violaron|violó|ejecut(?:ó|aron)|quem(?:ó|aron)|fusil(?:ó|aron)|asesin\w+|decapit\w+|torturé\w*"
    r"|violé\w*|exécuté\w*"
    r"|assassin\w*|işgəncə\w*|qətl\w*)(?!\w)",
    re.IGNORECASE,
)


_FORCE = re.compile(
    r"(?<!\w)(?:[A-Z]\w+(?:n|an|ian|ese|ish|i)\s)?(?:soldiers|troops|[Bb]rigade|[Bb]attalion"
    r"|[Rr]egiment|[Dd]ivision|unit|forces|army|military"
    r"|police(?:men| officers)?|guards?|servicemen|officers|militia\w*|fighters|[Ss]ecurity "
    r"[Ss]ervices?|[Ii]ntelligence [Ss]ervices?|[Bb]order [Gg]uards?|[Nn]ational [Gg]uard|authorities"
    r"|commanders?|agents|gendarmes|rebels|separatists|warders"
    r"|interrogators|investigators"
    r"|[Сс]олдат\w*|[Вв]оенн\w+"
    r"(?! (?:действи|преступлен|положени|врем|служб|суд))"
    r"|[Аа]рми\w+|[Пп]одразделени\w+|[Сс]лужб\w+ безопасности|[Бб]оевик\w*"
    r"|[Пп]ограничн\w+ служб\w+|[Пп]олиц\w+|[Пп]олицейск\w+|[Сс]иловик\w*|войск\w*|[Сс]отрудник\w*"
    r"|[Оо]хранник\w*"
    r"|soldados|policías|fuerzas|agentes|militares|[Ee]jército|[Pp]olicía|brigada|batallón|guardias?"
    r"|soldats|policiers|forces|gardes"
    r"|əsgər\w+|polis\w*)(?!\w)"
)


_ASKING = re.compile(
    r"(?<!\w)(?:liable|(?:an?|any|every|each|no) (?:soldier|officer|guard|official|person|policeman"
    r"|commander) who \w+s|commits an? (?:crime|offence)|should|shall|must|prohibit\w*|definition|article"
    r"|Article|whether"
    r"|if|если|si (?:el|la|los|las|un|una)|accountab\w+|prosecut\w+|investigat(?!or)\w+"
    r"|crime (?:of|under)|(?:is|are|as) (?:a "
    r"|an )?(?:crimes?|offences?|punishable|criminal|forbidden|banned)"
    r"|under section|section \d+|punishable|punishes|forbids?|act of|acts of|запрещ\w+"
    r"|уголовн\w+|наказыва\w+"
    r"|преступлением|delito|prohíb\w+|castig\w+|requires?"
    r"|obligation)(?!\w)|\?\Z"
)
_SETTLED = re.compile(
    r"(?<!\w)(?:court|convicted|found guilty|judgment|verdict|sentenced|forensic\w*"
    r"|autops\w+|confirmed by|video|footage|admitted|acknowledged|confess\w+|pleaded"
    r"|reasonable grounds|решени\w+ суда|говорится в|признал\w*|reconoci\w+|a reconnu|осужд\w+|приговор\w*"
    r"|condenad\w+"
    r"|sentencia|tribunal|condamné\w*)(?!\w)",
    re.IGNORECASE,
)


def asking(facts: Facts, start: int, end: int) -> bool:
    """Law, calls and questions accuse nobody."""
    return bool(_ASKING.search(facts.text[start:end]))


def settled(facts: Facts, start: int, end: int) -> bool:
    """Whether a court, an examination or a recording has settled what a sentence says."""
    return bool(_SETTLED.search(facts.text, start, end))


def grave_act(facts: Facts, start: int, end: int) -> re.Match[str] | None:
    """The first word of a sentence for a grave act: told as done, or as suffered."""
    found = [
        match
        for match in (
            _GRAVE.search(facts.text, start, end),
            field("did", facts.language).search(facts.text, start, end),
            field("done", facts.language).search(facts.text, start, end),
        )
        if match
    ]
    return min(found, key=lambda match: match.start()) if found else None


def force(
    facts: Facts, start: int, end: int, act: re.Match[str] | None = None
) -> re.Match[str] | None:
    """Those who hold power or arms, where a sentence makes them the doers: before the act, or behind "by"."""
    act = act or grave_act(facts, start, end)
    lead = facts.text[start : act.start()] if act else ""
    if _DENIED.search(lead):
        return None
    suffered = bool(_PASSIVE.search(lead))  # "two constables were beaten": they are no doers
    for match in _forces(facts, start, end):
        before = facts.text[max(start, match.start() - 40) : match.start()]
        if act is None or (match.start() < act.start() and (not suffered or _BY.search(before))):
            return match
        if _BY.search(facts.text[max(act.end(), match.start() - 40) : match.start()]):
            return match
        if _INSTRUMENTAL.fullmatch(match.group().split()[-1]) and not _PLACE.search(before):
            return match
    return None


_PASSIVE = re.compile(
    r"(?<!\w)(?:was|were|been|being|fue|fueron|été|был[иао]?)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE
)
_DENIED = re.compile(
    r"(?<!\w)(?:no|nobody|none|никто|никого|ning[uú]n\w*|nadie|aucune?|personne)\s+(?:\w+\s+){0,3}\Z",
    re.IGNORECASE,
)


def _forces(facts: Facts, start: int, end: int) -> list[re.Match[str]]:
    found = [
        *_FORCE.finditer(facts.text, start, end),
        *field("force", facts.language).finditer(facts.text, start, end),
    ]
    return sorted(found, key=lambda match: match.start())


#: Who did it, behind a passive: "by", "por", "par", and the instrumental of Russian.
_BY = re.compile(
    r"(?<!\w)(?:by|at the hands of|from|por|a manos de|de los?|par|tərəfindən"
    r"|со стороны)\s+(?:\w+\s+){0,4}\Z",
    re.IGNORECASE,
)
#: "In the guard room" ends as the instrumental does, and nobody did it.
_PLACE = re.compile(r"(?<!\w)(?:в|во|на|о|об|при)\s+\Z", re.IGNORECASE)
_INSTRUMENTAL = re.compile(r"[а-яё]+(?:ами|ями|ыми|ими|ом|ем|ой|ей)", re.IGNORECASE)


GRAVEST = re.compile(
    r"(?<!\w)(?:venden? órganos|trata de órganos|vend\w+ (?:d\W)?organes|продава\w+ "
    r"органы|genocid\w+|ethnic cleansing|organ (?:trade|trading|trafficking|harvesting"
    r"|transplant\w*)|(?:trade|trafficking|harvesting|sale|removal) (?:in|of) (?:human "
    r")?organs|organs (?:of|were|was|are)(?: \w+){0,6} (?:transplanted|sold|removed"
    r"|harvested|taken)|(?:kidneys|livers|hearts|organs) of [^.;]{2,40}? (?:were|was|are) (?:removed|sold"
    r"|taken|harvested|transplanted)"
    r"|nerve gas|chemical (?:weapons?|attacks?)|poison gas|sarin|mass graves? of \d+|sexual slavery"
    r"|sex(?:ual)? slav\w+|exterminat\w+|crimes? "
    r"against humanity|mass murder|concentration camps?|mass executions?|death camps?"
    r"|human experiment\w*|cannibalism"
    r"|геноцид\w*|этническ\w+ чистк\w+|торг\w+ (?:человеческими )?органами|изъят\w+ "
    r"органов|сексуальн\w+ рабств\w+|истреблен\w+|концлагер\w*|genocidio|limpieza "
    r"étnica|tráfico de órganos|esclavitud sexual|exterminio|génocide|nettoyage ethnique"
    r"|trafic d'organes|esclavage sexuel|extermination|soyqırım\w*|etnik təmizləmə\w*)(?!\w)",
    re.IGNORECASE,
)
