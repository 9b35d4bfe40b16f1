"""Multiple systems estimation: how many people does no list name?

Values in, values out; nothing here knows casebooks, databases or screens.
"""

from probanda.estimate.comparison import Comparison, compare_methods
from probanda.estimate.latent import LatentSettings
from probanda.estimate.linkages import combine_linkages
from probanda.estimate.methods import METHODS, Options, estimate
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.reading import parse_table, read_table
from probanda.estimate.result import Estimate
from probanda.estimate.strata import total_over_strata
from probanda.estimate.table import CaptureTable

__all__ = [
    "METHODS",
    "CaptureTable",
    "Comparison",
    "Estimate",
    "LatentSettings",
    "Notice",
    "Options",
    "Refused",
    "combine_linkages",
    "compare_methods",
    "estimate",
    "parse_table",
    "read_table",
    "total_over_strata",
]
