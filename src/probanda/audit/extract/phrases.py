"""Words of a sentence, and the group of words around what a number counts.

There is no tagger: a group ends at a word of the closed classes (tables of each language), at a stop or at a
participle after the noun. That is enough to tell what is counted in the plain sentences of reports.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from probanda.audit.extract.language import Language
from probanda.audit.lexicon import words as words_of_class

__all__ = ["Group", "Word", "group_after", "group_of", "words"]

_WORD = re.compile(r"[^\W_](?:[\w]|['’\-‑](?=\w))*|[^\w\s]")
_LONGEST_GROUP = 6


class Word(NamedTuple):
    """A word or a sign, with its place in the document's text."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it has letters."""
        return self.text[0].isalpha()


@dataclass(frozen=True, slots=True)
class Group:
    """What is counted.

    Attributes:
        text: as written; "" when nothing was found.
        head: stem of the noun.
        labels: stems of the words that narrow it ("missing", "female"), and of nouns joined to it.
        actions: groups of what happened to those counted, said inside the group ("detained journalists").
        start: first code point; 0 when empty.
        end: one past the last.
    """

    text: str = ""
    head: str = ""
    labels: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    start: int = 0
    end: int = 0


NOTHING = Group()


def words(text: str, start: int, end: int) -> list[Word]:
    """The words and signs of a range, in order."""
    return [
        Word(found.group(), found.group().lower(), found.start(), found.end())
        for found in _WORD.finditer(text, start, end)
    ]


#: Verbs and cases behind which an Azerbaijani noun has ended: "nəfər saxlanılıb", "qaçqın düşərgədə".
_AZ_ENDS = re.compile(
    r"(?:[ıiuü]b|[ıiuü]lar|m[ıiuü]ş\w*|[ıiuü]r|d[ıiuü]|dır|dir|lmış|da|də|dan|dən|üzrə|həlak)\Z"
)


def group_after(tokens: list[Word], place: int, language: Language) -> Group:
    """The group that begins at a token."""
    taken: list[Word] = []
    if _narrows(tokens, place, language):
        place += 1
    index = place
    if _only_a_verb(tokens, place, language):
        return NOTHING
    while index < len(tokens) and len(taken) < _LONGEST_GROUP:
        token = tokens[index]
        if not token.is_word:
            if token.text in '“"«' and not taken:
                index += 1
                continue
            break
        if token.low in language.closed:
            break
        verb: bool = bool(language.participle.match(token.low)) or (
            language.code == "en" and token.low.endswith("ed") and len(token.low) > 4
        )
        verb = verb or (language.code == "en" and token.low.endswith("ing") and len(token.low) > 5)
        if (
            language.code == "ru"
            and verb
            and _ADJECTIVE_RU.search(token.low)
            and all(_ADJECTIVE_RU.search(word.low) for word in taken)
        ):
            verb = False  # "бывших задержанных": no noun yet
        if language.code == "ru" and _VERBAL_NOUN_RU.search(token.low):
            verb = False  # "мотивированных задержаний"
        if taken and verb and _plural(taken[-1], language):
            break
        if (
            taken
            and language.code == "en"
            and token.low in language.verbs
            and _plural(taken[-1], language)
        ):
            break
        if taken and language.code != "en" and _only_a_verb(tokens, index, language):
            break
        if taken and language.code == "az" and _AZ_ENDS.search(token.low):
            break
        if taken and language.code == "en" and _ends_group(taken[-1], language):
            break  # "203 interviews leave little doubt"
        taken.append(token)
        index += 1
    return group_of(taken, language)


