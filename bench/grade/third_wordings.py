"""A third set of wordings; its batches read their answers from the formulas in the steps of solutions."""
import re

from answers import joined, plain
from first_wordings import FORMULA, decimal_of, ends, inequality, terminating, value
from tables import CARRIERS, SAME, forms, same

FIRST_SAME, FIRST_CARRIERS = len(SAME), len(CARRIERS)

forms("integer", "{n}\\text{{ in total}}", "{n} cm", "{n} \\text{{ minutes}}", "x_1 = {n}", "\\text{{The answer is }} {n}",
    "The final value: {n}", "{{{n}}}.", "{n}.0\\,", "y(0) = {n}", "|AB| = {n}", "\\frac{{{n}}}{{1}} = {n}",
    "{n} \\text{{ solutions}}", "{n}\\text{{ distinct values}}", "\\#S = {n}",
      "[ABC] = {n}", "\\text{{Area of }} ABC = {n}", "S_{{10}} = {n}", "\\operatorname{{ord}} = {n}", "\\mathrm{{Area}} = {n}",
      "\\phi(n) = {n}", "{twice} - {n}", "\\frac{{{twice}}}{{4}} \\cdot 2", "({n} + 1) - 1", "{n}\\,\\,", "\\therefore x = {n}",
      "\\Rightarrow {n}", "{n} \\quad \\checkmark", "{{\\color{{red}}{n}}}", "{{\\color{{red}} {n}}}",
      "\\colorbox{{yellow}}{{{n}}}", "\\textbf{{Answer: }}{n}",
      "\\frac12 \\cdot {twice}", "{n}\\ \\text{{square units}}", "\\text{{exactly }}{n}", "\\sqrt{{{square}}} = {n}" , "k={n}.",
      "{n} dollars")
forms("fraction", "{s}\\frac{{{p}}}{{{q}}}\\text{{ of them}}", "{s}{p}/{q} (exact)", "{s}\\frac{{{p}}}{{{q}}}\\;",
    "{s}\\frac{{{p2}}}{{{q2}}}", "\\text{{P}} = {s}\\frac{{{p}}}{{{q}}}", "\\Pr(A) = {s}\\frac{{{p}}}{{{q}}}", "{s}{p}/{q}.",
    "{s}\\frac{{({p}) \\cdot 5}}{{({q}) \\cdot 5}}", "\\frac{{{s}{p}}}{{{q}}}\\,", "{s}{{\\frac{{{p}}}{{{q}}}}}",
    "{s}\\left[\\frac{{{p}}}{{{q}}}\\right]", "{s}\\frac{{{p}}}{{{q}}} = \\frac{{{s}{p}}}{{{q}}}",
      "\\text{{The answer is }}{s}\\frac{{{p}}}{{{q}}}", "{s}\\dfrac{{ {p} }}{{ {q} }}\\text{{.}}", "k = {s}{p}/{q}",
      "{s}({p}) \\div ({q})", "{s}\\frac{{{p}\\cdot 1}}{{{q}}}", "\\cos\\alpha = {s}\\frac{{{p}}}{{{q}}}",
      "\\mu = {s}\\frac{{{p}}}{{{q}}}", "{s}\\frac{{1}}{{2}} \\cdot \\frac{{{p2}}}{{{q}}}",
      "\\color{{blue}}{{{s}\\frac{{{p}}}{{{q}}}}}", "\\fbox{{{s}\\frac{{{p}}}{{{q}}}}}")


@same("fraction")
def difference_of_fractions(a, r):
    p, q = a.fields["p"], a.fields["q"]
    return "%s\\left(\\frac{%d}{%d} - \\frac{%d}{%d}\\right)" % (a.fields["s"], 3 * p, 2 * q, p, 2 * q)


@same("fraction")
def plain_with_decimal(a, r):
    return "%s (or %s)" % (a.text, decimal_of(value(a), 8).rstrip("0")) if terminating(a.fields["p"],
        a.fields["q"]) and a.fields["q"] < 1000 else None


forms("decimal", "{d} \\text{{ dollars}}", "t = {d}", "{d}\\text{{ m}}", "{d}\\times 10^0", "{d}0\\,", "{d}.", "({d})\\cdot 1",
    "\\text{{The mean is }} {d}", "\\approx{d}", "v={d}\\text{{ m/s}}")
