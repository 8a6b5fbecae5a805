"""Rows for the grader whose verdict is known by construction: answers of MATH and GSM8K written again in the ways models write them, and changed by one
slip each. The wordings are divided at random into batches, and so are the problems; the later sets of wordings read their answers elsewhere or once more.

    make_rows.py MATH_FOLDER GSM8K_FILE BATCH SEED [ROWS] > rows.jsonl      a row: {"id", "kind", "how", "gold", "pred", "expect"}
"""
import hashlib
import importlib
import json
import pathlib
import random
import re
import sys

from answers import braces, classify
from first_wordings import SAFE, WORDY
from slips import surely_different
from tables import CARRIERS, CHANGED, SAME

BATCHES = 4   # of the first set of wordings; two batches more for each of the later ones, written when those before had been used up
LATER = ("more_wordings", "third_wordings", "fourth_wordings", "fifth_wordings", "sixth_wordings")


def batch_of(name, salt, batches=BATCHES):
    return int(hashlib.sha256((salt + name).encode()).hexdigest(), 16) % batches


def boxed(text):
    at = text.rfind("\\boxed{")
    found = braces(text, at + 6) if at >= 0 else None
    return found[0] if found else None


def answers(math_folder, gsm8k, batch):
    for path in sorted(pathlib.Path(math_folder).glob("*.jsonl")):
        for n, line in enumerate(open(path, encoding="utf-8")):
            name = "%s/%d" % (path.stem, n)
            if batch_of(name, "row" if batch < BATCHES else "once more") == batch % BATCHES:
                yield name, boxed(json.loads(line)["solution"])
    for n, line in enumerate(open(gsm8k, encoding="utf-8")):
        name = "gsm8k/%d" % n
        if batch_of(name, "row" if batch < BATCHES else "once more") == batch % BATCHES:
            yield name, json.loads(line)["answer"].split("####")[-1].strip()


def formulas(math_folder, batch):
    """The formulas of problem statements, later those in the steps of solutions, as if they were answers."""
    field, first = ("problem", BATCHES) if batch < BATCHES + 2 else ("solution", BATCHES + 2)
    for path in sorted(pathlib.Path(math_folder).glob("*.jsonl")):
        for n, line in enumerate(open(path, encoding="utf-8")):
            for k, text in enumerate(re.findall(r"(?<!\$)\$([^$]+)\$(?!\$)", json.loads(line)[field])):
                name = "%s/%d/%d" % (path.stem, n, k)
                whole = "\\$" not in json.loads(line)[field] and not re.search(r"[?]|perp|dots|\.\.|[.,;:] ?$|[A-Za-z]\(|\\[gl]e|\\ne|\\triangle|\\angle [A-Z]|overline|[a-z]{4}",
                    re.sub(r"\\[a-zA-Z]+|\\text\{[^}]*\}", "", text) if "angle" not in text and "dots" not in text else text)
                if len(text) > 1 and whole and "boxed" not in text and first + batch_of(name, "formula", 2) == batch:
                    yield name, text


def wordings(batch):
    """The wordings, the carriers and the source of one batch."""
    if batch < BATCHES:
        return [[f for f in table if batch_of(f[0], "form") == batch] for table in (SAME, CARRIERS)]
    at = (batch - BATCHES) // 2
    importlib.import_module(LATER[0])   # its slips count in all later batches
    later = importlib.import_module(LATER[at])
    tables, first = (SAME[later.FIRST_SAME:], CARRIERS[later.FIRST_CARRIERS:]), BATCHES + 2 * at
    return [[f for f in table if first + batch_of(f[0], "form", 2) == batch] for table in tables]


def carried(r, carriers, answer, text):
    for _ in range(20):
        carrier = r.choice(carriers)[2]
        inside_dollars = "$X$" in carrier or "\\(X\\)" in carrier or "\\[X\\]" in carrier or "$X." in carrier
        if "$" in carrier and not SAFE(text) or (inside_dollars and (WORDY(text) or not SAFE(text))):
            continue
        if "boxed" in carrier and "\\boxed" in text or "\n" in text and "####" in carrier or ("$" in text and "boxed" in carrier):
            continue
        if ("X\\,.}" in carrier or "$X.$" in carrier) and text.endswith("."):
            continue
        return carrier, carrier.replace("X", text)
    return "X", text


def main():
    math_folder, gsm8k, batch, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    count = int(sys.argv[5]) if len(sys.argv) > 5 else 4000
    r = random.Random(seed)
    mine = wordings(batch)
    by_kind = {}
    for name, text in answers(math_folder, gsm8k, batch) if batch < BATCHES or batch >= BATCHES + 4 else formulas(math_folder,
        batch):
        answer = classify(text) if text else None
        if answer:
            by_kind.setdefault(answer.kind, []).append((name, answer))
    kinds, made, tries = sorted(by_kind), 0, 0
    while made < count and tries < 40 * count:
        tries += 1
        kind = kinds[made % len(kinds)]
        name, answer = r.choice(by_kind[kind])
        equal = r.random() < 0.7
        table = [f for f in (mine[0] if equal else CHANGED) if kind in f[1]]
        how, _, make = r.choice(table) if table else ("itself", None, lambda a, _: a.text)
        text = make(answer, r)
        if not text or (not equal and (text == answer.text or not surely_different(answer, text))):
            continue
        carrier, pred = carried(r, mine[1], answer, text)
        print(json.dumps({"id": "%d/%s" % (made, name), "kind": kind, "how": [how, carrier], "gold": answer.text, "pred": pred,
            "expect": equal}, ensure_ascii=False))
        made += 1


if __name__ == "__main__":
    main()
