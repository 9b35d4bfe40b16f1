"""Rank words and ratios against the numbers: “most”, “highest”, “followed by”, “doubled”, “two thirds”."""
