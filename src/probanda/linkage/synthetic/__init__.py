"""Invented people on several lists in several scripts: what linkage is measured on."""

from probanda.linkage.synthetic.lists import Recipe, write_lists
from probanda.linkage.synthetic.people import Person, World, people

__all__ = ["Person", "Recipe", "World", "people", "write_lists"]
