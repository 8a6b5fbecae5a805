#include "agent/expression_spans.h"

#include <set>
#include <string>

#include "base/text.h"

namespace retort::agent {

namespace {

using Kind = SolutionToken::Kind;

// Words that end a phrase such as "5 boxes of apples": a number before them is no part of the expression after them.
bool ends_phrase(const SolutionToken& t) {
  static const std::set<std::string> kWords = {"and",  "so",   "because", "is",        "are",     "was",    "were",  "then",
                                               "which", "that", "gives",   "has",       "have",    "had",    "or",    "if",
                                               "but",  "since", "therefore", "leaving", "leaves",  "means",  "makes", "will",
                                               "costs", "cost", "while",   "when"};
  return kWords.contains(lower_ascii(t.text));
}

}  // namespace

ExpressionSpans::ExpressionSpans(std::span<const SolutionToken> tokens)
    : tokens_(tokens), close_of_(tokens.size(), kNone), open_of_(tokens.size(), kNone) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (at(i).is(Kind::kOpen)) open.push_back(i);
    if (!at(i).is(Kind::kClose) || open.empty()) continue;
    close_of_[open.back()] = i;
    open_of_[i] = open.back();
    open.pop_back();
  }
}

// Does token i multiply the one before it: 2x, 15 j, 3(4+5)?
bool ExpressionSpans::joins_factor(std::size_t i) const {
  if (adjacent(i)) return true;
  return at(i).is(Kind::kSymbol) && at(i - 1).is(Kind::kNumber) && at(i).begin == at(i - 1).end + 1;
}

// A bracket of words alone: "1 (Samuel) + 1 (Cathy)", not "20(price)".
bool ExpressionSpans::is_remark(std::size_t open, std::size_t close) const {
  if (open == 0 || adjacent(open)) return false;
  for (std::size_t i = open + 1; i < close; ++i)
    if (!at(i).is(Kind::kWord)) return false;
  return close > open + 1;
}

std::size_t ExpressionSpans::before_units(std::size_t end, std::size_t low) const {
  for (int n = 0; end > low; --end) {
    const SolutionToken& t = at(end - 1);
    if (t.is(Kind::kClose) && open_of_[end - 1] != kNone && open_of_[end - 1] >= low && is_remark(open_of_[end - 1], end - 1)) {
      end = open_of_[end - 1] + 1;
      continue;
    }
    if (!t.is(Kind::kWord)) break;
    if (++n > kMaxUnitWords || ends_phrase(t)) return kNone;
  }
  return end;
}

std::size_t ExpressionSpans::after_units(std::size_t begin) const {
  for (int n = 0; begin < tokens_.size(); ++begin) {
    const SolutionToken& t = at(begin);
    if (t.is(Kind::kOpen) && close_of_[begin] != kNone && is_remark(begin, close_of_[begin])) {
      begin = close_of_[begin];
      continue;
    }
    if (!t.is(Kind::kWord)) break;
    if (++n > kMaxUnitWords || ends_phrase(t)) return kNone;
  }
  return begin;
}

// Nothing in the bracket but an expression with units.
bool ExpressionSpans::holds_expression(std::size_t open, std::size_t close) const {
  bool number = false;
  for (std::size_t i = open + 1; i < close; ++i) {
    if (at(i).is(Kind::kEquals) || at(i).is(Kind::kPunctuation)) return false;
    number = number || at(i).is(Kind::kNumber) || at(i).is(Kind::kSymbol);
  }
  return number;
}

std::size_t ExpressionSpans::operand_begin(std::size_t end, std::size_t low) const {
  std::size_t begin = kNone;
  for (std::size_t i = end; i > low; --i) {
    if (i < end && !joins_factor(i)) break;
    const SolutionToken& t = at(i - 1);
    if (t.is(Kind::kClose)) {
      const std::size_t open = open_of_[i - 1];
      if (open == kNone || open < low || !holds_expression(open, i - 1)) break;
      i = open + 1;
    } else if (!t.is(Kind::kSymbol) && !t.is(Kind::kNumber)) {
      break;
    }
    begin = i - 1;
    if (t.is(Kind::kNumber)) break;
  }
  return begin;
}

std::size_t ExpressionSpans::expression_begin(std::size_t end, std::size_t low) const {
  std::size_t best = kNone;
  while (true) {
    const std::size_t last = before_units(end, low);
    if (last == kNone || last == low) return best;
    const std::size_t begin = operand_begin(last, low);
    if (begin == kNone) return best;
    best = begin;
    if (begin == low || !at(begin - 1).is(Kind::kOperator)) return best;
    const bool sign = at(begin - 1).op == '-' && (begin - 1 == low || at(begin - 2).is(Kind::kOperator) ||
                                                  at(begin - 2).is(Kind::kPunctuation) ||
                                                  (adjacent(begin) && at(begin - 2).is(Kind::kWord) && !adjacent(begin - 1)));
    if (sign) return begin - 1;
    end = begin - 1;
  }
}

std::size_t ExpressionSpans::operand_end(std::size_t i) const {
  if (i < tokens_.size() && at(i).op == '-') ++i;
  std::size_t end = kNone;
  for (; i < tokens_.size(); ++i) {
    if (end != kNone && !joins_factor(i)) break;
    if (at(i).is(Kind::kOpen)) {
      if (close_of_[i] == kNone || !holds_expression(i, close_of_[i])) break;
      i = close_of_[i];
    } else if (at(i).is(Kind::kNumber) ? end != kNone : !at(i).is(Kind::kSymbol)) {
      break;
    }
    end = i + 1;
  }
  return end;
}

std::size_t ExpressionSpans::expression_end(std::size_t i, std::size_t& equals) const {
  equals = kNone;
  std::size_t end = kNone, without_units = kNone;
  while (true) {
    const std::size_t operand = operand_end(i);
    if (operand == kNone) break;
    end = operand;
    const std::size_t next = after_units(end);
    if (next == kNone || next >= tokens_.size()) break;
    if (at(next).is(Kind::kEquals)) {
      equals = next;
      break;
    }
    if (!at(next).is(Kind::kOperator)) break;
    if (next != end && without_units == kNone) without_units = end;
    i = next + 1;
  }
  return equals == kNone && without_units != kNone ? without_units : end;
}

}  // namespace retort::agent
