"""Words of a PDF page with their boxes: where each stands, how large it is, whether it follows without a space.

A word breaks where size or baseline change, so that a note's mark is never part of the word before it.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

__all__ = ["Word", "page_words", "turned"]

#: What PDFs use for a hyphen at a line end that is not part of the word.
SOFT_HYPHENS = frozenset({"\u00ad", "\ufffe", "\x02", "\uffff"})
_SUPERSCRIPTS = {ord(char): str(place) for place, char in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
#: What a letter's box measures in most fonts, as a share of the size it is set in. Fonts of one size give boxes
#: of very different heights (upright and italic letters of one line, even): lines are told by the set size.
_USUAL_BOX = 1.15
#: Boxes beyond these shares say that the size is not what the file states.
_LOWEST, _TALLEST = 0.5, 7.0
_BOLD = re.compile(rb"bold|black|heavy|-bd|semib|demi", re.IGNORECASE)
_SPACES = frozenset(" \t\u00a0\u2002\u2003\u2009\u202f\u3000\r\n\x0c")


@dataclass(slots=True)
class Word:
    """Characters without space between them, of one size, on one baseline; points, origin at the bottom left.

    Attributes:
        text: as shown; a soft hyphen at its end stays, as U+00AD.
        x0: left edge.
        x1: right edge.
        y: baseline.
        size: height of the font's box, as it is in most fonts of the size in which the letter is set.
        bold: its font is bold.
        glued: it follows the word before it without a space.
        upright: it is not turned.
        raised: it is written in superscript letters.
        address: of the link that lies over it; "" when there is none.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    glued: bool = False
    upright: bool = True
    raised: bool = False
    address: str = ""


def page_words(textpage: Any, width: float, height: float) -> list[Word]:
    """Words of a page in the order in which the file draws them; what lies outside the page is left out."""
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    origin_of, angle_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetCharAngle
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    ink = tuple(ctypes.c_double() for _ in range(4))  # left, right, bottom, top
    ink_at = tuple(map(ctypes.byref, ink))
    words: list[Word] = []
    word: Word | None = None
    spaced = True
    high, usual = 0, 0.0
    sizes: dict[float, float] = {}
    for index in range(max(pdfium.FPDFText_CountChars(textpage), 0)):
        code = unicode_of(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        char = chr(code) if code else "\ufffd"
        if char in _SPACES:
            spaced, word = True, None
            continue
        if char in SOFT_HYPHENS:
            char = "\u00ad"
        if not box_of(textpage, index, box_at) or not origin_of(textpage, index, x_at, y_at):
            continue
        left, right = box.left, box.right
        size = box.top - box.bottom
        if size not in sizes:
            sizes[size] = _true_size(size, _set_size(textpage, index))
        size = sizes[size]
        if not char.isalnum() and size < 0.5 * usual:
            size = usual  # some fonts give punctuation a flat box
        elif char.isalnum():
            usual = size
        raised = code in _SUPERSCRIPTS
        if raised:
            char = _SUPERSCRIPTS[code]
        elif 0x30 <= code <= 0x39 and (word is None or not word.text[-1].isdigit() or word.raised):
            # Fonts have raised digits of their own, on the same baseline: the ink tells.
            inked = pdfium.FPDFText_GetCharBox(textpage, index, *ink_at)
            raised = bool(inked) and ink[2].value > y.value + 0.18 * size
        if (
            word is not None
            and word.upright
            and raised == word.raised
            and abs(size - word.size) <= 0.12 * word.size
            and abs(y.value - word.y) <= 0.1 * word.size
            and -0.6 * word.size <= left - word.x1 <= 0.22 * word.size
        ):
            if (
                word.text[-1] == "\u00ad"
            ):  # drawn inside a line it is a hyphen, or a dash between figures
                word.text = word.text[:-1] + "-"
            word.text += char
            word.x1 = max(word.x1, right)
            continue
        angle = angle_of(textpage, index)
        upright = not 0.1 < angle < 6.18
        if word is not None and not upright and not word.upright:
            word.text += char  # turned words are kept together; their place hardly matters
            word.x1, word.x0 = max(word.x1, right), min(word.x0, left)
            continue
        glued = not spaced and word is not None
        spaced = False
        word = Word(
            char, left, right, y.value, max(size, 0.1),
            bold=_bold(textpage, index), glued=glued, upright=upright, raised=raised,
        )  # fmt: skip
        if right < 0 or left > width or y.value < -1 or y.value > height + 1:
            continue  # off the page: nobody sees it
        before = words[-1] if words else word
        # A long file has millions of words: equal texts and heights are kept once.
        before.text = sys.intern(before.text)
        if before.y == word.y:
            word.y = before.y
        if before.size == word.size:
            word.size = before.size
        words.append(word)
    return words


def _set_size(textpage: Any, index: int) -> float:
    """The size in which a character is set: of its font, times what its matrix makes of it."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix)):
        return float("inf")
    return float(pdfium.FPDFText_GetFontSize(textpage, index)) * math.hypot(matrix.b, matrix.d)


def _true_size(box: float, stated: float) -> float:
    """The size of a letter whose box is so high and that is stated to be set in a size."""
    if not 0 < stated < float("inf"):
        return box
    if _LOWEST * stated <= box <= _TALLEST * stated:
        return _USUAL_BOX * stated
    return min(box, 1.5 * stated) if box > stated else box


def _bold(textpage: Any, index: int) -> bool:
    """Whether a character's font is bold, by its weight or its name."""
    if pdfium.FPDFText_GetFontWeight(textpage, index) >= 600:
        return True
    name = ctypes.create_string_buffer(80)
    length = pdfium.FPDFText_GetFontInfo(textpage, index, name, 80, None)
    return 0 < length <= 80 and _BOLD.search(name.value) is not None


def turned(words: list[Word]) -> bool:
    """Whether most of a page's words are turned: a table set sideways."""
    letters = sum(len(word.text) for word in words)
    return (
        letters > 40 and sum(len(word.text) for word in words if not word.upright) > 0.6 * letters
    )
