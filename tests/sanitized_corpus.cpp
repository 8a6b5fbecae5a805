// Every kept input of the folders named as arguments goes through the fuzz target that this program is linked with. It is built with
// sanitizers, which end the program where the readers touch what they must not.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  constexpr int kLeast = 20;
  for (int i = 1; i < argc; ++i) {
    int inputs = 0;
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string input((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      std::printf("%s\n", entry.path().c_str());
      std::fflush(stdout);   // the last line names the input that ended the program
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
      ++inputs;
    }
    std::printf("%d inputs from %s\n", inputs, argv[i]);
    if (inputs < kLeast) return 1;
  }
  return argc > 1 ? 0 : 2;
}
