"""A fourth set of wordings, for final answers of MATH and GSM8K again."""
import re

from answers import joined
from first_wordings import FORMULA, decimal_of, ends, inequality, terminating, value
from tables import CARRIERS, SAME, forms, same

FIRST_SAME, FIRST_CARRIERS = len(SAME), len(CARRIERS)

forms("integer", "{n} \\text{{ points}}", "{n} pairs", "\\text{{total}} = {n}", "Total: {n}", "Total = {n}",
    "\\frac{{{twice}}}{{2}} = {n}", "{n} \\times 1 = {n}", "\\text{{number of ways}} = {n}", "b = {n}", "{n}\\text{{ seconds}}",
    "\\;{n}\\;", "{n}\\text{{.}}", "\\text{{{n}.}}", "{n} hours", "{n} apples", "{n}\\text{{ marbles}}", "\\mathbf{{n = {n}}}",
    "x=\\mathbf{{{n}}}",
      "{{{n}}}\\text{{ ways}}", "{n}\\,\\text{{km}}", "d = {n}\\text{{ units}}", "\\therefore {n}", "\\text{{So }} x = {n}",
      "\\text{{Hence }} {n}", "\\overline{{AB}}={n}", "{twice}\\times\\frac12", "\\text{{the answer is }}{n}",
      "{n}\\ \\text{{students}}", "\\left\\lfloor {n}.2 \\right\\rfloor", "\\boldsymbol{{x = {n}}}", "{n}\\text{{ people}}.")
forms("fraction", "{s}\\frac{{{p}}}{{{q}}}\\text{{.}}", "\\text{{So }}x = {s}\\frac{{{p}}}{{{q}}}",
    "{s}\\frac{{{p}}}{{{q}}}\\text{{ square units}}", "{s}\\tfrac{{{p}}}{{{q}}}\\,",
    "\\boldsymbol{{x = {s}\\frac{{{p}}}{{{q}}}}}", "{s}{p}\\div{q}", "{s}{p}/{q} = {s}\\frac{{{p}}}{{{q}}}",
    "{s}\\frac{{10 \\cdot {p}}}{{10 \\cdot {q}}}", "{s}\\frac{{{p}}}{{{q}}} \\text{{ miles}}",
    "\\text{{ratio}} = {s}\\frac{{{p}}}{{{q}}}", "{s}\\dfrac{{{p}}}{{{q}}}\\;\\text{{units}}", "\\frac{{{s}{p2}}}{{{q2}}}",
    "\\text{{Hence }} {s}{p}/{q}", "\\displaystyle{{{s}\\frac{{{p}}}{{{q}}}}}", "{s}\\frac{{{p}}}{{{q}}}\\cdot\\frac{{3}}{{3}}",
    "AB = {s}\\frac{{{p}}}{{{q}}}", "{s}\\frac{{\\mathrm{{{p}}}}}{{\\mathrm{{{q}}}}}", "{s}\\frac{{{p}}}{{{q}}}\\,\\text{{cm}}^2")


@same("fraction")
def decimal_behind(a, r):
    return a.text + " = " + decimal_of(value(a), 12).rstrip("0") if terminating(a.fields["p"], a.fields["q"]) else None


forms("decimal", "x\\approx {d}", "{d} \\text{{ miles}}", "\\text{{So }} {d}", "{d}\\text{{ (exact)}}", "\\mathbf{{x = {d}}}",
    "{d}\\,\\text{{kg}}", "({d})", "Total = {d}")
forms("percent", "\\text{{So }}{n}\\%", "x = {n} \\%", "{n}\\text{{ percent}}.", "{n}\\ \\%", "\\textbf{{{n}}}\\%", "{n}.00\\%",
    "\\left({n}\\right)\\%")
forms("degrees", "\\text{{So }}{n}^\\circ", "{n} \\text{{ degrees}}.", "\\angle ACB = {n}^\\circ", "\\mathbf{{{n}^{{\\circ}}}}",
    "{n}^\\circ\\,", "x={n}^{{\\circ}}", "\\angle A={n}\\degree", "{n}\\ \\text{{degrees}}", "{{{n}}}^\\circ", "\\text{{{n}°}}")
forms("money", "\\text{{So }}\\${d}", "\\${d}\\text{{.}}", "\\mathbf{{x = \\${d}}}", "${full}.", "\\$\\text{{{d}}}",
    "\\text{{total}} = \\${full}", "{full}", "\\${d} = {cents}\\text{{ cents}}")
forms("unit", "\\text{{So }}{n}\\text{{ {u}}}", "\\mathbf{{{n}}} \\text{{ {u}}}", "{n}\\text{{ {u}}}\\,", "{{{n}}}\\text{{ {u}}}",
    "{n}\\,\\,\\text{{{v}}}", "r = {n} \\text{{ {u}}}", "{n}\\text{{ }}\\text{{{u}}}", "{n}\\ \\ \\text{{{u}}}", "{n} {u}.")
