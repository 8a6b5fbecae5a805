// Arrangements and partitions.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "explain/arithmetic.h"
#include "explain/counting.h"
#include "explain/rules.h"
#include "math/number_theory.h"
#include "math/parse.h"

namespace retort::explain {

using math::Expr;

void rule_permutations(const Call& call) {
  Board& board = call.board();
  const Rational n = call.worked_number("n"), k = call.has("k") ? call.worked_number("k") : n;
  if (board.failed()) return;
  if (k == n) return call.expect(explain_factorial(board, n));
  if (!n.is_integer() || !k.is_integer() || k.sign() < 0 || n > Rational(200) || k > Rational(12)) return board.unsupported("more places than one counts by hand");
  if (k > n) {
    board.fact("0 = 0", "permutations", board.say({"having only {0} things for {1} places", "running out of things: {0} of them cannot fill {1} places", "seeing that {1} places are too many for {0} things"}, tex(n), tex(k)));
    return call.expect(Rational(0));
  }
  if (k.is_zero()) {
    board.fact("1 = 1", "permutations", board.say({"having exactly one way to arrange nothing", "counting the one empty arrangement", "finding the one way that uses nothing"}));
    return call.expect(Rational(1));
  }
  std::vector<Rational> choices;
  Rational value(1);
  for (Rational i; i < k; i += 1) {
    choices.push_back(n - i);
    value *= n - i;
  }
  for (std::size_t i = 0; i + 1 < choices.size() && !board.brief(); ++i)
    board.fact(tex(choices[i]) + " - 1 = " + tex(choices[i + 1]), "one_choice_less",
               board.say({"having one choice less for each further place", "leaving one fewer for the next place", "using up one at each place"}));
  const std::string because = k == Rational(1) ? board.say({"choosing 1 of {0}", "having {0} choices for the one place", "counting the {0} things"}, tex(n))
                                               : board.say({"multiplying the choices, {0} for the first place", "filling the {1} places one after the other, with {0} choices for the first",
                                                            "choosing in order, {0} ways for the first"}, tex(n), tex(k));
  bool easy = true;
  Rational done(1);
  for (const Rational& c : choices) {
    easy &= !product_needs_pieces(done, c, board.full());
    done *= c;
  }
  if (choices.size() < 2) board.fact(tex(n) + " = " + tex(n), "permutations", because);
  else if (easy || board.brief()) board.fact(running_product(choices), "permutations", because);
  else Arithmetic(board, Form::kFractions).product(choices);
  call.expect(value);
}

namespace {

// The sum of the counts, then n! over the factorials of the counts above 1.
Rational write_multinomial(Board& board, const std::vector<Rational>& counts, std::string_view rule, std::string because) {
  Rational n;
  for (const Rational& k : counts) n += k;
  if (counts.size() > 1) board.fact(running_sum(counts), rule, std::move(because));
  std::vector<Rational> alike;
  for (const Rational& k : counts)
    if (k > Rational(1)) alike.push_back(k);
  if (alike.empty()) return explain_factorial(board, n);
  if (counts.size() == 1) {
    board.fact(tex(n) + " - " + tex(n) + " + 1 = 1", rule, board.say({"having only one arrangement, as all {0} are alike", "seeing no other order when all {0} are the same"}, tex(n)));
    return Rational(1);
  }
  return explain_factorial_quotient(board, n, alike);
}

}  // namespace

void rule_multinomial(const Call& call) {
  Board& board = call.board();
  std::vector<Rational> counts = call.numbers("counts");
  if (board.failed()) return;
  for (const Rational& k : counts)
    if (!k.is_integer() || k.sign() < 0) return board.unsupported("counts that are negative or not whole");
  std::erase(counts, Rational(0));
  if (counts.empty()) return board.unsupported("nothing to arrange");
  call.expect(write_multinomial(board, counts, "add", board.say({"counting all of them", "adding the counts", "finding how many there are in all"})));
}

void rule_arrangements(const Call& call) {
  Board& board = call.board();
  const std::string word = call.text("word");
  if (board.failed()) return;
  std::vector<std::pair<char, int>> letters;   // in order of first appearance
  for (char c : lower_ascii(trim(word))) {
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const auto at = std::find_if(letters.begin(), letters.end(), [&](const auto& l) { return l.first == c; });
    if (at == letters.end())
      letters.emplace_back(c, 1);
    else
      ++at->second;
  }
  std::vector<Rational> counts;
  std::vector<std::string> repeated;
  for (const auto& [letter, count] : letters) {
    counts.emplace_back(count);
    if (count > 1) repeated.push_back(fmt::format("{} {} times", letter, count));
  }
  const std::string alike = repeated.empty() ? board.say({"counting the letters, all different", "counting the letters, none of which repeats"})
                                             : board.say({"counting the letters, {0}", "counting letter by letter, with {0}", "seeing {0}"}, words_list(repeated));
  call.expect(write_multinomial(board, counts, "count_letters", alike));
}

namespace {

using Parts = std::vector<int>;

// Partitions of n into parts of at most `most`, the largest part first; with exactly `count` parts unless it is negative.
void list_partitions(int n, int most, int count, Parts& begun, std::vector<Parts>& out) {
  if (n == 0) {
    if (count <= 0) out.push_back(begun);
    return;
  }
  if (count == 0) return;
  for (int part = std::min(n, most); part >= 1; --part) {
    begun.push_back(part);
    list_partitions(n - part, part, count < 0 ? count : count - 1, begun, out);
    begun.pop_back();
  }
}

std::string tex_parts(const Parts& parts) {
  std::string out;
  for (const int p : parts) out += (out.empty() ? "" : " + ") + std::to_string(p);
  return out;
}

// One claim for each sum, then the count of those with the same largest part.
Rational write_list(Board& board, int n, const std::vector<Parts>& all) {
  std::vector<Rational> counts;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    const std::string because = all[i].size() == 1 ? board.say({"taking {0} by itself", "starting with {0} alone", "leaving {0} whole"}, n)
                                                   : board.say({"listing the sums with largest part {0}", "taking {0} as the largest part", "starting with {0}"}, all[i][0]);
    for (; end < all.size() && all[end][0] == all[i][0]; ++end) board.fact(std::to_string(n) + " = " + tex_parts(all[end]), "list_partitions", because);
    counts.emplace_back(static_cast<long long>(end - i));
    i = end;
  }
  const Rational total(static_cast<long long>(all.size()));
  board.fact(counts.size() == 1 ? tex(total) + " = " + tex(total) : grouped_sum(counts), "count_partitions",
             board.say({"counting the sums in each line", "adding up how many sums each line has", "counting them line by line"}));
  return total;
}

// "p_{7} = p_6 + p_5 - p_2 - p_0", Euler's recurrence, from p_0 = 1 on.
class PentagonalTable {
 public:
  PentagonalTable(Board& board, int n) : board_(board) {
    for (int k = 0; k <= n; ++k) values_.push_back(math::partition_count(Rational(k)).value_or(Rational(0)));
  }
  Rational write(int n) {
    constexpr int kKnown = 7;
    std::string names, numbers;
    for (int k = 0; k <= kKnown; ++k) {
      names += (k ? ", " : "") + name(k);
      numbers += (k ? ", " : "") + tex(values_[static_cast<std::size_t>(k)]);
    }
    line("(" + names + ") = (" + numbers + ")", "list_partitions",
         board_.say({"counting the smallest cases one by one, with $p_k$ for the number of partitions of $k$", "listing the partitions of 0 to {0} by hand and writing $p_k$ for their numbers"}, kKnown));
    for (int m = kKnown + 1; m <= n; ++m) step(m);
    return values_.back();
  }

