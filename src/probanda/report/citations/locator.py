"""Where in a source: read from what stands after a citation's key, printed in the document's language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from probanda.report.languages import Language

__all__ = ["Locator", "read_locator"]

# Words for each kind of place, in the six languages; a full stop after them does not matter.
_WORDS = {
    "para": "paras para paragraphs paragraph pars par ¶¶ ¶ §§ § párrs párr párrafos párrafo paragraphes "
    "paragraphe пп п пункты пункт bənd bəndlər bb կետեր կետ",
    "page": "pp p pages page págs pág página páginas сс с стр s səh səhifə էջ",
    "article": "articles article arts art artículo artículos статья ст maddə mad հոդված հոդ",
    "row": "rows row ligne lignes fila filas строки строка sətir տող entry entries",
    "section": "sections section sects sect secs sec secc разд böl բաժին",
    "annex": "annexes annex annexe anexo приложение əlavə հավելված",
    "chapter": "chapters chapter chaps chap cap гл fəs գլ",
    "line": "lines line línea",
    "table": "tables table tableau cuadro таблица cədvəl աղյուսակ",
    "time": "at timecode time à min",
    "no": "nos no nº núm №",
    "vol": "vols vol т cild",
}
_KIND = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_LABEL = "|".join(sorted(map(re.escape, _KIND), key=len, reverse=True))
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?"
_NUMBER = r"\d+(?:\.\d+)*[a-z]?(?:\s?\([a-z\d]+\))*|[IVXLC]+\b"
_ONE = rf"(?:{_TIME}|{_NUMBER})"
_LIST = rf"{_ONE}(?:\s*(?:[-–—]|,|and|et|y|и|və|և|to)\s*{_ONE})*"
_LOCATOR = re.compile(
    rf"\s*,?\s*(?:(?P<label>{_LABEL})(?![^\W\d_])\.?[\s\u00a0]*)?(?P<value>{_LIST})(?P<rest>(?:[,;.\s].*)?)$",
    re.IGNORECASE | re.DOTALL,
)
#: What a bare number means in a source of a kind.
_BARE = {
    "un-document": "para",
    "resolution": "para",
    "court": "para",
    "treaty": "article",
    "register": "row",
    "post": "time",
    "film": "time",
}


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a source: ``kind`` "para", "page", "time" … and the value as written; ``rest`` follows it."""

    kind: str = ""
    value: str = ""
    rest: str = ""

    def in_words(self, language: Language) -> str:
        r"""As a note prints it: "paras. 12 and 14–16".

        >>> from probanda.report.languages import language_for
        >>> read_locator("para 12, 14-16", "un-document").in_words(language_for("en"))
        'paras.\xa012 and 14–16'
        """
        if not self.value:
            return ""
        value = re.sub(r"\s*(?:[-–—]|\bto\b)\s*", "–", self.value)
        parts = re.split(r"\s*(?:,|\b(?:and|et|y|и|və)\b|և)\s*", value)
        parts = [part for part in parts if part]
        several = len(parts) > 1 or "–" in value
        joined = value
        if len(parts) > 1:
            joined = ", ".join(parts[:-1]) + f" {language.table['and']} {parts[-1]}"
        label = language.locator(self.kind, several) if self.kind else ""
        return f"{label}\u00a0{joined}" if label else joined

    @property
    def text(self) -> str:
        """Plain English form, for machine output: "para. 3"."""
        return f"{self.kind} {self.value}".strip()


def read_locator(suffix: str, source_kind: str = "") -> Locator:
    """The locator in what follows a citation's key. A bare number means what is usual for the kind of source.

    >>> read_locator(", para. 3").kind, read_locator("12", "book").kind, read_locator("00:01:35").kind
    ('para', 'page', 'time')
    >>> read_locator(", emphasis added").rest
    'emphasis added'
    """
    found = _LOCATOR.match(suffix)
    if found is None:
        return Locator(rest=suffix.strip(" ,"))
    value, rest = " ".join(found["value"].split()), found["rest"].strip(" ,;")
    if rest == ".":
        rest = ""
    if re.match(_TIME, value):
        return Locator("time", value, rest)
    label = (found["label"] or "").lower()
    kind = _KIND[label] if label else _BARE.get(source_kind, "page")
    return Locator(kind, value, rest)
