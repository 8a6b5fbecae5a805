#include "cas/failure.h"

namespace retort::cas {

std::string_view failure_name(FailureKind kind) {
  switch (kind) {
    case FailureKind::kArguments: return "arguments";
    case FailureKind::kUnknownTool: return "unknown_tool";
    case FailureKind::kDomain: return "domain";
    case FailureKind::kNoSolutionFound: return "no_solution_found";
    case FailureKind::kUnverified: return "unverified";
    case FailureKind::kDeadline: return "deadline";
    case FailureKind::kMemory: return "memory";
    case FailureKind::kCrash: return "crash";
    case FailureKind::kUnsupported: return "unsupported";
  }
  return "unsupported";
}

Failure::Failure(const Error& error) : message(error.message) {
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kParse: kind = FailureKind::kArguments; break;
    case ErrorCode::kUnavailable: kind = FailureKind::kCrash; break;
    case ErrorCode::kCorruption: kind = FailureKind::kUnverified; break;
    default: kind = FailureKind::kUnsupported; break;
  }
}

}  // namespace retort::cas
