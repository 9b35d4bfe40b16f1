"""Write a name in Latin letters by the published systems, for printing and for finding it again in archives.

Systems: ``bgn-pcgn`` (Russian 1947, Ukrainian 2019, Azerbaijani Cyrillic 1993, Armenian 1981, Georgian
2009, Arabic 1956), ``iso-9`` (1995; Russian and Ukrainian letters), ``hubschmann-meillet`` (Armenian),
``icao`` (Doc 9303 part 3, capitals as in a passport's machine-readable zone; Cyrillic and Latin). Arabic
is written as it stands: the short vowels that it leaves out are not guessed. Letters without a rule stay
as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from probanda.names.scripts import clean, fold_case, language_of, script_of_letter

__all__ = ["SYSTEMS", "romanise", "romanise_all"]


def _table(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters.split(), ("" if x == "·" else x for x in latin.split()), strict=True))


_RU = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"
BGN_RUSSIAN = _table(
    _RU, "a b v g d e ë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya"
)
_UK = "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я ’ '"
BGN_UKRAINIAN = _table(
    _UK, "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch · iu ia · ·"
)
_UKRAINIAN_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
BGN_AZERBAIJANI = _table(
    "а б в г ғ д е ә ж з и ы ј к ҝ л м н о ө п р с т у ү ф х һ ч ҹ ш",
    "a b v q ğ d e ə j z i ı y k g l m n o ö p r s t u ü f x h ç c ş",
)
_HY = "ա բ գ դ ե զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ւ փ ք օ ֆ և"
BGN_ARMENIAN = _table(
    _HY,
    "a b g d e z e y t’ zh i l kh ts k h dz gh ch m y n sh o ch’ p j rr s v t r ts’ v p’ k’ o f ev",
)
HUBSCHMANN_MEILLET = _table(
    _HY, "a b g d e z ē ə tʻ ž i l x c k h j ł č m y n š o čʻ p ǰ ṙ s v t r cʻ w pʻ kʻ ō f ew"
)
BGN_GEORGIAN = _table(
    "ა ბ გ დ ე ვ ზ თ ი კ ლ მ ნ ო პ ჟ რ ს ტ უ ფ ქ ღ ყ შ ჩ ც ძ წ ჭ ხ ჯ ჰ",
    "a b g d e v z t i k’ l m n o p’ zh r s t’ u p k gh q’ sh ch ts dz ts’ ch’ kh j h",
)
BGN_ARABIC = _table(
    "ا أ إ آ ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ك ک گ ل م ن ه ة و ي ی ى ئ ؤ ء",
    "ā a i ā b p t th j ch ḩ kh d dh r z zh s sh ş ḑ ţ z̧ ‘ gh f q k k g l m n h h w y y á ’ ’ ’",
)
ISO_9 = _table(
    _RU + " і ї є ґ", "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â ì ï ê g̀"
)
ICAO_CYRILLIC = _table(
    _RU + " і ї є ґ",
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y · e iu ia i i ie g",
)
ICAO_LATIN = _table("ə ç ğ ı ö ş ü ä ß ø å æ ñ", "e c g i oe s ue ae ss oe aa ae n")

_VOWELS = frozenset("аеёиоуыэюяєіїәөү")


def _bgn_russian(word: str) -> str:
    # е and ё are ye, yë at the start and after vowels, й, ъ and ь.
    out = []
    for at, letter in enumerate(word):
        opened = at == 0 or word[at - 1] in _VOWELS or word[at - 1] in "йъь"
        out.append(("y" if letter in "её" and opened else "") + BGN_RUSSIAN.get(letter, letter))
    return "".join(out)


def _bgn_ukrainian(word: str) -> str:
    head = _UKRAINIAN_INITIAL.get(word[:1])
    rest = (word[1:] if head else word).replace("зг", "zgh")
    return (head or "") + _letters(rest, BGN_UKRAINIAN)


def _bgn_armenian(word: str) -> str:
    word = re.sub("ո[ւվ](?![աեէըիոօ])", "u", word) if not word.startswith("ով") else word
    head = {"ե": "ye", "և": "yev"}.get(word[:1], "")
    if word.startswith("ո") and not word.startswith("ով"):
        head = "vo"
    return head + _letters(word[1:] if head else word, BGN_ARMENIAN)


def _hubschmann_meillet(word: str) -> str:
    return _letters(word.replace("ու", "u"), HUBSCHMANN_MEILLET)


def _letters(word: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in word)


def _icao(word: str) -> str:
    plain = _letters(_letters(word, ICAO_CYRILLIC), ICAO_LATIN)
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return bare.upper()


def _by(table: dict[str, str]) -> Callable[[str], str]:
    return lambda word: _letters(word, table)


#: System, then script and language ("" is any other language of that script), then the rule.
_RULES: dict[str, dict[tuple[str, str], Callable[[str], str]]] = {
    "bgn-pcgn": {
        ("Cyrl", ""): _bgn_russian,
        ("Cyrl", "uk"): _bgn_ukrainian,
        ("Cyrl", "az"): _by(BGN_AZERBAIJANI),
        ("Armn", ""): _bgn_armenian,
        ("Geor", ""): _by(BGN_GEORGIAN),
        ("Arab", ""): _by(BGN_ARABIC),
    },
    "iso-9": {("Cyrl", ""): _by(ISO_9), ("Cyrl", "uk"): _by(ISO_9)},
    "hubschmann-meillet": {("Armn", ""): _hubschmann_meillet},
    "icao": {
        ("Cyrl", ""): _icao,
        ("Cyrl", "uk"): _icao,
        ("Latn", ""): _icao,
        ("Latn", "az"): _icao,
    },
}
SYSTEMS = tuple(_RULES)
_RUN = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f'’][^\W\d_]*)*", re.UNICODE)


def romanise(name: str, system: str, language: str = "") -> str | None:
    """A name in Latin letters by one system, or None when the system has no table for its script.

    Args:
        name: as written; words in Latin letters stay as they are (``icao`` strips their marks).
        system: one of ``SYSTEMS``; KeyError otherwise.
        language: ``az``, ``uk`` or another code; found from the letters when empty.

    >>> romanise("Гасанов Эльчин", "bgn-pcgn"), romanise("Հակոբյան", "hubschmann-meillet")
    ('Gasanov El’chin', 'Hakobyan')
    >>> romanise("Ҹәфәров", "bgn-pcgn"), romanise("Şəmsi", "icao")
    ('Cəfərov', 'SEMSI')
    """
    rules = _RULES[system]
    text, _flags = clean(name)
    applied = False

    def write(match: re.Match[str]) -> str:
        nonlocal applied
        word = match.group()
        script = next(filter(None, map(script_of_letter, word)), "")
        spoken = language if language in ("az", "uk") else language_of(text, script)
        rule = rules.get((script, spoken)) if spoken else rules.get((script, ""))
        if rule is None:
            return word
        applied = True
        folded = fold_case(word)
        latin = rule(folded)
        if system == "icao":
            return latin
        titled = word[0].isupper() or script in ("Geor", "Arab")
        if word.isupper() and len(word) > 1 and script not in ("Arab", "Geor"):
            return latin.upper()
        return latin[:1].upper() + latin[1:] if titled else latin

    written = _RUN.sub(write, text)
    return written if applied else None


def romanise_all(name: str, language: str = "") -> dict[str, str]:
    """The name by every system that has a table for its script."""
    found = {system: romanise(name, system, language) for system in SYSTEMS}
    return {system: text for system, text in found.items() if text is not None}
