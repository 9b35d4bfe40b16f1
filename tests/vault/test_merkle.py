"""Roots and proofs agree with a naive reading of RFC 9162, and no other proof passes."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probanda.vault.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_hash,
    verify_consistency,
    verify_inclusion,
)

# The naive reading: the recursive definitions of RFC 9162, section 2.1, over a list of entries, as they
# stand there, without any kept node.


def split(count: int) -> int:
    power = 1
    while 2 * power < count:
        power *= 2
    return power


def naive_root(entries: list[bytes]) -> bytes:
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return hashlib.sha256(b"\x01" + naive_root(entries[:k]) + naive_root(entries[k:])).digest()


def naive_path(m: int, entries: list[bytes]) -> list[bytes]:
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return [*naive_path(m, entries[:k]), naive_root(entries[k:])]
    return [*naive_path(m - k, entries[k:]), naive_root(entries[:k])]


def naive_proof(m: int, entries: list[bytes], known: bool = True) -> list[bytes]:
    if m == len(entries):
        return [] if known else [naive_root(entries)]
    k = split(len(entries))
    if m <= k:
        return [*naive_proof(m, entries[:k], known), naive_root(entries[k:])]
    return [*naive_proof(m - k, entries[k:], False), naive_root(entries[:k])]


ENTRIES = [str(number).encode() for number in range(2000)]


def nodes_of(entries: list[bytes]):
    levels = [[leaf_hash(entry) for entry in entries]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
    return lambda level, index: levels[level][index]


def agree_at(size: int, node) -> None:
    """All of one size: the root, and inclusion and consistency for up to 24 places spread over it."""
    entries = ENTRIES[:size]
    root = root_hash(node, size)
    assert root == naive_root(entries)
    generator = random.Random(size)
    places = range(size) if size <= 24 else sorted({0, size - 1, *generator.sample(range(size), 4)})
    for index in places:
        path = inclusion_proof(node, index, size)
        assert path == naive_path(index, entries)
        assert verify_inclusion(leaf_hash(entries[index]), index, size, path, root)
    for earlier in places:
        if earlier == 0:
            continue
        proof = consistency_proof(node, earlier, size)
        assert proof == naive_proof(earlier, entries)
        assert verify_consistency(earlier, size, root_hash(node, earlier), root, proof)
    assert consistency_proof(node, 0, size) == consistency_proof(node, size, size) == []


def test_every_size_to_512_agrees_with_the_naive_reading() -> None:
    node = nodes_of(ENTRIES[:512])
    for size in range(513):
        agree_at(size, node)


@pytest.mark.slow
def test_every_size_to_2000_agrees_with_the_naive_reading() -> None:
    node = nodes_of(ENTRIES)
    for size in range(513, 2001):
        agree_at(size, node)


def test_hashes_are_those_that_other_logs_publish() -> None:
    # Roots of RFC 6962 trees over the entries "", 00, 10, 2021, … as Certificate Transparency's test
    # data has them; computed again here by the naive reading.
    entries = [b"", b"\x00", b"\x10", b"\x20\x21"]
    node = nodes_of(entries)
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_hash(node, 1).hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert root_hash(node, 2).hex() == (
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    )
    assert root_hash(node, 4) == naive_root(entries)


@given(st.data())
def test_a_proof_changed_anywhere_does_not_pass(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 200))
    node = nodes_of(ENTRIES[:size])
    root = root_hash(node, size)
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_proof(node, index, size)
    leaf = leaf_hash(ENTRIES[index])
    at = data.draw(st.integers(0, len(path) - 1))
    bad = [*path[:at], bytes(32), *path[at + 1 :]]
    assert not verify_inclusion(leaf, index, size, bad, root)
    assert not verify_inclusion(leaf, index, size, path[:-1], root)
    assert not verify_inclusion(leaf, index, size, [*path, bytes(32)], root)
    assert not verify_inclusion(leaf_hash(b"another"), index, size, path, root)
    other = data.draw(st.integers(0, size - 1).filter(lambda each: each != index))
    assert not verify_inclusion(leaf, other, size, path, root)
    earlier = data.draw(st.integers(1, size - 1))
    proof = consistency_proof(node, earlier, size)
    before = root_hash(node, earlier)
    assert not verify_consistency(earlier, size, bytes(32), root, proof)
    assert not verify_consistency(earlier, size, before, bytes(32), proof)
    assert not verify_consistency(earlier, size, before, root, proof[:-1])
    assert not verify_consistency(earlier, size, before, root, [*proof, bytes(32)])


def test_sizes_that_cannot_be_are_refused() -> None:
    node = nodes_of(ENTRIES[:4])
    for index, size in ((-1, 4), (4, 4), (0, 0)):
        with pytest.raises(ValueError, match="no leaf"):
            inclusion_proof(node, index, size)
        assert not verify_inclusion(bytes(32), index, size, [], bytes(32))
    for earlier in (-1, 5):
        with pytest.raises(ValueError, match="cannot continue"):
            consistency_proof(node, earlier, 4)
        assert not verify_consistency(earlier, 4, bytes(32), bytes(32), [])
    assert verify_consistency(0, 4, EMPTY_ROOT, root_hash(node, 4), [])
    assert not verify_consistency(0, 4, bytes(32), root_hash(node, 4), [])
