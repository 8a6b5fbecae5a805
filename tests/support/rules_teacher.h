// A teacher for the stand-in server that knows mathematics: it sees the body of a request and nothing else, works the problem in it by the
// rules agents, and answers as the agent that the prompt speaks to. On request it spoils a share of its replies.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "cas/tool.h"
#include "llm/chat.h"

namespace retort::testing {

enum class Lie {
  kWrongDigit,    // an explanation or a solution with a digit of an equality changed
  kToolWord,      // ... with a sentence about a tool
  kOtherAnswer,   // a solution with another boxed answer
  kWrongTool,     // a call of a tool that does not exist, before the right one
  kBadArguments,  // a call whose arguments are no JSON, before the right one
  kEndlessCalls,  // the same call again and again
  kFalseClaim,    // an explanation or a solution with a false sentence that has no equality sign
  kWrongPremise,  // ... with calculations that hold and are not the problem's, of each kind in tests/support/wrong_premises.h
  kOtherNumber,   // ... with a number that comes from nowhere
};

class RulesTeacher {
 public:
  // `shares`: of the replies for which the lie is possible; which ones follows from the body.
  explicit RulesTeacher(std::map<Lie, double> shares = {});

  llm::ChatReply answer(const Json& body);   // any thread

  long told(Lie lie) const;
  std::set<std::string> lies() const;        // the spoilt texts
  std::set<std::string> lies(Lie lie) const;

 private:
  llm::ChatReply plan(const std::string& statement);
  llm::ChatReply next_round(const std::string& statement, const Json& messages, const std::string& body);
  std::string explanation(const std::string& user);
  std::string solution(const std::string& statement);
  std::string spoilt(std::string text, const std::string& prompt, const std::string& body, bool whole);
  bool lies_now(Lie lie, const std::string& body);

  std::map<Lie, double> shares_;
  cas::Toolbox tools_;
  mutable std::mutex mutex_;
  std::map<Lie, long> told_;
  std::map<Lie, std::set<std::string>> lies_;
};

}  // namespace retort::testing
