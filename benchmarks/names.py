"""Names across scripts: precision, recall and F1 on generated pairs, and pairs a second.

Baseline, in the same run: plain folding (accents off, Cyrillic, Armenian and Georgian by a letter table, words
sorted) and the ratio of ``difflib``, at the threshold best for it. The pairs come from ``tests.names.pairs``
(seeded, invented people, half of them one person; the rest brothers, namesakes and strangers).

    python -m benchmarks.names [--pairs 5000] [--batch 200000] [--seed 7]
"""

from __future__ import annotations

import argparse
import csv
import platform
import random
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numba
import numpy as np
from tests.names.pairs import pairs

from probanda.names import parse, score
from probanda.names.romanise import romanise

TARGET_F1, TARGET_SPEED = 0.95, 200_000


def quality(scores: Sequence[float], same: Sequence[bool], threshold: float) -> tuple[float, ...]:
    """Precision, recall and F1 at a threshold."""
    both = sum(s >= threshold and y for s, y in zip(scores, same, strict=True))
    said = sum(s >= threshold for s in scores)
    precision, recall = both / max(1, said), both / max(1, sum(same))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def best_threshold(scores: Sequence[float], same: Sequence[bool]) -> float:
    return max((step / 50 for step in range(1, 50)), key=lambda t: quality(scores, same, t)[2])


def folded(name: str) -> str:
    """The name as plain folding leaves it: Latin, lower case, no marks, words sorted."""
    latin = unicodedata.normalize("NFKD", romanise(name, "bgn-pcgn") or name).lower()
    plain = "".join(c if c.isalnum() else " " for c in latin if not unicodedata.combining(c))
    return " ".join(sorted(plain.split()))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pairs", type=int, default=5000)
    arguments.add_argument("--batch", type=int, default=200_000)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    print(f"Python {platform.python_version()}, numpy {np.__version__}, numba {numba.__version__}")

    made = pairs(options.pairs, options.seed)
    texts, same = [(a, b) for a, b, _, _ in made], [answer for _, _, answer, _ in made]
    score(texts[:2])  # compile
    ours = score(texts)
    begin = time.perf_counter()
    plain = [SequenceMatcher(None, folded(a), folded(b)).ratio() for a, b in texts]
    plain_speed = len(texts) / (time.perf_counter() - begin)
    rows = (("names", ours, 0.5), ("names, best threshold", ours, best_threshold(ours, same)),
            ("plain folding, best", plain, best_threshold(plain, same)))  # fmt: skip
    print(f"\n{len(texts)} pairs, {sum(same)} of them one person (seed {options.seed})")
    for label, values, threshold in rows:
        precision, recall, f1 = quality(values, same, threshold)
        print(
            f"{label:24} at {threshold:.2f}: precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}"
        )
    wrong = Counter(
        kind.split(":")[0]
        for (*_, kind), s, y in zip(made, ours, same, strict=True)
        if (s >= 0.5) != y
    )
    print(f"wrong by kind: {dict(wrong)}; target F1 {TARGET_F1}")

    with (Path(__file__).parent.parent / "tests/names/data/written_pairs.csv").open(
        "r", encoding="utf-8"
    ) as f:
        written = list(csv.DictReader(f))
    answers = score([(row["a"], row["b"]) for row in written])
    precision, recall, f1 = quality(answers, [row["same"] == "1" for row in written], 0.5)
    print(
        f"{len(written)} written pairs at 0.50: precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}"
    )

    names = sorted({text for pair in texts for text in pair})
    parse.cache_clear()
    begin = time.perf_counter()
    for name in names:
        parse(name)
    print(f"\nparsed {len(names) / (time.perf_counter() - begin):,.0f} distinct names a second")
    rng = random.Random(options.seed)
    batch = [(rng.choice(names), rng.choice(names)) for _ in range(options.batch)]
    begin = time.perf_counter()
    score(batch)
    speed = options.batch / (time.perf_counter() - begin)
    print(
        f"{speed:,.0f} pairs a second in batch (target {TARGET_SPEED:,}), "
        f"{speed / plain_speed:.0f} times plain folding with difflib"
    )


if __name__ == "__main__":
    main()
