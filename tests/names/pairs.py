"""A seeded generator of pairs of names, same person or not, across the scripts of the Caucasus.

Everybody is invented: surnames are built from syllables or common given names, given names are common ones. The
spelling tables here are written apart from those of ``probanda.names``, after what clerks do, so that the test does
not read with the hand that wrote. Half of the pairs are two spellings of one person; the others are hard: brothers
(other given name), namesakes (other father), same given name with another surname, strangers, changed initials.
"""

# ruff: noqa: SIM905, E501  (tables of letters read better as rows of letters)

from __future__ import annotations

import random
from dataclasses import dataclass, replace

AZ_GIVEN = """Elçin Elnur Elvin Elxan Elşən Rəşad Rəşid Ramil Ramin Rasim Rafiq Tofiq Tahir Tural Turan Vüqar Vüsal Vaqif Xəyal
Xalid Kamran Kamil Kənan Kərim Namiq Natiq Nazim Nadir Samir Sabir Sahib Şahin Şamil Zaur Zahid Cavid Cavad Ceyhun Cəmil
Fərid Fuad Famil Hikmət Həsən Hüseyn Həmid İlqar İlham İlkin İsmayıl Mahir Məhəmməd Mübariz Orxan Oqtay Pərviz Qurban Azər
Anar Araz Arif Aydın Bəhruz Bəxtiyar Cəfər Eldar Emin Etibar Gündüz Əli Vəli Əhməd Ənvər Əziz Yusif Yunus Yaşar Ziya Teymur
Seymur Sərdar Rövşən Ruslan Rüstəm Rauf Ayxan Babək Müşfiq Ülvi Toğrul Nicat Novruz Polad""".split()
AZ_WOMEN = "Aygün Aysel Aynur Günel Leyla Lalə Nərgiz Nigar Sevinc Səbinə Samirə Könül Xədicə Zeynəb Fatimə Rəna".split()
HY_GIVEN = """Արմեն Արման Արամ Արա Արթուր Աշոտ Արտակ Արսեն Գագիկ Գևորգ Գրիգոր Գարիկ Գոռ Դավիթ Էդգար Էդուարդ Էրիկ Լևոն Կարեն
Կարապետ Հայկ Հակոբ Հովհաննես Հարություն Հրանտ Հրաչյա Մհեր Մկրտիչ Մովսես Միհրան Նարեկ Ներսես Ռուբեն Ռաֆիկ Սամվել Սարգիս Սերոբ
Սուրեն Ստեփան Տիգրան Վարդան Վահե Վահան Վահագն Վազգեն Վաչե Վիգեն Խաչատուր Խաչիկ Պետրոս Պողոս Մանվել Մարտին Մուշեղ Ռազմիկ
Ռոբերտ Սեդրակ Շավարշ Ժիրայր Հմայակ Եղիշե Երվանդ Ոսկան Ավետիս Գառնիկ Գեղամ""".split()
HY_WOMEN = (
    "Անահիտ Անի Գայանե Հասմիկ Լուսինե Լիլիթ Մարիամ Նարինե Նունե Սիրանուշ Տաթևիկ Զարուհի".split()
)
KA_GIVEN = """გიორგი დავით ლევან ზურაბ თამაზ ნოდარ ოთარ შოთა ვახტანგ თენგიზ მერაბ გელა გოჩა ირაკლი კახა ლაშა მამუკა ნიკა პაატა
რევაზ სანდრო შალვა ზვიად ბადრი ავთანდილ ანზორ გურამ ვაჟა ზაზა თემურ""".split()
RU_GIVEN = """Александр Алексей Андрей Антон Борис Вадим Виктор Владимир Дмитрий Евгений Иван Игорь Кирилл Константин Леонид Максим
Михаил Никита Николай Олег Павел Пётр Роман Сергей Степан Тимур Фёдор Юрий""".split()
_ONSETS, _MIDDLES = (
    "b c d f g h k l m n p q r s t v x z ç ş".split(),
    "rd rq lm nd st rt mb lt r l z m d v".split(),
)
_VOWELS = "a ə i o u e ü ö ı".split()


def _table(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())


