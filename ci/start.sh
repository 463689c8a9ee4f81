#!/usr/bin/env bash
# npm start: sets up what is missing, then certifies the reference implementation, or the product of --target FILE.
# Arguments go to `congvu certify`, and its exit code comes back.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bash "$root/ci/setup.sh"
# shellcheck source=ci/environment.sh
. "$root/ci/environment.sh"
use_environment
echo "start: making a test PKI and certifying, row by row; usually one to three minutes …" >&2
exec node "$root/bin/congvu.js" certify "$@"
