#!/usr/bin/env bash
# Makes a fresh clone ready: Debian packages, npm packages, the pinned Node, the native PKCS#11 addon.
# Usage: ci/setup.sh [--test]     --test adds the foreign programs that the tests use as clients and judges.
# Safe to run again: it does only what is missing. Exit codes: 2 the machine lacks something that only its owner
# can give, 3 a step failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state="$root/.congvu"
system="$state/system"
toolchain="$state/toolchain"
log="$state/setup.log"
done_steps=()
skipped=()

# shellcheck source=ci/debian.sh
. "$root/ci/debian.sh"
# shellcheck source=ci/toolchain.sh
. "$root/ci/toolchain.sh"
# shellcheck source=ci/suites.sh
. "$root/ci/suites.sh"
# shellcheck source=ci/vectors.sh
. "$root/ci/vectors.sh"
# shellcheck source=ci/addon.sh
. "$root/ci/addon.sh"
# shellcheck source=ci/patience.sh
. "$root/ci/patience.sh"
# shellcheck source=ci/environment.sh
. "$root/ci/environment.sh"

main() {
  local tests=no
  local argument=${1:-}
  case $argument in
    --test) tests=yes ;;
    '') ;;
    *) stop 2 "SETUP_USAGE: unknown argument $argument; use ci/setup.sh [--test]" ;;
  esac
  check_node
  use_environment
  mkdir -p "$state"
  wait_for_other_setup
  sweep_folder "$system"
  sweep_folder "$toolchain"
  product_packages
  npm_packages
  [ "$tests" = no ] || test_programs
  [ "$tests" = no ] || other_releases
  [ "$tests" = no ] || test_vectors
  report
}

say() { echo "setup: $*" >&2; }

stop() {
  say "$2"
  exit "$1"
}

logged() {
  echo "+ $*" >>"$log"
  "$@" >>"$log" 2>&1 </dev/null
}

check_node() {
  local version
  version=$(node -p process.versions.node 2>/dev/null) ||
    stop 2 "NODE_MISSING: there is no Node here; install Node 20 or newer with npm, and run this again"
  [ "${version%%.*}" -ge 20 ] ||
    stop 2 "NODE_TOO_OLD: Node $version is too old; use Node 20 or newer (congvu then brings its own)"
  command -v npm >/dev/null || stop 2 "NPM_MISSING: there is Node $version but no npm; install npm and run this again"
}

# Two set-ups at once would unpack over each other.
wait_for_other_setup() {
  command -v flock >/dev/null || return 0
  exec 9>"$state/setup.lock"
  flock -n 9 && return 0
  say "another set-up is running; waiting for it"
  flock 9
}

# --- Debian packages of the product -------------------------------------------------------------------------

product_packages() {
  local wanted=()
  has_file usr/lib/softhsm/libsofthsm2.so "usr/lib/$(triplet)/softhsm/libsofthsm2.so" && has_program softhsm2-util ||
    wanted+=(softhsm2)
  has_file usr/libexec/p11-kit/p11-kit-remote "usr/lib/$(triplet)/p11-kit/p11-kit-remote" || wanted+=(p11-kit)
  has_file "usr/lib/$(triplet)/pkcs11/p11-kit-client.so" || wanted+=(p11-kit-modules)
  [ ${#wanted[@]} -eq 0 ] || provide "${wanted[@]}"
}

has_file() {
  local path
  for path in "$@"; do
    if [ -e "$system/$path" ] || [ -e "/$path" ]; then return 0; fi
  done
  return 1
}

has_program() { [ -x "$system/bin/$1" ] || command -v "$1" >/dev/null; }

provide() {
  local packages=$*
  command -v apt-get >/dev/null || {
    packages=$(with_compiler "$@")
    stop 2 "PACKAGES_MISSING: there is no apt here; install by hand what Debian calls: $packages"
  }
  if is_root; then
    say "installing $* from Debian, usually under a minute …"
    patiently "installing packages" install_packages "$@" || stop 3 "PACKAGES_FAILED: could not get $packages; see $log"
    done_steps+=("installed $*")
  else
    say "unpacking $* from Debian into .congvu/system, usually under a minute …"
    patiently "unpacking packages" unpack_packages "$system" "$@" ||
      stop 3 "PACKAGES_FAILED: could not get $packages; see $log, or have root install them"
    done_steps+=("unpacked $* into .congvu/system")
  fi
}

# Whoever installs by hand wants one list, not a second one afterwards.
with_compiler() {
  local program
  for program in "${toolchain_programs[@]}"; do
    command -v "$program" >/dev/null || [[ " $* " == *" $program "* ]] || set -- "$@" "$program"
  done
  echo "$*"
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# --- npm packages, the pinned Node, the addon ---------------------------------------------------------------

npm_packages() {
  local step
  for step in $(node "$root/ci/npm-state.js" "$root"); do
    case $step in
      packages) step_of_npm "npm packages" "a minute or two" install_locked_packages ;;
      node) step_of_npm "the pinned Node" "under a minute" install_pinned_node ;;
      pkcs11js)
        provide_toolchain
        step_of_npm "the PKCS#11 addon" "under a minute, it is compiled" build_addon
        ;;
    esac
  done
}

step_of_npm() {
  local name=$1 usually=$2
  shift 2
  say "getting $name, usually $usually …"
  patiently "getting $name" in_root logged "$@" || stop 3 "NPM_FAILED: could not get $name; see $log"
  hash -r
  done_steps+=("got $name")
}

in_root() { (cd "$root" && "$@") 9>&-; }

