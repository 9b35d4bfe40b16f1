#!/usr/bin/env python3
"""Make the four register lists of the example casebook, and the reviewers' identity decisions, from one seed.

Two invented countries, Kevria and Sartania, and the invented war of the Two Rivers (14 March to 9 June 2019).
Nobody here exists: given names are everyday ones, every surname is built from invented roots, every place is
invented. The lists overlap, contradict each other and carry the faults that real lists carry, on purpose.

Run from the project folder: .venv/bin/python tools/make_example_lists.py
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
import yaml

OUT = Path("examples/two-rivers")
SEED = 20190314

MALE = [
    "Elçin",
    "Rəşad",
    "Tural",
    "Vüqar",
    "Nicat",
    "Samir",
    "Orxan",
    "Fərid",
    "Kamran",
    "Zaur",
    "Emin",
    "Anar",
    "Ramil",
    "Cavid",
    "Tofiq",
    "Habil",
    "Şahin",
    "Ülvi",
    "Yaşar",
    "İlqar",
]
FEMALE = [
    "Nigar",
    "Aygün",
    "Sevinc",
    "Lalə",
    "Günel",
    "Mehriban",
    "Xatirə",
    "Şəhla",
    "Ülkər",
    "Afaq",
]
ROOTS = [
    "Dolqar",
    "Şəvrən",
    "Mertiz",
    "Qavzun",
    "Belxar",
    "Çarvan",
    "Zümrək",
    "Havtar",
    "Kəltüz",
    "Umraz",
    "Pirzən",
    "Varğun",
    "Tağrıb",
    "Sonqar",
    "Əlvər",
    "İmrək",
    "Cəmtəl",
    "Ruşvan",
    "Nəvtəl",
    "Yelvəz",
    "Guməş",
    "Xorzad",
    "Laçvər",
    "Fəxtun",
    "Ordəş",
    "Bəhrük",
]
S_MALE = ["Արմեն", "Տիգրան", "Վահե", "Գևորգ", "Հայկ", "Սամվել", "Կարեն", "Ռուբեն", "Արամ", "Նարեկ"]
S_FEMALE = ["Անահիտ", "Լուսինե", "Մարիամ", "Սոնա", "Գայանե"]
S_ROOTS = [
    "Դովրակ",
    "Թելմար",
    "Վերնազ",
    "Զորվեն",
    "Մալքոր",
    "Կոլթազ",
    "Սերվուն",
    "Բալտենց",
    "Նազգոր",
    "Պերվաշ",
    "Տուլմազ",
    "Գիրզեն",
]

# place: (Kevrian, Russian, Armenian, English) with its district in the record
PLACES = [
    ("Melzur", "Мелзур", "Մելզուր", "Melzur"),
    ("Aşnaver", "Ашнавер", "Աշնավեր", "Ashnaver"),
    ("Tovrik", "Товрик", "Տովրիկ", "Tovrik"),
    ("Narbəl", "Нарбель", "Նարբել", "Narbel"),
    ("Qızvənd", "Кызвенд", "Կըզվենդ", "Gizvend"),
    ("Lurnik", "Лурник", "Լուռնիկ", "Lurnik"),
    ("Dəvrağ", "Деврах", "Դեվրաղ", "Devragh"),
    ("Xəzrut", "Хазрут", "Խազրուտ", "Khazrut"),
]

AZ_RU = {
    "ə": "а", "ö": "ё", "ü": "ю", "ı": "ы", "ğ": "г", "x": "х", "h": "г", "q": "г", "c": "дж", "ç": "ч",
    "ş": "ш", "j": "ж", "y": "й", "a": "а", "b": "б", "d": "д", "e": "е", "f": "ф", "g": "г", "i": "и",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у",
    "v": "в", "z": "з",
}  # fmt: skip
AZ_HY = {
    "ə": "ա", "ö": "օ", "ü": "յու", "ı": "ը", "ğ": "ղ", "x": "խ", "h": "հ", "q": "գ", "c": "ջ", "ç": "չ",
    "ş": "շ", "j": "ժ", "y": "յ", "a": "ա", "b": "բ", "d": "դ", "e": "ե", "f": "ֆ", "g": "գ", "i": "ի",
    "k": "կ", "l": "լ", "m": "մ", "n": "ն", "o": "ո", "p": "պ", "r": "ր", "s": "ս", "t": "տ", "u": "ու",
    "v": "վ", "z": "զ",
}  # fmt: skip
AZ_EN = {"ə": "a", "ö": "o", "ü": "u", "ı": "i", "ğ": "gh", "x": "kh", "q": "g", "c": "j", "ç": "ch",
         "ş": "sh"}  # fmt: skip
HY_EN = {
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "y", "թ": "t", "ժ": "zh",
    "ի": "i", "լ": "l", "խ": "kh", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh", "ճ": "ch",
    "մ": "m", "յ": "y", "ն": "n", "շ": "sh", "ո": "o", "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s",
    "վ": "v", "տ": "t", "ր": "r", "ց": "ts", "ւ": "u", "փ": "p", "ք": "k", "և": "ev", "օ": "o", "ֆ": "f",
}  # fmt: skip
HY_RU = {
    "ա": "а", "բ": "б", "գ": "г", "դ": "д", "ե": "е", "զ": "з", "է": "э", "ը": "ы", "թ": "т", "ժ": "ж",
    "ի": "и", "լ": "л", "խ": "х", "ծ": "ц", "կ": "к", "հ": "г", "ձ": "дз", "ղ": "г", "ճ": "ч", "մ": "м",
    "յ": "й", "ն": "н", "շ": "ш", "ո": "о", "չ": "ч", "պ": "п", "ջ": "дж", "ռ": "р", "ս": "с", "վ": "в",
    "տ": "т", "ր": "р", "ց": "ц", "ւ": "в", "փ": "п", "ք": "к", "և": "ев", "օ": "о", "ֆ": "ф",
}  # fmt: skip


def lower_az(text: str) -> str:
    """Lower case after the Azerbaijani rule: İ to i, I to ı."""
    return text.replace("İ", "i").replace("I", "ı").lower()


def letters(text: str, table: dict[str, str]) -> str:
    """Transliterate letter by letter and give each word a capital again."""
    folded = lower_az(text).replace("ու", "u")
    table = {**table, "u": table.get("ու", table.get("u", "u"))}
    if table is not AZ_HY and "ա" in table:  # from Armenian: its digraph for u
        table["u"] = "у" if table["ա"] == "а" else "u"
    words = ["".join(table.get(letter, letter) for letter in word) for word in folded.split()]
    for pair, one in (("йа", "я"), ("йу", "ю"), ("йе", "е")):  # a Russian clerk writes one letter
        words = [word.replace(pair, one) for word in words]
    return " ".join(word[:1].upper() + word[1:] for word in words)


@dataclass(frozen=True)
class Human:
    """One invented person, as they would write themselves."""

    number: int
    side: str  # Kevria | Sartania
    sex: str
    surname: str
    given: str
    father: str
    born: dt.date
    category: str
    rank: str
    taken: dt.date
    place: tuple[str, str, str, str]
    state: str  # missing captured released dead
    state_on: dt.date | None
    on: set[str] = field(default_factory=set, compare=False, hash=False)


def people(rng: random.Random) -> list[Human]:
    """Four hundred people of both countries; who stands on which list depends on who would know of them."""
    out: list[Human] = []
    for number in range(1, 401):
        side = "Kevria" if number <= 280 else "Sartania"
        sex = "female" if rng.random() < 0.14 else "male"
        civilian = sex == "female" or rng.random() < 0.3
        if side == "Kevria":
            given = rng.choice(FEMALE if sex == "female" else MALE)
            root = rng.choice(ROOTS)
            suffix = rng.choice(["ov", "lı", "zadə", "ov"])
            surname = root + (suffix + "a" if sex == "female" and suffix == "ov" else suffix)
            father = rng.choice(MALE)
        else:
            given = rng.choice(S_FEMALE if sex == "female" else S_MALE)
            surname = rng.choice(S_ROOTS) + "յան"
            father = rng.choice(S_MALE)
        age = rng.randint(4, 84) if civilian else rng.randint(18, 46)
        taken = dt.date(2019, 3, 14) + dt.timedelta(days=min(87, int(abs(rng.gauss(0, 40)))))
        born = dt.date(2019 - age, 1, 1) + dt.timedelta(days=rng.randint(0, 364))
        roll = rng.random()
        state = "missing" if roll < 0.58 else "released" if roll < 0.86 else "dead"
        known = None if state == "missing" else taken + dt.timedelta(days=rng.randint(20, 900))
        rank = (
            ""
            if civilian
            else rng.choice(["private", "private", "corporal", "sergeant", "lieutenant"])
        )
        person = Human(number, side, sex, surname, given, father, born,
                       "civilian" if civilian else "military", rank, taken, rng.choice(PLACES),
                       state, known)  # fmt: skip
        chances = (
            {"commission": 0.82, "redcross": 0.5, "families": 0.12, "press": 0.34}
            if side == "Kevria"
            else {"commission": 0.06, "redcross": 0.5, "families": 0.78, "press": 0.3}
        )
        person.on.update(name for name, chance in chances.items() if rng.random() < chance)
        out.append(person)
    # Brothers, and namesakes born in the same year: what makes a list hard to read.
    for first, second in ((10, 11), (60, 61), (130, 131), (300, 301)):
        elder = out[first]
        out[second] = replace(out[second], surname=elder.surname, father=elder.father, sex="male",
                              given=MALE[3] if elder.side == "Kevria" else S_MALE[4],
                              place=elder.place, taken=elder.taken, on=set(elder.on))  # fmt: skip
    # The men of the two events that the report tells of, and those who came back in the two exchanges.
    bridge, gizvend = PLACES[0], PLACES[4]
    first, second = dt.date(2019, 10, 23), dt.date(2020, 1, 14)
    cast = {
        21: ("released", second, bridge, dt.date(2019, 4, 1)),
        22: ("released", second, bridge, dt.date(2019, 4, 1)),
        23: ("missing", None, bridge, dt.date(2019, 4, 1)),
        24: ("dead", dt.date(2019, 5, 9), bridge, dt.date(2019, 4, 1)),
        341: ("released", first, gizvend, dt.date(2019, 5, 4)),
        342: ("released", first, gizvend, dt.date(2019, 5, 4)),
    }
    for index, person in enumerate(out):
        if person.number in cast:
            state, on, place, taken = cast[person.number]
            lists = (
                {"commission", "redcross"} if person.side == "Kevria" else {"families", "redcross"}
            )
            out[index] = replace(person, sex="male", given=(MALE if person.side == "Kevria" else S_MALE)[
                person.number % 10], surname=person.surname.removesuffix("a") if person.side == "Kevria"
                else person.surname, category="military", rank="private", born=dt.date(1998, 1, 1)
                + dt.timedelta(days=37 * (person.number % 20)), state=state, state_on=on, place=place,
                taken=taken, on=lists)  # fmt: skip
        elif person.state == "released" and person.category == "military":
            out[index] = replace(person, state_on=second if person.number % 4 == 0 else first,
                                 taken=min(person.taken, dt.date(2019, 6, 9)), on=set(person.on))  # fmt: skip
    return out


def day(value: dt.date | None, style: str) -> str:
    """A day in a list's own way of writing."""
    return "" if value is None else value.strftime(style)


