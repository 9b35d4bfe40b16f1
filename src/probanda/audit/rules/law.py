"""Treaties: articles that don't exist or stay unnamed, quotations, parties, elements that nothing supports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit import law_data
from probanda.audit.extract.provisions import provisions, treaties
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.speakers import speaker_of
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, NotChecked, rule
from probanda.audit.voice import own_sentences


@rule(
    "provision-unknown",
    "A provision that doesn't exist",
    "error",
    "law",
    "An article that the treaty hasn't, or a paragraph that the article hasn't, "
    "is checked by every lawyer of the other side first.",
    bad=(
        "The State violated article 35 of the Convention against Torture.",
        "See article 2, paragraph 5, of the Convention against Torture.",
    ),
    good=(
        "The State violated article 16 of the Convention against Torture.",
        "Article 309 of the Criminal Code punishes abuse of office.",
    ),
)
def provision_unknown(facts: Facts) -> Iterator[Hit]:
    """Look every article up in the table of treaties."""
    known = treaties()
    for each in facts.of(provisions):
        treaty = known[each.treaty]
        for article, paragraph in each.articles:
            if not 1 <= article <= treaty.articles:
                yield Hit(
                    each.start,
                    each.end,
                    f"The {treaty.name} has {treaty.articles} articles; there is "
                    f"no article {article}.",
                    "Check the article and the treaty.",
                    severity="warning" if each.guessed else None,
                )
            elif (
                paragraph
                and article in treaty.paragraphs
                and paragraph > treaty.paragraphs[article]
            ):
                last = treaty.paragraphs[article]
                yield Hit(
                    each.start,
                    each.end,
                    f"Article {article} of the {treaty.name} has {last} paragraph{'s' if last > 1 else ''}; "
                    f"there is no paragraph {paragraph}.",
                    "Check the paragraph.",
                    severity="warning" if each.guessed else None,
                )


_UNNAMED = re.compile(
    r"(?<!\w)(?:(?:the\s+)?(?:Convention|Covenant|Protocol|Statute|Charter)\s+(?:in|under|at)\s+(?:several|many|various|some|more than one|a number|most)\s+(?:of its\s+)?(?:articles?|provisions?|points|respects)"
    r"|(?:the\s+)?(?:relevant|applicable|pertinent|corresponding|respective)\s+(?:provisions|norms|rules|articles|standards)\s+of\s+(?:the\s+)?international\s+(?:humanitarian\s+|human rights\s+|criminal\s+)?law"
    r"|(?:distint[oa]s|vari[oa]s|divers[oa]s|otr[oa]s|numeros[oa]s|algun[oa]s|ciert[oa]s)\s+(?:artículos|disposiciones|normas|preceptos)\s+(?:de la Convención|del Pacto|del Convenio|del Protocolo)"
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
                r"|translat\w+|publish\w*|domestic|discuss\w*|seminar|lecture\w*|course\w*|handbook|applied|which articles"
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
    """Ask who was bound, where data are held."""
    yield from law_data.not_party(facts)


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
    """Compare treaty quotations with fingerprints, where data are held."""
    yield from law_data.quotations(facts)


#: Elements of two definitions and the words that would support each, whatever the report's finding.
_ELEMENTS = {
    "torture": (
        re.compile(r"(?<!\w)(?:tortur\w+|пыт\w+|tortur\w*)(?!\w)", re.IGNORECASE),
        re.compile(
            r"Convention against Torture|\bCAT\b|article 1\b|definition of torture"
            r"|Конвенци\w+ против пыток|Convención contra la Tortura|Convention contre "
            r"la torture",
            re.IGNORECASE,
        ),
        (
            (
                "severe pain or suffering",
                r"suffocat\w*|drown\w*|cut\w*|strangl\w*|pain|suffer\w*|injur\w*|beat\w*"
                r"|lost (?:his|her|their|an)|frostb\w+|brok\w+|romp\w+|слома\w+|потерял\w*|cass[ée]\w*|burn\w*"
                r"|shock\w*|electr\w*|wound\w*"
                r"|fractur\w*|asphyxia\w*|hung|suspend\w*|kick\w*|punch\w*|sleep|starv\w*"
                r"|humiliat\w*|боль|страдан\w*|изби\w*|dolor\w*|sufrimient\w*|golpe\w*"
                r"|douleur\w*|souffranc\w*|batt\w*|coups",
            ),
            (
                "intent",
                r"to (?:obtain|extract|get|make|force|punish|sign)|intent\w*|deliberate\w*"
                r"|intended|order(?:ed|s)|systematic\w*|purpose\w*"
                r"|in order to|so that|to force|to make|planned|repeatedly|because"
                r"|until (?:he|she|they)|чтобы|para (?:que|obtener|hacer)|afin d\w*|pour (?:obtenir|faire)"
                r"|умышлен\w*"
                r"|намерен\w*|intencion\w*|deliberad\w*|intention\w*|délibér\w*",
            ),
            (
                "a purpose (information, confession, punishment, intimidation, discrimination)",
                r"to (?:sign|obtain|extract|get|make|force|find out|learn)|until (?:he|she|they)|signature"
                r"|чтобы (?:получить|узнать|заставить|он|она|наказать|запугать)|para (?:que|obtener|castigar)"
                r"|because"
                r"|confess\w*"
                r"|information|interrogat\w*|asked (?:for|about|who|where)|questions?|names of|punish\w*"
                r"|intimidat\w*|coerc\w*"
                r"|discriminat\w*|revenge|reprisal\w*|retaliat\w*|to force|to make "
                r"(?:him|her|them)|to obtain|to extract|because (?:of )?(?:his|her"
                r"|their)|признани\w*|сведени\w*|наказ\w*|запуг\w*|допрос\w*|confes\w*"
                r"|castig\w*|intimid\w*|interrog\w*|aveu\w*|puni\w*",
            ),
            (
                "a public official's part",
                r"official\w*|officer\w*|police\w*|soldier\w*|guard\w*|forces|army"
                r"|military|authorit\w*|State|commander\w*|warder\w*|investigator\w*"
                r"|servicem\w*|agent\w*|government|полиц\w*|сотрудник\w*|военн\w*"
                r"|власт\w*|policía\w*|agente\w*|funcionari\w*|soldado\w*|policier\w*"
                r"|gardien\w*|fonctionnaire\w*|следовател\w*|надзирател\w*|охранник\w*|солдат\w*|конвои\w*"
                r"|оперативник\w*|custodio\w*|guardia\w*|militar\w*|marine\w*|gendarm\w*|soldat\w*",
            ),
        ),
    ),
    "enforced disappearance": (
        re.compile(
            r"(?<!\w)(?:enforced disappearance\w*|forcibly disappeared|насильственн\w+ "
            r"исчезновени\w+|desaparici\w+ forzad\w+|disparition\w* forcée\w*)(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(r"."),
        (
            (
                "deprivation of liberty",
                r"arrest\w*|detain\w*|detention|took|led (?:him|her|them)? ?away"
                r"|pulled|pushed|dragged|held|hold\w*|jail\w*|imprison\w*|увел\w*|увез\w*|забра\w+|арест\w+|удержив\w+"
                r"|llev\w+|captur\w*|detuv\w*|secuestr\w*|emmen\w+|abduct\w*|captur\w*|custody|prison\w*"
                r"|taken|seized|kidnap\w*|задерж\w*|похищ\w*|deten\w*|arrêt\w*|enlev\w*",
            ),
            (
                "the State's part",
                r"official\w*|officer\w*|police\w*|soldier\w*|guard\w*|forces|army"
                r"|military|authorit\w*|State|agent\w*|acquiescence|government|полиц\w*"
                r"|военн\w*|власт\w*|ejército|militar\w*|policía\w*|agente\w*|autoridad\w*|armée|gendarm\w*"
                r"|policier\w*|soldat\w*|autorité\w*",
            ),
            (
                "refusal to acknowledge, or concealment",
                r"refus\w*|den(?:y|ied|ies|ial)|conceal\w*|hid(?:e|den|ing)?|whereabouts"
                r"|no information|not (?:been )?(?:told|informed|provided)|fate|unknown"
                r"|secret\w*|unacknowledged|incommunicado|скрыва\w*|отказ\w*|неизвестн\w*"
                r"|paradero|localizad\w*|desconoc\w*|sin noticias|desaparecid\w*|se ignora|ocult\w*|niega\w*"
                r"|neg\w+|sort|dissimul\w*",
            ),
        ),
    ),
}


@rule(
    "elements-unsupported",
    "An element of a definition that the text never supports",
    "warning",
    "law",
    "Who says torture within the meaning of article 1 needs severity, intent, purpose "
    "and an official's part; who says enforced"
    " disappearance needs deprivation of liberty, the State's part and concealment. "
    "The rule only asks whether words for each stand anywhere.",
    bad=(
        "The beatings were torture within the meaning of article 1 of the Convention "
        "against Torture. The neighbours beat him, causing severe pain.",
    ),
    good=(
        "The beatings were torture within the meaning of article 1 of the Convention "
        "against Torture. Police officers deliberately beat him until he confessed, "
        "causing severe pain.",
    ),
)
def elements_unsupported(facts: Facts) -> Iterator[Hit]:
    """Look for words that support each element of what is claimed."""
    sentences = own_sentences(facts)
    for name, (claim, frame, elements) in _ELEMENTS.items():
        claims = [
            (s, m)
            for s in sentences
            for m in [claim.search(facts.text, s[0], s[1])]
            if m and _asserted(facts, s[0], s[1], name)
        ]
        if not claims or not (frame.search(facts.text) or len(facts.text) < 4000):
            continue
        claimed = {(s[0], s[1]) for s, _ in claims}
        rest = " ".join(
            _LEGAL.sub(" ", facts.text[a:b]) if (a, b) in claimed else facts.text[a:b]
            for a, b, _ in sentences
            if not _definition(facts, a, b)
        )
        missing = [
            label
            for label, words in elements
            if not re.search(rf"(?<!\w)(?:{words})(?!\w)", rest, re.IGNORECASE)
        ]
        if missing:
            _, first = claims[0]
            yield Hit(
                first.start(),
                first.end(),
                f"“{first.group()}” is claimed, but nothing in the text speaks for "
                f"{' nor '.join(missing)}.",
                "Say what supports the element, or claim what is supported.",
                severity="note" if len(facts.text) > 20000 else None,
            )


_LEGAL = re.compile(
    r"Convention against Torture[^.,;]*|State [Pp]art(?:y|ies)|within the meaning of[^.,;]*"
)


_TORTURED = re.compile(
    r"(?<!\w)(?:(?:was|were|been|being|is|are|and)\s+(?:\w+\s+)?tortured|tortured\s+(?:him"
    r"|her|them|the|\w+\s\w+)"
    r"|(?:amount\w*|amounting)\s+to\s+torture|constitut\w+\s+(?:\w+\s+)?torture|acts?\s+of\s+torture"
    r"|subjected\s+to\s+(?:\w+\s+)?torture"
    r"|(?:was|were|is|are)\s+torture|torture\s+(?:was|were|is|has been|took place)"
    r"|victims?\s+of\s+torture|meets?\s+the\s+definition\s+of\s+torture"
    r"|constituent\s+(?:des\s+actes\s+de\s+|la\s+)?torture"
    r"|подверг\w+\s+пытк\w+|пытали|(?:явля\w+|представля\w+(?: собой)?|составля\w+|равносильн\w+"
    r"|квалифициру\w+ как|есть|стал\w*|был\w*|приравнива\w+ к)\s+(?:\w+\s+)?пытк\w+"
    r"|víctimas?\s+de\s+tortura|fu\w+\s+torturad\w+"
    r"|constituy\w+\s+tortura|torturé\w*)(?!\w)",
    re.IGNORECASE,
)


#: "Amounted to torture as the Convention defines it" claims it, whatever else it says of the definition.
_CLAIMED = re.compile(
    r"(?<!not )(?<!never )(?<!\w)(?:amounted to|constituted|was|were|is|are|явля\w+|представля\w+"
    r"|constituye\w*|constituyó|fue|constitue\w*)\s+(?:\w+\s+)?(?:torture|пытк\w+|tortura)(?!\w)",
    re.IGNORECASE,
)


def _asserted(facts: Facts, start: int, end: int, name: str) -> bool:
    """Whether a sentence claims it in the author's own voice."""
    text = facts.text[start:end]
    if name == "torture" and not _TORTURED.search(text):
        return False
    if (_definition(facts, start, end) and not _CLAIMED.search(text)) or re.search(
        r"(?<!\w)(?:denies|denied|deny|no torture|should|recommend\w*|said that|states? that|(?:do|does"
        r"|did) not (?:say|claim|hold|find"
        r"|assert|amount))(?!\w)",
        text,
    ):
        return False
    return not speaker_of(facts, start, end).name


def _definition(facts: Facts, start: int, end: int) -> bool:
    """Whether a sentence sets out the law rather than facts."""
    return bool(
        re.search(
            r"(?<!\w)(?:is defined|defined as|means "
            r"any act|defines|the term|prohibits?|requires? "
            r"(?:that|States)|elements? of|under article 1,|provides that|for the "
            r"purposes of)(?!\w)",
            facts.text[start:end],
            re.IGNORECASE,
        )
    )
