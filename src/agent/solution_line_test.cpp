#include "agent/solution_line.h"

#include <gtest/gtest.h>

namespace retort::agent {
namespace {

// The line as a narrative shows it: computations as equalities, equations in dollars, false ones marked.
std::string shown(std::string_view line, std::string_view solution = {}) {
  const std::string text = ascii_signs(line);
  const auto pieces = read_line(text, unknowns_of(solution.empty() ? std::string_view(text) : solution));
  if (!pieces.ok()) return "error: " + pieces.error().message;
  std::string out;
  for (const Piece& piece : *pieces) {
    if (piece.kind == Piece::Kind::kWords) {
      out += piece.text;
    } else if (piece.kind == Piece::Kind::kEquation) {
      out += (piece.false_equation ? "FALSE$" : "$") + piece.text + "$";
    } else if (!piece.text.empty()) {
      out += "$" + piece.text + "$";
    } else {
      out += "$";
      for (const std::string& side : piece.sides) out += side + " = ";
      out += number_to_latex(piece.result) + "$";
    }
  }
  return out;
}

struct Case {
  const char* line;
  const char* shown;
};

class Lines : public testing::TestWithParam<Case> {};

TEST_P(Lines, AreRead) { EXPECT_EQ(shown(GetParam().line), GetParam().shown); }

INSTANTIATE_TEST_SUITE_P(
    Arithmetic, Lines,
    testing::Values(
        Case{"Anna sold 36/2 = <<36/2=18>>18 cakes.", "Anna sold $36 / 2 = 18$ cakes."},
        Case{"She earns 9 x 4 = $<<9*4=36>>36 a day.", "She earns $9 \\cdot 4 = 36$ dollars a day."},
        Case{"That is 5 bags * 3 apples/bag = <<5*3=15>>15 apples", "That is $5 \\cdot 3 = 15$ apples"},
        Case{"He bought 16 pens for Tom + 4 pens for Ann = <<16+4=20>>20 pens.", "He bought $16 + 4 = 20$ pens."},
        Case{"Half of 90 is <<90/2=45>>45.", "Half of 90 is $90 / 2 = 45$."},
        Case{"It takes 8 minutes because 24 divided by 3 equals <<24/3=8>>8.",
             "It takes 8 minutes because $24 / 3 = 8$."},
        Case{"Red = 4 * 20 = <<4*20=80>>80 pages", "Red: $4 \\cdot 20 = 80$ pages"},
        Case{"So the total = 4 + 20 = 24 pages", "So the total is $4 + 20 = 24$ pages"},
        Case{"He has 3*4 = <<3*4=12>>12 + 5 = <<12+5=17>>17 cards", "He has $3 \\cdot 4 = 12$ $12 + 5 = 17$ cards"},
        Case{"1 hour = 60 minutes", "1 hour is 60 minutes"},
        Case{"45 minutes = 45/60 = <<45/60=0.75>>0.75 hours", "45 minutes is $45 / 60 = 0.75$ hours"}));

INSTANTIATE_TEST_SUITE_P(
    Amounts, Lines,
    testing::Values(
        Case{"The 1,200 dollars are $1,200/4 = $<<1200/4=300>>300 each.",
             "The 1,200 dollars are $1200 / 4 = 300$ dollars each."},
        Case{"She has $20 - $5 = <<20-5=15>>15 left.", "She has $20 - 5 = 15$ dollars left."},
        Case{"A $5 bill and $.50 more.", "A \\$5 bill and \\$.50 more."},
        Case{"They pay .20*95 = $<<20*.01*95=19>>19.", "They pay $0.20 \\cdot 95 = 19$ dollars."},
        Case{"20% of 50 = <<20*.01*50=10>>10 eggs", "$\\frac{20}{100} \\cdot 50 = 10$ eggs"},
        Case{"The share is 8/20 * 100% = <<8/20*100=40>>40%.", "The share is $\\frac{8}{20} \\cdot 100 = 40$ percent."},
        Case{"That is 100% - 25% = 75% of it.", "That is $100 - 25 = 75$ percent of it."},
        Case{"They ate 2 1/2 * 2 = <<2.5*2=5>>5 pies.", "They ate $2\\frac{1}{2} \\cdot 2 = 5$ pies."},
        Case{"He fills 14 / 1/4 = <<14*4=56>>56 cups.", "He fills $14 / \\frac{1}{4} = 56$ cups."},
        Case{"She buys 1 500 000 - 500 000 = 1 000 000 seeds.", "She buys $1500000 - 500000 = 1000000$ seeds."}));

INSTANTIATE_TEST_SUITE_P(
    Unknowns, Lines,
    testing::Values(
        Case{"Let x be the price, so 2x + 3 = 11 dollars.", "Let $x$ be the price, so $2x + 3 = 11$ dollars."},
        Case{"Then x = 8 / 2 = <<8/2=4>>4.", "Then $x = 8 / 2 = 4$."},
        Case{"Let S be it. It had 2 * 2S = <<2*2=4>>4S boats.", "Let $S$ be it. It had $2 \\cdot 2S = 4S$ boats."},
        Case{"Let e be the age, then e = 3 + 4 = <<3+4=7>>7.", "Let $E$ be the age, then $E = 3 + 4 = 7$."},
        Case{"The cheaper one wins because 3 < 4.", "The cheaper one wins because $3 < 4$."},
        Case{"So 3 + 4 = 8 in all.", "So FALSE$3 + 4 = 8$ in all."}));

TEST(Line, RefusesMarksThatAreNotExact) {
  EXPECT_NE(shown("It is 10/3 = <<10/3=3.33>>3.33.").find("not exact"), std::string::npos);
  EXPECT_NE(shown("It is <<3+4=8>>8.").find("not exact"), std::string::npos);
  EXPECT_NE(shown("It is 3+4 = <<3+4=7>>9.").find("followed by 9"), std::string::npos);
  EXPECT_NE(shown("It is <<3+4>>7.").find("one equality"), std::string::npos);
  EXPECT_NE(shown("It is <<3+4=7").find("no end"), std::string::npos);
  EXPECT_NE(shown("It is <<3+/4=7>>7.").find("cannot be read"), std::string::npos);
}

TEST(Line, TakesLinearTimeOnHostileText) {
  constexpr int kBytes = 200'000;   // quadratic time would be minutes
  std::string open(kBytes, '('), equals(kBytes, '='), chain, words;
  for (int i = 0; i < kBytes / 4; ++i) chain += "1+1=";
  for (int i = 0; i < kBytes / 4; ++i) words += "a b 1 ";
  for (const std::string& text : {open, equals, chain, words, open + equals})
    EXPECT_TRUE(read_line(text, {}).ok()) << text.substr(0, 20);
}

TEST(Unknowns, AreLettersWithARole) {
  EXPECT_EQ(unknowns_of("Let p be the pens. p + m = 4, so m = 3."), (std::set<char>{'p', 'm'}));
  EXPECT_EQ(unknowns_of("I have a 5 m rope. 75 m / 25 m = 3. It is 300m = far."), (std::set<char>{}));
}

}  // namespace
}  // namespace retort::agent
