#!/usr/bin/env bash
# Validates each rendering of deploy/k8s with the API server's own code and Pod Security "restricted"
# (kubecheck/main.go). It finds errors that schemas can't express, for example a maximum below its minimum. Needs no
# cluster.
#
# Needs Go 1.21, which fetches a newer Go and Kubernetes' modules (540 packages, some minutes the first time). All
# output is in target/manifests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

command -v go >/dev/null || { echo 'check-kube: go is not on the PATH: install it (Debian: golang-go).' >&2; exit 1; }
source src/test/scripts/render-manifests.sh
go build -C src/test/scripts/kubecheck -o "$PWD/$work/kubecheck" .
"$work/kubecheck" "${rendered[@]}"

# Check that invalid manifests are refused, each in its own rendering.
refuse() { # what sed's expression
  sed "$2" "$work/base.yaml" >"$work/broken.yaml"
  ! cmp -s "$work/base.yaml" "$work/broken.yaml" || { echo "check-kube: the text to change is missing for: $1" >&2; exit 1; }
  ! "$work/kubecheck" "$work/broken.yaml" >/dev/null || { echo "check-kube: not refused: $1" >&2; exit 1; }
}
refuse 'a maximum below the minimum' 's/maxReplicas: 10/maxReplicas: 1/'
refuse 'a pod that may become root' 's/runAsNonRoot: true/runAsNonRoot: false/'
refuse 'a field that is not there' 's/terminationGracePeriodSeconds/terminationGraceSeconds/'
echo 'check-kube: all checks passed'
