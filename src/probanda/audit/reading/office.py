"""Old Word, RTF and OpenDocument files by way of LibreOffice, which makes a DOCX of them where it is installed.

LibreOffice is a large reader of strangers' files: it gets a profile of its own in which documents fetch nothing
and run no macros, limits on time and memory, and a process group, so that all of it ends together.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from probanda.audit.reading.unreadable import Unreadable

__all__ = ["convert"]

_SECONDS = 150
_MEMORY = 4 * 2**30
#: Settings of the profile: where each is set, its name, its value.
_SETTINGS = (
    # links of a document lead nowhere, whatever it is
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    # and what asks for an address all the same is sent to a port where nobody listens
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    *(
        ("/org.openoffice.Inet/Settings", f"ooInet{kind}Proxy{part}", value)
        for kind in ("HTTP", "HTTPS", "FTP")
        for part, value in (("Name", "127.0.0.1"), ("Port", "9"))
    ),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)
_LIMITED = """
import os, sys
try:
    import resource
except ImportError:
    pass
else:
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
os.execv(sys.argv[3], sys.argv[3:])
"""


def convert(data: bytes, file_format: str) -> bytes:
    """A DOCX of the bytes of a DOC, RTF or ODT file.

    Raises:
        Unreadable: LibreOffice is not installed, takes too long, or makes nothing of the file.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise Unreadable(
            "needs-libreoffice",
            f"{file_format.upper()} is read through LibreOffice, which is not installed. Install it, or"
            " save the file as DOCX.",
        )
    with tempfile.TemporaryDirectory(prefix="probanda-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"report.{file_format}")
        source.write_bytes(data)
        profile = Path(folder, "profile")
        _write_settings(profile)
        command = [
            sys.executable, "-P", "-c", _LIMITED, str(_SECONDS), str(_MEMORY),
            office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/out", str(source),
        ]  # fmt: skip
        try:
            _run(command, folder)
            return Path(folder, "out", "report.docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise Unreadable(
                "reader-stopped", "LibreOffice took too long over the file."
            ) from error
        except OSError as error:
            raise Unreadable("format-unknown", "LibreOffice could not read the file.") from error


def _run(command: list[str], folder: str) -> None:
    """Run to the end, or end it with everything that it started.

    Raises:
        subprocess.TimeoutExpired: after `_SECONDS`.
    """
    silent = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=folder, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    ) as running:
        try:
            running.wait(_SECONDS)
        except BaseException:
            if hasattr(os, "killpg"):
                with suppress(ProcessLookupError):
                    os.killpg(running.pid, signal.SIGKILL)
            running.kill()
            raise


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n',
        encoding="utf-8",
    )
