"""One RFC 3161 token: asking for it, and holding an answer to the bytes, the authority and the time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

__all__ = ["RefusedTokenError", "Verified", "chain_of", "request_for", "verify_token"]

_SHA512 = "2.16.840.1.101.3.4.2.3"


class RefusedTokenError(Exception):
    """An answer that proves nothing; the text says why."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a token that holds says.

    Attributes:
        at: when the authority saw the digest, in UTC.
        signer: the subject of the authority's certificate.
        serial: the token's serial number.
    """

    at: datetime
    signer: str
    serial: int


def request_for(data: bytes) -> tuple[bytes, int | None]:
    """A request for a stamp over the sha512 of data, asking for the certificates too; and its nonce."""
    request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA512).build()
    return request.as_bytes(), request.nonce


def verify_token(
    answer: bytes, data: bytes, roots: list[x509.Certificate], nonce: int | None = None
) -> Verified:
    """Hold an answer (DER) to the data and the roots; certificates need be valid only when it was made.

    Revocation is not looked up: that needs a network, and the authority's word of the day.

    Raises:
        RefusedTokenError: saying why.
    """
    response = _read(answer)
    try:
        info = response.tst_info
        builder = VerifierBuilder(roots=list(roots), nonce=nonce)
        if info.message_imprint.hash_algorithm.dotted_string != _SHA512:
            raise RefusedTokenError("the token is over another kind of digest than sha512")
        builder.build().verify(response, hashlib.sha512(data).digest())
        at = info.gen_time
        signer = _signer(response)
        serial = info.serial_number
    except (VerificationError, ValueError, TypeError) as error:
        raise RefusedTokenError(str(error) or type(error).__name__) from error
    return Verified(at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC), signer, serial)


def chain_of(answer: bytes) -> bytes:
    """The certificates inside a token as PEM, in the order of their names."""
    response = _read(answer)
    found = [x509.load_der_x509_certificate(each) for each in response.signed_data.certificates]
    found.sort(key=lambda each: (each.subject.rfc4514_string(), each.serial_number))
    return b"".join(each.public_bytes(Encoding.PEM) for each in found)


def _read(answer: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(answer)
        status = response.status
    except (ValueError, TypeError) as error:
        raise RefusedTokenError(f"this is no answer of an authority: {error}") from error
    if status not in {0, 1}:
        raise RefusedTokenError(
            f"the authority refused: {', '.join(response.status_string) or status}"
        )
    return response


def _signer(response: TimeStampResponse) -> str:
    infos = list(response.signed_data.signer_infos)
    for each in response.signed_data.certificates:
        certificate = x509.load_der_x509_certificate(each)
        for info in infos:
            if (info.issuer, info.serial_number) == (certificate.issuer, certificate.serial_number):
                return certificate.subject.rfc4514_string()
    return ""
