# shellcheck shell=bash
# p11-kit of other Debian releases, for the tests of the emulator: its protocol has three ages, and a machine has one.
# Sourced by ci/setup.sh after ci/debian.sh. Whatever can't be had is a skip with its reason, never a failure here.
# shellcheck disable=SC2154,SC2034 # defined and used by the scripts around it

# RELEASE → which p11-kit it brings: trixie 0.25.5, forky 0.26.
releases=(trixie forky)
release_packages=(p11-kit p11-kit-modules opensc softhsm2)

# unpack_release FOLDER RELEASE  The packages with everything they need, the C library too, started by its loader.
# Prints the reason when it fails.
unpack_release() {
  local folder=$1 release=$2 mirror
  command -v apt-get >/dev/null || { echo "there is no apt here" && return 1; }
  mirror=$(debian_mirror) || { echo "this machine's package sources name no Debian mirror" && return 1; }
  fetch_release "$release" "$mirror" || { echo "the mirror did not give it, see $log" && return 1; }
  begin_folder "$folder"
  { unpack_archives "$folder" && start_by_own_loader "$folder" && end_folder "$folder"; } ||
    { echo "unpacking failed, see $log" && return 1; }
}

# The address that the machine's own apt is configured for.
# shellcheck disable=SC2016 # apt expands it
debian_mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>>"$log" | grep -m1 -E '/debian/?$'
}

fetch_release() {
  local release=$1 mirror=$2
  local -a names apt_lists
  local apt_status="$state/apt/nothing-installed"
  use_lists_of "$release" "$mirror" || return 1
  mapfile -t names < <(apt_get -s install --no-install-recommends "${release_packages[@]}" 2>>"$log" |
    awk '$1 == "Inst" { print $2 }')
  [ ${#names[@]} -gt 0 ] || return 1
  fetch_archives "$release" "${names[@]}"
}

# use_lists_of RELEASE MIRROR  The release's package lists, in the caller's $apt_lists and $apt_status.
use_lists_of() {
  local lists="$state/apt/$1"
  apt_lists=(-o "Dir::State::lists=$lists/lists" -o "Dir::Cache=$lists/cache"
    -o "Dir::Etc::sourcelist=$lists/sources.list" -o Dir::Etc::sourceparts=- -o APT::Sandbox::User=root)
  mkdir -p "$lists/lists/partial" "$lists/cache/archives/partial" "$state/apt/archives"
  : >"$apt_status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $2 $1 main" >"$lists/sources.list"
  logged apt_get update
}

# fetch_archives RELEASE PACKAGE…  These and no others, into $state/apt/archives; the release's lists are needed no more then.
fetch_archives() {
  local lists="$state/apt/$1"
  shift
  rm -f "$state"/apt/archives/*.deb
  (cd "$state/apt/archives" && logged apt_get download "$@") || return 1
  rm -rf "$lists"
}

# FOLDER/start/PROGRAM runs any program of the release, and FOLDER/start/with-its-libraries one of this machine.
start_by_own_loader() {
  local program loader libraries folder=$1
  libraries="$folder/usr/lib/$(triplet)"
  loader="$libraries/ld-linux-x86-64.so.2"
  [ -e "$loader" ] || loader="$libraries/ld-linux-aarch64.so.1"
  mkdir -p "$folder/start"
  for program in "$folder/usr/bin/pkcs11-tool" "$folder/usr/libexec/p11-kit/p11-kit-remote"; do
    loader_script "$loader" "$libraries" "$program" >"$folder/start/$(basename "$program")" || return 1
  done
  loader_script "$loader" "$libraries:/usr/lib/$(triplet)" >"$folder/start/with-its-libraries"
  chmod 755 "$folder"/start/*
}

# loader_script LOADER LIBRARIES [PROGRAM]
# shellcheck disable=SC2016 # expanded by the script it prints
loader_script() {
  printf '#!/bin/sh\nexec '"'%s' --library-path '%s'" "$1" "$2"
  [ $# -lt 3 ] || printf " '%s'" "$3"
  printf ' "$@"\n'
}
