"""The parts that a report needs: a length the body takes, a summary, a method, contents, described pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.tables import table
from probanda.audit.wordfields import marks

__all__: list[str] = []

_SUMMARY = re.compile(
    r"summary|in brief|brief(?:ly)? (?:overview|put)|in short|highlights|the report in|main (?:findings"
    r"|points|results)|коротко|кратко|главное|en breve|en síntesis|l['’]essentiel|qısaca|abstract"
    r"|key (?:findings|points|messages)|overview|at a glance|резюме"
    r"|краткое (?:содержание|изложение)"
    r"|аннотация|основные выводы|resumen|síntesis|résumé|synthèse|en bref|xülasə|qısa məzmun",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"method|how (?:we|this|the|it|our)|sources? (?:of|and)|about this (?:report|survey|study)|scope of"
    r"|terms of reference|standards? of proof|mandate"
    r"|data collection|(?:rests|based|built|draws) (?:up)?on|basis of (?:this|the) report|approach"
    r"|how .{0,30}(?:report|information|data|interviews)"
    r"|методолог|методик|метод\w* (?:работ|исследован|сбор)|источник\w*|как (?:мы|собирал|готовил|составл"
    r"|проводил|создавал|работал)|о том, как|о докладе"
    r"|об этом докладе|основа доклада|порядок (?:сбора|работы)|на ч[её]м основан"
    r"|metodolog|método|fuentes|cómo (?:se|trabaj|hicimos|elabor)|base (?:del|de este) informe"
    r"|sobre este informe|enfoque|alcance"
    r"|méthod|sources|comment (?:nous|ce|cette|l)|démarche|à propos de ce rapport|approche|metod|mənbələr",
    re.IGNORECASE,
)
#: Methods of those whom the report accuses are none of its own.
_OTHERS_METHODS = re.compile(
    r"tortur|interrogat|kill|punish|execut|abuse|treatment|violence|repress|пыт|допрос|убийств|насили"
    r"|наказан|избиен|репресс|tortura|interrogatorio|asesin|castig|represi"
    r"|torture|interrogatoire|meurtre|répress|həbs|işgəncə",
    re.IGNORECASE,
)
_METHOD_SAID = re.compile(
    r"\b(?:(?:we|the (?:commission|mission|team|authors|researchers"
    r"|organi[sz]ation))\s+(?:\w+\s+){0,2}?(?:asked|spoke|talked|heard|met|interviewed|visited|questioned"
    r"|surveyed|collected|gathered"
    r"|examined|compared)\s+(?:to |with )?(?:\w+\s+){0,3}?(?:\d+|persons?|people|witness\w*|residents"
    r"|survivors|families|relatives|accounts|statements|registers|documents|testimon\w+)"
    r"|(?:опрос\w+|опрошен\w*|побеседова\w+|изучен\w*|собран\w*)\s+(?:\w+\s+){0,3}?(?:\d+|свидетел\w+"
    r"|человек|родственник\w*|жител\w+|показани\w+|документ\w*)"
    r"|(?:entrevistamos|entrevistó|hablamos con|recogimos|visitamos|examinamos"
    r"|escuchamos)\s+(?:\w+\s+){0,3}?(?:\d+|personas|testigos|familiares|víctimas|testimonios|expedientes)"
    r"|(?:nous avons|l['’]équipe a|la (?:mission|commission) a)\s+(?:interrogé|rencontré|entendu|visité"
    r"|recueilli|examiné)"
    r"|this (?:report|submission|document|study) (?:is|was|are) (?:based|prepared|compiled)|(?:is"
    r"|was|are) based on"
    r" (?:interviews|information|testimon|research|data|desk|documentation|monitoring)|methodology"
    r"|we (?:interviewed"
    r"|spoke with|spoke to)|(?:interviewed|conducted|carried out) \w+[\w ]{0,30}interviews|interviews were"
    r"|доклад (?:основан|подготовлен)|отч[её]т (?:основан|подготовлен)|методология|был[ио]? (?:проведен"
    r"|опрошен)\w*"
    r"|el (?:presente )?informe se (?:basa|elaboró)|metodología|se (?:realizaron|entrevist)\w*"
    r"|ce rapport (?:se fonde"
    r"|repose|est basé)|méthodologie|metodologiya|hesabat\w* .{0,40}əsaslan\w+)",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"list of (?:chapters|sections|parts|contents)|overview of (?:chapters|the report)|chapters"
    r"|список глав|перечень (?:глав|разделов)|lista de capítulos|liste des chapitres"
    r"|(?:table of )?contents|in this (?:report|document)|inside this report|содержание|оглавление|índice"
    r"|contenido|sommaire|table des matières|mündəricat",
    re.IGNORECASE,
)
_FINDINGS = re.compile(
    r"\b(?:interview\w*|respondents?|testimon\w+|survivors?|cases? (?:of|were)|detainees?|victims?"
    r"|опрошен\w*|интервью"
    r"|свидетел\w*|задержанн\w*|entrevist\w*|testimonio\w*|víctimas?|entretien\w*|témoin\w*|müsahibə\w*"
    r"|şahid\w*)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\bjoint (?:submission|report|stakeholder)|joint\b|совместн\w+|conjunt[ao]|conjointe?",
    re.IGNORECASE,
)
#: A number, or the word "picture", is no description.
_NO_WORDS = re.compile(
    r"[\W\d]*(?:(?:IMG|DSCN?|DSCF|PXL|MVI|VID|PIC|P10|SAM|GOPR|WA|FB_IMG|WhatsApp Image|Screen ?shot"
    r"|Screenshot|Снимок экрана|Captura de pantalla"
    r"|Capture d['’]écran|scan|unnamed|image|photo|foto)[\W\d_]*(?:at|um|a las|в|à)?[\W\d_]*(?:\.(?:jpe?g"
    r"|png|gif))?|images?|pictures?|photos?|img|figures?|charts?|graphs?|maps?|untitled|imagen|foto"
    r"|gráfico"
    r"|figura|mapa|рисунок|рис"
    r"|фото|изображение|карта|photo|graphique|carte)?[\W\d]*",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"[A-Za-z]:\\|\A(?:/|\\\\|file:)\S+|\.(?:jpe?g|png|gif|bmp|tiff?|emf|wmf|svg)\Z", re.IGNORECASE
)


def _words(facts: Facts) -> tuple[int, int]:
    """Words of the body alone, and with notes and tables."""
    body = whole = 0
    for block in facts.document.blocks:
        count = len(facts.text[block.start : block.end].split())
        whole += count
        if block.kind not in {"footnote", "cell", "contents", "figure", "running"}:
            body += count
    return body, whole


def _top(facts: Facts) -> tuple[int, int]:
    """The first block: where findings on the whole document stand."""
    blocks = facts.document.blocks
    first = next((each for each in blocks if each.kind == "title"), blocks[0] if blocks else None)
    return (first.start, first.end) if first else (0, 0)


def _bodies() -> dict[str, dict[str, Any]]:
    bodies: dict[str, dict[str, Any]] = table("data/limits.yaml")["bodies"]
    return bodies


_SENTENCE = re.compile(r"[a-zа-яё]\W*\.\s*\Z")
_ADDRESSED = re.compile(
    r"(?:submi\w+|report|presented|addressed|information|communication|letter|материал\w*|доклад\w*"
    r"|представл\w+|обращени\w+"
    r"|inform\w*|presentad[oa]|rapport|présenté|soumis\w*)[^.]{0,60}(?:to|for|of|для|в|перед|ante|al?|au"
    r"|à)?\s*(?:the\s+|un\s+|united nations\s+|el\s+|le\s+)?\Z"
    r"|\bto:?\s+(?:the\s+)?\Z"
)


def _addressee(facts: Facts) -> dict[str, Any] | None:
    """The body that a report is addressed to: the first named on its cover or in its first lines."""
    document = facts.document
    end = (
        document.sections[0].start
        if document.sections and document.sections[0].start > 200
        else 1500
    )
    head = f"{document.title}\n{facts.text[: min(end, 2500)]}".lower()
    # on the cover a name is enough; in a sentence the text must say that it is sent there
    prose = (
        b.start
        for b in document.blocks
        if b.kind == "paragraph" and _SENTENCE.search(facts.text, b.start, b.end)
    )
    titled = len(document.title) + 1 + next(prose, 400)
    found: list[tuple[int, dict[str, Any]]] = []
    for body in _bodies().values():
        for name in str(body["called"]).split("|"):
            words = re.escape(name.strip()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
            for place in re.finditer(rf"(?<!\w){words}(?!\w)", head):
                lead = head[max(0, place.start() - 90) : place.start()]
                if place.start() < titled or _ADDRESSED.search(lead):
                    found.append((place.start(), body))
                    break
    return min(found, key=lambda each: each[0])[1] if found else None


@rule(
    "over-length",
    "Longer than the body takes",
    "warning",
    "form",
    "A body that limits submissions may cut, return or ignore what is longer. Words are counted with"
    " headings, and"
    " once more with notes and tables, because bodies count differently.",
    accept="When the secretariat agreed to the length.",
)
def over_length(facts: Facts) -> Iterator[Hit]:
    """Words against the limit of the body that the report is addressed to."""
    body = _addressee(facts)
    if body is None:
        return
    alone, whole = _words(facts)
    limit = body["words"]
    if limit and body.get("joint") and _JOINT.search(facts.text[:2500]):
        limit = body["joint"]
    start, end = _top(facts)
    if limit is None:
        return
    if alone > limit:
        yield Hit(
            start,
            end,
            f"{alone:,} words ({whole:,} with notes and tables); the {body['name']} takes {limit:,}"
            f" ({body['source']}).",
            "Shorten it, or move parts into annexes if the body takes them.",
        )
    elif whole > limit:
        yield Hit(
            start,
            end,
            f"{alone:,} words, but {whole:,} with notes and tables; the {body['name']} takes {limit:,}.",
            "Ask whether notes count.",
            severity="note",
        )


@rule(
    "limit-unknown",
    "No limit of length known",
    "note",
    "form",
    "A body may have a limit that no page we could read states; a submission longer than it is cut or sent back.",
    accept="When the secretariat was asked.",
)
def limit_unknown(facts: Facts) -> Iterator[Hit]:
    """Say the length where the body's limit isn't in our data."""
    body = _addressee(facts)
    if body is None or body["words"] is not None:
        return
    alone, whole = _words(facts)
    yield Hit(
        *_top(facts),
        f"No limit known of the {body['name']} for the length of a submission; this one has {alone:,} words"
        f" ({whole:,} with notes and tables).",
        "Ask the secretariat, or read its page for the session.",
    )


def _is_report(facts: Facts, words: int) -> bool:
    """Long enough, and parted into sections, so that a reader needs help to find a way through."""
    return len(facts.text.split()) > words or len(facts.document.sections) > 6


@rule(
    "summary-missing",
    "No summary",
    "note",
    "form",
    "Members of a body read the summary first, and many read no further. Short reports need none.",
    accept="When a cover letter carries the summary.",
)
def summary_missing(facts: Facts) -> Iterator[Hit]:
    """Long reports without a section that sums them up."""
    if not _is_report(facts, 2500):
        return
    titles = [each.title for each in facts.document.sections]
    if titles and not any(_SUMMARY.search(title) for title in titles):
        yield Hit(
            *_top(facts),
            "The report has no summary.",
            "Put half a page before it that says what was found.",
        )


@rule(
    "method-missing",
    "No word on method",
    "note",
    "form",
    "Figures and testimonies weigh what the way they were gathered weighs. A section, or a paragraph"
    " that says what"
    " the report is based on, is enough.",
    accept="When the method is published elsewhere and referred to.",
)
def method_missing(facts: Facts) -> Iterator[Hit]:
    """Reports of findings that nowhere say how they were made."""
    if not _is_report(facts, 1500):
        return
    if len(_FINDINGS.findall(facts.text)) < 5 and len(marks(facts, "grim", 0, len(facts.text))) < 5:
        return
    if any(
        _METHOD.search(each.title) and not _OTHERS_METHODS.search(each.title)
        for each in facts.document.sections
    ):
        return
    if _METHOD_SAID.search(facts.text):
        return
    yield Hit(
        *_top(facts),
        "The report nowhere says how its information was gathered and checked.",
        "Add a section on method: who was asked, when, how consent was given, how statements were checked.",
    )


@rule(
    "contents-missing",
    "No table of contents",
    "note",
    "form",
    "Beyond a dozen pages a reader needs a list of what stands where.",
    accept="When the body's template has none.",
)
def contents_missing(facts: Facts) -> Iterator[Hit]:
    """Long reports without a table of contents."""
    document = facts.document
    pages = document.pages[-1].number if document.pages else 0
    words = len(facts.text.split())
    if (words <= 6000 and pages <= 12) or words < 2500 or document.format == "html":
        return
    if any(block.kind == "contents" for block in document.blocks):
        return
    if any(_CONTENTS.fullmatch(each.title.strip(" :")) for each in document.sections):
        return
    yield Hit(*_top(facts), f"{words:,} words and no table of contents.", "Add one.")


@rule(
    "image-undescribed",
    "Pictures without description",
    "note",
    "form",
    "Who can't see the picture, and who reads the text alone, learns nothing from it; and a picture"
    " that is not"
    " described can't be checked. A file name is no description.",
    bad=("Text.\n\n![](map.png)",),
    good=("Text.\n\n![Map of the three prisons](map.png)",),
    accept="When the picture only adorns.",
)
def image_undescribed(facts: Facts) -> Iterator[Hit]:
    """All pictures without words, as one finding."""
    bare = [
        each
        for each in facts.document.images
        if not each.description
        or _PATH.search(each.description)
        or _NO_WORDS.fullmatch(each.description.strip())
    ]
    if not bare:
        return
    places = [_around(facts, each.position) for each in bare]
    count = f"{len(bare)} pictures have" if len(bare) > 1 else "A picture has"
    yield Hit(
        *places[0],
        f"{count} no description.",
        "Say in a sentence what each shows, who made it and when.",
        evidence=tuple(dict.fromkeys(places[1:6])),
    )


def _around(facts: Facts, position: int) -> tuple[int, int]:
    block = facts.document.block_of(position)
    return facts.document.sentence_of(position) if block else (position, position)
