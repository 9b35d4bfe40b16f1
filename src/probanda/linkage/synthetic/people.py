"""The invented population: families, villages that were renamed, events that take many at once."""

# ruff: noqa: SIM905, E501  (lists of words read better as rows of words)

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

__all__ = ["Event", "Person", "Village", "World", "people"]

MEN = """elçin elnur elvin elxan elşən rəşad rəşid ramil ramin rasim rafiq tofiq tahir tural turan vüqar vüsal vaqif xəyal
xalid kamran kamil kənan kərim namiq natiq nazim nadir samir sabir sahib şahin şamil zaur zahid cavid cavad ceyhun cəmil
fərid fuad famil hikmət həsən hüseyn həmid ilqar ilham ilkin ismayıl mahir məhəmməd mübariz orxan oqtay pərviz qurban azər
anar araz arif aydın bəhruz bəxtiyar cəfər eldar emin etibar gündüz əli vəli əhməd ənvər əziz yusif yunus yaşar ziya teymur
seymur sərdar rövşən ruslan rüstəm rauf ayxan babək müşfiq ülvi toğrul nicat novruz polad""".split()
WOMEN = """aygün aysel aynur günel leyla lalə nərgiz nigar sevinc səbinə samirə könül xədicə zeynəb fatimə
rəna""".split()
ARMENIAN_MEN = """armen arman aram ara artur aşot artak arsen gagik gevorg grigor garik gor davit edgar
eduard erik levon karen
karapet hayk hakob hovhannes harutyun hrant hraçya mher mkrtiç movses mihran narek nerses ruben rafik samvel sargis serob
suren stepan tigran vardan vahe vahan vahagn vazgen vaçe vigen xaçatur petros poğos manvel martin muşeğ razmik""".split()
ARMENIAN_WOMEN = (
    "anahit ani gayane hasmik lusine lilit mariam narine nune siranuş tatevik zaruhi".split()
)
_ONSETS = "b c d f g h k l m n p q r s t v x z ç ş".split()
_MIDDLES = "rd rq lm nd st rt mb lt r l z m d v".split()
_VOWELS = "aəioue"
RANKS = (
    "private",
    "corporal",
    "sergeant",
    "senior sergeant",
    "lieutenant",
    "senior lieutenant",
    "captain",
    "major",
)
STATUSES = ("captured", "missing", "dead", "released")


@dataclass(frozen=True, slots=True)
class Village:
    """A settlement with its names; ``former`` is what it was called before it was renamed, or empty."""

    name: str
    former: str
    district: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day at a place that put many people on lists."""

    day: date
    village: int


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person; names in Azerbaijani spelling whatever the people."""

    number: int
    armenian: bool
    woman: bool
    stem: str
    ending: str
    given: str
    father: str
    born: date
    birth_village: int
    event: int
    day: date
    event_village: int
    rank: str
    unit: int
    status: str


@dataclass(frozen=True, slots=True)
class World:
    """Villages, events and people of one seed."""

    villages: tuple[Village, ...]
    events: tuple[Event, ...]
    persons: tuple[Person, ...]


def _stem(rng: random.Random) -> str:
    vowels = [rng.choice(_VOWELS) for _ in range(2)]
    return (
        rng.choice(_ONSETS)
        + vowels[0]
        + rng.choice(_MIDDLES)
        + vowels[1]
        + rng.choice("r n l m d z s ş".split())
    )


def _skewed(rng: random.Random, count: int, power: float) -> list[float]:
    """Weights of ranks after Zipf, in random order, summed up to each."""
    weights = [1.0 / (rank + 1) ** power for rank in range(count)]
    rng.shuffle(weights)
    return list(accumulate(weights))


