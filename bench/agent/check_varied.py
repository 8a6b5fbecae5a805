"""Checks answers to statements with changed numbers by reading the statements a second time.

  measure-rules-solver FOLDER dev varied 7 > varied.jsonl
  python check_varied.py varied.jsonl [--list]

The reader here shares nothing with the Solver: regular expressions for whole classes of statements, SymPy's LaTeX parser, brute force.
A statement that no class reads is not checked. Prints n and the share right for each class.
"""

import json
import math
import random
import re
import signal
import sys
from collections import Counter

import sympy
from sympy.parsing.latex import parse_latex

MATH = r"(?:\$\$(.+?)\$\$|\$(.+?)\$|\\\[(.+?)\\\])"
ASK = r"(?:Compute|Evaluate|Simplify|Find|Calculate|What is|Determine)(?: the (?:exact )?value of)?(?: the)?(?: following)?(?: expression| product| sum)?:?"


def clean(latex):
    for old, new in (("\\dfrac", "\\frac"), ("\\tfrac", "\\frac"), ("\\cfrac", "\\frac"), ("\\displaystyle", ""), ("\\left", ""), ("\\right", ""), ("\\dbinom", "\\binom"),
                     ("\\!", ""), ("\\,", ""), ("\\;", ""), ("\\ ", " "), ("\\div", "/")):
        latex = latex.replace(old, new)
    return latex.strip().rstrip(".,;?:").strip()


def expression(latex):
    # Degrees, mixed numbers and products of logarithms mean something else to SymPy's reader.
    if re.search(r"\\circ|\d\s*\\[dt]?frac|\\ln\s*\d+\s*\\ln", latex):
        raise ValueError(latex)
    e = parse_latex(clean(latex))
    imaginary, euler = sympy.Symbol("i"), sympy.Symbol("e")
    return e.subs({imaginary: sympy.I, euler: sympy.E, sympy.Symbol("pi"): sympy.pi}).doit()


def close(a, b):
    difference = complex(sympy.N(a - b, 30))
    return abs(difference) <= 1e-9 * max(1, abs(complex(sympy.N(a, 30))))


def same_everywhere(a, b):
    names = sorted(a.free_symbols | b.free_symbols, key=str)
    for seed in range(3):
        values = {name: sympy.Rational(random.Random(f"{seed}{name}").randint(11, 97), 31) for name in names}
        if not close(a.subs(values), b.subs(values)):
            return False
    return True


def formulas(text):
    return [next(part for part in found if part) for found in re.findall(MATH, text, re.S)]


def first_sentences(text):
    return re.split(r"(?:Express|Enter|Give|Write) (?:your|all|the)", text)[0].strip()


def roots_of(answer):
    return [expression(part) for part in re.split(r",(?![^{(]*[)}])", answer)]


def of_value(text, answer):
    found = re.fullmatch(ASK + r"\s*" + MATH + r"\s*[.?]?\s*", text, re.S)
    if not found:
        return None
    e = expression(next(part for part in found.groups() if part))
    return same_everywhere(e, expression(answer))


def of_form(text, answer):
    found = re.fullmatch(r"(?:Expand|Factor|Simplify|Expand and simplify|Multiply)[a-z ]*:?\s*" + MATH + r"\s*[.?]?", text, re.S)
    return found and same_everywhere(expression(next(part for part in found.groups() if part)), expression(answer))


def of_common(text, answer):
    found = re.search(r"(greatest common (?:factor|divisor)|least common multiple) of ([$\d, and]+)[.?]", text)
    if not found or len(re.findall(r"common", text)) > 1:
        return None
    numbers = [int(n) for n in re.findall(r"\d+", found.group(2))]
    return int(answer) == (math.gcd(*numbers) if found.group(1).startswith("greatest") else math.lcm(*numbers))


def of_remainder(text, answer):
    found = re.search(r"remainder when (?:the number )?\$?([\d\\cdot\s,!^+{}*-]+?)\$? is divided by \$?(\d+)\$?", text)
    if not found:
        return None
    return int(expression(found.group(1).replace(",", "").replace("{}", ""))) % int(found.group(2)) == int(answer)


def of_equation(text, answer):
    if not re.match(r"(?:Solve|Find|What|For what|Determine)", text) or re.search(r"sum|product|how many|largest|smallest|positive|negative|least|greatest|integer", text, re.I):
        return None
    equations = [f for f in formulas(text) if f.count("=") == 1]
    others = [f for f in formulas(text) if "=" not in f and not re.fullmatch(r"[a-z]", f)]
    if len(equations) != 1 or others or re.search(r"[<>\\]ge|\\le|equiv|mod", text):
        return None
    left, right = (expression(side) for side in equations[0].split("="))
    names = list((left - right).free_symbols)
    if len(names) != 1:
        return None
    roots = roots_of(answer)
    if not all(close(left.subs(names[0], r), right.subs(names[0], r)) for r in roots):
        return False
    solutions = sympy.solve(left - right, names[0])
    real = [s for s in solutions if abs(sympy.im(sympy.N(s))) < 1e-12]
    return len(real) == 0 or all(any(close(s, r) for r in roots) for s in real)


