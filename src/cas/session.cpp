#include "cas/session.h"

#include <algorithm>

#include "cas/worker_protocol.h"
#include "math/print.h"

namespace retort::cas {

namespace {

constexpr std::size_t kRequestFrame = 200;   // bytes of a request around its arguments

// Whether the worker would read these arguments, which are texts and lists of texts.
Status admissible(const Json& args) {
  for (const Json& arg : args) {
    if (arg.is_array()) RETORT_TRY_STATUS(admissible(arg));
    if (arg.is_string()) RETORT_TRY_STATUS(check_worker_text(arg.get_ref<const std::string&>()));
  }
  return {};
}

}  // namespace

Outcome<Json> Session::ask(std::string_view operation, const Json& args) {
  Status readable = admissible(args);
  if (readable.ok() && to_line(args).size() + kRequestFrame > kMaxWorkerLine) readable = Error{ErrorCode::kBudget, "too many long texts"};
  if (!readable.ok())
    return Failure(FailureKind::kUnsupported, "this is more than the algebra engine takes (" + readable.error().message +
                                                  "): ask for something smaller");
  return pool_.ask(operation, args, deadline_);
}

Outcome<math::Expr> Session::apply(std::string_view operation, const math::Expr& e, const std::string& variable) {
  RETORT_TRY(auto text, names_.print(e));
  Json args = Json::array({text});
  if (!variable.empty()) args.push_back(names_.print_symbol(variable));
  RETORT_TRY(auto value, ask(operation, args));
  return names_.read(value);
}

std::optional<math::Expr> Session::try_apply(std::string_view operation, const math::Expr& e) {
  const auto reserved = std::max(Clock::duration::zero(), deadline_ - Clock::now()) / 2;
  deadline_ -= reserved;
  auto result = apply(operation, e);
  deadline_ += reserved;
  return result.ok() ? std::optional(std::move(result).value()) : std::nullopt;
}

ToolResult answer(std::string plain, std::string latex, std::string verified_by, math::Grade grade) {
  ToolResult r;
  r.ok = true;
  r.result = std::move(plain);
  r.latex = std::move(latex);
  r.verified_by = std::move(verified_by);
  r.grade = grade;
  return r;
}

ToolResult answer(const math::Expr& value, std::string verified_by, math::Grade grade) {
  return answer(math::to_plain(value), math::to_latex(value), std::move(verified_by), grade);
}

}  // namespace retort::cas
