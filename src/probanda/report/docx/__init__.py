"""DOCX: Pandoc writes it from the prepared tree (``prepare``), and one pass mends the package (``package``)."""
