#!/bin/sh
# Derivations of the same 60 inputs by retort, mathsteps, compute-engine and SymPy's manualintegrate, and retort's speed on variations of
# them, and on calls drawn from templates of all tools. Needs a build of `explain_bench`, Python 3.10 or later with venv, and node with npm.
#   bench/explain/run.sh BUILD_FOLDER OUT_FOLDER [VARIATIONS]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1 out=$2 variations=${3:-40}
mkdir -p "$out/node"
if [ ! -x "$out/venv/bin/python" ]; then
  python3 -m venv "$out/venv"
  "$out/venv/bin/pip" install --quiet sympy==1.14.0
fi
cp "$here/peers.js" "$out/node/"
if [ ! -d "$out/node/node_modules" ]; then
  (cd "$out/node" && npm init -y > /dev/null && npm install --silent mathsteps@0.2.0 @cortex-js/compute-engine@0.140.0)
fi
"$build/bin/explain_bench" --inputs "$here/inputs.jsonl" --templates "$here/templates.jsonl" --out "$out/retort.jsonl" --variations "$variations"
"$out/venv/bin/python" "$here/peers.py" "$here/inputs.jsonl" "$out/retort.jsonl" "$out/node" "$out/compared.jsonl"
