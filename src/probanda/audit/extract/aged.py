"""An age or a word for a child beside capitalised words: only persons have them."""

from __future__ import annotations

import re

from probanda.audit.extract.names_in_text import Run
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.wordfields import marks

__all__ = ["is_aged", "without_child_word"]

_NUMBER = r"(?:\d{1,2}|[^\W\d_]{2,16})"
_BEHIND = (
    rf"\s*[,(]?\s+?(?:(?:<being>|<age_glue>)\s+){{0,4}}{_NUMBER}(?:<years_old>|<months_old>)(?!\w)"
)
_BEFORE = rf"(?<!\w)<at_age>\s+(?:<age_glue>\s+)*{_NUMBER}(?:<years_old>)?\s*,?\s*\Z|(?<!\w)<child_named>\s*\Z"
_OLD_BEFORE = rf"(?<![\w.,]){_NUMBER}(?:[-\s]years?[-\s]old|[-–]?летн\w+)\s+\Z"
_ONLY = rf"\s+<being>\s+(?:<age_glue>\s+)+{_NUMBER}(?=\s+(?:when|cuando|quand|lorsque|когда)(?!\w))"
_AMONG = r"(?<!\w)<including>\s+(?:(?-i:[^\W\d_A-ZА-ЯЁ])\w*\s+)?\Z"
_LITTLE_BETWEEN = re.compile(r"\s*,?\s*(?:[^\W\d_A-ZА-ЯЁ][\w-]*\s+){0,2}")


def is_aged(facts: Facts, start: int, end: int) -> bool:
    """Whether an age, a word for a child or "among them, of the children," stands beside a name."""
    text = facts.text
    if composed(_BEHIND).match(text, end, end + 60) or composed(_ONLY).match(text, end, end + 60):
        return True
    low = max(facts.document.sentence_of(start)[0], start - 80)
    near = marks(facts, "young", low, start)
    if near and (
        _LITTLE_BETWEEN.fullmatch(text, near[-1].end, start)
        or composed(_AMONG).search(text, near[-1].end, start)
    ):
        return True
    return any(composed(form).search(text, low, start) for form in (_BEFORE, _OLD_BEFORE))


def without_child_word(facts: Facts, run: Run, name: str) -> str:
    """A name without the word for a child that opens it: "Underage Tavi Morell", "L'adolescente Maelle"."""
    first = re.match(r"(?:[LldD]['’])?([^\W\d_][\w-]*)\s+(?=\S)", name)
    if first is None:
        return name
    at = run.start + len(run.text) - len(name) + first.start(1)
    known = marks(facts, "young", at, at + len(first[1]))
    return name[first.end() :] if known and known[0] == (at, at + len(first[1])) else name
