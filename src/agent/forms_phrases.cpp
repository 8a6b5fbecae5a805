#include "agent/forms_phrases.h"

#include <algorithm>
#include <array>

#include "agent/forms_more.h"
#include "agent/integer_set.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

constexpr std::array<std::string_view, 15> kTypes = {"num",  "term", "nums",  "set",    "kind",      "adjective", "simple", "condition",
                                                     "fact", "clue", "trait", "figure", "attribute", "whose",     "line"};
constexpr std::size_t kMostWays = 24, kMostItems = 30;
constexpr long kMostWork = 4'000;   // rows tried behind a first token that fits

struct CompiledPhrase {
  PhraseForm form;
  Pattern pattern;
};

const std::vector<CompiledPhrase>& compiled(const std::string& type) {
  static const std::map<std::string, std::vector<CompiledPhrase>> all = [] {
    std::map<std::string, std::vector<CompiledPhrase>> made;
    for (auto table : {number_phrases, list_phrases, set_phrases, fact_phrases, polynomial_fact_phrases, line_phrases, property_phrases, clue_phrases, divisor_phrases, modular_phrases, measure_phrases})
      for (const PhraseForm& form : table()) made[std::string(form.type)].push_back({form, Pattern::compile(form.pattern, shared_phrases())});
    return made;
  }();
  static const std::vector<CompiledPhrase> none;
  auto found = all.find(type);
  return found == all.end() ? none : found->second;
}

bool say_the_same(const Capture& a, const Capture& b) {
  if (a.exprs.size() != b.exprs.size() || !a.set != !b.set) return false;
  for (long long n = -3; a.set && n <= 130; ++n)
    if (a.set->contains(n) != b.set->contains(n)) return false;
  for (std::size_t i = 0; i < a.exprs.size(); ++i) {
    if (a.exprs[i].same(b.exprs[i])) continue;
    auto x = math::exact_value(a.exprs[i]), y = math::exact_value(b.exprs[i]);
    if (!x.ok() || !y.ok() || *x != *y) return false;
  }
  return true;
}

// One reading for each length; none where they contradict each other.
std::vector<SlotReading> unambiguous(std::vector<SlotReading> found) {
  std::vector<SlotReading> kept;
  for (std::size_t i = 0; i < found.size(); ++i) {
    bool first = true, agreed = true;
    for (std::size_t j = 0; j < found.size(); ++j) {
      if (i == j || found[i].length != found[j].length) continue;
      first = first && i < j;
      agreed = agreed && say_the_same(found[i].capture, found[j].capture);
    }
    if (first && agreed) kept.push_back(found[i]);
  }
  std::stable_sort(kept.begin(), kept.end(), [](const SlotReading& a, const SlotReading& b) { return a.length > b.length; });
  return kept;
}

// The items of a piece of mathematics: of a list or a set in braces; itself otherwise.
std::vector<Expr> items_of(const Token& token) {
  std::vector<Expr> items;
  for (const Expr& e : token.exprs) {
    if (e.is(Op::kList) || e.is(Op::kSet)) items.insert(items.end(), e.args().begin(), e.args().end());
    else items.push_back(e);
  }
  return items;
}

}  // namespace

bool Phrases::is_type(std::string_view type) { return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end(); }

std::string Phrases::text(std::size_t at, std::size_t length) const {
  std::string out;
  for (std::size_t i = at; i < at + length; ++i) {
    const Token& token = tokens_[i];
    if (token.text == "'s") out += "'s";
    else out += (out.empty() ? "" : " ") + (token.kind == TokenKind::kWord ? token.written : "$" + token.text + "$");
  }
  return out;
}

const std::vector<SlotReading>& Phrases::read(const std::string& type, std::size_t at) {
  static const std::vector<SlotReading> none;
  if (at >= tokens_.size()) return none;
  // A place that is being read already has nothing to offer yet.
  auto [place, is_new] = known_.try_emplace({type, at});
  if (is_new) {
    auto found = fresh(type, at);
    known_[{type, at}] = std::move(found);
  }
  return known_[{type, at}];
}

void Phrases::add_rows(const std::string& type, std::size_t at, std::size_t from, const Capture* left, std::vector<SlotReading>& found) {
  for (const CompiledPhrase& row : compiled(type)) {
    if (found.size() >= kMostWays || ++work_ > kMostWork * static_cast<long>(tokens_.size() + 10)) return;
    for (const auto& [length, captures] : row.pattern.prefixes(tokens_, from, *this, left)) {
      auto capture = row.form.build(captures);
      if (!capture || length == 0) continue;
      capture->before = captures.before();
      capture->before.insert(capture->before.end(), capture->own.begin(), capture->own.end());
      capture->own.clear();
      capture->text = text(at, from - at + length);
      const std::size_t whole = from - at + length;
      const bool known = std::any_of(found.begin(), found.end(), [&](const SlotReading& r) { return r.length == whole && r.capture.stem == capture->stem && say_the_same(r.capture, *capture); });
      if (!known) found.push_back({whole, std::move(*capture)});
    }
  }
}

std::vector<SlotReading> Phrases::fresh(const std::string& type, std::size_t at) {
  std::vector<SlotReading> found;
  add_rows(type, at, at, nullptr, found);
  if (type == "nums") add_lists(at, found);
  for (std::size_t i = 0; i < found.size(); ++i) {
    SlotReading reading = found[i];
    std::size_t end = at + reading.length;
    if (end < tokens_.size() && !tokens_[end - 1].ends_sentence()) add_rows(type + "+", at, end, &reading.capture, found);
  }
  return unambiguous(std::move(found));
}

// Items side by side, joined by commas, "and" or "or".
void Phrases::add_lists(std::size_t at, std::vector<SlotReading>& found) {
  struct Open { std::size_t end; Capture so_far; };
  std::vector<Open> open = {{at, {}}};
  for (std::size_t next = 0; next < open.size() && next < 60; ++next) {
    Open list = open[next];
    if (list.so_far.exprs.size() >= kMostItems || list.end >= tokens_.size()) continue;
    std::vector<SlotReading> items = read("term", list.end);
    const Token& token = tokens_[list.end];
    auto parts = items_of(token);
    if (token.kind == TokenKind::kMath && parts.size() > 1) items.push_back({1, {parts, {}, {}}});
    for (const SlotReading& item : items) {
      Open longer = list;
      longer.end += item.length;
      longer.so_far.exprs.insert(longer.so_far.exprs.end(), item.capture.exprs.begin(), item.capture.exprs.end());
      longer.so_far.before.insert(longer.so_far.before.end(), item.capture.before.begin(), item.capture.before.end());
      longer.so_far.text = text(at, longer.end - at);
      if (longer.so_far.exprs.size() > 1 && found.size() < kMostWays) found.push_back({longer.end - at, longer.so_far});
      const Token& last = tokens_[longer.end - 1];
      if (last.ends_sentence() || longer.end >= tokens_.size()) continue;
      bool joined = last.mark == ',';
      const Token& after = tokens_[longer.end];
      if (after.kind == TokenKind::kWord && (after.text == "and" || after.text == "or")) ++longer.end, joined = true;
      if (joined) open.push_back(std::move(longer));
    }
  }
}

}  // namespace retort::agent
