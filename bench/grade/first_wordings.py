"""The first set of wordings, and the texts that carry an answer."""
import math
import re
from fractions import Fraction

from answers import Answer, ONES, PARTS, SUB, SUPER, VULGAR, braces, grouped, joined, plain, words_of
from tables import CARRIERS, SAME, forms, same

forms("integer", "{n}.00", "\\mathbf{{{n}}}", "\\textbf{{{n}}}", "{{\\bf {n}}}", "\\color{{blue}}{{{n}}}",
    "\\textcolor{{red}}{{{n}}}", "\\boldsymbol{{{n}}}", "\\underline{{{n}}}",
      "\\bm{{{n}}}", "({n})", "\\left({n}\\right)", "{n}\\phantom{{0}}", "\\frac{{{twice}}}{{2}}", "x={n}", "n = {n}", "{n}/1",
      "\\dfrac{{{n}}}{{1}}", "{twice} \\div 2", "0 + {n}",
      "1 \\cdot {n}", "{twice} - ({n}) = {n}", "\\large{{{n}}}", "{{\\Large {n}}}", "{n}\\ ", "~{n}~", "\\text{{{n}}}",
      "\\mathrm{{{n}}}", "{n}\\,\\text{{ways}}", "{n} ways",
      "{n}\\text{{ units}}", "exactly {n}", "{n} in total", "\\approx {n}", "\\lfloor {n}.5 \\rfloor", "{n}\\text{{ (exactly)}}",
      "N={n}\\text{{.}}", "\\textit{{{n}}}", "\\#={n}",
      "{n} \\text{{ or }} {n}.0", "\\operatorname{{{n}}}", "\\overset{{}}{{{n}}}", "\\mathsf{{{n}}}", "a_{{10}} = {n}",
      "f(3)={n}", "|S|={n}", "\\boxed{{{n}}}", "{n}^1", "{n}\\times 10^0")


@same("integer")
def in_words(a, r):
    return words_of(a.fields["n"]) if 0 <= a.fields["n"] < 100_000 else None


@same("integer")
def in_words_text(a, r):
    return "\\text{" + words_of(a.fields["n"]).capitalize() + "}" if 0 <= a.fields["n"] < 1_000 else None


@same("integer")
def full_width(a, r):
    return "".join(chr(0xFF10 + int(c)) if c.isdigit() else c for c in a.text)


@same("integer")
def root_of_square(a, r):
    return "\\sqrt{%d}" % a.fields["square"] if a.fields["n"] > 0 else None


@same("integer")
def as_sum(a, r):
    k = r.randint(1, 60)
    return "%d + %d" % (a.fields["n"] - k, k) if a.fields["n"] > k else None


@same("integer")
def sum_chain(a, r):
    k = r.randint(1, 60)
    return "%d + %d = %d" % (a.fields["n"] - k, k, a.fields["n"]) if a.fields["n"] > k else None


