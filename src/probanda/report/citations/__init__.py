"""Footnotes in the style of the United Nations: locators, forms by kind of source, repetition."""

from probanda.report.citations.locator import Locator, read_locator
from probanda.report.citations.notes import Citation, NoteWriter

__all__ = ["Citation", "Locator", "NoteWriter", "read_locator"]
