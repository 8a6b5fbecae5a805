// Names of variables as words.
#include <algorithm>

#include "explain/program.h"

namespace retort::explain {

namespace {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool participle(const std::string& w) {
  static constexpr std::string_view kWords[] = {"left", "sold", "eaten", "bought", "made", "spent", "taken", "given", "lost", "kept", "paid", "won", "grown", "drunk", "built", "caught", "done", "burst", "cut", "hit", "run", "told", "read", "held", "met"};
  return is_one_of(w, kWords) || (w.size() > 4 && w.ends_with("ed") && !w.ends_with("eed") && w != "hundred") || w == "remaining";
}

// What a part of a name that is a unit is called: "distance_km" is the distance in kilometers.
struct UnitName {
  std::string_view part, one, many;
};
constexpr UnitName kUnits[] = {{"km", "kilometer", "kilometers"}, {"cm", "centimeter", "centimeters"}, {"mm", "millimeter", "millimeters"}, {"kg", "kilogram", "kilograms"},
    {"lb", "pound", "pounds"}, {"lbs", "pound", "pounds"}, {"oz", "ounce", "ounces"}, {"ft", "foot", "feet"}, {"ml", "milliliter", "milliliters"}, {"usd", "dollar", "dollars"},
    {"hr", "hour", "hours"}, {"hrs", "hour", "hours"}, {"mins", "minute", "minutes"}, {"secs", "second", "seconds"}, {"mph", "mile per hour", "miles per hour"},
    {"kmh", "kilometer per hour", "kilometers per hour"}, {"m2", "square meter", "square meters"}, {"cm2", "square centimeter", "square centimeters"}, {"m3", "cubic meter", "cubic meters"},
    {"cm3", "cubic centimeter", "cubic centimeters"}, {"sqft", "square foot", "square feet"}};

const UnitName* unit_of(std::string_view part) {
  const auto at = std::find_if(std::begin(kUnits), std::end(kUnits), [&](const UnitName& unit) { return unit.part == part; });
  return at == std::end(kUnits) ? nullptr : at;
}

bool measures(std::string_view word) {
  static constexpr std::string_view kWords[] = {"radius", "length", "width", "height", "distance", "depth", "side", "diameter", "perimeter", "base"};
  return is_one_of(word, kWords);
}

// "height_feet" is the height in feet; "total_hours" stays.
bool is_measured_in(std::string_view noun, std::string_view unit) {
  static constexpr std::string_view kNouns[] = {"time", "weight", "age", "duration", "cost", "price", "amount", "volume", "size", "budget", "money", "speed"};
  static constexpr std::string_view kWholeUnits[] = {"feet", "inches", "yards", "miles", "meters", "kilometers", "centimeters", "dollars", "cents", "seconds", "minutes", "hours", "days", "weeks",
      "months", "years", "pounds", "ounces", "grams", "kilograms", "liters", "gallons"};
  return (measures(noun) || is_one_of(noun, kNouns)) && is_one_of(unit, kWholeUnits);
}

// "price_final" as "final_price".
void put_adjective_first(std::vector<std::string>& parts) {
  static constexpr std::string_view kAdjectives[] = {"initial", "final", "total", "original", "individual", "average", "extra", "daily", "weekly", "monthly", "yearly", "regular", "combined"};
  static constexpr std::string_view kHeads[] = {"the", "grand", "sub"};
  if (parts.size() < 2 || !is_one_of(parts.back(), kAdjectives) || is_one_of(parts[parts.size() - 2], kHeads)) return;
  std::rotate(parts.begin(), parts.end() - 1, parts.end());
}

// "price_per_cup_first_four_hours": what a name says behind an ordinal is when, or of which one.
std::string_view joint_before(const std::vector<std::string>& parts, std::size_t i) {
  static constexpr std::string_view kOrdinals[] = {"first", "second", "third", "fourth", "fifth", "last"};
  static constexpr std::string_view kJoints[] = {"the", "of", "in", "for", "per", "at", "on", "by", "to", "from", "with", "after", "before", "during", "until", "and", "total", "number", "num", "each"};
  static constexpr std::string_view kTimes[] = {"hour", "hours", "day", "days", "week", "weeks", "weekend", "month", "months", "year", "years", "minutes", "seconds", "night", "period", "half", "quarter", "semester", "season", "round"};
  if (i == 0 || i + 1 >= parts.size() || !is_one_of(parts[i], kOrdinals) || is_one_of(parts[i - 1], kJoints) || is_one_of(parts[i - 1], kOrdinals)) return {};
  return is_one_of(parts.back(), kTimes) ? " in the" : " of the";
}

}  // namespace

std::string words_of_name(std::string_view name) {
  std::vector<std::string> parts;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) parts.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool upper = c >= 'A' && c <= 'Z';
    if (c == '_' || (upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z')) close();
    if (c != '_') word += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  close();
  if (parts.empty()) return "it";
  if (parts.size() == 1 && parts[0].size() == 1) return "$" + parts[0] + "$";
  put_adjective_first(parts);
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out += joint_before(parts, i);
    if (i > 0 && is_measured_in(parts[i - 1], parts[i])) out += " in";
    if (i > 0 && i + 1 == parts.size() && participle(parts[i])) out += parts[i - 1].ends_with("s") ? " that are" : " that is";
    if (parts[i] == "num" && parts.size() == 1) parts[i] = "number";
    if ((parts[i] == "num" || parts[i] == "n") && i + 1 < parts.size()) parts[i] = "number of";
    const UnitName* unit = i == 0 ? nullptr : unit_of(parts[i] == "m" && measures(parts[i - 1]) ? "m2" : parts[i]);
    if (unit != nullptr && parts[i] == "m") out += " in meters";
    else if (unit != nullptr && parts[i - 1] == "per") out += " " + std::string(unit->one);
    else if (unit != nullptr) out += (parts[i - 1] == "in" ? " " : " in ") + std::string(unit->many);
    if (unit != nullptr) continue;
    out += (out.empty() ? "" : " ") + parts[i];
  }
  return "the " + out;
}

}  // namespace retort::explain