def name_ru(person: Human) -> tuple[str, str, str]:
    """Surname, given name and patronymic as a Russian-language clerk would write them."""
    if person.side == "Kevria":
        particle = "кызы" if person.sex == "female" else "оглы"
        table, patronymic = AZ_RU, f"{letters(person.father, AZ_RU)} {particle}"
    else:
        table = HY_RU
        patronymic = letters(person.father, HY_RU) + ("овна" if person.sex == "female" else "ович")
    return letters(person.surname, table), letters(person.given, table), patronymic


def commission(humans: list[Human], rng: random.Random) -> tuple[bytes, dict[int, str]]:
    """Kevria's State Commission: Azerbaijani Latin, semicolons, UTF-8 with byte order mark."""
    header = ["No", "Soyad", "Ad", "Ata adı", "Cins", "Doğum tarixi", "Kateqoriya", "Rütbə",
              "İtkin düşdüyü tarix", "Yer", "Status", "Status tarixi", "Qeyd"]  # fmt: skip
    ranks = {
        "private": "sıravi",
        "corporal": "çavuş",
        "sergeant": "gizir",
        "lieutenant": "leytenant",
        "": "",
    }
    states = {"missing": "itkin", "released": "azad edilib", "dead": "həlak olub"}
    rows, keys = [], {}
    for person in (human for human in humans if "commission" in human.on):
        key = f"K-{len(rows) + 1:04d}"
        keys[person.number] = key
        if person.side == "Kevria":
            surname, given = person.surname, person.given
            father = f"{person.father} {'qızı' if person.sex == 'female' else 'oğlu'}"
        else:
            surname, given, father = (
                letters(x, HY_EN) for x in (person.surname, person.given, person.father)
            )
        state, since = person.state, person.state_on
        if state == "released" and rng.random() < 0.08:  # the commission learnt of it late
            state, since = "missing", None
        rows.append([
            key, surname, given, father, "qadın" if person.sex == "female" else "kişi",
            day(person.born, "%d.%m.%Y") if rng.random() < 0.93 else str(person.born.year),
            "hərbçi" if person.category == "military" else "mülki", ranks[person.rank],
            day(person.taken, "%d.%m.%Y"), person.place[0], states[state], day(since, "%d.%m.%Y"), "",
        ])  # fmt: skip
    rows[30][5] = "31.02.1991"  # refused: no such day
    rows[41][1] = f"  {rows[41][1]}  "  # repaired: spaces
    rows[88][12] = "məlumat ailədən alınıb; təsdiqlənməyib"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    broken = ["K-9001", "Umrazov", "Anar"]  # refused: three cells where thirteen are expected
    writer.writerow(broken)
    return out.getvalue().encode("utf-8-sig"), keys


