#include "llm/chat_template.h"

#include <fmt/core.h>
#include <llama-jinja/lexer.h>
#include <llama-jinja/parser.h>
#include <llama-jinja/runtime.h>

namespace retort::llm {

struct ChatTemplate::Program {
  std::string source, bos, eos;
  mutable jinja::program program;   // execution does not change it, but the engine's interface is not const
};

namespace {

jinja::value text_value(const std::string& text, bool from_message) {
  auto value = jinja::mk_val<jinja::value_string>(text);
  if (from_message) value->mark_input();
  return value;
}

jinja::value message_list(const std::vector<Message>& messages) {
  auto list = jinja::mk_val<jinja::value_array>();
  for (const auto& m : messages) {
    auto entry = jinja::mk_val<jinja::value_object>();
    entry->insert("role", text_value(m.role, false));
    entry->insert("content", text_value(m.content, true));
    list->push_back(jinja::value(entry));
  }
  return list;
}

}  // namespace

Result<ChatTemplate> ChatTemplate::compile(const std::string& source, std::string bos_token, std::string eos_token) {
  try {
    auto program = std::make_shared<Program>();
    program->source = source;
    program->bos = std::move(bos_token);
    program->eos = std::move(eos_token);
    jinja::lexer lexer;
    program->program = jinja::parse_from_tokens(lexer.tokenize(source));
    ChatTemplate compiled;
    compiled.program_ = std::move(program);
    return compiled;
  } catch (const std::exception& e) {
    return Error{ErrorCode::kUnsupported, fmt::format("the chat template does not compile: {}", e.what())};
  }
}

Result<std::vector<RenderedPart>> ChatTemplate::render(const std::vector<Message>& messages, bool open_answer) const {
  try {
    jinja::context context(program_->source);
    context.set_val("messages", message_list(messages));
    context.set_val("bos_token", text_value(program_->bos, false));
    context.set_val("eos_token", text_value(program_->eos, false));
    context.set_val("add_generation_prompt", jinja::mk_val<jinja::value_bool>(open_answer));
    jinja::runtime runtime(context);
    auto parts = jinja::runtime::gather_string_parts(runtime.execute(program_->program));
    std::vector<RenderedPart> rendered;
    for (const auto& part : parts->as_string().parts) rendered.push_back({part.val, part.is_input});
    return rendered;
  } catch (const std::exception& e) {
    return Error{ErrorCode::kInvalidArgument, fmt::format("the chat template refuses this conversation: {}", e.what())};
  }
}

}  // namespace retort::llm
