"""One matter suspected here and certain there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import content_stems, hedged, own_sentences, said_by
from probanda.audit.wordfields import marks

Span = tuple[int, int]

_CERTAIN = re.compile(
    r"(?<!\w)(?:undisputed (?:fact)?|indisputable|evident|evidently|proven|proved"
    r"|proves|confirmed|established|undoubtedly"
    r"|(?-i:Clearly),?|(?:is|are|was|were) clearly|demonstrated|as confirmed|we know|there can be no doubt"
    r"|(?:está|queda|quedó) (?:demostrado|comprobado|confirmado|probado)|sin duda"
    r"|it is (?:clear|certain|obvious|known|a fact)|is (?:now )?certain|has become "
    r"(?:clear|obvious|evident|known)|beyond doubt|no doubt|certainly|definitely|doubtless"
    r"|determined that|indisputabl\w+|without (?:any )?doubt|бесспорно|не вызывает сомнений"
    r"|не подлежит сомнению|нет сомнений|sin (?:ninguna|lugar a) dudas?"
    r"|no cabe (?:ninguna |la menor )?duda|очевидно|доказано|установлено|подтверждено|несомненно"
    r"|es evidente|está probado|confirmado|quedó probado|il est (?:clair|évident|établi"
    r"|certain)|prouvé\w*|sübut)(?!\w)",
    re.IGNORECASE,
)


_NEW = re.compile(
    r"(?<!\w)(?:DNA|forensic\w*|autops\w+|court|judgment|verdict|convicted|new evidence"
    r"|since then|later confirmed|subsequently|after (?:the )?(?:exhumation|examination"
    r"|investigation|analysis|opening|excavation)|investigation (?:found|established"
    r"|showed)|laborator\w+|experts?|expert report|documents? (?:obtained|released)"
    r"|admitted|confess\w+|экспертиз\w+|суд\w*|ДНК|forense\w*|tribunal|expertise|ADN"
    r"|examination|identified by|commission found|tests?|Red Cross|satellite\w*|footage)(?!\w)",
    re.IGNORECASE,
)


#: Something new is the subject of the proof.
_PROVED_BY = re.compile(
    r"(?<!\w)(?:reports?|analys[ie]s|stud(?:y|ies)|measurements?|photographs?|images?|records?|registers?"
    r"|letters?|orders?|documents?|engineers?|surveyors?"
    r"|отч[её]т\w*|анализ\w*|снимк\w+|документ\w*|журнал\w*|приказ\w*|письм\w+|замер\w*|informes?|análisis"
    r"|fotografías?|documentos?|registros?|órdenes"
    r"|orden|rapports?|analyses?|photographies?|documents?|registres?)(?:['’]s?)?\s+(?:\w+\s+){0,4}\Z",
    re.IGNORECASE,
)


_BY_PROOF = re.compile(
    r"\s+(?:приказом|документ\w+|экспертиз\w+|показани\w+|запис\w+|by (?:the|a|an) (?:\w+\s+)?(?:order"
    r"|report|document|register|analysis|record)"
    r"|por (?:el|la|un|una) (?:\w+\s+)?(?:informe|documento|orden|registro)|par (?:le|la|un"
    r"|une) (?:\w+\s+)?(?:rapport|document|ordre|registre))",
    re.IGNORECASE,
)
#: Words of certainty themselves are no matter that two sentences share.
_DEGREES = frozenset({
    "above", "appears", "cannot", "certain", "certainly", "clearly", "confirmado", "confirmed",
    "demostrado", "doubt", "established", "está", "evident", "excluded", "likely", "possibly",
    "presumably", "presuntamente", "probablemente", "probably", "proved", "proven", "suspect",
    "suspected", "that", "вероятно", "возможно", "доказано", "очевидно",
})  # fmt: skip


_ANAPHORA = re.compile(
    r"\b(?:that|что|que)\s+(?:they|these (?:individuals|persons|people|prisoners|detainees)"
    r"|those (?:individuals|persons|people)|the (?:individuals|remains))\b",
    re.IGNORECASE,
)


@rule(
    "certainty-shifts",
    "Suspected here, proven there",
    "warning",
    "proof",
    "When a matter is suspected in one place and evident in another, with nothing "
    "new between them, the weaker word is quoted"
    " against the stronger.",
    bad=(
        "It is suspected that the missing villagers of Arlan were executed in the "
        "quarry. It is evident that the missing villagers of Arlan were executed "
        "in the quarry.",
    ),
    good=(
        "It was suspected that the missing villagers of Arlan were executed in the "
        "quarry. After the exhumation, forensic examination confirmed that the missing "
        "villagers of Arlan were executed in the quarry.",
    ),
)
def certainty_shifts(facts: Facts) -> Iterator[Hit]:
    """Pair hedged sentences with certain ones of the same matter."""
    doubted: list[tuple[int, int, Span, frozenset[str]]] = []
    frequency: Counter[str] = Counter()
    sentences = [*own_sentences(facts), *_of_notes(facts)]
    stems = {start: _matter(facts, start, end) for start, end, _ in sentences}
    for each in stems.values():
        frequency.update(each)
    sure: list[tuple[int, int, Span]] = []
    for start, end, _ in sentences:
        hedge, certain = _hedge(facts, start, end), _certain(facts, start, end)
        if hedge and not certain:
            doubted.append((start, end, hedge, stems[start]))
        elif certain and not hedge:
            sure.append((start, end, certain))
    limit = max(3, len(sentences) // 12)
    index: dict[str, list[int]] = {}
    for place, (_, _, _, words) in enumerate(doubted):
        for word in words:
            if frequency[word] <= limit:
                index.setdefault(word, []).append(place)
    for start, end, certain in sure:
        if _NEW.search(facts.text, start, end) or said_by(facts, start, end):
            continue
        if _PROVED_BY.search(facts.text, start, certain[0]) or _BY_PROOF.match(
            facts.text, certain[1]
        ):
            continue
        shared: Counter[int] = Counter()
        for word in stems[start]:
            shared.update(index.get(word, ()))
        best = None
        for place, count in shared.most_common(3):
            other = doubted[place]
            size = min(len(stems[start]), len(other[3]))
            common = len(stems[start] & other[3])
            short = len(sentences) < 30 and common >= 2 and common >= 0.6 * size
            if (count >= 3 and common >= max(3, 0.5 * size)) or (count >= 2 and short):
                best = other
                break
        if best is None:
            best = _same_people(facts, start, end, doubted)
        if best is not None:
            yield Hit(
                *certain,
                f"“{facts.quote(*certain)}” here, “{facts.quote(*best[2])}” elsewhere of the same matter.",
                "Use one degree of certainty, or say what is new.",
                (best[2],),
            )


def _same_people(
    facts: Facts,
    start: int,
    end: int,
    doubted: list[tuple[int, int, Span, frozenset[str]]],
) -> tuple[int, int, Span, frozenset[str]] | None:
    """As in "it is suspected that these persons …", and in the same section "it is evident that they …"."""
    if not _ANAPHORA.search(facts.text, start, end):
        return None
    section = facts.document.section_of(start)
    for other in reversed(doubted):
        if (
            (
                other[0] < start
                and start - other[0] < 1500
                and facts.document.section_of(other[0]) == section
            )
            and re.match(r"suspect", facts.text[other[2][0] : other[2][1]], re.IGNORECASE)
            and _ANAPHORA.search(facts.text, other[0], other[1])
        ):
            return other
    return None


def _matter(facts: Facts, start: int, end: int) -> frozenset[str]:
    """Stems of what a sentence is about: without its words of certainty."""
    own = content_stems(facts, start, end) - _DEGREES
    for name in ("certain", "beyond", "unsure"):
        for mark in marks(facts, name, start, end):
            own -= content_stems(facts, mark.start, mark.end)
    return own


def _of_notes(facts: Facts) -> list[tuple[int, int, int]]:
    """The sentences of notes: what a note doubts, the text may know."""
    return [
        (start, end, block.index)
        for block in facts.document.blocks
        if block.kind == "footnote"
        for start, end in facts.document.sentences(block)
    ]


_NEGATED = re.compile(
    r"(?<!\w)(?:not|never|no|cannot|unable|yet to be|could not|whether|if|until|be|не|ли|no se|si"
    r"|hasta que|pas|n['’]est)\s+"
    r"(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)


def _certain(facts: Facts, start: int, end: int) -> Span | None:
    """The first words by which a sentence leaves no doubt."""
    found: list[Span] = [
        (mark.start, mark.end)
        for name in ("certain", "beyond")
        for mark in marks(facts, name, start, end)
    ]
    for match in (
        field("sure", facts.language).search(facts.text, start, end),
        _CERTAIN.search(facts.text, start, end),
    ):
        if match:
            found.append(match.span())
    for place in sorted(found):
        if in_speech(facts, place[0]):
            continue
        if not _NEGATED.search(facts.text[max(start, place[0] - 28) : place[0]]):
            return place
    return None


def _hedge(facts: Facts, start: int, end: int) -> Span | None:
    """The first words by which a sentence keeps a distance from what it says."""
    found: list[Span] = [(mark.start, mark.end) for mark in marks(facts, "unsure", start, end)]
    match = hedged(facts, start, end)
    if match:
        found.append(match.span())
    told = [place for place in sorted(found) if not in_speech(facts, place[0])]
    return told[0] if told else None
