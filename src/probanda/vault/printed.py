"""A checkpoint on one sheet of paper: to be signed, dated and kept where the vault's operator has no key.

HTML that needs nothing from elsewhere; print it, or save it as PDF. The text on it is the whole
checkpoint, and the QR code holds the same text, so that a telephone reads it back without typing.
"""

from __future__ import annotations

import hashlib
import html

import segno

from probanda.vault.checkpoint import SignedCheckpoint, Verifier

__all__ = ["page"]

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Checkpoint of {origin}: {size} entries</title>
<style>
@page {{ size: A4; margin: 18mm }}
body {{ font: 11pt/1.45 "DejaVu Sans", "Noto Sans", sans-serif; color: #111; background: #fff;
  max-width: 174mm; margin: 2em auto; padding: 0 1em }}
h1 {{ font-size: 17pt; line-height: 1.2; margin: 0 0 .2em }}
h2 {{ font-size: 11pt; margin: 1.5em 0 .3em }}
* {{ box-sizing: border-box }}
pre {{ font: 7pt/1.6 "DejaVu Sans Mono", "Noto Sans Mono", monospace; border: 1px solid #888;
  padding: .8em .8em; white-space: pre-wrap; overflow-wrap: anywhere; margin: .3em 0 }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; margin: .5em 0 }}
dt {{ color: #444 }}
dd {{ margin: 0; overflow-wrap: anywhere }}
.mono {{ font: 9.5pt/1.5 "DejaVu Sans Mono", "Noto Sans Mono", monospace }}
.code {{ float: right; margin: 0 0 .5em 1.5em }}
.code svg {{ width: 52mm; height: 52mm; display: block }}
.fields {{ display: grid; grid-template-columns: 1fr 1fr; gap: 2.2em 2em; margin-top: 2.2em }}
.fields div {{ border-top: 1px solid #111; font-size: 9pt; color: #444; padding-top: .2em }}
@media print {{ body {{ margin: 0; padding: 0; max-width: none }} }}
</style>
</head>
<body>
<div class="code" role="img" aria-label="The checkpoint as a QR code">{code}</div>
<h1>Checkpoint of a custody log</h1>
<dl>
<dt>Log</dt><dd>{origin}</dd>
<dt>Entries</dt><dd>{size}</dd>
<dt>Signed by</dt><dd>{signers}</dd>
</dl>
<p>The root below stands for every entry that the log had when this was printed: change, remove or add
one of them, and it is another root.</p>
<h2>Root, to be read aloud or compared by eye</h2>
<div class="mono">{root}</div>
<h2>The checkpoint, as the QR code holds it</h2>
<pre>{text}</pre>
<h2>Public key of the log</h2>
<pre>{key}</pre>
<h2>What this sheet is for</h2>
<p>Whoever keeps a log can write it anew, with new signatures, and nothing inside it shows that. This
sheet shows it, if it lies with somebody else: the log must prove that it continues this checkpoint.
Date it, sign it, keep it where the keeper of the log cannot reach it.</p>
<p class="mono">probanda vault log check --against FILE</p>
<p>FILE holds the text above, typed or read from the QR code. With a bundle of evidence, and without any
program of the archive: <span class="mono">python3 verify.py --checkpoint FILE</span></p>
<div class="fields"><div>Received on (date, time)</div><div>Received from</div>
<div>Name and organisation of the keeper</div><div>Signature</div></div>
</body>
</html>
"""


def page(signed: SignedCheckpoint, verifier: Verifier) -> str:
    """The sheet for a signed checkpoint of the log with this key. It says nothing of the clock."""
    text = signed.text()
    root = signed.checkpoint.root.hex()
    code = segno.make(text, error="m", micro=False, boost_error=False)
    drawn = code.svg_inline(
        border=2, omitsize=True, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    key = verifier.text()
    digest = hashlib.sha256(verifier.key.public_bytes_raw()).hexdigest()
    return _PAGE.format(
        origin=html.escape(signed.checkpoint.origin),
        size=signed.checkpoint.size,
        signers=html.escape(", ".join(name for name, _ in signed.signatures)),
        root=" ".join(root[at : at + 4] for at in range(0, len(root), 4)),
        text=html.escape(text),
        key=html.escape(f"{key}\nsha256 of the key: {digest}"),
        code=drawn,
    )
