"""What was left in a text that doesn't belong: notes to the layouter, another language, another State."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from probanda.audit.document import Block
from probanda.audit.facts import Facts
from probanda.audit.reading.language import language_of
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.words import words

__all__: list[str] = []

_LEFT = re.compile(
    r"\[(?:insert|add|put|place|check|verify|confirm|todo|to do|tbc|tbd|tba|to be (?:added|confirmed|checked"
    r"|completed|updated|translated|inserted)|see comment|citation needed|xx+|вставить|добавить|проверить"
    r"|уточнить|insertar|añadir|agregar|verificar|comprobar|insérer|ajouter|vérifier|à vérifier|à compléter"
    r"|əlavə et|yoxla\w*)(?:\b[^\[\]\n]{0,80})?\]"
    r"|\[(?:photo|picture|image|map|table|chart|figure|graph|logo|quote|comment|source|reference|ref|name|date"
    r"|number|фото|карта|таблица|foto|mapa|cuadro)\??(?: (?:\d{1,3}|here|to come|needed|missing|TBC|тут|здесь"
    r"|aquí|ici))?\]"
    r"|\[[A-Z]{2,3}:\s[^\[\]\n]{3,120}\]|(?:\(|\[)(?:ПРОВЕРИТЬ|УТОЧНИТЬ|ВСТАВИТЬ|VERIFICAR|REVISAR|CHECK"
    r"|VERIFY)\b[^()\[\]\n]{0,80}(?:\)|\])"
    r"|(?<!\w)\?\?(?=\s+(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December"
    r"|(?:19|20)\d\d|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|de (?:enero|febrero|marzo"
    r"|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)))"
    r"|\[(?:note to|comment|footnote|reference|source|photo|date|name)s?\b[^\[\]\n]{0,60}"
    r"(?:missing|needed|:|designer|layouter|editor|to follow|to come)[^\[\]\n]{0,60}\]"
    r"|\((?:insert|add|check|verify) (?:ref|source|foot|note|link|date|name|number|figure|map"
    r"|photo|with)[^()\n]{0,60}\)"
    r"|\b(?:TODO|FIXME|TBC|TBD|TBA)\b(?! [a-z]+ (?:stands|means))|\bX{3,}\b(?! (?:[A-ZА-Я]|century|век))"
    r"|(?<![\w“\"«])XX(?=\s+(?:persons?|people|men|women|children|cases?|prisoners?|detainees?|victims?"
    r"|percent|per cent|%|days?"
    r"|человек|случа\w+|personas?|casos?|personnes))"
    r"|\b(?:page|pages|p\.|paragraph|para\.?|note|footnote|стр\.|página|pág\.|párrafo)\s+(?:XX|__+)(?!\w)"
    r"|\[(?:designer|layouter|layout|editor|author|translator|NB|N\.B\.|note|верстальщик\w*|редактор\w*"
    r"|автор\w*|переводчик\w*"
    r"|maquetador\w*|diseñador\w*|traductor\w*|maquettiste)\s*[:,][^\[\]\n]{2,120}\]"
    r"|(?-i:\[(?:DATE|NAME|PLACE|NUMBER|SOURCE|YEAR|TITLE|FECHA|NOMBRE|LUGAR|ДАТА|ИМЯ|МЕСТО|NOM|LIEU)S?\])"
    r"|(?-i:(?<=,\s)(?:NAME|SURNAME|ИМЯ|ФИО|NOMBRE|NOM)(?=,))"
    r"|\((?:source|ref|reference|date|check|name|number|источник|дата|проверить|fuente|fecha|nombre)\s?\?+\)"
    r"|%{3}[^%\n]{2,120}%{3}|@@[^@\n]{2,120}@@|#{3}[^#\n]{2,120}#{3}"
    r"|\[(?:проверить|уточнить|вставить|добавить|дополнить|comprobar|verificar|revisar|completar|insertar"
    r"|vérifier|compléter|insérer)"
    r"[^\[\]\n]{0,80}\]"
    r"|\b(?:is|are|was|were|by|least|about|than|of) XX\b(?! (?:[A-Z]|century|век))|(?<!\w)\?{3,}"
    r"|\b(?:figure|table|page|section|note|annex|chapter|рис\.|таблица|стр\.|figura|cuadro"
    r"|página)\s\?{1,3}(?!\w)"
    r"|\blorem ipsum dolor\b"
    r"|Error! (?:Reference source not found|Bookmark not defined|No bookmark name given"
    r"|Not a valid)[^.]{0,40}\.?"
    r"|Ошибка! (?:Источник ссылки не найден|Закладка не определена)\.?|¡Error! (?:No se encuentra"
    r"|Marcador)[^.]{0,50}\."
    r"|Erreur ! (?:Source du renvoi|Signet)[^.]{0,40}\.|<<[A-Z][^<>\n]{2,60}>>|\[_{2,}\]"
    r"|\{\{[^{}\n]{1,60}\}\}"
    r"|\bclick (?:or tap )?here to enter text\b|\(insert [^()\n]{2,60}\)|\[\s*(?:X|N)\s*\](?= (?:people"
    r"|persons|cases))",
    re.IGNORECASE,
)
#: What every such leftover holds: the long pattern is tried where one of these stands, and nowhere else.
_SIGN = re.compile(
    r"(?P<opens>[\[(<{¡]|%%%|@@|###)|\?|X{2}|T(?:ODO|BC|BD|BA)\b|FIXME|_{2}|[Ee]rr(?:or|eur) ?!|Ошибка!|NAME|NOM"
    r"|ИМЯ|ФИО|[Ll]orem|[Cc]lick"
)
#: So far before a sign, and so far behind it, what is left in reaches.
_REACH = 16, 140
_BEFORE_NUMERAL = re.compile(
    r"(?:chapter|part|title|article|section|vol(?:ume)?\.?|no\.?|annex|book|session|century|глав\w+|том|част\w+"
    r"|capítulo|título|parte|chapitre|titre|partie)\s\Z",
    re.IGNORECASE,
)
_CASED = re.compile(r"TODO|FIXME|TBC|TBD|TBA|X{3,}")


@rule(
    "layout-note",
    "A note to the layouter or author left in",
    "warning",
    "form",
    "“[insert map here]” or a broken reference tells the reader that nobody read the text before it was"
    " sent.",
    bad=(
        "Three prisons are shown below. [insert map here]",
        "See Error! Reference source not found.",
    ),
    good=("He said that they [the guards] came at night.", "See the map below."),
    accept="When the text quotes such a note.",
)
def layout_note(facts: Facts) -> Iterator[Hit]:
    """Left-over instructions, placeholders and broken references."""
    for found in _left_in(facts.text):
        said = found[0]
        if _CASED.fullmatch(said.upper()) and said != said.upper():
            continue  # "tbd" in small letters may be anything; "xxx" too
        if said.startswith("[") and facts.text[found.start() - 1 : found.start()] in {
            "“",
            '"',
            "«",
            "‘",
        }:
            continue  # somebody's form, quoted
        before = max(found.start() - 12, 0)
        if said == "XXX" and _BEFORE_NUMERAL.search(facts.text, before, found.start()):
            continue  # a Roman thirty
        yield Hit(
            *found.span(),
            f"“{' '.join(said.split())}” was left in the text.",
            "Do what it asks, or take it out.",
        )
    for image in facts.document.images:
        if re.match(r"[A-Za-z]:\\|\\\\|file:", image.description):
            first, last = facts.document.sentence_of(image.position)
            yield Hit(
                first,
                last,
                f"A picture is described by a path of somebody's computer: “{image.description[:100]}”.",
                "Take the path out; it can tell who made the file. Describe the picture in words.",
            )


def _left_in(text: str) -> Iterator[re.Match[str]]:
    """The matches of the long pattern, in order."""
    reached = 0
    for sign in _SIGN.finditer(text):
        at, end = sign.start(), sign.start() + _REACH[1]
        if at < reached:
            continue
        opens = sign["opens"]
        found = (
            _LEFT.match(text, at)
            if opens
            else _LEFT.search(text, max(reached, at - _REACH[0]), end)
        )
        if found:
            reached = found.end()
            yield found


@rule(
    "untranslated",
    "A part in another language",
    "warning",
    "form",
    "Members of a body can't read it, and what can't be read can't be relied on. Quotations with a"
    " translation beside"
    " them, titles of sources and notes are left alone.",
    accept="When the part is the original of a translation that is given.",
)
def untranslated(facts: Facts) -> Iterator[Hit]:
    """Paragraphs and items whose little words are those of another language."""
    document = facts.document
    if document.language == "und":
        return
    for block in document.blocks:
        if block.kind not in {"paragraph", "list-item", "heading", "caption", "cell"}:
            continue
        text = facts.text[block.start : block.end]
        if block.kind == "cell" and (
            len(text.split()) < 6 or not _other_letters(text, document.language)
        ):
            continue
        if (block.kind != "cell" and len(text.split()) < 9) or _in_quotes(text):
            continue
        own = words("little", document.language)
        told = text.lower().split()
        if sum(word in own for word in told) * _OWN >= len(told):
            other = document.language  # plainly: the slower count of every language is spared
        else:
            other = "az" if _AZ.search(text) else language_of(text)
        if other in {"und", document.language} and block.kind == "paragraph":
            yield from _sentence_in_other_letters(facts, block)
        if other in {"und", document.language} or not _clearly(text, document.language, other):
            continue
        yield Hit(
            block.start,
            block.end,
            f"This part is in another language ({other}) than the document ({document.language}).",
            "Translate it, and keep the original in a note or annex if its words matter.",
        )


#: Letters that only Azerbaijani has here, several times.
#: A part in which one word of so many is a little word of the language is plainly in it.
_OWN = 6
_AZ = re.compile(r"(?:[^əƏ]*[əƏ]){4}")


def _sentence_in_other_letters(facts: Facts, block: Block) -> Iterator[Hit]:
    """A sentence in other letters, left in the middle of a paragraph."""
    own = facts.document.language
    for start, end in facts.document.sentences(block):
        said = facts.text[start:end]
        if len(said.split()) < 7 or _in_quotes(said) or not _other_letters(said, own):
            continue
        other = language_of(said)
        if other in {"und", own}:
            continue
        yield Hit(
            start,
            end,
            f"This sentence is in another language ({other}) than the document ({own}).",
            "Translate it, and keep the original in a note or annex if its words matter.",
        )
        return


def _in_quotes(text: str) -> bool:
    """Whether most of a text stands between quotation marks."""
    quoted = sum(
        len(found[0]) for found in re.finditer(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|„[^“]*“", text)
    )
    return quoted > 0.6 * len(text)


def _other_letters(text: str, own: str) -> bool:
    """Whether a text is in other letters than the document's language."""
    cyrillic = len(re.findall(r"[а-яё]", text, re.IGNORECASE))
    letters = sum(map(str.isalpha, text)) or 1
    return (cyrillic < 0.2 * letters) if own == "ru" else (cyrillic > 0.8 * letters)


