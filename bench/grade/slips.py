"""Answers changed by one slip."""
import math
import re
from fractions import Fraction

from answers import joined, value_at
from first_wordings import decimal_of, ends, terminating, value
from tables import changed


@changed("integer decimal fraction surd surd_quotient pi complex expression base unit money percent degrees")
def another_digit(a, r):
    places = [i for i, c in enumerate(a.text) if c.isdigit() and not (a.kind == "expression" and a.text[:i].endswith(("^",
        "^{")))]
    if not places:
        return None
    at = r.choice(places)
    digit = str((int(a.text[at]) + r.choice([1, 2, 9])) % 10)
    out = a.text[:at] + digit + a.text[at + 1:]
    return out if not (a.kind in ("fraction", "surd_quotient", "pi") and re.search(r"\{0",
        out)) and not (a.kind == "base") else None


@changed("integer decimal fraction surd complex expression pi surd_quotient")
def other_sign(a, r):
    return a.text[1:] if a.text.startswith("-") else "-" + ("(" + a.text + ")" if a.kind in ("expression", "complex") else a.text)


@changed("integer")
def ten_times(a, r):
    return a.text + "0" if a.text != "0" else None


@changed("integer")
def neighbour(a, r):
    return str(a.fields["n"] + r.choice([1, -1]))


@changed("integer decimal")
def swapped_digits(a, r):
    at = [i for i in range(len(a.text) - 1) if a.text[i:i + 2].isdigit() and a.text[i] != a.text[i + 1]]
    i = r.choice(at) if at else None
    return None if i is None else a.text[:i] + a.text[i + 1] + a.text[i] + a.text[i + 2:]


@changed("integer")
def as_percent_of_other(a, r):
    return "%d\\%%" % (a.fields["n"] + 1)


@changed("fraction")
def upside_down(a, r):
    return "%s\\frac{%d}{%d}" % (a.fields["s"], a.fields["q"],
        a.fields["p"]) if a.fields["p"] and a.fields["p"] != a.fields["q"] else None


@changed("fraction")
def rounded_short(a, r):
    return decimal_of(value(a), 2) if not terminating(a.fields["p"], a.fields["q"]) else None


@changed("fraction")
def numerator_only(a, r):
    return a.fields["s"] + str(a.fields["p"])


@changed("fraction")
def mixed_for_product(a, r):
    return "%d\\frac{%d}{%d}" % (a.fields["p"], a.fields["p"], a.fields["q"])


@changed("fraction")
def as_pair(a, r):
    return "(%d, %d)" % (a.fields["p"], a.fields["q"])


@changed("surd")
def without_root(a, r):
    return a.fields["s"] + str(a.fields["kr"])


@changed("surd")
def rounded_surd(a, r):
    v = a.fields["k"] * math.sqrt(a.fields["r"])
    return a.fields["s"] + "%.2f" % v if math.isqrt(a.fields["r"]) ** 2 != a.fields["r"] else None


@changed("surd")
def factor_under_root(a, r):
    return "%s\\sqrt{%d}" % (a.fields["s"], a.fields["kr"]) if a.fields["k"] > 1 else None


@changed("surd")
def cube_root(a, r):
    return "%s%d\\sqrt[3]{%d}" % (a.fields["s"], a.fields["k"], a.fields["r"]) if a.fields["r"] > 1 else None


@changed("pi")
def without_pi(a, r):
    return "\\frac{%d}{%d}" % (a.fields["p"], a.fields["q"])


@changed("pi")
def rounded_pi(a, r):
    return "%.2f" % (a.fields["p"] / a.fields["q"] * 3.14)


@changed("pi")
def pi_squared(a, r):
    return "\\frac{%d}{%d}\\pi^2" % (a.fields["p"], a.fields["q"])


@changed("complex")
def conjugate(a, r):
    return "%d %s %di" % (a.fields["a"], a.fields["other"], a.fields["b"])


@changed("complex")
def parts_exchanged(a, r):
    return "%d + %di" % (a.fields["b"], a.fields["a"]) if (a.fields["sign"] == "-") or a.fields["a"] != a.fields["b"] else None


@changed("complex")
def without_i(a, r):
    return "%d %s %d" % (a.fields["a"], a.fields["sign"], a.fields["b"])


@changed("tuple list vector")
def one_item_changed(a, r):
    items = a.fields.get("items") or [row[0] for row in a.fields["rows"]]
    at = [i for i, item in enumerate(items) if re.search(r"\d", item)]
    if not at:
        return None
    i = r.choice(at)
    item = re.sub(r"\d", lambda m: str(int(m[0]) + 1 if m[0] != "9" else 1), items[i], count=1)
    v, w = value_at(items[i], {}), value_at(item, {})
    if v is None or w is None or abs(v - w) < 1e-9 or (a.kind == "list" and any(value_at(o, {}) is None or abs(value_at(o,
        {}) - w) < 1e-9 for o in items)):
        return None
    new = items[:i] + [item] + items[i + 1:]
    return ", ".join(new) if a.kind == "list" else "(" + ", ".join(new) + ")"


@changed("tuple vector")
def turned_items(a, r):
    items = a.fields.get("items") or [row[0] for row in a.fields["rows"]]
    return "(" + ", ".join(items[::-1]) + ")" if items != items[::-1] else None


@changed("tuple list")
def item_left_out(a, r):
    items = a.fields["items"]
    i = r.randrange(len(items))
    rest = items[:i] + items[i + 1:]
    return ("(" + ", ".join(rest) + ")" if a.kind == "tuple" and len(rest) > 1 else ", ".join(rest))


