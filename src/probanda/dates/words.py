"""The words of dates in eight languages, as data: months, seasons, "about", "after", "end of" …

One place to add a word or a language. `stem(a|b)` stands for "stema" and "stemb", `stem(|a)` for
"stem" and "stema"; forms are separated by commas and may be several words. Case, accents and the
dotless ı do not matter: `vocabulary` folds them as it folds the text. What the words do with each
other is in `phrase`.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache


class Word(Enum):
    """What a word does in a date."""

    ABOUT = auto()
    PERHAPS = auto()
    AFTER = auto()
    BEFORE = auto()
    SINCE = auto()
    UNTIL = auto()
    INTO = auto()  # joins two days ("в ночь с 27 на 28"), says nothing alone
    BETWEEN = auto()
    AND = auto()
    OR = auto()
    EARLY = auto()
    MIDDLE = auto()
    LATE = auto()
    FIRST_HALF = auto()
    SECOND_HALF = auto()
    DECADE = auto()
    PRESENT = auto()  # "to the present": an open end
    ABLATIVE = auto()  # a case ending that means "from"; with "sonra", "հետո" it is part of "after"
    FILLER = auto()
    EMPTY = auto()


Meaning = Word | int  # an int is a month (1-12), a season (21-24) or a weekday (31-37)

W = Word

#: January to December.
MONTHS = {
    "en": (
        "january, jan", "february, feb, febr", "march, mar", "april, apr", "may", "june, jun",
        "july, jul", "august, aug", "september, sept, sep", "october, oct", "november, nov",
        "december, dec",
    ),
    "fr": (
        "janvier, janv", "février, févr, fév", "mars", "avril, avr", "mai", "juin",
        "juillet, juil", "août", "septembre, sept", "octobre, oct", "novembre, nov",
        "décembre, déc",
    ),
    "es": (
        "enero, ene", "febrero, feb", "marzo, mar", "abril, abr", "mayo, may", "junio, jun",
        "julio, jul", "agosto, ago", "septiembre, setiembre, sept, sep, set", "octubre, oct",
        "noviembre, nov", "diciembre, dic",
    ),
    "ru": (
        "январ(ь|я|е|ю|ем|ём), янв", "феврал(ь|я|е|ю|ем|ём), фев, февр", "март(|а|е|у|ом), мар",
        "апрел(ь|я|е|ю|ем), апр", "ма(й|я|е|ю|ем)", "июн(ь|я|е|ю|ем)", "июл(ь|я|е|ю|ем)",
        "август(|а|е|у|ом), авг", "сентябр(ь|я|е|ю|ем|ём), сен, сент",
        "октябр(ь|я|е|ю|ем|ём), окт", "ноябр(ь|я|е|ю|ем|ём), ноя, нояб",
        "декабр(ь|я|е|ю|ем|ём), дек",
    ),
    "uk": (
        "січ(ень|ня|ні|ню|нем), січ", "лют(ий|ого|ому|им), лют", "берез(ень|ня|ні|ню|нем), бер",
        "квіт(ень|ня|ні|ню|нем), квіт", "трав(ень|ня|ні|ню|нем), трав",
        "черв(ень|ня|ні|ню|нем), черв", "лип(ень|ня|ні|ню|нем), лип",
        "серп(ень|ня|ні|ню|нем), серп", "верес(ень|ня|ні|ню|нем), вер",
        "жовт(ень|ня|ні|ню|нем), жовт", "листопад(|а|і|у|ом), лист",
        "груд(ень|ня|ні|ню|нем), груд",
    ),
    "az": (
        "yanvar(|ın|da|ında|ı|a|ına), yan", "fevral(|ın|da|ında|ı|a|ına), fev",
        "mart(|ın|da|ında|ı|a|ına), mar", "aprel(|in|də|ində|i|ə|inə), apr",
        "may(|ın|da|ında|ı|a|ına)", "iyun(|un|da|unda|u|a|una)", "iyul(|un|da|unda|u|a|una)",
        "avqust(|un|da|unda|u|a|una), avq", "sentyabr(|ın|da|ında|ı|a|ına), sen, sent",
        "oktyabr(|ın|da|ında|ı|a|ına), okt", "noyabr(|ın|da|ında|ı|a|ına), noy",
        "dekabr(|ın|da|ında|ı|a|ına), dek",
    ),
    "hy": (
        "հունվար(|ի|ին|ը), հնվ", "փետրվար(|ի|ին|ը), փտվ, փետ", "մարտ(|ի|ին|ը), մրտ",
        "ապրիլ(|ի|ին|ը), ապր", "մայիս(|ի|ին|ը), մյս", "հունիս(|ի|ին|ը), հնս",
        "հուլիս(|ի|ին|ը), հլս", "օգոստոս(|ի|ին|ը), օգս, օգ", "սեպտեմբեր(|ի|ին|ը), սեպ, սեպտ",
        "հոկտեմբեր(|ի|ին|ը), հոկ, հոկտ", "նոյեմբեր(|ի|ին|ը), նոյ", "դեկտեմբեր(|ի|ին|ը), դեկ",
    ),
    "ar": (
        "يناير, كانون الثاني, جانفي", "فبراير, شباط, فيفري", "مارس, آذار", "أبريل, إبريل, نيسان, أفريل",
        "مايو, أيار, ماي", "يونيو, حزيران, جوان", "يوليو, تموز, جويلية", "أغسطس, آب, أوت",
        "سبتمبر, أيلول", "أكتوبر, تشرين الأول", "نوفمبر, تشرين الثاني", "ديسمبر, كانون الأول",
    ),
}  # fmt: skip

#: Month forms that already say "from": the ablative of Azerbaijani and Armenian.
ABLATIVE_MONTHS = {
    "az": (
        "yanvar(dan|ından)", "fevral(dan|ından)", "mart(dan|ından)", "aprel(dən|indən)",
        "may(dan|ından)", "iyun(dan|undan)", "iyul(dan|undan)", "avqust(dan|undan)",
        "sentyabr(dan|ından)", "oktyabr(dan|ından)", "noyabr(dan|ından)", "dekabr(dan|ından)",
    ),
    "hy": (
        "հունվարից", "փետրվարից", "մարտից", "ապրիլից", "մայիսից", "հունիսից", "հուլիսից",
        "օգոստոսից", "սեպտեմբերից", "հոկտեմբերից", "նոյեմբերից", "դեկտեմբերից",
    ),
}  # fmt: skip

#: Month forms that already say "until".
UNTIL_MONTHS = {
    "az": (
        "yanvaradək", "fevraladək", "martadək", "aprelədək", "mayadək", "iyunadək", "iyuladək",
        "avqustadək", "sentyabradək", "oktyabradək", "noyabradək", "dekabradək",
    ),
}  # fmt: skip

#: Monday to Sunday.
WEEKDAYS = {
    "en": ("monday, mon", "tuesday, tue, tues", "wednesday, wed", "thursday, thu, thurs",
           "friday, fri", "saturday, sat", "sunday, sun"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "ru": ("понедельник(|а), пн", "вторник(|а), вт", "сред(а|ы|у), ср", "четверг(|а), чт",
           "пятниц(а|ы|у), пт", "суббот(а|ы|у), сб", "воскресень(е|я), вс"),
    "uk": ("понеділ(ок|ка)", "вівтор(ок|ка)", "серед(а|и|у)", "четвер(|га)", "п'ятниц(я|і|ю)",
           "субот(а|и|у)", "неділ(я|і|ю)"),
    "az": ("bazar ertəsi", "çərşənbə axşamı", "çərşənbə", "cümə axşamı", "cümə", "şənbə",
           "bazar"),
    "hy": ("երկուշաբթի", "երեքշաբթի", "չորեքշաբթի", "հինգշաբթի", "ուրբաթ", "շաբաթ", "կիրակի"),
    "ar": ("الاثنين, الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}  # fmt: skip

#: Spring, summer, autumn, winter (EDTF 21 to 24).
SEASONS = {
    "en": ("spring, springtime", "summer, summertime", "autumn, fall", "winter, wintertime"),
    "fr": ("printemps, au printemps", "été, à l'été", "automne, à l'automne", "hiver, à l'hiver"),
    "es": ("primavera", "verano", "otoño", "invierno"),
    "ru": ("весн(а|ы|е|ой|у)", "лет(о|а|е|ом|у)", "осен(ь|и|ью)", "зим(а|ы|е|ой|у)"),
    "uk": ("весн(а|и|і|ою|у), навесні", "літ(о|а|і|ом|у), влітку", "ос(інь|ені|інню), восени",
           "зим(а|и|і|ою|у), взимку"),
    "az": ("yaz(|ın|da|ı|ında|ının)", "yay(|ın|da|ı|ında|ının)", "payız(|ın|da|ı|ında|ının)",
           "qış(|ın|da|ı|ında|ının)"),
    "hy": ("գարուն(|ը), գարնան(|ը)", "ամառ(|ը), ամռան(|ը), ամառվա", "աշուն(|ը), աշնան(|ը)",
           "ձմեռ(|ը), ձմռան(|ը)"),
    "ar": ("ربيع, الربيع", "صيف, الصيف", "خريف, الخريف", "شتاء, الشتاء"),
}  # fmt: skip

#: Words that say how the date is meant. Where usage leaves open whether the day named is included
#: ("до", "until", "by"), it is: the wider reading.
SENSES: dict[str, dict[Word, str]] = {
    "en": {
        W.ABOUT: "about, around, circa, ca, c, approximately, approx, roughly, some time around,"
        " on or about, on or around, at about, at around, in or about, in or around",
        W.PERHAPS: "perhaps, possibly, probably, presumably, maybe, uncertain",
        W.AFTER: "after, later than, following, some time after, sometime after, shortly after",
        W.BEFORE: "before, prior to, earlier than, ahead of",
        W.SINCE: "since, from, as from, not earlier than, no earlier than, not before,"
        " on or after, starting, beginning on, starting from",
        W.UNTIL: "until, till, up to, to, through, by, not later than, no later than, not after,"
        " on or before, at the latest by",
        W.BETWEEN: "between, some time between, sometime between",
        W.AND: "and",
        W.OR: "or, and or",
        W.EARLY: "early, early in, the beginning of, beginning of, at the beginning of, start of,"
        " at the start of, beginning",
        W.MIDDLE: "mid, middle of, the middle of, in the middle of, middle",
        W.LATE: "late, late in, end of, the end of, at the end of, towards the end of, end",
        W.FIRST_HALF: "first half of, the first half of, in the first half of",
        W.SECOND_HALF: "second half of, the second half of, in the second half of",
        W.PRESENT: "present, the present, now, today, present day, ongoing",
        W.FILLER: "the, of, in, on, at, year, month, day, date, dated, during, sometime in,"
        " some time in, night, night of, the night of, on the night of, season",
        W.EMPTY: "unknown, not known, no date, undated, n/a, na, none, null, nil, nan, nat, n/d, nd,"
        " date unknown, unknown date, not stated, not available, unspecified, not specified, tbd, s/d",
    },
    "fr": {
        W.ABOUT: "vers, environ, aux environs de, approximativement, autour de, vers le, env",
        W.PERHAPS: "peut-être, probablement, sans doute, incertain",
        W.AFTER: "après, après le, postérieur à",
        W.BEFORE: "avant, avant le, antérieur à",
        W.SINCE: "depuis, depuis le, à partir de, à partir du, à compter du, dès, pas avant,"
        " pas avant le, au plus tôt, au plus tôt le",
        W.UNTIL: "jusqu'à, jusqu'au, jusqu'en, au, à, au plus tard, au plus tard le, d'ici,"
        " d'ici le, pas après, pas après le",
        W.BETWEEN: "entre, entre le",
        W.AND: "et, et le",
        W.OR: "ou, ou le",
        W.EARLY: "début, au début de, au début du, début de, au commencement de",
        W.MIDDLE: "mi, milieu, au milieu de, au milieu du, milieu de, à la mi",
        W.LATE: "fin, à la fin de, à la fin du, fin de, vers la fin de",
        W.FIRST_HALF: "première moitié de, dans la première moitié de, première moitié du",
        W.SECOND_HALF: "seconde moitié de, deuxième moitié de, dans la seconde moitié de,"
        " dans la deuxième moitié de",
        W.DECADE: "années, les années, dans les années",
        W.PRESENT: "ce jour, à ce jour, aujourd'hui, présent",
        W.FILLER: "le, la, l, de, du, d, des, en, dans, an, année, mois, jour, nuit, courant",
        W.EMPTY: "inconnu, inconnue, date inconnue, sans date, non connu, non précisé,"
        " non précisée, non communiqué, n/c, nc",
    },
    "es": {
        W.ABOUT: "hacia, alrededor de, alrededor del, aproximadamente, aprox, cerca de, sobre,"
        " en torno a, en torno al",
        W.PERHAPS: "quizá, quizás, posiblemente, probablemente, tal vez",
        W.AFTER: "después de, después del, tras, tras el, posterior a, posterior al",
        W.BEFORE: "antes de, antes del, anterior a, anterior al",
        W.SINCE: "desde, desde el, a partir de, a partir del, no antes de, no antes del",
        W.UNTIL: "hasta, hasta el, al, a, a más tardar, a más tardar el, no después de,"
        " no después del, no más tarde del, no más tarde de",
        W.BETWEEN: "entre, entre el",
        W.AND: "y, e, y el",
        W.OR: "o, u, o el",
        W.EARLY: "principios de, a principios de, comienzos de, a comienzos de, inicios de,"
        " a inicios de",
        W.MIDDLE: "mediados de, a mediados de",
        W.LATE: "fines de, a fines de, finales de, a finales de",
        W.FIRST_HALF: "primera mitad de, en la primera mitad de, la primera mitad de",
        W.SECOND_HALF: "segunda mitad de, en la segunda mitad de, la segunda mitad de",
        W.DECADE: "años, los años, en los años, década, la década, en la década, décadas",
        W.PRESENT: "la fecha, hoy, la actualidad, presente",
        W.FILLER: "el, la, los, de, del, en, año, mes, día, noche, durante",
        W.EMPTY: "desconocido, desconocida, fecha desconocida, sin fecha, se desconoce, s/f,"
        " no consta",
    },
    "ru": {
        W.ABOUT: "около, примерно, приблизительно, приблизительно в, ориентировочно, ок, прим,"
        " где-то в",
        W.PERHAPS: "возможно, предположительно, вероятно, предп, наверное, может быть",
        W.AFTER: "после, позже, позднее",
        W.BEFORE: "перед, раньше, ранее",
        W.SINCE: "с, со, от, начиная с, не ранее, не раньше, не ранее чем",
        W.UNTIL: "до, по, вплоть до, не позднее, не позже, не позднее чем, к",
        W.INTO: "на",
        W.BETWEEN: "между, в период между, в промежутке между",
        W.AND: "и",
        W.OR: "или, либо, и/или",
        W.EARLY: "начал(о|а|е), в начале, нач",
        W.MIDDLE: "середин(а|ы|е), в середине, сер",
        W.LATE: "кон(ец|ца|це), в конце, кон",
        W.FIRST_HALF: "перв(ая|ой) половин(а|ы|е), в первой половине",
        W.SECOND_HALF: "втор(ая|ой) половин(а|ы|е), во второй половине",
        W.DECADE: "годы, годов, годах, гг",
        W.PRESENT: "настоящее время, наст время, сегодня, сегодняшний день",
        W.FILLER: "г, год, года, году, годом, в, во, месяц, месяца, месяце, числа, ночь, ночью,"
        " период, в период, день, дня, дата",
        W.EMPTY: "неизвестно, неизвестна, неизвестен, дата неизвестна, н/д, нд, нет данных, нет,"
        " не установлено, не установлена, не указано, не указана, н/у, б/д, без даты,"
        " нет сведений, отсутствует",
    },
    "uk": {
        W.ABOUT: "близько, приблизно, орієнтовно, бл, десь у, десь в",
        W.PERHAPS: "можливо, імовірно, ймовірно",
        W.AFTER: "після, пізніше",
        W.BEFORE: "перед, раніше",
        W.SINCE: "з, із, від, починаючи з, не раніше, не раніше ніж",
        W.UNTIL: "до, по, не пізніше, не пізніше ніж, аж до",
        W.INTO: "на",
        W.BETWEEN: "між, у період між, в період між",
        W.AND: "і, й, та",
        W.OR: "або, чи",
        W.EARLY: "почат(ок|ку), на початку",
        W.MIDDLE: "середин(а|и|і), у середині, в середині, всередині",
        W.LATE: "кін(ець|ця|ці), наприкінці, у кінці, в кінці",
        W.FIRST_HALF: "перш(а|ої|ій) половин(а|и|і), у першій половині, в першій половині",
        W.SECOND_HALF: "друг(а|ої|ій) половин(а|и|і), у другій половині, в другій половині",
        W.DECADE: "роки, років, роках, рр",
        W.PRESENT: "теперішній час, сьогодні, цей час",
        W.FILLER: "р, рік, року, році, у, в, місяць, місяця, ніч, вночі, числа, день, дня",
        W.EMPTY: "невідомо, невідома, дата невідома, немає даних, не вказано, не встановлено,"
        " немає, без дати",
    },
    "az": {
        W.ABOUT: "təxminən, təqribən, haradasa, təxmini",
        W.PERHAPS: "ehtimal ki, ehtimal, ola bilsin, yəqin, güman ki",
        W.AFTER: "sonra",
        W.BEFORE: "əvvəl, qabaq",
        W.SINCE: "etibarən, başlayaraq, bəri, tez olmayaraq",
        W.UNTIL: "qədər, dək, kimi, gec olmayaraq",
        W.AND: "və, ilə",
        W.OR: "və ya, ya da, yaxud, ya",
        W.EARLY: "əvvəli, əvvəlində, əvvəlləri, əvvəllərində, başlanğıcı, başlanğıcında",
        W.MIDDLE: "ortası, ortasında, ortaları, ortalarında",
        W.LATE: "sonu, sonunda, sonları, sonlarında",
        W.FIRST_HALF: "birinci yarısı, birinci yarısında, ilk yarısı, ilk yarısında",
        W.SECOND_HALF: "ikinci yarısı, ikinci yarısında",
        W.DECADE: "illər(|də|in|ində|i)",
        W.FILLER: "il, ildə, ilin, ili, ilində, ay, ayı, ayın, ayında, gün, günü, tarix, tarixi,"
        " tarixində, tarixdə, gecə, gecəsi, tarixləri",
        W.BETWEEN: "arası, arasında, aralığında",
        W.ABLATIVE: "ildən, ilindən, ayından, tarixindən, tarixdən, günündən",
        W.EMPTY: "naməlum, məlum deyil, məlum deyildir, tarix naməlum, yoxdur, göstərilməyib",
    },
    "hy": {
        W.ABOUT: "մոտ, մոտավորապես, շուրջ, մոտավոր",
        W.PERHAPS: "հավանաբար, ենթադրաբար, գուցե, հնարավոր է",
        W.AFTER: "հետո, անց",
        W.BEFORE: "առաջ",
        W.SINCE: "սկսած, ի վեր, ոչ շուտ քան",
        W.UNTIL: "մինչև, մինչեւ, ոչ ուշ քան",
        W.AND: "և, եւ, ու",
        W.OR: "կամ",
        W.EARLY: "սկիզբ, սկզբ(ին|ի|ներին), սկիզբը",
        W.MIDDLE: "կես(|ը|ին|երին), միջին",
        W.LATE: "վերջ(|ը|ին|երին)",
        W.FIRST_HALF: "առաջին կես(|ը|ին)",
        W.SECOND_HALF: "երկրորդ կես(|ը|ին)",
        W.DECADE: "թվականներ(|ի|ին|ը), թթ",
        W.FILLER: "թ, թվական(|ի|ին|ը), տարի, տարվա, տարում, ամիս, ամսի, ամսվա, օր, օրը, գիշեր,"
        " գիշերը, ընթացքում",
        W.BETWEEN: "միջև, միջեւ",
        W.ABLATIVE: "թվականից",
        W.EMPTY: "անհայտ, հայտնի չէ, չկա, տվյալներ չկան, նշված չէ, ամսաթիվն անհայտ է",
    },
    "ar": {
        W.ABOUT: "حوالي, نحو, تقريبا, قرابة",
        W.PERHAPS: "ربما, يحتمل, لعله",
        W.AFTER: "بعد",
        W.BEFORE: "قبل",
        W.SINCE: "منذ, من, ابتداء من",
        W.UNTIL: "حتى, إلى, لغاية",
        W.BETWEEN: "بين, ما بين",
        W.AND: "و",
        W.OR: "أو",
        W.EARLY: "أوائل, بداية, مطلع, في أوائل, في بداية",
        W.MIDDLE: "منتصف, أواسط, في منتصف, في أواسط",
        W.LATE: "أواخر, نهاية, في أواخر, في نهاية",
        W.FIRST_HALF: "النصف الأول من, في النصف الأول من",
        W.SECOND_HALF: "النصف الثاني من, في النصف الثاني من",
        W.FILLER: "في, عام, سنة, شهر, يوم, بتاريخ, تاريخ, ليلة, م",
        W.EMPTY: "غير معروف, مجهول, غير محدد, لا يوجد",
    },
}

#: Endings written onto a number, with or without a hyphen or apostrophe.
ENDINGS: dict[str, dict[Word, str]] = {
    "en": {W.FILLER: "st, nd, rd, th", W.DECADE: "s"},
    "fr": {W.FILLER: "er, ère, e, ème"},
    "es": {W.FILLER: "º, o, ª"},
    "ru": {W.FILLER: "го, ого, ое, й, ый, ой, му, ом, м, я", W.DECADE: "х, ые, е"},
    "uk": {W.FILLER: "го, е, й, му, ої, ий", W.DECADE: "ті, х, их, і"},
    "az": {
        W.FILLER: "ci, cı, cu, cü, də, da, si, sı, ü, u, i, ı, nə, na, ə, a, nci, ncı, ncu, ncü",
        W.ABLATIVE: "dən, dan, cidən",
        W.UNTIL: "dək, dek, ədək, adək, nədək, nadək",
    },
    "hy": {W.FILLER: "ին, ը, ի, ն, րդ, թ", W.ABLATIVE: "ից", W.DECADE: "ական, ականներ, ականների"},
    "ar": {W.FILLER: "م"},
}  # fmt: skip

LANGUAGES = tuple(SENSES)

#: Letters that differ in spelling habits but not in meaning here.
_ALIKE = str.maketrans({"ı": "i", "’": "'", "ʼ": "'", "′": "'", "`": "'", "ʹ": "'"})
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_FORM = re.compile(r"([^()]*)\(([^()]*)\)")


def fold(text: str) -> str:
    """The text without case, accents, invisible marks and national digits, dashes as hyphens."""
    if text.isascii():
        return text.lower()
    text = _DASHES.sub("-", text.replace("İ", "i")).casefold().translate(_ALIKE)
    kept = []
    for char in unicodedata.normalize("NFD", text):
        kind = unicodedata.category(char)
        if kind == "Nd":
            kept.append(str(unicodedata.decimal(char)))
        elif kind not in ("Mn", "Cf"):
            kept.append(char)
    return "".join(kept).replace("ـ", "")


def forms(listed: str) -> list[str]:
    """The forms that an entry of a table lists, folded.

    >>> forms("ма(й|я), мая")
    ['маи', 'мая', 'мая']
    """
    spelled = []
    for entry in listed.split(","):
        variants = [""]
        rest = entry.strip()
        while found := _FORM.match(rest):
            endings = [found[1] + ending for ending in found[2].split("|")]
            variants = [start + ending for start in variants for ending in endings]
            rest = rest[found.end() :]
        spelled += [fold(start + rest) for start in variants]
    return spelled


def pieces(folded: str) -> tuple[str, ...]:
    """A form as the words that the reader of phrases will see one by one."""
    return tuple(re.findall(r"[^\W\d_]+|\d+", folded))


@lru_cache(maxsize=64)
def vocabulary(languages: tuple[str, ...]) -> dict[tuple[str, ...], tuple[Meaning, ...]]:
    """Every phrase of the languages with its meaning; where two disagree the earlier one wins."""
    known: dict[tuple[str, ...], tuple[Meaning, ...]] = {}
    for language in languages:
        for first, table in ((1, MONTHS), (21, SEASONS), (31, WEEKDAYS)):
            for number, listed in enumerate(table[language], start=first):
                for form in forms(listed):
                    known.setdefault(pieces(form), (number,))
        for case, months in ((Word.ABLATIVE, ABLATIVE_MONTHS), (Word.UNTIL, UNTIL_MONTHS)):
            for number, listed in enumerate(months.get(language, ()), start=1):
                for form in forms(listed):
                    known.setdefault(pieces(form), (number, case))
        for word, listed in SENSES[language].items():
            if word is not Word.EMPTY:
                for form in forms(listed):
                    known.setdefault(pieces(form), (word,))
    return known


@lru_cache(maxsize=64)
def number_endings(languages: tuple[str, ...]) -> dict[str, Word]:
    """Every ending that a number may carry, with its meaning."""
    return {
        form: word
        for language in reversed(languages)
        for word, listed in ENDINGS[language].items()
        for form in forms(listed)
    }


@lru_cache(maxsize=64)
def empty_texts(languages: tuple[str, ...]) -> frozenset[str]:
    """The folded texts that say that no date is known."""
    return frozenset(
        form for language in languages for form in forms(SENSES[language].get(Word.EMPTY, ""))
    )
