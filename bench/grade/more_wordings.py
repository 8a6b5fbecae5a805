"""A second set of wordings, written after the first one had been used up; its batches read their answers from the formulas in problem statements."""
import math
import re

from answers import joined, plain, words_of
from first_wordings import FORMULA, decimal_of, ends, inequality, terminating, value
from tables import CARRIERS, SAME, changed, forms, same

FIRST_SAME, FIRST_CARRIERS = len(SAME), len(CARRIERS)

forms("integer", "{n},", "**{n}**", "*{n}*", "`{n}`", "{n}\\quad", "{n}\\\\", "\\mathbf {n}", "{n}.000", "{{{{{n}}}}}", "{{{n}}}",
    "k = {n}", "\\text{{Total}} = {n}", "\\text{{Answer}} = {n}", "a = {n}",
      "{n} \\text{{ (units)}}", "{n} \\text{{ people}}", "{n} students", "{n}\\,\\text{{cm}}", "\\$ {n}", "{n} = {n}",
      "({twice})/2", "{twice} / 2", "\\frac{{3 \\times {n}}}{{3}}", "{n}+0", "{n} - 0", "\\,{n}\\,", "\\mathopen{{}}{n}",
      "{n}\\hspace{{1mm}}",
      "{n}\\kern 1pt", "n={n}\\,", "The value is {n}", "the number {n}", "The number of ways is {n}.", "x \\text{{ is }} {n}",
      "\\text{{There are }} {n} \\text{{ ways}}", "we get {n}", "So x = {n}", "2x = {twice} \\implies x = {n}",
      "{twice} \\cdot \\frac{{1}}{{2}}", "\\sum = {n}", "\\angle ABC = {n}", "\\overline{{AB}} = {n}",
      "\\Delta = {n}", "\\lambda = {n}", "n(A) = {n}", "P(3) = {n}", "a_1 = {n}", "x_{{max}} = {n}", "x_{{\\text{{max}}}} = {n}",
      "AB + CD = {n}", "\\gcd(a, b) = {n}", "\\text{{lcm}} = {n}", "\\det A = {n}", "|z| = {n}", "f^{{-1}}(2) = {n}",
      "g(f(1)) = {n}", "\\lfloor x \\rfloor = {n}")


@same("integer")
def ordinal_free_words(a, r):
    return "**" + words_of(a.fields["n"]) + "**" if 0 <= a.fields["n"] < 1000 else None


@same("integer")
def difference_chain(a, r):
    k = r.randint(2, 90)
    return "%d - %d = %d" % (a.fields["n"] + k, k, a.fields["n"])


@same("integer")
def long_chain(a, r):
    k = r.randint(2, 9)
    return "%d \\cdot %d - %d = %d - %d = %d" % (k, a.fields["n"], (k - 1) * a.fields["n"], k * a.fields["n"],
        (k - 1) * a.fields["n"], a.fields["n"]) if a.fields["n"] > 0 else None


@same("integer")
def quotient_of_product(a, r):
    k = r.randint(2, 9)
    return "\\dfrac{%d}{%d}" % (k * a.fields["n"], k)


@same("integer")
def power_written(a, r):
    n = a.fields["n"]
    for base in (2, 3, 5, 6, 7, 10):
        e = round(math.log(n, base)) if n > 1 else 0
        if e > 1 and base ** e == n:
            return "%d^{%d}" % (base, e)
    return None


