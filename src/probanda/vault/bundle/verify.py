#!/usr/bin/env python3
"""Check a bundle of evidence: python3 verify.py [FOLDER] [--checkpoint FILE]

Python 3.8 or later, nothing to install, nothing is written, no network. Read it: that is what it is for.
It follows this chain, and says at each link what it found:

  the item's bytes  -> sha512 in the object's inventory.json        (SHA-512, FIPS 180-4; OCFL 1.1)
  inventory.json    -> its sha512 in one line of the custody log
  that line         -> the log's root, by a proof of hashes         (RFC 9162, section 2.1.3)
  the root          -> a checkpoint, signed with Ed25519            (RFC 8032; c2sp.org/tlog-checkpoint)
  an earlier, stamped or counter-signed checkpoint -> this log      (RFC 9162, section 2.1.4)
  that checkpoint   -> a time-stamping authority's token            (RFC 3161; needs openssl)

--checkpoint FILE: a checkpoint of this log that you had from elsewhere (a printout, a mail, a partner).
Exit status: 0 everything that could be checked holds, 1 something does not, 2 there is no bundle.
"""

# fmt: off
# mypy: ignore-errors
# ruff: noqa
import base64
import calendar
import hashlib
import json
import os
import re
import sys
import time

# ---------------------------------------------------------------- the log's tree (RFC 9162, section 2.1)
def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()

def root_over(line, index, size, path):
    """Root of the log of `size` entries in which `line` is number `index`, by its proof."""
    if size == 1:
        return hashlib.sha256(b"\x00" + line).digest()
    half = 1 << (size - 1).bit_length() - 1  # the largest power of two below size
    if index < half:
        return node(root_over(line, index, half, path[:-1]), path[-1])
    return node(path[-1], root_over(line, index - half, size - half, path[:-1]))

def proof_length(index, size):
    half = 1 << (size - 1).bit_length() >> 1
    return 0 if size == 1 else 1 + proof_length(index % half, half if index < half else size - half)

def both_roots(first, size, path, left_edge, first_root):
    """Roots of the log's first `first` and `size` entries, by a proof (RFC 9162, 2.1.4.1, backwards)."""
    if first == size:
        found = first_root if left_edge else path.pop()
        return found, found
    half, other = 1 << (size - 1).bit_length() - 1, path.pop()
    if first <= half:
        before, after = both_roots(first, half, path, left_edge, first_root)
        return before, node(after, other)
    before, after = both_roots(first - half, size - half, path, False, first_root)
    return node(other, before), node(other, after)

# ------------------------------------------------------------- Ed25519 signatures (RFC 8032, section 5.1)
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P

def add(a, b):
    """Sum of two points in extended coordinates (RFC 8032, 5.1.4)."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return (x * y % P, z * t % P, y * z % P, x * t % P)

def times(n, a):
    total = (0, 1, 1, 0)
    while n:
        total = add(total, a) if n % 2 else total
        a, n = add(a, a), n // 2
    return total

def point(data):
    """A point from its 32 bytes, or None (RFC 8032, 5.1.3)."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y % 2**255
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if x * x % P != xx:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != xx or (x == 0 and sign):
        return None
    x = P - x if x % 2 != sign else x
    return (x, y, 1, x * y % P)

BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def signed_by(key, message, signature):
    """RFC 8032, 5.1.7."""
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(k, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))

# ------------------------------------------------------------------ checkpoints, keys, time-stamp tokens
def checkpoint(data):
    """A signed note: three lines (name, size, root), an empty line, lines with signatures."""
    body, _, tail = data.decode().partition("\n\n")
    name, size, root = body.split("\n")
    signed = re.findall("^\u2014 ([^ \n]+) ([A-Za-z0-9+/=]+)$", tail, re.MULTILINE)
    signatures = [(who, base64.b64decode(data)) for who, data in signed]
    return {"name": name, "size": int(size), "root": base64.b64decode(root),
            "text": (body + "\n").encode(), "signatures": signatures}

def key_of(text, expected):
    """Name, key and short id of a line NAME+ID+KEY (c2sp.org/signed-note)."""
    name, short, key = text.strip().split("+", 2)
    key = base64.b64decode(key)
    found = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    if name != expected or found.hex() != short or key[:1] != b"\x01":
        raise ValueError(f"the key of {name} is damaged")
    return name, key[1:], found

