# shellcheck shell=bash
# Project Wycheproof's signature vectors, for the tests of verification: Debian carries them in a source package.
# Sourced by ci/setup.sh after ci/suites.sh. Whatever can't be had is a skip with its reason, never a failure here.
# shellcheck disable=SC2154,SC2034 # defined and used by the scripts around it

vectors_package=android-platform-external-boringssl
vector_files=(ecdsa_secp256r1_sha256 ecdsa_secp256r1_sha512 ecdsa_secp384r1_sha384 ecdsa_secp384r1_sha512
  rsa_signature_2048_sha256 rsa_signature_2048_sha384 rsa_signature_2048_sha512 rsa_signature_3072_sha256
  rsa_signature_3072_sha384 rsa_signature_3072_sha512 rsa_signature_4096_sha384 rsa_signature_4096_sha512
  rsa_pss_2048_sha256_mgf1_0 rsa_pss_2048_sha256_mgf1_32 rsa_pss_3072_sha256_mgf1_32
  rsa_pss_4096_sha256_mgf1_32 rsa_pss_4096_sha512_mgf1_32 rsa_pss_misc)

# unpack_vectors FOLDER  Prints the reason when it fails.
unpack_vectors() {
  local folder=$1 mirror file
  local patterns=()
  for file in "${vector_files[@]}"; do patterns+=("*/wycheproof_testvectors/${file}_test.json"); done
  command -v apt-get >/dev/null || { echo "there is no apt here" && return 1; }
  mirror=$(debian_mirror) || { echo "this machine's package sources name no Debian mirror" && return 1; }
  begin_folder "$folder"
  fetch_source "$vectors_package" bookworm "$mirror" "$folder" ||
    { echo "the mirror did not give it, see $log" && return 1; }
  { logged tar -xJf "$folder/$vectors_package"_*.orig.tar.xz -C "$folder" --strip-components=4 --wildcards \
    "${patterns[@]}" && rm -f "$folder/$vectors_package"_* && end_folder "$folder"; } ||
    { echo "unpacking failed, see $log" && return 1; }
}

# fetch_source PACKAGE RELEASE MIRROR FOLDER  The archive as upstream made it, checked by apt.
fetch_source() {
  local lists="$state/apt/source"
  local apt_lists=(-o "Dir::State::lists=$lists/lists" -o "Dir::Cache=$lists/cache"
    -o "Dir::Etc::sourcelist=$lists/sources.list" -o Dir::Etc::sourceparts=- -o APT::Sandbox::User=root)
  mkdir -p "$lists/lists/partial" "$lists/cache/archives/partial"
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $3 $2 main" >"$lists/sources.list"
  logged apt_get update || return 1
  (cd "$4" && logged apt_get source --download-only "$1") || return 1
  rm -rf "$lists"
}