 private:
  static std::string name(int k) { return k < 10 ? "p_" + std::to_string(k) : "p_{" + std::to_string(k) + "}"; }
  void step(int m) {
    std::string names, numbers;
    Rational total;
    for (int k = 1; k * (3 * k - 1) / 2 <= m; ++k)
      for (const int pentagonal : {k * (3 * k - 1) / 2, k * (3 * k + 1) / 2}) {
        if (pentagonal > m) continue;
        const std::string sign = k % 2 == 1 ? (names.empty() ? "" : " + ") : " - ";
        const Rational& value = values_[static_cast<std::size_t>(m - pentagonal)];
        names += sign + name(m - pentagonal);
        numbers += sign + tex(value);
        total += k % 2 == 1 ? value : -value;
      }
    line(name(m) + " = " + names + " = " + numbers + " = " + tex(total), "pentagonal_numbers",
         board_.say({"stepping back by the pentagonal numbers 1, 2, 5, 7, 12, ... with signs + + - -", "using Euler's recurrence with the steps 1, 2, 5, 7, 12, ...", "going back by 1, 2, 5, 7, 12 and so on, two signs plus, two minus"}));
  }
  // At the numbers of partitions as they are counted by another algorithm.
  void line(std::string claim, std::string_view rule, std::string because) {
    const auto read = math::parse(claim, math::Notation::kLatex);
    if (!read) return board_.fail(read.error());
    Expr e = *read;
    for (std::size_t k = 0; k < values_.size(); ++k) e = e.substitute("p_" + std::to_string(k), Expr::number(values_[k]));
    const Judgement judgement = judge(math::holds(e));
    board_.write(std::move(claim), rule, std::move(because), judgement);
  }

