#!/bin/sh
# Makes the SoftHSM tokens and keys of a layout that are not there yet. Usage: make-tokens.sh [LAYOUT]
# LAYOUT is the name of one in layouts/ (desk), or the path of an own file.
# Needs SOFTHSM2_CONF, softhsm2-util, pkcs11-tool. Exit codes: 2 the layout or a token is not as it should be, 3 a tool failed.
set -eu

here=$(CDPATH="" cd -- "$(dirname -- "$0")" && pwd)
layout=${1:-person-and-agency}
tab=$(printf '\t')

stop() {
  code=$1
  shift
  echo "make-tokens: $*" >&2
  exit "$code"
}

[ -n "${SOFTHSM2_CONF:-}" ] || stop 2 "set SOFTHSM2_CONF to a configuration made from softhsm2.conf.in"
case $layout in
  */*) ;;
  *) if [ -f "$here/layouts/${layout%.tsv}.tsv" ] && [ ! -f "$layout" ]; then layout=$here/layouts/${layout%.tsv}.tsv; fi ;;
esac
if [ ! -f "$layout" ] || [ ! -r "$layout" ]; then
  known=
  for file in "$here"/layouts/*.tsv; do
    name=${file##*/}
    known="${known:+$known, }${name%.tsv}"
  done
  stop 2 "there is no layout $layout; there are $known, or give the path of an own file"
fi

module=
for candidate in "$here"/../.congvu/system/usr/lib/softhsm/libsofthsm2.so /usr/lib/softhsm/libsofthsm2.so \
  /usr/lib/*/softhsm/libsofthsm2.so /usr/lib64/libsofthsm2.so; do
  [ -z "$module" ] && [ -e "$candidate" ] && module=$candidate
done
[ -n "$module" ] || stop 3 "libsofthsm2.so not found: run ci/setup.sh"

# tool LABEL PIN ARGUMENT…  pkcs11-tool, logged in on the token of that label.
tool() {
  label=$1
  pin=$2
  shift 2
  pkcs11-tool --module "$module" --token-label "$label" --login --pin "$pin" "$@" 2>&1
}

has_token() { softhsm2-util --show-slots | sed -n 's/^ *Label: *//p' | sed 's/ *$//' | grep -Fxq -- "$1"; }

make_token() {
  has_token "$1" && return 0
  said=$(softhsm2-util --init-token --free --label "$1" --pin "$2" --so-pin "$3" 2>&1) || stop 3 "token $1: $said"
  echo "made token $1"
}

# make_key LABEL PIN TYPE ID KEY-LABEL
make_key() {
  keys=$(tool "$1" "$2" --list-objects --type privkey) ||
    stop 2 "token $1 is there, but its user PIN is not the layout's: $(echo "$keys" | tail -n 2 | head -n 1)"
  [ "$3" != - ] || return 0
  printf '%s\n' "$keys" | grep -Eq "^ *ID: +$4\$" && return 0
  said=$(tool "$1" "$2" --keypairgen --key-type "$3" --id "$4" --label "$5") || stop 3 "key $5 in $1: $said"
  echo "made key $5 in $1"
}

number=0
while IFS= read -r line || [ -n "$line" ]; do
  number=$((number + 1))
  case $line in '#'* | '') continue ;; esac
  IFS=$tab read -r label pin so_pin type id key_label rest <<ROW
$line
ROW
  if [ -z "$key_label" ] || [ -n "$rest" ]; then
    stop 2 "$layout:$number: expected six columns with a TAB between them: label, PIN, SO PIN, key type, key id, key label"
  fi
  make_token "$label" "$pin" "$so_pin"
  make_key "$label" "$pin" "$type" "$id" "$key_label"
done <"$layout"
