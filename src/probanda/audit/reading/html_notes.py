"""Notes of an HTML page: links whose words are a short number or sign, and the elements they point to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from probanda.audit.reading.html_tree import BLOCKS, HEADINGS, words_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Notes"]

_NOTE_TARGET = ("fn", "_ftn", "note", "footnote", "edn", "_edn", "cite_note")
_BACK_TARGET = ("fnref", "_ftnref", "_ednref", "cite_ref", "ref-", "fn-ref", "footnote-ref")
_MARK_TEXT = re.compile(r"\s*[\[(]?\s*(?P<label>\d{1,4}|[*†‡§]{1,3}|[ivxl]{1,6}|[a-z])\s*[\])]?\s*")


class Notes:
    """The notes to which links inside an element point.

    Attributes:
        by_target: by the id of the target, the label and the element that is the note.
        elements: the elements that are notes.
    """

    def __init__(self, root: HtmlElement, main: HtmlElement) -> None:
        self.ids = {
            str(each.get("id")): each
            for each in root.iter()
            if isinstance(each.tag, str) and each.get("id")
        }
        self.ids |= {str(each.get("name")): each for each in root.iter("a") if each.get("name")}
        self.by_target: dict[str, tuple[str, HtmlElement]] = {}
        self.elements: set[HtmlElement] = set()
        for link in main.iter("a"):
            target = self.target(link)
            if not target or target in self.by_target:
                continue
            element = _note_element(self.ids[target])
            if element is None or element in link.iterancestors():
                continue
            label = _MARK_TEXT.fullmatch(words_in(link))
            self.by_target[target] = (label["label"] if label else target, element)
            self.elements.add(element)

    def target(self, link: HtmlElement) -> str:
        """The id that a mark points to; "" when the link is no mark of a note."""
        address = str(link.get("href") or "")
        if "#" not in address:
            return ""
        before, _, target = address.partition("#")
        if before and not target.lower().startswith(_NOTE_TARGET):
            return ""
        if target not in self.ids or not _MARK_TEXT.fullmatch(words_in(link)):
            return ""
        back = target.lower().startswith(_BACK_TARGET)
        if back or "backref" in str(link.get("class") or "") or link.get("role") == "doc-backlink":
            return ""
        if self.ids[target].tag in {*HEADINGS, "section", "table", "figure"}:
            return ""
        return target


def _note_element(target: HtmlElement) -> HtmlElement | None:
    """The element that is the whole note: the target, or the block around an anchor that is only its number."""
    element = target
    while element.tag not in BLOCKS:
        parent = element.getparent()
        if parent is None:
            return None
        element = parent
    return None if element.tag in {"body", "html", "main", "article", "section"} else element
