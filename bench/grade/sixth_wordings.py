"""A sixth set of wordings, for final answers of MATH and GSM8K."""
from first_wordings import FORMULA, ends, inequality
from tables import CARRIERS, SAME, forms

FIRST_SAME, FIRST_CARRIERS = len(SAME), len(CARRIERS)

forms("integer", "\\text{{We find }}{n}", "n={n}\\text{{ terms}}", "\\text{{The number of solutions is }}{n}",
    "{n}\\text{{ different ways}}", "\\text{{Max}} = {n}", "\\max = {n}", "f(x) = {n}", "a_n = {n}", "{n} \\ \\text{{cm}}^2",
    "{n}\\text{{ m}}^2", "\\frac{{{twice}}}{{2}}", "{n}=x", "x\\,=\\,{n}", "{{{{\\bf {n}}}}}", "\\text{{Thus }}{n}",
    "\\text{{Thus, }}x={n}", "{n}\\text{{ years old}}", "{n} square feet", "{n}cm", "\\$ {n}", "${n}", "\\boldsymbol{{{n}}}.")
forms("fraction", "\\text{{Thus }}{s}\\frac{{{p}}}{{{q}}}", "\\text{{Thus, }}x={s}\\frac{{{p}}}{{{q}}}",
    "x\\,=\\,{s}\\frac{{{p}}}{{{q}}}", "\\text{{We find }}{s}\\frac{{{p}}}{{{q}}}", "\\min = {s}\\frac{{{p}}}{{{q}}}",
    "{s}\\frac{{{p}}}{{{q}}}=x", "{s}\\frac{{{p}}}{{{q}}}\\text{{ m}}^2", "{s}\\frac{{{p}}}{{{q}}}\\ \\text{{hours}}",
    "{s}{p}/{q}\\text{{ units}}", "\\text{{The probability is }}{s}\\frac{{{p}}}{{{q}}}", "{s}\\dfrac{{{p}}}{{{q}}}\\ .",
    "\\cos(\\theta) = {s}\\frac{{{p}}}{{{q}}}", "{s}\\frac{{{p}}}{{{q}}}\\left(1\\right)", "f(2) = {s}\\frac{{{p}}}{{{q}}}",
    "{s} \\frac{{{p}}}{{{q}}}", "{s}\\:\\frac{{{p}}}{{{q}}}")
forms("decimal", "\\text{{Thus }}{d}", "{d}\\text{{ mph}}", "x\\,=\\,{d}", "{d} seconds", "\\text{{We find }}{d}", "{d}\\ .")
forms("percent", "\\text{{Thus }}{n}\\%", "x\\,=\\,{n}\\%", "{n}\\,\\text{{\\%}}", "{n}\\%\\ .", "\\text{{The answer is }}{n}\\%",
    "{n}\\% = \\frac{{{n}}}{{100}}")
forms("degrees", "\\text{{Thus }}{n}^\\circ", "x\\,=\\,{n}^\\circ", "\\angle BCD\\,=\\,{n}^\\circ", "{n}^{{\\circ}}\\ .",
    "\\text{{angle}} = {n}^\\circ", "{n}\\,\\text{{deg}}")
forms("money", "\\text{{Thus }}\\${d}", "x\\,=\\,\\${d}", "\\${d}\\ .", "\\$ {{{d}}}", "\\text{{profit}} = \\${d}",
    "{d}\\ \\text{{dollars}}")
forms("unit", "\\text{{Thus }}{n}\\text{{ {u}}}", "x\\,=\\,{n}\\text{{ {u}}}", "{n}\\text{{ {u}}}\\ .",
    "\\text{{The distance is }}{n}\\text{{ {u}}}", "{n}\\,\\text{{ {u}}}", "{n}\\thinspace\\text{{{u}}}")
forms("base", "\\text{{Thus }}{d}_{{{b}}}", "x\\,=\\,{d}_{{{b}}}", "{d}_{{{b}}}\\ .", "{d}\\,_{b}",
    "\\text{{The number is }}{d}_{b}", "\\mathbf{{{d}}}_{b}")
forms("surd", "\\text{{Thus }}{s}{k}\\sqrt{{{r}}}", "x\\,=\\,{s}{k}\\sqrt{{{r}}}", "{s}{k}\\sqrt{{{r}}}\\ .",
    "\\text{{The distance is }}{s}{k}\\sqrt{{{r}}}", "{s}{k}\\:\\sqrt{{{r}}}", "{s}{k}\\sqrt{{{r}}}\\ \\text{{cm}}",
    "PQ = {s}{k}\\sqrt{{{r}}}.", "{s}{k}\\sqrt{{{r}}}=x")
forms("surd_quotient", "\\text{{Thus }}{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}", "x\\,=\\,{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}",
    "{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}\\ .", "{s} \\frac{{{k} \\sqrt{{{r}}}}}{{{q}}}",
    "\\cos(A) = {s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}", "\\text{{The ratio is }}{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}")
forms("pi", "\\text{{Thus }}\\frac{{{p}\\pi}}{{{q}}}", "x\\,=\\,\\frac{{{p}\\pi}}{{{q}}}", "\\frac{{{p}\\pi}}{{{q}}}\\ .",
    "\\text{{The area is }}\\frac{{{p}\\pi}}{{{q}}}", "\\frac{{{p} \\pi}}{{{q}}}\\ \\text{{cm}}^2", "\\frac{{{p}}}{{{q}}}\\:\\pi")
