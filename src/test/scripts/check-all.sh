#!/usr/bin/env bash
# Runs the checks that are too slow, or need too many programs, to run for each change, one after another.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

failed=0
for check in check-manifests check-kube check-native check-image check-proxies check-keycloak check-fuzz; do
  printf '\n==== %s\n' "$check"
  "src/test/scripts/$check.sh" || { failed=1; echo "==== $check failed" >&2; }
done
exit "$failed"
