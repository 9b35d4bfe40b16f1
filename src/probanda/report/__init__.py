"""From a manuscript and a record to a checked submission in DOCX, PDF and HTML."""
