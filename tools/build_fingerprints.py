"""Make the fingerprints of the official texts from copies that you downloaded.

    python tools/build_fingerprints.py FOLDER

FOLDER holds the files that tools/treaty_copies.yaml names. Each is held to its digest; every article of which
the project has provisions is read, word by word, and only the words' short hashes are written, to
src/probanda/law/fingerprints. docs/methodology/law.md says why that does not ship the text and what it does not
protect against.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from probanda.law.loading import Law, shipped_law  # noqa: E402
from probanda.law.wording import hash_of, words  # noqa: E402

OUT = ROOT / "src" / "probanda" / "law" / "fingerprints"
ARTICLE = re.compile(r"^#+ *(?:Article|ARTICLE) +(\d+)(?: *(bis|ter))?", re.MULTILINE)
MARKER = re.compile(
    r"^(?:(?P<para>\d{1,2})\.(?=\s|$)|(?P<capital>[A-C])\. |\((?P<digit>\d{1,2})\)|\(?(?P<letter>[a-z]{1,5})\))\s*"
)
ROMAN = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
         "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi"}  # fmt: skip
Part = tuple[tuple[str, ...], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    table = yaml.safe_load((ROOT / "tools" / "treaty_copies.yaml").read_text(encoding="utf-8"))
    law = shipped_law()
    for short, row in table["copies"].items():
        raw = (args.folder / row["copy"]).read_bytes()
        digest = hashlib.sha256(raw).hexdigest()
        wanted = law.instruments[short].origin.sha256
        if digest != wanted:
            sys.exit(f"{row['copy']}: the digest is {digest}, the instrument's file says {wanted}.")
        found = fingerprint(short, raw.decode("utf-8"), row, law)
        found["address"] = f"{table['base']}/{row['path']}"
        found |= {"sha256": digest, "read_on": str(table["read_on"]), "language": table["language"]}
        text = json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True)
        (OUT / f"{short.lower()}.json").write_text(text + "\n", encoding="utf-8")
        held = {p.code for p in law.instruments[short]}
        have = {f"{short}/{code}" for each in found["articles"].values() for code in each["spans"]}
        without = sorted(held - have)
        print(
            f"{short}: {len(found['articles'])} articles, {len(have & held)} of {len(held)} provisions",
            *without,
        )


def fingerprint(short: str, text: str, row: dict, law: Law) -> dict:
    """Hashes of each article's words, and from which word to which each provision stands."""
    articles: dict[str, dict] = {}
    wanted = {p.article for p in law.instruments[short]}
    for number, body in bodies(text).items():
        if number not in wanted:
            continue
        if number in row.get("sentences", {}):
            parts = by_sentences(body, row["sentences"][number])
        elif row.get("joined"):
            parts = by_joints(body, row.get("merge", {}).get(number))
        else:
            parts = by_markers(body)
        errata = row.get("errata", {}).get(number, {})
        hashes: list[int] = []
        spans: dict[str, list[int]] = defaultdict(lambda: [10**9, 0])
        for path, words_of_part in parts:
            before = len(hashes)
            hashes += [hash_of(errata.get(w.text, w.text)) for w in words(words_of_part)]
            for depth in range(len(path) + 1):
                span = spans["/".join((number, *path[:depth]))]
                span[0], span[1] = min(span[0], before), max(span[1], len(hashes))
        packed = b"".join(each.to_bytes(3, "big") for each in hashes)
        articles[number] = {"words": base64.b64encode(packed).decode(), "spans": dict(spans)}
    return {"instrument": short, "articles": articles}


def bodies(text: str) -> dict[str, str]:
    """The English articles of a copy by number: the first text of the file, headings and links taken out."""
    text = re.split(r"^#+ *Artikel +1\b", text, maxsplit=1, flags=re.MULTILINE)[0]
    found: dict[str, str] = {}
    heads = list(ARTICLE.finditer(text))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        number = head[1] + (head[2] or "")
        body = text[head.end() : following.start() if following else len(text)]
        body = re.sub(r"^#.*$", "", body, flags=re.MULTILINE)
        body = re.split(r"^\s*(?:IN WITNESS|IN FAITH)", body, flags=re.MULTILINE)[0]
        body = re.sub(r"\]\([^)]*\)+", "]", body).replace("*", "")
        found.setdefault(number, body.replace("[", "").replace("]", ""))
    return found


def by_sentences(body: str, starts: list[int]) -> list[Part]:
    """Unnumbered paragraphs, each from a given sentence on."""
    flat = " ".join(body.split())
    sentences = re.split(r"(?<=[a-z)\]*0-9][.:;]) (?=[A-Z(])", flat)
    ends = [*starts[1:], len(sentences) + 1]
    return [
        ((str(n),), " ".join(sentences[a - 1 : b - 1]))
        for n, (a, b) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def by_joints(body: str, merge: list[int] | None) -> list[Part]:
    """Unnumbered paragraphs that a copy runs together without a space."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    flat = lines[0] if lines else ""
    for line in lines[1:]:
        flat += " " + line
    pieces = re.split(r"(?<=[a-z0-9)][.])(?=[A-Z][a-z])|(?<=dead)(?=They )", flat)
    if merge:
        ends = [*merge[1:], len(pieces) + 1]
        pieces = [" ".join(pieces[a - 1 : b - 1]) for a, b in zip(merge, ends, strict=True)]
    if len(pieces) == 1:
        return [((), pieces[0])]
    return [((str(n),), piece) for n, piece in enumerate(pieces, start=1)]


def by_markers(body: str) -> list[Part]:
    """Paragraphs and letters by their printed marks; text after a list goes back to what holds the list."""
    parts: list[Part] = []
    path: list[tuple[str, str]] = []
    for line in body.splitlines():
        rest = line.rstrip()
        first = True
        for stretch in re.split(r" {3,}(?=\S)", rest):
            piece = stretch.strip()
            if not piece:
                continue
            if (
                not first
                and path
                and path[-1][0] in {"letter", "roman", "digit"}
                and not MARKER.match(piece)
            ):
                path.pop()
            first = False
            while mark := MARKER.match(piece):
                if mark["letter"] and len(mark["letter"]) > 1 and mark["letter"] not in ROMAN:
                    break
                place(path, mark)
                piece = piece[mark.end() :]
            if piece:
                parts.append((tuple(name for _, name in path), piece))
    return parts


def place(path: list[tuple[str, str]], mark: re.Match[str]) -> None:
    """Move to where a mark stands in the tree of paragraphs."""
    if mark["para"]:
        path[:] = [("para", mark["para"])]
        return
    if mark["capital"]:
        path[:] = [("capital", mark["capital"].lower())]
        return
    if mark["digit"]:
        kind, name = "digit", mark["digit"]
    else:
        name = mark["letter"]
        last = next((n for k, n in reversed(path) if k == "letter"), "")
        in_roman = any(k == "roman" for k, _ in path)
        after = (name, last) in {("i", "h"), ("v", "u"), ("x", "w")}
        roman = name in ROMAN and not after and (len(name) > 1 or in_roman or name == "i")
        kind = "roman" if roman else "letter"
    order = ["para", "capital", "digit", "letter", "roman"]
    while path and order.index(path[-1][0]) >= order.index(kind):
        path.pop()
    path.append((kind, name))


if __name__ == "__main__":
    main()