forms("base", "{d}_{{{b}}}\\text{{.}}", "\\text{{So }}{d}_{{{b}}}", "{{{d}}}_{b}", "{d}_{{ {b} }}",
    "({d})_{{\\text{{base }}{b}}}", "{d}\\text{{ base {b}}}", "\\boldsymbol{{{d}_{{{b}}}}}", "n = {d}_{b}")
forms("surd", "\\text{{So }}{s}{k}\\sqrt{{{r}}}", "{s}{k}\\sqrt{{{r}}}\\text{{.}}", "\\boldsymbol{{{s}{k}\\sqrt{{{r}}}}}",
    "d={s}{k}\\sqrt{{{r}}}\\text{{ units}}", "{s}{{{k}}}\\sqrt{{{r}}}", "{s}{k}\\sqrt{{\\,{r}}}", "{s}\\sqrt{{{r}}}\\times {k}",
    "{s}{k}\\;\\sqrt{{{r}}}", "BC = {s}{k}√{r}", "{s}{k} \\sqrt {{ {r} }}", "{s}\\left({k}\\right)\\sqrt{{{r}}}",
    "{s}\\dfrac{{{k}\\sqrt{{{r}}}}}{{1}}", "\\text{{distance}} = {s}{k}\\sqrt{{{r}}}")
forms("surd_quotient", "\\text{{So }}{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}", "{s}\\tfrac{{{k}\\sqrt{{{r}}}}}{{{q}}}",
    "{s}\\frac{{{k}\\cdot\\sqrt{{{r}}}}}{{{q}}}\\text{{ units}}", "{s}{k}\\sqrt{{{r}}}\\,/\\,{q}",
    "{s}\\frac{{ {k} \\sqrt{{ {r} }} }}{{ {q} }}", "\\boldsymbol{{{s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}}}", "({s}{k}√{r})/{q}",
    "{s}\\left(\\frac{{{k}}}{{{q}}}\\right)\\sqrt{{{r}}}")
forms("pi", "\\text{{So }}\\frac{{{p}\\pi}}{{{q}}}", "\\frac{{{p}\\pi}}{{{q}}}\\text{{.}}",
    "\\boldsymbol{{\\frac{{{p}\\pi}}{{{q}}}}}", "\\frac{{{p}}}{{{q}}}\\pi \\text{{ cm}}^3",
    "\\text{{area}} = \\frac{{{p}}}{{{q}}}\\pi", "\\tfrac{{{p}\\pi}}{{{q}}}", "\\frac{{{p}\\cdot π}}{{{q}}}",
    "\\frac{{{p}}}{{{q}}}\\;\\pi", "{p}π ÷ {q}")
forms("complex", "\\text{{So }}z = {a}{sign}{b}i", "{a}{sign}{b}i\\text{{.}}", "\\boldsymbol{{{a}{sign}{b}i}}",
    "\\left({a}\\right){sign}{b}i", "({a}) {sign} ({b}i)", "{a} \\, {sign} \\, {b} \\, i", "{{{a}}}{sign}{{{b}}}i",
    "z = {a} {sign} {b}\\mathrm{{i}}.")
forms("choice", "\\text{{So }}{c}", "\\textbf{{Answer: {c}}}", "\\text{{Option ({c})}}", "\\text{{({c}).}}", "\\textbf{{({c})}}.",
    "\\text{{ {c} }}", "({c})\\,", "The correct option is ({c})")
forms("words", "\\text{{{w}.}}", "{w} ", "\\text{{{up}}}", "\\textit{{{low}}}.", "\\text{{ {low} }}", "The answer is {w}",
    "\\mathrm{{{cap}}}", "\\boxed{{\\textbf{{{w}}}}}", "\\text{{\\emph{{{w}}}}}")
forms("expression", "\\text{{So }} {x}", "{x}\\text{{.}}", "\\boldsymbol{{{x}}}", "({x})/1", "p(x) = {x}", "\\text{{Hence }} {x}",
    "\\frac{{{x}}}{{1}}\\,", "{x}\\;", "W = {x}", "3({x})/3")
forms("equation", "\\text{{So }} {l} = {r}", "{l} = {r}\\text{{.}}", "\\boldsymbol{{{l} = {r}}}", "{r}\\,=\\,{l}",
    "10({l}) = 10({r})", "\\text{{The equation is }} {l}={r}", "-({r}) = -({l})")
for name, pattern in {"so": "\\text{{So }}({s})", "stop": "({s})\\text{{.}}", "bold": "\\boldsymbol{{({s})}}",
    "braces": "\\left({braced}\\right)", "two": "x={first}\\text{{ and }}y={second}", "is": "(x, y) \\text{{ is }} ({s})",
    "thick": "({thick})", "A": "A = ({s})", "vec": "\\mathbf{{v}} = ({s})", "row": "\\begin{{pmatrix}} {rows} \\end{{pmatrix}}.",
    "tight": "({tight})."}.items():
    def tupled(a, r, pattern=pattern):
        items = a.fields["items"]
        if len(items) > 2 and re.search("first|x, y", pattern):
            return None
        return pattern.format(s=", ".join(items), first=items[0], second=items[1], braced=", ".join("{" + i + "}" for i in items),
            thick=",\\;".join(items), rows=" \\\\ ".join(items), tight=",".join(items))
    SAME.append(("tuple 4 " + name, ["tuple"], tupled))
