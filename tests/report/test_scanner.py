"""Every key that Pandoc sees has a position in the text, and the scanner finds no key that Pandoc does not see."""

from __future__ import annotations

import json

import pypandoc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probanda.report.reading import READER, keys_of
from probanda.report.scanner import match, scan


def seen_by_pandoc(text: str) -> list[tuple[str, str]]:
    document = json.loads(pypandoc.convert_text(text, "json", format=READER))
    return [(use.kind, use.key) for use in keys_of(document["blocks"])]


def found(text: str) -> list[tuple[str, str]]:
    return [(item.kind, item.key) for item in scan(text).keys]


CASES = {
    "citations in every form": "[@a, para. 3; see @b] and @c [p. 4] or -@d, @{e f}, @{g/h}; x@y.org (@i)",
    "handles in addresses": "See https://t.me/@river, <https://t.me/@river>, [x](https://t.me/@river).",
    "a fence in running text is text": "Text\n::: {.table key=t}\ncap\n:::\nafter",
    "a fence after a heading": "# H {.summary}\n::: {.table key=t}\ncap [@a]\n:::",
    "list code is code": "- item\n\n    para [@x]\n\n        code [@y]\n\n- two\n\n      code [@z]",
    "inline code": "`` a ` [@b] `` and `c`{figure=y} [@d]",
    "escaped brackets": r"[a\]b [c]]{figure=k} \[@not yet\@no [x]{figure=z}",
    "attributes over two lines": '[x]{figure="a\nb" form=i} [x] {figure=z}',
    "an unclosed fence of code": "~~~\nunclosed [@a]\n\npara [@b]",
    "code that interrupts a paragraph": "para\n```\ncode [@a]\n```\n[@b]",
    "a note called twice": "[^n]: note [@d]\n\n    more [@e]\n\nuse [^n] and [@m] and [^n]",
    "a note nobody calls": "text [@a]\n\n[^n]: note [@d]\n",
    "nested brackets": "[out [@a] in [b]{person=p}]{claim=c} ^[n [x]{site=s}] [[n]{place=p}](http://x/@y)",
    "images": '![cap [@z]](a.png){alt="b"} and ![](b.png)',
    "raw HTML": '<!-- [@hidden] --> text <b title="@x">bold [@in]</b>',
    "quotations": "> quote [a]{figure=x}\n> [@b]\n>\n>     code [@c]",
    "two keys on one span": "[two]{figure=x person=y} []{#id .c} [a]{lang=ar}",
    "numbered lists": "1. one [@a]\n2. two [@b]\n\n   - nested [@c]\n\n         code [@d]\n\nafter [@e]",
    "tab code": "para\n\n\tcode [@f]\n\n[@g]",
    "headings": "# One [@a]\n\nTwo [@b]\n-------\n\n### Three",
    "other scripts": "Ərazi [Эльчин]{person=p} և [الحقيقة]{lang=ar dir=rtl}[@қайнар]",
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES.keys())
def test_the_scanner_sees_what_pandoc_sees(text: str) -> None:
    assert found(text) == seen_by_pandoc(text)


FRAGMENTS = st.sampled_from(
    [
        "[3,890]{figure=f1}",
        "[]{figure=f2}",
        '[Elchin H.]{person="commission:1"}',
        "[@s1, para. 3; @s2]",
        "@s3",
        "[the [inner]{site=g} one]{claim='c1 c2'}",
        "^[note [@s4] [x]{person=p}]",
        "`code [@no]{figure=no}`",
        r"\[not\]{figure=no}",
        "plain words",
        "[link](http://x/@y)",
        "[^1]",
        "*emphasis [x]{place=l}*",
        "a_b",
        "[العربية]{lang=ar dir=rtl}",
    ]
)
INLINE = st.lists(FRAGMENTS, min_size=1, max_size=5).map(" ".join)
BLOCKS = st.one_of(
    INLINE,
    INLINE.map(lambda t: "# " + t),
    INLINE.map(lambda t: "> " + t),
    INLINE.map(lambda t: "- " + t + "\n- " + t),
    INLINE.map(lambda t: "```\n" + t + "\n```"),
    INLINE.map(lambda t: "    " + t),
    INLINE.map(lambda t: "::: {.table key=t1}\n" + t + "\n:::"),
    st.just('::: {.chart key=c1 alt="x"}\n:::'),
    INLINE.map(lambda t: "<!-- " + t + " -->"),
)


@given(st.lists(BLOCKS, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_key_pandoc_sees_has_a_position_and_conversely(blocks: list[str]) -> None:
    # A paragraph parts the blocks, so that an indented block after a list is what it looks like.
    text = "\n\nand\n\n".join(blocks) + "\n\n[^1]: a note [n]{figure=in-note} [@in-note]\n"
    assert found(text) == seen_by_pandoc(text)
    for item in scan(text).keys:
        line = text.split("\n")[item.line - 1]
        assert line[item.char - 1] in "[@:"


@given(st.lists(INLINE, min_size=1, max_size=4), st.sampled_from(["\t", "  ", ""]))
@settings(max_examples=25, deadline=None)
def test_line_and_character_count_code_points(paragraphs: list[str], indent: str) -> None:
    text = "ə😀" + "\n\n".join(indent[:1] + p for p in paragraphs)
    scanned = scan(text)
    for item in scanned.keys:
        before = text[: item.offset]
        assert item.line == before.count("\n") + 1
        assert item.char == len(before) - (before.rfind("\n") + 1) + 1


def test_the_head_is_counted_but_not_scanned() -> None:
    text = "---\ntitle: '[x]{figure=no} @no'\n---\n\n[1]{figure=f}"
    (only,) = scan(text, first_line=4).keys
    assert (only.key, only.line, only.char) == ("f", 5, 1)


def test_keys_that_repeat_are_paired_in_order_even_when_one_is_missing() -> None:
    items = scan("[1]{figure=a} [2]{figure=b} [3]{figure=a}").keys
    paired = match([("figure", "a"), ("figure", "ghost"), ("figure", "b"), ("figure", "a")], items)
    assert [item.char if item else None for item in paired] == [1, None, 15, 29]


def test_keys_out_of_order_still_find_their_place() -> None:
    items = scan("[1]{figure=a} [@s]").keys
    paired = match([("cite", "s"), ("figure", "a")], items)
    assert [item.char if item else None for item in paired] == [16, 1]
