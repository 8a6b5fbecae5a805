#!/bin/sh
# The agents on a real model: through llama-server (any OpenAI-compatible server of llama.cpp), with tools and with JSON blocks, and on the same GGUF file in
# this program; each run is done again from its records alone, and what each says about itself is held against its records.
#   [SETTINGS="--set KEY=VALUE ..."] bench/llm/real_engine.sh BUILD_FOLDER OUT_FOLDER LLAMA_SERVER MODEL.gguf [PROBLEMS]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
retort=$1/bin/retort out=$2 server=$3 model=$4 problems=${5:-20} port=${PORT:-8097}
if [ ! -x "$server" ]; then
  echo "real_engine.sh: there is no llama-server at $server: nothing was checked" >&2
  exit 0
fi
mkdir -p "$out"
"$server" -m "$model" --port "$port" --jinja -c 32768 -np 4 -t "$(nproc)" >"$out/llama-server.log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null || true' EXIT
until curl -sf "http://127.0.0.1:$port/health" >/dev/null; do
  kill -0 "$pid" || { tail -5 "$out/llama-server.log" >&2; exit 1; }
  sleep 1
done
name=$(curl -s "http://127.0.0.1:$port/v1/models" | python3 -c 'import json, sys; print(json.load(sys.stdin)["data"][0]["id"])')

status=0
# A run that ends with 3 is whole: there is just no narrative in it.
whole() {
  code=0
  "$@" || code=$?
  [ "$code" -eq 0 ] || [ "$code" -eq 3 ]
}
# run NAME SETTINGS...: a run, its checks, and the same from its records.
run() {
  kind=$1
  shift
  set -- --set problems.count="$problems" --set agents.solver=llm --set agents.translator=llm --set agents.rephraser=llm --set train.enabled=false \
    --set eval.enabled=false --set llm.rounds=3 --set llm.tries=2 --set llm.max_tokens=256 --set agents.attempts=2 --set llm.in_flight=4 "$@" ${SETTINGS:-}
  for folder in "$kind" "$kind-replay"; do
    rm -rf "${out:?}/$folder"
    mkdir -p "$out/$folder"
  done
  whole "$retort" run --out "$out/$kind" "$@" >"$out/$kind.log" 2>&1 || { tail -3 "$out/$kind.log" >&2; status=1; return; }
  python3 "$here/check_records.py" "$out/$kind" || status=1
  cp "$out/$kind/exchanges.db" "$out/$kind-replay/"
  whole "$retort" run --out "$out/$kind-replay" "$@" --set llm.replay=true >"$out/$kind-replay.log" 2>&1 || status=1
  for file in dataset/train.jsonl dataset/heldout.jsonl; do
    cmp "$out/$kind/$file" "$out/$kind-replay/$file" || status=1
  done
}
run server --set llm.endpoint="http://127.0.0.1:$port/v1" --set llm.model="$name"
# The agents but the Solver, which hardly gets anywhere with a small model, on traces made by rules.
run server-telling --set llm.endpoint="http://127.0.0.1:$port/v1" --set llm.model="$name" --set agents.solver=rules
run server-json --set llm.endpoint="http://127.0.0.1:$port/v1" --set llm.model="$name" --set llm.native_tools=false
kill "$pid" 2>/dev/null || true
run local --set llm.model="$model" --set llm.context=8192 --set llm.sequences=4
run local-telling --set llm.model="$model" --set llm.context=8192 --set llm.sequences=4 --set agents.solver=rules
exit "$status"
