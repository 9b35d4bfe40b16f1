"""Formulae, rare in a submission: Pandoc itself turns their TeX into Typst and MathML."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from probanda.report.document import PANDOC_API_VERSION
from probanda.report.nodes import Node, para
from probanda.report.typst.literal import string

__all__ = ["html_equation", "typst_equation"]


@lru_cache(maxsize=256)
def _converted(display: bool, tex: str, to: str) -> str:
    import pypandoc

    kind = {"t": "DisplayMath" if display else "InlineMath"}
    tree = {
        "pandoc-api-version": list(PANDOC_API_VERSION),
        "meta": {},
        "blocks": [para([{"t": "Math", "c": [kind, tex]}])],
    }
    arguments = ["--mathml"] if to == "html" else []
    return str(pypandoc.convert_text(json.dumps(tree), to, format="json", extra_args=arguments))


def typst_equation(node: Node) -> str:
    """A formula as Typst, with its TeX as alternative text, which PDF/UA asks for."""
    kind, tex = node["c"]
    formula = _converted(kind["t"] == "DisplayMath", tex, "typst").strip()
    block = "true" if kind["t"] == "DisplayMath" else "false"
    return f"#math.equation(alt: {string(tex)}, block: {block}, {formula});"


def html_equation(node: Node) -> str:
    """A formula as MathML."""
    kind, tex = node["c"]
    converted = _converted(kind["t"] == "DisplayMath", tex, "html")
    return re.sub(r"^\s*<p>|</p>\s*$", "", converted)
