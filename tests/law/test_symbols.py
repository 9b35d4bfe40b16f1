"""Document symbols in use are recognised, strings that are none are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.law.symbols import find_malformed, parse_symbol, read_symbol
from probanda.problems import ProbandaError

CASES = yaml.safe_load((Path(__file__).parent / "symbols.yaml").read_text(encoding="utf-8"))


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


@pytest.mark.parametrize(
    ("symbol", "paragraphs", "cited"),
    [
        ("CAT/C/KEV/CO/5", "12", "CAT/C/KEV/CO/5, para. 12."),
        ("CAT/C/KEV/CO/5", ["12", "14-16"], "CAT/C/KEV/CO/5, paras. 12 and 14–16."),
        ("CAT/C/KEV/CO/5", "12, 14 and 16", "CAT/C/KEV/CO/5, paras. 12, 14 and 16."),
        ("CAT/C/KEV/CO/5", (), "CAT/C/KEV/CO/5."),
        ("A/RES/68/268", "4", "General Assembly resolution 68/268, para. 4."),
        ("S/RES/1325 (2000)", (), "Security Council resolution 1325 (2000)."),
    ],
)
def test_a_symbol_is_cited_with_its_paragraphs(symbol, paragraphs, cited) -> None:
    assert read_symbol(symbol).cite(paragraphs) == cited


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("CAT/C/kev/CO/5", "CAT/C/KEV/CO/5"),
        ("CAT/KEV/CO/5", "CAT/C/KEV/CO/5"),
        ("A/RES/68-268", "A/RES/68/268"),
        ("CAT/C/KEV/CO/5.", "CAT/C/KEV/CO/5"),
    ],
)
def test_a_near_miss_is_mended(wrong, right) -> None:
    with pytest.raises(ProbandaError) as caught:
        read_symbol(wrong)
    assert caught.value.problems[0].expected == right


def test_a_symbol_says_body_state_and_meaning() -> None:
    symbol = read_symbol("CAT/C/KEV/QPR/4")
    assert (symbol.body, symbol.state_name, symbol.meaning) == (
        "CAT",
        "Kevria",
        "list of issues prior to reporting",
    )
