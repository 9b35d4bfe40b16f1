"""Is a manuscript ready to go to a treaty body? Checks of body, article, session, deadline, language, length,
parts, confidentiality and consent, each with what was found and how it is known.

What nobody could confirm is a notice ("not known"), never a silent pass. Values in, values out: what the
record says comes as :class:`Facts`.
"""

from __future__ import annotations

from probanda.law.cycle import BODIES
from probanda.report.document import CheckedDocument
from probanda.report.submission.answers import CHECKS, Check, Deadline, Facts, Named
from probanda.report.submission.disclosure import check_consent, check_publicity
from probanda.report.submission.form import (
    check_format,
    check_language,
    check_length,
    check_parts,
    check_text,
)
from probanda.report.submission.procedure import (
    check_article,
    check_body,
    check_deadline,
    check_session,
)

__all__ = ["CHECKS", "Check", "Deadline", "Facts", "Named", "check_submission"]


def check_submission(document: CheckedDocument, facts: Facts) -> tuple[Check, ...]:
    """All checks of a checked manuscript, in the order of :data:`CHECKS`."""
    body = BODIES.get(document.meta.treaty_body)
    found = [*check_text(document), *check_body(document, facts, body)]
    if body is not None:
        found += check_article(document, facts, body)
        found += check_session(document, facts)
        found += check_deadline(document, facts, body)
        found += check_language(document, body)
    found += check_length(document)
    if body is not None:
        found += check_format(body)
    found += check_parts(document, body)
    found += check_publicity(document, body)
    found += check_consent(document, facts, body)
    return tuple(sorted(found, key=lambda one: CHECKS.index(one.check)))
