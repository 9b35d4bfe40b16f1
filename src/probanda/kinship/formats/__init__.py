"""Other programs' files read into kinship values; text in, values and problems out."""

from probanda.kinship.formats.cmf import read_cmf
from probanda.kinship.formats.evidence import read_evidence
from probanda.kinship.formats.familias import read_familias
from probanda.kinship.formats.frequencies import read_frequencies
from probanda.kinship.formats.genotypes import read_genotypes
from probanda.kinship.formats.ped import read_ped
from probanda.kinship.formats.yaml_families import read_families

__all__ = [
    "read_cmf",
    "read_evidence",
    "read_familias",
    "read_families",
    "read_frequencies",
    "read_genotypes",
    "read_ped",
]
