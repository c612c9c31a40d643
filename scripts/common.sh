# What scripts/demo, scripts/test and scripts/check share. Sourced, never run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "gateboard: $*" >&2; }
stop() { say "$*"; exit 1; }

need_swift() {
  command -v swift >/dev/null 2>&1 ||
    stop "no Swift toolchain found; install Swift 6.2 or later (swift.org/install) and put it on PATH"
  local version
  version=$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | grep -oE '[0-9]+\.[0-9]+' || true)
  case "$version" in
    6.[01] | [0-5].* | '') stop "found Swift '${version:-unknown}'; gateboard needs Swift 6.2 or later" ;;
  esac
}

# Installs the Debian packages among the arguments that are not there yet.
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ "${#missing[@]}" -eq 0 ] && return
  command -v apt-get >/dev/null 2>&1 || stop "these packages are missing and apt-get is not here: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || stop "not root; install these packages first: apt-get install ${missing[*]}"
    as_root=(sudo -n)
  fi
  say "installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq >/dev/null 2>&1 || true
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1 ||
    stop "could not install ${missing[*]}; is the machine offline?"
}

# Builds, quietly unless it fails.
build() {
  local log
  log=$(mktemp)
  say "building; the first time takes some minutes"
  if ! swift build --explicit-target-dependency-import-check error "$@" >"$log" 2>&1; then
    grep -E 'error:|fatal:|Could not resolve' "$log" >&2 || tail -n 30 "$log" >&2
    if grep -qE 'Could not resolve|unable to access|Failed to clone' "$log"; then
      stop "the packages could not be fetched; is the machine offline?"
    fi
    stop "the build failed; the whole log is $log"
  fi
  rm -f "$log"
}

build_packages=(libncurses-dev libsqlite3-dev libyaml-dev)

# How a release is built. Nothing is loaded into the program, so it exports no symbol; and where the C library knows them
# (glibc 2.36), its 130,000 relative relocations are packed. Together that is 8 MiB of memory that is never touched.
release=(-c release --static-swift-stdlib --product gateboard -Xswiftc -use-ld=lld -Xlinker --no-export-dynamic)
libc=$(getconf GNU_LIBC_VERSION 2>/dev/null | grep -oE '[0-9.]+$' || true)
if [ -n "$libc" ] && [ "$(printf '%s\n' 2.36 "$libc" | sort -V | head -n 1)" = 2.36 ]; then
  release+=(-Xlinker -z -Xlinker pack-relative-relocs)
fi
