"""HTML: one accessible page in one file."""