forms("percent", "{n}\\%\\,", "({n}\\%)", "\\text{{{n} percent}}", "x={n}\\,\\%", "{n} \\text{{ per cent}}",
    "\\frac{{{n}}}{{100}} = {share}", "100 \\cdot {share}\\%", "{n} out of 100", "\\textbf{{{n}\\%}}")
forms("degrees", "\\angle ABC = {n} \\text{{ degrees}}", "{n}^{{\\circ}}\\text{{.}}", "({n})^\\circ", "\\angle{{A}} = {n}^\\circ",
    "x^\\circ = {n}^\\circ", "x = {n}^\\circ", "\\textbf{{{n}°}}", "{n}\\,\\text{{degrees}}", "\\text{{m}}\\angle A = {n}^\\circ",
    "\\beta={n}^{{\\circ}}", "{n}\\text{{ °}}")
forms("money", "\\text{{\\${d}}}\\,", "\\${d}\\,", "\\textbf{{\\${d}}}", "P = \\${full}", "\\$ \\, {d}", "{d} \\text{{ USD}}",
    "\\${d}\\text{{ in total}}", "\\mathrm{{\\${d}}}")
forms("unit", "({n}\\text{{ {u}}})", "x = {n} {u}", "{n} \\ \\mathrm{{ {u} }}", "d = {n}\\,\\text{{{u}}}.", "\\text{{{n} {v}}}",
    "{n}\\ {v}", "\\textbf{{{n} {u}}}", "{n}\\,\\textrm{{{u}}}", "\\text{{The height is }}{n}\\text{{ {u}}}",
    "({n}) \\text{{ {u}}}")
forms("base", "\\left({d}\\right)_{b}", "{d}_{b}\\,", "x={d}_{{{b}}}.", "{d} (in base {b})", "\\text{{{d}}}_{{\\text{{{b}}}}}",
    "{d}_{{\\,\\text{{{word}}}}}", "\\boxed{{{d}_{{{b}}}}}", "{d}_{{{b}}} = {value}", "{d} \\ (\\text{{base }} {b})")
forms("surd", "\\text{{length}} = {s}{k}\\sqrt{{{r}}}", "{s}{k}\\sqrt{{{r}}}\\,", "({s}{k}\\sqrt{{{r}}})",
    "{s}{k}{{\\sqrt{{{r}}}}}.", "{s}\\frac{{{k}\\sqrt{{{r}}}\\cdot 2}}{{2}}", "{s}\\sqrt{{{k}^2}}\\sqrt{{{r}}}",
    "{s}{k}\\sqrt{{{r}}} \\text{{ cm}}", "x = {s}{k} \\cdot \\sqrt{{{r}}}", "r = {s}{k}√{r}", "{s}\\sqrt{{{under}.0}}",
    "\\overline{{AB}} = {s}{k}\\sqrt{{{r}}}", "AB = BC = {s}{k}\\sqrt{{{r}}}", "{s}{k}\\cdot{{{r}}}^{{\\frac{{1}}{{2}}}}",
    "\\mathbf{{{s}{k}\\sqrt{{{r}}}}}", "\\text{{exactly }}{s}{k}\\sqrt{{{r}}}")
forms("surd_quotient", "{s}\\frac{{{k} \\cdot \\sqrt{{{r}}}}}{{{q}}}", "\\left({s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}\\right)",
    "{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}.", "\\mathbf{{{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}}}",
    "{s}\\frac{{{k}{{\\sqrt{{{r}}}}}}}{{{q}}}", "h = {s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}",
    "{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}\\text{{ cm}}", "{s}{k}*({r})**(0.5)/{q}", "\\sin\\theta={s}{k}\\sqrt{{{r}}}/{q}")
forms("pi", "\\frac{{{p}\\pi}}{{{q}}}\\,", "V=\\frac{{{p}}}{{{q}}}\\,\\pi", "{p}\\cdot\\pi/{q}",
    "\\frac{{{p}}}{{{q}}}\\pi\\text{{ cubic units}}", "\\mathbf{{\\frac{{{p}\\pi}}{{{q}}}}}",
    "\\text{{exactly }} \\frac{{{p}\\pi}}{{{q}}}", "\\pi\\left(\\frac{{{p}}}{{{q}}}\\right)", "\\frac{{{p}}}{{{q}}}(\\pi)",
    "\\frac{{({p})(\\pi)}}{{{q}}}", "C = {p}π/{q}", "x = \\frac{{{p}\\pi}}{{{q}}} \\text{{ radians}}")