def _clearly(text: str, own: str, other: str) -> bool:
    """Whether the letters or enough little words speak for the other language."""
    from probanda.audit.words import words

    cyrillic = len(re.findall(r"[а-яё]", text, re.IGNORECASE))
    letters = sum(map(str.isalpha, text)) or 1
    if other == "az":
        return own != "az"
    if (own == "ru") != (other == "ru"):
        return (cyrillic > 0.6 * letters) == (other == "ru")
    said = Counter(word.lower() for word in re.findall(r"[^\W\d_]+", text))
    others, mine = words("little", other), words("little", own)
    theirs = sum(count for word, count in said.items() if word in others - mine)
    ours = sum(count for word, count in said.items() if word in mine - others)
    return theirs >= 3 and theirs > 3 * ours


_RECOMMENDATIONS = re.compile(
    r"recommend|рекомендаци|recomendaci|recommandation|tövsiyə", re.IGNORECASE
)
_CAP = r"[A-ZА-ЯЁÁÉÍÓÚÑÀÂÇÈÊÎÔÛƏİŞÇÖÜĞ][\w'’-]{2,}"
#: Words for a State or its organs, behind which its name stands.
_ORGAN = (
    r"(?:[Rr]epublic|[Ss]tate|[Kk]ingdom|[Gg]overnment|[Aa]uthorities|[Ff]ederation|[Pp]arliament|[Uu]nion"
    r"|[Pp]resident|[Cc]ourts|[Cc]ongress) of (?:the )?(?:(?:Republic|State|Kingdom) of )?"
    r"|(?:[Пп]равительств\w+|[Вв]ласт\w+|[Гг]осударств\w+|[Рр]еспублик\w+|[Пп]арламент\w+|[Пп]резидент\w+"
    r"|[Сс]уд(?:ам|ы)|[Мм]инистерств\w+(?: [а-яё]+){1,3})\s+(?:Республик\w+\s+)?"
    r"|(?:[Gg]obierno|[Ee]stado|[Pp]arlamento|[Cc]ongreso|[Mm]inisterio [Pp]úblico|autoridades"
    r"|[Rr]epública)\s+de\s+(?:la República de )?(?:la )?"
    r"|(?:[Gg]ouvernement|[ÉEée]tat|[Pp]arlement|autorités|[Rr]épublique)\s+(?:de la |du |de l['’]|d['’]"
    r"|de |des )"
)
#: "We recommend that X …", "Se recomienda a X que …".
_ASKED = (
    r"(?:recommend\w*|urg\w+|call\w* (?:up)?on|invit\w+|request\w*|ask\w*)\s+(?:that\s+|to\s+)?(?:the\s+)?"
    r"|(?:рекоменд\w+|призыва\w+|просим)\s+"
    r"|(?:recomend\w+|recomienda\w*|inst\w+|exhort\w+|pid\w+)\s+a\s+|(?:recommand\w+|appel\w+|invit\w+"
    r"|demand\w+)\s+(?:à\s+(?:la\s+|l['’])?|au\s+|que\s+(?:la\s+|le\s+|l['’])?)"
)
_MODAL = (
    r"(?=(?:'s|’s)? (?:[a-zа-яё]+ ){0,2}?(?:to |should|must|shall|needs? to|has to|ought to|is (?:urged"
    r"|called|requested|invited)|следует|должн\w+|обязан\w*|надлежит|необходимо"
    r"|debe\w*|tiene que|devrait|doit|devra)(?!\w))"
)
_STATE = re.compile(
    rf"(?:{_ORGAN})(?P<of>{_CAP}(?: {_CAP})?)|(?:{_ASKED})(?P<asked>(?!(?:Government|State|Republic"
    rf"|Parliament|Kingdom|President|Gobierno|Estado|Congreso|Gouvernement|État|Parlement|Правительств"
    rf"|Парламент)\b){_CAP})(?=\W)"
    rf"|(?:(?:\A|(?<=[.;:!?]\s)|(?<=\n))(?:La |Le |L['’]|El |The )?)(?P<alone>{_CAP}(?: {_CAP})?){_MODAL}"
)
_NO_STATE = re.compile(
    r"(?:Other|Neighbou?ring|Third|Member|Foreign|The|This|That|These|Those|It|They|We|Committee|States?"
    r"|Part(?:y|ies)|Government|Ministry|Parliament|Justice|Interior|Health|Defence|Police|Prison|General"
    r"|Prosecutor|More|All|Every|No|Any"
    r"|Nothing|Each|Such|Access|Donors?|Information|Courts?|Judges?|Lawyers?|Doctors?|Hospitals?"
    r"|Platforms?|Families|Victims?|Council|Assembly|Congress|Union|Nations|Europe|Convention|Protocol"
    r"|Правительств\w*|Министерств\w*|Комитет\w*|Парламент\w*|Прокуратур\w*|Государств\w*|Власт\w*"
    r"|Генеральн\w*|Необходимо|Следует|Всем|Суд\w*|Президент\w*"
    r"|Gobierno|Ministerio|Comité|Parlamento|Fiscalía|Estado|Congreso|Poder|Todas?|Todos|Nada|Gouvernement"
    r"|Ministère|Parlement|État|Parquet|Tou\w+|Autorités|Autoridades)(?!\w)"
)