  Board& board_;
  std::vector<Rational> values_;
};

}  // namespace

namespace {

// n = (n - 1) + 1, n = (n - 2) + 2, ...: the smaller part runs from 1 to the half of n.
Rational write_pairs(Board& board, int n) {
  const std::string because = board.say({"letting the smaller part grow from 1", "listing the pairs, the smaller part from 1 on", "starting with the smaller part 1 and going up"});
  for (int small = 1; 2 * small <= n; ++small)
    board.fact(std::to_string(n) + " = " + std::to_string(n - small) + " + " + std::to_string(small), "list_partitions", because);
  const std::string half = std::to_string(n / 2);
  board.fact(n % 2 == 0 ? std::to_string(n) + " / 2 = " + half : "(" + std::to_string(n) + " - 1) / 2 = " + half, "count_partitions",
             board.say({"seeing that the smaller part is at most half of the sum", "noting that the smaller part goes up to the half", "finding the largest possible smaller part"}));
  return Rational(n / 2);
}

}  // namespace

void rule_partitions(const Call& call) {
  Board& board = call.board();
  const Rational n = call.worked_number("n"), parts = call.has("parts") ? call.number("parts") : Rational(-1);
  if (board.failed()) return;
  constexpr int kListed = 9, kListedInParts = 30, kTable = 60;
  if (!n.is_integer() || n.sign() <= 0 || n > Rational(kTable) || !parts.is_integer() || parts > n) return board.unsupported("partitions beyond what is counted by hand");
  const int whole = static_cast<int>(*n.to_int64()), count = static_cast<int>(*parts.to_int64());
  if (count == 0) return board.unsupported("a positive number as a sum of no parts");
  if (count < 0 && whole > kListed) return call.expect(PentagonalTable(board, whole).write(whole));
  if (count == 2 && whole > 3 && whole <= 2 * kListedInParts) return call.expect(write_pairs(board, whole));
  if (math::binomial(n - 1, Rational(std::max(0, count - 1))).value_or(Rational(0)) > Rational(2000)) return board.unsupported("too many partitions to list");
  std::vector<Parts> all;
  Parts begun;
  list_partitions(whole, whole, count, begun, all);
  if (all.size() > kListedInParts) return board.unsupported("too many partitions to list");
  call.expect(write_list(board, whole, all));
}

}  // namespace retort::explain
