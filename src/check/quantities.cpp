#include "check/quantities.h"

#include <optional>

#include "check/conversions.h"
#include "check/number_words.h"
#include "check/pieces.h"
#include "check/tokens.h"
#include "grade/units.h"

namespace retort::check {
namespace {

using math::Rational;

struct Quantity {
  Rational amount;
  std::string unit;
  std::size_t begin = 0, end = 0;   // tokens
};

class Reader {
 public:
  explicit Reader(std::string_view text) : tokens_(tokenize(text, split_pieces(text))) {}

  std::vector<Quantity> run() const {
    std::vector<Quantity> found;
    for (std::size_t i = 0; i < tokens_.size() && found.size() < kMaxQuantities;) {
      const auto quantity = read(i);
      i = quantity ? quantity->end : i + 1;
      if (quantity) found.push_back(*quantity);
    }
    return found;
  }

  // Are they one quantity, `1 hour and 45 minutes`?
  bool joined(const Quantity& a, const Quantity& b) const {
    return b.begin == a.end || (b.begin == a.end + 1 && tokens_[a.end].kind == Kind::kWord && tokens_[a.end].text == "and");
  }

 private:
  std::optional<Quantity> read(std::size_t i) const {
    Quantity found;
    found.begin = i;
    std::size_t at = i;
    if (tokens_[i].kind == Kind::kNumber) {
      const auto value = Rational::parse(tokens_[i].text);
      if (!value.ok()) return std::nullopt;
      found.amount = *value;
      at = i + 1;
    } else if (is_word(i, "a") || is_word(i, "an") || is_word(i, "one")) {
      found.amount = Rational(1);
      at = i + 1;
    } else if (const auto spoken = spoken_number(tokens_, i, tokens_.size())) {
      found.amount = spoken->value;
      at = i + spoken->tokens;
    } else {
      return std::nullopt;
    }
    if (at < tokens_.size() && tokens_[at].kind == Kind::kOperator && tokens_[at].text == "-" && tokens_[at].glued) ++at;   // a 3-hour trip
    if (at >= tokens_.size() || tokens_[at].kind != Kind::kWord || tokens_[at].text.size() == 1) return std::nullopt;
    found.unit = grade::clean_unit(singular_word(tokens_[at].text));
    found.end = at + 1;
    if (!grade::is_unit_name(tokens_[at].text) && !grade::unit_factor(found.unit, "second") && !grade::unit_factor(found.unit, "inch")) return std::nullopt;
    return found;
  }

  bool is_word(std::size_t i, std::string_view word) const { return tokens_[i].kind == Kind::kWord && tokens_[i].text == word; }

  std::vector<Token> tokens_;
};

// 5'6" and 5' 6": inches.
void add_heights(std::string_view text, std::vector<Rational>& out) {
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  for (std::size_t at = text.find('\''); at != std::string_view::npos && out.size() < kMaxQuantities; at = text.find('\'', at + 1)) {
    std::size_t second = at + 1;
    if (second < text.size() && text[second] == ' ') ++second;
    if (at == 0 || !digit(at - 1) || !digit(second)) continue;
    const std::size_t close = digit(second + 1) ? second + 2 : second + 1;
    if (close >= text.size() || text[close] != '"') continue;
    const auto inches = Rational::parse(text.substr(second, close - second));
    const auto feet = Rational::parse(text.substr(at - 1, 1));
    if (feet.ok() && inches.ok()) out.insert(out.end(), {Rational(12), *feet * Rational(12) + *inches, *feet * Rational(12)});
  }
}

}  // namespace

std::vector<Rational> other_measures(std::string_view text, const std::set<std::string>& words) {
  const Reader reader(text);
  const std::vector<Quantity> quantities = reader.run();
  std::vector<Rational> out;
  add_heights(text, out);
  std::set<std::string> units;
  for (const std::string& word : words) {
    if (word.size() > 1 && grade::is_unit_name(word)) units.insert(grade::clean_unit(word));
  }
  for (const Quantity& quantity : quantities) units.insert(quantity.unit);
  const auto add = [&](const Rational& amount, const std::string& unit) {
    for (const std::string& other : units) {
      const auto factor = other == unit ? std::nullopt : grade::unit_factor(unit, other);
      if (factor && out.size() < kMaxQuantities) out.push_back(amount * *factor);
    }
  };
  for (std::size_t i = 0; i < quantities.size(); ++i) {
    const Quantity& quantity = quantities[i];
    add(quantity.amount, quantity.unit);
    const bool pair = i + 1 < quantities.size() && quantities[i + 1].unit != quantity.unit && reader.joined(quantity, quantities[i + 1]);
    const auto factor = pair ? grade::unit_factor(quantity.unit, quantities[i + 1].unit) : std::nullopt;
    if (!factor || *factor <= Rational(1)) continue;
    const Rational whole = quantity.amount * *factor + quantities[i + 1].amount;
    out.push_back(whole);
    add(whole, quantities[i + 1].unit);
  }
  return out;
}

}  // namespace retort::check
