# shellcheck shell=bash
# Puts the pinned Node, unpacked programs and their libraries within reach. Sourced by the other scripts of ci/,
# which define $root; a machine where everything is installed needs only the first line.
# shellcheck disable=SC2154

use_environment() {
  PATH="$root/node_modules/.bin:$PATH:$root/.congvu/system/bin:$root/.congvu/toolchain/start"
  export PATH
  local libraries
  libraries="$root/.congvu/system/usr/lib/$(uname -m)-linux-gnu"
  if [ -d "$libraries" ] && [[ ":${LD_LIBRARY_PATH:-}:" != *":$libraries:"* ]]; then
    export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$libraries"
  fi
  hash -r
}
