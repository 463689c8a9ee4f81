# shellcheck shell=bash
# The native PKCS#11 addon, compiled with the headers that came with the pinned Node: nothing is downloaded. Sourced by
# ci/setup.sh, and called in the clone's folder.

# In a folder of its own: make and gyp take a space in a path for the end of it, and the clone may stand in one.
build_addon() {
  local headers room addon=node_modules/pkcs11js
  headers=$(node_with_headers) && room=$(mktemp -d) || return 1
  if ln -s "$headers" "$room/node" && cp -R "$addon" "$room/addon" &&
    (cd "$room/addon" && npm_config_nodedir="$room/node" npm_config_logs_max=0 npm run build); then
    rm -rf "$addon/build" && cp -R "$room/addon/build" "$addon/build.part" && mv "$addon/build.part" "$addon/build"
  fi
  rm -rf "$room"
  node -e 'require("pkcs11js")'
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
