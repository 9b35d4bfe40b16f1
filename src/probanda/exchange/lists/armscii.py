"""ArmSCII-8, the eight-bit Armenian encoding of AST 34.002, as a Python codec.

The table is ours; Python ships none. Registered under the names ``armscii-8`` and ``armscii8`` on import.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["DECODING", "NAME", "register"]

NAME = "armscii-8"

#: 0xA1 to 0xB1 and 0xFE: signs and punctuation. The letters follow in pairs, capital then small.
_SIGNS = {
    0xA0: "\u00a0",  # no-break space
    0xA1: "\u058d",  # sign of eternity
    0xA2: "\u0587",  # և
    0xA3: "\u0589",  # full stop
    0xA4: ")",
    0xA5: "(",
    0xA6: "»",
    0xA7: "«",
    0xA8: "\u2014",
    0xA9: ".",
    0xAA: "\u055d",  # comma-like stop
    0xAB: ",",
    0xAC: "-",
    0xAD: "\u058a",  # hyphen
    0xAE: "…",
    0xAF: "\u055c",  # exclamation mark
    0xB0: "\u055b",  # emphasis mark
    0xB1: "\u055e",  # question mark
    0xFE: "\u055a",  # apostrophe
}
FIRST_LETTER, LETTERS = 0xB2, 38
CAPITAL, SMALL = 0x531, 0x561
UNDEFINED = "\ufffe"  # what codecs.charmap_decode takes for "no such character"


def _table() -> str:
    cells = [chr(code) if code < 0xA0 else UNDEFINED for code in range(256)]
    for code, sign in _SIGNS.items():
        cells[code] = sign
    for letter in range(LETTERS):
        cells[FIRST_LETTER + 2 * letter] = chr(CAPITAL + letter)
        cells[FIRST_LETTER + 2 * letter + 1] = chr(SMALL + letter)
    return "".join(cells)


#: The character of each byte; U+FFFE where there is none.
DECODING = _table()
# Brackets, comma, hyphen and full stop stand twice; they are written as the ASCII byte.
_ENCODING = {
    ord(sign): code for code, sign in reversed(list(enumerate(DECODING))) if sign != UNDEFINED
}


def _encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
    return codecs.charmap_encode(text, errors, _ENCODING)


def _decode(data: Buffer, errors: str = "strict") -> tuple[str, int]:
    return codecs.charmap_decode(data, errors, DECODING)


class _Codec(codecs.Codec):
    def encode(self, input: str, errors: str = "strict") -> tuple[bytes, int]:
        return _encode(input, errors)

    def decode(self, input: Buffer, errors: str = "strict") -> tuple[str, int]:
        return _decode(input, errors)


class _Encoder(codecs.IncrementalEncoder):
    def encode(self, input: str, final: bool = False) -> bytes:
        return codecs.charmap_encode(input, self.errors, _ENCODING)[0]


class _Decoder(codecs.IncrementalDecoder):
    def decode(self, input: Buffer, final: bool = False) -> str:
        return codecs.charmap_decode(input, self.errors, DECODING)[0]


class _Writer(_Codec, codecs.StreamWriter):
    pass


class _Reader(_Codec, codecs.StreamReader):
    pass


_INFO = codecs.CodecInfo(
    name=NAME,
    encode=_encode,
    decode=_decode,
    incrementalencoder=_Encoder,
    incrementaldecoder=_Decoder,
    streamwriter=_Writer,
    streamreader=_Reader,
)


def _find(name: str) -> codecs.CodecInfo | None:
    return _INFO if name.replace("_", "").replace("-", "") in {"armscii8", "armscii"} else None


def register() -> None:
    """Make the codec known to Python; harmless when it is known already.

    >>> register()
    >>> "Անի".encode("armscii-8").hex()
    'b2ddc7'
    """
    try:
        codecs.lookup(NAME)
    except LookupError:
        codecs.register(_find)


register()