def of_facts(text, answer):
    found = re.match(r"(?:If|Given(?: that)?|Suppose(?: that)?|Let)\b(.*?)(?:, (?:then )?|\. )(?:what is|find|compute|What is|Find|Compute|evaluate|determine)( the value of)?(.*)", text, re.S)
    if not found or re.search(r"integer|positive|negative|function|root|greatest|smallest|all|times|power|base|possible values|\\(?:club|heart|spade|ast|star|diamond|otimes|oplus|circ|nabla|odot|#)", text):
        return None
    equations, asked = [f for f in formulas(found.group(1))], formulas(found.group(3))
    if len(asked) != 1 or not equations or any(f.count("=") != 1 or re.search(r"[a-z]\([a-z]\)", f) for f in equations):
        return None
    rows = [expression(l) - expression(r) for l, r in (f.split("=") for f in equations)]
    target = expression(asked[0])
    names = sorted(set().union(*(r.free_symbols for r in rows)), key=str)
    if len(names) > len(rows):
        return None
    values = [target.subs(s) for s in sympy.solve(rows, names, dict=True)]
    return bool(values) and any(close(v, expression(answer)) for v in values if not v.free_symbols)


def plain(latex):
    for old, new in (("[", "("), ("]", ")"), ("{", "("), ("}", ")"), ("^", "**"), ("\\cdot", "*")):
        latex = latex.replace(old, new)
    return latex


def of_function(text, answer):
    definitions = dict(re.findall(r"\b([fghpqk])\(x\)\s*=\s*([^$=]+?)\$", text))
    asked = re.search(r"(?:find|what is|compute|evaluate|Find|What is|Compute|Evaluate)(?: the value of)? \$([^$=]+)\$[.?]?$", text)
    if not definitions or not asked or re.search(r"\^\{-1\}|invers|for all|\([a-w]\)\)? ?=", text.replace(asked.group(0), "") if asked else ""):
        return None
    x = sympy.Symbol("x")
    bodies = {name: expression(body) for name, body in definitions.items()}
    if any(body.free_symbols - {x} for body in bodies.values()):
        return None
    wanted = clean(asked.group(1))
    while True:
        call = re.search(r"([fghpqk])\(([^()]*)\)", wanted)
        if not call:
            break
        argument = sympy.sympify(plain(call.group(2)), rational=True)
        wanted = wanted.replace(call.group(0), "[" + str(bodies[call.group(1)].subs(x, argument)) + "]")
    value = sympy.sympify(plain(wanted), rational=True)
    return not value.free_symbols and close(value, expression(answer))


def points(text):
    return [tuple(sympy.Rational(v.strip()) for v in p) for p in re.findall(r"\((-?\d+)\s*,\s*(-?\d+)\)", text)]


def of_points(text, answer):
    ps = points(text)
    if len(ps) == 1 and "origin" in text and "distance" in text:
        ps.append((0, 0))
    if len(ps) != 2:
        return None
    (a, b), (c, d) = ps
    if re.search(r"distance|length of the (?:line )?segment", text) and not re.search("midpoint|circle|extend", text):
        return close(sympy.sqrt((a - c) ** 2 + (b - d) ** 2), expression(answer))
    if re.search(r"slope of the line", text) and "perp" not in text and a != c:
        return close(sympy.Rational(b - d, a - c), expression(answer))
    if re.search(r"(?:find|what (?:is|are)).*midpoint", text, re.I) and "sum" not in text and "endpoint" not in text.split("idpoint")[0]:
        found = [expression(p) for p in answer.strip("()").split(",")]
        return len(found) == 2 and close(found[0], (a + c) / 2) and close(found[1], (b + d) / 2)
    return None


def of_divisors(text, answer):
    found = re.search(r"(?:How many|the number of) (?:distinct |different )?(?:,? ?positive |whole-number |whole number )?(?:integer )?(?:divisors|factors) (?:does|of) (?:the number )?\$?(\d+)\$?(?: have)?[.?]", text)
    return found and int(answer) == sympy.divisor_count(int(found.group(1)))


