"""A fifth set of wordings, for final answers of MATH and GSM8K."""
from answers import joined
from first_wordings import FORMULA, ends, inequality
from tables import CARRIERS, SAME, forms, same

FIRST_SAME, FIRST_CARRIERS = len(SAME), len(CARRIERS)

forms("integer", "\\text{{Therefore, }} {n}", "{n}\\text{{ integers}}", "{n} people", "x = {n}\\text{{.}}", "\\text{{sum}} = {n}",
    "N = {n}.", "{twice} \\times 0.5", "\\frac{{1}}{{2}}({twice})", "\\bf{{{n}}}", "\\text{{The total is }}{n}",
    "\\left[{n}\\right]", "the answer is {n}", "\\text{{It is }}{n}", "{n}\\text{{ ft}}", "\\mathbf{{ {n} }}",
    "\\underline{{\\underline{{{n}}}}}", "\\tt {n}", "{n}\\;\\text{{ways}}", "\\text{{area}} = {n}\\text{{ square units}}",
    "{n}\\hfill", "y = {n}")
forms("fraction", "\\text{{Therefore, }}{s}\\frac{{{p}}}{{{q}}}", "{s}\\frac{{{p}}}{{{q}}}\\hfill",
    "\\text{{sum}} = {s}\\frac{{{p}}}{{{q}}}", "{s}\\frac{{{p}}}{{{q}}}\\text{{ inches}}",
    "{s}\\frac{{{p}}}{{{q}}}\\text{{ (simplified)}}", "\\underline{{{s}\\frac{{{p}}}{{{q}}}}}",
    "{s}\\left(\\frac{{{p}}}{{1}}\\right)\\left(\\frac{{1}}{{{q}}}\\right)", "{s}{p}\\left(\\frac{{1}}{{{q}}}\\right)",
    "P(\\text{{win}}) = {s}\\frac{{{p}}}{{{q}}}", "P(\\text{{sum is 7}}) = {s}\\frac{{{p}}}{{{q}}}",
    "{s}\\frac{{{p} \\cdot 7}}{{{q} \\cdot 7}} = {s}\\frac{{{p}}}{{{q}}}", "\\sin(x) = {s}\\frac{{{p}}}{{{q}}}",
    "{s}\\frac{{{p}}}{{{q}}} \\text{{ exactly}}", "\\text{{fraction}} = {s}{p}/{q}")
forms("decimal", "\\text{{Therefore, }}{d}", "{d}\\text{{ cm}}", "{d}\\,.", "\\underline{{{d}}}", "x={d}\\text{{.}}",
    "1 \\times {d}")
forms("percent", "\\underline{{{n}\\%}}", "\\text{{Therefore, }}{n}\\%", "\\text{{rate}} = {n}\\%", "{n} \\text{{ percent }}",
    "{{{n}}}\\%", "\\textbf{{{n} percent}}")
forms("degrees", "\\underline{{{n}^\\circ}}", "\\text{{Therefore, }}{n}^\\circ", "\\angle D = {n}^\\circ.",
    "\\theta={n}\\text{{ degrees}}", "\\angle AOB = {n}°", "{n}^\\circ\\text{{ (degrees)}}")
forms("money", "\\underline{{\\${d}}}", "\\text{{Therefore, }}\\${d}", "\\${d}\\hfill", "\\text{{cost}} = \\${d}",
    "\\textbf{{{d} dollars}}", "\\text{{\\$}}\\,{d}")
forms("unit", "\\underline{{{n}\\text{{ {u}}}}}", "\\text{{Therefore, }}{n}\\text{{ {u}}}", "\\text{{time}} = {n}\\text{{ {u}}}",
    "\\textbf{{{n}}}\\textbf{{ {u}}}", "{n}\\;\\mathrm{{{u}}}", "{n}\\text{{ {u} in total}}")
forms("base", "\\underline{{{d}_{{{b}}}}}", "\\text{{Therefore, }}{d}_{{{b}}}", "{d}_{b}\\hfill", "{d}_{{\\mathbf{{{b}}}}}",
    "{{({d})}}_{{{b}}}", "{d}_{{\\text{{({word})}}}}")
forms("surd", "\\underline{{{s}{k}\\sqrt{{{r}}}}}", "\\text{{Therefore, }}{s}{k}\\sqrt{{{r}}}", "{s}{k}\\sqrt{{{r}}}\\hfill",
    "\\text{{perimeter}} = {s}{k}\\sqrt{{{r}}}", "{s}{k}\\sqrt{{{r}}}\\text{{ inches}}", "{s}{k}\\sqrt{{\\mathbf{{{r}}}}}",
    "x = {s}\\sqrt{{{under}}} = {s}{k}\\sqrt{{{r}}}", "{s}{k}\\left(\\sqrt{{{r}}}\\right)^1")
forms("surd_quotient", "\\underline{{{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}}}",
    "\\text{{Therefore, }}{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}", "{s}\\frac{{{k}\\left(\\sqrt{{{r}}}\\right)}}{{{q}}}",
    "\\tan x = {s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}", "{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}\\hfill")
forms("pi", "\\underline{{\\frac{{{p}\\pi}}{{{q}}}}}", "\\text{{Therefore, }}\\frac{{{p}\\pi}}{{{q}}}",
    "\\frac{{{p}\\left(\\pi\\right)}}{{{q}}}", "\\text{{volume}} = \\frac{{{p}}}{{{q}}}\\pi", "\\frac{{{p}\\pi}}{{{q}}}\\hfill",
    "\\frac{{{p}}}{{{q}}}\\pi\\text{{ in}}^2")
