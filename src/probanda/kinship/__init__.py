"""DNA kinship: from genotypes to likelihood ratios and to the joint identification of everyone.

Values in, values out; no files, no screens, no database. The numbers support a hypothesis; that
remains are a person is decided and recorded by people.
"""

from probanda.kinship.case import Case, Family, Sample
from probanda.kinship.joint import Prior, identify
from probanda.kinship.likelihood import likelihood
from probanda.kinship.linked import linked_likelihood
from probanda.kinship.marker import Marker, Mutation
from probanda.kinship.mutation import mutation_matrix
from probanda.kinship.pedigree import Pedigree, Person
from probanda.kinship.ratios import pairwise
from probanda.kinship.solve import solve

__all__ = [
    "Case",
    "Family",
    "Marker",
    "Mutation",
    "Pedigree",
    "Person",
    "Prior",
    "Sample",
    "identify",
    "likelihood",
    "linked_likelihood",
    "mutation_matrix",
    "pairwise",
    "solve",
]
