"""Write the lawyer's reading list: one line per provision, to be ticked by two readers who did not write the data.

    python tools/write_reading_list.py                              # docs/reference/law-reading-list.md
    python tools/write_reading_list.py --texts FOLDER --out FILE    # for yourself: the official text beside

The second form prints the official words from copies that you downloaded; keep its file out of the repository.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from probanda.law.copies import read_copies  # noqa: E402
from probanda.law.fingerprint import shipped_prints  # noqa: E402
from probanda.law.loading import shipped_law  # noqa: E402
from probanda.law.provisions import Instrument, Provision  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "law-reading-list.md"
HEAD = """# Reading list for lawyers

One line per provision. Open the official text at the instrument's address and tick per reader (1 and 2, who
did not write the data): **exists** (there is such a provision), **number** (article, paragraph and letter are
right), **covers** (the elements together cover the definition or duty, and each can be tested). Write what is
wrong under the table of its instrument. `c` after a code: the treaty prints no number and the paragraph is
counted. `m`: remembered, not read. `—`: no fingerprint.

<!-- written by tools/write_reading_list.py -->
"""


def page(official: Callable[[Provision], str] | None = None) -> str:
    """The whole page; with official texts when a reader has them."""
    return HEAD + "\n".join(section(each, official) for each in shipped_law().instruments.values())


def section(instrument: Instrument, official: Callable[[Provision], str] | None) -> str:
    prints = shipped_prints()
    lines = [f"\n## {instrument.short}: {instrument.name}\n"]
    if instrument.origin.address:
        lines.append(f"Known: {instrument.origin.known}, {instrument.origin.address}\n")
    text = " official text |" if official else ""
    lines.append(f"| provision | in our words | elements |{text} exists | number | covers |")
    lines.append("|---|---|---|" + ("---|" if official else "") + "---|---|---|")
    for each in instrument:
        marks = "" if each.numbered else " c"
        marks += " m" if each.origin.known == "memory" else ""
        marks += "" if prints.has(each.code) or not instrument.binding else " —"
        elements = ", ".join(
            f"{e.id}" + (" (excludes)" if e.exclusion else f" ({e.group})" if e.group else "")
            for e in each.elements
        )
        beside = f" {official(each)} |" if official else ""
        lines.append(
            f"| `{each.code}`{marks} | {each.title} | {elements or '–'} |{beside} ☐1 ☐2 | ☐1 ☐2 | ☐1 ☐2 |"
        )
    return "\n".join(lines) + "\n"


def from_copies(folder: Path) -> Callable[[Provision], str]:
    """The official words of a provision, from the copies that the fingerprints were made from."""
    copies = read_copies(folder, shipped_law())

    def official(provision: Provision) -> str:
        article = copies.get(f"{provision.instrument}/{provision.article}")
        span = article.spans.get(provision.code) if article else None
        return " ".join(article.words[slice(*span)]) if article and span else "not in the copies"

    return official


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, help="folder with the copies")
    parser.add_argument("--out", type=Path, help="where to write when --texts is given")
    args = parser.parse_args()
    if args.texts and not args.out:
        parser.error("--texts needs --out: the official text does not go into docs")
    if args.texts:
        args.out.write_text(page(from_copies(args.texts)), encoding="utf-8")
    else:
        PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
