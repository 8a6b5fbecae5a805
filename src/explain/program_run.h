// A program as it is carried out at the board, line by line.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "explain/board.h"
#include "explain/program.h"
#include "explain/program_reader.h"
#include "math/rational.h"

namespace retort::explain {

bool is_program_name(std::string_view text);
// One value: no list, relation, text or table.
bool is_program_value(const math::Expr& e);
// "\\text{eggs left}", or the letter of a name that is one.
std::string tex_quantity(const std::string& name);

class ProgramRun {
 public:
  ProgramRun(Board& board, const std::vector<ProgramLine>& lines, const ExplainOptions& options, const CallTool& tools)
      : board_(board), lines_(lines), options_(options), tools_(tools) {}
  void run() { block(0, lines_.size()); }
  // The name and the value of what was printed last.
  const std::optional<std::pair<std::string, math::Expr>>& printed() const { return printed_; }
  bool states(const math::Expr& value) const { return stated_ && stated_->same(value); }

 private:
  struct Function {
    std::size_t from = 0, to = 0;
    std::vector<std::string> parameters;
  };
  void block(std::size_t from, std::size_t to);
  std::size_t end_of_block(std::size_t head) const;
  std::size_t branches(std::size_t at, std::size_t to);
  void line(const ProgramLine& l, bool last);
  void define(const ProgramLine& l, std::size_t from, std::size_t to);
  void loop(const ProgramLine& l, std::size_t from, std::size_t to);
  void repeat(const ProgramLine& l, std::size_t from, std::size_t to);
  bool told_as_sum(const ProgramLine& l, const std::string& name, const std::vector<math::Expr>& items, std::size_t from, std::size_t to);
  bool append(const ProgramLine& l);
  bool set_item(const ProgramLine& l);
  bool leaves_block() const { return broken_ || continued_ || (depth_ > 1 && returned_); }
  void print(const ProgramLine& l, std::string_view inside);
  std::optional<math::Expr> each(const ProgramLine& l, const math::Expr& e);
  std::optional<bool> decided(const ProgramLine& l, const math::Expr& condition);
  std::optional<bool> chosen(const ProgramLine& l, std::string_view condition, bool tell_when_false);
  void tell_condition(const math::Expr& condition, bool holds);
  std::optional<math::Expr> range(const ProgramLine& l, const std::vector<math::Expr>& args);
  std::optional<math::Expr> of_list(const std::string& name, const std::vector<math::Expr>& items);
  std::optional<math::Expr> own(const ProgramLine& l, const Function& function, const std::vector<math::Expr>& args);
  void show(const ProgramLine& l, const math::Expr& e);
  void assign(const ProgramLine& l, const std::vector<std::string>& names, std::string_view text);
  bool carries_out(const ProgramLine& l, const math::Expr& e);
  std::optional<math::Expr> work_out(const ProgramLine& l, const std::string& name, const math::Expr& e);
  math::Expr write_quantity(const ProgramLine& l, const std::string& name, const math::Expr& e, const math::Expr& found);
  math::Expr write_definition(const std::string& name, const math::Expr& e, bool found);
  std::string reason(const math::Expr& e, const std::string& name);
  std::optional<math::Expr> resolved(const ProgramLine& l, const math::Expr& e);
  std::optional<math::Expr> called(const ProgramLine& l, const std::string& name, std::vector<math::Expr> args);
  std::optional<math::Expr> asked(const ProgramLine& l, const cas::ToolCall& call);
  std::optional<math::Expr> item(const ProgramLine& l, const math::Expr& of, const math::Expr& index);
  std::optional<math::Expr> rounded(const ProgramLine& l, const math::Expr& e, const math::Expr& places);
  math::Expr put(const math::Expr& e, bool decimals) const;
  std::optional<math::Rational> number(const math::Expr& e) const;
  std::nullopt_t unsupported(const ProgramLine& l, const std::string& what) {
    board_.unsupported("line " + std::to_string(l.number) + ": " + what);
    return std::nullopt;
  }
  std::string told(const math::Expr& e) const;
  bool goes_on();   // counts a line that is carried out

  Board& board_;
  const std::vector<ProgramLine>& lines_;
  const ExplainOptions& options_;
  const CallTool& tools_;
  std::map<std::string, math::Expr> values_;
  std::map<std::string, Function> functions_;
  std::optional<std::pair<std::string, math::Expr>> returned_, printed_;
  std::optional<math::Expr> stated_;   // the value that the last claim states
  int run_ = 0, depth_ = 0;
  bool broken_ = false, continued_ = false, quiet_ = false;   // quiet: within a long loop, what does not happen is not told
};

}  // namespace retort::explain