forms("fraction", "{s}\\frac{{{p}}}{{{q}}}\\,", "{s}\\frac{{ {p}}}{{ {q} }}", "{s}\\frac{{{p}}} {{{q}}}",
    "{s}\\frac{{{p}}}{{{q}}}\\\\", "{{{s}\\frac{{{p}}}{{{q}}}}}", "{s}{p}/{q} \\text{{ cm}}",
    "{s}\\frac{{\\,{p}\\,}}{{\\,{q}\\,}}", "{s}\\frac{{{{{p}}}}}{{{{{q}}}}}", "{s}({p} / {q})", "{s}{p}\\,/\\,{q}",
      "{s}\\frac{{-{p}}}{{-{q}}}", "\\sin\\theta = {s}\\frac{{{p}}}{{{q}}}", "x = {s}{p}/{q}",
      "The probability is {s}\\frac{{{p}}}{{{q}}}", "the fraction {s}{p}/{q}", "\\text{{Probability}} = {s}\\frac{{{p}}}{{{q}}}",
      "{s}{p}\\!/\\!{q}", "{s}\\frac{{{p}}}{{{q}}} = {s}{p} \\div {q}", "\\mathbb{{P}}(A) = {s}\\frac{{{p}}}{{{q}}}",
      "{s}\\left(\\frac{{{q}}}{{{p}}}\\right)^{{-1}}", "{s}\\frac{{1}}{{{q}/{p}}}", "{s}\\frac{{{p2}}}{{2 \\cdot {q}}}",
      "{s}\\frac{{{p}}}{{2}} \\cdot \\frac{{2}}{{{q}}}", "P(X = 2) = {s}\\frac{{{p}}}{{{q}}}", "{s}\\tfrac{{{p}}}{{{q}}}",
      "\\boldsymbol{{{s}\\frac{{{p}}}{{{q}}}}}", "{s}\\frac{{{p} }}{{{q}}}.", "E[X] = {s}\\frac{{{p}}}{{{q}}}",
      "{s}\\Large\\frac{{{p}}}{{{q}}}",
      "\\dfrac{{{s}{p}}}{{{q}}}", "({s}{p})/{q}", "\\text{{slope}} = {s}\\frac{{{p}}}{{{q}}}", "{s}{p} * (1/{q})",
      "{s}{{}}^{{{p}}}\\!/_{{{q}}}", "{s}{p}/{q}\\text{{ of the cake}}", "y = {s}\\dfrac{{{p}}}{{{q}}}",
      "{s}\\frac{{{p}}}{{{q}}} \\text{{ hours}}")


@same("fraction")
def words_over_words(a, r):
    p, q = a.fields["p"], a.fields["q"]
    return "%s over %s" % (words_of(p), words_of(q)) if not a.fields["s"] and q < 100 else None


@same("fraction")
def decimal_with_percent(a, r):
    f = value(a) * 100
    return "%s\\%%" % decimal_of(f, 6).rstrip("0").rstrip(".") if terminating(a.fields["p"],
        a.fields["q"]) and not a.fields["s"] else None


@same("fraction")
def decimal_chain_long(a, r):
    return decimal_of(value(a), 12).rstrip("0") + " = " + a.text if terminating(a.fields["p"], a.fields["q"]) else None


@same("fraction")
def rounded_first(a, r):
    return "\\approx " + decimal_of(value(a), 8) if not terminating(a.fields["p"], a.fields["q"]) else None


@same("fraction")
def sum_of_parts(a, r):
    p, q = a.fields["p"], a.fields["q"]
    return "%s\\left(\\frac{%d}{%d} + \\frac{%d}{%d}\\right)" % (a.fields["s"], 2 * p, 3 * q, p, 3 * q)


@same("fraction")
def mixed_improper_sum(a, r):
    w, p, q = a.fields["p"] // a.fields["q"], a.fields["p"] % a.fields["q"], a.fields["q"]
    return "%d + %d/%d" % (w, p, q) if w and p and not a.fields["s"] else None


forms("decimal", "\\${d}", "{d} \\text{{ hours}}", "{d}00", "y={d}", "{{{d}}}", "\\text{{mean}} = {d}", "{d},", "\\mathrm{{{d}}}",
    "{d}\\quad", "The average is {d}", "{d} km")
forms("percent", "{n}\\% ", "**{n}%**", "{n}\\%\\text{{.}}", "\\approx {n}\\%", "The percent is {n}\\%",
    "{n}\\,\\text{{percent}}", "p = {share}", "{n}\\% = {share}", "{n} \\text{{ \\% }}", "\\frac{{{n}}}{{100}} = {n}\\%",
    "\\mathbf{{{n}\\%}}")
