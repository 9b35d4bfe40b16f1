"""What the audit answers: JSON for programs, text for a terminal, a page to read and print, SARIF for tools."""

from probanda.audit.answers.accepted import Accepted, finding_id, load_accepted, save_accepted
from probanda.audit.answers.as_html import as_html
from probanda.audit.answers.as_json import accepted_json, as_json, unread_json
from probanda.audit.answers.as_sarif import as_sarif, unread_sarif
from probanda.audit.answers.as_text import as_text
from probanda.audit.answers.outcome import Outcome

__all__ = [
    "Accepted",
    "Outcome",
    "accepted_json",
    "as_html",
    "as_json",
    "as_sarif",
    "as_text",
    "finding_id",
    "load_accepted",
    "save_accepted",
    "unread_json",
    "unread_sarif",
]
