"""Answers of MATH and GSM8K taken apart: their kind and the fields that wordings use."""
import cmath
import math
import re
from fractions import Fraction

NUMBER = r"-?\d+(?:\.\d+)?|-?\\[dt]?frac\{\d+\}\{\d+\}"
ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
PARTS = {2: "half", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth"}
UNITS = {"cm": "centimeters", "m": "meters", "km": "kilometers", "inches": "in", "feet": "ft", "miles": "mi", "hours": "hr",
    "minutes": "min", "seconds": "sec",
         "days": "day", "grams": "g", "kilograms": "kg", "ounces": "oz", "pounds": "lb", "yards": "yd", "gallons": "gal",
         "cents": "cent", "dollars": "dollar",
         "units": "unit", "square units": "sq. units", "degrees": "deg", "years": "yr", "weeks": "week", "students": "student",
         "square feet": "ft^2",
         "square inches": "in^2", "square centimeters": "cm^2", "sq cm": "cm^2", "cubic inches": "in^3", "mph": "miles per hour",
         "miles per hour": "mph"}
KNOWN = set("frac dfrac tfrac sqrt pi cdot times sin cos tan cot sec csc log ln theta alpha beta gamma lambda omega phi binom displaystyle".split())   # commands of expressions
SUPER = str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")
SUB = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
VULGAR = {(1, 2): "½", (1, 3): "⅓", (2, 3): "⅔", (1, 4): "¼", (3, 4): "¾", (1, 5): "⅕", (2, 5): "⅖", (3, 5): "⅗", (4, 5): "⅘", (1,
    6): "⅙", (5, 6): "⅚",
          (1, 8): "⅛", (3, 8): "⅜", (5, 8): "⅝", (7, 8): "⅞"}


def words_of(n):
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + ("-" + ONES[n % 10] if n % 10 else "")
    if n < 1000:
        return ONES[n // 100] + " hundred" + (" " + words_of(n % 100) if n % 100 else "")
    return words_of(n // 1000) + " thousand" + (" " + words_of(n % 1000) if n % 1000 else "")


def grouped(digits, separator):
    out = digits
    for at in range(len(digits) - 3, 0, -3):
        out = out[:at] + separator + out[at:]
    return out


def braces(text, at):
    """The inside of the group that opens at `at`, and where it ends."""
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] == "{") - (text[i] == "}")
        if depth == 0:
            return text[at + 1:i], i + 1
    return None


def plain(latex, power="^", times="*"):
    """LaTeX as in a program: \\frac{a}{b} is (a)/(b), products are written out. None where it is not sure how."""
    out, i, text = [], 0, re.sub(r"\\(left|right|,|!|;| )", "", latex)
    while i < len(text):
        c = text[i]
        if text.startswith("\\cdot", i) or text.startswith("\\times", i):
            out.append("*")
            i += 5 + (text[i + 1] == "t")
        elif re.match(r"\\[dt]?frac\s*\{", text[i:]):
            above = braces(text, text.index("{", i))
            below = braces(text, above[1]) if above and above[1] < len(text) and text[above[1]] == "{" else None
            if not below:
                return None
            parts = [plain(p, power, times) for p in (above[0], below[0])]
            if None in parts:
                return None
            out.append("(" + parts[0] + ")/(" + parts[1] + ")")
            out[-1] = "(" + out[-1] + ")"
            i = below[1]
        elif text.startswith("\\sqrt{", i):
            inside = braces(text, i + 5)
            inner = plain(inside[0], power, times) if inside else None
            if inner is None:
                return None
            out.append("sqrt(" + inner + ")")
            i = inside[1]
        elif text.startswith("\\pi", i):
            out.append("pi")
            i += 3
        elif c == "^":
            group = braces(text, i + 1) if text[i + 1:i + 2] == "{" else (text[i + 1:i + 2], i + 2)
            inner = plain(group[0], power, times) if group else None
            if inner is None:
                return None
            out.append(power + (inner if re.fullmatch(r"\d+|[a-z]", inner) else "(" + inner + ")"))
            i = group[1]
        elif c == "\\" or c in "{}":
            return None
        elif c == " ":
            i += 1
        elif c.isdigit():
            run = re.match(r"[\d.]+", text[i:]).group()
            out.append(run)
            i += len(run)
        else:
            out.append(c)
            i += 1
    joined = ""
    for token in out:
        ends = joined and (joined[-1].isalnum() or joined[-1] == ")")
        if ends and (token[0].isalnum() or token[0] == "(") and not (joined.endswith("sqrt")):
            joined += times
        joined += token
    return joined


def value_at(latex, names):
    """A complex value by floating point, or None: to be sure that a changed answer is another one."""
    text = plain(latex, "**")
    if text is None or re.search(r"[=<>,]", text):
        return None
    scope = dict(names, sqrt=cmath.sqrt, pi=math.pi)
    scope.setdefault("i", 1j)
    scope.setdefault("e", math.e)
    try:
        return complex(eval(re.sub(r"(?<![\w.])0+(?=\d)", "", text), {"__builtins__": {}},
            scope))   # own text, made from committed patterns
    except Exception:
        return None


class Answer:
    """kind, text and the fields that wordings use."""

    def __init__(self, kind, text, **fields):
        self.kind, self.text = kind, text
        self.fields = dict(fields, x=text)


def number(text):
    match = re.fullmatch(r"(-?)\\[dt]?frac\{?(\d+)\}?\{?(\d+)\}?", text)
    if match and int(match[3]):
        return Fraction(int(match[1] + match[2]), int(match[3]))
    return Fraction(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def split_top(text, marks=","):
    parts, depth, last = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if c in marks and depth == 0:
            parts.append(text[last:i].strip())
            last = i + 1
    return parts + [text[last:].strip()]


def terms_of(text):
    """Terms with their signs; None where a sign hides in a group."""
    parts, depth, current = [], 0, ""
    for i, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if c in "+-" and depth == 0 and current.strip() and not current.rstrip().endswith(("^", "\\cdot", "\\times")):
            parts.append(current)
            current = ""
        current += c
    parts.append(current)
    out = []
    for part in parts:
        part = part.strip()
        sign, rest = (part[0], part[1:].strip()) if part[:1] in ("+", "-") else ("+", part)
        if not rest:
            return None
        out.append((sign, rest))
    return out


def joined(terms):
    return "".join((" %s " % s if i else ("-" if s == "-" else "")) + t for i, (s, t) in enumerate(terms))


def classify(text):
    t = re.sub(r"\\!", "", text.strip()).replace("\\left", "").replace("\\right", "").replace("\\,", " ").strip()
    if re.fullmatch(r"-?\d{1,12}", t):
        return Answer("integer", t, n=int(t), abs=abs(int(t)), twice=2 * int(t), square=int(t) ** 2)
    if re.fullmatch(r"\d{1,3}(,\d{3})+", t):
        n = int(t.replace(",", ""))
        return Answer("integer", str(n), n=n, abs=n, twice=2 * n, square=n * n)
    if re.fullmatch(r"-?\d*\.\d+", t):
        return Answer("decimal", t, d=t, f=Fraction(t))
    m = re.fullmatch(r"(-?)\\[dt]?frac ?\{?(\d+)\}?\{?(\d+)\}?", t)
    if m and ("{" in t or len(m[2] + m[3]) == 2) and int(m[3]) > 1:
        p, q = int(m[2]), int(m[3])
        return Answer("fraction", t, s=m[1], p=p, q=q, p2=2 * p, q2=2 * q, p3=3 * p, q3=3 * q, rest=q - p, more=p + q, less=p - 1)
    m = re.fullmatch(r"(-?\d+) ?\\%", t)
    if m:
        return Answer("percent", t, n=m[1], share=str(float(Fraction(int(m[1]), 100))))
    m = re.fullmatch(r"(-?\d+) ?\^\{?\\circ\}?", t)
    if m:
        f = Fraction(int(m[1]), 180)
        return Answer("degrees", t, n=m[1], rp=f.numerator, rq=f.denominator)
    m = re.fullmatch(r"\\\$ ?(\d+(?:\.\d\d)?)", t)
    if m:
        cents = int(Fraction(m[1]) * 100)
        return Answer("money", t, d=m[1], cents=cents, full="%d.%02d" % (cents // 100, cents % 100))
    m = re.fullmatch(r"(\d+(?:\.\d+)?) ?\\(?:text|mbox)\{ ?([a-z ]+?)\}", t)
    if m and m[2] in UNITS:
        return Answer("unit", t, n=m[1], u=m[2], v=UNITS[m[2]])
    m = re.fullmatch(r"(\d+)_\{?(\d+)\}?", t)
    if m:
        return Answer("base", t, d=m[1], b=m[2], word=ONES[int(m[2])] if int(m[2]) < 20 else m[2], value=int(m[1], int(m[2])))
    m = re.fullmatch(r"(-?)(\d*) ?\\sqrt\{(\d+)\}", t)
    if m:
        k = int(m[2] or 1)
        return Answer("surd", t, s=m[1], k=k, r=int(m[3]), kr=k * int(m[3]), under=k * k * int(m[3]))
    m = re.fullmatch(r"(-?)\\[dt]?frac\{(\d*) ?\\sqrt\{(\d+)\}\}\{(\d+)\}", t)
    if m:
        return Answer("surd_quotient", t, s=m[1], k=int(m[2] or 1), r=int(m[3]), q=int(m[4]), kr=int(m[2] or 1) * int(m[3]))
    m = re.fullmatch(r"(\d*) ?\\pi", t) or re.fullmatch(r"\\[dt]?frac\{(\d*) ?\\pi\}\{(\d+)\}", t)
    if m:
        f = Fraction(int(m[1] or 1), int(m[2]) if m.lastindex == 2 else 1)
        return Answer("pi", t, p=f.numerator, q=f.denominator, p2=2 * f.numerator, q2=2 * f.denominator)
    m = re.fullmatch(r"(-?\d+) ?([+-]) ?(\d*)i", t)
    if m:
        b = int(m[3] or 1)
        return Answer("complex", t, a=int(m[1]), sign=m[2], b=b, a2=2 * int(m[1]), b2=2 * b, other="+" if m[2] == "-" else "-")
    m = re.fullmatch(r"\\text\{\(?([A-H])\)?\}", t) or re.fullmatch(r"\(?([A-H])\)", t)
    if m:
        return Answer("choice", t, c=m[1], low=m[1].lower())
    m = re.fullmatch(r"\\text\{([A-Za-z ]{3,})\}", t)
    if m and len(m[1].split()) <= 3:
        w = m[1].strip()
        return Answer("words", t, w=w, low=w.lower(), up=w.upper(), cap=w.capitalize())
    m = re.fullmatch(r"\\begin\{pmatrix\}(.*)\\end\{pmatrix\}", t, re.S)
    if m and t.count("\\begin") == 1:
        rows = [[c.strip() for c in row.split("&")] for row in m[1].split("\\\\") if row.strip()]
        if len({len(r) for r in rows}) == 1:
            return Answer("vector" if len(rows[0]) == 1 else "matrix", t, rows=rows)
    if t.startswith("(") and t.endswith(")") and "\\cup" not in t and "\\infty" not in t:
        items = split_top(t[1:-1])
        if 2 <= len(items) <= 4 and all(items) and not any(set("()<>=") & set(i) for i in items):
            return Answer("tuple", t, items=items)
    m = re.fullmatch(r"([\[(]) ?([^,\[\]()]+), ?([^,\[\]()]+)([\])])", t)
    if m and ("[" in t or "]" in t or "\\infty" in t):
        return Answer("interval", t, lo=m[2].strip(), hi=m[3].strip(), open=m[1], close=m[4])
    if "\\cup" in t:
        parts = [p.strip() for p in t.split("\\cup")]
        if all(re.fullmatch(r"([\[(]) ?([^,\[\]()]+), ?([^,\[\]()]+)([\])])", p) for p in parts):
            return Answer("union", t, parts=parts)
    if "," in t and not re.search(r"[=<>\\]in|[()\[\]]|text|[=<>:]", t):
        items = split_top(t)
        if 2 <= len(items) <= 6 and all(items) and len(set(items)) == len(items) and not re.search(r"\d,\d{3}", t):
            return Answer("list", t, items=items)
    m = re.fullmatch(r"\\\{(.*)\\\}", t)
    if m and not re.search(r"[=<>:|]|mid", m[1]):
        items = split_top(m[1])
        if all(items) and len(set(items)) == len(items):
            return Answer("list", t, items=items)
    if t.count("=") == 1 and re.search("[a-z]", t) and set(re.findall(r"\\([a-zA-Z]+)", t)) <= KNOWN and re.search("[a-z]",
        re.sub(r"\\[a-zA-Z]+", "", t)) and "text" not in t and not re.search(r"!!|@|circ|angle|[<>,%]|\\[lg]e|begin", t):
        left, right = (p.strip() for p in t.split("="))
        return Answer("equation", t, l=left, r=right)
    if not re.search(r"\d\s*\\[dt]?frac|[=<>,:;]|text|begin|mbox|\\le|\\ge|\\%|\\\$|pm|circ|mathb|dots|_|!|\\in",
        t) and re.search(r"[a-z+\-]|frac|sqrt", t) and len(t) < 120 and set(re.findall(r"\\([a-zA-Z]+)", t)) <= KNOWN:
        letters = set(re.findall(r"[a-zA-Z]", re.sub(r"\\[a-zA-Z]+", "", t)))
        terms = terms_of(t)
        if terms:
            return Answer("expression", t, terms=terms, letters=letters)
    return None
