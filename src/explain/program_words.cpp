// Names of variables as words.
#include <algorithm>

#include "explain/program.h"

namespace retort::explain {

namespace {

bool participle(const std::string& w) {
  static constexpr std::string_view kWords[] = {"left", "sold", "eaten", "bought", "made", "spent", "taken", "given", "lost", "kept", "paid", "won", "grown", "drunk", "built", "caught", "done", "burst", "cut", "hit", "run", "told", "read", "held", "met"};
  return std::find(std::begin(kWords), std::end(kWords), w) != std::end(kWords) || (w.size() > 4 && w.ends_with("ed") && !w.ends_with("eed") && w != "hundred") || w == "remaining";
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
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
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
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
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