def redcross(humans: list[Human], rng: random.Random) -> tuple[openpyxl.Workbook, dict[int, str]]:
    """The Neutral Tracing Agency: English, a workbook with merged header rows and real date cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tracing requests"
    sheet.append(["Neutral Tracing Agency: open and closed tracing requests, Two Rivers"])
    sheet.append(["File", "Name", "", "Person", "", "", "Last seen", "", "Outcome", ""])
    sheet.append(["Reference", "Family name", "First name(s)", "Sex", "Born", "Service", "Date", "Place",
                  "Status", "Since"])  # fmt: skip
    sheet.merge_cells("A1:J1")
    for span in ("B2:C2", "D2:F2", "G2:H2", "I2:J2"):
        sheet.merge_cells(span)
    states = {"missing": "missing", "released": "released", "dead": "deceased"}
    keys = {}
    for person in (human for human in humans if "redcross" in human.on):
        key = f"NTA-{1000 + 7 * len(keys)}"
        keys[person.number] = key
        table = AZ_EN if person.side == "Kevria" else HY_EN
        born: object = person.born
        roll = rng.random()
        if roll < 0.1:
            born = person.born.year
        elif roll < 0.16:
            born = f"about {person.born.year}"
        state, since = person.state, person.state_on
        if state == "missing" and rng.random() < 0.3:
            state, since = "visited", person.taken + dt.timedelta(days=rng.randint(3, 60))
        sheet.append([
            key, letters(person.surname, table), letters(person.given, table),
            person.sex[0].upper(), born, person.category, person.taken, person.place[3],
            states.get(state, state), since,
        ])  # fmt: skip
    book.properties.created = book.properties.modified = dt.datetime(2025, 11, 3, 9, 0)
    book.properties.creator = "Neutral Tracing Agency"
    return book, keys


def families(humans: list[Human], rng: random.Random) -> tuple[bytes, dict[int, str]]:
    """Sartania's association of families: Armenian script, tabs, UTF-16."""
    header = ["Հ/Հ", "Ազգանուն", "Անուն", "Հայրանուն", "Սեռ", "Ծննդյան տարեթիվ", "Կարգավիճակ",
              "Անհետացման ամսաթիվ", "Վայր", "Վիճակ"]  # fmt: skip
    states = {"missing": "անհետ կորած", "released": "ազատված", "dead": "զոհված"}
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(header)
    keys = {}
    for person in (human for human in humans if "families" in human.on):
        key = str(len(keys) + 1)
        keys[person.number] = key
        if person.side == "Sartania":
            surname, given, father = person.surname, person.given, person.father + "ի"
        else:
            surname, given, father = (
                letters(x, AZ_HY) for x in (person.surname, person.given, person.father)
            )
        writer.writerow([
            key, surname, given, father, "իգական" if person.sex == "female" else "արական",
            day(person.born, "%d.%m.%Y") if rng.random() < 0.6 else str(person.born.year),
            "զինծառայող" if person.category == "military" else "քաղաքացիական",
            day(person.taken, "%d.%m.%Y"), person.place[2], states[person.state],
        ])  # fmt: skip
    return out.getvalue().encode("utf-16"), keys


