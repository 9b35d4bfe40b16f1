"""Lists of sources: the day of an address against the day printed on another line, above it or beside it."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.reading.plain import read_text
from probanda.audit.rules import audit

BELOW = """# Facts

The mill was searched.

# {head}

Mill searched

https://herald.example/news/2019/07/22/mill

Herald of Dorv, {first}

A night at the quarry

https://herald.example/2019/10/14/quarry/

Herald of Dorv, {second}

Guards named

https://vestnik.example/doc/{third}/guards.html

Vestnik, {last}
"""
RIGHT = {"head": "Sources", "first": "22.07.2019", "second": "14.10.2019", "third": "20190603"}
RIGHT |= {"last": "03.06.2019"}


def found(text: str, rules: tuple[str, ...] = ("source-date-url",)) -> list[str]:
    """Messages of some rules on a Markdown text."""
    return [f.message for f in audit(read_markdown(text)).findings if f.rule in rules]


@pytest.mark.parametrize(
    ("place", "said", "address"),
    [
        ("first", "22.07.2020", "2019/07/22"),  # another year
        ("second", "04.10.2019", "2019/10/14"),  # a figure
        ("last", "06.03.2019", "20190603"),  # day and month exchanged
        ("last", "3 June 2018", "20190603"),
        ("first", "22 June 2019", "2019/07/22"),
    ],
)
def test_a_day_on_the_line_below_is_held_against_the_address(
    place: str, said: str, address: str
) -> None:
    messages = found(BELOW.format(**RIGHT | {place: said}))
    assert len(messages) == 1
    assert said in messages[0]
    assert address in messages[0]


def test_a_line_that_tells_its_own_day_is_not_held_against_the_next_source() -> None:
    entry = (
        "[The trial goes on.](https://watch-centre.example/news/2013/09/d27846/) "
        "https://watch.example/news/2013/09/d27846/ Watch Centre, 05.09.2013"
    )
    below = "A report of the movement\n\nHerald of Dorv, 09.11.2012"
    assert found(f"{BELOW.format(**RIGHT)}\n{entry}\n\n{below}\n") == []


@pytest.mark.parametrize("head", ["Sources", "References", "Ссылки", "Fuentes", "Enlaces", "Liens"])
def test_days_that_agree_are_silent_under_every_head(head: str) -> None:
    assert not found(BELOW.format(**RIGHT | {"head": head}))


def test_a_list_needs_no_head_that_says_so() -> None:
    wrong = BELOW.format(**RIGHT | {"head": "Where it was told", "first": "22.07.2020"})
    assert len(found(wrong)) == 1


LINES = """# Facts

The mill was searched.

# Примечания

1. Обыск на мельнице. https://vestnik.example/2018-09-11/mill
Вестник Дорва, {a}.

2. Ночь в карьере. https://vestnik.example/a/20180912-karier
Вестник Дорва, {b}.

3. Названы охранники. https://vestnik.example/13sep2018/ohrana
Вестник Дорва, 13 сентября 2018.
"""


@pytest.mark.parametrize(
    ("a", "b", "wrong"),
    [
        ("11.09.2018", "12.09.2018", ""),
        ("09.11.2018", "12.09.2018", "09.11.2018"),
        ("11.09.2018", "12.09.2017", "12.09.2017"),
    ],
)
def test_lines_of_one_entry(a: str, b: str, wrong: str) -> None:
    messages = found(LINES.format(a=a, b=b))
    assert bool(messages) is bool(wrong)
    assert all(wrong in each for each in messages)


NEXT_TITLE = """# Sources

Order of the court of 3 March 2019

https://law.example/2019/03/29/order

Gazette, 29 March 2019

Order of the court of 7 May 2019

https://law.example/2019/06/14/order

Gazette, 14 June 2019

Order of the court of 1 July 2019

https://law.example/2019/08/02/order

Gazette, 2 August 2019
"""


def test_the_day_of_an_act_in_a_title_is_not_of_publication() -> None:
    assert not found(NEXT_TITLE)
    assert found(NEXT_TITLE.replace("14 June", "14 July"))


ABOVE = """# Fuentes

El Heraldo, 22 de julio de 2019

https://heraldo.example/2019/07/22/molino

