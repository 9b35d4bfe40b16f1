"""The covering letter of a submission: what is sent, under which article, for which session, and its use."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from probanda.problems import ProbandaError, Problem
from probanda.report.document import Meta
from probanda.report.typst.literal import string

__all__ = ["letter_files", "letter_markdown"]

_EPOCH = "315532800"  # 1980-01-01: the oldest time that a zip file can hold, never the clock
_PREAMBLE = """#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (x: 2.6cm, y: 2.4cm))
#set text(size: 11pt, lang: "en", region: "GB")
#set par(justify: false, leading: 0.7em, spacing: 1.1em)
#show heading: set text(size: 12pt)
"""


def letter_markdown(meta: Meta, files: Sequence[str], words: int) -> str:
    """A letter in plain English that says nothing that the submission does not say, and names no person.

    Args:
        meta: the head of the submission.
        files: what is enclosed, a line each.
        words: of the body.
    """
    state = meta.state_party.name if meta.state_party else "the State party"
    names = [one.name for one in meta.organisations] or ["The undersigned organisation"]
    who = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    verb = "submits" if len(names) == 1 else "submit"
    under = f" under article {meta.article}" if meta.article else ""
    session = f", for session {meta.session}" if meta.session else ""
    use = (
        "The text may be published and shared with the State party."
        if meta.public
        else "The text is **confidential**: please do not publish it, and do not share it with the State "
        "party. It protects persons as if the State read it all the same."
    )
    head = []
    for one in meta.organisations:
        lines = (f"**{_plain(one.name)}**", one.address, one.email, one.url)
        head += [
            "\\\n".join(_plain(line) if line != lines[0] else line for line in lines if line),
            "",
        ]
    body = [
        *head,
        _plain(meta.date_words or meta.date),
        "",
        f"To the secretariat of the {_plain(meta.submitted_to or meta.treaty_body)}",
        "",
        f"# {_plain(state)}{under}{session}",
        "",
        f"{_plain(who)} {verb} the enclosed text, *{_plain(meta.title)}*. It has {words:,} words without "
        "notes and annexes.",
        "",
        use,
        "",
        "Every allegation in it is attributed to whoever makes it; the organisations make no finding. "
        "Nobody is named beyond what the person or the family agreed to. Should anybody suffer reprisals for "
        "having cooperated, we shall report it to the Committee’s focal point.",
        "",
        "Enclosed:",
        "",
        *[f"- {_plain(name)}" for name in files],
        "",
        f"For {_plain(who)}:",
        "",
    ]
    return "\n".join(body)


def letter_files(text: str, title: str) -> dict[str, bytes]:
    """The letter as DOCX and PDF (PDF/UA-1), the same bytes for the same text.

    Raises:
        ProbandaError: Pandoc or Typst refused.
    """
    import typst

    docx = _pandoc(text, "docx")
    source = _PREAMBLE.format(title=string(title)) + _pandoc(text, "typst").decode("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder) / "letter.typ"
        main.write_text(source, encoding="utf-8")
        try:
            compiler = typst.Compiler(main, root=Path(folder), ignore_system_fonts=True)
            pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"])
        except typst.TypstError as error:
            raise ProbandaError(
                Problem("pdf-refused", "The letter cannot be set as PDF.", found=str(error)[:300])
            ) from error
    assert isinstance(pdf, bytes)
    return {"letter.docx": docx, "letter.pdf": pdf}


def _pandoc(text: str, to: str) -> bytes:
    import pypandoc

    environment = {**os.environ, "SOURCE_DATE_EPOCH": _EPOCH, "TZ": "UTC"}
    done = subprocess.run(
        [
            pypandoc.get_pandoc_path(),
            "--from=markdown-auto_identifiers",
            f"--to={to}",
            "--output=-",
        ],
        input=text.encode("utf-8"),
        env=environment,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise ProbandaError(
            Problem(
                "pandoc-failed",
                "Pandoc could not write the letter.",
                found=done.stderr.decode("utf-8", "replace").strip()[:500],
            )
        )
    return done.stdout


def _plain(words: str) -> str:
    """Words that mean nothing to Markdown, whatever signs they hold."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|$^~@" else sign for sign in words)