#: Endings of verbs that follow a number whose noun is left out: "62 quedaron libres", "47 сообщили".
_VERBS = {
    "es": re.compile(
        r"\w+(?:aron|ieron|aban|ían|ó)|fueron|fue|son|es|era|eran|está|están|siguen|quedan|han|ha|habían|había"
        r"|hubo"
        r"|permanecen|continúan|tenían|tienen|tuvo|viven|trabajan|pertenecen|corresponden|proceden|carecen"
    ),
    "ru": re.compile(
        r"(?!\w*тели\Z)(?!недели|земли|модели|рубли|капли|цели|роли|доли|минут|приют|институт|маршрут|автомобили"
        r"|корабли|педали|печали|медали|короли|туфли|петли|колеи|ребят|атрибут|статут|дебют)"
        r"\w{3,}(?:ли|лись|лся|лась|лось|ются|тся|ятся|ут|ют|ят)|были|имеют|содержат"
    ),
    "fr": re.compile(r"\w{3,}(?:aient|èrent)|ont|sont|étaient|avaient|furent|restent|vivent"),
}
#: Short participles ("31 приостановлено"), and the nouns that end as they do.
_SHORT_RU = re.compile(
    r"(?!(?:стран|ран|стен|цен|смен|член|план|клан|охран|партизан|ветеран|экран|океан|стакан|роман|орган|кабан"
    r"|фонтан"
    r"|ресторан|гражд|чемодан|диван|карман|обман|наркоман|окн|бревн|зерн|волокн|сукн|пятн|звен)[аыо]\Z)"
    r"\w{3,}(?:[еая]н[аоы]|[ия]т[аоы]|[оы]т[аоы](?<=ыт[аоы])|\w*стн[аоы]|жено|чено)"
)
_VERBAL_NOUN_RU = re.compile(r"[аея]ни(?:е|я|й|ю|ем|ям|ями|ях)\Z")
#: Adverbs before a verb or adjective: "шесть формально расследуются".
_ADVERB_RU = re.compile(
    r"\w{3,}(?:льно|нно|тно|ски|чно|вно)|ранее|впервые|повторно|лишь|только|всего|уже|ещё|еще|также|никого|ничего|никто"
)


def _only_a_verb(tokens: list[Word], place: int, language: Language) -> bool:
    """Whether what follows a number is a verb of its own: "9 appointed by the ministry"."""
    if place >= len(tokens):
        return False
    word = tokens[place].low
    if (
        language.code in _VERBS
        and word not in language.irregular
        and _VERBS[language.code].fullmatch(word)
    ):
        return True
    if language.code == "ru":
        return word not in language.irregular and bool(
            _SHORT_RU.fullmatch(word) or _ADVERB_RU.fullmatch(word)
        )
    if language.code != "en":
        return False
    if word in language.verbs:
        return True
    if place + 1 >= len(tokens):
        return False
    verb = word.endswith("ed") and word not in language.kinds and not language.action(word)
    return verb and (tokens[place + 1].low in language.closed or tokens[place + 1].low == "no")


def _narrows(tokens: list[Word], place: int, language: Language) -> bool:
    """Whether an adverb before an adjective follows the number: "33 незаконно задержанных человека"."""
    return (
        language.code == "ru"
        and place + 1 < len(tokens)
        and bool(_ADVERB_RU.fullmatch(tokens[place].low))
        and bool(_ADJECTIVE_RU.search(tokens[place + 1].low))
    )


#: Plurals that stand before another noun: "human rights defenders", "women prisoners".
_BEFORE_NOUNS = frozenset(words_of_class("before_nouns").split("|"))


#: Plurals without "s" behind which a group ends; "men" and "women" also stand before nouns.
_PLURALS = frozenset(
    {"people", "children", "servicemen", "policemen", "feet", "teeth", "fishermen"}
)


def _ends_group(token: Word, language: Language) -> bool:
    """Whether a word is a plural noun, behind which a group of words ends."""
    low = token.low
    if low in _PLURALS or (
        low in language.irregular and low in {"persons", "individuals", "deaths", "girls"}
    ):
        return True
    return (
        low.endswith("s")
        and not low.endswith(("ss", "us", "is", "ous", "'s", "’s"))
        and low not in _BEFORE_NOUNS
        and low not in language.irregular
        and len(low) > 3
    )


def _plural(token: Word, language: Language) -> bool:
    """Whether a word looks like the noun that ends a group."""
    low = token.low
    if low in language.irregular:
        return True
    if language.code == "en":
        return low.endswith("s") and not low.endswith(("ous", "ss"))
    return True


def group_of(taken: list[Word], language: Language) -> Group:
    """The group that a few words make: in English the last is the noun, elsewhere the first noun-like."""
    if not taken:
        return NOTHING
    stems = [language.stem(word.low) for word in taken]
    head = _head(taken, language)
    actions = frozenset(filter(None, (language.action(word.low) for word in taken)))
    labels = frozenset(stem for place, stem in enumerate(stems) if place != head)
    labels |= _signs(taken[head])
    text = " ".join(word.text for word in taken)
    return Group(text, stems[head], labels, actions, taken[0].start, taken[-1].end)