forms("complex", "\\text{{Thus }}{a}{sign}{b}i", "z\\,=\\,{a}{sign}{b}i", "{a}{sign}{b}i\\ .", "{a}\\:{sign}\\:{b}i",
    "\\text{{The root is }}{a}{sign}{b}i", "\\omega = {a} {sign} {b}i")
forms("choice", "\\text{{Thus }}{c}", "\\text{{Thus, }}({c})", "({c})\\ .", "\\text{{The correct answer is ({c})}}",
    "\\mathbf{{Answer: {c}}}", "{c}\\ .")
forms("words", "\\text{{{w}}}\\ .", "\\text{{ {w}}}", "\\textbf{{{w} }}", "{{\\textbf{{{w}}}}}",
    "\\text{{The answer is }}\\text{{{w}}}", "\\textsf{{{low}}}")
forms("expression", "\\text{{Thus }}{x}", "\\text{{Thus, }}{x}", "{x}\\ .", "\\text{{The expression is }}{x}", "f(x)\\,=\\,{x}",
    "{x}=y", "\\left({x}\\right)^1")
forms("equation", "\\text{{Thus }}{l} = {r}", "\\text{{Thus, }}{l} = {r}", "{l} = {r}\\ .", "{l}\\,=\\,{r}",
    "\\text{{The line is }}{l}={r}", "4({l}) = 4({r})")
for name, pattern in {"thus": "\\text{{Thus }}({s})", "thus comma": "\\text{{Thus, }}({s})", "stop": "({s})\\ .",
    "x equals": "(x,y)\\,=\\,({s})", "vertex": "\\text{{The vertex is }}({s})", "Q": "Q\\,=\\,({s})"}.items():
    SAME.append(("tuple 6 " + name, ["tuple"], lambda a, r, p=pattern: None if "x,y" in p and len(a.fields["items"]) > 2
        else p.format(s=", ".join(a.fields["items"]))))
for name, pattern in {"thus": "\\text{{Thus }}{s}", "thus x": "\\text{{Thus, }}x = {s}", "stop": "{s}\\ .",
    "the roots": "\\text{{The roots are }}{and_}", "solutions": "\\text{{solutions: }} {s}",
    "x in": "x\\,\\in\\,\\{{{s}\\}}"}.items():
    SAME.append(("list 6 " + name, ["list"], lambda a, r, p=pattern: p.format(s=", ".join(a.fields["items"]),
        and_=", ".join(a.fields["items"][:-1]) + " \\text{ and } " + a.fields["items"][-1])))
for name, make in {"thus": lambda f: "\\text{Thus } x \\in " + f["x"], "comma": lambda f: "\\text{Thus, }" + f["x"],
    "stop": lambda f: f["x"] + "\\ .", "m": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"], x="m"),
    "range": lambda f: "\\text{The range is }" + f["x"]}.items():
    SAME.append(("interval 6 " + name, ["interval"], lambda a, r, make=make: None if a.fields["lo"] == "-\\infty"
        and "infty" in a.fields["hi"] else make(a.fields)))
for name, make in {"thus": lambda p: "\\text{Thus } x \\in " + " \\cup ".join(p), "comma": lambda p: "\\text{Thus, }"
    + " \\cup ".join(p), "stop": lambda p: " \\cup ".join(p) + "\\ .", "n": lambda p: " \\text{ or } ".join(inequality(*ends(i),
    x="n") for i in p)}.items():
    SAME.append(("union 6 " + name, ["union"], lambda a, r, make=make: make(a.fields["parts"])))
for name, pattern in {"thus": "\\text{{Thus }}\\begin{{pmatrix}} {b} \\end{{pmatrix}}",
    "comma": "\\text{{Thus, }}\\mathbf{{A}} = \\begin{{pmatrix}} {b} \\end{{pmatrix}}",
    "stop": "\\begin{{pmatrix}} {b} \\end{{pmatrix}}\\ .", "Q": "\\mathbf{{Q}}\\,=\\,\\begin{{bmatrix}} {b} \\end{{bmatrix}}",
    "text": "\\text{{The matrix is }}\\begin{{bmatrix}} {b} \\end{{bmatrix}}"}.items():
    SAME.append(("matrix 6 " + name, ["matrix", "vector"], lambda a, r, p=pattern: p.format(b=" \\\\ ".join(" & ".join(row)
        for row in a.fields["rows"]))))

for carrier in ("Thus our result is $\\boxed{X}$.", "Answer. $\\boxed{X}$", "The solution is $\\boxed{X}$.",
    "\\[\\boxed{X}\\]\nDone.", "The final answer is\n$$\\boxed{X}$$", "**Solution:** $\\boxed{X}$", "Result: $\\boxed{X}$",
    "... = \\boxed{X}", "The required value is $\\boxed{X}$.", "the answer is $X$", "Final answer is $X$.", "#### $\\boxed{X}$"):
    CARRIERS.append((carrier + "     ", FORMULA.split(), carrier))