def press(humans: list[Human], rng: random.Random) -> tuple[bytes, dict[int, str]]:
    """A newspaper's compilation: Russian, commas, CP1251, whole names in one cell, often a year only."""
    header = ["Номер", "ФИО", "Пол", "Год рождения", "Кто", "Дата", "Место", "Судьба"]
    states = {"missing": "пропал без вести", "released": "освобождён", "dead": "погиб"}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    keys = {}
    for person in (human for human in humans if "press" in human.on):
        key = f"п{len(keys) + 1}"
        keys[person.number] = key
        surname, given, patronymic = name_ru(person)
        full = f"{surname} {given} {patronymic}" if rng.random() < 0.7 else f"{surname} {given}"
        state = person.state if rng.random() < 0.9 else "missing"
        when = person.taken.strftime("%d.%m.%Y")
        roll = rng.random()
        if roll < 0.12:
            when = "весна 2019"
        elif roll < 0.2:
            when = f"около {person.taken.strftime('%d.%m.%Y')}"
        writer.writerow([
            key, full, "ж" if person.sex == "female" else "м",
            str(person.born.year) if rng.random() < 0.7 else "н/д",
            "военнослужащий" if person.category == "military" else "гражданский",
            when, person.place[1], states[state],
        ])  # fmt: skip
    return out.getvalue().encode("cp1251"), keys


