# What the findings have in common: each reads this file first, below the comment that tells what was seen.
#
# A finding installs pinned versions of public packages in a temporary folder, runs them on small valid inputs, and
# ends with 0 where they behave as it says, 1 where they do not any more, and 69 where they cannot be installed or
# do not start. None of our tools has a part in it.
# shellcheck shell=bash
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
changed=0

cannot() { printf '%s: cannot install %s\n' "${0##*/}" "$*" >&2; exit 69; }

# debian NAME=VERSION...: unpacked into the temporary folder; what they depend on is the system's.
debian() {
  local package
  apt-get -qq -o APT::Sandbox::User=root download "$@" > log 2>&1 || cannot "$*"
  for package in *.deb; do dpkg -x "$package" .; done
  rm -- *.deb
  export PATH=$work/usr/bin:$work/bin:$PATH
  LD_LIBRARY_PATH=$(printf '%s:' "$work"/usr/lib/*-linux-gnu)
  export LD_LIBRARY_PATH
}

# modules NAME==VERSION...: from PyPI, wheels alone.
modules() {
  python3 -m pip install -q --no-deps --only-binary :all: --target "$work/python" "$@" > log 2>&1 || cannot "$*"
  export PYTHONPATH=$work/python
}

# sees STATUS TEXT COMMAND...: whether the command ends so, and writes that text to standard output. What it says on
# standard error is in the file `said`.
sees() {
  local status=0 text
  text=$("${@:3}" 2> said) || status=$?
  ((status != 126 && status != 127)) || { cat said >&2; cannot "what starts: $3"; }
  if [[ $status == "$1" && $text == "$2" ]]; then
    printf 'as ever: %s: %s, status %s\n' "${*:3:2}" "${text//$'\n'/ / }" "$status"
  else
    printf 'changed: %s: %s, status %s; it was %s, status %s\n' "${*:3:2}" "$text" "$status" "$2" "$1"
    changed=1
  fi
}
# says TEXT: whether the last command said it on standard error.
says() { grep -q -F -- "$1" said || { printf 'changed: it does not say: %s\n' "$1"; changed=1; }; }
finish() { exit "$changed"; }
