"""What each peer gives on the inputs: complete when it returns at least one step and its last value is the verified result.

usage: peers.py INPUTS.jsonl RETORT.jsonl NODE_FOLDER OUT.jsonl
The last value of a peer is compared with the result by SymPy: roots as numbers, values at points, antiderivatives by their derivatives.
"""
import json
import multiprocessing
import subprocess
import sys

import sympy
from sympy.integrals.manualintegrate import integral_steps, manualintegrate
from sympy.parsing.sympy_parser import convert_xor, implicit_multiplication_application, parse_expr, standard_transformations

X = sympy.Symbol("x", real=True)


def exact(text):
    return sympy.sympify(text, locals={"x": X})


def read(text):
    for latexish, plain in (("|", ""), ("\\", ""), ("·", "*"), ("arctan", "atan"), ("ln", "log"), ("abs(", "Abs("), ("+C", ""), ("+ C", "")):
        text = text.replace(latexish, plain)
    names = {"x": X, "e": sympy.E, "Abs": sympy.Abs}
    return parse_expr(text, names, standard_transformations + (implicit_multiplication_application, convert_xor))


def same_value(a, b):
    seen = False
    for p in (sympy.Rational(7, 5), sympy.Rational(13, 4), sympy.Rational(1, 3)):
        u, v = complex(a.subs(X, p).evalf()), complex(b.subs(X, p).evalf())
        if u != u or v != v:
            continue
        seen = True
        if abs(u - v) > 1e-8 * max(1, abs(u)):
            return False
    return seen


def agrees(tool, result, last):
    if tool == "solve_equation":
        mine = sorted(complex(read(t).evalf()).real for t in result.strip("[]").split(",") if t.strip())
        theirs = sorted({round(complex(read(t).evalf()).real, 9) for t in last})
        return len(mine) == len(theirs) and all(abs(a - b) < 1e-8 for a, b in zip(mine, theirs))
    if tool == "solve_univariate_inequality":
        # "x < 2" against "(-oo < x) & (x < 2)"
        given, right = exact(last[0]), exact(result)
        return all(bool(given.subs(X, p)) == bool(right.subs(X, p)) for p in map(sympy.Rational, ("-7", "-2", "1", "2", "3", "5/2", "9")))
    if tool == "integrate":
        return same_value(sympy.diff(read(last[0]), X), sympy.diff(exact(result), X))
    right = same_value(read(last[0]), exact(result))
    if tool in ("factor_expression", "expand_expression", "simplify_expression"):
        # The form counts as well: a product for factoring, no brackets for expanding, not longer for simplifying.
        size = lambda e: sympy.count_ops(e, visual=False)
        return right and size(read(last[0])) <= size(exact(result)) + 1 and (tool != "factor_expression" or read(last[0]).func in (sympy.Mul, sympy.Pow))
    return right


def manual(row, queue):
    if row["tool"] != "integrate":
        queue.put(None)
        return
    e = exact(row["args"]["expression"])
    steps = integral_steps(e, X)
    queue.put(None if steps.contains_dont_know() else [str(manualintegrate(e, X))])


def within(seconds, function, row):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=function, args=(row, queue))
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        return None
    return queue.get() if not queue.empty() else None


def main():
    inputs, ours, node_folder, out = sys.argv[1:]
    rows = [json.loads(line) for line in open(inputs)]
    results = {r["id"]: r for r in map(json.loads, open(ours))}
    answers = {"manualintegrate": {r["id"]: within(20, manual, r) for r in rows}}
    for peer in ("mathsteps", "compute-engine"):
        text = subprocess.run(["node", "peers.js", peer, inputs], cwd=node_folder, capture_output=True, text=True, timeout=1800).stdout
        answers[peer] = {r["id"]: r.get("last") for r in map(json.loads, filter(None, text.splitlines()))}
    table = {}
    with open(out, "w") as file:
        for row in rows:
            line = {"id": row["id"], "ground": row["ground"], "retort": results[row["id"]]["complete"]}
            for peer, given in answers.items():
                last = given.get(row["id"])
                try:
                    line[peer] = bool(last) and bool(agrees(row["tool"], results[row["id"]]["result"], last))
                except Exception as error:  # what cannot be read back is no answer; the reason stays in the file
                    line[peer], line[peer + " error"] = False, f"{last}: {error}"[:160]
            file.write(json.dumps(line) + "\n")
            for name in ("retort", *answers):
                good, n = table.get((name, row["ground"]), (0, 0))
                table[(name, row["ground"])] = (good + line[name], n + 1)
    for (name, ground), (good, n) in sorted(table.items()):
        print(f"{name:16} {ground:10} {good}/{n}")


if __name__ == "__main__":
    main()
