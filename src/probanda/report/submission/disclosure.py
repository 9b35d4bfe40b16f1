"""Who will read a submission, and whether everybody named in it agreed to that."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.consent import Consent, Form
from probanda.law.cycle import Body
from probanda.report.document import CheckedDocument
from probanda.report.submission.answers import Check, Facts

__all__ = ["check_consent", "check_publicity"]


def check_publicity(document: CheckedDocument, body: Body | None) -> Iterator[Check]:
    """Whether the head says that the text may be published."""
    public = document.meta.public
    if public is None:
        yield Check(
            "publicity",
            "error",
            "The head does not say whether the text may be published; there is no safe default.",
            body.parts.source if body is not None else "",
            remedy="Write public: true, or confidential: true.",
            code="submission-publicity",
        )
    elif public:
        yield Check("publicity", "ok", "Public: it will be posted, and the State will read it.")
    else:
        yield Check(
            "publicity",
            "ok",
            "Confidential. Written as if the State will read it all the same: marked texts have reached States.",
        )


def check_consent(document: CheckedDocument, facts: Facts, body: Body | None) -> Iterator[Check]:
    """Whether each person named, and each interview used, has consent on record that still holds."""
    problems = 0
    for person in facts.persons:
        if person.form not in {Form.FULL, Form.INITIALS}:
            continue
        if person.tier is Consent.WITHDRAWN:
            problems += 1
            yield Check(
                "consent",
                "error",
                f"{person.key} took consent back and appears in the text.",
                code="submission-consent-withdrawn",
            )
        elif not person.recorded:
            problems += 1
            yield Check(
                "consent",
                "error",
                f"{person.key} is named, and no consent of the person or the family is on record "
                f"(only the tier “{person.tier.value}” of the lists).",
                remedy="Record it (kind: consent), or show the person by role: name=role.",
                code="submission-consent-missing",
            )
        elif person.until is not None and person.until < facts.today:
            problems += 1
            yield Check(
                "consent",
                "error",
                f"The consent of {person.key} ran out on {person.until.isoformat()}.",
                remedy="Ask again.",
                code="submission-consent-expired",
            )
    for key in facts.expired:
        problems += 1
        yield Check(
            "consent",
            "error",
            f"Consent to use the interview {key} ran out.",
            remedy="Ask again, or withdraw it.",
            code="submission-consent-expired",
        )
    withheld = [
        finding for finding in document.findings if finding.code == "claim-consent-withdrawn"
    ]
    if withheld:
        problems += 1
        yield Check(
            "consent",
            "error",
            f"{len(withheld)} sentences rest on statements that were taken back.",
            remedy="Take them out.",
            code="submission-consent-withdrawn",
        )
    if not problems:
        named = sum(one.form in {Form.FULL, Form.INITIALS} for one in facts.persons)
        others = len(facts.persons) - named
        yield Check(
            "consent",
            "ok",
            f"{named} person{'' if named == 1 else 's'} named or under initials, each with consent on record; "
            f"{others} shown by role or withheld.",
        )
