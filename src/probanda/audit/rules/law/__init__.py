"""Provisions, treaties and the elements of what is claimed."""