El Heraldo, 14 de octubre de 2019

https://heraldo.example/2019/10/14/cantera

La Voz, 3 de junio de {year}

https://voz.example/2019/jun/03/guardias
"""


def test_a_list_may_put_the_day_above_the_address() -> None:
    assert not found(ABOVE.format(year=2019))
    assert found(ABOVE.format(year=2018))


@pytest.mark.parametrize(
    "entry",
    [
        "Herald, 5 May 2019, https://herald.example/uploads/2019/07/22/report.pdf",
        "Herald, 22 July 2019, https://web.archive.org/web/20210506120000/https://herald.example/2019/07/22/a",
        "Herald, 23 July 2019, https://herald.example/2019/07/22/a",
        "Herald, 22 July 2019, https://herald.example/2019/07/22/a (consultado el 3 de mayo de 2021)",
        "Herald, 6 March 2019, https://herald.example/06-03-2019/a",
        "Herald, 3 June 2019, https://herald.example/06-03-2019/a",
        "Herald, 5 May 2020, https://herald.example/190722-123/a",
        "Herald, February 28, 2012, https://herald.example/pr/2012/February/12-law-260.html",
        "Herald, 5 May 2020, https://herald.example/a/killing-of-2019-07-22",
    ],
)
def test_addresses_that_say_nothing_of_the_day(entry: str) -> None:
    assert not found(f"It fell.[^1]\n\n[^1]: {entry}")


@pytest.mark.parametrize(
    "entry",
    [
        "Herald, 22 July 2020, https://web.archive.org/web/20210506120000/https://herald.example/2019/07/22/a",
        "Herald, 22 July 2020, https://herald.example/22jul2019/a.html",
        "Herald, 22 July 2020, https://herald.example/news/190722_mill",
        "Le Héraut, 22 juillet 2020, https://heraut.example/2019/07/22/moulin",
        "«Вестник», 22 июля 2020 года, https://vestnik.example/2019/07/22/mill",
        "El Heraldo, 7 de diciembre de 2019, https://heraldo.example/2019-07-12/molino",
    ],
)
def test_other_shapes_of_days_in_addresses(entry: str) -> None:
    fell = (
        "Мельница упала в июле, и никто не сказал, кто это сделал."
        if "июля" in entry
        else "It fell."
    )
    assert found(f"{fell}[^1]\n\n[^1]: {entry}")


def test_a_list_of_sources_is_no_story() -> None:
    text = BELOW.format(**RIGHT | {"head": "Sources"})
    assert not found(text, ("order-wrong", "same-event-dates"))


def test_plain_text() -> None:
    text = BELOW.format(**RIGHT | {"first": "22.07.2018"}).replace("# ", "")
    text = text.replace("Sources", "SOURCES").replace("Facts", "FACTS")
    assert [f for f in audit(read_text(text)).findings if f.rule == "source-date-url"]


FUTURE = "Date: 10 April 2020\n\n# Facts\n\nIt fell.[^1]\n\n[^1]: {}"


@pytest.mark.parametrize(
    ("note", "wrong"),
    [
        ("Agency of Dorv, 3 June 2020.", True),
        ("Agency of Dorv, “The mill”, 3 June 2020, https://agency.example/mill", True),
        ("Agency of Dorv (3 June 2020), The mill.", True),
        ("Agency of Dorv, 3 June 2019.", False),
        ("Agency of Dorv, law to enter into force on 3 June 2020, 2 May 2019.", False),
        ("Agency of Dorv, The mill, in press, planned for 3 June 2020.", False),
    ],
)
def test_a_source_can_not_be_younger_than_what_cites_it(note: str, wrong: bool) -> None:
    assert bool(found(FUTURE.format(note), ("date-future",))) is wrong


ROWS = """# Incidents

| Day | Place | Source |
|---|---|---|
| 22 July {year} | Dorv | https://herald.example/2019/07/22/mill |
| {day} October 2019 | Arlen | https://herald.example/2019/10/14/quarry |
"""


def test_a_row_may_tell_a_day_before_its_source_and_no_other_year() -> None:
    assert not found(ROWS.format(year=2019, day=9))
    assert not found(ROWS.format(year=2019, day="04"))
    assert found(ROWS.format(year=2018, day=14))
