"""PDF: our own Typst source from the tree, set as PDF/UA-1."""
