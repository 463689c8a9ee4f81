#!/bin/sh
# Makes the SoftHSM tokens and keys of tokens.tsv that are not there yet. Needs SOFTHSM2_CONF, softhsm2-util, pkcs11-tool.
set -eu

: "${SOFTHSM2_CONF:?set SOFTHSM2_CONF to a configuration made from softhsm2.conf.in}"
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)

module=
for candidate in "$here"/../.congvu/system/usr/lib/softhsm/libsofthsm2.so /usr/lib/softhsm/libsofthsm2.so /usr/lib/*/softhsm/libsofthsm2.so /usr/lib64/libsofthsm2.so; do
  [ -z "$module" ] && [ -e "$candidate" ] && module=$candidate
done
[ -n "$module" ] || { echo "libsofthsm2.so not found: run ci/setup.sh" >&2; exit 3; }

tab=$(printf '\t')
grep -v '^#' "$here/tokens.tsv" | while IFS="$tab" read -r label pin so_pin type id key_label; do
  if softhsm2-util --show-slots | grep -Eq "^ *Label: +$label *\$"; then :; else
    softhsm2-util --init-token --free --label "$label" --pin "$pin" --so-pin "$so_pin" >/dev/null
    echo "made token $label"
  fi
  keys=$(pkcs11-tool --module "$module" --token-label "$label" --login --pin "$pin" --list-objects --type privkey 2>/dev/null)
  if ! printf '%s\n' "$keys" | grep -Eq "^ *ID: +$id\$"; then
    pkcs11-tool --module "$module" --token-label "$label" --login --pin "$pin" \
      --keypairgen --key-type "$type" --id "$id" --label "$key_label" >/dev/null 2>&1
    echo "made key $key_label in $label"
  fi
done
