"""An age or a word for a child beside capitalised words: only persons have them."""

from __future__ import annotations

import re

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import Run, of_one_list
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.wordfields import marks

__all__ = ["counted_children", "from_a_place", "is_aged", "told_in_entry", "without_child_word"]

_NUMBER = r"(?:\d{1,2}|[^\W\d_]{2,16})"
_BEHIND = (
    rf"\s*[,(]?\s*?(?:(?:<being>|<age_glue>)\s+){{0,4}}{_NUMBER}(?:<years_old>|<months_old>)(?!\w)"
    rf"|\s+<being>\s+<few_children>\s+(?:[\w-]+\s+){{1,2}}(?:<age_glue>\s+)*{_NUMBER}<years_old>(?!\w)"
    rf"|\s*[,(]\s*(?:<each_of>|<aged>)\s+(?:<age_glue>\s+)*{_NUMBER}(?:<years_old>|\s*[,.;)])"
)
_A_CHILD = (
    r"\s*(?:[,(—–]\s*(?:(?-i:[^\W\dA-ZА-ЯЁ])[\w-]*\s+){0,2}"
    r"|\s<being>\s+<few_children>\s+(?:[\w-]+\s+){0,2})\Z"
)
_BEFORE = rf"(?<!\w)<at_age>\s+(?:<age_glue>\s+)*{_NUMBER}(?:<years_old>)?\s*,?\s*\Z|(?<!\w)<child_named>\s*\Z"
_OLD_BEFORE = rf"(?<![\w.,]){_NUMBER}(?:[-\s]years?[-\s]old|[-–]?летн\w+)\s+\Z"
_ONLY = rf"\s+<being>\s+(?:<age_glue>\s+)+{_NUMBER}(?=\s+(?:when|cuando|quand|lorsque|когда)(?!\w))"
_AMONG = r"(?<!\w)<including>\s+(?:(?-i:[^\W\d_A-ZА-ЯЁ])\w*\s+)?\Z"
_LITTLE_BETWEEN = re.compile(r"\s*,?\s*(?:[^\W\d_A-ZА-ЯЁ][\w-]*\s+){0,2}")


_OF_ALL = rf"\s*[,(—–]?\s*<each_of>\s+(?:(?:<being>|<age_glue>)\s+)*{_NUMBER}(?:<years_old>)?(?!\w)"
_LEADS = re.compile(r"[^.;:!?()]*[,:(—–]\s*")


def counted_children(facts: Facts, end: int) -> str:
    """The word for as many children as a list names, at the end of a name: "two children …: Ivo and Mela Tarn"."""
    names, place = of_one_list(facts, end)
    if len(names) < 2:
        return ""
    low = max(facts.document.sentence_of(end - 1)[0], names[0].start - 120)
    numbers = language_tables(facts.language).numbers
    for mark in reversed(marks(facts, "young", low, names[-2].start)):
        words = re.findall(r"\w+", facts.text[max(low, mark.start - 40) : mark.start].lower())[-3:]
        told = [int(w) if w.isdecimal() else int(numbers.get(w, 0)) for w in words]
        for first, last in (
            own
            for n in told
            if 1 < n <= len(names)
            for own in ((0, n), (len(names) - n, len(names)))
        ):
            gap = facts.text[mark.end : names[first].start]
            if first <= place < last and _LEADS.fullmatch(gap):
                return "" if composed(_GROWN).search(gap) else facts.text[mark.start : mark.end]
    return ""


_GROWN = r"(?<![\w-])<grown>(?:e?s)?(?![\w-])"
_HAILS = r"\s+<hails_from>\s*(?:[^\W\d_][\w’'-]*\s+){1,8}"


def from_a_place(facts: Facts, gap: str, end: int) -> bool:
    """Whether between a child and its name stands its home: "a girl from the village of Orlen, Mela Tarn,"."""
    home = composed(rf"{_HAILS}(?P<ends>,\s*|<called_so>\s+[“«\"]?)?\Z").match(
        re.sub(r"\s*,\s*\Z", " , ", gap)
    )
    if home is None or not re.search(r"\s[A-ZА-ЯЁÁÉÍÓÚ]", gap) or composed(_GROWN).search(gap):
        return False
    if home["ends"]:
        return home["ends"].strip() != "," or bool(re.match(r"\s*[,(.—–]", facts.text[end:][:3]))
    return facts.language == "ru" and not re.search(
        r"(?:[аеиыуоя]л[аио]?|[еиёую]т|[лт]с[яь])\s", gap
    )


_FIELD = r"\W*(?:<age_head>\s*[:–—-]\s*(?P<n>\d{1,3})(?!\d)|<occupation>\s*[:–—-]\s*(?P<work>\w+))"


def told_in_entry(facts: Facts, start: int, end: int) -> list[re.Match[str]]:
    """Age and occupation in the lines under a heading that is a name: "Age: 16", "Occupation: pupil"."""
    block = facts.document.block_of(start)
    if block is None or block.end - block.start > end - start + 12:
        return []
    found = []
    for other in facts.document.blocks[block.index + 1 : block.index + 7]:
        if other.kind == "heading":
            break
        lines = re.compile(r"[^\n]+").finditer(facts.text, other.start, other.end)
        found += [
            said for line in lines if (said := composed(_FIELD).match(facts.text, *line.span()))
        ]
    return found


def is_aged(facts: Facts, start: int, end: int) -> bool:
    """Whether an age, a word for a child or "among them, of the children," stands beside a name."""
    text = facts.text
    names, _ = of_one_list(facts, end)
    if names and (counted_children(facts, end) or composed(_OF_ALL).match(text, names[-1].end)):
        return True
    if (
        told_in_entry(facts, start, end)
        or composed(_BEHIND).match(text, end, end + 60)
        or composed(_ONLY).match(text, end, end + 60)
    ):
        return True
    told = marks(facts, "young", end, end + 50)
    if told and composed(_A_CHILD).match(text[end : told[0].start]):
        return True
    low = max(facts.document.sentence_of(start)[0], start - 80)
    near = marks(facts, "young", low, start)
    if near and (
        _LITTLE_BETWEEN.fullmatch(text, near[-1].end, start)
        or composed(_AMONG).search(text, near[-1].end, start)
        or from_a_place(facts, text[near[-1].end : start], end)
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
