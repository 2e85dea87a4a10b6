"""How well themes agree with classes that people gave, beside baselines of scikit-learn.

usage: quality.py UNDERTONE DATA MODEL [--close-reading]

Each line of the table is one set and one method: adjusted mutual information, adjusted Rand index,
number of themes, share of items in no theme, processor seconds of all threads, and for Undertone the
share of themes of which one of the first three terms holds a word of the name of its class. The
baselines are told the true number of classes; Undertone is told nothing.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings

from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, TruncatedSVD
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

SETS = [
    ("banking77, test", "banking77.csv", "text", "intent", {"split": "test"}),
    ("banking77, all", "banking77.csv", "text", "intent", {}),
    ("garmin, en", "app_reviews_clusters_garmin.csv", "text", "cluster", {"lang": "en"}),
    ("garmin, fr", "app_reviews_clusters_garmin.csv", "text", "cluster", {"lang": "fr"}),
    ("complaints, issue", "cfpb_complaints.csv", "text", "issue", {}),
    ("nlu++, first intents", "nlupp_multi_intent.csv", "text", "intents", {}),
    ("own, four languages", "own_multilingual.csv", "text", "theme", {}),
]
EMPTY = set("by my not with is and the to or in up for of on get".split())
SEED = 7


def rows_of(folder, file, text, label, keep):
    with open(os.path.join(folder, file), encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if all(row[k] == v for k, v in keep.items())]
    return [row[text] for row in rows], [row[label].split("|")[0] for row in rows]


def spent():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def undertone(program, texts, options):
    """The theme of each text ('' where in none), the terms of each theme, and seconds."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = os.path.join(folder, "texts.csv"), os.path.join(folder, "out.csv")
        with open(source, "w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([["text"]] + [[text] for text in texts])
        before = spent()
        command = [program, "themes", source, "--role", "verbatim=text", "--assign", out, "--json"]
        done = subprocess.run(command + options, check=True, capture_output=True)
        seconds = spent() - before
        with open(out, encoding="utf-8", newline="") as lines:
            given = {int(row["row"]): row["theme_id"] for row in csv.DictReader(lines)}
    themes = json.loads(done.stdout)["themes"]
    terms = {theme["id"]: theme["terms"] for theme in themes}
    return [given.get(at + 1, "") for at in range(len(texts))], terms, seconds


def hit3(themes, terms, classes):
    """The share of themes whose first terms hold a word of their commonest class."""
    hits = 0
    for theme, own in terms.items():
        inside = [label for label, at in zip(classes, themes) if at == theme]
        if not inside:
            continue
        name = max(sorted(set(inside)), key=inside.count).lower().replace("?", "")
        words = [word[:5] for word in name.replace("_", " ").split() if word not in EMPTY]
        hits += any(word in term for word in words for term in own[:3])
    return hits / max(len(terms), 1)


def k_means(k):
    return make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        TruncatedSVD(100, random_state=SEED),
        Normalizer(copy=False),
        KMeans(k, n_init=3, random_state=SEED),
    ).fit_predict


def factors(k):
    steps = make_pipeline(
        TfidfVectorizer(sublinear_tf=True, min_df=2), NMF(k, max_iter=200, random_state=SEED)
    )
    return lambda texts: steps.fit_transform(texts).argmax(axis=1)


def show(name, method, themes, classes, seconds, hits=None):
    ami = adjusted_mutual_info_score(classes, themes)
    ari = adjusted_rand_score(classes, themes)
    lost = sum(theme == "" for theme in themes) / len(themes)
    told = "" if hits is None else f"{hits:.3f}"
    n = len(set(themes) - {""})
    cells = [name, method, f"{ami:.3f}", f"{ari:.3f}", n, f"{100 * lost:.1f} %", f"{seconds:.1f}", told]
    print("|", " | ".join(map(str, cells)), "|", flush=True)


def main():
    program, folder, model = sys.argv[1:4]
    warnings.simplefilter("ignore", ConvergenceWarning)
    ways = [("Undertone", [])]
    if "--close-reading" in sys.argv:
        ways.append(("with close reading", ["--close-reading", os.path.join(model, "undertone-reader.bin")]))
    print("| set | method | AMI | ARI | themes | in none | CPU s | hit@3 |\n|---|---|---|---|---|---|---|---|")
    for name, file, text, label, keep in SETS:
        texts, classes = rows_of(folder, file, text, label, keep)
        more = []
        if name.startswith("own"):
            more = [("with six languages", ["--polyglot", os.path.join(model, "undertone-polyglot.bin")])]
        for method, options in ways + more:
            themes, terms, seconds = undertone(program, texts, options)
            show(name, method, themes, classes, seconds, hit3(themes, terms, classes))
        k = len(set(classes))
        for method, make in [("TF-IDF, LSA, k-means, k told", k_means), ("TF-IDF, NMF, k told", factors)]:
            begin = time.process_time()
            themes = [str(theme) for theme in make(k)(texts)]
            show(name, method, themes, classes, time.process_time() - begin)


if __name__ == "__main__":
    main()
