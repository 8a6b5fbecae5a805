// tiny-model OUT.gguf [--seed N]: writes the random model that tests run on.
#include <charconv>
#include <cstdio>
#include <string_view>

#include "tests/support/tiny_model.h"

int main(int argc, char** argv) {
  retort::testing::TinyModelOptions options;
  const std::string_view last = argc == 4 ? argv[3] : "";
  const bool seeded =
      argc == 4 && std::string_view(argv[2]) == "--seed" &&
      std::from_chars(last.data(), last.data() + last.size(), options.seed).ptr == last.data() + last.size() &&
      !last.empty();
  if (argc != 2 && !seeded) {
    std::fputs("usage: tiny-model OUT.gguf [--seed N]\n", stderr);
    return 2;
  }
  const auto written = retort::testing::write_tiny_model(argv[1], options);
  if (written.ok()) return 0;
  std::fprintf(stderr, "tiny-model: %s\n", written.error().message.c_str());
  return 1;
}
