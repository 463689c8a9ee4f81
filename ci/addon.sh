# shellcheck shell=bash
# The native PKCS#11 addon, compiled with the headers that came with the pinned Node: nothing is downloaded. Sourced by
# ci/setup.sh, and called in the clone's folder.

# In a folder of its own: make and gyp take a space in a path for the end of it, and the clone may stand in one.
build_addon() {
  local room status=0
  room=$(mktemp -d) || return 1
  { compile_in "$room" node_modules/pkcs11js && node -e 'require("pkcs11js")'; } || status=$?
  rm -rf "$room"
  return "$status"
}

# compile_in ROOM ADDON
compile_in() {
  local headers
  headers=$(node_with_headers) && ln -s "$headers" "$1/node" && cp -R "$2" "$1/addon" &&
    (cd "$1/addon" && npm_config_nodedir="$1/node" npm_config_logs_max=0 npm run build) &&
    rm -rf "$2/build" "$2/build.part" && cp -R "$1/addon/build" "$2/build.part" && mv "$2/build.part" "$2/build"
}

node_with_headers() {
  local folder
  for folder in node_modules/node/node_modules/node-*; do
    if [ -f "$folder/include/node/node_api.h" ]; then
      (cd "$folder" && pwd)
      return 0
    fi
  done
  # npm sweeps the folder away whenever somebody adds a package; the program itself stays.
  install_pinned_node >&2 && node_with_headers
}
