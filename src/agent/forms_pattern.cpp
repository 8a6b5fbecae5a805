#include "agent/forms_pattern.h"

#include "agent/forms_fillers.h"

#include <algorithm>

#include "agent/forms_phrases.h"
#include "agent/forms_slots.h"
#include "base/error.h"

namespace retort::agent {

// Pattern text -> steps, by recursive descent; alternatives become splits and jumps.
class PatternCompiler {
 public:
  PatternCompiler(std::string_view text, const std::map<std::string, std::string>& phrases) : text_(text), phrases_(phrases) {}

  Pattern run() {
    alternatives();
    RETORT_CHECK(at_ == text_.size(), "a pattern has a closing bracket too many");
    add({Pattern::Op::kEnd});
    return std::move(pattern_);
  }

 private:
  using Op = Pattern::Op;

  std::size_t add(Pattern::Step step) {
    pattern_.steps_.push_back(std::move(step));
    return pattern_.steps_.size() - 1;
  }
  std::size_t here() const { return pattern_.steps_.size(); }

  // a|b|c up to the closing bracket: split a, jump out, split b, jump out, c
  void alternatives() {
    std::vector<std::size_t> jumps;
    for (;;) {
      bool last = !more_alternatives();
      std::size_t split = last ? 0 : add({Op::kSplit});
      if (!last) pattern_.steps_[split].first = here();
      sequence();
      if (last) break;
      RETORT_CHECK(take() == '|', "a pattern has an unclosed bracket");
      jumps.push_back(add({Op::kJump}));
      pattern_.steps_[split].second = here();
    }
    for (std::size_t jump : jumps) pattern_.steps_[jump].first = here();
  }

  // Is there a '|' at this level ahead?
  bool more_alternatives() const {
    int depth = 0;
    for (std::size_t i = at_; i < text_.size(); ++i) {
      char c = text_[i];
      if (c == '(' || c == '[') ++depth;
      if ((c == ')' || c == ']') && depth-- == 0) return false;
      if (c == '|' && depth == 0) return true;
    }
    return false;
  }

  void sequence() {
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == '|' || c == ')' || c == ']') return;
      if (c == ' ') ++at_;
      else if (c == '(') group(')');
      else if (c == '[') optional();
      else if (c == '{') slot();
      else if (c == '<') phrase();
      else literal();
    }
  }

  void group(char close) {
    ++at_;
    alternatives();
    RETORT_CHECK(take() == close, "a pattern has an unclosed bracket");
  }

  void optional() {
    std::size_t split = add({Op::kSplit});
    pattern_.steps_[split].first = here();
    group(']');
    pattern_.steps_[split].second = here();
  }

  void slot() {
    std::size_t end = text_.find('}', at_);
    RETORT_CHECK(end != text_.npos, "a pattern has an unclosed slot");
    std::string inside(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    std::size_t colon = inside.find(':');
    std::string type = inside.substr(0, colon), name = colon == inside.npos ? type : inside.substr(colon + 1);
    if (type[0] == '=') {
      add({Op::kSame, type.substr(1), name});
      return;
    }
    RETORT_CHECK(is_slot_type(type) || Phrases::is_type(type), "a pattern names an unknown slot type");
    add({Op::kSlot, type, name});
  }

  void phrase() {
    std::size_t end = text_.find('>', at_);
    RETORT_CHECK(end != text_.npos, "a pattern has an unclosed phrase");
    auto found = phrases_.find(std::string(text_.substr(at_ + 1, end - at_ - 1)));
    RETORT_CHECK(found != phrases_.end(), "a pattern names an unknown phrase");
    PatternCompiler inner(found->second, phrases_);
    inner.pattern_.steps_ = std::move(pattern_.steps_);
    inner.alternatives();
    RETORT_CHECK(inner.at_ == inner.text_.size(), "a phrase has a closing bracket too many");
    pattern_.steps_ = std::move(inner.pattern_.steps_);
    at_ = end + 1;
  }

  void literal() {
    std::size_t end = text_.find_first_of(" |()[]{}<>", at_);
    if (end == text_.npos) end = text_.size();
    RETORT_CHECK(end > at_, "a pattern has a stray bracket");
    const std::string word(text_.substr(at_, end - at_));
    if (!is_filler(word)) add({Op::kLiteral, word});
    at_ = end;
  }

  char take() { return at_ < text_.size() ? text_[at_++] : '\0'; }

  std::string_view text_;
  const std::map<std::string, std::string>& phrases_;
  std::size_t at_ = 0;
  Pattern pattern_;
};

