# shellcheck shell=bash
# A C++ compiler, make and Python for an ordinary user on a machine that has none: Debian's own, unpacked into a
# folder of the project and pointed at itself. Sourced by ci/setup.sh after ci/debian.sh.
# shellcheck disable=SC2154

toolchain_programs=(g++ make python3)

# have_toolchain FOLDER  Whether this machine, or the folder, has what building a native npm package needs.
have_toolchain() {
  local program
  for program in "${toolchain_programs[@]}"; do
    command -v "$program" >/dev/null || [ -x "$1/start/$program" ] || return 1
  done
}

# unpack_toolchain FOLDER  Everything down to libc, whatever the machine has, so that headers and libraries fit
# each other. The programs themselves run on the machine's libc.
unpack_toolchain() {
  local apt_status="$state/apt/nothing-installed"
  mkdir -p "$state/apt"
  : >"$apt_status"
  fetch_packages "${toolchain_programs[@]}" || return 1
  (cd "$state/apt/archives" && logged apt_get download libc6) || return 1
  begin_folder "$1"
  unpack_archives "$1" && gather_libraries "$1" && start_scripts_of_toolchain "$1" && end_folder "$1"
}

gather_libraries() {
  local library
  mkdir -p "$1/libraries"
  for library in "$1/usr/lib/$(triplet)"/*.so*; do
    case $(basename "$library") in
      ld-linux* | libc.so* | libm.so* | libmvec* | libdl.so* | libpthread* | librt.so* | libutil.so*) ;;
      libresolv* | libnsl* | libnss_* | libanl* | libthread_db* | libBrokenLocale* | libc_malloc_debug* | libmemusage* | libpcprofile*) ;;
      *) ln -sfn "$library" "$1/libraries/$(basename "$library")" ;;
    esac
  done
}

start_scripts_of_toolchain() {
  local name
  mkdir -p "$1/start"
  for name in gcc g++ cpp; do
    start_script "$1/libraries" "$1/usr/bin/$name" "--sysroot=$1" "-B$1/usr/bin" >"$1/start/$name"
  done
  for name in make ar as ld ranlib strip nm; do
    start_script "$1/libraries" "$1/usr/bin/$name" >"$1/start/$name"
  done
  # npm asks this Python where it is, and then starts what it names: that has to be the script, not the program.
  # shellcheck disable=SC2016 # expanded by the script
  start_script "$1/libraries" "$(readlink -f "$1/usr/bin/python3")" |
    sed -e '1s|/bin/sh|/bin/bash|' -e 's| exec | exec -a "$0" |' >"$1/start/python3"
  ln -sfn gcc "$1/start/cc"
  ln -sfn g++ "$1/start/c++"
  chmod 755 "$1"/start/*
}
