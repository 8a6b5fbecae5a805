// What one training run is made from, as `retort` hands it to `retort-train`: one JSON object, every key checked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace retort::train {

// The linears of a block that can carry LoRA, by the names they have in GGUF.
const std::vector<std::string>& lora_targets();

// Defaults are those of `retort train`. Paths are taken as they are (relative ones from the working folder).
struct TrainJob {
  std::string base;      // GGUF of the base model
  std::string examples;  // JSONL of TrainExample
  std::string heldout;   // JSONL of TrainExample whose loss is reported and not trained on; empty: none
  std::string out;       // folder of adapter.gguf, peft/, training.json and checkpoint.bin
  std::string method = "lora";
  int rank = 16;
  double alpha = 32;  // the update is alpha / rank * B A
  std::vector<std::string> targets = lora_targets();
  int first_layer = 0;  // LoRA on this block and all above; the blocks below cost no backward pass
  int epochs = 3;
  double learning_rate = 1.5e-3;
  double warmup = 0.05;             // share of all steps, in [0, 1), on which the rate rises from 0
  std::string schedule = "cosine";  // cosine or linear to 0 at the end, or constant
  double weight_decay = 0;
  double clip = 1;          // gradient norm; 0: not clipped
  int batch_tokens = 512;  // tokens of one optimizer step, prompts included; a longer example is a step of its own
  int max_tokens = 2048;    // longer examples are left out and counted, never cut
  long long seed = 1;
  double checkpoint_seconds = 60;  // at most this much work is lost; 0: after each step
  int eval_every = 0;              // steps between held-out losses; 0: at the start and the end only
  int threads = 0;                 // 0: all that this process may use. The result does not depend on it.
};

// kInvalidArgument that names the key for an unknown key, a missing path, a value of the wrong type or out of range.
Result<TrainJob> parse_train_job(std::string_view json);
Status check_train_job(const TrainJob& job);
Json to_json(const TrainJob& job);

// Hash of all that decides the adapter: the settings (not `out`, `threads`, `heldout` or how often to report) and the
// hashes of the base's and the examples' bytes. A checkpoint goes on only under the same hash.
std::string train_job_hash(const TrainJob& job, std::string_view base_hash, std::string_view examples_hash);

}  // namespace retort::train
