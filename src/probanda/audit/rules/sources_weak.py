"""Numbers that rest on a clip or a post alone, behind a link or told in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.quantities import quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.sources_links import content_words, host_of, of_kind
from probanda.audit.source_words import pattern
from probanda.audit.wordfields import first, marks

__all__: list[str] = []


@rule(
    "source-too-weak",
    "A clip or post as the only source of a number",
    "warning",
    "sources",
    "A clip shows what happened before the camera; it can't carry a total, and it may be gone tomorrow."
    " A channel of"
    " the authority that counts is left alone.",
    bad=("In all 312 people were detained.[^1]\n\n[^1]: https://www.youtube.com/watch?v=abc",),
    good=(
        "In all 312 people were detained.[^1]\n\n[^1]: Ministry of Interior, official channel,"
        " https://t.me/x/1",
        "The film shows two guards beating a man.[^1]\n\n[^1]: https://www.youtube.com/watch?v=abc",
    ),
    accept="When the post is the authority's own statement of the number.",
)
def source_too_weak(facts: Facts) -> Iterator[Hit]:
    """Numbers of people in sentences whose only sources are social media."""
    yield from _posted(facts)
    document = facts.document
    official = pattern("official", facts.language)
    total = pattern("social_total", facts.language)
    for quantity in facts.of(quantities):
        if quantity.unit != "count" or quantity.spoken or quantity.value < 5:
            continue
        first, last = quantity.sentence
        sentence = facts.text[first:last]
        if quantity.value < 20 and not total.search(sentence):
            continue
        behind = document.block_of(first)
        reach = last + 2 if behind is None or last + 2 <= behind.end else behind.end
        cited = document.notes_near(first, reach)
        links = list(document.links_within(first, last))
        said = [sentence] + [facts.text[note.start : note.end] for note in cited]
        for note in cited:
            links += document.links_within(note.start, note.end)
        if not links or not all(of_kind(link.address, "social") for link in links):
            continue
        bare = all(_bare_note(facts, note.start, note.end) for note in cited)
        if any(official.search(words) for words in said) or (
            cited and not bare and len(links) < len(cited)
        ):
            continue
        where = links[0]
        yield Hit(
            quantity.start,
            quantity.end,
            f"The number {facts.quote(quantity.start, quantity.end)} rests on {host_of(where.address)}"
            f" alone.",
            "Name who counted, how and when; keep the clip for what it shows.",
            evidence=((where.start, where.end),),
        )


def _bare_note(facts: Facts, start: int, end: int) -> bool:
    words = re.sub(r"\S+[/.]\S+", " ", facts.text[start:end])
    return len(content_words(words)) < 3


#: A post's own counts: readers, views, seconds.
_OWN_COUNT = re.compile(
    r"\W*(?:\w+\s+)?(?:followers|members|views|subscribers|likes|shares|seconds|minutes|comments|posts"
    r"|users|подписчик\w*|просмотр\w*|участник\w*"
    r"|секунд\w*|минут\w*|seguidor\w*|visualizacion\w*|vistas|miembros|segundos|minutos|abonnés|vues"
    r"|membres|secondes)(?!\w)",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"(?<!\w)(?:shows?|showing|seen|visible|appears?|depict\w*|видно|показыва\w+|muestra\w*|se ve\w*"
    r"|montre\w*|on voit)(?!\w)",
    re.IGNORECASE,
)


def _posted(facts: Facts) -> Iterator[Hit]:
    """A number of people that a post, a clip or a chat tells in the sentence itself, and nobody else."""
    document = facts.document
    official = pattern("official", facts.language)
    told: set[tuple[int, int]] = set()
    for quantity in facts.of(quantities):
        if quantity.unit != "count" or quantity.value < 20 or quantity.sentence in told:
            continue
        if not re.search(r"\d", facts.text[quantity.start : quantity.end]):
            continue
        start, end = quantity.sentence
        thin = next(
            (m for m in marks(facts, "thin", start, end) if _POSTED.match(facts.text, m.start)),
            None,
        )
        block = document.block_of(start)
        if (
            thin is None
            or block is None
            or block.kind not in {"paragraph", "list-item", "caption", "quote"}
        ):
            continue
        if document.notes_near(start, end) or document.links_within(start, end):
            continue
        sentence = facts.text[start:end]
        counted = marks(facts, "institution", start, end)
        if counted and _COUNTS.search(sentence) and len(_NUMBER.findall(sentence)) > 1:
            continue  # somebody who counts stands beside the post
        following = next((x for x in document.sentences(block) if x[0] >= end), None)
        if following and first(facts, "distance", *following):
            continue
        if (
            official.search(sentence)
            or _SHOWS.search(sentence)
            or first(facts, "distance", start, end)
        ):
            continue
        if _OWN_COUNT.match(facts.text, quantity.end) or _CHECKED.search(sentence):
            continue
        told.add(quantity.sentence)
        yield Hit(
            quantity.start,
            quantity.end,
            f"The number {facts.quote(quantity.start, quantity.end)} rests on"
            f" “{facts.quote(*thin)}” alone.",
            "Name who counted, how and when; keep the post for what it shows.",
            evidence=(thin,),
        )


_COUNTS = re.compile(
    r"(?<!\w)(?:regist\w+|record\w+|counted|counts|lists?|confirmed|зарегистрирова\w+|насчитал\w*"
    r"|подтвердил\w*|registr\w+|contabiliz\w+|confirm\w+|enregistr\w+)(?!\w)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.])\d[\d.,]*|(?<!\w)(?:one|two|three|four|five|six|seven|eight|nine|ten|none)(?!\w)",
    re.IGNORECASE,
)
#: Which of the thin sources are posts.
_POSTED = re.compile(
    r"(?:blog|vlog|forum|chat|channel|group|social|facebook|whatsapp|tiktok|instagram|youtube|telegram"
    r"|twitter|reddit|viber|screenshot|viral|post|user"
    r"|page|web|online|internet|a (?:post|user|tweet|clip|forum|chat|blog)|an? |one |the |блогер|телеграм"
    r"|тг|соцсет|социальн|фейсбук|инстаграм|тикток|вотсап|ватсап|вайбер"
    r"|ютуб|твиттер|форум|паблик|скриншот|ролик|интернет|пользовател|bloguer|redes|red |un |una |foro"
    r"|captura|blogue|réseau|les réseaux|vidéo|internaute"
    r"|sosial)",
    re.IGNORECASE,
)
_CHECKED = re.compile(
    r"(?<!\w)(?:we|our|confirm\w*|verif\w*|checked|counted by|cross-check\w*|мы|подтвер\w+|провер\w+|hemos"
    r"|confirm\w+|verific\w+|nous|vérifi\w+)(?!\w)",
    re.IGNORECASE,
)