forms("degrees", "{n}^\\circ.", "\\angle A = {n}", "**{n}°**", "{n}\\text{{ deg}}", "\\angle XYZ={n}^{{\\circ}}", "{n} ^ \\circ",
    "\\alpha = {n}°", "{n}.0^\\circ", "\\mathbf{{{n}^\\circ}}", "The angle is {n}^\\circ", "{n} ^{{\\circ}}",
    "m\\angle ABC = {n}", "\\text{{angle }} = {n}^\\circ", "{rp}\\pi/{rq}")
forms("money", "\\${d} USD", "**\\${d}**", "\\mathbf{{\\${d}}}", "The cost is \\${d}", "x = \\${d}", "\\${full}.", "$ {full}",
    "{d}\\,\\text{{dollars}}", "\\text{{Total: }}\\${d}", "{d} \\text{{ (dollars)}}", "C = {d}")
forms("unit", "**{n} {u}**", "\\mathbf{{{n} \\text{{ {u}}}}}", "{n} \\text{{{u}}}.", "{n}\\:\\text{{{v}}}",
    "The length is {n} {u}", "= {n}\\text{{ {u}}}", "{n}\\hspace{{2mm}}\\text{{{u}}}", "h = {n}\\ \\text{{{u}}}",
    "{n} \\text{{ {v}}}", "\\approx {n}\\text{{ {u}}}", "\\text{{Area}} = {n}\\text{{ {u}}}", "{n}{{\\text{{ {u}}}}}")
forms("base", "{d}_{{{b}}}.", "**{d}_{{{b}}}**", "\\mathbf{{{d}_{{{b}}}}}", "N = {d}_{{{b}}}", "The number is {d}_{{{b}}}",
    "{d}_{b}=({value})_{{10}}", "{value} = {d}_{{{b}}}", "{d}\\,_{{{b}}}", "{d}_{{\\mathrm{{{b}}}}}",
    "({d})\\,\\text{{base }}{b}", "\\text{{{d} base {b}}}", "{d}\\ \\text{{in base {b}}}", "{d}_{{{word}}}",
    "{d}_{{\\text{{base }}{b}}}")
forms("surd", "{s}\\sqrt{{{r}}} \\cdot {k}", "**{s}{k}√{r}**", "{s}{k}\\, \\sqrt {{{r}}}", "{s}{k}\\sqrt{{{r}}}.",
    "c = {s}{k}\\sqrt{{{r}}}", "The distance is {s}{k}\\sqrt{{{r}}}", "{s}{k}\\cdot\\sqrt{{{r}}}\\text{{ units}}",
    "{s}({k})(\\sqrt{{{r}}})", "{s}\\sqrt{{{r}}}({k})", "{s}\\frac{{{k}\\sqrt{{{r}}}}}{{1}}",
    "{s}{k}\\left(\\sqrt{{{r}}}\\right)", "{s}{k}\\sqrt{{ {r} }}",
      "{s}{k} * sqrt({r})", "{s}{k}sqrt{{{r}}}", "{s}{k}\\left({r}\\right)^{{\\frac12}}", "{s}\\sqrt{{{k}^2 \\cdot {r}}}",
      "{s}\\sqrt{{{under}}} = {s}{k}\\sqrt{{{r}}}", "AC = {s}{k}√{r}", "{s}{k}\\,√{{{r}}}", "{s}{k} \\times √{r}",
      "\\boxed{{{s}{k}\\sqrt{{{r}}}}}", "|v| = {s}{k}\\sqrt{{{r}}}", "{s}{k}\\sqrt{{{r}}} \\text{{ or }} {s}\\sqrt{{{under}}}",
      "{s}{k}*math.sqrt({r})", "{s}{k}*np.sqrt({r})")
