#!/bin/sh
# retort-train beside transformers + PEFT on the same examples: first the losses of both, then pairs of runs in turn, then medians and
# ratios. Lines of JSON. Needs a build of `retort-train`, a student's GGUF, the token rows of a run (adapter/narratives/train.tokens.jsonl)
# and Python 3.9 or later with venv.
#   bench/train/run.sh BUILD_FOLDER MODEL.gguf TOKENS.jsonl OUT_FOLDER [EXAMPLES] [ROUNDS]
# PYTHON=interpreter takes one that has requirements.txt instead of making a venv in OUT_FOLDER.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1 model=$2 tokens=$3 out=$4 examples=${5:-64} rounds=${6:-3}
mkdir -p "$out"
if [ -z "${PYTHON:-}" ]; then
  PYTHON=$out/venv/bin/python
  if [ ! -x "$PYTHON" ]; then
    python3 -m venv "$out/venv"
    "$out/venv/bin/pip" install --quiet -r "$here/requirements.txt"
  fi
fi
exec "$PYTHON" "$here/compare.py" --trainer "$build/bin/retort-train" --model "$model" --tokens "$tokens" --out "$out" \
  --examples "$examples" --rounds "$rounds"