@changed("list")
def item_added(a, r):
    return ", ".join(a.fields["items"] + ["977"])


@changed("list")
def summed_items(a, r):
    return " + ".join("(%s)" % i for i in a.fields["items"]) if len(a.fields["items"]) > 1 else None


@changed("matrix")
def transposed(a, r):
    rows = a.fields["rows"]
    turned = [list(c) for c in zip(*rows)]
    return "\\begin{pmatrix} " + " \\\\ ".join(" & ".join(row) for row in turned) + " \\end{pmatrix}" if turned != rows else None


@changed("matrix")
def entry_changed(a, r):
    rows = [row[:] for row in a.fields["rows"]]
    i, j = r.randrange(len(rows)), r.randrange(len(rows[0]))
    rows[i][j] = rows[i][j] + " + 1"
    return "\\begin{pmatrix} " + " \\\\ ".join(" & ".join(row) for row in rows) + " \\end{pmatrix}"


@changed("interval")
def other_end(a, r):
    f = a.fields
    if "infty" in f["x"]:
        return None
    return f["open"] + f["lo"] + ", " + f["hi"] + {"]": ")", ")": "]"}[f["close"]]


@changed("interval")
def moved_end(a, r):
    f = a.fields
    return "%s%s, %s + 1%s" % (f["open"], f["lo"], f["hi"],
        f["close"]) if "infty" not in f["hi"] else "%s%s - 1, %s%s" % (f["open"], f["lo"], f["hi"], f["close"])


@changed("interval")
def ends_as_set(a, r):
    return "\\{%s, %s\\}" % (a.fields["lo"], a.fields["hi"])


@changed("interval")
def other_direction(a, r):
    f = a.fields
    if "infty" in f["hi"] and f["lo"] != "-\\infty":
        return "x < " + f["lo"]
    return "x > " + f["hi"] if f["lo"] == "-\\infty" and "infty" not in f["hi"] else None


@changed("union")
def part_left_out(a, r):
    return a.fields["parts"][0]


@changed("union")
def met(a, r):
    return " \\cap ".join(a.fields["parts"])


@changed("union")
def first_end_moved(a, r):
    lo, hi, left, right = ends(a.fields["parts"][0])
    return "%s%s, %s - 1%s \\cup %s" % (left, lo, hi, right, " \\cup ".join(a.fields["parts"][1:])) if "infty" not in hi else None


@changed("base")
def other_base(a, r):
    b = int(a.fields["b"])
    return "%s_{%d}" % (a.fields["d"], b + 1) if len(a.fields["d"]) > 1 else None


@changed("base")
def decimal_digits(a, r):
    return a.fields["d"] if len(a.fields["d"]) > 1 and a.fields["b"] != "10" else None


@changed("unit")
def other_unit(a, r):
    return "%s\\text{ %s}" % (a.fields["n"], r.choice(["kg", "hours"]) if a.fields["u"] not in ("hours", "minutes", "seconds",
        "days", "kilograms", "grams", "ounces", "pounds", "units", "square units", "years", "weeks", "students") else "cm^2"
        if a.fields["u"] not in ("units", "square units", "students") else None) if a.fields["u"] not in ("units", "square units",
        "students") else None


@changed("money")
def other_cents(a, r):
    return "\\$%d.%02d" % ((a.fields["cents"] + 1) // 100, (a.fields["cents"] + 1) % 100)


@changed("percent")
def per_mille(a, r):
    return str(float(Fraction(int(a.fields["n"]), 1000)))


@changed("degrees")
def supplement(a, r):
    return "%d^\\circ" % (180 - int(a.fields["n"])) if a.fields["n"] != "90" else None


@changed("choice")
def other_choice(a, r):
    return "\\text{(%s)}" % r.choice([c for c in "ABCDE" if c != a.fields["c"]])


@changed("words")
def other_words(a, r):
    return "\\text{%s}" % r.choice([w for w in ("Monday", "circle", "green", "Maria", "never", "increasing")
        if w.lower() != a.fields["low"]])


@changed("words")
def negated(a, r):
    return "\\text{not %s}" % a.fields["low"]


@changed("expression")
def term_left_out(a, r):
    terms = a.fields["terms"]
    return joined(terms[:-1]) if len(terms) > 1 else None


@changed("expression")
def other_letter(a, r):
    letters = sorted(a.fields["letters"] - {"i", "e"})
    if not letters or "\\" in a.text:
        return None
    return a.text.replace(letters[0], "q" if letters[0] != "q" else "p")


@changed("expression")
def plus_one(a, r):
    return a.text + " + 1"


@changed("equation")
def other_side(a, r):
    return a.fields["l"] + " = " + a.fields["r"] + " + 1"


@changed("equation")
def other_relation(a, r):
    return a.fields["l"] + " > " + a.fields["r"]


def surely_different(a, changed_text):
    if a.kind in ("expression", "surd", "surd_quotient", "pi", "complex", "fraction", "decimal", "integer"):
        names = {c: 0.37 + 0.211 * n for n, c in enumerate(sorted(set(re.findall(r"[a-zA-Z]", re.sub(r"\\[a-zA-Z]+", "", a.text
            + changed_text))) - {"i", "e"}))}
        v, w = value_at(a.text, names), value_at(changed_text, names)
        if v is None or w is None:
            return a.kind in ("integer", "decimal") or changed_text.startswith("(") or "%" in changed_text
        return abs(v - w) > 1e-7 * max(1, abs(v))
    return True
