#!/usr/bin/env bash
# npm test: sets up what is missing, the foreign programs of the tests included, then runs vitest with the arguments.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bash "$root/ci/setup.sh" --test
# shellcheck source=ci/environment.sh
. "$root/ci/environment.sh"
use_environment
cd "$root"
exec node node_modules/vitest/vitest.mjs run "$@"
