"""One person, many lists: comparisons, the linkage model and its engines, clusters, review."""