forms("surd_quotient", "{s}{k}√({r})/{q}", "{s}({k}\\sqrt{{{r}}})/({q})", "{s}\\left(\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}\\right)",
    "x = {s}\\dfrac{{{k}\\sqrt{{{r}}}}}{{{q}}}", "{s}\\frac{{{k}}}{{{q}}}√{r}", "{s}{k}\\sqrt{{{r}}}\\cdot\\frac{{1}}{{{q}}}",
    "{s}\\frac{{1}}{{{q}}}\\cdot{k}\\sqrt{{{r}}}", "{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}\\text{{ units}}", "{s}{k}*sqrt({r})/{q}",
      "{s}\\frac{{2 \\cdot {k}\\sqrt{{{r}}}}}{{2 \\cdot {q}}}", "\\sin x = {s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}",
      "{s}\\frac{{{k}\\sqrt {{{r}}} }}{{{q}}}", "{s}{k}\\sqrt{{{r}}} / {q}", "d = {s}{k}√{r} / {q}")
forms("pi", "{p}\\pi/{q}", "({p}\\pi)/{q}", "\\frac{{{p}}}{{{q}}}π", "**{p}π/{q}**", "A = \\frac{{{p}\\pi}}{{{q}}}",
    "The area is \\frac{{{p}}}{{{q}}}\\pi", "\\pi\\frac{{{p}}}{{{q}}}", "\\frac{{{p}}}{{{q}}}\\cdot π",
    "\\frac{{{p}\\pi}}{{{q}}}\\text{{ units}}", "{p}\\pi \\cdot \\frac{{1}}{{{q}}}", "\\frac{{1}}{{{q}}}({p}\\pi)",
    "\\left(\\frac{{{p}}}{{{q}}}\\right)\\pi", "{p} * π / {q}", "{p}*math.pi/{q}", "{p}\\,\\pi/{q}",
    "\\frac{{{p}}}{{{q}}}\\text{{ }}\\pi", "\\text{{Area}} = \\frac{{{p}\\pi}}{{{q}}}", "{p} pi / {q}")
forms("complex", "({a} {sign} {b}i)", "{a}\\,{sign}\\,{b}i", "**{a}{sign}{b}i**", "z = {a}{sign}{b}i.",
    "w={a}{sign}{b}\\,\\mathrm{{i}}", "{a} {sign} ({b})i", "{a}{sign}{b}\\cdot\\sqrt{{-1}}", "{a}{sign}i({b})",
    "\\frac{{{a2}}}{{2}}{sign}\\frac{{{b2}}}{{2}}i", "z_1 = {a} {sign} {b}i", "{a}{sign}{b}ⅈ", "i(\\frac{{{a}}}{{i}} {sign} {b})",
    "\\left({a}{sign}{b}i\\right)", "{a}{sign}{b}\\,i.", "\\bar{{z}} = {a}{sign}{b}i", "\\overline{{z}} = {a}{sign}{b}i",
    "{a} {sign} {b}\\mathbf{{i}}")
forms("choice", "Option ({c})", "\\text{{choice }} {c}", "**{c}**", "{c}\\text{{.}}", "({c}).", "\\textbf{{{c}.}}",
    "\\boxed{{{c}}}", "\\text{{Answer: {c}}}", "answer ({c})", "\\mathbf{{({c})}}", "`{c}`", "\"{c}\"", "\\textrm{{({c})}}",
    "\\textsf{{{c}}}", "{{{c}}}")
forms("words", "*{w}*", "`{w}`", "“{w}”", "\\text{{{cap}}}", "\\textbf{{{low}}}", "\\mathit{{{w}}}", "\\mathsf{{{w}}}",
    "\\mathtt{{{w}}}", "\\text{{\"{w}\"}}", "\\boldsymbol{{\\text{{{w}}}}}", "\\boxed{{\\text{{{w}}}}}",
    "\\text{{\\textbf{{{w}}}}}", "\\text{{{w}}}.", "\\text{{{w}}}\\\\", "‘{w}’", "\\underline{{\\text{{{w}}}}}",
    "\\,\\text{{{w}}}\\,", "\\operatorname{{{w}}}")

