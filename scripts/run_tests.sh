#!/usr/bin/env bash
# Runs every test of a build folder, prints each skipped test with its reason, and counts. Usage: scripts/run_tests.sh BUILD
# With CI set, a skipped test fails the run unless it needs something that no package registry serves (a GPU, the data
# folder beside the project): such a test says so by beginning its reason with "absent:".
set -uo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
log=$build/test.log
junit=$PWD/$build/junit.xml
ctest --test-dir "$build" -j "$(nproc)" --output-on-failure --no-tests=error --output-junit "$junit" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
python3 scripts/count_tests.py "$junit" ${CI:+--ci} || status=1
exit "$status"
