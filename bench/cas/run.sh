#!/bin/sh
# The same tool calls by retort and by CAMEL's SymPyToolkit: results compared, then times, start and pool. Needs a build of `cas_bench` and
# `retort`, Python 3.10 or later with venv, and a file of calls {"id", "tool", "args"}, one a line.
#   bench/cas/run.sh BUILD_FOLDER CALLS OUT_FOLDER [VARIATIONS]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1 calls=$2 out=$3 variations=${4:-20}
mkdir -p "$out"
if [ ! -x "$out/venv/bin/python" ]; then
  python3 -m venv "$out/venv"
  "$out/venv/bin/pip" install --quiet -r "$here/requirements.txt"
fi
exec "$build/bin/cas_bench" --calls "$calls" --variations "$variations" --python "$out/venv/bin/python" --peer "$here/peer.py" --out "$out"
