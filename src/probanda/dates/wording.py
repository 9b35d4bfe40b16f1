"""Dates in words, as United Nations documents print them, in seven languages.

One table of patterns; what is open, approximate or doubtful is said, never dropped. Arabic uses
Western digits (0-9) and the month names of United Nations Arabic, both parts where they are two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from probanda.dates.imprecise import ImpreciseDate, ends
from probanda.dates.parts import part_of
from probanda.dates.point import Point
from probanda.dates.words import Word


@dataclass(frozen=True, slots=True)
class Style:
    """How a language writes dates: patterns with {d} day, {m} month, {y} year, {x} a whole date.

    Attributes:
        months: January to December as they stand beside a day.
        alone: the same as they stand before a year without a day.
        seasons: spring, summer, autumn, winter.
        day, month, season, year, decade, century: patterns.
        day_of_month: a day and month whose year follows later.
        days: two days of one month, {d} and {e}.
        range: two dates, {a} and {b}.
        about, perhaps, not_before, not_after, until_unknown: patterns around a date {x}.
        unknown: for no date at all.
        parts: early, middle, late.
        first: how the first of the month is written.
    """

    months: tuple[str, ...]
    alone: tuple[str, ...]
    seasons: tuple[str, str, str, str]
    day: str
    month: str
    season: str
    year: str
    decade: str
    century: str
    day_of_month: str
    days: str
    range: str
    about: str
    perhaps: str
    not_before: str
    not_after: str
    end_unknown: str
    start_unknown: str
    unknown: str
    parts: tuple[str, str, str]
    first: str = "1"


_AR_MONTHS = (
    "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو",
    "حزيران/يونيه", "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
)  # fmt: skip
_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_FR_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
_ES_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
_AZ_MONTHS = (
    "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr",
    "noyabr", "dekabr",
)  # fmt: skip
_HY_MONTHS = (
    "հունվար", "փետրվար", "մարտ", "ապրիլ", "մայիս", "հունիս", "հուլիս", "օգոստոս", "սեպտեմբեր",
    "հոկտեմբեր", "նոյեմբեր", "դեկտեմբեր",
)  # fmt: skip

STYLES = {
    "en": Style(
        _EN_MONTHS, _EN_MONTHS, ("spring", "summer", "autumn", "winter"),
        "{d} {m} {y}", "{m} {y}", "{m} {y}", "{y}", "the {y}s", "the years {y} to {z}",
        "{d} {m}", "{d}–{e} {m} {y}", "{a}–{b}", "about {x}", "{x} (uncertain)",
        "not before {x}", "not after {x}", "{x}, end unknown", "{x}, beginning unknown",
        "date unknown", ("early {x}", "mid-{x}", "late {x}"),
    ),
    "fr": Style(
        _FR_MONTHS, _FR_MONTHS, ("printemps", "été", "automne", "hiver"),
        "{d} {m} {y}", "{m} {y}", "{m} {y}", "{y}", "les années {y}", "les années {y} à {z}",
        "{d} {m}", "{d}-{e} {m} {y}", "{a} – {b}", "vers {x}", "{x} (incertain)",
        "au plus tôt {x}", "au plus tard {x}", "{x}, fin inconnue", "{x}, début inconnu",
        "date inconnue", ("début {x}", "mi-{x}", "fin {x}"), "1er",
    ),
    "es": Style(
        _ES_MONTHS, _ES_MONTHS, ("primavera", "verano", "otoño", "invierno"),
        "{d} de {m} de {y}", "{m} de {y}", "{m} de {y}", "{y}", "los años {y}",
        "los años {y} a {z}", "{d} de {m}", "{d} a {e} de {m} de {y}", "{a} – {b}", "hacia {x}",
        "{x} (incierto)", "no antes de {x}", "no después de {x}", "{x}, final desconocido",
        "{x}, comienzo desconocido", "fecha desconocida",
        ("principios de {x}", "mediados de {x}", "fines de {x}"),
    ),
    "ru": Style(
        ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
         "октября", "ноября", "декабря"),
        ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
         "октябрь", "ноябрь", "декабрь"),
        ("весна", "лето", "осень", "зима"),
        "{d} {m} {y} г.", "{m} {y} г.", "{m} {y} г.", "{y} г.", "{y}-е годы", "{y}–{z} гг.",
        "{d} {m}", "{d}–{e} {m} {y} г.", "{a} – {b}", "приблизительно {x}",
        "{x} (под вопросом)", "не ранее: {x}", "не позднее: {x}", "{x}, окончание неизвестно",
        "{x}, начало неизвестно", "дата неизвестна",
        ("начало: {x}", "середина: {x}", "конец: {x}"),
    ),
    "az": Style(
        _AZ_MONTHS, _AZ_MONTHS, ("yaz", "yay", "payız", "qış"),
        "{d} {m} {y}", "{m} {y}", "{m} {y}", "{y}", "{y}-{o} illər", "{y}–{z}",
        "{d} {m}", "{d}–{e} {m} {y}", "{a} – {b}", "təxminən {x}", "{x} (dəqiq deyil)",
        "ən tezi {x}", "ən geci {x}", "{x}, sonu naməlum", "{x}, başlanğıcı naməlum",
        "tarix naməlum", ("{x}, əvvəli", "{x}, ortası", "{x}, sonu"),
    ),
    "hy": Style(
        tuple(f"{month}ի" for month in _HY_MONTHS), _HY_MONTHS,
        ("գարուն", "ամառ", "աշուն", "ձմեռ"),
        "{y} թ. {m} {d}", "{y} թ. {m}", "{y} թ. {m}", "{y} թ.", "{y}-ական թթ.", "{y}–{z} թթ.",
        "{m} {d}", "{y} թ. {m} {d}–{e}", "{a} – {b}", "մոտավորապես {x}", "{x} (անորոշ)",
        "ոչ շուտ, քան {x}", "ոչ ուշ, քան {x}", "{x}, ավարտն անհայտ է", "{x}, սկիզբն անհայտ է",
        "ամսաթիվն անհայտ է", ("{x}, սկիզբ", "{x}, կեսեր", "{x}, վերջ"),
    ),
    "ar": Style(
        _AR_MONTHS, _AR_MONTHS, ("ربيع", "صيف", "خريف", "شتاء"),
        "{d} {m} {y}", "{m} {y}", "{m} {y}", "{y}", "عقد {y}", "الأعوام {y} إلى {z}",
        "{d} {m}", "{d}-{e} {m} {y}", "{a} – {b}", "نحو {x}", "{x} (غير مؤكد)",
        "ليس قبل {x}", "ليس بعد {x}", "{x}، النهاية غير معروفة", "{x}، البداية غير معروفة",
        "تاريخ غير معروف", ("أوائل {x}", "منتصف {x}", "أواخر {x}"),
    ),
}  # fmt: skip

_PARTS = (Word.EARLY, Word.MIDDLE, Word.LATE)


def format_date(d: ImpreciseDate, language: str = "en") -> str:
    """The date in words.

    Raises:
        ValueError: a language that is not in `STYLES` (en, fr, es, ru, az, hy, ar).

    >>> from probanda.dates import parse_date
    >>> format_date(parse_date("27-28.09.2020"))
    '27–28 September 2020'
    >>> format_date(parse_date("12 ноября 2020 г."), "es")
    '12 de noviembre de 2020'
    """
    style = STYLES.get(language)
    if style is None:
        raise ValueError(f"no date style for {language!r}: known are {', '.join(STYLES)}")
    start, end = ends(d)
    if not d.is_interval:
        return _qualified(start, style) if isinstance(start, Point) else style.unknown
    if isinstance(start, Point) and isinstance(end, Point):
        return _part(start, end, style) or _stretch(start, end, style)
    if isinstance(start, Point):
        pattern = style.not_before if end == ".." else style.end_unknown
        return pattern.format(x=_qualified(start, style))
    if isinstance(end, Point):
        pattern = style.not_after if start == ".." else style.start_unknown
        return pattern.format(x=_qualified(end, style))
    return style.unknown


def _plain(point: Point, style: Style) -> str:
    """A point without its qualifier."""
    precision = point.precision
    if precision == "day":
        month = style.months[int(point.month) - 1]
        return style.day.format(d=_day(point, style), m=month, y=point.year)
    if precision == "month":
        return style.month.format(m=style.alone[int(point.month) - 1], y=point.year)
    if precision == "season":
        return style.season.format(m=style.seasons[int(point.month) - 21], y=point.year)
    if precision == "year":
        return style.year.format(y=point.year)
    first, last = point.year.replace("X", "0"), point.year.replace("X", "9")
    if precision == "decade":
        return style.decade.format(y=first, o=_ordinal(first))
    return style.century.format(y=first, z=last)


def _qualified(point: Point, style: Style) -> str:
    text = _plain(point, style)
    if point.approximate:
        text = style.about.format(x=text)
    return style.perhaps.format(x=text) if point.uncertain else text


def _stretch(start: Point, end: Point, style: Style) -> str:
    """Two ends, said once what they share."""
    if start.mark == end.mark and start.precision == end.precision == "day":
        bare = replace(start, approximate=False, uncertain=False)
        days = (_day(start, style), _day(end, style))
        text = ""
        if (start.year, start.month) == (end.year, end.month):
            month = style.months[int(start.month) - 1]
            text = style.days.format(d=days[0], e=days[1], m=month, y=start.year)
        elif start.year == end.year and style.day.endswith(("{y}", "{y} г.")):
            month = style.months[int(start.month) - 1]
            first = style.day_of_month.format(d=days[0], m=month)
            last = _plain(replace(end, approximate=False, uncertain=False), style)
            text = style.range.format(a=first, b=last)
        if text:
            if bare != start and start.approximate:
                text = style.about.format(x=text)
            return style.perhaps.format(x=text) if start.uncertain else text
    return style.range.format(a=_qualified(start, style), b=_qualified(end, style))


def _part(start: Point, end: Point, style: Style) -> str:
    """Recognise "early May 1992" by its two ends; "" if they are not those of a part."""
    wholes = [replace(start, day=""), replace(start, month="", day="")]
    if start.year[:3] == end.year[:3]:
        wholes.append(Point(start.year[:3] + "X"))
    for whole in wholes:
        plain = replace(whole, approximate=False, uncertain=False)
        if plain.month in ("XX", "") or plain.month <= "12":
            for index, part in enumerate(_PARTS):
                if part_of(plain, part) == (start, end):
                    return style.parts[index].format(x=_plain(plain, style))
    return ""


def _day(point: Point, style: Style) -> str:
    return style.first if point.day == "01" else str(int(point.day))


def _ordinal(decade: str) -> str:
    """The ending of an Azerbaijani ordinal, by the last word of the number (1990-cı, 1950-ci)."""
    endings = {"0": "ci", "1": "cu", "2": "ci", "3": "cu", "4": "cı", "5": "ci"}
    endings |= {"6": "cı", "7": "ci", "8": "ci", "9": "cı"}
    return endings[decade[2]]
