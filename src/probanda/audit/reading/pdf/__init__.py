"""PDF: words with boxes, lines in reading order, blocks. One idea a module; `reader` puts them together."""

from probanda.audit.reading.pdf.reader import read_pdf

__all__ = ["read_pdf"]
