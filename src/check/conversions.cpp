#include "check/conversions.h"

#include <array>
#include <utility>

namespace retort::check {
namespace {

using math::Rational;

struct Conversion {
  std::string_view one, other;   // both must be spoken of; an empty `other` asks for nothing more
  int num, den = 1;
};

constexpr Conversion kConversions[] = {
    // time
    {"second", "minute", 60}, {"minute", "hour", 60}, {"minute", "hr", 60}, {"minute", "mph", 60}, {"second", "hour", 3600}, {"hour", "day", 24},
    {"hour", "daily", 24}, {"minute", "day", 1440}, {"day", "week", 7}, {"daily", "week", 7}, {"night", "week", 7}, {"daily", "weekly", 7}, {"day", "weekly", 7},
    {"month", "", 12}, {"week", "month", 4}, {"weekly", "month", 4}, {"week", "monthly", 4}, {"week", "year", 52}, {"weekly", "year", 52}, {"week", "annual", 52},
    {"week", "annually", 52}, {"week", "yearly", 52}, {"weekly", "annual", 52}, {"day", "month", 30}, {"day", "month", 31}, {"daily", "month", 30},
    {"day", "year", 365}, {"daily", "year", 365}, {"day", "annual", 365}, {"leap", "year", 366}, {"month", "year", 12}, {"monthly", "year", 12}, {"month", "annual", 12},
    {"month", "yearly", 12}, {"month", "annually", 12}, {"monthly", "annual", 12}, {"monthly", "yearly", 12}, {"monthly", "annually", 12}, {"year", "decade", 10},
    {"year", "century", 100}, {"year", "millennium", 1000}, {"quarter", "year", 4}, {"season", "year", 4}, {"season", "", 4}, {"weekday", "", 5}, {"weekend", "", 2}, {"workday", "", 5},
    {"school", "week", 5}, {"work", "week", 5}, {"workweek", "", 5}, {"half", "hour", 30}, {"half", "minute", 30}, {"half", "year", 6}, {"quarter", "hour", 15}, {"fortnight", "", 14},
    {"january", "", 31}, {"february", "", 28}, {"march", "", 31}, {"april", "", 30}, {"may", "day", 31}, {"june", "", 30}, {"july", "", 31}, {"august", "", 31},
    {"september", "", 30}, {"october", "", 31}, {"november", "", 30}, {"december", "", 31},
    // money
    {"cent", "dollar", 100}, {"cent", "", 100}, {"penny", "", 1}, {"penny", "", 1, 100}, {"penny", "", 100}, {"nickel", "", 5}, {"nickel", "", 1, 20}, {"dime", "", 10}, {"dime", "", 1, 10}, {"quarter", "", 25},
    {"quarter", "", 1, 4}, {"nickel", "dollar", 20}, {"quarter", "dollar", 4},
    // length
    {"inch", "foot", 12}, {"inch", "yard", 36}, {"foot", "yard", 3}, {"foot", "mile", 5280}, {"yard", "mile", 1760}, {"cubic", "yard", 27}, {"cubic", "foot", 1728}, {"square", "yard", 9}, {"square", "foot", 144}, {"millimeter", "centimeter", 10},
    {"millimeter", "meter", 1000}, {"centimeter", "meter", 100}, {"cm", "m", 100}, {"cm", "meter", 100}, {"mm", "cm", 10}, {"meter", "kilometer", 1000}, {"meter", "km", 1000}, {"m", "km", 1000},
    // weight
    {"ounce", "pound", 16}, {"oz", "pound", 16}, {"ounce", "lb", 16}, {"pound", "ton", 2000}, {"gram", "kilogram", 1000}, {"gram", "kg", 1000}, {"g", "kg", 1000}, {"milligram", "gram", 1000}, {"mg", "g", 1000},
    {"watt", "kilowatt", 1000}, {"watt", "kw", 1000}, {"kilogram", "ton", 1000}, {"kg", "ton", 1000},
    // volume
    {"ounce", "cup", 8}, {"oz", "cup", 8}, {"cup", "pint", 2}, {"pint", "quart", 2}, {"quart", "gallon", 4}, {"cup", "quart", 4}, {"cup", "gallon", 16}, {"pint", "gallon", 8}, {"ounce", "pint", 16},
    {"ounce", "quart", 32}, {"ounce", "gallon", 128}, {"milliliter", "liter", 1000}, {"ml", "liter", 1000}, {"ml", "l", 1000}, {"ml", "litre", 1000}, {"teaspoon", "tablespoon", 3}, {"tablespoon", "cup", 16},
    // counted things
    {"dozen", "", 12}, {"gross", "", 144}, {"score", "", 20}, {"pair", "", 2}, {"couple", "", 2}, {"twin", "", 2}, {"triplet", "", 3}, {"quadruplet", "", 4}, {"deck", "card", 52}, {"suit", "card", 4}, {"suit", "rank", 4}, {"suit", "face", 3}, {"alphabet", "", 26}, {"dice", "", 6}, {"die", "", 6},
    {"die", "face", 2}, {"die", "face", 3}, {"die", "face", 4}, {"die", "face", 5}, {"die", "side", 4}, {"die", "side", 3}, {"die", "side", 5},
    {"percent", "", 100}, {"percentage", "", 100}, {"percent", "", 1, 100}, {"percent", "", 1, 10},
    // shapes
    {"square", "", 4}, {"square", "", 2}, {"rectangle", "", 4}, {"rectangle", "", 2}, {"rectangular", "", 4}, {"rectangular", "", 2}, {"perimeter", "", 2}, {"perimeter", "", 4}, {"triangle", "", 3},
    {"triangle", "", 2}, {"triangle", "", 180}, {"cube", "", 3}, {"cube", "", 6}, {"circle", "", 360}, {"circle", "", 2}, {"radius", "", 2}, {"diameter", "", 2}, {"pentagon", "", 5}, {"hexagon", "", 6},
    {"sphere", "", 3}, {"sphere", "", 4}, {"sphere", "", 4, 3}, {"hemisphere", "", 2}, {"hemisphere", "", 3}, {"cone", "", 3}, {"pyramid", "", 3}, {"cylinder", "", 2},
    {"octagon", "", 8}, {"midpoint", "", 2}, {"corner", "", 4}, {"angle", "", 180}, {"angle", "", 90}, {"angle", "", 360}, {"even", "", 2}, {"odd", "", 2}, {"symmetric", "", 2}, {"discriminant", "", 4}, {"quadratic", "formula", 4}, {"quadratic", "formula", 2},
    // angles and periods
    {"tan", "", 180}, {"cot", "", 180}, {"sin", "", 360}, {"cos", "", 360}, {"sec", "", 360}, {"csc", "", 360}, {"circ", "", 90}, {"circ", "", 180}, {"circ", "", 360}, {"arcsin", "", 2}, {"arcsin", "", 3},
    {"arcsin", "", 4}, {"arcsin", "", 6}, {"arccos", "", 2}, {"arccos", "", 3}, {"arccos", "", 4}, {"arccos", "", 6}, {"arctan", "", 3}, {"arctan", "", 4}, {"arctan", "", 6}, {"radian", "", 2}, {"radian", "", 180},
    // parts
    {"car", "wheel", 4}, {"car", "tire", 4}, {"truck", "wheel", 4}, {"truck", "tire", 4}, {"vehicle", "tire", 4}, {"vehicle", "wheel", 4}, {"skate", "wheel", 4}, {"skate", "", 2}, {"tricycle", "", 3}, {"trike", "", 3}, {"bicycle", "", 2},
    {"bike", "", 2}, {"unicycle", "", 1}, {"motorcycle", "", 2}, {"finger", "", 10}, {"finger", "", 5}, {"toe", "", 10}, {"toe", "", 5}, {"toe", "finger", 20}, {"hand", "", 2}, {"shoe", "", 2}, {"sock", "", 2}, {"foot", "", 2}, {"leg", "", 2},
    {"leg", "", 4}, {"paw", "", 4}, {"eye", "", 2}, {"ear", "", 2}, {"arm", "", 2}, {"spider", "leg", 8}, {"insect", "leg", 6}, {"ant", "leg", 6}, {"octopus", "", 8}, {"bird", "wing", 2}, {"bird", "leg", 2}, {"chicken", "leg", 2}, {"duck", "leg", 2}, {"dog", "leg", 4}, {"cat", "leg", 4}, {"horse", "leg", 4}, {"cow", "leg", 4}, {"toenail", "", 10}, {"fingernail", "", 10}, {"brother", "sister", 2}, {"oldest", "youngest", 2}, {"older", "younger", 2}, {"parent", "", 2}, {"parent", "himself", 3}, {"parent", "herself", 3}, {"girl", "boy", 2}, {"man", "woman", 2},
    // turns of speech
    {"consecutive", "", 2}, {"consecutive", "odd", 4}, {"consecutive", "even", 4},
    {"split", "", 1, 2}, {"halfway", "", 2}, {"halved", "", 2}, {"halve", "", 2}, {"halving", "", 2}, {"opposite", "", 2}, {"side", "", 2}, {"round", "trip", 2}, {"round", "", 2}, {"return", "", 2}, {"way", "", 2}, {"back", "", 2}, {"free", "", 2},
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kPlurals = {{
    {"feet", "foot"}, {"inches", "inch"}, {"pennies", "penny"}, {"centuries", "century"}, {"people", "person"}, {"children", "child"}, {"halves", "half"}, {"boxes", "box"},
    {"watches", "watch"}, {"teeth", "tooth"}, {"geese", "goose"}, {"dice", "dice"},
}};

}  // namespace

std::vector<Rational> known_conversions(const std::set<std::string>& words) {
  std::vector<Rational> numbers;
  for (const Conversion& c : kConversions) {
    const auto spoken = [&](std::string_view word) { return word.empty() || words.count(std::string(word)) != 0; };
    if (spoken(c.one) && spoken(c.other)) numbers.emplace_back(c.num, c.den);
  }
  return numbers;
}

std::string singular_word(std::string_view word) {
  for (const auto& [plural, singular] : kPlurals) {
    if (word == plural) return std::string(singular);
  }
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.remove_suffix(1);
  return std::string(word);
}

}  // namespace retort::check