AZ_RU = _table(
    "a=а b=б c=дж ç=ч d=д e=е ə=а f=ф g=г ğ=г h=г x=х ı=ы i=и j=ж k=к q=к l=л m=м n=н o=о ö=о p=п r=р s=с ş=ш t=т u=у ü=ю "
    "v=в y=й z=з"
)
AZ_RU_OTHER = {"ə": "е", "h": "х", "q": "г", "ö": "ё", "ü": "у", "ı": "и", "c": "ж"}
AZ_CYRL = _table(
    "a=а b=б c=ҹ ç=ч d=д e=е ə=ә f=ф g=ҝ ğ=ғ h=һ x=х ı=ы i=и j=ж k=к q=г l=л m=м n=н o=о ö=ө p=п r=р s=с ş=ш t=т u=у ü=ү "
    "v=в y=ј z=з"
)
AZ_EN = _table("c=j ç=ch ə=a ğ=gh x=kh ı=i ö=o q=g ş=sh ü=u j=zh")
AZ_EN_OTHER = {"ə": "e", "q": "q", "ı": "y", "ö": "oe", "ü": "ue", "x": "h", "ğ": "g", "c": "dj"}
AZ_ASCII = _table("ç=c ə=e ğ=g ı=i ö=o ş=s ü=u")
AZ_HY = _table(
    "a=ա b=բ c=ջ ç=չ d=դ e=ե ə=ա f=ֆ g=գ ğ=ղ h=հ x=խ ı=ը i=ի j=ժ k=կ q=ղ l=լ m=մ n=ն o=ո ö=յո p=պ r=ր s=ս ş=շ t=տ u=ու "
    "ü=յու v=վ y=յ z=զ"
)
AZ_HY_OTHER = {"q": "գ", "k": "ք", "t": "թ", "ü": "ու", "ö": "օ", "h": "գ", "ə": "ե"}
AZ_KA = _table(
    "a=ა b=ბ c=ჯ ç=ჩ d=დ e=ე ə=ა f=ფ g=გ ğ=ღ h=ჰ x=ხ ı=ი i=ი j=ჟ k=ქ q=ყ l=ლ m=მ n=ნ o=ო ö=ო p=პ r=რ s=ს ş=შ t=ტ u=უ "
    "ü=უ v=ვ y=ი z=ზ"
)
AZ_KA_OTHER = {"ə": "ე", "h": "გ", "q": "გ", "t": "თ", "k": "კ"}
AZ_ARAB = _table(
    "a=ا b=ب c=ج ç=چ d=د e= ə= f=ف g=گ ğ=غ h=ح x=خ ı=ی i=ی j=ژ k=ک q=ق l=ل m=م n=ن o=و ö=و p=پ r=ر s=س ş=ش t=ت u=و ü=و "
    "v=و y=ی z=ز"
)
HY_RU = _table(
    "ա=а բ=б գ=г դ=д ե=е զ=з է=э ը=ы թ=т ժ=ж ի=и լ=л խ=х ծ=ц կ=к հ=г ձ=дз ղ=г ճ=ч մ=м յ=й ն=н շ=ш ո=о չ=ч պ=п ջ=дж ռ=р ս=с "
    "վ=в տ=т ր=р ց=ц փ=п ք=к օ=о ֆ=ф և=ев"
)
HY_EN = _table(
    "ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=y թ=t ժ=zh ի=i լ=l խ=kh ծ=ts կ=k հ=h ձ=dz ղ=gh ճ=ch մ=m յ=y ն=n շ=sh ո=o չ=ch պ=p ջ=j "
    "ռ=r ս=s վ=v տ=t ր=r ց=ts փ=p ք=k օ=o ֆ=f և=ev"
)
KA_RU = _table(
    "ა=а ბ=б გ=г დ=д ე=е ვ=в ზ=з თ=т ი=и კ=к ლ=л მ=м ნ=н ო=о პ=п ჟ=ж რ=р ს=с ტ=т უ=у ფ=п ქ=к ღ=г ყ=к შ=ш ჩ=ч ც=ц ძ=дз წ=ц "
    "ჭ=ч ხ=х ჯ=дж ჰ=х"
)
KA_EN = _table(
    "ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=gh ყ=q შ=sh ჩ=ch ც=ts "
    "ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j ჰ=h"
)
RU_EN = _table(
    "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch "
    "ъ= ы=y ь= э=e ю=yu я=ya"
)
RU_HY = _table(
    "а=ա б=բ в=վ г=գ д=դ е=ե ё=յո ж=ժ з=զ и=ի й=յ к=կ л=լ м=մ н=ն о=ո п=պ р=ր с=ս т=տ у=ու ф=ֆ х=խ ц=ց ч=չ ш=շ щ=շչ ъ= "
    "ы=ի ь= э=է ю=յու я=յա"
)


