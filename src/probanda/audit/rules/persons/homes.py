"""Addresses at which somebody lives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.persons.reached import private_numbers
from probanda.audit.rules.registry import Hit, rule

_STREET = (
    r"(?:[A-Z][\w.'’-]{0,40}\s{1,3}){1,4}(?:[Ss]treet|[Ss]tr\.?|[Ss]t\.?|[Aa]venue|[Aa]ve\.?"
    r"|[Rr]oad|[Rr]d\.?|[Ll]ane|[Rr]ow|[Cc]lose|[Cc]ourt|[Tt]errace|[Dd]rive|[Ww]ay|[Cc]rescent|[Hh]ill"
    r"|[Gg]ardens|[Ss]quare|[Bb]oulevard|[Aa]lley|küçəsi|prospekti)"
    r"|(?:ул\.|улиц\w+|проспект\w*|пер\.|calle|avenida|plaza|pasaje|camino|rue|avenue|place)\s+(?:(?:de"
    r"|del|la|las|el|los|des"
    r"|du)\s+)*[A-ZА-ЯÀ-Ý][\w-]+(?:\s+[A-ZА-Я][\w-]+)?"
)


_ADDRESS = re.compile(
    rf"(?:(?:(?:house|flat|apartment|apt\.?|building|No\.?"
    rf"|number)\s*(?:no\.?\s*)?)?\d{{1,4}}[A-Za-zА-Яа-я]?(?:/\d+)?,?\s+(?:on\s+"
    rf"|in\s+)?(?:de la |de )?(?:{_STREET})|(?:{_STREET}),?\s+(?:(?:house|building|no\.?|number|д\."
    rf"|дом|№|núm\.?|n[.]?[º°]|flat|apartment|apt\.?)\s*)?\d{{1,4}}[A-Za-zА-Яа-я]?(?!\d))"
)


#: "в доме № 7 по Садовому переулку", "el número 14 de la calle", "г. Осск, ул. Мельничная, д. 4".
_ADDRESS_TOO = re.compile(
    r"(?:дом\w*|квартир\w+)\s*(?:№\s*)?\d{1,4}[а-я]?(?:/\d+)?,?\s+(?:по|на)\s+(?:[А-ЯЁ][\w-]+\s+){1,2}"
    r"(?:улиц\w+|переулк\w+|проспект\w*|бульвар\w*|шоссе|площад\w+|набережн\w+)"
    r"|(?:[Уу]л(?:иц\w+|\.)|[Пп]ер(?:еул\w+|\.)|[Пп]росп(?:ект\w*|\.)|[Пп]р-т|[Бб]ульвар\w*|[Пп]лощад\w+"
    r"|[Нн]абережн\w+|[Шш]оссе)"
    r"\s+[А-ЯЁ][\w-]+(?:\s+[А-ЯЁ][\w-]+)?,\s*(?:д(?:ом)?\.?\s*(?:№\s*)?)?\d{1,4}"
    r"|[Нн]а\s+[А-ЯЁ][\w-]+\s+улице,\s*(?:дом\s*)?\d{1,4}"
    r"|n[úu]mero\s+\d{1,4}\s+de\s+(?:la\s+|el\s+)?(?:calle|avenida|plaza|pasaje|callejón|carrera|paseo)\s+"
    r"(?:del?\s+(?:la\s+|los\s+|las\s+)?)?[A-ZÁÉÍÓÚ]\w+"
    r"|(?:calle|avenida|pasaje|callejón|plaza|paseo|carrera)\s+(?:de\s+(?:la\s+|los\s+|las\s+)?"
    r"|del\s+)?[A-ZÁÉÍÓÚ]\w+"
    r"(?:\s+[A-ZÁÉÍÓÚ]\w+)?,?\s+(?:número|núm\.?|n[.]?[º°]|No\.?)?\s*\d{1,4}"
    r"|(?:number|no\.?)\s*\d{1,4}\s+(?:in|on|of)\s+(?:[A-Z]\w+\s+){1,3}"
    r"(?:Street|Road|Lane|Row|Close|Avenue|Square|Terrace)(?:\s\d{1,3})?"
)
#: "Address of the family:" before it.
_LABELLED = composed(r"(?<!\w)<labelled>\s*:\s*[^;\n]{0,40}\Z")
_HOME = composed(r"(?<!\w)<home>(?!\w)")


_OFFICE = composed(r"(?<!\w)<office>(?!\w)")


#: Somebody lives there now; where somebody once lived may be known to everybody.
_LIVES = composed(r"(?<!\w)<lives>(?!\w)")


#: "His parents (9 Linden Avenue)".
_FAMILY = composed(r"<family>\s*\(\s*\Z")


@rule(
    "home-address",
    "A home address or a private number",
    "error",
    "persons",
    "An address at which a victim, a witness or a suspect can be found, and, as a warning, their telephone or the "
    "number of their passport. Seats of offices, places of events and numbers of the press are left alone.",
    bad=("The family lives at 14 Orchard Street, Arlan.",),
    good=("The police station at 14 Orchard Street was searched.", "They live in Arlan district."),
)
def home_address(facts: Facts) -> Iterator[Hit]:
    """Find street addresses said to be homes, and numbers of private persons."""
    yield from private_numbers(facts)
    for block in facts.document.blocks:
        if block.kind in {"title", "running", "contents", "figure", "heading"}:
            continue
        for found in _addresses(facts.text, block.start, block.end):
            start, end = facts.document.sentence_of(found.start())
            near = facts.text[max(start, found.start() - 90) : min(end, found.end() + 50)]
            outside = near.replace(found.group(), " ")
            kin = re.search(
                r"(?:parents?|mother|father|wife|husband|family|victim|witness|brother"
                r"|sister|son|daughter|prisoner|he|she|\w+)['’]?s?,? of\s+\Z",
                facts.text[max(start, found.start() - 40) : found.start()],
            )
            family = _FAMILY.search(facts.text[max(start, found.start() - 40) : found.start()])
            homely = (
                family
                or _LABELLED.search(facts.text[max(start, found.start() - 70) : found.start()])
                or _HOME.search(outside)
                or (
                    kin
                    and re.search(
                        r"\A\W*(?:[Tt]he\s)?[^.]{0,40}(?:parents?|mother|father|wife|husband"
                        r"|family|victim|witness)",
                        facts.text[start:end],
                    )
                )
            )
            if homely and not _OFFICE.search(outside):
                yield Hit(
                    found.start(),
                    found.end(),
                    f"“{facts.quote(*found.span())}” is where somebody lives.",
                    "Leave the street and the number out.",
                    severity=None if _LIVES.search(facts.text, start, end) else "warning",
                )


def _addresses(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Street addresses in any of their orders, each once."""
    last = start
    found = sorted(
        (*_ADDRESS.finditer(text, start, end), *_ADDRESS_TOO.finditer(text, start, end)),
        key=lambda match: (match.start(), -match.end()),
    )
    for match in found:
        if match.start() >= last:
            last = match.end()
            yield match
