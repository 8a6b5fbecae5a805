#!/bin/sh
# The endpoint and the OpenAI client for Python on the same canned server, in turn; then 100,000 requests, for the memory. One line of JSON
# for each run. Needs a build of `llm_bench` and `llm_bench_server`, and Python 3.9 or later with venv.
#   bench/llm/run.sh BUILD_FOLDER OUT_FOLDER [REQUESTS_OF_THE_PEER]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1 out=$2 peer=${3:-4000}
mkdir -p "$out"
if [ ! -x "$out/venv/bin/python" ]; then
  python3 -m venv "$out/venv"
  "$out/venv/bin/pip" install --quiet -r "$here/requirements.txt"
fi
ulimit -n 16384
rm -f "$out/server.in" "$out/port"
mkfifo "$out/server.in"
"$build/bin/llm_bench_server" --latency 200 <"$out/server.in" >"$out/port" &
exec 3>"$out/server.in"
while [ ! -s "$out/port" ]; do sleep 0.1; done
url="http://127.0.0.1:$(cat "$out/port")/v1"
for round in 1 2 3; do
  "$out/venv/bin/python" "$here/peer.py" "$url" "$peer" 1000
  "$build/bin/llm_bench" --url "$url" --requests 20000 --in-flight 1000
  rm -f "$out"/bench.db*
  "$build/bin/llm_bench" --url "$url" --requests 20000 --in-flight 1000 --store "$out/bench.db"
done
rm -f "$out"/bench.db*
"$build/bin/llm_bench" --url "$url" --requests 100000 --in-flight 1000 --store "$out/bench.db"
rm -f "$out"/bench.db*
exec 3>&-
wait
