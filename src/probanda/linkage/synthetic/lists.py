"""The same people on five lists, each with the habits and errors of its clerk; and the mapping that reads them."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import yaml

from probanda.linkage.synthetic.clerk import Clerk, Recipe
from probanda.linkage.synthetic.mapping import MAPPING
from probanda.linkage.synthetic.people import people

__all__ = ["Recipe", "write_lists"]


def write_lists(folder: Path, count: int, seed: int, recipe: Recipe | None = None) -> Path:
    """Write five lists, a gazetteer and ``mapping.yaml`` into a folder; the path of the mapping."""
    recipe = recipe or Recipe()
    world = people(count, seed)
    (folder / "lists").mkdir(parents=True, exist_ok=True)
    clerk = Clerk(world, recipe, random.Random(seed + 1))
    for place, name in enumerate("ABCDE"):
        rng = random.Random(seed * 10 + place)
        rows = [
            row
            for person in world.persons
            if rng.random() < recipe.coverage[place]
            for row in clerk.rows(name, place, person)
        ]
        rng.shuffle(rows)
        with (folder / "lists" / f"{name.lower()}.csv").open(
            "w", encoding="utf-8", newline=""
        ) as file:
            writer = csv.DictWriter(file, fieldnames=["no", *rows[0]])
            writer.writeheader()
            writer.writerows({"no": f"{name}{number}", **row} for number, row in enumerate(rows, 1))
    _gazetteer(folder / "gazetteer.csv", clerk)
    mapping = folder / "mapping.yaml"
    mapping.write_text(
        yaml.safe_dump(MAPPING, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return mapping


def _gazetteer(path: Path, clerk: Clerk) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "place",
                "kind",
                "district",
                "name_az",
                "former_az",
                "name_ru",
                "former_ru",
                "name_hy",
                "name_en",
            ]
        )
        for number, (village, names) in enumerate(
            zip(clerk.world.villages, clerk.places, strict=True), 1
        ):
            writer.writerow(
                [
                    f"p{number}",
                    "village",
                    village.district,
                    names["az"],
                    names["former_az"],
                    names["ru"],
                    names["former_ru"],
                    ";".join(filter(None, (names["hy"], names["former_hy"]))),
                    ";".join(filter(None, (names["en"], names["former_en"]))),
                ]
            )
