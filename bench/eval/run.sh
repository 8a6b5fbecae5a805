#!/usr/bin/env bash
# Our decoding beside llama-batched-bench, built here from the pinned sources of llama.cpp for this very processor: the same model, the same lengths,
# the same number of sequences and threads, in turn, three rounds; then a ragged run of ours. One line of JSON for each run, in OUT_FOLDER/runs.jsonl.
# Needs a build of `eval-bench`. PROMPTS, LENGTH and NEW shorten it.
#   bench/eval/run.sh BUILD_FOLDER OUT_FOLDER [MODEL.gguf [SEQUENCES]]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$(realpath "$1"); mkdir -p "$2"; out=$(realpath "$2")
model=${3:-$root/.deps/models/smollm2-135m-instruct.gguf} sequences=${4:-50}
prompts=${PROMPTS:-200} length=${LENGTH:-128} new=${NEW:-128} threads=${THREADS:-$(nproc)} rounds=${ROUNDS:-3}
. "$root/scripts/versions.env"
peer="$out/build/bin/llama-batched-bench"
if [ ! -x "$peer" ]; then
  mkdir -p "$out/src"
  tar xzf "$root/.deps/cache/$LLAMA_FILE" -C "$out/src" --strip-components=3 "${LLAMA_FILE%.tar.gz}/vendor/llama.cpp"
  rm -rf "$out/src/.git"
  cmake -S "$out/src" -B "$out/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF -DGGML_NATIVE=ON -DGGML_OPENMP=OFF \
    -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_APP=OFF -DLLAMA_BUILD_UI=OFF -DLLAMA_USE_PREBUILT_UI=OFF -DLLAMA_OPENSSL=OFF \
    -DLLAMA_BUILD_SERVER=OFF -DLLAMA_BUILD_COMMIT="$LLAMA_COMMIT" -DLLAMA_BUILD_NUMBER=0 >"$out/build.log" 2>&1
  cmake --build "$out/build" -j "${JOBS:-$(nproc)}" --target llama-batched-bench >>"$out/build.log" 2>&1 || { tail -n 20 "$out/build.log" >&2; exit 1; }
fi
context=$(( (length + new) * sequences ))
for ((round = 1; round <= rounds; ++round)); do
  "$peer" -m "$model" -c "$context" -b 2048 -ub 512 -t "$threads" -tb "$threads" -npp "$length" -ntg "$new" -npl "$sequences" --output-format jsonl 2>/dev/null | grep '^{' |
    sed 's/^{/{"program": "llama-batched-bench", /'
  "$build/bench/eval-bench" "$model" --prompts "$prompts" --prompt-tokens "$length" --new-tokens "$new" --sequences "$sequences" --threads "$threads"
done | tee "$out/runs.jsonl"
"$build/bench/eval-bench" "$model" --prompts "$prompts" --prompt-tokens "$length" --new-tokens "$new" --sequences "$sequences" --threads "$threads" --ragged | tee -a "$out/runs.jsonl"
