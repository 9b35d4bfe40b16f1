"""Law as data: instruments, provisions and their elements, qualification, document symbols."""

from probanda.law.loading import Law, load_instrument, load_law, shipped_law
from probanda.law.provisions import Conflict, Element, Instrument, Kind, Provision

__all__ = [
    "Conflict",
    "Element",
    "Instrument",
    "Kind",
    "Law",
    "Provision",
    "load_instrument",
    "load_law",
    "shipped_law",
]