forms("complex", "{a} {sign} {b}\\,\\mathrm{{i}}", "\\mathbf{{{a}{sign}{b}i}}", "{a}{sign}{b}i\\,",
    "z={a} {sign} {b}i\\text{{.}}", "\\text{{exactly }}{a}{sign}{b}i", "\\frac{{3({a}{sign}{b}i)}}{{3}}",
    "({a}{sign}{b}i)\\cdot 1", "({a}) {sign} {b}i", "a+bi = {a}{sign}{b}i", "{a} {sign} {b}×i")
forms("choice", "\\textbf{{{c})}}", "{c} ", "\\text{{{c})}}", "\\text{{Choice {c}}}", "(\\text{{{c}}})", "(\\textbf{{{c}}})",
    "\\left({c}\\right)", "\\text{{The answer is {c}.}}", "\\mathbf{{{c}.}}", "\\Large{{\\textbf{{{c}}}}}")
forms("words", "\\text{{{low}}}\\,", "\\textbf{{{cap}}}.", "{{\\text{{{w}}}}}", "{{\\rm {w}}}", "{{\\bf {low}}}",
    "\\text{{The answer is {w}.}}", "\\mathrm{{{low}}}.", "\\text {{{w}}}", "\\large\\text{{{w}}}",
    "\\color{{blue}}{{\\text{{{w}}}}}", "\\text{{“{w}”}}")
forms("expression", "\\text{{exactly }} {x}", "({x})\\,", "h(x) = {x}", "A = {x}.", "{x} + 1 - 1",
    "\\frac{{5 \\left({x}\\right)}}{{5}}", "\\Bigl({x}\\Bigr)", "\\color{{blue}}{{{x}}}", "{{{{{x}}}}}", "f(n) = {x}", "V = {x}",
    "\\textbf{{Answer: }} {x}")
forms("equation", "{l} = {r}\\,", "\\color{{blue}}{{{l} = {r}}}", "{{{l}}} = {{{r}}}", "7({l}) = 7({r})", "({r}) - ({l}) = 0",
    "{l} \\; = {r}", "\\textbf{{Answer: }} {l} = {r}")

TUPLES = {"text": "\\text{{The point is }}({s})", "boldsymbol": "\\boldsymbol{{({s})}}", "mathbf": "\\mathbf{{({s})}}",
    "vertex": "V = \\left({s}\\right)", "approach": "(x, y) = \\left( {s} \\right)", "implies": "x = {first}, y = {second}.",
    "tie": "({first},~{second})", "bigg": "\\bigg({s}\\bigg)", "Left": "\\Bigl( {s} \\Bigr)", "and": "({first}\\,,\\,{second})",
    "xy": "x={first},\\ y={second}", "letters": "a = {first}, b = {second}", "final": "P\\left({s}\\right)"}
for name, pattern in TUPLES.items():
    def tupled(a, r, pattern=pattern):
        items = a.fields["items"]
        if len(items) > 2 and re.search("first|x, y|P.left", pattern) or len(items) > 4:
            return None
        return pattern.format(s=", ".join(items), first=items[0], second=items[1])
    SAME.append(("tuple 3 " + name, ["tuple"], tupled))
for name, pattern in {"text": "\\text{{The solutions are }} {s}", "mathbf": "\\mathbf{{{s}}}", "newlines": "{lines}",
    "x_i": "x = {s_or}", "brace": "\\left\\{{{s}\\right\\}}", "full stop": "{s}.", "are": "The possible values are {s}",
    "z": "z \\in \\{{ {s} \\}}", "sets": "x \\in \\lbrace {s} \\rbrace", "two": "{first} \\text{{ or }} {last}",
    "plus": "{first}\\text{{ and }}{last}", "semicolons": "\\{{ {semi} \\}}", "roots": "r = {s}",
    "cap": "S=\\left\\{{{rev}\\right\\}}"}.items():
    def listed(a, r, pattern=pattern):
        items = a.fields["items"]
        if len(items) != 2 and "{first}" in pattern:
            return None
        return pattern.format(s=", ".join(items), lines=", \\\\ ".join(items), s_or=", ".join(items[:-1]) + " \\text{ or } "
            + items[-1], first=items[0], last=items[-1], semi="; ".join(items), rev=", ".join(items[::-1]))
    SAME.append(("list 3 " + name, ["list"], listed))
