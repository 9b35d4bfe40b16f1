"""Make the fingerprints of the official texts from copies that you downloaded.

    python tools/build_fingerprints.py FOLDER

FOLDER holds the files that src/probanda/law/data/treaty_copies.yaml names. Each is held to its digest; every
article of which the project has provisions is read, word by word, and only the words' short hashes are written,
to src/probanda/law/fingerprints. docs/methodology/law.md says why that does not ship the text and what it does
not protect against.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from probanda.law.copies import Copy, copies_table, read_copy  # noqa: E402
from probanda.law.loading import shipped_law  # noqa: E402
from probanda.law.wording import HASH_BITS, hash_of  # noqa: E402
from probanda.problems import ProbandaError  # noqa: E402

OUT = ROOT / "src" / "probanda" / "law" / "fingerprints"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    table, law = copies_table(), shipped_law()
    for short, row in table["copies"].items():
        try:
            articles = read_copy(short, args.folder, law)
        except ProbandaError as error:
            sys.exit(str(error))
        found = {
            "instrument": short,
            "address": f"{table['base']}/{row['path']}",
            "sha256": law.instruments[short].origin.sha256,
            "read_on": str(table["read_on"]),
            "language": table["language"],
            "articles": {each.code.split("/")[1]: packed(each) for each in articles},
        }
        text = json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True)
        (OUT / f"{short.lower()}.json").write_text(text + "\n", encoding="utf-8")
        held = {each.code for each in law.instruments[short]}
        have = {code for each in articles for code in each.spans}
        without = sorted(held - have)
        print(
            f"{short}: {len(articles)} articles, {len(have & held)} of {len(held)} provisions",
            *without,
        )


def packed(article: Copy) -> dict[str, object]:
    """The words' hashes in a row, and the places of the provisions below the instrument's name."""
    row = b"".join(hash_of(word).to_bytes(HASH_BITS // 8, "big") for word in article.words)
    spans = {code.split("/", 1)[1]: list(span) for code, span in article.spans.items()}
    return {"words": base64.b64encode(row).decode(), "spans": spans}


if __name__ == "__main__":
    main()