def of_base(text, answer):
    found = re.search(r"(?:Convert|Express|Write|What is) (?:the (?:base[- ]\w+ )?(?:number|integer) )?\$?([\d]+)_\{?(\d+)\}?\$? (?:to|in|as a number in|expressed in) base[ -](?:\$?(\d+)\$?|ten)", text)
    if not found or set(found.group(1)) - set("0123456789"[: min(10, int(found.group(2)))]):
        return None
    value, base = int(found.group(1), int(found.group(2))), int(found.group(3) or 10)
    digits = re.match(r"\d+", answer).group(0)
    return int(digits, base) == value


def of_count(text, answer):
    found = re.match(r"How many (positive )?(?:integers|integer values of|values of the integer) ?(?:\$[a-z]\$ )?(?:satisfy|are there such that|make)(?: the inequality)? " + MATH, text)
    if not found:
        return None
    latex = clean(next(part for part in found.groups()[1:] if part))
    for old, new in (("\\leq", "<="), ("\\geq", ">="), ("\\le", "<="), ("\\ge", ">="), ("\\lt", "<"), ("\\gt", ">")):
        latex = latex.replace(old, new)
    parts = re.split(r"(<=|>=|<|>)", latex)
    sides = [expression(part) for part in parts[::2]]
    names = list(set().union(*(s.free_symbols for s in sides)))
    if len(names) != 1:
        return None
    holds = {"<=": float.__le__, ">=": float.__ge__, "<": float.__lt__, ">": float.__gt__}
    functions = [sympy.lambdify(names[0], s) for s in sides]
    count = 0
    for n in range(1 if found.group(1) else -3000, 3001):
        try:
            count += all(holds[sign](float(functions[i](n)), float(functions[i + 1](n))) for i, sign in enumerate(parts[1::2]))
        except ZeroDivisionError:
            pass
    return count == int(answer)


def of_determinant(text, answer):
    found = re.fullmatch(r"(?:Compute|Evaluate|Find)[^$\\]*\\\[\\begin\{vmatrix\}(.*?)\\end\{vmatrix\}\.?\\\]", text, re.S)
    if not found:
        return None
    rows = [[expression(cell) for cell in row.split("&")] for row in found.group(1).split("\\\\")]
    return same_everywhere(sympy.Matrix(rows).det(), expression(answer))


def of_coefficient(text, answer):
    found = re.search(r"coefficient of (?:the )?\$([a-z])(?:\^\{?(\d+)\}?)?\$ (?:term )?(?:in|when|of) [^$]*" + MATH, text)
    if not found or re.search(r"multiplied", text):
        return None
    name, power, latex = found.group(1), int(found.group(2) or 1), next(part for part in found.groups()[2:] if part)
    return sympy.Poly(sympy.expand(expression(latex)), sympy.Symbol(name)).coeff_monomial(sympy.Symbol(name) ** power) == expression(answer)


def of_mean(text, answer):
    found = re.search(r"(?:were|are|of) ((?:\$?\d+\$?, )+\$?\d+\$?,? and \$?\d+\$?)", text)
    if not found or not re.search(r"mean|average", text) or re.search("median|mode|after|sum", text):
        return None
    return close(sympy.Rational(sum(numbers := [int(n) for n in re.findall(r"\d+", found.group(1))]), len(numbers)), expression(answer))


CLASSES = {"value of a term": of_value, "other form of a term": of_form, "common divisor or multiple": of_common, "remainder": of_remainder, "equation": of_equation, "facts and a term": of_facts,
           "function values": of_function, "points": of_points, "divisors": of_divisors, "bases": of_base, "integers of an inequality": of_count, "determinant": of_determinant,
           "coefficient": of_coefficient, "mean": of_mean}


class Slow(Exception):
    pass


def too_long(*_):
    raise Slow()


def judge(row):
    text = first_sentences(" ".join(row["statement"].split()))
    for name, check in CLASSES.items():
        signal.alarm(20)
        try:
            verdict = check(text, row["answer"])
        except Exception:  # a statement or answer that this reader cannot read is left out, never counted as right
            verdict = None
        finally:
            signal.alarm(0)
        if verdict is not None:
            return name, bool(verdict)
    return None, None


def main():
    signal.signal(signal.SIGALRM, too_long)
    rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    answered = [row for row in rows if row["answered"]]
    tally, right = Counter(), Counter()
    for row in answered:
        name, verdict = judge(row)
        if name is None:
            continue
        tally[name] += 1
        right[name] += verdict
        if not verdict and "--list" in sys.argv:
            print("not right:", name, "|", " ".join(row["statement"].split()), "|", row["answer"])
    for name in CLASSES:
        if tally[name]:
            print(f"{name:<28} {right[name]:>4} of {tally[name]:>4}")
    print(f"changed {len(rows)}, answered {len(answered)}, checked {sum(tally.values())}, right {sum(right.values())}")


if __name__ == "__main__":
    main()