for name, make in {"text": lambda f: "\\text{The interval is } " + f["x"], "mathbf": lambda f: "\\mathbf{" + f["x"] + "}",
    "t": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"], x="t"), "spaces": lambda f: f["x"].replace(",", " , "),
    "R": lambda f: "\\{x\\in\\mathbb{R} : " + inequality(f["lo"], f["hi"], f["open"], f["close"], low="\\leq") + "\\}",
    "Big": lambda f: "\\Big" + f["open"] + f["lo"] + ", " + f["hi"] + "\\Big" + f["close"],
                   "y in": lambda f: "y \\in " + f["x"], "for": lambda f: "\\text{for } " + inequality(f["lo"], f["hi"],
                   f["open"], f["close"]), "infinity braces": lambda f: f["x"].replace("\\infty", "{\\infty}")
                   if "infty" in f["x"] else None}.items():
    SAME.append(("interval 3 " + name, ["interval"], lambda a, r, make=make: None if a.fields["lo"] == "-\\infty"
        and "infty" in a.fields["hi"] else make(a.fields)))
for name, make in {"text": lambda p: "\\text{The solution set is } " + " \\cup ".join(p), "lines": lambda p: "x\\in "
    + "\\,\\cup\\,".join(p), "or": lambda p: " \\quad\\text{or}\\quad ".join(inequality(*ends(i), low="\\leqslant") for i in p),
    "sized": lambda p: " \\cup ".join("\\Big" + i[:-1] + "\\Big" + i[-1] for i in p), "oo": lambda p: "Union("
    + " U ".join(p).replace("\\infty", "oo")}.items():
    SAME.append(("union 3 " + name, ["union"], lambda a, r, make=make: make(a.fields["parts"])))
for name, pattern in {"text": "\\text{{The matrix is }}\\begin{{pmatrix}} {b} \\end{{pmatrix}}",
    "label": "\\mathbf{{A}}\\mathbf{{B}} = \\begin{{pmatrix}} {b} \\end{{pmatrix}}",
    "color": "\\color{{blue}}{{\\begin{{pmatrix}} {b} \\end{{pmatrix}}}}",
    "display": "\\displaystyle\\begin{{bmatrix}} {b} \\end{{bmatrix}}",
    "brackets": "\\left(\\begin{{array}}{{{cc}}}{b}\\end{{array}}\\right).",
    "P": "P = \\left[\\begin{{matrix}} {b} \\end{{matrix}}\\right]"}.items():
    def matrix(a, r, pattern=pattern):
        rows = a.fields["rows"]
        return pattern.format(b=" \\\\ ".join(" & ".join(row) for row in rows), cc="c" * len(rows[0]))
    SAME.append(("matrix 3 " + name, ["matrix", "vector"], matrix))


@same("expression")
def last_term_first(a, r):
    t = a.fields["terms"]
    return joined(t[-1:] + t[:-1]) if len(t) > 1 else None


@same("expression")
def program_powers(a, r):
    text = plain(a.text, "**", "*")
    return text.replace("*", " * ").replace(" *  * ", "**") if text and text != a.text and "**" in text else None


for carrier in ("We conclude that the answer is $\\boxed{X}$.", "\\[\\boxed{X}.\\]", "Final answer:\n\n$$X$$",
    "The final answer is $\\boxed{X}$", "So the answer is $\\boxed{X}$, as claimed.", "**Final answer:** $\\boxed{X}$",
    "Let $n=3$. Then $n+1=4$. Therefore the answer is $X$.", "answer: \\boxed{X}", "$\\Rightarrow \\boxed{X}$",
    "The answer is therefore $\\boxed{X}$.", "```python\nprint(1)\n```\n```output\n1\n```\nThe answer is $\\boxed{X}$.",
                "{\"steps\": [\"a\", \"b\"], \"final_answer\": \"X\"}", "#### $X$", "<answer>\\(X\\)</answer>", "Answer = $X$",
                "Thus the final answer is\n\\[X\\]", "The answer is \\(\\boxed{X}\\).",
                "$\\boxed{X}$\n\nLet me know if you need more help!", "1. First step\n2. Second step\n\n**Answer: $X$**",
                "The answer is:\n\n\\(X\\)", "it follows that $\\boxed{X}$", "\\boxed{\\textstyle X}", "$\\boxed{\\;X\\;}$",
                "$ \\boxed{X} $."):
    CARRIERS.append((carrier + "  ", FORMULA.split(), carrier))