TUPLES = {"vec": "\\vec{{v}} = ({s})", "pm": "\\left(\\begin{{matrix}} {rows} \\end{{matrix}}\\right)", "lists": "({s}).",
    "point at": "The point is ({s})", "center": "\\text{{Center: }} ({s})", "pair": "the ordered pair ({s})", "vmat": "( {s} )",
    "bold": "**({s})**", "coords": "\\text{{coordinates }} ({s})", "midpoint": "M = ({s})",
          "M": "M({s})", "implies": "\\implies ({s})", "python": "({python})", "backslash": "({slash})",
          "semicolon each": "{each_semi}", "line each": "{each_line}", "comma and": "{each_comma_and}", "tfrac": "({tfrac})",
          "then": "{each_quad_and}", "dfrac": "\\left({dfrac}\\right)", "text and": "x = {first}, \\text{{ and }} y = {second}",
          "cases": "\\begin{{cases}} {each_line} \\end{{cases}}", "aligned": "\\begin{{aligned}} {each_amp} \\end{{aligned}}"}
for name, pattern in TUPLES.items():
    def tupled(a, r, pattern=pattern):
        items = a.fields["items"]
        each = ["%s = %s" % pair for pair in zip("xyz", items)]
        if len(items) > 3 or (("{first}" in pattern or "M(" in pattern) and len(items) != 2):
            return None
        program = [plain(i) for i in items]
        if "{python}" in pattern and None in program:
            return None
        return pattern.format(s=", ".join(items), rows=" \\\\ ".join(items), cells=", ".join(items), python=", ".join(str(p)
            for p in program), slash=",\\ ".join(items), each_semi="; ".join(each), each_line=" \\\\ ".join(each),
            each_comma_and=", ".join(each[:-1]) + ", and " + each[-1],
                              tfrac=", ".join(i.replace("\\frac", "\\tfrac") for i in items), dfrac=", ".join(i.replace("\\frac",
                                  "\\dfrac") for i in items), each_quad_and=" \\quad \\text{and} \\quad ".join(each),
                                  first=items[0], second=items[1], each_amp=" \\\\ ".join(e.replace(" = ", " &= ") for e in each))
    SAME.append(("tuple 2 " + name, ["tuple"], tupled))

MORE_LISTS = {"x equals or": "x = {or_}", "bold": "**{s}**", "roots are": "The roots are {s}",
    "solutions set": "\\text{{Solution set: }} \\{{{s}\\}}", "and": "{rev_and}", "semicolon each": "{each_semi}",
    "as well as": "x = {first} \\text{{ and }} x = {last}", "respectively": "{s}" , "bars": "x \\in \\left\\{{ {s} \\right\\}}",
    "quad": "{s_quad}", "lines each": "{each_line}", "tied": "{tied}",
              "dollars or": "$x = {first}$ or $x = {last}$", "either": "x = {first} \\text{{ or }} {last}",
              "set is": "The set is \\{{{s}\\}}", "cases": "\\begin{{cases}} {each_line} \\end{{cases}}", "backslash": "{slash}",
              "z's": "z = {s}", "newline dollars": "${first}$ and ${last}$", "lbrace": "\\left\\lbrace {s} \\right\\rbrace",
              "rev each": "{rev_each}", "comma text and": "{comma_and}"}
for name, pattern in MORE_LISTS.items():
    def listed(a, r, pattern=pattern):
        items = a.fields["items"]
        if ("{first}" in pattern or "{last}" in pattern) and len(items) != 2:
            return None
        each = ["x = " + i for i in items]
        return pattern.format(s=", ".join(items), or_=" or ".join(items), rev_and=" and ".join(items[::-1]) if len(items) == 2
            else ", ".join(items[::-1][:-1]) + ", and " + items[0], each_semi="; ".join(each), first=items[0], last=items[-1],
            s_quad=",\\quad ".join(items), each_line=" \\\\ ".join(each), tied=",~".join(items),
                              slash=",\\ ".join(items), rev_each=", ".join(each[::-1]), comma_and=", ".join(items[:-1])
                                  + ", \\text{and } " + items[-1])
    SAME.append(("list 2 " + name, ["list"], listed))