forms("complex", "\\underline{{{a}{sign}{b}i}}", "\\text{{Therefore, }}{a}{sign}{b}i", "w = {a}{sign}{b}i",
    "{a}{sign}{b}i\\hfill", "{a}{sign}{b}\\left(i\\right)", "\\alpha = {a} {sign} {b}i")
forms("choice", "\\underline{{{c}}}", "\\text{{Therefore, }}{c}", "\\textbf{{({c}) }}", "({c})\\hfill",
    "\\text{{the answer is }}{c}", "\\text{{{c}}}\\,")
forms("words", "\\underline{{\\text{{{w}}}}}", "\\text{{{w}}}\\hfill", "\\textbf{{{w}}}.", "\\text{{{w}}}\\;",
    "\\text{{\\underline{{{w}}}}}", "{{{w}}}")
forms("expression", "\\underline{{{x}}}", "\\text{{Therefore, }}{x}", "{x}\\hfill", "\\text{{sum}} = {x}",
    "\\frac{{{x}}}{{2}}\\cdot 2", "Q(x) = {x}", "\\left({x}\\right)\\cdot 1")
forms("equation", "\\underline{{{l} = {r}}}", "\\text{{Therefore, }}{l} = {r}", "{l} = {r}\\hfill",
    "\\left({l}\\right) = \\left({r}\\right)", "\\frac{{{l}}}{{3}} = \\frac{{{r}}}{{3}}", "{l} + 2 = {r} + 2")
for name, pattern in {"line": "\\underline{{({s})}}", "therefore": "\\text{{Therefore, }}({s})", "fill": "({s})\\hfill",
    "B": "B = ({s})", "label": "(x_0, y_0) = ({s})", "dots": "( {s} ).", "langle": "\\langle {s}\\rangle\\text{{.}}",
    "vector": "\\overrightarrow{{AB}} = ({s})"}.items():
    SAME.append(("tuple 5 " + name, ["tuple"], lambda a, r, p=pattern: None if "x_0" in p and len(a.fields["items"]) > 2
        else p.format(s=", ".join(a.fields["items"]))))
for name, pattern in {"line": "\\underline{{{s}}}", "therefore": "\\text{{Therefore, }}x = {s}", "fill": "{s}\\hfill",
    "the roots": "\\text{{roots: }}{s}", "and": "{and_}.", "text or": "{or_}", "set": "\\text{{the set }}\\{{{s}\\}}",
    "y": "y = {or_}"}.items():
    SAME.append(("list 5 " + name, ["list"], lambda a, r, p=pattern: p.format(s=", ".join(a.fields["items"]),
        and_=", ".join(a.fields["items"][:-1]) + " and " + a.fields["items"][-1], or_=", ".join(a.fields["items"][:-1])
        + " \\text{ or } " + a.fields["items"][-1])))
for name, make in {"line": lambda f: "\\underline{" + f["x"] + "}", "therefore": lambda f: "\\text{Therefore, } x \\in " + f["x"],
    "fill": lambda f: f["x"] + "\\hfill", "a": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"], x="a"),
    "solution": lambda f: "\\text{Solution: }" + f["x"], "set of k": lambda f: "\\{k : " + inequality(f["lo"], f["hi"], f["open"],
    f["close"], x="k") + "\\}"}.items():
    SAME.append(("interval 5 " + name, ["interval"], lambda a, r, make=make: None if a.fields["lo"] == "-\\infty"
        and "infty" in a.fields["hi"] else make(a.fields)))
for name, make in {"line": lambda p: "\\underline{" + " \\cup ".join(p) + "}",
    "therefore": lambda p: "\\text{Therefore, } x \\in " + " \\cup ".join(p), "fill": lambda p: " \\cup ".join(p) + "\\hfill",
    "k": lambda p: " \\text{ or } ".join(inequality(*ends(i), x="k") for i in p), "solution": lambda p: "\\text{Solution: }"
    + " \\cup ".join(p[::-1])}.items():
    SAME.append(("union 5 " + name, ["union"], lambda a, r, make=make: make(a.fields["parts"])))
for name, pattern in {"line": "\\underline{{\\begin{{pmatrix}} {b} \\end{{pmatrix}}}}",
    "therefore": "\\text{{Therefore, }}\\begin{{pmatrix}} {b} \\end{{pmatrix}}",
    "fill": "\\begin{{pmatrix}} {b} \\end{{pmatrix}}\\hfill", "bold": "\\mathbf{{P}} = \\begin{{bmatrix}} {b} \\end{{bmatrix}}",
    "once": "1\\cdot\\begin{{pmatrix}} {b} \\end{{pmatrix}}"}.items():
    SAME.append(("matrix 5 " + name, ["matrix", "vector"], lambda a, r, p=pattern: p.format(b=" \\\\ ".join(" & ".join(row)
        for row in a.fields["rows"]))))


@same("expression")
def signs_pulled_out_of_rest(a, r):
    t = a.fields["terms"]
    return joined(t[:1]) + " - (" + joined([("-" if s == "+" else "+", u) for s, u in t[1:]]) + ")" if len(t) > 1 else None


for carrier in ("The final result is $\\boxed{X}$.", "Our final answer is therefore $\\boxed{X}$", "$\\therefore\\ \\boxed{X}$",
    "**Answer**\n\n\\(\\boxed{X}\\)", "Answer: \\[X\\]", "## Final Answer\n$$\\boxed{X}$$", "The answer is $X$!",
    "So, the final answer is $X$.", "Final Answer: \\boxed{X}", "Therefore: $$\\boxed{X}$$", "Solution complete. $\\boxed{X}$",
    "So we have \\[X\\]", "<answer>$X$</answer>", "The correct answer is $\\boxed{X}$, since $2+2=4$."):
    CARRIERS.append((carrier + "    ", FORMULA.split(), carrier))
