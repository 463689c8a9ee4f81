# shellcheck shell=bash
# Debian packages for set-up: installs them as root, otherwise unpacks them into a folder of the project.
# Sourced by ci/setup.sh, which defines `logged`, $root, $state and $log.
# shellcheck disable=SC2154

triplet() { echo "$(uname -m)-linux-gnu"; }

# install_packages PACKAGE…  As root. Refreshes the package lists only when apt can't do without.
install_packages() {
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends
    -o DPkg::Lock::Timeout=300 "$@")
  logged "${install[@]}" && return 0
  logged apt-get update -o DPkg::Lock::Timeout=300 && logged "${install[@]}"
}

# unpack_packages FOLDER PACKAGE…  As an ordinary user: the packages, and what they need that this machine lacks.
# libc stays the machine's own, because one process can't hold two of them.
unpack_packages() {
  local folder=$1
  shift
  fetch_packages "$@" || return 1
  begin_folder "$folder"
  unpack_archives "$folder" && run_from_folder "$folder" && end_folder "$folder"
}

# An interrupted unpacking, or a project that was moved since (start scripts hold absolute paths), is thrown away.
begin_folder() { mkdir -p "$1" && : >"$1/unfinished"; }
end_folder() { echo "$root" >"$1/unpacked-for" && rm "$1/unfinished"; }
sweep_folder() {
  [ -d "$1" ] || return 0
  [ ! -e "$1/unfinished" ] && [ "$(cat "$1/unpacked-for" 2>/dev/null)" = "$root" ] && return 0
  rm -rf "$1"
}

# fetch_packages PACKAGE…  Downloads the packages, dependencies resolved, into $state/apt/archives.
fetch_packages() {
  local -a names
  use_apt_lists "$@" || return 1
  mapfile -t names < <(apt_get -s install --no-install-recommends "$@" 2>>"$log" |
    awk '$1 == "Inst" && $2 != "libc6" { print $2 }')
  [ ${#names[@]} -gt 0 ] || return 1
  mkdir -p "$state/apt/archives"
  rm -f "$state"/apt/archives/*.deb
  (cd "$state/apt/archives" && logged apt_get download "${names[@]}")
}

# Anything after the project's options is apt's: `apt_get -s install …`. $apt_status is set to look at the machine
# as if nothing were installed.
apt_get() { apt-get -o Debug::NoLocking=1 ${apt_status:+-o "Dir::State::status=$apt_status"} "${apt_lists[@]}" "$@"; }

# The machine's package lists when they know the packages; otherwise lists of the project's own.
apt_lists=()
use_apt_lists() {
  apt_get -s install "$@" >/dev/null 2>>"$log" && return 0
  mkdir -p "$state/apt/lists/partial" "$state/apt/cache/archives/partial"
  apt_lists=(-o "Dir::State::lists=$state/apt/lists" -o "Dir::Cache=$state/apt/cache")
  logged apt_get update && logged apt_get -s install "$@"
}

# Debian has /lib and friends as links into /usr; packages of this age still carry files under both names.
unpack_archives() {
  local name archive
  for name in bin sbin lib lib64; do
    mkdir -p "$1/usr/$name"
    [ -e "$1/$name" ] || ln -s "usr/$name" "$1/$name"
  done
  for archive in "$state"/apt/archives/*.deb; do
    logged extract "$archive" "$1" || return 1
  done
  rm -f "$state"/apt/archives/*.deb
  relocate_links "$1"
}

# dpkg-deb -x would put a folder in the place of the links above.
extract() { dpkg-deb --fsys-tarfile "$1" | tar -x --keep-directory-symlink -C "$2"; }

# Links that a package makes to absolute places of the machine are turned to their copies in the folder.
relocate_links() {
  local link target
  while IFS= read -r -d '' link; do
    target=$(readlink "$link")
    if [ -e "$1$target" ] || [ -L "$1$target" ]; then ln -sfn "$1$target" "$link"; fi
  done < <(find "$1" -type l -lname '/*' -not -lname "$1/*" -print0)
}

# Every unpacked program becomes a start script beside its binary, so that it finds its libraries whoever starts
# it and whatever the environment.
run_from_folder() {
  local program binary java
  while IFS= read -r -d '' program; do
    is_elf "$program" || continue
    binary="$(dirname "$program")/unpacked/$(basename "$program")"
    mkdir -p "$(dirname "$binary")"
    mv "$program" "$binary"
    start_script "$1/usr/lib/$(triplet)" "$binary" >"$program"
    chmod 755 "$program"
  done < <(find "$1/usr/bin" "$1/usr/libexec/p11-kit" "$1/usr/lib/$(triplet)/p11-kit" \
    -maxdepth 1 -type f -perm -u+x -print0 2>/dev/null)
  # These have places of modules, configurations, libraries and helpers compiled in.
  program="$1/usr/bin/unpacked/softhsm2-util"
  [ ! -f "$program" ] || start_script "$1/usr/lib/$(triplet)" "$program" --module \
    "$1/usr/lib/softhsm/libsofthsm2.so" >"$1/usr/bin/softhsm2-util"
  program="$1/usr/bin/unpacked/openssl"
  [ ! -f "$program" ] || start_script "$1/usr/lib/$(triplet)" /usr/bin/env \
    "OPENSSL_CONF=$1/etc/ssl/openssl.cnf" "$program" >"$1/usr/bin/openssl"
  program="$1/usr/bin/unpacked/pkgconf"
  [ ! -f "$program" ] || start_script "$1/usr/lib/$(triplet)" /usr/bin/env "PKG_CONFIG_SYSROOT_DIR=$1" \
    "PKG_CONFIG_PATH=$1/usr/lib/$(triplet)/pkgconfig:$1/usr/share/pkgconfig" "$program" >"$1/usr/bin/pkgconf"
  program="$1/usr/bin/unpacked/ssh-agent"
  [ ! -f "$program" ] || start_script "$1/usr/lib/$(triplet)" /usr/bin/env \
    "SSH_PKCS11_HELPER=$1/usr/lib/openssh/ssh-pkcs11-helper" "$program" >"$1/usr/bin/ssh-agent"
  for java in "$1"/usr/lib/jvm/*/bin/java "$1"/usr/lib/jvm/*/bin/javac "$1"/usr/lib/jvm/*/bin/keytool; do
    [ -f "$java" ] || continue
    start_script "$1/usr/lib/$(triplet)" "$java" >"$1/usr/bin/$(basename "$java")"
    chmod 755 "$1/usr/bin/$(basename "$java")"
  done
}

is_elf() { [ "$(head -c 4 "$1" | tail -c 3 | tr -d '\0')" = ELF ]; }

# start_script LIBRARIES PROGRAM [ARGUMENT…]
# shellcheck disable=SC2016 # expanded by the script it prints
start_script() {
  printf '#!/bin/sh\nLD_LIBRARY_PATH='"'%s'"'${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} exec' "$1"
  shift
  printf " '%s'" "$@"
  printf ' "$@"\n'
}
