#include "math/parse.h"

#include <gtest/gtest.h>

namespace retort::math {
namespace {

// (op part part ...), the tree as it is.
std::string tree(const Expr& e) {
  static const char* const kNames[] = {"number", "symbol", "constant", "+", "*", "/", "neg", "^", "call", "rel", "chain", "mod",
                                       "tuple", "list", "set", "interval", "union", "matrix", "pm", "percent", "degree", "base",
                                       "mixed", "text", "unit"};
  if (e.is_number()) return e.value().to_string() + (e.text().empty() ? "" : "'" + e.text() + "'");
  if (e.is(Op::kSymbol)) return e.name();
  if (e.is(Op::kConstant)) return "#" + e.name();
  std::string out = std::string("(") + kNames[static_cast<int>(e.op())];
  if (!e.name().empty()) out += ":" + e.name();
  for (const Expr& arg : e.args()) out += " " + tree(arg);
  return out + ")";
}
std::string latex(const char* text) {
  const auto e = parse(text);
  return e ? tree(*e) : std::string(error_code_name(e.error().code));
}
std::string plain(const char* text) {
  const auto e = parse(text, Notation::kPlain);
  return e ? tree(*e) : std::string(error_code_name(e.error().code));
}

struct Case {
  const char* text;
  const char* tree;
};
void check(std::string (*read)(const char*), std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(read(c.text), c.tree) << c.text;
}

TEST(ParseLatex, Numbers) {
  check(latex, {{"12", "12"}, {"0.50", "1/2'0.50'"}, {".5", "1/2'.5'"}, {"007", "7'007'"}, {"1,000", "1000'1,000'"},
                {"1{,}234{,}567", "1234567'1,234,567'"}, {"2\\,005", "2005'2,005'"}, {"1\\!000", "1000'1,000'"},
                {"9,\\!600,000", "9600000'9,600,000'"}, {"1,000.25", "4001/4'1,000.25'"}, {"1, 000", "(list 1 0'000')"},
                {"1,00", "(list 1 0'00')"}, {"10,100,1000", "(list 10 100 1000)"}, {"2,1", "(list 2 1)"},
                {"0.\\overline{3}", "1/3'0.\\overline{3}'"}, {"0.1\\overline{6}", "1/6'0.1\\overline{6}'"}, {"0.\\overline5", "5/9'0.\\overline{5}'"},
                {"50\\%", "(percent 50)"}, {"\\frac12\\%", "(percent (/ 1 2))"}, {"1103_6", "(base 1103'1103' 6)"},
                {"12_{7}", "(base 12'12' 7)"}, {"5^\\circ", "(degree 5)"}, {"120°", "(degree 120)"}});
}

TEST(ParseLatex, CommasInBrackets) {
  check(latex, {{"\\{100,200\\}", "(set 100 200)"}, {"(3,104)", "(tuple 3 104)"}, {"\\gcd(120,168)", "(call:gcd 120 168)"},
                {"(1,000)", "1000'1,000'"}, {"\\frac{1,250}{2}", "(/ 1250'1,250' 2)"}, {"(1,234+5)", "unsupported"},
                {"f(1,2)", "(call:f 1 2)"}});
}

TEST(ParseLatex, FractionsAndRoots) {
  check(latex, {{"\\frac12", "(/ 1 2)"}, {"\\frac{a}{b}", "(/ a b)"}, {"\\dfrac34", "(/ 3 4)"}, {"\\tfrac1x", "(/ 1 x)"},
                {"\\frac\\pi2", "(/ #pi 2)"}, {"\\frac1{10}", "(/ 1 10)"}, {"3\\frac{1}{3}", "(mixed 3 (/ 1 3))"},
                {"3\\frac13x", "(* (mixed 3 (/ 1 3)) x)"}, {"2\\frac{x}{3}", "(* 2 (/ x 3))"}, {"2\\frac{9}{4}", "unsupported"},
                {"3 1/3", "(mixed 3 (/ 1 3))"}, {"\\frac123", "parse"}, {"\\sqrt2", "(call:sqrt 2)"},
                {"2\\sqrt{3}", "(* 2 (call:sqrt 3))"}, {"\\sqrt[3]{x}", "(call:root x 3)"}, {"8√3", "(* 8 (call:sqrt 3))"},
                {"{n \\choose k}", "(call:binomial n k)"}, {"\\binom{n}{k}", "(call:binomial n k)"}, {"{a \\over b}", "(/ a b)"},
                {"\\sqrt12", "parse"}});
}

TEST(ParseLatex, Products) {
  check(latex, {{"2(8)=16", "(rel:= (* 2 8) 16)"}, {"3(4)", "(* 3 4)"}, {"(2)(3)", "(* 2 3)"}, {"2(3)(4)", "(* 2 3 4)"},
                {"xy^2z", "(* x (^ y 2) z)"}, {"AB^2", "(* A (^ B 2))"}, {"2x \\cdot 3y", "(* 2 x 3 y)"},
                {"2\\times-3", "(* 2 (neg 3))"}, {"6\\div 2\\cdot 3", "(* (/ 6 2) 3)"}, {"a/b/c", "(/ (/ a b) c)"},
                {"1/2x", "unsupported"}, {"6\\div2(3)", "unsupported"}, {"2 3", "parse"}, {"x2", "parse"},
                {"2^n3^n", "(* (^ 2 n) (^ 3 n))"}, {"2^{3}5", "(* (^ 2 3) 5)"}, {"2^35", "unsupported"}, {"x(x+1)", "(* x (+ x 1))"},
                {"f(x)", "(call:f x)"}, {"a\\ast b", "unsupported"}});
}

TEST(ParseLatex, SumsAndSigns) {
  check(latex, {{"a-b+c", "(+ a (neg b) c)"}, {"-x^2", "(neg (^ x 2))"}, {"-2x", "(neg (* 2 x))"}, {"a - -b", "(+ a (neg (neg b)))"},
                {"a-(b-c)", "(+ a (neg (+ b (neg c))))"}, {"x \\pm 2", "(pm x 2)"}, {"\\pm 3", "(pm 3)"}, {"−5", "(neg 5)"},
                {"1+2+\\dots+10", "unsupported"}, {"a+", "parse"}});
}

TEST(ParseLatex, Powers) {
  check(latex, {{"x^{2}", "(^ x 2)"}, {"x^2y", "(* (^ x 2) y)"}, {"2^{10}", "(^ 2 10)"}, {"2^10", "unsupported"}, {"x^2^3", "parse"},
                {"x²", "(^ x 2)"}, {"e^{i\\pi}", "(^ #e (* #i #pi))"}, {"5!", "(call:factorial 5)"}, {"2n!", "(* 2 (call:factorial n))"},
                {"x^2!", "unsupported"}, {"n!!", "unsupported"}, {"5!=120", "(rel:= (call:factorial 5) 120)"}, {"x^{-1}", "(^ x (neg 1))"}});
}

TEST(ParseLatex, Functions) {
  check(latex, {{"\\sin^2 x", "(^ (call:sin x) 2)"}, {"\\sin 2x\\cos 3x", "(* (call:sin (* 2 x)) (call:cos (* 3 x)))"},
                {"\\sin(x)y", "(* (call:sin x) y)"}, {"\\sin^{-1} x", "(call:asin x)"}, {"\\tan 60^\\circ", "(call:tan (degree 60))"},
                {"\\log_2 8", "(call:log 8 2)"}, {"\\log_{2}{8}", "(call:log 8 2)"}, {"\\log 100", "(call:log 100)"}, {"\\ln x^2", "(call:ln (^ x 2))"},
                {"\\sin x/2", "unsupported"}, {"\\sin 2(x+1)", "unsupported"}, {"\\ln(x)^2", "unsupported"},
                {"\\sin x(1-\\cos x)", "(* (call:sin x) (+ 1 (neg (call:cos x))))"}, {"|x|", "(call:abs x)"},
                {"||x|-1|", "(call:abs (+ (call:abs x) (neg 1)))"}, {"\\left|x\\right|", "(call:abs x)"}, {"\\lvert x\\rvert", "(call:abs x)"},
                {"\\lfloor x\\rfloor", "(call:floor x)"}, {"\\lceil x\\rceil", "(call:ceil x)"}, {"\\lfloor x\\rceil", "parse"},
                {"\\text{lcm}(4,6)", "(call:lcm 4 6)"}, {"\\operatorname{lcm}(4,6)", "(call:lcm 4 6)"}, {"\\max\\{1,2\\}", "(call:max 1 2)"},
                {"17 \\bmod 5", "(call:mod 17 5)"}, {"3+4\\bmod 5", "unsupported"}, {"(3+4)\\bmod 5", "(call:mod (+ 3 4) 5)"},
                {"f^{-1}(x)", "(call:f_inverse x)"}, {"f^2(x)", "unsupported"}, {"f'(x)", "(call:f' x)"}, {"sqrt(2)", "unsupported"},
                {"speed", "unsupported"}, {"\\foo", "unsupported"}});
}

TEST(ParseLatex, FormsThatBind) {
  check(latex, {{"\\sum_{k=1}^{n} k^2", "(call:sum (^ k 2) k 1 n)"}, {"\\sum_{i=1}^n i", "(call:sum i i 1 n)"},
                {"\\prod_{k=1}^{3} 2k", "(call:product (* 2 k) k 1 3)"}, {"\\sum_{k=1}^n k + k", "unsupported"},
                {"\\sum_{i=1}^n i + i", "unsupported"}, {"\\int_0^1 x^2\\,dx", "(call:integral (^ x 2) x 0 1)"},
                {"\\int x\\,dx", "(call:integral x x)"}, {"\\lim_{x\\to 0^+}\\frac1x", "(call:limit (/ 1 x) x 0 (text:+))"},
                {"\\frac{d}{dx} x^2", "(call:derivative (^ x 2) x)"}, {"\\frac{dy}{dx}", "(call:derivative y x)"},
                {"\\frac{d^2y}{dx^2}", "unsupported"}});
}

TEST(ParseLatex, Relations) {
  check(latex, {{"a=b<c", "(chain (rel:= a b) (rel:< b c))"}, {"x\\ne 3", "(rel:!= x 3)"}, {"\\pi\\approx 3.14", "(rel:~ #pi 157/50'3.14')"},
                {"a \\equiv b \\pmod{m}", "(mod a b m)"}, {"2^{10}\\equiv 2 \\pmod 7", "(mod (^ 2 10) 2 7)"},
                {"7 \\equiv 1 \\mod 3", "(mod 7 1 3)"}, {"7 \\equiv 1 (\\bmod 3)", "(mod 7 1 3)"}, {"2 = 17 \\bmod 5", "(rel:= 2 (call:mod 17 5))"},
                {"a \\equiv b", "parse"}, {"2x = ", "parse"}, {"x \\in [0,1)", "(rel:in x (interval:[) 0 1))"}, {"x≤2", "(rel:<= x 2)"},
                {"x=1, y=2", "(list (rel:= x 1) (rel:= y 2))"}, {"x=1\\text{ or }x=2", "(list (rel:= x 1) (rel:= x 2))"}});
}

TEST(ParseLatex, Collections) {
  check(latex, {{"\\{1,2\\}", "(set 1 2)"}, {"\\emptyset", "(set)"}, {"(-\\infty, 3]", "(interval:(] (neg #oo) 3)"},
                {"(2,\\infty)", "(interval:() 2 #oo)"}, {"[0,1) \\cup (2,3)", "(union (interval:[) 0 1) (interval:() 2 3))"},
                {"(1,2)", "(tuple 1 2)"}, {"[2(x+1)]", "(* 2 (+ x 1))"}, {"(1]", "parse"},
                {"\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", "(matrix (tuple 1 2) (tuple 3 4))"},
                {"\\begin{vmatrix} 1 & 2 \\\\ 3 & 4 \\end{vmatrix}", "(call:det (matrix (tuple 1 2) (tuple 3 4)))"},
                {"\\begin{pmatrix} 1 & 2 \\\\ 3 \\end{pmatrix}", "parse"}, {"\\begin{cases} x \\end{cases}", "unsupported"}});
}

TEST(ParseLatex, WordsAndUnits) {
  check(latex, {{"5\\text{ cm}", "(unit 5 (text:cm))"}, {"5\\text{ cm}^2", "(unit 5 (text:cm^2))"}, {"\\text{even}", "(text:even)"},
                {"\\$18.90", "(unit 189/10'18.90' (text:$))"}, {"3/4\\text{ cup}", "(unit (/ 3 4) (text:cup))"},
                {"2\\pi\\text{ cm}", "(unit (* 2 #pi) (text:cm))"}, {"5\\mathrm{cm}", "(unit 5 (text:cm))"}});
}

TEST(ParseLatex, NamesAndConstants) {
  check(latex, {{"\\alpha", "alpha"}, {"x_1", "x_1"}, {"x_{12}", "x_12"}, {"a_{n+1}", "a_{n+1}"}, {"x_{max}", "x_max"}, {"x'", "x'"}, {"e", "#e"},
                {"i", "#i"}, {"E", "E"}, {"\\pi", "#pi"}, {"\\infty", "#oo"}, {"\\mathit{rate}", "rate"}, {"\\angle CBA", "angle_ABC"},
                {"\\overline{BA}", "overline_AB"}});
}

TEST(ParseLatex, MathDelimitersAround) {
  check(latex, {{"$x$", "x"}, {"$$x$$", "x"}, {"\\(x\\)", "x"}, {"\\[ x \\]", "x"}, {" $ x $ ", "x"}, {"$x", "parse"}, {"$x$ $y$", "parse"}});
}

TEST(ParsePlain, AsSympyWritesIt) {
  check(plain, {{"2*x**2 - 3/4", "(+ (* 2 (^ x 2)) (neg (/ 3 4)))"}, {"a/b*c", "(* (/ a b) c)"}, {"2x", "(* 2 x)"}, {"x^2", "(^ x 2)"},
                {"2^3^2", "(^ 2 (^ 3 2))"}, {"x**-2", "(^ x (neg 2))"}, {"-x**2", "(neg (^ x 2))"}, {"sqrt(2)*Abs(x)", "(* (call:sqrt 2) (call:abs x))"},
                {"oo", "#oo"}, {"2*pi*I + E", "(+ (* 2 #pi #i) #e)"}, {"E_", "E"}, {"log(x)", "(call:ln x)"}, {"log(8, 2)", "(call:log 8 2)"},
                {"log_2(8)", "(call:log 8 2)"}, {"log10(x)", "(call:log x 10)"}, {"factorial(5)", "(call:factorial 5)"},
                {"binomial(5, 2)", "(call:binomial 5 2)"}, {"Mod(7, 3)", "(call:mod 7 3)"}, {"7 % 3", "(call:mod 7 3)"}, {"50%", "(percent 50)"},
                {"sin(x)**2", "(^ (call:sin x) 2)"}, {"sin^2(x)", "(^ (call:sin x) 2)"}, {"cbrt(x)", "(call:root x 3)"}, {"pow(x, 2)", "(^ x 2)"}});
}

TEST(ParsePlain, FormsAndCollections) {
  check(plain, {{"Sum(i**2, (i, 1, 10))", "(call:sum (^ i 2) i 1 10)"}, {"Integral(x, (x, 0, 1))", "(call:integral x x 0 1)"},
                {"Integral(x, x)", "(call:integral x x)"},
                {"Limit(1/x, x, 0, \"+\")", "(call:limit (/ 1 x) x 0 (text:+))"}, {"Derivative(x**2, x)", "(call:derivative (^ x 2) x)"},
                {"Eq(x, 2)", "(rel:= x 2)"}, {"x**2-4 == 0", "(rel:= (+ (^ x 2) (neg 4)) 0)"}, {"x != 3", "(rel:!= x 3)"}, {"x!=3", "unsupported"},
                {"Matrix([[1, 2], [3, 4]])", "(matrix (tuple 1 2) (tuple 3 4))"}, {"[[1, 2], [3, 4]]", "(matrix (tuple 1 2) (tuple 3 4))"}, {"Interval.open(0, 1)", "(interval:() 0 1)"},
                {"Union(Interval(0, 1), {2})", "(union (interval:[] 0 1) (set 2))"}, {"17 = 2 (mod 5)", "(mod 17 2 5)"},
                {"x = 1 or x = 2", "(list (rel:= x 1) (rel:= x 2))"}, {"x in Interval(0, 1)", "(rel:in x (interval:[] 0 1))"}});
}

TEST(ParsePlain, NamesOfSeveralLetters) {
  check(plain, {{"speed*time", "(* speed time)"}, {"alpha_1", "alpha_1"}, {"2pi", "(* 2 #pi)"}, {"pi r^2", "(* #pi (^ r 2))"}, {"area(3)", "unsupported"},
                {"the answer is 5", "parse"}, {"x(x+1)", "(* x (+ x 1))"}, {"1.5e-3", "3/2000'1.5e-3'"}, {"π r²", "(* #pi (^ r 2))"}});
}

TEST(ParsePlain, ChoosesTheNotation) {
  EXPECT_EQ(tree(parse_any("ab").value()), "ab");
  EXPECT_EQ(tree(parse_any("$ab$").value()), "(* a b)");
  EXPECT_EQ(tree(parse_any("\\frac12").value()), "(/ 1 2)");
}

TEST(Parse, DeclaredFunctionsAndSymbols) {
  ParseLimits limits;
  EXPECT_EQ(tree(parse("P(x)", Notation::kLatex, limits).value()), "(* P x)");
  limits.functions = {"P"};
  limits.symbols = {"e"};
  EXPECT_EQ(tree(parse("P(x)+P_1(2)", Notation::kLatex, limits).value()), "(+ (call:P x) (call:P_1 2))");
  EXPECT_EQ(tree(parse("2e", Notation::kLatex, limits).value()), "(* 2 e)");
}

TEST(Parse, NamesTheByteAndWhatWasExpected) {
  EXPECT_EQ(parse("((x+1").error().message, "byte 5: ')' or ',' expected, found the end");
  EXPECT_EQ(parse("2x = ").error().message, "byte 4: a number, a name or a bracket expected, found the end");
  EXPECT_EQ(parse("1 + \\dots").error().message, "byte 4: dots (\\dots)");
  EXPECT_EQ(parse("").error().code, ErrorCode::kParse);
}

}  // namespace
}  // namespace retort::math
