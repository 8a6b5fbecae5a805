#include "variations.h"

#include <fmt/core.h>

#include <cctype>
#include <cmath>
#include <functional>
#include <set>

#include "base/text.h"

namespace retort::bench {
namespace {

bool letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

// Calls `on_number` or `on_name` for each number and name of the text and puts what they give in its place.
using Replace = std::function<std::string(const std::string& token, bool exponent)>;
std::string rewritten(const std::string& text, const Replace& on_number, const Replace& on_name) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (letter(text[i]) || digit(text[i])) {
      while (end < text.size() && (digit(text[end]) || (letter(text[i]) ? letter(text[end]) : text[end] == '.'))) ++end;
      const bool exponent = i >= 2 && text.compare(i - 2, 2, "**") == 0;
      const std::string token = text.substr(i, end - i);
      out += letter(text[i]) ? on_name(token, exponent) : on_number(token, exponent);
    } else {
      out += text[i];
    }
    i = end;
  }
  return out;
}

std::string same(const std::string& token, bool) { return token; }

// Another number of about the same size; 0, exponents and decimals stay.
std::string with_other_numbers(const std::string& text, Random& random) {
  return rewritten(
      text,
      [&](const std::string& token, bool exponent) {
        if (exponent || token == "0" || token.size() > 4 || token.find('.') != token.npos) return token;
        return std::to_string(random.between(1, 3 * std::stoll(token) + 9));
      },
      same);
}

std::string with_variable_as(const std::string& text, const std::string& variable, const std::string& by) {
  return rewritten(text, same, [&](const std::string& token, bool) { return token == variable ? by : token; });
}

std::string main_variable(const cas::ToolCall& call) {
  const std::string named = string_or(call.args, "variable", "");
  if (!named.empty()) return named;
  std::string found;
  rewritten(string_or(call.args, "expression", ""), same, [&](const std::string& token, bool) {
    if (found.empty() && token.size() == 1 && token != "E" && token != "I") found = token;
    return token;
  });
  return found;
}

// 2, 3, 4 ... times all entries: rank and eigenvectors stay.
void scale_matrix(Json& args, long long by) {
  for (Json& row : args["matrix"])
    for (Json& entry : row) entry = entry.get<long long>() * by;
}

bool names_variables(const std::string& key) { return key == "variable" || key == "variables"; }

// Each text argument rewritten, each vector with other numbers.
void change_numbers(Json& args, Random& random) {
  for (auto& [key, value] : args.items()) {
    if (names_variables(key)) continue;
    if (value.is_string()) value = with_other_numbers(value.get<std::string>(), random);
    if (!value.is_array()) continue;
    for (Json& item : value)
      if (item.is_string())
        item = with_other_numbers(item.get<std::string>(), random);
      else if (item.is_number_integer())
        item = random.between(1, 30);
  }
}

void change_variable(cas::ToolCall& call, const std::string& by) {
  const std::string variable = main_variable(call);
  for (auto& [key, value] : call.args.items())
    if (value.is_string() && !names_variables(key)) value = with_variable_as(value.get<std::string>(), variable, by);
}

cas::ToolCall varied(const cas::ToolCall& call, Random& random) {
  cas::ToolCall out = call;
  const std::string variable = main_variable(call);
  const long long number = random.between(2, 60);
  const double point = number_or(call.args, "point", HUGE_VAL);
  if (call.args.contains("matrix")) {
    scale_matrix(out.args, number);
  } else if (point == 0) {
    change_variable(out, fmt::format("({}*{})", number, variable));
  } else if (std::abs(point) < 1e6) {
    change_variable(out, fmt::format("({} - {})", variable, number));
    out.args["point"] = call.args["point"].get<long long>() + number;
  } else {
    change_numbers(out.args, random);
    if (out.args == call.args && !variable.empty()) change_variable(out, fmt::format("({}*{})", number, variable));
  }
  return out;
}

}  // namespace

std::vector<cas::ToolCall> variations(const cas::ToolCall& call, std::size_t count, Random& random) {
  std::vector<cas::ToolCall> out;
  std::set<std::string> seen{to_line(call.to_json())};
  for (std::size_t tries = 0; out.size() < count && tries < 20 * count; ++tries) {
    cas::ToolCall made = varied(call, random);
    if (seen.insert(to_line(made.to_json())).second) out.push_back(std::move(made));
  }
  return out;
}

}  // namespace retort::bench