for name, make in {"bold": lambda f: "**%s**" % f["x"], "lt words": lambda f: inequality(f["lo"], f["hi"], f["open"],
    f["close"]).replace("<", "\\lt "), "y": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"], x="y"),
    "range": lambda f: "\\text{Range: } " + f["x"], "domain is": lambda f: "The domain is " + f["x"],
                   "leqq": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"], low="\\leq").replace("\\geq",
                   "\\geqslant "), "member big": lambda f: "x \\in \\left%s %s , %s \\right%s" % (f["open"], f["lo"], f["hi"],
                   f["close"]), "spaces": lambda f: "%s %s , %s %s" % (f["open"], f["lo"], f["hi"], f["close"]),
                   "set builder semicolon": lambda f: "\\left\\{ x \\,\\middle|\\, " + inequality(f["lo"], f["hi"], f["open"],
                   f["close"]) + " \\right\\}",
                   "value range": lambda f: "I = " + f["x"], "infinity sign": lambda f: f["x"].replace("-\\infty",
                   "−∞").replace("\\infty", "+∞") if "infty" in f["x"] else None, "text to": lambda f: "x \\text{ in } " + f["x"],
                   "hard braces": lambda f: "\\left" + f["open"] + "{" + f["lo"] + "},{" + f["hi"] + "}\\right"
                   + f["close"]}.items():
    SAME.append(("interval 2 " + name, ["interval"], lambda a, r, make=make: None if a.fields["lo"] == "-\\infty"
        and "infty" in a.fields["hi"] else make(a.fields)))
for name, make in {"bold": lambda p: "**" + " ∪ ".join(p) + "**", "x or": lambda p: " \\text{ or } ".join("x \\in " + i
    for i in p), "y": lambda p: " \\text{ or } ".join(inequality(*ends(i), x="y") for i in p), "the set": lambda p: "the set "
    + " \\cup ".join(p), "left": lambda p: "D = " + "\\cup ".join(p), "and?": lambda p: "x \\in " + " U ".join(p),
                   "semicolon": lambda p: " \\;\\cup\\; ".join(p), "or word": lambda p: " or ".join(inequality(*ends(i), low="≤")
                   for i in p)}.items():
    SAME.append(("union 2 " + name, ["union"], lambda a, r, make=make: make(a.fields["parts"])))
for name, pattern in {"bold": "\\boldsymbol{{\\begin{{pmatrix}} {b} \\end{{pmatrix}}}}",
    "mathbf label": "\\mathbf{{M}}=\\begin{{pmatrix}} {b} \\end{{pmatrix}}",
    "brackets": "\\left[\\begin{{matrix}} {b} \\end{{matrix}}\\right]", "double": "\\begin{{pmatrix}} {b} \\end{{pmatrix}}.",
    "the matrix": "the matrix \\begin{{pmatrix}} {b} \\end{{pmatrix}}", "wide": "\\begin{{pmatrix}}  {b}  \\end{{pmatrix}}",
    "scaled": "1 \\begin{{pmatrix}} {b} \\end{{pmatrix}}",
    "hline": "\\left( \\begin{{array}}{{ {cc} }} {b} \\end{{array}} \\right)",
    "Bmatrix": "\\begin{{bmatrix}}{b}\\end{{bmatrix}}"}.items():
    def matrix(a, r, pattern=pattern):
        rows = a.fields["rows"]
        return pattern.format(b=" \\\\ ".join(" & ".join(row) for row in rows), cc="r" * len(rows[0]))
    SAME.append(("matrix 2 " + name, ["matrix", "vector"], matrix))

forms("expression", "{{({x})}}", "y = {x}", "g(x) = {x}", "P(x) = {x}", "\\frac{{({x})(7)}}{{7}}", "{x} - 0", "({x}) \\cdot 1",
    "**{x}**", "{x}.", "\\left[{x}\\right]", "2({x}) - ({x})", "The expression is {x}",
    "\\frac{{1}}{{2}}\\left(2\\left({x}\\right)\\right)", "({x})\\text{{.}}", "\\mathbf{{{x}}}", "\\text{{Area}} = {x}",
    "z = {x}", "{x}\\,", "T = {x}", "\\boxed{{{x}}}", "(({x}))")


