"""What the readers of an HTML page ask its tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["BLOCKS", "HEADINGS", "find", "words_in"]

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAGS = (
    "p div section article main body header footer aside blockquote ul ol li dl dt dd figure figcaption"
    " table h1 h2 h3 h4 h5 h6 hr pre address details summary center fieldset html caption tr td th thead"
    " tbody tfoot"
)
#: Tags of elements that begin a block of their own.
BLOCKS = frozenset(_TAGS.split())


def find(element: HtmlElement, path: str) -> list[Any]:
    """What an XPath selects."""
    found = element.xpath(path)
    return found if isinstance(found, list) else []


def words_in(element: HtmlElement) -> str:
    """The text of an element, without the tail, white space single."""
    return " ".join(" ".join(str(piece) for piece in element.itertext()).split())