@dataclass(frozen=True)
class Person:
    """An invented person; names in the spelling of the people's own language."""

    people: str
    stem: str
    ending: str
    given: str
    father: str
    woman: bool = False


def _spell(
    rng: random.Random, word: str, table: dict[str, str], other: dict[str, str], noise: float
) -> str:
    out = []
    for letter in word.replace("İ", "i").lower():
        usual = table.get(letter, letter)
        out.append(other[letter] if letter in other and rng.random() < noise else usual)
    return "".join(out)


def _title(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


def invented_stem(rng: random.Random) -> str:
    """A stem of two syllables."""
    first = rng.choice(_ONSETS) + rng.choice(_VOWELS[:6]) + rng.choice(_MIDDLES)
    return (first + rng.choice(_VOWELS[:6]) + rng.choice("r n l m d z s ş".split())).capitalize()


def person(rng: random.Random) -> Person:
    """Draw a person: half Azerbaijani, a third Armenian, the rest Georgian and Russian."""
    kind = rng.random()
    woman = rng.random() < 0.15
    if kind < 0.5:
        stem = rng.choice(AZ_GIVEN) if rng.random() < 0.5 else invented_stem(rng)
        vowel = stem[-1] in "aəiıeouüö"
        ending = rng.choices(["ov", "li", "zadə"], [8, 1.5, 1])[0]
        if ending == "ov":
            ending = "yev" if vowel else ("ov" if rng.random() < 0.8 else "iyev")
        given = rng.choice(AZ_WOMEN if woman else AZ_GIVEN)
        return Person("az", stem, ending, given, rng.choice(AZ_GIVEN), woman)
    if kind < 0.82:
        stem = rng.choice(HY_GIVEN)
        if rng.random() < 0.5:
            stem = _spell(rng, invented_stem(rng), AZ_HY, {}, 0).capitalize()
        return Person(
            "hy",
            stem,
            "յան",
            rng.choice(HY_WOMEN if woman else HY_GIVEN),
            rng.choice(HY_GIVEN),
            woman,
        )
    if kind < 0.9:
        stem = _spell(rng, invented_stem(rng), AZ_KA, {}, 0)
        return Person(
            "ka", stem, rng.choice(["აძე", "იშვილი"]), rng.choice(KA_GIVEN), rng.choice(KA_GIVEN)
        )
    stem = _spell(rng, invented_stem(rng), AZ_RU, {}, 0).capitalize()
    return Person(
        "ru", stem, rng.choice(["ов", "ов", "ский"]), rng.choice(RU_GIVEN), rng.choice(RU_GIVEN)
    )


def _az(rng: random.Random, p: Person, script: str) -> tuple[str, str, str]:
    noise = 0.2
    ending = p.ending
    if ending in ("ov", "yev", "iyev") and p.woman:
        ending += "a"
    surname = p.stem + ending
    if script in ("az", "az-ascii"):
        particle = "qızı" if p.woman else "oğlu"
        words = (surname, p.given, f"{p.father} {particle}")
        if script == "az":
            return words
        return tuple(_title(_spell(rng, w, AZ_ASCII, {}, 0)) for w in words)  # type: ignore[return-value]
    if script == "az-cyrl":
        particle = "гызы" if p.woman else "оғлу"
        s, g, f = (_title(_spell(rng, w, AZ_CYRL, {}, 0)) for w in (surname, p.given, p.father))
        return s, g, f"{f} {particle}"
    table, other, particles = {
        "ru": (AZ_RU, AZ_RU_OTHER, (["оглы", "оглы", "-оглы"], ["кызы"])),
        "en": (AZ_EN, AZ_EN_OTHER, (["oglu", "oghlu", "ogly"], ["gizi", "kyzy"])),
        "hy": (AZ_HY, AZ_HY_OTHER, (["օղլի", "օղլու"], ["կիզի"])),
        "ka": (AZ_KA, AZ_KA_OTHER, (["ოღლუ", "ოღლი"], ["ყიზი"])),
        "arab": (AZ_ARAB, {}, (["اوغلو"], ["قیزی"])),
    }[script]
    if script == "arab" and rng.random() < 0.7:
        surname = surname.replace("ov", "وف").replace("yev", "یف").replace("zadə", "زاده")
    if script == "arab":
        surname, given, father = (
            ("ا" + w if w[0] in "EƏİIOÖUÜ" else w) for w in (surname, p.given, p.father)
        )
        p = replace(p, given=given, father=father)
    s, g, f = (_spell(rng, w, table, other, noise) for w in (surname, p.given, p.father))
    if script == "ru":
        s, g, f = (_cyrillic_habits(w) for w in (s, g, f))
        if s.endswith(("лы", "зада")):
            s = s.removesuffix("зада") + "заде" if s.endswith("зада") else s[:-2] + "ли"
    if script == "ka" and s.endswith("ოვ"):
        s += "ი"
    if script == "ru" and not p.woman and rng.random() < 0.25:
        f = f + ("евич" if f.endswith("й") else "ович")
    else:
        particle = rng.choice(particles[1 if p.woman else 0])
        f = f + particle if particle.startswith("-") else f"{f} {particle}"
    return _title(s), _title(g) if script != "arab" else g, _title(f)


def _cyrillic_habits(word: str) -> str:
    word = (
        word.replace("йу", "ю")
        .replace("йа", "я")
        .replace("йе", "е")
        .replace("ийев", "иев")
        .replace("йев", "ев")
    )
    if word.startswith("е"):
        word = "э" + word[1:]
    return word.replace("лч", "льч").replace("лн", "льн") if word.startswith("эл") else word


def _hy(rng: random.Random, p: Person, script: str) -> tuple[str, str, str]:
    father = p.father[:-1] + "ու" if p.father.endswith("ի") else p.father
    if p.father.endswith("իս") and len(p.father) > 4:
        father = p.father[:-2] + "ս"
    surname = p.stem + "յան"
    if script == "hy":
        return surname, p.given, father + "ի"
    if script == "hy-classical":
        s = p.stem + "եան"
        given = p.given.replace("և", "եւ").replace("յա", "եա")
        given = "Յ" + given[1:] if given.startswith(("Հակ", "Հար", "Հով")) else given
        return s, given, father.replace("և", "եւ") + "ի"
    if script in ("ru", "ka", "en", "az"):
        ru = script == "ru"
        table = HY_RU if ru else HY_EN
        words = []
        for word in (p.stem, p.given, p.father):
            text = word.replace("ու", "у" if ru else "u").replace("Ու", "у" if ru else "u").lower()
            text = text.replace("ոյ", "уй") if ru else text
            if ru and text.startswith("հ") and rng.random() < 0.5:
                text = text[1:]
            if text.startswith("ե"):
                text = ("е" if ru else "ye") + text[1:]
            if text.startswith("ո") and not text.startswith("ով"):
                text = ("во" if ru else "vo") + text[1:]
            words.append("".join(table.get(letter, letter) for letter in text))
        s, g, f = words
        if ru:
            s = s + ("н" if s.endswith("я") else "ян")
            f = f + ("евич" if f.endswith(("е", "и")) else "ович") if not p.woman else f + "овна"
            return (
                _title(s.replace("йу", "ю").replace("йа", "я")),
                _title(g.replace("йа", "я")),
                _title(f),
            )
        s += rng.choice(["yan", "yan", "ian"])
        if script == "az":
            s, g, f = (
                w.replace("kh", "x")
                .replace("sh", "ş")
                .replace("ch", "ç")
                .replace("gh", "ğ")
                .replace("j", "c")
                for w in (s, g, f)
            )
        if script == "ka":
            s, g, f = (_latin_to_georgian(w) for w in (s, g, f))
            return s + "ი", g, f
        return _title(s), _title(g), _title(f + "i") if rng.random() < 0.5 else _title(f)
    raise ValueError(script)


def _latin_to_georgian(word: str) -> str:
    for group, letter in (
        ("gh", "ღ"),
        ("kh", "ხ"),
        ("sh", "შ"),
        ("ch", "ჩ"),
        ("ts", "ც"),
        ("dz", "ძ"),
        ("zh", "ჟ"),
        ("y", "ი"),
    ):
        word = word.replace(group, letter)
    return "".join(
        dict(zip("abgdevztiklmnoprsujfhq", "აბგდევზტიკლმნოპრსუჯფჰყ", strict=True)).get(c, c)
        for c in word
    )


def _ka(rng: random.Random, p: Person, script: str) -> tuple[str, str, str]:
    if script == "ka":
        return p.stem + p.ending, p.given, p.father.removesuffix("ი") + "ის ძე"
    table = {"ru": KA_RU, "en": KA_EN}[script]
    s, g, f = (_title("".join(table[c] for c in w)) for w in (p.stem + p.ending, p.given, p.father))
    if script == "ru":
        f = f.removesuffix("и") + ("ьевич" if f.endswith("и") else "ович")
    return s, g, f


def _ru(rng: random.Random, p: Person, script: str) -> tuple[str, str, str]:
    father = p.father.removesuffix("й").removesuffix("ь")
    f = father + ("евич" if p.father[-1] in "йь" else "ович")
    words = (p.stem + p.ending, p.given, f)
    if script == "ru":
        return words
    table = RU_EN if script == "en" else RU_HY
    s, g, f = (_title("".join(table.get(c, c) for c in w.lower())) for w in words)
    if script == "en":
        s = s.replace("iy", "y") if rng.random() < 0.5 else s
        g = g.replace("iy", rng.choice(["y", "i", "iy"]))
    return s, g, f


SCRIPTS = {
    "az": (_az, ["az", "az", "az-ascii", "az-cyrl", "ru", "ru", "en", "en", "hy", "ka", "arab"]),
    "hy": (_hy, ["hy", "hy", "hy-classical", "ru", "ru", "en", "en", "ka", "az"]),
    "ka": (_ka, ["ka", "ru", "en"]),
    "ru": (_ru, ["ru", "en", "hy"]),
}


def written(rng: random.Random, p: Person, script: str, hard: bool = True) -> str:
    """The person's name as one list writes it."""
    render, _ = SCRIPTS[p.people]
    if p.people == "az" and hard and rng.random() < 0.06:
        # A restored or a Soviet-era surname.
        other = {"ov": "li", "yev": "li", "iyev": "zadə", "li": "ov", "zadə": "ov"}[p.ending]
        p = replace(p, ending=other)
    surname, given, father = render(rng, p, script)
    if hard:
        surname, given = _typo(rng, surname, 0.07), _typo(rng, given, 0.04)
        father = _typo(rng, father, 0.03)
        how = rng.random()
        if how < 0.12:
            given = given[0] + "."
            father = father[0] + "." if rng.random() < 0.5 else ""
        elif how < 0.5:
            father = ""
    words = [surname, given, father] if rng.random() < 0.65 else [given, father, surname]
    if script == "en" and not father and rng.random() < 0.5:
        words = [given, surname]
    return " ".join(word for word in words if word)


def _typo(rng: random.Random, word: str, chance: float) -> str:
    if rng.random() > chance or len(word) < 5:
        return word
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + rng.choice([c for c in word if c.isalpha()]).lower() + word[at + 1 :]


def _other(rng: random.Random, p: Person) -> tuple[Person, str]:
    kind = rng.choices(["brother", "father", "surname", "stranger"], [40, 20, 25, 15])[0]
    while True:
        q = person(rng)
        if q.people != p.people:
            continue
        if kind == "brother" and q.given != p.given and q.woman == p.woman:
            return replace(p, given=q.given), kind
        if kind == "father" and q.father != p.father:
            return replace(p, father=q.father), kind
        if kind == "surname" and q.stem != p.stem:
            return replace(p, stem=q.stem, ending=q.ending), kind
        if kind == "stranger" and (q.given, q.stem) != (p.given, p.stem):
            return q, kind


def pairs(number: int, seed: int, hard: bool = True) -> list[tuple[str, str, bool, str]]:
    """``(a, b, same, kind)``; half of them the same person.

    Namesakes with another father keep their patronymics in full, brothers their given names: without those nobody
    could tell.
    """
    rng = random.Random(seed)
    made = []
    for _ in range(number):
        p = person(rng)
        scripts = SCRIPTS[p.people][1]
        first, second = rng.choice(scripts), rng.choice(scripts)
        if rng.random() < 0.5:
            made.append(
                (
                    written(rng, p, first, hard),
                    written(rng, p, second, hard),
                    True,
                    f"same:{first}:{second}",
                )
            )
            continue
        q, kind = _other(rng, p)
        plain = kind in ("brother", "father")
        a = written(rng, p, first, hard and not plain)
        b = written(rng, q, second, hard and not plain)
        made.append((a, b, False, f"{kind}:{first}:{second}"))
    return made
