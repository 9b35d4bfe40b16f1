"""The Merkle tree of RFC 6962 and RFC 9162: hashes, proofs and their verification, as pure functions.

A tree is read through ``node(level, index)``: the hash of the complete subtree of 2**level leaves that
starts at leaf index * 2**level. Where nodes are kept is not decided here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

__all__ = [
    "EMPTY_ROOT",
    "Node",
    "consistency_proof",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "root_hash",
    "verify_consistency",
    "verify_inclusion",
]

Node = Callable[[int, int], bytes]

#: Root of a tree without leaves (RFC 9162, 2.1.1).
EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(entry: bytes) -> bytes:
    """Hash of an entry as a leaf: the prefix 0 keeps leaves and inner nodes apart.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_hash(node: Node, size: int) -> bytes:
    """Root of the tree over the first ``size`` leaves."""
    return _range_hash(node, 0, size) if size else EMPTY_ROOT


def _range_hash(node: Node, start: int, end: int) -> bytes:
    """Hash over leaves ``start`` to ``end``; ``start`` is where a subtree may begin.

    The range is cut into complete subtrees, the largest first, which are then joined from the right.
    """
    parts = []
    at = start
    while at < end:
        level = (end - at).bit_length() - 1
        parts.append(node(level, at >> level))
        at += 1 << level
    joined = parts.pop()
    while parts:
        joined = node_hash(parts.pop(), joined)
    return joined


def _split(count: int) -> int:
    """The largest power of two smaller than ``count`` (RFC 9162, 2.1.1)."""
    return 1 << ((count - 1).bit_length() - 1)


def inclusion_proof(node: Node, index: int, size: int) -> list[bytes]:
    """The audit path of leaf ``index`` in the tree of the first ``size`` leaves (RFC 9162, 2.1.3.1).

    Raises:
        ValueError: when there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    start, end = 0, size
    path = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_hash(node, middle, end))
            end = middle
        else:
            path.append(_range_hash(node, start, middle))
            start = middle
    return path[::-1]


def consistency_proof(node: Node, earlier: int, size: int) -> list[bytes]:
    """That the tree of ``earlier`` leaves is the beginning of that of ``size`` (RFC 9162, 2.1.4.1).

    Empty for ``earlier`` 0, of which every tree is a continuation, and for equal sizes.

    Raises:
        ValueError: when ``earlier`` is not from 0 to ``size``.
    """
    if not 0 <= earlier <= size:
        raise ValueError(f"a tree of {size} cannot continue one of {earlier}")
    if earlier in {0, size}:
        return []
    start, end = 0, size
    path = []
    whole = True  # whether the earlier tree is, so far, a complete subtree at the left edge
    while end != earlier:
        middle = start + _split(end - start)
        if earlier <= middle:
            path.append(_range_hash(node, middle, end))
            end = middle
        else:
            path.append(_range_hash(node, start, middle))
            start = middle
            whole = False
    if not whole:
        path.append(_range_hash(node, start, end))
    return path[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Whether an audit path leads from a leaf's hash to a root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at >>= 1
                last >>= 1
        else:
            found = node_hash(found, sibling)
        at >>= 1
        last >>= 1
    return last == 0 and found == root


def verify_consistency(
    earlier: int, size: int, earlier_root: bytes, root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether a proof shows that one tree continues another (RFC 9162, 2.1.4.2)."""
    if not 0 <= earlier <= size:
        return False
    if earlier == size:
        return not path and earlier_root == root
    if earlier == 0:
        return not path and earlier_root == EMPTY_ROOT
    if earlier & (earlier - 1) == 0:
        path = [earlier_root, *path]
    if not path:
        return False
    at, last = earlier - 1, size - 1
    while at & 1:
        at >>= 1
        last >>= 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before = node_hash(sibling, before)
            after = node_hash(sibling, after)
            while not at & 1 and at:
                at >>= 1
                last >>= 1
        else:
            after = node_hash(after, sibling)
        at >>= 1
        last >>= 1
    return last == 0 and before == earlier_root and after == root