for name, pattern in {"so": "\\text{{So }} x = {s}", "stop": "{s}\\text{{.}}", "bold": "\\boldsymbol{{{s}}}",
    "is": "x \\text{{ is }} {s_or}", "the answers": "The answers are {s_and}", "the numbers": "the numbers {s_and}",
    "braces": "\\left\\{{{tight}\\right\\}}", "each": "{each}", "member": "n \\in \\{{{s}\\}}", "turned": "{rev}.",
    "a and": "{s_text_and}"}.items():
    def listed(a, r, pattern=pattern):
        items = a.fields["items"]
        last = lambda word: ", ".join(items[:-1]) + word + items[-1]
        return pattern.format(s=", ".join(items), s_or=last(" \\text{ or } "), s_and=last(" and "), tight=",".join(items),
            each=", \\; ".join("n = " + i for i in items), rev=", ".join(items[::-1]), s_text_and=last(", \\text{ and } "))
    SAME.append(("list 4 " + name, ["list"], listed))
for name, make in {"so": lambda f: "\\text{So } x \\in " + f["x"], "stop": lambda f: f["x"] + "\\text{.}",
    "bold": lambda f: "\\boldsymbol{" + f["x"] + "}", "z": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"], x="z"),
    "set": lambda f: "\\{y \\mid " + inequality(f["lo"], f["hi"], f["open"], f["close"], x="y") + "\\}",
    "tight": lambda f: "x\\in" + f["open"] + f["lo"] + "," + f["hi"] + f["close"], "range is": lambda f: "The range is "
    + f["x"]}.items():
    SAME.append(("interval 4 " + name, ["interval"], lambda a, r, make=make: None if a.fields["lo"] == "-\\infty"
        and "infty" in a.fields["hi"] else make(a.fields)))
for name, make in {"so": lambda p: "\\text{So } x \\in " + " \\cup ".join(p), "stop": lambda p: " \\cup ".join(p) + "\\text{.}",
    "bold": lambda p: "\\boldsymbol{" + " \\cup ".join(p) + "}", "t": lambda p: " \\text{ or } ".join(inequality(*ends(i), x="t")
    for i in p), "tight": lambda p: "\\cup".join(i.replace(" ", "") for i in p), "is": lambda p: "The domain is "
    + " \\cup ".join(p)}.items():
    SAME.append(("union 4 " + name, ["union"], lambda a, r, make=make: make(a.fields["parts"])))
for name, pattern in {"so": "\\text{{So }} \\begin{{pmatrix}} {b} \\end{{pmatrix}}",
    "stop": "\\begin{{pmatrix}} {b} \\end{{pmatrix}}\\text{{.}}",
    "M": "\\mathbf{{M}} = \\left( \\begin{{array}}{{{cc}}} {b} \\end{{array}} \\right)",
    "lines": "\\begin{{bmatrix}}\n{b}\n\\end{{bmatrix}}", "braces": "{{\\begin{{pmatrix}} {b} \\end{{pmatrix}}}}"}.items():
    def matrix(a, r, pattern=pattern):
        rows = a.fields["rows"]
        return pattern.format(b=" \\\\ ".join(" & ".join(row) for row in rows), cc="c" * len(rows[0]))
    SAME.append(("matrix 4 " + name, ["matrix", "vector"], matrix))


@same("expression")
def middle_terms_turned(a, r):
    t = a.fields["terms"]
    return joined(t[:1] + t[1:][::-1]) if len(t) > 2 else None


for carrier in ("The answer: $\\boxed{X}$", "$\\boxed{X}$ .", "Thus the answer is $\\boxed{X}$ (as required).",
    "After simplification we get\n$$\\boxed{X}$$\nas the answer.", "\\boxed{X}\n\nThis matches the expected result.",
    "Final Answer\n\n\\[X\\]", "The final answer is: \\(\\boxed{X}\\)", "**Final Answer: $X$**", "I think the answer is $X$.",
    "Answer is: $X$", "\\( \\boxed{ X } \\)",
                "#### \\boxed{X}", "The answer to the problem is $X$.", "$$\\large\\boxed{X}$$", "<answer> X </answer>",
                "$\\boxed{X}$\\n", "=> $\\boxed{X}$", "Ans: $X$", "So the answer is X",
                "Checking: $3=3$. OK. Therefore $\\boxed{X}$ is correct.", "{\"final_answer\": \"X\", \"confidence\": 0.9}"):
    CARRIERS.append((carrier + "   ", FORMULA.split(), carrier))
