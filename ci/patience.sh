# shellcheck shell=bash
# Tells now and then that a long step of set-up is still under way. Sourced; needs `say`.

# NAME COMMAND…: a line now and then, so that whoever waits sees that something is still being done, and where to look.
patiently() {
  local name=$1 beat status=0
  shift
  still_at_it "$name" 9>&- &
  beat=$!
  "$@" || status=$?
  kill "$beat" 2>/dev/null || true
  wait "$beat" 2>/dev/null || true
  return "$status"
}

# Waits by reading a pipe that nobody writes to: a sleep of its own would outlive it, and hold the output open.
still_at_it() {
  local waited=0 every=${CONGVU_SETUP_BEAT:-20}
  while kill -0 "$$" 2>/dev/null; do
    read -r -t "$every" <> <(:) || true
    waited=$((waited + every))
    say "… still $1, $waited s (what it does: tail .congvu/setup.log)"
  done
}