@same("expression")
def spaced_out(a, r):
    out = re.sub(r"([+-])", r" \1 ", a.text)
    return out if out != a.text and "{-" not in a.text and "(-" not in a.text else None


@same("expression")
def thin_spaces(a, r):
    out = re.sub(r"([+-])", r"\\,\1\\,", a.text)
    return out if out != a.text and "{-" not in a.text and "(-" not in a.text else None


@same("expression")
def braced_powers(a, r):
    out = re.sub(r"\^(\d)", r"^{\1}", a.text)
    return out if out != a.text else None


@same("expression")
def two_terms_exchanged(a, r):
    t = a.fields["terms"]
    return joined(t[1:2] + t[:1] + t[2:]) if len(t) > 1 else None


forms("equation", "{l}={r}.", "**{l} = {r}**", "{l}\\;=\\;{r}", "3({l}) = 3({r})", "({l}) - ({r}) = 0", "the line {l} = {r}",
    "The equation is {l} = {r}", "{r} - ({l}) = 0", "\\mathbf{{{l} = {r}}}", "({l}) = ({r})", "{l} - 5 = {r} - 5",
    "\\displaystyle {l} = {r}")

for carrier in ("The answer is \\boxed{X}.", "So $\\boxed{X}$ is our answer.", "$X$.", "Answer: **$X$**", "\\(\\boxed{X}\\)",
    "The final answer is \\(\\boxed{X}\\).", "**The answer is: $X$**", "Therefore, the final answer is:\n$$\\boxed{X}$$",
    "Final Answer: $X$", "\\boxed{X} .", "{\"answer\": \"X\"}", "<answer>\n$X$\n</answer>",
    "<think>Maybe it is $\\boxed{7}$?</think>\nThe answer is $\\boxed{X}$.", "Answer:\n$X$", "ANSWER: $X$", "My answer: $X$",
    "The correct answer is: $X$", "In conclusion, the answer is \\(X\\).",
                "Hence, $\\boxed{X}$", "\\boxed{X}  \\\\", "$$\n\\boxed{X}\n$$", "Step 1: $1+1=2$.\nStep 2: done.\n\n#### X",
                "### Answer\n\\[X\\]", "\\[\n\\boxed{X}\n\\]\n\nThis is the answer.",
                "\\begin{equation}\n\\boxed{X}\n\\end{equation}", "The result: $\\boxed{X}$!",
                "Thus, our answer is $\\boxed{X}.$", "I get $\\fbox{X}$.", "Final answer: \\(X\\)",
                "$\\boxed{X}$ is the final answer.", "answer is $X$", "Solution: $\\boxed{X}$", "\\mathbf{\\boxed{X}}",
                "**Answer**: \\(X\\)", "<|im_start|>assistant\nThe answer is $\\boxed{X}$.<|im_end|>"):
    CARRIERS.append((carrier + " ", FORMULA.split(), carrier))


@changed("integer")
def off_by_hundred(a, r):
    return str(a.fields["n"] + r.choice([100, -100, 1000]))


@changed("integer fraction decimal")
def squared(a, r):
    return "(" + a.text + ")^2" if a.text not in ("0", "1") else None


@changed("expression")
def factor_lost(a, r):
    return "3(" + a.text + ")"


@changed("tuple")
def one_more_item(a, r):
    return "(" + ", ".join(a.fields["items"] + ["1"]) + ")"


@changed("interval")
def both_ends_exchanged(a, r):
    f = a.fields
    return None if "infty" in f["x"] else f["open"] + f["hi"] + ", " + f["lo"] + f["close"]


@changed("pi")
def degrees_for_pi(a, r):
    return "%d^\\circ" % (a.fields["p"] + 1)
