#!/usr/bin/env bash
# The checks that are too heavy, or need too much of a machine, for each change: each of them in turn, and what came of it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

failed=0
for check in check-manifests check-kube check-native check-image check-proxies check-keycloak check-fuzz; do
  printf '\n==== %s\n' "$check"
  "src/test/scripts/$check.sh" || { failed=1; echo "==== $check failed" >&2; }
done
exit "$failed"
