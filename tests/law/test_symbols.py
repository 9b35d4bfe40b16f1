"""Document symbols in use are recognised, strings that are none are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.law.symbols import find_malformed, parse_symbol

CASES = yaml.safe_load(
    (Path(__file__).parent / "symbols.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("symbol", CASES["good"])
def test_a_symbol_in_use_is_read(symbol: str) -> None:
    assert parse_symbol(symbol) is not None
    assert list(find_malformed(f"See {symbol}, para. 3.")) == []


@pytest.mark.parametrize("text", CASES["bad"])
def test_what_is_no_symbol_is_refused(text: str) -> None:
    assert parse_symbol(text) is None


def test_parts_of_a_symbol() -> None:
    symbol = parse_symbol("CRC/C/OPAC/XYZ/CO/1")
    assert symbol is not None
    assert (symbol.parts["protocol"], symbol.state, symbol.kind) == (
        "OPAC",
        "XYZ",
        "concluding observations",
    )
