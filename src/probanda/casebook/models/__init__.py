"""The record's tables: entities carry identity only; everything said about them is a typed claim."""

from probanda.casebook.models.audit import AuditRow, FigureValue
from probanda.casebook.models.base import Claim
from probanda.casebook.models.claims import TYPED_CLAIMS as _CORE_CLAIMS
from probanda.casebook.models.claims import (
    ActClaim,
    AttributeClaim,
    BirthClaim,
    ConsentClaim,
    DetentionClaim,
    ExchangeClaim,
    ExhumationClaim,
    IdentificationClaim,
    InvolvementClaim,
    NameClaim,
    QuantityClaim,
    QuotationClaim,
    RelationClaim,
    SentenceClaim,
    SiteLocationClaim,
    StatusClaim,
)
from probanda.casebook.models.entities import (
    Claimant,
    Event,
    Item,
    Person,
    Place,
    Remains,
    Site,
    Source,
    Unit,
)
from probanda.casebook.models.kinship import KinshipClaim, ProfileClaim, Relative
from probanda.casebook.models.registers import Entry, IdentityDecision, Register, RegisterVersion

#: Every kind of claim; a wing with claims of its own adds them here.
TYPED_CLAIMS: tuple[type[Claim], ...] = (*_CORE_CLAIMS, ProfileClaim, KinshipClaim)

__all__ = [
    "TYPED_CLAIMS",
    "ActClaim",
    "AttributeClaim",
    "AuditRow",
    "BirthClaim",
    "Claimant",
    "ConsentClaim",
    "DetentionClaim",
    "Entry",
    "Event",
    "ExchangeClaim",
    "ExhumationClaim",
    "FigureValue",
    "IdentificationClaim",
    "IdentityDecision",
    "InvolvementClaim",
    "Item",
    "KinshipClaim",
    "NameClaim",
    "Person",
    "Place",
    "ProfileClaim",
    "QuantityClaim",
    "QuotationClaim",
    "Register",
    "RegisterVersion",
    "RelationClaim",
    "Relative",
    "Remains",
    "SentenceClaim",
    "Site",
    "SiteLocationClaim",
    "Source",
    "StatusClaim",
    "Unit",
]
