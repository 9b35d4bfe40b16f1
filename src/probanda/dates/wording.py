"""Dates in words, as United Nations documents print them, in seven languages.

One table of patterns; what is open, approximate or doubtful is said, never dropped. Arabic uses
Western digits (0-9) and the month names of United Nations Arabic, both parts where they are two.
"""

from __future__ import annotations

from dataclasses import dataclass

from probanda.dates.imprecise import OPEN, ImpreciseDate, ends
from probanda.dates.parts import part_of
from probanda.dates.point import Point
from probanda.dates.words import Word


@dataclass(frozen=True, slots=True)
class Style:
    """How a language writes dates: {d} day, {m} month or season, {y} year, {x} a whole date.

    Attributes:
        months: January to December as they stand beside a day.
        alone: the same as they stand without a day.
        seasons: spring, summer, autumn, winter.
        day, month, year, decade, century: patterns; `month` serves seasons too.
        years: two years, {y} and {z}.
        short_day: a day and month without the year.
        days: two days of one month, {d} and {e}, that take the place of {d} in `day`.
        range: two dates, {a} and {b}; `between` if some day between them is meant,
            `between_days` if the two dates are days.
        about, perhaps, not_before, not_after, end_unknown, start_unknown: around a date {x}.
        unknown: for no date at all.
        parts: early, middle, late; the month in them stands as beside a day.
        decade_inside: a decade after "early", "middle", "late".
        first: how the first of the month is written.
    """

    months: tuple[str, ...]
    alone: tuple[str, ...]
    seasons: tuple[str, str, str, str]
    day: str
    month: str
    year: str
    decade: str
    century: str
    years: str
    short_day: str
    days: str
    range: str
    between: str
    between_days: str
    about: str
    perhaps: str
    not_before: str
    not_after: str
    end_unknown: str
    start_unknown: str
    unknown: str
    parts: tuple[str, str, str]
    decade_inside: str
    first: str = "1"

    @property
    def year_first(self) -> bool:
        """Whether the year opens the date, so that a range says it with its first end."""
        return self.day.startswith("{y}")


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
        "{d} {m} {y}", "{m} {y}", "{y}", "the {y}s", "the years {y} to {z}", "{y}–{z}",
        "{d} {m}", "{d}–{e}", "{a}–{b}", "between {a} and {b}",
        "between {a} and {b}", "about {x}", "{x} (uncertain)",
        "not before {x}", "not after {x}", "{x}, end unknown", "{x}, beginning unknown",
        "date unknown", ("early {x}", "mid-{x}", "late {x}"), "{y}s",
    ),
    "fr": Style(
        _FR_MONTHS, _FR_MONTHS, ("printemps", "été", "automne", "hiver"),
        "{d} {m} {y}", "{m} {y}", "{y}", "les années {y}", "les années {y} à {z}", "{y}-{z}",
        "{d} {m}", "{d}-{e}", "{a} – {b}", "entre {a} et {b}", "entre le {a} et le {b}",
        "vers {x}", "{x} (incertain)",
        "au plus tôt : {x}", "au plus tard : {x}", "{x}, fin inconnue", "{x}, début inconnu",
        "date inconnue", ("début {x}", "mi-{x}", "fin {x}"), "des années {y}", "1er",
    ),
    "es": Style(
        _ES_MONTHS, _ES_MONTHS, ("primavera", "verano", "otoño", "invierno"),
        "{d} de {m} de {y}", "{m} de {y}", "{y}", "los años {y}", "los años {y} a {z}", "{y}-{z}",
        "{d} de {m}", "{d} a {e}", "{a} – {b}", "entre {a} y {b}", "entre el {a} y el {b}",
        "hacia {x}", "{x} (incierto)",
        "no antes: {x}", "no después: {x}", "{x}, final desconocido",
        "{x}, comienzo desconocido", "fecha desconocida",
        ("principios de {x}", "mediados de {x}", "fines de {x}"), "los años {y}",
    ),
    "ru": Style(
        ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
         "октября", "ноября", "декабря"),
        ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
         "октябрь", "ноябрь", "декабрь"),
        ("весна", "лето", "осень", "зима"),
        "{d} {m} {y} г.", "{m} {y} г.", "{y} г.", "{y}-е годы", "{y}–{z} гг.", "{y}–{z} гг.",
        "{d} {m}", "{d}–{e}", "{a} – {b}", "в промежутке {a} – {b}",
        "в промежутке {a} – {b}", "приблизительно {x}",
        "{x} (под вопросом)", "не ранее: {x}", "не позднее: {x}", "{x}, окончание неизвестно",
        "{x}, начало неизвестно", "дата неизвестна",
        ("начало {x}", "середина {x}", "конец {x}"), "{y}-х годов",
    ),
    "az": Style(
        _AZ_MONTHS, _AZ_MONTHS, ("yaz", "yay", "payız", "qış"),
        "{d} {m} {y}", "{m} {y}", "{y}", "{y}-{o} illər", "{y}–{z}", "{y}–{z}",
        "{d} {m}", "{d}–{e}", "{a} – {b}", "{a} – {b} arasında", "{a} – {b} arasında", "təxminən {x}",
        "{x} (dəqiq deyil)", "ən tezi {x}", "ən geci {x}", "{x}, sonu naməlum",
        "{x}, başlanğıcı naməlum", "tarix naməlum", ("{x}, əvvəli", "{x}, ortası", "{x}, sonu"),
        "{y}-{o} illər",
    ),
    "hy": Style(
        tuple(f"{month}ի" for month in _HY_MONTHS), _HY_MONTHS,
        ("գարուն", "ամառ", "աշուն", "ձմեռ"),
        "{y} թ. {m} {d}", "{y} թ. {m}", "{y} թ.", "{y}-ական թթ.", "{y}–{z} թթ.", "{y}–{z} թթ.",
        "{m} {d}", "{d}–{e}", "{a} – {b}", "{a} – {b} միջակայքում",
        "{a} – {b} միջակայքում", "մոտավորապես {x}",
        "{x} (անորոշ)", "ոչ շուտ, քան {x}", "ոչ ուշ, քան {x}", "{x}, ավարտն անհայտ է",
        "{x}, սկիզբն անհայտ է", "ամսաթիվն անհայտ է", ("{x} սկիզբ", "{x} կեսեր", "{x} վերջ"),
        "{y}-ական թթ.",
    ),
    "ar": Style(
        _AR_MONTHS, _AR_MONTHS, ("ربيع", "صيف", "خريف", "شتاء"),
        "{d} {m} {y}", "{m} {y}", "{y}", "عقد {y}", "الأعوام {y} إلى {z}", "{y}-{z}",
        "{d} {m}", "{d}-{e}", "{a} – {b}", "بين {a} و {b}", "بين {a} و {b}", "نحو {x}", "{x} (غير مؤكد)",
        "ليس قبل {x}", "ليس بعد {x}", "{x}، النهاية غير معروفة", "{x}، البداية غير معروفة",
        "تاريخ غير معروف", ("أوائل {x}", "منتصف {x}", "أواخر {x}"), "عقد {y}",
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
        return _part(start, end, style) or _stretch(start, end, style, choice=d.choice)
    if isinstance(start, Point):
        pattern = style.not_before if end == OPEN else style.end_unknown
        return pattern.format(x=_qualified(start, style))
    if isinstance(end, Point):
        pattern = style.not_after if start == OPEN else style.start_unknown
        return pattern.format(x=_qualified(end, style))
    return style.unknown


def _plain(point: Point, style: Style, day: str = "", *, short: bool = False) -> str:
    """A point without its qualifier; `day` in place of its own, `short` without the year."""
    precision = point.precision
    if precision == "day":
        month = style.months[int(point.month) - 1]
        pattern = style.short_day if short else style.day
        return pattern.format(d=day or _day(point, style), m=month, y=point.year)
    if precision in ("month", "season"):
        number = int(point.month)
        month = style.alone[number - 1] if precision == "month" else style.seasons[number - 21]
        return month if short else style.month.format(m=month, y=point.year)
    if precision == "year":
        return style.year.format(y=point.year)
    first, last = point.year.replace("X", "0"), point.year.replace("X", "9")
    if precision == "decade":
        return style.decade.format(y=first, o=_ordinal(first))
    return style.century.format(y=first, z=last)


def _qualified(point: Point, style: Style) -> str:
    return _marked(_plain(point, style), point, style)


def _marked(text: str, point: Point, style: Style) -> str:
    if point.approximate:
        text = style.about.format(x=text)
    return style.perhaps.format(x=text) if point.uncertain else text


def _stretch(start: Point, end: Point, style: Style, *, choice: bool) -> str:
    """Two ends; what they share is said once."""
    kind = start.precision if start.precision == end.precision else ""
    pattern = style.range
    if choice:
        pattern = style.between_days if kind == "day" else style.between
    if start.mark != end.mark:
        return pattern.format(a=_qualified(start, style), b=_qualified(end, style))
    same_month = kind == "day" and (start.year, start.month) == (end.year, end.month)
    if kind == "year" and not choice:
        text = style.years.format(y=start.year, z=end.year)
    elif same_month and not choice:
        text = _plain(start, style, style.days.format(d=_day(start, style), e=_day(end, style)))
    else:
        short = start.year == end.year and kind in ("day", "month", "season")
        first = _plain(start, style, short=short and not style.year_first)
        last = _plain(end, style, short=short and style.year_first)
        if same_month and style.year_first:
            last = _day(end, style)
        elif same_month:
            first = _day(start, style)
        text = pattern.format(a=first, b=last)
    return _marked(text, start, style)


def _part(start: Point, end: Point, style: Style) -> str:
    """Recognise "early May 1992" by its two ends; "" if they are not those of a part."""
    wholes = [Point(start.year)]
    if "01" <= start.month <= "12" and start.day:
        wholes.append(Point(start.year, start.month))
    if start.precision == "year":
        wholes.append(Point(start.year[:3] + "X"))
    for whole in wholes:
        for index, part in enumerate(_PARTS):
            if part_of(whole, part) == (start, end):
                return style.parts[index].format(x=_inside(whole, style))
    return ""


def _inside(whole: Point, style: Style) -> str:
    """A month, year or decade as it stands after "early", "middle", "late"."""
    if whole.month:
        return style.month.format(m=style.months[int(whole.month) - 1], y=whole.year)
    if whole.precision == "decade":
        first = whole.year.replace("X", "0")
        return style.decade_inside.format(y=first, o=_ordinal(first))
    return _plain(whole, style)


def _day(point: Point, style: Style) -> str:
    return style.first if point.day == "01" else str(int(point.day))


def _ordinal(decade: str) -> str:
    """The ending of an Azerbaijani ordinal, by the last word of the number (1990-cı, 1950-ci).

    on (10), iyirmi (20), otuz (30), qırx (40), əlli (50), altmış (60), yetmiş (70), səksən (80),
    doxsan (90); a round hundred or thousand ends in yüz or min.
    """
    return {"1": "cu", "3": "cu", "4": "cı", "6": "cı", "9": "cı", "0": "cü"}.get(decade[2], "ci")
