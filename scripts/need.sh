#!/usr/bin/env bash
# Says what is missing before a build can begin, and how to get it. Rust and a C compiler are needed
# to build anything here, so this is the one check that cannot be written in Rust.
#   need.sh rust cc node
set -euo pipefail

missing=0
want() { # PROGRAM PURPOSE HOW
  command -v "$1" >/dev/null 2>&1 && return
  missing=1
  printf 'missing: %-6s %s\n  %s\n' "$1" "$2" "$3" >&2
}

for name in "$@"; do
  case "$name" in
    rust) want cargo "builds the program" \
      "install Rust 1.92 or newer with rustup, then open a new terminal" ;;
    cc) want cc "builds the database engine (SQLite)" \
      "apt-get install gcc libc6-dev   (Fedora: dnf install gcc; macOS: xcode-select --install)" ;;
    node)
      want node "builds styles and scripts" "install Node.js 20 or newer (on Debian: apt-get install nodejs npm)"
      want npm "fetches what styles and scripts are built with" "it comes with Node.js (on Debian: apt-get install npm)"
      ;;
    *) echo "need.sh: knows nothing of $name" >&2; exit 2 ;;
  esac
done
exit "$missing"