// One attempt: depth-first over the steps. The steps have no loop, so the depth is at most their number.
struct Pattern::Run {
  const std::vector<Step>& steps;
  const std::vector<Token>& tokens;
  Phrases* phrases = nullptr;
  std::vector<std::pair<std::string, Capture>> caught = {};
  std::vector<Prefix>* ends = nullptr;   // collects every end instead of stopping at the last token
  std::size_t start = 0;
  int budget = 100'000;

  Captures captures() const {
    Captures out;
    for (const auto& [name, capture] : caught) out.set(name, capture);
    return out;
  }

  bool from(std::size_t step, std::size_t at) {
    if (--budget < 0) return false;
    // A phrase does not go on behind the end of its sentence.
    if (ends && at > start && tokens[at - 1].ends_sentence()) return ends_here(step, at);
    const Step& s = steps[step];
    switch (s.op) {
      case Op::kEnd:
        if (!ends) return at == tokens.size();
        ends->push_back({at - start, captures()});
        return false;
      case Op::kJump: return from(s.first, at);
      case Op::kSplit: return from(s.first, at) || from(s.second, at);
      case Op::kLiteral:
        return at < tokens.size() && tokens[at].kind != TokenKind::kMath && tokens[at].text == s.text && from(step + 1, at + 1);
      case Op::kSame: return same(s, step, at);
      case Op::kSlot: break;
    }
    for (SlotReading& reading : Phrases::is_type(s.text) ? phrase(s.text, at) : read_slot(s.text, tokens, at)) {
      caught.emplace_back(s.name, std::move(reading.capture));
      if (from(step + 1, at + reading.length)) return true;
      caught.pop_back();
    }
    return false;
  }

  // Can the steps from here on be passed without another token?
  bool ends_here(std::size_t step, std::size_t at) {
    const Step& s = steps[step];
    if (s.op == Op::kJump) return ends_here(s.first, at);
    if (s.op == Op::kSplit) return ends_here(s.first, at) || ends_here(s.second, at);
    if (s.op == Op::kEnd) ends->push_back({at - start, captures()});
    return false;
  }

  std::vector<SlotReading> phrase(const std::string& type, std::size_t at) {
    RETORT_CHECK(phrases, "a pattern of phrases is matched without a reader of phrases");
    return phrases->read(type, at);
  }

  bool same(const Step& s, std::size_t step, std::size_t at) {
    auto found = std::find_if(caught.rbegin(), caught.rend(), [&](const auto& c) { return c.first == s.text; });
    if (found == caught.rend()) return false;
    const std::string wanted = found->second.stem;
    Capture repeated;
    for (std::size_t end = at; end < tokens.size() && repeated.stem.size() <= wanted.size(); ++end) {
      const char* blank = end == at ? "" : " ";
      repeated.stem += blank + word_stem(tokens[end].text);
      repeated.text += blank + tokens[end].written;
      if (repeated.stem != wanted) continue;
      caught.emplace_back(s.name, std::move(repeated));
      if (from(step + 1, end + 1)) return true;
      caught.pop_back();
      return false;
    }
    return false;
  }
};

Pattern Pattern::compile(std::string_view text, const std::map<std::string, std::string>& phrases) {
  return PatternCompiler(text, phrases).run();
}

std::optional<Captures> Pattern::match(const std::vector<Token>& tokens, Phrases* phrases) const {
  Run run{steps_, tokens, phrases};
  if (!run.from(0, 0)) return {};
  return run.captures();
}

std::vector<Pattern::Prefix> Pattern::prefixes(const std::vector<Token>& tokens, std::size_t at, Phrases& phrases, const Capture* left) const {
  std::vector<Prefix> ends;
  Run run{steps_, tokens, &phrases};
  run.ends = &ends;
  run.start = at;
  if (left) run.caught.emplace_back("left", *left);
  run.from(0, at);
  return ends;
}

std::vector<Lookup> Captures::before() const {
  std::vector<Lookup> all;
  for (const auto& [name, capture] : by_name_) all.insert(all.end(), capture.before.begin(), capture.before.end());
  return all;
}

const Capture& Captures::at(std::string_view name) const {
  auto found = by_name_.find(std::string(name));
  RETORT_CHECK(found != by_name_.end(), "a form asks for a slot that its pattern does not have");
  return found->second;
}

const math::Expr& Captures::expr(std::string_view name) const {
  const Capture& capture = at(name);
  RETORT_CHECK(!capture.exprs.empty(), "a form asks for the mathematics of a slot of words");
  return capture.exprs.front();
}

long long Captures::integer(std::string_view name) const {
  auto value = expr(name).is_number() ? expr(name).value().to_int64() : std::nullopt;
  RETORT_CHECK(value.has_value(), "a form asks for the integer of a slot of another type");
  return *value;
}

const std::string& Captures::text(std::string_view name) const { return at(name).text; }

}  // namespace retort::agent