@same("integer")
def product_chain(a, r):
    k = r.choice([2, 3, 4, 5])
    return "%d \\times %d = %d" % (k, a.fields["n"] // k, a.fields["n"]) if a.fields["n"] % k == 0 else None


@same("integer")
def product_with_star(a, r):
    k = r.choice([2, 3, 4, 5])
    return "%d * %d" % (k, a.fields["n"] // k) if a.fields["n"] % k == 0 and a.fields["n"] > 0 else None


@same("integer")
def factored(a, r):
    n, out = a.fields["n"], []
    if n < 4 or n > 10 ** 7:
        return None
    for p in (2, 3, 5, 7, 11, 13):
        e = 0
        while n % p == 0:
            n, e = n // p, e + 1
        if e:
            out.append("%d^{%d}" % (p, e) if e > 1 else str(p))
    return " \\cdot ".join(out + ([str(n)] if n > 1 else [])) if out else None


for name, separator in (("comma", ","), ("braced comma", "{,}"), ("thin", "\\,"), ("comma back", ",\\!"), ("thick", "\\;"),
    ("tie", "~"), ("apostrophe", "'"), ("nbsp", "\u00a0"),
                        ("narrow", "\u202f"), ("blank", " "), ("backslash blank", "\\ "), ("comma thin", ",\\,"),
                            ("comma blank braces", "{,}\\!"), ("medium", "\\:")):
    SAME.append(("grouped by " + name, ["integer"], lambda a, r, s=separator: grouped(str(a.fields["abs"]), s).rjust(0)
        if a.fields["n"] >= 1000 else None))


@same("integer")
def scientific(a, r):
    digits = str(a.fields["n"])
    return "%s.%s \\times 10^{%d}" % (digits[0], digits[1:], len(digits) - 1) if a.fields["n"] >= 1000 else None


@same("integer")
def scientific_e(a, r):
    digits = str(a.fields["n"])
    return "%s.%se+%02d" % (digits[0], digits[1:], len(digits) - 1) if a.fields["n"] >= 1000 else None


@same("integer")
def scientific_short(a, r):
    digits = str(a.fields["n"]).rstrip("0")
    zeros = len(str(a.fields["n"])) - len(digits)
    return "%s\\cdot10^%d" % (digits, zeros) if zeros in range(2, 10) else None


forms("fraction", "{s}\\dfrac{{{p}}}{{{q}}}", "{s}\\tfrac{{{p}}}{{{q}}}", "{s}\\cfrac{{{p}}}{{{q}}}", "{s}{p}/{q}",
    "{s}{{{p}}}/{{{q}}}", "{s}\\frac {{ {p} }} {{ {q} }}", "{s}{{{p} \\over {q}}}",
      "{s}{p} \\div {q}", "{s}{p}÷{q}", "{s}({p})/({q})", "{s}\\frac{{{p3}}}{{{q3}}}", "{s}{p2}/{q2}", "{s}{p}⁄{q}", "{s}{p}∕{q}",
      "{s}{p} / {q}", "{s}{p} \\cdot {q}^{{-1}}", "{s}\\frac{{1}}{{{q}}} \\cdot {p}",
      "{s}{p} \\times \\frac{{1}}{{{q}}}", "{s}\\left(1 - \\frac{{{rest}}}{{{q}}}\\right)",
      "{s}\\left(\\frac{{{less}}}{{{q}}} + \\frac{{1}}{{{q}}}\\right)", "P = {s}\\frac{{{p}}}{{{q}}}",
      "P(A) = {s}\\frac{{{p}}}{{{q}}}",
      "{s}^{{{p}}}/_{{{q}}}", "{s}\\nicefrac{{{p}}}{{{q}}}", "{s}\\sfrac{{{p}}}{{{q}}}", "{s}\\left.\\frac{{{p}}}{{{q}}}\\right.",
      "\\frac{{{s}{p}}}{{{q}}}", "\\frac{{{p}}}{{{s}{q}}}", "{s}\\frac{{{p}.0}}{{{q}}}",
      "\\left({s}\\frac{{{p}}}{{{q}}}\\right)", "{s}\\frac{{\\displaystyle {p}}}{{\\displaystyle {q}}}",
      "{s}\\frac{{{p2}}}{{{q2}}} = {s}\\frac{{{p}}}{{{q}}}", "m = {s}\\frac{{{p}}}{{{q}}}", "({s}{p}/{q})",
      "{s}\\frac{{{p}}}{{{q}}}\\text{{ units}}",
      "\\mathbf{{{s}\\frac{{{p}}}{{{q}}}}}", "{s}\\displaystyle\\frac{{{p}}}{{{q}}}",
      "{s}\\frac{{\\frac{{{p}}}{{2}}}}{{\\frac{{{q}}}{{2}}}}", "{s}\\frac{{({p})}}{{({q})}}",
      "\\tan\\theta = {s}\\frac{{{p}}}{{{q}}}", "{s}\\frac{{{p}}}{{{q}}} \\text{{ or }} {s}{p}/{q}",
      "{s}\\frac{{\\mathbf{{{p}}}}}{{\\mathbf{{{q}}}}}", "{s}\\dfrac{{{p}}}{{{q}}}.", "{s}\\frac\n{{{p}}}{{{q}}}",
      "{s}\\textstyle\\frac{{{p}}}{{{q}}}", "{s}\\frac{{\\text{{{p}}}}}{{\\text{{{q}}}}}", "{s}\\frac{{{p}}}{{{q}}}\\cdot 1")


def positive(a):
    return a.fields["s"] == ""


@same("fraction")
def rational_call(a, r):
    return "%s(%s%d, %d)" % (r.choice(["Rational", "Fraction"]), a.fields["s"], a.fields["p"], a.fields["q"])


@same("fraction")
def over_in_words(a, r):
    return "%d over %d" % (a.fields["p"], a.fields["q"]) if positive(a) else None


@same("fraction")
def divided_by(a, r):
    return "%d divided by %d" % (a.fields["p"], a.fields["q"]) if positive(a) else None


@same("fraction")
def out_of(a, r):
    return "%d out of %d" % (a.fields["p"], a.fields["q"]) if positive(a) and a.fields["p"] < a.fields["q"] else None


@same("fraction")
def fraction_words(a, r):
    p, q = a.fields["p"], a.fields["q"]
    if q not in PARTS or p > 20 or not positive(a) or p >= q:
        return None
    part = "halves" if q == 2 and p > 1 else PARTS[q] + ("s" if p > 1 else "")
    return ONES[p] + r.choice([" ", "-"]) + part


@same("fraction")
def small_figures(a, r):
    return a.fields["s"] + str(a.fields["p"]).translate(SUPER) + r.choice("/⁄") + str(a.fields["q"]).translate(SUB)


@same("fraction")
def vulgar(a, r):
    sign = VULGAR.get((a.fields["p"], a.fields["q"]))
    return a.fields["s"] + sign if sign else None


def terminating(p, q):
    while q % 2 == 0:
        q //= 2
    while q % 5 == 0:
        q //= 5
    return p % q == 0


def decimal_of(f, places):
    n = abs(f) * 10 ** places
    n = (2 * n.numerator + n.denominator) // (2 * n.denominator)
    text = str(n).rjust(places + 1, "0")
    return ("-" if f < 0 else "") + text[:-places] + "." + text[-places:]


def value(a):
    return Fraction(int(a.fields["s"] + str(a.fields["p"])), a.fields["q"])


@same("fraction")
def decimal(a, r):
    return decimal_of(value(a), 12).rstrip("0") if terminating(a.fields["p"], a.fields["q"]) else None


@same("fraction")
def percent_of_fraction(a, r):
    f = value(a) * 100
    return "%d\\%%" % f if f.denominator == 1 and positive(a) else None


@same("fraction")
def rounded_long(a, r):
    return decimal_of(value(a), 10) if not terminating(a.fields["p"], a.fields["q"]) else None


@same("fraction")
def with_rounding_behind(a, r):
    return a.text + " \\approx " + decimal_of(value(a), r.choice([2, 3, 4]))


@same("fraction")
def with_rounding_in_brackets(a, r):
    return a.text + "\\ (\\approx " + decimal_of(value(a), 3) + ")"


def period(p, q):
    digits, seen, rest = "", {}, p % q
    while rest and rest not in seen and len(digits) < 30:
        seen[rest] = len(digits)
        rest *= 10
        digits += str(rest // q)
        rest %= q
    return (digits[:seen[rest]], digits[seen[rest]:]) if rest in seen and len(digits) < 12 else None


for name, pattern in (("line", "{w}.{a}\\overline{{{b}}}"), ("bar", "{w}.{a}\\bar{{{b}}}"), ("brackets", "{w}.{a}({b})"), ("dots",
    "{w}.{a}{b}{b}{b}\\ldots"), ("three points", "{w}.{a}{b}{b}..."),
                      ("line in braces", "{{{w}.{a}\\overline{{{b}}}}}"), ("unicode dots", "{w}.{a}{b}{b}{b}…")):
    def repeating(a, r, pattern=pattern):
        found = period(a.fields["p"], a.fields["q"])
        if not found or not found[1] or (len(found[1]) > 3 and "\\" not in pattern) or len(found[1]) > 6:
            return None
        return a.fields["s"] + pattern.format(w=a.fields["p"] // a.fields["q"], a=found[0], b=found[1])
    SAME.append(("repeating by " + name, ["fraction"], repeating))

for name, pattern in (("blank", "{s}{w} {p}/{q}"), ("latex", "{s}{w}\\frac{{{p}}}{{{q}}}"), ("thin",
    "{s}{w}\\,\\tfrac{{{p}}}{{{q}}}"), ("and", "{w} and {p}/{q}"), ("plus", "{w}+\\frac{{{p}}}{{{q}}}"),
                      ("text and", "{w}\\text{{ and }}\\frac{{{p}}}{{{q}}}"), ("hyphen", "{w}-{p}/{q}"), ("wide",
                          "{s}{w} \\; \\frac{{{p}}}{{{q}}}"), ("tie", "{s}{w}~{p}/{q}"), ("small", "{s}{w} \\frac {p}{q}"),
                      ("brackets", "{s}({w} + {p}/{q})"), ("words", "WORDS")):
    def mixed(a, r, pattern=pattern):
        w, p, q = a.fields["p"] // a.fields["q"], a.fields["p"] % a.fields["q"], a.fields["q"]
        if w == 0 or p == 0 or math.gcd(p, q) > 1 or ("{s}" not in pattern
            and a.fields["s"]) or (pattern.endswith("\\frac {p}{q}") and (p > 9 or q > 9)):
            return None
        if pattern == "{w}-{p}/{q}":
            return None   # as well a difference
        if pattern == "WORDS":
            return "%s and %s %s%s" % (words_of(w), ONES[p], PARTS[q], "s" if p > 1
                else "") if q in PARTS and q > 2 and p < 20 and w < 100 else None
        return pattern.format(s=a.fields["s"], w=w, p=p, q=q)
    SAME.append(("mixed by " + name, ["fraction"], mixed))

forms("decimal", "{d}0", "+{d}", "{d}\\text{{ units}}", "x = {d}", "\\mathbf{{{d}}}", "\\text{{{d}}}", "{d}\\ ", "({d})",
    "1 \\cdot {d}", "\\approx {d}", "{d} \\times 10^{{0}}", "{d}\\times 1", "{{{d}}}")


@same("decimal")
def decimal_as_fraction(a, r):
    f = a.fields["f"]
    return "%s\\frac{%d}{%d}" % ("-" if f < 0 else "", abs(f.numerator), f.denominator)


@same("decimal")
def decimal_as_slash(a, r):
    return "%d/%d" % (a.fields["f"].numerator, a.fields["f"].denominator)


@same("decimal")
def decimal_over_power(a, r):
    places = len(a.text.split(".")[1])
    return "\\frac{%d}{%d}" % (a.fields["f"] * 10 ** places, 10 ** places)


@same("decimal")
def decimal_chain(a, r):
    f = a.fields["f"]
    return "\\frac{%d}{%d} = %s" % (f.numerator, f.denominator, a.text)


@same("decimal")
def decimal_shifted(a, r):
    return "%s \\times 10^{-2}" % decimal_of(a.fields["f"] * 100, 6).rstrip("0").rstrip(".")


@same("decimal")
def no_leading_zero(a, r):
    return a.text.replace("0.", ".", 1) if a.text.startswith("0.") else None


@same("decimal")
def decimal_mixed(a, r):
    f = a.fields["f"]
    w, rest = divmod(f, 1)
    return "%d\\frac{%d}{%d}" % (w, rest.numerator, rest.denominator) if w > 0 and rest else None


forms("percent", "{n}%", "{n} \\%", "{n} percent", "{n}\\text{{ percent}}", "{n}\\text{{\\%}}", "{n}\\,\\%", "{share}",
    "{n} per cent", "{n}.0\\%", "{n}\\mathrm{{\\%}}", "x = {n}\\%", "{n}\\% \\text{{ of the total}}", "{n}\\ \\text{{percent}}",
      "\\frac{{{n}}}{{100}}", "{share} = {n}\\%", "{n} \\text{{ (percent)}}", "{n} pct.", "{n}/100", "{n}", "\\text{{{n}%}}")
forms("degrees", "{n}°", "{n}^{{\\circ}}", "{n} degrees", "{n}\\text{{ degrees}}", "{n}\\,^\\circ", "\\angle ABC = {n}^\\circ",
    "{n}\\degree", "{n} deg", "{n}^{{\\,\\circ}}", "\\frac{{{rp}\\pi}}{{{rq}}}", "\\frac{{{rp}}}{{{rq}}}\\pi \\text{{ radians}}",
      "{n}\\text{{°}}", "{n} \\text{{ deg}}", "{n}{{}}^{{\\circ}}", "{n}\\mathrm{{°}}", "x = {n}", "m\\angle A = {n}^{{\\circ}}",
      "{n}º", "\\angle BAC={n}°", "{n}^{{o}}", "{n}^{{\\text{{o}}}}", "\\theta = {n}^{{\\circ}}", "{n}\\ ^{{\\circ}}",
      "{n}^\\circ = \\frac{{{rp}\\pi}}{{{rq}}}", "{n}\\textdegree", "\\measuredangle A = {n}^\\circ")
forms("money", "${d}", "\\${full}", "{full} dollars", "USD {d}", "{d} USD", "{d}", "\\text{{\\$}}{d}", "\\$\\,{d}",
    "{cents} cents", "{d}\\text{{ dollars}}", "${full}", "{cents}¢", "\\text{{${d}}}", "\\mathdollar {d}", "\\textdollar {d}",
      "\\$ {full}", "{d}\\ \\text{{USD}}", "US\\${d}", "\\$\\mathbf{{{d}}}", "\\${d}\\text{{.}}", "{d} dollars", "{d}\\$",
      "$ {d}", "\\${{{d}}}", "\\text{{\\${d}}}", "{cents}\\text{{ cents}}")
forms("unit", "{n} {u}", "{n}\\ \\text{{{u}}}", "{n}\\,\\mathrm{{{u}}}", "{n}\\;\\text{{{v}}}", "{n} {v}", "{n}~\\text{{{u}}}",
    "{n}\\mbox{{ {u}}}", "{n}", "{n}\\text{{ {u}.}}", "{n} \\textrm{{ {u}}}", "\\text{{{n} {u}}}", "x = {n}\\text{{ {u}}}",
      "{n}\\quad\\text{{{u}}}", "\\mathbf{{{n}}}\\text{{ {u}}}", "{n} (\\text{{{u}}})", "{n}\\,{u}", "{n} [{u}]",
      "{n}\\textbf{{ {u}}}", "{n}\\,\\text{{{v}}}", "A = {n} \\text{{ {u}}}", "{n}\\operatorname{{{u}}}")
forms("base", "{d}_{{{b}}}", "({d})_{{{b}}}", "{d}_{{\\text{{{word}}}}}", "{d} base {b}", "{d}\\text{{ in base }}{b}",
    "\\mathrm{{{d}}}_{{{b}}}", "{{{d}}}_{{{b}}}", "{d}_{{({b})}}", "\\text{{{d}}}_{b}", "({d})_{b}", "{d} (base {b})",
    "\\overline{{{d}}}_{{{b}}}",
      "{d}\\text{{ (base }}{b}\\text{{)}}", "{value}_{{10}}", "x = {d}_{{{b}}}", "{d}_{{\\text{{base }} {b}}}",
      "\\left({d}\\right)_{{{b}}}", "[{d}]_{{{b}}}", "{d}_{{\\textbf{{{b}}}}}", "{d} in base {b}", "{d}_\\text{{{word}}}",
      "{d} base {word}")


@same("base")
def small_base(a, r):
    return a.fields["d"] + a.fields["b"].translate(SUB)


@same("base")
def spaced_base(a, r):
    return " ".join(a.fields["d"]) + "_{" + a.fields["b"] + a.fields["d"] + "_{ " + a.fields["b"] + " }"


forms("surd", "{s}{k}\\sqrt {{{r}}}", "{s}{k}√{r}", "{s}{k}*sqrt({r})", "{s}{k}sqrt({r})", "{s}{k} \\cdot \\sqrt{{{r}}}",
    "{s}{k}\\times\\sqrt{{{r}}}", "{s}\\sqrt{{{under}}}", "{s}{k}({r})^{{1/2}}", "{s}{k}\\cdot {r}^{{\\frac{{1}}{{2}}}}",
    "{s}{k}*{r}**0.5",
      "{s}{k}\\sqrt[2]{{{r}}}", "{s}\\frac{{{kr}}}{{\\sqrt{{{r}}}}}", "{s}√{under}", "{s}{k}√({r})", "{s}\\sqrt{{{r}}}\\cdot{k}",
      "{s}{k}\\,\\sqrt{{{r}}}", "{s}{k}{{\\sqrt{{{r}}}}}", "x = {s}{k}\\sqrt{{{r}}}", "{s}{k}\\sqrt{{{r}}}\\text{{ units}}",
      "{s}{k}\\sqrt{{\\mathstrut {r}}}",
      "{s}{k}\\cdot{r}^{{0.5}}", "{s}({k}\\sqrt{{{r}}})", "{s}{k}\\surd{{{r}}}", "{s}{k} \\sqrt{{{r}\\,}}",
      "{s}{k}\\sqrt{{({r})}}", "{s}{k} √ {r}", "{s}{k}\\cdot\\sqrt{{{r}}} = {s}\\sqrt{{{under}}}", "{s}{k}\\cdot({r})^{{1/2}}",
      "{s}\\left({k}\\sqrt{{{r}}}\\right)",
      "{s}{k}⋅√{r}", "{s}{k}×√{r}", "{s}{k}\\sqrt{{{r}}}\\text{{ cm}}", "{s}{k} root {r}", "AB = {s}{k}\\sqrt{{{r}}}")


@same("surd")
def surd_rounded_behind(a, r):
    v = a.fields["k"] * math.sqrt(a.fields["r"]) * (-1 if a.fields["s"] else 1)
    return a.text + " \\approx %.*f" % (r.choice([1, 2, 3]), v)


@same("surd")
def surd_long_decimal(a, r):
    return "%s%.10f" % (a.fields["s"], a.fields["k"] * math.sqrt(a.fields["r"]))


@same("surd")
def surd_square_root_words(a, r):
    return "%d times the square root of %d" % (a.fields["k"], a.fields["r"]) if not a.fields["s"] else None


forms("surd_quotient", "{s}{k}√{r}/{q}", "{s}{k}\\sqrt{{{r}}}/{q}", "{s}({k}*sqrt({r}))/{q}",
    "{s}\\frac{{{k}}}{{{q}}}\\sqrt{{{r}}}", "{s}\\frac{{{kr}}}{{{q}\\sqrt{{{r}}}}}",
    "{s}\\tfrac{{{k}}}{{{q}}}\\cdot\\sqrt{{{r}}}", "{s}\\frac{{{k}√{r}}}{{{q}}}", "{s}{k}sqrt({r})/{q}",
      "{s}\\frac{{{k}\\cdot {r}^{{1/2}}}}{{{q}}}", "{s}\\dfrac{{{k}\\sqrt{{{r}}}}}{{{q}}}", "{s}({k}√{r})/{q}",
      "{s}{{{k}\\sqrt{{{r}}} \\over {q}}}", "{s}\\sqrt{{{r}}}\\cdot\\frac{{{k}}}{{{q}}}", "{s}({k}/{q})√{r}",
      "{s}\\cfrac{{{k}\\sqrt{{{r}}}}}{{{q}}}",
      "\\cos A = {s}\\frac{{{k}\\sqrt{{{r}}}}}{{{q}}}", "{s}{k}*{r}**(1/2)/{q}", "{s}\\frac{{\\sqrt{{{r}}}\\cdot {k}}}{{{q}}}",
      "{s}\\frac{{{k}}}{{{q}}} \\cdot {r}^{{1/2}}", "{s}{k}\\sqrt{{{r}}} \\div {q}")
forms("pi", "\\frac{{{p}}}{{{q}}}\\pi", "\\frac{{{p}\\pi}}{{{q}}}", "{p}π/{q}", "{p}*pi/{q}", "{p} \\pi / {q}",
    "\\pi \\cdot \\frac{{{p}}}{{{q}}}", "\\frac{{{p2}}}{{{q2}}} \\pi", "({p}/{q})\\pi", "\\frac{{{p}π}}{{{q}}}",
    "\\dfrac{{{p}\\cdot\\pi}}{{{q}}}", "\\tfrac{{{p}}}{{{q}}}\\,\\pi",
      "{p}pi/{q}", "\\frac{{{p}}}{{{q}}} \\times \\pi", "\\frac{{{p}}}{{{q}}}\\pi \\text{{ square units}}",
      "\\frac{{\\pi \\cdot {p}}}{{{q}}}", "{p}\\cdot\\frac{{\\pi}}{{{q}}}", "V = \\frac{{{p}}}{{{q}}}\\pi",
      "\\frac{{{p}}}{{{q}}}\\pi\\text{{ cm}}^2", "{p}·π/{q}", "\\theta=\\frac{{{p}\\pi}}{{{q}}}",
      "\\frac{{{p}}}{{{q}}}\\mathrm{{\\pi}}", "\\frac{{{p}\\, \\pi}}{{{q}}}\\text{{ radians}}")


@same("pi")
def pi_rounded_behind(a, r):
    return a.text + " \\approx %.*f" % (r.choice([2, 3, 4]), a.fields["p"] / a.fields["q"] * math.pi)


@same("pi")
def pi_long_decimal(a, r):
    return "%.10f" % (a.fields["p"] / a.fields["q"] * math.pi)


forms("complex", "{a}{sign}{b}i", "{a} {sign} {b}\\cdot i", "{a}{sign}{b}\\mathrm{{i}}", "{a} {sign} i{b}", "{a}{sign}{b}*i",
    "{a} {sign} {b}I", "{a}{sign}{b}*I", "{a}{sign}{b}\\sqrt{{-1}}", "\\frac{{{a2} {sign} {b2}i}}{{2}}", "{a} {sign} {b}\\,i",
    "z = {a} {sign} {b}i", "({a}) {sign} ({b})i",
      "{a} {other} ({b})(-i)", "{a}{sign}{b}\\imath", "{a} {sign} {b}j", "{a}{sign}{b}\\textbf{{i}}",
      "\\overline{{{a} {other} {b}i}}", "{a}.0 {sign} {b}.0i", "{a} {sign} {b} i", "({a}{sign}{b}j)",
      "\\overline{{{a}{other}{b}i}} = {a}{sign}{b}i", "{a}{sign}{b}𝑖", "{a} {sign} {b}\\boldsymbol{{i}}", "{a}−(−1)({sign}{b}i)")


@same("complex")
def imaginary_first(a, r):
    return "%s%di %+d" % ("-" if a.fields["sign"] == "-" else "", a.fields["b"], a.fields["a"])


forms("choice", "{c}", "({c})", "\\textbf{{({c})}}", "\\mathbf{{{c}}}", "{c}.", "{c})", "Option {c}", "\\text{{Option {c}}}",
    "\\textbf{{{c}}}", "choice ({c})", "\\mathrm{{({c})}}", "[{c}]", "\\text{{{c}.}}", "({low})", "**{c}**", "\\text{{({c})}}",
    "answer choice {c}", "\\boxed{{({c})}}", "\\mathit{{{c}}}", "The letter {c}")
forms("words", "{low}", "{cap}", "\\textbf{{{w}}}", "\\mathrm{{{w}}}", "{w}.", "\"{w}\"", "\\text{{{low}}}", "\\text{{ {w} }}",
    "\\mbox{{{w}}}", "{up}", "\\textit{{{w}}}", "``{w}''", "\\text{{{w}.}}", "\\textrm{{{low}}}", "'{w}'", "\\emph{{{w}}}",
    "\\texttt{{{w}}}", "**{w}**", "\\mathbf{{\\text{{{w}}}}}", "{w}!", "\\textsf{{{w}}}", "\\textsc{{{w}}}")

# tuples, vectors and matrices
ITEMS = {"close": "({c})", "wide": "( {s} )", "sized": "\\left( {s} \\right)", "semicolons": "({semi})",
    "column": "\\begin{{pmatrix}} {rows} \\end{{pmatrix}}", "brackets column": "\\begin{{bmatrix}}{rows}\\end{{bmatrix}}",
    "angles": "\\langle {s} \\rangle", "big": "\\bigl({s}\\bigr)",
         "thin": "({thin})", "point": "P({s})", "named": "P = ({s})", "names": "({names}) = ({s})",
         "the point": "the point ({s})", "each": "{each}", "each and": "{each_and}", "text each": "{each_text}",
         "braced commas": "({braced})", "angle signs": "<{s}>", "Big": "\\Big({s}\\Big)", "point word": "\\text{{point }}({s})",
         "quad": "{quad}", "parens": "\\lparen {s} \\rparen", "in dollars": "({dollars})", "ties": "(~{c}~)",
         "left angles": "\\left\\langle {s} \\right\\rangle", "vector": "\\vec{{v}} = \\langle {s} \\rangle",
         "array": "\\left(\\begin{{array}}{{c}} {rows} \\end{{array}}\\right)",
         "small": "\\left(\\begin{{smallmatrix}} {rows} \\end{{smallmatrix}}\\right)",
         "ordered names": "{names} = {s}"}
for name, pattern in ITEMS.items():
    def tupled(a, r, pattern=pattern):
        items, names = a.fields["items"], ["x", "y", "z", "w"]
        if len(items) > 3 and "{names}" in pattern or ("P(" in pattern and len(items) > 2) or len(items) > 4:
            return None
        each = ["%s = %s" % pair for pair in zip(names, items)]
        return pattern.format(c=",".join(items), s=", ".join(items), semi="; ".join(items), rows=" \\\\ ".join(items),
            thin=",\\,".join(items), names=",".join(names[:len(items)]), each=", ".join(each), each_and=" and ".join(each),
                              each_text="\\text{ and }".join(each), braced="{,} ".join(items), quad=",\\quad ".join(each),
                                  dollars=", ".join(items))
    SAME.append(("tuple " + name, ["tuple"], tupled))

VECTORS = {"round": "({s})", "angles": "\\langle {s} \\rangle", "brackets": "\\begin{{bmatrix}} {rows} \\end{{bmatrix}}",
    "array": "\\left[\\begin{{array}}{{c}} {rows} \\end{{array}}\\right]",
    "named": "\\mathbf{{v}} = \\begin{{pmatrix}} {rows} \\end{{pmatrix}}", "tight": "\\begin{{pmatrix}}{tight}\\end{{pmatrix}}",
           "transposed": "\\begin{{pmatrix}} {cells} \\end{{pmatrix}}^T", "rows of rows": "[{each}]",
           "gaps": "\\begin{{pmatrix}} {gaps} \\end{{pmatrix}}", "named arrow": "\\overrightarrow{{v}} = ({s})",
           "end": "\\begin{{pmatrix}} {rows} \\\\ \\end{{pmatrix}}"}
for name, pattern in VECTORS.items():
    def vector(a, r, pattern=pattern):
        items = [row[0] for row in a.fields["rows"]]
        return pattern.format(s=", ".join(items), rows=" \\\\ ".join(items), tight="\\\\".join(items), cells=" & ".join(items),
            each=", ".join("[%s]" % i for i in items), gaps=" \\\\[4pt] ".join(items))
    SAME.append(("vector " + name, ["vector"], vector))

MATRICES = {"bmatrix": "\\begin{{bmatrix}} {b} \\end{{bmatrix}}",
    "array": "\\left(\\begin{{array}}{{{cc}}} {b} \\end{{array}}\\right)",
    "square array": "\\left[\\begin{{array}}{{{cc}}} {b} \\end{{array}}\\right]", "lists": "[{l}]",
    "named": "A = \\begin{{pmatrix}} {b} \\end{{pmatrix}}", "call": "Matrix([{l}])",
            "matrix": "\\left(\\begin{{matrix}} {b} \\end{{matrix}}\\right)", "tight": "\\begin{{pmatrix}}{t}\\end{{pmatrix}}",
            "lines": "\\begin{{pmatrix}}\n{n}\n\\end{{pmatrix}}", "gaps": "\\begin{{pmatrix}} {g} \\end{{pmatrix}}",
            "small": "\\left(\\begin{{smallmatrix}} {b} \\end{{smallmatrix}}\\right)",
            "bold": "\\mathbf{{A}} = \\begin{{bmatrix}} {b} \\end{{bmatrix}}",
            "inverse": "A^{{-1}} = \\begin{{pmatrix}} {b} \\end{{pmatrix}}",
            "last end": "\\begin{{pmatrix}} {b} \\\\ \\end{{pmatrix}}", "cr": "\\begin{{pmatrix}} {cr} \\end{{pmatrix}}"}
for name, pattern in MATRICES.items():
    def matrix(a, r, pattern=pattern):
        rows = a.fields["rows"]
        if "{l}" in pattern and any("\\" in c for row in rows for c in row):
            return None
        cells = [" & ".join(row) for row in rows]
        return pattern.format(b=" \\\\ ".join(cells), cc="c" * len(rows[0]), l=", ".join("[" + ", ".join(row) + "]"
            for row in rows), t="\\\\".join("&".join(row) for row in rows), n=" \\\\\n".join(cells), g=" \\\\[2mm] ".join(cells),
            cr=" \\cr ".join(cells))
    SAME.append(("matrix " + name, ["matrix"], matrix))

# lists
LISTS = {"reversed": "{rev}", "and": "{s_and}", "text and": "{t_and}", "or": "{x_or}", "braces": "\\{{{s}\\}}",
    "sized braces": "\\left\\{{ {s} \\right\\}}", "membership": "x \\in \\{{{rev}\\}}", "semicolons": "{semi}",
    "oxford": "{oxford}", "numbered": "{numbered}", "x is": "x = {s}", "each": "{each}",
         "quad": "{quad}", "in dollars": "{dollars}", "dollars and": "{dollars_and}",
         "solutions": "The solutions are {dollars_and}.", "roots": "\\text{{The roots are }} {s}", "text or": "x = {t_or}",
         "plain braces": "{{{s}}}", "lor": "{lor}", "named set": "S = \\{{{s}\\}}", "thin": "{thin}", "ampersand": "{amp}",
         "boxes": "{boxes}", "lbrace": "\\lbrace {s} \\rbrace", "both": "{both}", "sentence": "The values are {s_oxford}.",
         "either": "{either}", "text comma": "{t_comma}", "lines": "{lines}", "namely": "namely {s_and}"}
for name, pattern in LISTS.items():
    def listed(a, r, pattern=pattern):
        items = a.fields["items"]
        if "{both}" in pattern or "{either}" in pattern:
            if len(items) != 2:
                return None
        each, dollars = ["x = " + i for i in items], ["$" + i + "$" for i in items]
        last = lambda parts, word: ", ".join(parts[:-1]) + word + parts[-1]
        oxford = last(items, ", and " if len(items) > 2 else " and ")
        return pattern.format(s=", ".join(items), rev=", ".join(items[::-1]), s_and=last(items, " and "), t_and=last(items,
            " \\text{ and } "), x_or=" or ".join(each), semi="; ".join(items), oxford=oxford, s_oxford=oxford,
                              numbered=", ".join("x_%d = %s" % (n + 1, i) for n, i in enumerate(items)), each=", ".join(each),
                                  quad=" \\quad \\text{or} \\quad ".join(each), dollars=", ".join(dollars),
                                  dollars_and=last(dollars, " and "),
                              t_or=" \\text{ or } ".join(items), lor=" \\lor ".join(each), thin=",\\,".join(items),
                                  amp=" \\& ".join(items), boxes=", ".join("\\boxed{" + i + "}" for i in items), both="both "
                                  + " and ".join(items), either="either " + " or ".join(items),
                              t_comma="\\text{, }".join(items), lines=" \\\\ ".join(items))
    SAME.append(("list " + name, ["list"], listed))

# intervals and unions
SIGN = {"[": "\\le", "(": "<", "]": "\\le", ")": "<"}


def inequality(lo, hi, left, right, x="x", low="\\le", reverse=False):
    if lo == "-\\infty" and "\\infty" in hi:
        return "\\mathbb{R}"
    sign = {"\\le": low, "<": "<"}
    if lo == "-\\infty":
        return "%s %s %s" % (x, sign[SIGN[right]], hi)
    if "\\infty" in hi:
        other = {"\\le": "\\ge", "\\leq": "\\geq", "≤": "≥", "<=": ">=", "<": ">", "\\leqslant": "\\geqslant"}[sign[SIGN[left]]]
        return "%s %s %s" % (x, other, lo) if not reverse else "%s %s %s" % (lo, sign[SIGN[left]], x)
    return "%s %s %s %s %s" % (lo, sign[SIGN[left]], x, sign[SIGN[right]], hi)


for name, make in {
        "inequality": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"]), "leq": lambda f: inequality(f["lo"], f["hi"],
        f["open"], f["close"], low="\\leq"), "unicode leq": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"],
        low="≤"),
        "program leq": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"], low="<="),
        "reverse": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"], reverse=True),
        "slanted": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"], low="\\leqslant"),
        "set": lambda f: "\\{ x \\mid " + inequality(f["lo"], f["hi"], f["open"], f["close"]) + " \\}",
        "set colon": lambda f: "\\{x : " + inequality(f["lo"], f["hi"], f["open"], f["close"]) + "\\}",
        "real set": lambda f: "\\{x \\in \\mathbb{R} \\mid " + inequality(f["lo"], f["hi"], f["open"], f["close"]) + "\\}",
        "member": lambda f: "x \\in " + f["x"], "sized": lambda f: "\\left%s %s, %s \\right%s" % (f["open"], f["lo"], f["hi"],
        f["close"]), "tight": lambda f: f["open"] + f["lo"] + "," + f["hi"] + f["close"],
        "unicode": lambda f: f["x"].replace("\\infty", "∞"), "plus infinity": lambda f: f["x"].replace(", \\infty",
        ", +\\infty").replace(",\\infty", ",+\\infty") if "\\infty" in f["hi"] else None,
        "program infinity": lambda f: f["x"].replace("\\infty", "oo") if "infty" in f["x"] else None,
        "big": lambda f: "\\big%s%s, %s\\big%s" % (f["open"], f["lo"], f["hi"], f["close"]),
        "french": lambda f: "%s%s;%s%s" % ("]" if f["open"] == "(" else "[", f["lo"], f["hi"], "[" if f["close"] == ")" else "]"),
        "function": lambda f: inequality(f["lo"], f["hi"], f["open"], f["close"], x="f(x)"),
        "brack": lambda f: f["x"].replace("[", "\\lbrack ").replace("]", "\\rbrack "),
        "and": lambda f: "x %s %s \\text{ and } x %s %s" % ({"\\le": "\\ge", "<": ">"}[SIGN[f["open"]]], f["lo"],
        SIGN[f["close"]], f["hi"]) if "infty" not in f["x"] else None,
        "inf word": lambda f: f["x"].replace("\\infty", "inf") if "infty" in f["x"] else None,
        "text": lambda f: "\\text{all } x \\text{ such that } " + inequality(f["lo"], f["hi"], f["open"], f["close"]),
        "the interval": lambda f: "the interval " + f["x"], "named": lambda f: "D = " + f["x"],
        "infinity word": lambda f: f["x"].replace("\\infty", "infinity") if "infty" in f["x"] else None,
        "thin": lambda f: "%s%s,\\,%s%s" % (f["open"], f["lo"], f["hi"], f["close"])}.items():
    SAME.append(("interval " + name, ["interval"], lambda a, r, make=make: None if a.fields["lo"] == "-\\infty"
        and "infty" in a.fields["hi"] else make(a.fields)))


def ends(part):
    m = re.fullmatch(r"([\[(]) ?([^,\[\]()]+), ?([^,\[\]()]+)([\])])", part)
    return m[2].strip(), m[3].strip(), m[1], m[4]


for name, make in {
        "inequalities": lambda p: " \\text{ or } ".join(inequality(*ends(i)) for i in p),
        "or": lambda p: " or ".join(inequality(*ends(i), low="<=") for i in p), "turned": lambda p: " \\cup ".join(p[::-1]),
        "letter": lambda p: " U ".join(p), "unicode": lambda p: " ∪ ".join(p).replace("\\infty", "∞"),
        "member": lambda p: "x \\in " + "\\cup".join(p), "bigcup": lambda p: " \\bigcup ".join(p), "set": lambda p: "\\{x \\mid "
        + " \\text{ or } ".join(inequality(*ends(i)) for i in p) + "\\}", "lor": lambda p: " \\lor ".join(inequality(*ends(i))
        for i in p), "comma or": lambda p: ", \\text{or } ".join(inequality(*ends(i)) for i in p),
        "text union": lambda p: " \\text{ union } ".join(p), "sized": lambda p: " \\cup ".join("\\left" + i[:-1] + "\\right"
        + i[-1] for i in p), "word union": lambda p: " union ".join(p),
        "quad or": lambda p: " \\quad \\text{or} \\quad ".join(inequality(*ends(i)) for i in p),
        "vee": lambda p: " \\vee ".join(inequality(*ends(i)) for i in p)}.items():
    SAME.append(("union " + name, ["union"], lambda a, r, make=make: make(a.fields["parts"])))

# expressions and equations
forms("expression", "({x})", "\\left({x}\\right)", "{{{x}}}", "1 \\cdot ({x})", "{x} + 0", "f(x) = {x}", "\\frac{{2({x})}}{{2}}",
    "\\displaystyle {x}", "\\frac{{{x}}}{{1}}", "S = {x}", "\\dfrac{{3 \\cdot \\left({x}\\right)}}{{3}}", "[{x}]", "({x})^1",
    "-(-({x}))", "\\bigl({x}\\bigr)")


@same("expression")
def terms_shuffled(a, r):
    terms = a.fields["terms"][:]
    if len(terms) < 2:
        return None
    r.shuffle(terms)
    return joined(terms) if terms != a.fields["terms"] else None


@same("expression")
def terms_turned(a, r):
    terms = a.fields["terms"][::-1]
    return joined(terms).replace(" + ", "+").replace(" - ", "-") if len(terms) > 1 else None


@same("expression")
def pulled_sign(a, r):
    terms = a.fields["terms"]
    return "-(" + joined([("-" if s == "+" else "+", t) for s, t in terms]) + ")" if len(terms) > 1 else None


for name, (power, times) in {"caret star": ("^", "*"), "python": ("**", "*"), "caret": ("^", ""), "spaced stars": ("^",
    " * ")}.items():
    def programmed(a, r, power=power, times=times):
        text = plain(a.text, power, times)
        return text if text and text != a.text and not (times == "" and re.search(r"\)\(|[a-z]\(|sqrt.*[a-z]|pi", text)) else None
    SAME.append(("plain by " + name, ["expression", "surd_quotient"], programmed))


@same("expression equation")
def unicode_powers(a, r):
    out = re.sub(r"\^\{?(\d+)\}?", lambda m: m[1].translate(SUPER), a.text)
    return out if out != a.text else None


@same("expression equation")
def dots_between(a, r):
    out = re.sub(r"(\d)([a-z])", r"\1 \\cdot \2", a.text)
    return out if out != a.text and "\\" not in a.text else None


@same("expression equation")
def mathematical_letters(a, r):
    out = re.sub(r"(?<![\\a-zA-Z])([a-z])(?![a-zA-Z])", r"\\mathit{\1}", a.text)
    return out if out != a.text and "\\" not in a.text else None


@same("expression")
def split_coefficient(a, r):
    s, t = a.fields["terms"][0]
    m = re.match(r"(\d+)([a-z].*)", t)
    if not m or int(m[1]) < 2:
        return None
    return joined([(s, "%d%s" % (int(m[1]) - 1, m[2])), (s, m[2])] + a.fields["terms"][1:])


forms("equation", "{r} = {l}", "{l} - ({r}) = 0", "2({l}) = 2({r})", "0 = {r} - ({l})", "{l}={r}", "{l} \\ =\\ {r}",
    "-({l}) = -({r})", "{l} &= {r}", "\\text{{The equation is }} {l} = {r}", "{l} + 1 = {r} + 1",
    "\\frac{{{l}}}{{2}} = \\frac{{{r}}}{{2}}")


@same("equation")
def equation_in_program(a, r):
    left, right = plain(a.fields["l"]), plain(a.fields["r"])
    return left + " = " + right if left and right else None


# whole texts

FORMULA = "integer decimal fraction surd surd_quotient pi complex tuple vector matrix list interval union expression equation base percent degrees unit choice words money"
SAFE = lambda t: "$" not in t and "\\boxed" not in t   # may stand inside dollars
WORDY = lambda t: re.search(r"(?<![\\{a-zA-Z])[a-zA-Z]{3,} |^[a-zA-Z]{3,}", t) is not None
for carrier in ("X", "$X$", "$$X$$", "\\(X\\)", "\\[X\\]", "\\boxed{X}", "$\\boxed{X}$", "The answer is $X$.",
    "**Final Answer**\n\n$\\boxed{X}$", "Therefore, the answer is \\boxed{X}.", "#### X", "Answer: X", "\\[ \\boxed{X} \\]",
    "So the final answer is: \\(X\\)", "The final answer is: $\\boxed{X}$", "$$\\boxed{X}$$",
                "Thus, we conclude that the answer is\n\\[\n\\boxed{X}.\n\\]", "**Answer:** $X$",
                "Hence the answer is $\\boxed{X}$. I hope it is correct.", "\\fbox{X}", "\\boxed {X}", "\\boxed{ X }",
                "<answer>X</answer>", "### Final answer\n$X$", "The answer is: X", "\\boxed{\\displaystyle X}",
                "Final Answer: The final answer is $X$. I hope it is correct.",
                "\\boxed{X}\\]", "$\\boxed{X", "\\boxed{\\boxed{X}}", "\\boxed{$X$}",
                "\\begin{align*}\nA &= \\boxed{X}\n\\end{align*}",
                "First $2+2=4$, so $\\boxed{4}$ is wrong. The right one is $\\boxed{X}$.", "**\\boxed{X}**",
                "\\boxed{X} \\quad \\blacksquare", "\\therefore \\boxed{X}", "So, the correct answer is **$X$**.",
                "\\\\boxed{X}", "Let me check: $1+1=2$.\n\nThe final answer is $\\boxed{X}$", "answer = $X$", "The answer is $X$",
                "\\boxed{X}\n```", "\\boxed{X} ✅", "> **$X$**", "Thus we get $$X.$$", "\\boxed{\\,X\\,}", "\\boxed{X\\,.}",
                "\\boxed{X}.$$", "Final answer: $\\boxed{X}$", "\\boxed{\n X \n}"):
    CARRIERS.append((carrier, FORMULA.split(), carrier))
