"""Registers as files: any encoding, delimiter or workbook in; checked rows out. Writes no database."""

from probanda.exchange.lists.encoding import Reading, detect
from probanda.exchange.lists.mapping import Mapping, mapping_from
from probanda.exchange.lists.mapping_file import load_mapping, mapping_text
from probanda.exchange.lists.options import FileOptions
from probanda.exchange.lists.reading import open_list
from probanda.exchange.lists.rows import Checked, Repair, RowChecker
from probanda.exchange.lists.sheet import Sheet
from probanda.exchange.lists.suggest import suggest_mapping

__all__ = [
    "Checked",
    "FileOptions",
    "Mapping",
    "Reading",
    "Repair",
    "RowChecker",
    "Sheet",
    "detect",
    "load_mapping",
    "mapping_from",
    "mapping_text",
    "open_list",
    "suggest_mapping",
]
