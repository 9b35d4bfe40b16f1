"""The tutorial is run as a reader would run it: its files written, its commands typed, in order."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r'(\w+)=(?:"([^"]*)"|(\S+))')


def options(text: str) -> dict[str, str]:
    return {name: quoted or bare for name, quoted, bare in OPTION.findall(text)}


def run(line: str, folder: Path) -> tuple[Path, int, str]:
    words = shlex.split(line)
    if words[0] == "cd":
        return folder / words[1], 0, ""
    assert words[0] == "probanda", f"the tutorial types something else than probanda: {line}"
    done = subprocess.run(
        [sys.executable, "-c", "from probanda.cli import main; main()", *words[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return folder, done.returncode, done.stdout + done.stderr


def test_every_step_of_the_tutorial_does_what_the_page_says(tmp_path: Path) -> None:
    folder = tmp_path
    answers: dict[str, str] = {}
    for language, head, body in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        settings = options(head)
        if "edit" in settings:
            name, _, change = settings["edit"].partition(": ")
            before, _, after = change.partition(" => ")
            text = (folder / name).read_text(encoding="utf-8")
            assert before in text
            (folder / name).write_text(text.replace(before, after), encoding="utf-8")
        if "file" in settings:
            (folder / settings["file"]).write_text(body, encoding="utf-8")
        elif language == "console":
            for line in body.splitlines():
                if line.startswith("$ "):
                    folder, status, said = run(line[2:], folder)
                    answers[line[2:]] = said
                    assert status == int(settings.get("exit", 0)), f"{line}\n{said}"
    assert "3 errors, 0 warnings" in answers["probanda audit letter.md"]
    assert "15" in answers["probanda build manuscripts/report.md --redaction public"]
    assert "The casebook is whole." in answers["probanda doctor"]


def test_the_public_version_of_the_tutorial_names_nobody(tmp_path: Path) -> None:
    folder = tmp_path
    for language, head, body in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        settings = options(head)
        if "edit" in settings:
            break
        if "file" in settings:
            (folder / settings["file"]).write_text(body, encoding="utf-8")
        elif language == "console":
            for line in body.splitlines():
                folder, _, _ = run(line.removeprefix("$ "), folder)
    html = (folder / "out/report/public/report.html").read_text(encoding="utf-8")
    assert "Adler" not in html
    assert "14" in html
