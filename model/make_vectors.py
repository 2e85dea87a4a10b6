"""Packs a distilled table and its vocabulary into undertone-vectors.bin (layout: README.md).

usage: make_vectors.py TABLE.npz TOKENIZER.json OUT.bin

TABLE.npz holds `q` (int8, one row a wordpiece) and `s` (float32, one scale a row); TOKENIZER.json
is the tokenizer of all-MiniLM-L6-v2. Needs numpy only.
"""

import hashlib
import json
import struct
import sys
import unicodedata

import numpy as np

MAGIC = b"UNDRVECS"
VERSION = 1


def is_useful(piece):
    """Latin words and digits: other scripts never reach the table, punctuation is no word."""
    if piece.startswith("[") and piece.endswith("]") and len(piece) > 1:
        return False
    body = piece[2:] if piece.startswith("##") else piece
    return bool(body) and all(is_latin(char) for char in body)


def is_latin(char):
    return char.isascii() and char.isalnum() or "LATIN" in unicodedata.name(char, "")


def main(table, tokenizer, out):
    data = np.load(table)
    rows, scales = data["q"], data["s"].reshape(-1).astype("<f4")
    with open(tokenizer, encoding="utf-8") as file:
        vocabulary = json.load(file)["model"]["vocab"]
    kept = sorted((p for p in vocabulary if is_useful(p)), key=lambda piece: piece.encode())
    ids = [vocabulary[piece] for piece in kept]
    words = "\n".join(kept).encode()
    head = MAGIC + struct.pack("<IIII", VERSION, rows.shape[1], len(kept), len(words))
    body = head + words + scales[ids].tobytes() + rows[ids].astype("i1").tobytes()
    with open(out, "wb") as file:
        file.write(body)
    print(len(kept), "of", len(vocabulary), "pieces,", len(body), "bytes")
    print("sha256", hashlib.sha256(body).hexdigest())


if __name__ == "__main__":
    main(*sys.argv[1:])
