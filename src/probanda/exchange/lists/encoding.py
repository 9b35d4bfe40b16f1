"""Which encoding a text file is in, and why we think so. Bytes in, a :class:`Reading` out; no files.

A declared encoding always wins. Otherwise: a byte order mark, valid UTF-8, the pattern of UTF-16, and last the
eight-bit encoding in which the letters make the most plausible words.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from probanda.exchange.lists import armscii
from probanda.problems import ProbandaError, Problem

__all__ = ["ENCODINGS", "Reading", "bad_bytes", "detect", "named"]

#: Encodings that a mapping may name beside ``auto``; Python's other codecs for text are taken too.
ENCODINGS = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp1254", "armscii-8", "cp1252", "cp1256",
    "koi8-r",
)  # fmt: skip

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16, little-endian"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16, big-endian"),
)

#: Small letters by falling frequency, as we expect them in names and places; ranks serve as weights.
_LETTERS = {
    "cyrillic": "аоеинрвлсктмдыгзуябйпшхьчцжюэщёъфіїєґ",
    "armenian": "անեիորյվտկմսլդհգղբզշթւխչպռջցըէժծձճքօփֆև",
    "arabic": "امليرنوهدعبسحتقكفجشصزطخضثذغظءئؤىةأإآ",
    "turkish": "aieənrlsdktmyıüboşuğzvçhgcpöxfqjwâîûä",
    "latin": "aeinrtolsudcmpévghbfqyjxzèçàêñíóáöüäëïôûùâîãõåæøœßkw",
}
#: What a byte is read as in each candidate, and which letters make it plausible.
_CANDIDATES = {
    "cp1251": "cyrillic",
    "koi8-r": "cyrillic",
    "armscii-8": "armenian",
    "cp1256": "arabic",
    "cp1254": "turkish",
    "cp1252": "latin",
}
_SCRIPT_NAMES = {
    "cyrillic": "Cyrillic",
    "armenian": "Armenian",
    "arabic": "Arabic",
    "turkish": "Turkish or Azerbaijani Latin",
    "latin": "western Latin",
}
_WORD = re.compile(r"[^\W\d_]+")
#: Bytes of the Turkish letters that Windows 1252 reads as Icelandic ones.
_TURKISH_BYTES = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
#: How far into a file we look to tell eight-bit encodings apart.
SAMPLE = 1 << 18


@dataclass(frozen=True, slots=True)
class Reading:
    """An encoding, a sentence on why it was chosen, and whether it was declared or seen.

    ``certain`` is false when the bytes alone cannot decide and the letters were weighed.
    """

    encoding: str
    why: str
    certain: bool = True

    def __str__(self) -> str:
        return f"read as {self.encoding} because {self.why}"


def named(name: str) -> str:
    """The codec behind a declared name ("Windows-1251", "ArmSCII-8", "UTF-8").

    Raises:
        ProbandaError: no encoding of text has this name.
    """
    try:
        info = codecs.lookup(re.sub(r"\s+", "-", name.strip()))
    except (LookupError, ValueError):
        info = None
    if info is None or not getattr(info, "_is_text_encoding", True):
        raise ProbandaError(
            Problem(
                "encoding-unknown",
                f"There is no encoding named “{name}”.",
                column="file.encoding",
                found=name,
                expected=f"auto, {', '.join(ENCODINGS)}",
            ),
            usage=True,
        )
    return armscii.NAME if info.name == armscii.NAME else info.name


def detect(data: bytes, *, declared: str = "auto", complete: bool = True) -> Reading:
    r"""The encoding of a file that begins with (or, if ``complete``, is) ``data``.

    Raises:
        ProbandaError: the declared encoding is not known.

    >>> str(detect("Номер;ФИО\n1;Пример Иван".encode("cp1251")).encoding)
    'cp1251'
    """
    if declared and declared.casefold() != "auto":
        encoding = named(declared)
        if encoding == "utf-8" and data.startswith(codecs.BOM_UTF8):
            encoding = "utf-8-sig"
        return Reading(encoding, "the mapping declares it")
    for mark, encoding, label in _MARKS:
        if data.startswith(mark):
            return Reading(encoding, f"it begins with the byte order mark of {label}")
    wide = _utf16(data)
    if wide is not None:
        return wide
    if data.isascii():
        return Reading(
            "utf-8", "it holds ASCII characters only, which nearly every encoding shares"
        )
    valid, broken, first = _utf8(data, complete)
    if not broken:
        return Reading("utf-8", f"all of its {valid} characters beyond ASCII are valid UTF-8")
    if valid > 20 * broken:
        return Reading(
            "utf-8",
            f"{valid} of its {valid + broken} characters beyond ASCII are valid UTF-8"
            f" (the first that is not stands at byte {first})",
            certain=False,
        )
    return _weigh(data, first)


def bad_bytes(data: bytes, encoding: str, start: int = 0) -> list[int]:
    r"""Offsets of the bytes that ``encoding`` cannot read.

    >>> bad_bytes(b"a\x98b", "cp1251")
    [1]
    """
    found: list[int] = []

    def note(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        found.extend(range(error.start + start, error.end + start))
        return "", error.end

    name = f"probanda-note-{id(found)}"
    codecs.register_error(name, note)
    codecs.decode(data, encoding, name)
    codecs.register_error(name, codecs.strict_errors)
    return found


def _utf8(data: bytes, complete: bool) -> tuple[int, int, int]:
    """(valid characters beyond ASCII, bytes that are none, offset of the first such byte)."""
    if not complete:  # do not blame a character that the sample cuts in two
        cut = len(data)
        while cut and len(data) - cut < 4 and data[cut - 1] & 0xC0 == 0x80:
            cut -= 1
        if cut and data[cut - 1] >= 0xC0:
            data = data[: cut - 1]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error.start
        text = data.decode("utf-8", "surrogateescape")
    else:
        first = -1
    beyond = len(text) - sum(map(text.count, map(chr, range(128))))
    broken = len(re.findall(r"[\udc80-\udcff]", text))
    return beyond - broken, broken, first


def _utf16(data: bytes) -> Reading | None:
    """UTF-16 without a byte order mark: ASCII characters show as every second byte being NUL."""
    sample = data[: SAMPLE & ~1]
    sample = sample[: len(sample) & ~1]
    if len(sample) < 4:
        return None
    pairs = len(sample) // 2
    for encoding, high, label in (
        ("utf-16-le", sample[1::2], "little-endian"),
        ("utf-16-be", sample[0::2], "big-endian"),
    ):
        nul = high.count(0)
        # Two scripts share a table at most: Latin and, say, Armenian; the high bytes are few.
        if not nul or nul < pairs // 50 or len(set(high)) > 12:
            continue
        other = sample[0::2] if encoding == "utf-16-le" else sample[1::2]
        if other.count(0) * 4 > nul:
            continue
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        printable = sum(character.isprintable() or character in "\t\r\n" for character in text)
        if printable >= 0.98 * len(text):
            return Reading(
                encoding, f"every second byte is NUL where ASCII stands, as in {label} UTF-16"
            )
    return None


def _weigh(data: bytes, first_bad: int) -> Reading:
    """The eight-bit encoding whose letters make the most plausible words."""
    start = max(0, first_bad - 200)
    sample = data[start : start + SAMPLE]
    scores: dict[str, tuple[float, int]] = {}
    for encoding, script in _CANDIDATES.items():
        if encoding == "cp1252" and _TURKISH_BYTES.search(sample):
            continue  # the two differ in six letters only, and lists in Icelandic are not our trade
        scores[encoding] = _plausibility(sample.decode(encoding, "replace"), _LETTERS[script])
    best = max(scores, key=lambda encoding: scores[encoding][0])
    if best == "cp1254" and not _TURKISH_BYTES.search(sample):
        best = "cp1252" if scores["cp1252"][0] >= scores["cp1254"][0] else best
    second = max((name for name in scores if name != best), key=lambda name: scores[name][0])
    return Reading(
        best,
        f"it is not UTF-8 (byte {first_bad}), and as {best} its {scores[best][1]} words with letters"
        f" beyond ASCII look like {_SCRIPT_NAMES[_CANDIDATES[best]]} text (score"
        f" {scores[best][0]:.2f}; next {second} {scores[second][0]:.2f})",
        certain=False,
    )


def _plausibility(text: str, letters: str) -> tuple[float, int]:
    """How much the words with letters beyond ASCII look like words: (score below 1, how many there are).

    Per character: common letters count more, signs and letters of other alphabets against it, and so does a
    capital after a small letter.
    """
    weight = {letter: 1.0 - 0.7 * rank / len(letters) for rank, letter in enumerate(letters)}
    total, size, words = 0.0, 0, 0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        words += 1
        size += len(word)
        for before, letter in zip(" " + word, word, strict=False):
            if letter.isascii():
                total += 0.5 if "a" in weight else -0.5
                continue
            small = letter.lower() if letter not in "İI" else ("i" if letter == "İ" else "ı")
            total += weight.get(small, -0.6)
            if letter.isupper() and before.islower():
                total -= 1.0
    signs = sum(
        1 for sign in text if not sign.isascii() and not sign.isalpha() and sign not in _SIGNS
    )
    size += signs
    total -= signs
    return (total / size if size else 0.0), words


_SIGNS = set("«»№–—“”„’‘…  °§։՝՞՛՜֊")
