"""Registers as files: any encoding, delimiter or workbook in; checked rows out. Writes no database."""

from probanda.exchange.lists.encoding import Reading, detect
from probanda.exchange.lists.mapping import Mapping, load_mapping
from probanda.exchange.lists.reading import Sheet, open_list
from probanda.exchange.lists.rows import Checked, Repair, RowChecker
from probanda.exchange.lists.suggest import suggest_mapping

__all__ = [
    "Checked",
    "Mapping",
    "Reading",
    "Repair",
    "RowChecker",
    "Sheet",
    "detect",
    "load_mapping",
    "open_list",
    "suggest_mapping",
]
