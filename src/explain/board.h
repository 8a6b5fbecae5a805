// The board on which a derivation is written: every claim is read back from its LaTeX and judged before it stands.
#pragma once

#include <fmt/format.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "explain/derivation.h"
#include "math/identity.h"

namespace retort::explain {

// What an engine said about one claim as it is written.
struct Judgement {
  bool holds = false;
  math::Grade grade = math::Grade::kProved;
  std::string engine = "flint";
  std::string reason;   // why it does not hold
};

Judgement judge(const math::Verdict& verdict);
Judgement fails(std::string reason);
inline Judgement proved(bool holds, std::string_view reason = "the engine disagrees", std::string_view engine = "flint") {
  return {holds, math::Grade::kProved, std::string(engine), holds ? std::string() : std::string(reason)};
}
// Both hold; the weaker grade counts.
Judgement both(const Judgement& a, const Judgement& b);
// The relation holds for all values of its symbols.
Judgement judge_fact(std::string_view claim);
// The right side of the last relation of a claim ("24 + 15 = 39" -> 39), if it reads as one.
std::optional<math::Expr> last_member(std::string_view claim);

class Board {
 public:
  explicit Board(const ExplainOptions& options) : options_(options), random_(options.seed, "explain") {}

  bool brief() const { return options_.detail == Detail::kBrief; }
  bool full() const { return options_.detail == Detail::kFull; }

  // A relation that holds for all values of its symbols. A claim that stands already is not written twice.
  void fact(std::string claim, std::string_view rule, std::string because);
  // A claim of another kind, with the judgement of whoever can read it.
  void write(std::string claim, std::string_view rule, std::string because, const Judgement& judgement);
  // One of the variants, filled in with the numbers of this case. The choice depends on the seed alone.
  template <typename... Args>
  std::string say(std::initializer_list<std::string_view> variants, const Args&... args) {
    const auto chosen = static_cast<std::size_t>(random_.between(0, static_cast<long long>(variants.size()) - 1));
    return fmt::format(fmt::runtime(*(variants.begin() + chosen)), args...);
  }

  // Said before the reason of the next claim: "putting in $x = 2$, then squaring 2".
  void lead(std::string words) { lead_ = std::move(words); }

  // What stops the derivation; the first error counts and nothing is written after it.
  void fail(Error error);
  void unsupported(std::string what) { fail({ErrorCode::kUnsupported, std::move(what)}); }
  bool failed() const { return error_.has_value(); }
  bool error_is(ErrorCode code) const { return error_ && error_->code == code; }
  const std::vector<Step>& steps() const { return steps_; }
  // The number that the last claim ends with, if it ends with one.
  std::optional<math::Rational> stated_value() const;
  Result<Derivation> finish() &&;

 private:
  static constexpr std::size_t kMaxSteps = 120;
  ExplainOptions options_;
  Random random_;
  std::vector<Step> steps_;
  std::string lead_;
  std::optional<Error> error_;
};

}  // namespace retort::explain
