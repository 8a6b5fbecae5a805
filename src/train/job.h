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
  std::string out;       // folder of adapter.gguf and peft/ (or model.gguf), training.json and checkpoint.bin
  std::string method = "lora";  // or full: all weights learn
  // Of lora alone:
  int rank = 16;
  double alpha = 32;   // the update is alpha / rank * B A
  double dropout = 0;  // share of the inputs of LoRA that is dropped in training, in [0, 1)
  std::vector<std::string> targets = lora_targets();
  int first_layer = 0;  // LoRA on this block and all above; the blocks below cost no backward pass. full: must be 0
  int epochs = 3;
  double learning_rate = 1.5e-3;
  double warmup = 0.05;             // share of all steps, in [0, 1), on which the rate rises from 0
  std::string schedule = "cosine";  // cosine or linear to 0 at the end, or constant
  double weight_decay = 0;          // of matrices; gains and biases are spared
  double clip = 1;                  // gradient norm; 0: not clipped
  int batch_tokens = 512;  // tokens of one optimizer step, prompts included; a longer example is a step of its own
  int batch_examples = 0;  // not 0: examples of one optimizer step, instead of batch_tokens
  int pack_tokens = 2048;  // of a step, what goes through the model at once; the gradients of the parts add up
  int max_tokens = 2048;   // longer examples are left out and counted, never cut
  bool recompute = false;  // gradient checkpointing: about a third more time for a fraction of the memory, same bits
  long long seed = 1;
  double checkpoint_seconds = 60;  // at most this much work is lost; 0: after each step
  int eval_every = 0;              // steps between held-out losses; 0: at the start and the end only
  bool keep_best = true;           // the result is the state of the lowest held-out loss, not of the last step
  int patience = 0;                // ends after so many held-out losses in a row that are no new best; 0: never
  std::string save_model;  // also write model.gguf with the adapter merged, its matrices in this one of model_types();
                           // empty: no, or with method full f16
  std::string device = "auto";     // cpu, cuda, or auto: a GPU where there is one. torch-cpu is for checks: on the CPU as on a GPU
  std::string precision = "auto";  // of products of matrices: fp32, bf16, or auto: bf16 on a GPU that has it, else fp32
  int threads = 0;                 // 0: all that this process may use. The result does not depend on it.
};

// kInvalidArgument that names the key for an unknown key, a missing path, a value of the wrong type or out of range.
Result<TrainJob> parse_train_job(std::string_view json);
Status check_train_job(const TrainJob& job);
Json to_json(const TrainJob& job);

// The forms in which a whole model can be written.
const std::vector<std::string>& model_types();

// The form in which the job writes model.gguf; empty: it writes none.
std::string saved_model_type(const TrainJob& job);

// Hash of all that decides the result: the settings (not paths, `threads`, `save_model` or `recompute`; device and precision unless
// they are auto, or cpu and fp32) and the hashes of the bytes of
// base, examples and held-out examples (these and how often they are used only where keep_best or patience asks for
// them). A checkpoint goes on only under the same hash.
std::string train_job_hash(const TrainJob& job, std::string_view base_hash, std::string_view examples_hash,
                           std::string_view heldout_hash = "");

// Whether held-out losses have a say in the result.
bool heldout_decides(const TrainJob& job);

}  // namespace retort::train