def stamp_workbook(book: openpyxl.Workbook, path: Path) -> None:
    """Save a workbook with fixed times, so that the same seed gives the same bytes."""
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            data = source.read(name)
            if name == "docProps/core.xml":
                book.properties.modified = book.properties.created
                head, _, rest = data.partition(b"<dcterms:modified")
                inner, _, tail = rest.partition(b"</dcterms:modified>")
                kind = inner.partition(b">")[0]
                data = (
                    head
                    + b"<dcterms:modified"
                    + kind
                    + b">2025-11-03T09:00:00Z</dcterms:modified>"
                    + tail
                )
            info = zipfile.ZipInfo(name, (2025, 11, 3, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)


def main() -> None:
    """Write the lists and the decisions on who is who."""
    rng = random.Random(SEED)
    humans = people(rng)
    keys = {}
    data, keys["commission"] = commission(humans, rng)
    (OUT / "lists/commission.csv").write_bytes(data)
    book, keys["redcross"] = redcross(humans, rng)
    stamp_workbook(book, OUT / "lists/redcross.xlsx")
    data, keys["families"] = families(humans, rng)
    (OUT / "lists/families.csv").write_bytes(data)
    data, keys["press"] = press(humans, rng)
    (OUT / "lists/press.csv").write_bytes(data)

    identities = []
    refused = {"commission:K-0031"}  # its row is refused at import, so no decision can name it
    for person in humans:
        found = [
            f"{name}:{known[person.number]}"
            for name, known in keys.items()
            if person.number in known
        ]
        found = [key for key in found if key not in refused]
        # Two reviewers compared the lists by hand; of every ten pairs one was not noticed.
        if len(found) > 1 and rng.random() < 0.9:
            identities.append({
                "same": found,
                "why": "name across scripts, year of birth and place and date of last sighting agree",
                "by": "reviewer A",
            })  # fmt: skip
    for first, second in ((11, 12), (61, 62), (131, 132)):
        pair = [keys["commission"].get(first), keys["commission"].get(second)]
        if all(pair):
            identities.append({
                "different": [f"commission:{key}" for key in pair],
                "why": "brothers: same father and village, other given name and birth date",
                "by": "reviewer B",
            })  # fmt: skip
    text = (
        "# Who is the same person, decided by reviewers. Made by tools/make_example_lists.py.\n"
        "record: 1\nidentities:\n"
    )
    for decision in identities:
        text += "- " + yaml.safe_dump(
            decision, allow_unicode=True, default_flow_style=True, width=1000
        )
    (OUT / "3-identities.yaml").write_text(text, encoding="utf-8")
    print({name: len(known) for name, known in keys.items()}, len(identities), "decisions")
    print("on no list:", sum(not person.on for person in humans))


if __name__ == "__main__":
    main()