def _root(name: str, language: str) -> str:
    """A name without the endings of a case."""
    return (
        name[: max(4, len(name) - 2)]
        if language in {"ru", "az"}
        else name.removesuffix("'s").removesuffix("’s")
    )


@rule(
    "other-state",
    "Another State's name where the State party's is meant",
    "warning",
    "form",
    "A recommendation that names a State which the report is not about was copied from another report;"
    " it is read"
    " aloud in the session. A State that the report also treats elsewhere is left alone.",
    accept="When the recommendation is really for that State.",
)
def other_state(facts: Facts) -> Iterator[Hit]:
    """Addressees of recommendations that the rest of the document hardly names."""
    text, language = facts.text, facts.language
    addressed: list[tuple[str, int, int]] = []
    for section in facts.document.sections:
        if not _RECOMMENDATIONS.search(section.title):
            continue
        for found in _STATE.finditer(text, section.start, section.end):
            group = next(name for name in ("of", "asked", "alone") if found[name])
            if not _NO_STATE.match(found[group]):
                addressed.append((found[group], *found.span(group)))
    addressed = list(dict.fromkeys(addressed))
    if not addressed:
        return
    title = facts.document.title or text[:200].partition("\n")[0]
    usual = _own_state(facts, title, [name for name, _, _ in addressed])
    if not usual:
        return  # nothing says which State is the report's
    for name, start, end in addressed:
        root = _root(name, language)
        if (
            root in title
            or root.startswith(_root(usual, language))
            or _root(usual, language).startswith(root)
        ):
            continue
        uses = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(root)}", text)]
        elsewhere = [u for u in uses if not _in_recommendations(facts, u)]
        if not elsewhere and len(uses) <= 2:
            yield Hit(
                start,
                end,
                f"This recommendation names {name}; the report is about {usual}.",
                f"Put {usual}, or take the recommendation out.",
            )


