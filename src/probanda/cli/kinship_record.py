"""`probanda kinship identify`: a person records, with reasons, whose remains somebody says they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from probanda.cli.common import (
    ByOption,
    CasebookOption,
    JsonOption,
    acting,
    clock,
    emit_json,
    guarded,
    open_from_option,
)
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.models import Claimant, Source

__all__ = ["register", "source_and_claimant"]


def register(app: typer.Typer) -> None:
    """Add the command to the group."""
    app.command("identify")(guarded(identify))


def identify(
    remains: Annotated[str, typer.Argument(help="Key of the remains.", metavar="REMAINS")],
    person: Annotated[str, typer.Argument(help="Key of the person.", metavar="PERSON")],
    why: Annotated[
        str, typer.Option("--why", help="The reasons, in words. Required.", metavar="TEXT")
    ] = "",
    source: Annotated[
        str, typer.Option(help="Key of the source: certificate, decision.", metavar="KEY")
    ] = "",
    claimant: Annotated[
        str, typer.Option(help="Who identifies (otherwise: the source's claimant).", metavar="KEY")
    ] = "",
    method: Annotated[str, typer.Option(help="By what method, in words.")] = "",
    locator: Annotated[str, typer.Option(help="Page or paragraph of the source.")] = "",
    casebook: CasebookOption = None,
    by: ByOption = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """Record that a laboratory or authority identifies remains, and why.

    Probanda itself identifies nobody: no command makes this claim out of a number.
    """
    open_from_option(casebook)
    from probanda.casebook import models
    from probanda.casebook.kinship_case import identify_remains
    from probanda.casebook.services import changing

    rests_on, says = source_and_claimant(source, claimant)
    found_remains = models.Remains.objects.filter(key=remains).first()
    found_person = models.Person.objects.filter(key=person).first()
    problems = [
        Problem(f"{kind}-unknown", f"The record has no {kind} “{key}”.", found=key)
        for kind, key, row in (
            ("remains", remains, found_remains),
            ("person", person, found_person),
        )
        if row is None
    ]
    if found_remains is None or found_person is None:
        raise ProbandaError(*problems)
    with changing(by=acting(by), now=clock(), why=why) as change:
        claim = identify_remains(
            change,
            found_remains,
            found_person,
            why,
            source=rests_on,
            claimant=says,
            method=method,
            locator=locator,
        )
    answer = {"claim": claim.address, "remains": remains, "person": person, "why": why}
    if as_json:
        emit_json(answer)
    else:
        typer.echo(
            f"Recorded as {claim.address}: {remains} identified as {person}, stated by {says}."
        )


def source_and_claimant(source: str, claimant: str) -> tuple[Source, Claimant]:
    """The source that a result rests on, and who states it.

    Raises:
        ProbandaError: there is no such source, or nobody states it.
    """
    from probanda.casebook import models

    found = models.Source.objects.filter(key=source).select_related("claimant").first()
    if found is None:
        raise ProbandaError(
            Problem(
                "source-unknown" if source else "source-missing",
                f"The record has no source “{source}”." if source else "A claim rests on a source.",
                found=source,
                remedy="Name one of the record's sources with --source.",
            )
        )
    says = models.Claimant.objects.filter(key=claimant).first() if claimant else found.claimant
    if says is None:
        raise ProbandaError(
            Problem(
                "claimant-unknown" if claimant else "claimant-missing",
                f"The record has no claimant “{claimant}”."
                if claimant
                else "The source has no claimant: say who states this.",
                found=claimant,
                remedy="Name one of the record's claimants with --claimant.",
            )
        )
    return found, says