def _signs(word: Word) -> frozenset[str]:
    """A head that says what happened ("the detained", "prisoners") labels itself."""
    return frozenset({"female"}) if word.low in {"servicewomen", "policewomen"} else frozenset()


#: Russian adjectives that are nouns: «задержанных», «военнослужащие».
_NOMINAL_RU = re.compile(
    r"(?:военнослужащ|подозреваем|обвиняем|подсудим|задержанн|заключ[её]нн|осужд[её]нн|погибш|пострадавш"
    r"|потерпевш|похищенн"
    r"|(?:военно)?пленн|верующ|служащ|рабоч|учащ|опрошенн|пропавш|освобожд[её]нн|вернувш|уполномоченн"
    r"|несовершеннолетн"
    r"|малолетн|взросл|больн|м[её]ртв|умерш|скончавш|пожил|раненн?|убит|арестованн|помилованн|приговор[её]нн"
    r"|уволенн"
    r"|перемещ[её]нн|отпущенн|осмотренн|содержавш|исчезнувш|казн[её]нн|эвакуированн|мобилизованн"
    r"|интернированн)(?:ый|ого|ому|ых"
    r"|ым|ыми|ые|ий|его|ему|их|им|ими|ие|ая|ую|ой|шихся|шиеся|шимся)(?:ся)?\Z"
)
_ADJECTIVE_RU = re.compile(r"(?:[ыи]х|ого|его|[ыи]е|ая|ой|[ыи]м|[ыи]ми|ую|юю|яя|ое|ее)\Z")
#: Adjectives that stand before their noun in Spanish and French.
_BEFORE_HEAD = {
    "es": re.compile(
        r"(?:presunt|supuest|nuev|pequeñ|antigu|últim|primer|mism|distint|divers|numeros|verdader|buen|mal|medi"
        r"|segund|tercer"
        r"|otr|cuant|vari|viej|potencial|posibl|grand|principal|diferent|recient|siguient|restant|simpl|grav"
        r"|import)(?:[oa]s|es"
        r"|antes|ales)\Z"
    ),
    "fr": re.compile(
        r"(?:nouve(?:aux|lles)|ancien(?:ne)?s|jeunes|présumée?s|petite?s|grande?s|autres|mêmes|principa(?:ux"
        r"|les)|différente?s"
        r"|divers(?:es)?|premi(?:ers|ères)|derni(?:ers|ères)|vieux|vieilles|beaux|belles|faux|fausses"
        r"|bon(?:ne)?s|mauvais(?:es)?"
        r"|longs|longues|simples|éventuels|prétendus)\Z"
    ),
}


def _head(taken: list[Word], language: Language) -> int:
    if language.code == "en":
        for place in range(len(taken) - 1, -1, -1):
            low = taken[place].low
            if low.endswith("ly") and place:
                continue
            return place
        return len(taken) - 1
    if language.code == "ru":
        return _head_ru(taken, language)
    if language.code in {"es", "fr"}:
        spare = _BEFORE_HEAD[language.code]
        return next(
            (
                place
                for place, word in enumerate(taken)
                if not spare.match(word.low) or place == len(taken) - 1
            ),
            0,
        )
    known = [p for p, word in enumerate(taken) if language.stem(word.low) in language.persons]
    return known[0] if known else len(taken) - 1


def _head_ru(taken: list[Word], language: Language) -> int:
    """The first noun, or the last adjective when there is none: «бывших задержанных»."""
    known = [place for place, word in enumerate(taken) if word.low in language.irregular]
    if known:
        return known[0]
    nouns = [p for p, w in enumerate(taken) if not _ADJECTIVE_RU.search(w.low)]
    nominal = [p for p, w in enumerate(taken) if _NOMINAL_RU.match(w.low)]
    if nominal and (
        not nouns
        or (nominal[0] < nouns[0] and language.stem(taken[nouns[0]].low) not in language.persons)
    ):
        return nominal[0]
    return nouns[0] if nouns else len(taken) - 1
