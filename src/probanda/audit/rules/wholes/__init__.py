"""Parts and wholes: sums, parts larger than the whole, differences, totals of tables."""
