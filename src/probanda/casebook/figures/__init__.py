"""Figures: numbers that are named once in figures.yaml and can be counted again from the record.

A figure is a *query* over the record, a *quantity* that somebody states, or a *formula* over other figures.
``read_figures`` reads the definitions, ``compute_figures`` the values with what each rests on,
``reconcile`` sets claimants side by side, ``remember_figures`` and ``changes`` compare with the last build.
"""

from probanda.casebook.figures.compute import Figure, FigureSet, compute_figures
from probanda.casebook.figures.definition import FigureFile
from probanda.casebook.figures.history import FigureChange, changes, remember_figures
from probanda.casebook.figures.layout import Layouts
from probanda.casebook.figures.parse import parse_figures, read_figures
from probanda.casebook.figures.reconcile import reconcile

__all__ = [
    "Figure",
    "FigureChange",
    "FigureFile",
    "FigureSet",
    "Layouts",
    "changes",
    "compute_figures",
    "parse_figures",
    "read_figures",
    "reconcile",
    "remember_figures",
]