def _in_recommendations(facts: Facts, position: int) -> bool:
    return any(
        s.start <= position < s.end and _RECOMMENDATIONS.search(s.title)
        for s in facts.document.sections
    )


def _own_state(facts: Facts, title: str, addressed: list[str]) -> str:
    """The capitalised word of the title, or the addressee, that the report names most; "" below three times."""
    named: dict[str, int] = {}
    words = re.findall(rf"(?<!\w){_CAP}", title)
    for word in (*words[1:], *words[:1], *addressed):
        if _NO_STATE.match(word) or _RECOMMENDATIONS.search(word):
            continue
        root = _root(word, facts.language)
        named.setdefault(word, len(re.findall(rf"(?<!\w){re.escape(root)}", facts.text)))
    small = {w for w in named if w.lower() in facts.of(_small)}
    listed = {w: n for w, n in named.items() if w not in small}
    usual = max(listed, key=lambda name: listed[name], default="")
    in_title = bool(usual) and _root(usual, facts.language) in title
    if not usual or listed[usual] < (2 if in_title else 3):
        return ""
    return usual if in_title or len(set(addressed)) > 1 else ""


def _small(facts: Facts) -> frozenset[str]:
    """Words that the text also writes with a small letter: these name no State."""
    return frozenset(re.findall(r"(?<![\w])[a-zа-яёəğıöüşçáéíóúñàâèêîôû]{3,}(?!\w)", facts.text))