def people(count: int, seed: int) -> World:
    """A world of ``count`` persons; the same seed gives the same world.

    One person in six has a brother or sister in the population (surname, father, village, often the event); one
    in a hundred a namesake with the same surname, given name and father. One birthday in twenty-five is heaped on
    1 January. Seven in ten were taken by an event that took many.
    """
    rng = random.Random(seed)
    districts = [_stem(rng) for _ in range(14)]
    size = max(60, count // 50)
    villages = tuple(
        Village(
            _stem(rng) + rng.choice(["lı", "kənd", "abad", "", "", "ar"]),
            _stem(rng) + rng.choice(["kert", "abad", "", "an"]) if rng.random() < 0.3 else "",
            rng.choice(districts),
        )
        for _ in range(size)
    )
    begin = date(2020, 9, 27)
    events = tuple(
        Event(begin + timedelta(days=rng.randrange(44)), rng.randrange(size))
        for _ in range(max(20, count // 120))
    )
    stems = [
        MEN + [_stem(rng) for _ in range(max(150, count // 14))],
        ARMENIAN_MEN + [_stem(rng) for _ in range(max(120, count // 18))],
    ]
    stem_weights = [_skewed(rng, len(each), 0.65) for each in stems]
    given = [
        [(names, _skewed(rng, len(names), 0.6)) for names in pair]
        for pair in ((MEN, WOMEN), (ARMENIAN_MEN, ARMENIAN_WOMEN))
    ]
    village_weights = _skewed(rng, size, 0.5)
    event_weights = _skewed(rng, len(events), 0.7)
    units = max(12, count // 400)
    persons: list[Person] = []

    def draw(number: int) -> Person:
        armenian = rng.random() < 0.35
        woman = rng.random() < 0.1
        names, weights = given[armenian][woman]
        fathers, father_weights = given[armenian][0]
        stem = rng.choices(stems[armenian], cum_weights=stem_weights[armenian])[0]
        ending = "yan" if armenian else rng.choices(["ov", "li", "zadə"], [8, 1.4, 0.8])[0]
        soldier = not woman and rng.random() < 0.8
        year = rng.randrange(1981, 2003) if soldier else rng.randrange(1932, 2001)
        born = (
            date(year, 1, 1)
            if rng.random() < 0.04
            else date(year, 1, 1) + timedelta(days=rng.randrange(365))
        )
        mass = rng.random() < 0.7
        event = rng.choices(range(len(events)), cum_weights=event_weights)[0] if mass else -1
        day = events[event].day if mass else begin + timedelta(days=rng.randrange(44))
        return Person(
            number,
            armenian,
            woman,
            stem,
            ending,
            rng.choices(names, cum_weights=weights)[0],
            rng.choices(fathers, cum_weights=father_weights)[0],
            born,
            rng.choices(range(size), cum_weights=village_weights)[0],
            event,
            day,
            events[event].village if mass else rng.randrange(size),
            rng.choices(RANKS, [40, 12, 12, 8, 8, 6, 4, 2])[0] if soldier else "",
            rng.randrange(units) if soldier else -1,
            rng.choices(STATUSES, [4, 3, 3, 1])[0],
        )

    while len(persons) < count:
        number = len(persons)
        fresh = draw(number)
        if persons and rng.random() < 0.09:
            kin = persons[rng.randrange(max(0, number - 400), number)]
            names, weights = given[kin.armenian][fresh.woman]
            other = rng.choices(names, cum_weights=weights)[0]
            if other != kin.given:
                years = (
                    rng.choice([-5, -4, -3, -2, -1, 1, 2, 3, 4, 5]) if rng.random() < 0.95 else 0
                )
                born = date(
                    min(2003, kin.born.year + years), fresh.born.month, min(28, fresh.born.day)
                )
                fresh = replace(
                    fresh,
                    armenian=kin.armenian,
                    stem=kin.stem,
                    ending=kin.ending,
                    given=other,
                    father=kin.father,
                    born=born,
                    birth_village=kin.birth_village,
                )
                if rng.random() < 0.5:
                    fresh = replace(
                        fresh, event=kin.event, day=kin.day, event_village=kin.event_village
                    )
        elif persons and rng.random() < 0.01:
            kin = persons[rng.randrange(number)]
            fresh = replace(
                fresh,
                armenian=kin.armenian,
                woman=kin.woman,
                stem=kin.stem,
                ending=kin.ending,
                given=kin.given,
                father=kin.father,
            )
        persons.append(fresh)
    return World(villages, events, tuple(persons))