# Not `npm ci`: it refuses a lock file that lacks the optional packages of other systems, which registries need not
# carry. The versions are the lock file's all the same, and that is looked at afterwards.
install_locked_packages() {
  npm install --no-save --ignore-scripts --no-audit --no-fund && ! node "$root/ci/npm-state.js" "$root" | grep packages
}

install_pinned_node() {
  npm rebuild node --no-ignore-scripts --foreground-scripts &&
    ln -sfn ../node/bin/node node_modules/.bin/node && node_modules/.bin/node --version
}

provide_toolchain() {
  have_toolchain "$toolchain" && return 0
  if is_root || ! command -v apt-get >/dev/null; then
    provide "${toolchain_programs[@]}"
  else
    say "unpacking a compiler into .congvu/toolchain, usually under a minute …"
    patiently "unpacking a compiler" unpack_toolchain "$toolchain" ||
      stop 3 "PACKAGES_FAILED: could not get ${toolchain_programs[*]}; see $log, or have root install them"
    done_steps+=("unpacked a compiler into .congvu/toolchain")
  fi
  use_environment
}

# --- what the tests use as clients and judges ---------------------------------------------------------------

# PROGRAM:PACKAGE, or FILE:PACKAGE where what is wanted is no program
judges=(pkcs11-tool:opensc p11tool:gnutls-bin pdfsig:poppler-utils mutool:mupdf-tools qpdf:qpdf openssl:openssl
  java:default-jdk-headless javac:default-jdk-headless keytool:default-jdk-headless certutil:libnss3-tools xmllint:libxml2-utils chromium:chromium
  shellcheck:shellcheck ps:procps xz:xz-utils curl:curl modutil:libnss3-tools ssh-keygen:openssh-client ssh-agent:openssh-client
  /usr/lib/TRIPLET/engines-3/pkcs11.so:libengine-pkcs11-openssl
  /usr/lib/python3/dist-packages/PyKCS11/__init__.py:python3-pykcs11
  /usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data/pkits.ldif:python3-cryptography-vectors
  /usr/share/java/pdfbox2.jar:libpdfbox2-java /usr/share/java/fontbox2.jar:libfontbox2-java
  /usr/share/java/commons-logging.jar:libcommons-logging-java /usr/share/java/bcprov.jar:libbcprov-java
  /usr/share/java/bcutil.jar:libbcutil-java /usr/share/java/bcpkix.jar:libbcpkix-java
  go:golang-go /usr/share/gocode/src/github.com/miekg/pkcs11/pkcs11_test.go:golang-github-miekg-pkcs11-dev
  /usr/share/gocode/src/github.com/ThalesIgnite/crypto11/rsa_test.go:golang-github-thalesignite-crypto11-dev
  /usr/share/gocode/src/github.com/stretchr/testify/require/require.go:golang-github-stretchr-testify-dev)

test_programs() {
  local judge package wanted=()
  for judge in "${judges[@]}"; do
    package=${judge##*:}
    if has_judge "${judge%%:*}" || [[ " ${wanted[*]} " == *" $package "* ]]; then continue; fi
    if ! command -v apt-get >/dev/null; then
      skip "$package" "there is no apt here"
    elif [ "$package" = chromium ] && ! is_root; then
      skip "$package" "it does not run unpacked; have root install it"
    else
      wanted+=("$package")
    fi
  done
  [ ${#wanted[@]} -eq 0 ] && return 0
  say "getting ${wanted[*]} for the tests, usually a few minutes …"
  together_or_singly "${wanted[@]}"
}

has_judge() {
  local file=${1/TRIPLET/$(triplet)}
  case $file in /*) has_file "${file#/}" ;; *) has_program "$file" ;; esac
}

# p11-kit of other releases, for the protocol's other ages.
other_releases() {
  local release folder reason
  for release in "${releases[@]}"; do
    folder="$state/releases/$release"
    sweep_folder "$folder"
    [ ! -d "$folder" ] || continue
    say "unpacking p11-kit of Debian $release for the tests …"
    if reason=$(unpack_release "$folder" "$release"); then
      done_steps+=("unpacked p11-kit of Debian $release")
    else
      rm -rf "$folder"
      skip "p11-kit of Debian $release" "$reason"
    fi
  done
}

# Signatures right and wrong, for the tests of verification.
test_vectors() {
  local folder="$state/wycheproof" reason
  sweep_folder "$folder"
  [ ! -d "$folder" ] || return 0
  say "unpacking Wycheproof's vectors for the tests …"
  if reason=$(unpack_vectors "$folder"); then
    done_steps+=("unpacked Wycheproof's vectors")
  else
    rm -rf "$folder"
    skip "Wycheproof's vectors" "$reason"
  fi
}

skip() { skipped+=("$1 ($2)"); }

# One package that can't be had must not cost the others.
together_or_singly() {
  local package
  if bring "$@"; then
    done_steps+=("got $* for the tests")
    return 0
  fi
  for package in "$@"; do
    if bring "$package"; then done_steps+=("got $package for the tests"); else skip "$package" "apt could not get it, see $log"; fi
  done
}

bring() {
  if is_root; then install_packages "$@"; else unpack_packages "$system" "$@"; fi
}

# ------------------------------------------------------------------------------------------------------------

report() {
  local line="nothing to do"
  [ ${#done_steps[@]} -eq 0 ] || line=$(printf '; %s' "${done_steps[@]}") && line=${line#; }
  [ ${#skipped[@]} -eq 0 ] || line+="; without $(printf ', %s' "${skipped[@]}" | cut -c3-): their tests are skipped"
  say "$line"
}

main "$@"