def token_time(token, data):
    """Time in a token that speaks of these bytes, or None. Its signature is not checked: openssl does."""
    at = token.find(b"\x04\x40" + hashlib.sha512(data).digest())  # an OCTET STRING of 64 bytes
    found = re.compile(rb"\x18.(\d{14})(?:\.\d+)?Z", re.DOTALL).search(token, max(at, 0))
    if at == -1 or not found:
        return None
    return calendar.timegm(time.strptime(found.group(1).decode(), "%Y%m%d%H%M%S"))

# ------------------------------------------------------------------------------------------- the bundle
def show(text):
    print("".join(each if each.isprintable() or each == "\n" else "?" for each in text))

class Check:
    def __init__(self, folder):
        self.folder, self.wrong, self.seen, self.signers = os.path.realpath(folder), 0, set(), set()

    def say(self, holds, text):
        show(("ok     " if holds else "WRONG  ") + text)
        self.wrong += not holds

    def path(self, name):
        """A file of the bundle: never one outside it, never through a link."""
        full = os.path.join(self.folder, *name.split("/"))
        if ".." in name.split("/") or os.path.realpath(full) != full or full == self.folder:
            raise ValueError(f"{name} leads out of the bundle")
        self.seen.add(name)
        return full

    def read(self, name):
        with open(self.path(name), "rb") as stream:
            return stream.read()

    def digests(self, name):
        sha512, sha256, size = hashlib.sha512(), hashlib.sha256(), 0
        with open(self.path(name), "rb") as stream:
            for block in iter(lambda: stream.read(1 << 20), b""):
                sha512.update(block)
                sha256.update(block)
                size += len(block)
        return sha512.hexdigest(), sha256.hexdigest(), size

    def all(self, outside):
        said = json.loads(self.read("bundle.json"))
        self.note, self.lines = checkpoint(self.read("checkpoint")), {}
        self.keys = [key_of(self.read(file).decode(), name) for name, file in said["keys"].items()]
        for each in said["entries"]:
            self.entry(each["line"].encode(), each["index"], [bytes.fromhex(h) for h in each["path"]])
        folders = {each["id"]: each for each in said["objects"]}
        for each in said["objects"]:
            self.object(each)
        for item in said["items"]:
            self.item(item, folders[item["object"]])
        for each in said["records"]:
            data = bytes.fromhex(each["salt"]) + each["record"].encode()
            committed = self.lines.get(each["index"], {}).get("commitment")
            text = f"who and why of log entry {each['index']}: {each['record']}"
            self.say(hashlib.sha256(data).hexdigest() == committed, text)
        show(f"\nCheckpoint of the log {self.note['name']}: {self.note['size']} entries")
        show(f"       root {self.note['root'].hex()}")
        self.signatures(self.note)
        for each in said["earlier"]:
            self.earlier(each, said["items"])
        for name, _, _ in self.keys:
            if name not in self.signers:
                self.say(False, f"nothing here is signed by the key of {name}")
        if outside:
            self.outside(outside, said)
        self.loose()

    def entry(self, line, index, path):
        size, fields = self.note["size"], json.loads(line)
        holds = 0 <= index < size and len(path) == proof_length(index, size)
        holds = holds and root_over(line, index, size, path) == self.note["root"]
        self.say(holds, f"log entry {index} ({fields['act']}, {fields['at']}) is under the root")
        if holds:
            self.lines[index] = fields

    def object(self, said):
        folder, entry = said["folder"], self.lines.get(said["entry"], {})
        data = self.read(folder + "/inventory.json")
        said["inventory"], digest = json.loads(data), hashlib.sha512(data).hexdigest()
        sidecar = self.read(folder + "/inventory.json.sha512").decode().split()
        declared = self.read(folder + "/0=ocfl_object_1.1") == b"ocfl_object_1.1\n"
        self.say(declared, f"{folder}: an object of OCFL 1.1")
        self.say(sidecar == [digest, "inventory.json"], f"{folder}: digest file of the inventory")
        holds = entry.get("inventory") == digest and said["id"] == entry.get("object") == said["inventory"]["id"]
        self.say(holds, f"{folder}: its inventory is the one of log entry {said['entry']}")
        for path in said["also"]:
            listed = said["inventory"]["manifest"].get(self.digests(folder + "/" + path)[0], [])
            self.say(path in listed, f"{folder}/{path}: sha512 is the inventory's")

    def item(self, item, of):
        inventory, path = of["inventory"], item["file"][len(of["folder"]) + 1 :]
        state = inventory["versions"][inventory["head"]]["state"]
        sha512, sha256, size = self.digests(item["file"])
        sealed = ", sealed: an age file, opened with `age -d`" if item["sealed"] else ""
        show(f"\n{item['id']}\n       {item['file']}, {size} bytes{sealed}")
        holds = item["file"] == of["folder"] + "/" + path
        holds = holds and path in inventory["manifest"].get(sha512, [])
        self.say(holds, f"sha512 {sha512[:40]}… is the inventory's")
        holds = path in inventory["fixity"]["sha256"].get(sha256, [])
        self.say(holds, f"sha256 {sha256} is the inventory's")
        holds = (sha512, sha256, size) == (item["sha512"], item["sha256"], item["size"])
        holds = holds and item["path"] in state.get(sha512, []) and item["entry"] == of["entry"]
        holds = holds and item["id"] == of["id"] + "/" + item["path"].rpartition("/")[2]
        self.say(holds, f"bundle.json says the same of it; log entry {of['entry']} received it")

    def signatures(self, note):
        good = set()
        for who, data in note["signatures"]:
            for name, key, short in self.keys:
                if who == name and data[:4] == short:
                    holds = signed_by(key, note["text"], data[4:])
                    self.say(holds, f"signed by the key of {name}")
                    show(f"       sha256 of that key: {hashlib.sha256(key).hexdigest()}")
                    show("       (a key proves nothing by lying here: ask its owner for that number)")
                    good |= {name} if holds else set()
        if self.keys[0][0] not in good:
            self.say(False, "the log's own signature is missing")
        self.signers |= good

    def earlier(self, said, items):
        folder, data = said["folder"], self.read(said["folder"] + "/checkpoint")
        note, path = checkpoint(data), [bytes.fromhex(h) for h in said["consistency"]]
        show(f"\nCheckpoint of {note['size']} entries in {folder}")
        holds = note["name"] == self.note["name"] and 0 < note["size"] <= self.note["size"]
        if holds:
            roots = both_roots(note["size"], self.note["size"], path, True, note["root"])
            holds = roots == (note["root"], self.note["root"]) and not path
        self.say(holds, "the checkpoint above is of the same log, continued")
        self.signatures(note)
        covered = sum(item["entry"] < note["size"] for item in items)
        for name in said["tokens"]:
            self.path(f"{folder}/{name}.pem")
            at = token_time(self.read(f"{folder}/{name}.tsr"), data)
            when = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(at)) if at else "nothing of it"
            self.say(at is not None, f"the token of {name} speaks of this checkpoint: {when}")
            show(f"       It covers {covered} of {len(items)} items. NOT CHECKED HERE: its signature.")
            show(f"       Run, in the folder {folder}:")
            show(f"       openssl ts -verify -in {name}.tsr -data checkpoint -CAfile {name}.pem -attime {at}")
            show(f"       and compare {name}.pem with the root that the authority publishes.")

    def outside(self, name, said):
        with open(name, "rb") as stream:
            note = checkpoint(stream.read())
        for folder in ["", *(each["folder"] + "/" for each in said["earlier"])]:
            same = checkpoint(self.read(folder + "checkpoint"))
            if (note["name"], note["size"]) == (same["name"], same["size"]):
                self.say(note["root"] == same["root"], f"your checkpoint {name} is of this very log")
                return
        show(f"\nNOT CHECKED: your checkpoint of {note['name']}, {note['size']} entries, is not here.")
        show("       Ask for a bundle that was made with --against your checkpoint.")

    def loose(self):
        there = set()
        for here, _, names in os.walk(self.folder):
            there |= {os.path.relpath(os.path.join(here, name), self.folder) for name in names}
        there = {name.replace(os.sep, "/") for name in there}
        loose = sorted(there - self.seen - {"verify.py", "README.txt"})
        if loose:
            show("\nFiles that no proof speaks of: " + ", ".join(loose))

def main(words):
    outside = words[words.index("--checkpoint") + 1] if "--checkpoint" in words[:-1] else None
    folders = [word for word in words if word not in ("--checkpoint", outside)]
    check = Check(folders[0] if folders else os.path.dirname(os.path.abspath(__file__)))
    if not os.path.isfile(os.path.join(check.folder, "bundle.json")):
        show("There is no bundle.json here.")
        return 2
    try:
        check.all(outside)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        check.say(False, f"the bundle cannot be read to its end: {type(error).__name__}: {error}")
    wrong = f"\n{check.wrong} checks do not hold." if check.wrong else ""
    show(wrong or "\nEverything that can be checked here holds.")
    return 1 if check.wrong else 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
