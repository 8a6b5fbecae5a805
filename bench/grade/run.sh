#!/bin/sh
# Grades the same pairs with retort and with Math-Verify on one core. Needs a build of `grade_bench`, Python 3.10 or later with venv, and a
# folder of MATH's problems with solutions.
#   bench/grade/run.sh BUILD_FOLDER MATH_FOLDER OUT_FOLDER [PAIRS]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1 data=$2 out=$3 pairs=${4:-2000}
mkdir -p "$out"
if [ ! -x "$out/venv/bin/python" ]; then
  python3 -m venv "$out/venv"
  "$out/venv/bin/pip" install --quiet -r "$here/requirements.txt"
fi
exec taskset -c 0 "$build/bin/grade_bench" --data "$data" --pairs "$pairs" --python "$out/venv/bin/python" --peer "$here/peer.py" --out "$out"
