#include "grade/units.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

#include "base/text.h"
#include "grade/clean.h"

namespace retort::grade {
namespace {

struct Unit {
  std::string_view name;
  std::string_view kind;      // what it measures; units of one kind convert
  long long num, den;         // size in the kind's base unit
  std::array<std::string_view, 6> spellings;
};

// The base units are metre, gram, second, litre, cent; inches and pounds by their exact definitions.
constexpr std::array<Unit, 47> kUnits = {{
    {"mm", "length", 1, 1000, {"mm", "millimeter", "millimetre"}},
    {"cm", "length", 1, 100, {"cm", "centimeter", "centimetre"}},
    {"m", "length", 1, 1, {"m", "meter", "metre"}},
    {"km", "length", 1000, 1, {"km", "kilometer", "kilometre"}},
    {"inch", "length", 254, 10000, {"inch", "inche", "in"}},
    {"foot", "length", 3048, 10000, {"foot", "feet", "ft"}},
    {"yard", "length", 9144, 10000, {"yard", "yd"}},
    {"mile", "length", 1609344, 1000, {"mile", "mi"}},
    {"mg", "mass", 1, 1000, {"mg", "milligram"}},
    {"g", "mass", 1, 1, {"g", "gram"}},
    {"kg", "mass", 1000, 1, {"kg", "kilogram", "kilo"}},
    {"ounce", "mass", 28349523125, 1000000000, {"ounce", "oz"}},
    {"pound", "mass", 45359237, 100000, {"pound", "lb"}},
    {"second", "time", 1, 1, {"second", "sec", "s"}},
    {"minute", "time", 60, 1, {"minute", "min"}},
    {"hour", "time", 3600, 1, {"hour", "hr", "h"}},
    {"day", "time", 86400, 1, {"day"}},
    {"week", "time", 604800, 1, {"week", "wk"}},
    {"month", "month", 1, 1, {"month"}},
    {"year", "month", 12, 1, {"year", "yr"}},
    {"ml", "volume", 1, 1000, {"ml", "milliliter", "millilitre"}},
    {"l", "volume", 1, 1, {"l", "liter", "litre"}},
    {"gallon", "us volume", 4, 1, {"gallon", "gal"}},
    {"quart", "us volume", 1, 1, {"quart"}},
    {"pint", "us volume", 1, 2, {"pint"}},
    {"cup", "us volume", 1, 4, {"cup"}},
    {"cent", "money", 1, 100, {"cent", "¢"}},
    {"dollar", "money", 1, 1, {"dollar", "\\$", "$", "usd", "buck"}},
    {"euro", "euro", 1, 1, {"euro", "eur"}},
    {"yuan", "yuan", 1, 1, {"yuan", "rmb"}},
    {"yen", "yen", 1, 1, {"yen"}},
    {"rupee", "rupee", 1, 1, {"rupee", "rs"}},
    {"celsius", "celsius", 1, 1, {"celsius"}},
    {"fahrenheit", "fahrenheit", 1, 1, {"fahrenheit"}},
    {"degree", "angle", 1, 1, {"degree", "deg"}},
    {"radian", "radian", 1, 1, {"radian", "rad"}},
    {"hz", "frequency", 1, 1, {"hz", "hertz"}},
    {"newton", "force", 1, 1, {"newton"}},
    {"joule", "energy", 1, 1, {"joule"}},
    {"ton", "us mass", 1, 1, {"ton"}},
    {"tonne", "mass", 1000000, 1, {"tonne"}},
    {"decimeter", "length", 1, 10, {"decimeter", "decimetre", "dm"}},
    {"acre", "land", 1, 1, {"acre"}},
    {"watt", "power", 1, 1, {"watt"}},
    {"volt", "voltage", 1, 1, {"volt"}},
    {"tablespoon", "spoon", 3, 1, {"tablespoon", "tbsp"}},
    {"teaspoon", "spoon", 1, 1, {"teaspoon", "tsp"}},
}};

// Words around a number that say nothing about it.
constexpr std::array<std::string_view, 18> kSilent = {"unit", "way", "total", "the", "a", "an", "of", "in", "about", "each",
                                                      "only", "is", "exactly", "altogether", "more", "solution", "value", "left"};

std::string_view singular(std::string_view word) {
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.remove_suffix(1);
  return word;
}

const Unit* find_unit(std::string_view word) {
  const std::string_view bare = word.size() > 2 && word.ends_with('s') ? word.substr(0, word.size() - 1) : word;   // lbs, hrs
  for (std::string_view spelling : {word, bare}) {
    for (const Unit& unit : kUnits) {
      const bool known = std::find(unit.spellings.begin(), unit.spellings.end(), spelling) != unit.spellings.end();
      if (known && !spelling.empty()) return &unit;
    }
  }
  return nullptr;
}

// `m s^{-1}` is `m /s`.
std::string inverse_powers_as_per(std::string text) {
  for (std::string_view power : {"}^{-1}", "^{-1}", "^-1"}) {
    for (std::size_t at = text.find(power); at != std::string::npos; at = text.find(power)) {
      std::size_t begin = at;
      while (begin > 0 && std::isalpha(static_cast<unsigned char>(text[begin - 1]))) --begin;
      text.replace(at, power.size(), power.front() == '}' ? "}" : "");
      text.insert(begin, " /");
    }
  }
  return text;
}

// Letters of \text{...} and marks as words: `\text{ cm}^{2}` is `cm^2`.
std::string plain_words(std::string_view text) {
  std::string out = inverse_powers_as_per(replace_all(replace_all(replace_all(text, "²", "^2"), "³", "^3"), "\\text", " "));
  for (std::string_view mark : {"{", "}", "(", ")", ".", ",", "\"", "-"}) {
    out = replace_all(out, mark, mark == "{" || mark == "}" ? "" : " ");
  }
  return replace_all(replace_all(replace_all(lower_ascii(out), "/", " per "), "mph", "mile per hour"), "kph", "km per hour");
}

struct Power { std::string name; int exponent; };

// The name and exponent of one word: `cm^2`, `cm2`.
Power read_power(std::string_view word) {
  int exponent = 1;
  if (word.size() > 1 && (word.back() == '2' || word.back() == '3')) {
    exponent = word.back() - '0';
    word.remove_suffix(1);
    if (word.ends_with('^')) word.remove_suffix(1);
  }
  const Unit* unit = find_unit(word);
  return {std::string(unit ? unit->name : singular(word)), exponent};
}

std::string with_exponent(const Power& power) {
  return power.exponent == 1 ? power.name : power.name + "^" + std::to_string(power.exponent);
}

}  // namespace

std::string clean_unit(std::string_view text) {
  const std::string plain = plain_words(text);
  std::vector<std::string> parts;
  int pending = 0;   // exponent of a `square` or `cubic` that waits for its unit
  for (std::string_view word : words(plain)) {
    if (word == "square" || word == "sq") {
      pending = 2;
    } else if (word == "cubic" || word == "cu") {
      pending = 3;
    } else if (word == "per") {
      parts.push_back("/");
    } else if (std::find(kSilent.begin(), kSilent.end(), singular(word)) != kSilent.end()) {
      pending = 0;
    } else {
      Power power = read_power(word);
      if (pending != 0) power.exponent = pending;
      pending = 0;
      parts.push_back(with_exponent(power));
    }
  }
  return join(parts, " ");
}

bool is_unit_name(std::string_view text) { return find_unit(lower_ascii(text)) != nullptr; }

std::optional<math::Rational> unit_factor(std::string_view from, std::string_view to) {
  if (from == to) return math::Rational(1);
  const auto power_of = [](std::string_view unit) {
    const std::size_t at = unit.find('^');
    return at == std::string_view::npos ? 1 : unit.back() - '0';
  };
  const Unit* a = find_unit(from.substr(0, from.find('^')));
  const Unit* b = find_unit(to.substr(0, to.find('^')));
  if (!a || !b || a->kind != b->kind || power_of(from) != power_of(to)) return std::nullopt;
  const math::Rational one = math::Rational(a->num, a->den) / math::Rational(b->num, b->den);
  math::Rational factor = one;
  for (int i = 1; i < power_of(from); ++i) factor *= one;
  return factor;
}

}  // namespace retort::grade
