"""Records of many lists and scripts that mean one person: comparing, linking, clustering, and how sure that is.

Lists in, links and clusters out. Who is one person is decided by people; this says what the evidence suggests.
"""

from probanda.linkage.cluster import Clusters
from probanda.linkage.linking import Linkage, link
from probanda.linkage.mapping import Mapping, Once, read_mapping
from probanda.linkage.overlap import OverlapTable, overlap_tables
from probanda.linkage.quality import estimated, measured

__all__ = [
    "Clusters",
    "Linkage",
    "Mapping",
    "Once",
    "OverlapTable",
    "estimated",
    "link",
    "measured",
    "overlap_tables",
    "read_mapping",
]
