#!/usr/bin/env bash
# Holds each rendering of deploy/k8s to what the API server itself would say: its own validation, and Pod Security "restricted"
# (kubecheck/main.go). It finds what schemas can't say, for instance a maximum below its minimum. No cluster.
#
# Needs Go 1.21, which fetches the one it wants and Kubernetes' modules (540 packages, some minutes the first time). All it makes is in target/manifests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

command -v go >/dev/null || { echo 'check-kube: go is not on the PATH: install it (Debian: golang-go).' >&2; exit 1; }
source src/test/scripts/render-manifests.sh
go build -C src/test/scripts/kubecheck -o "$PWD/$work/kubecheck" .
"$work/kubecheck" "${rendered[@]}"

# That it can fail: what it must refuse, each in a rendering of its own.
refuse() { # what sed's expression
  sed "$2" "$work/base.yaml" >"$work/broken.yaml"
  ! cmp -s "$work/base.yaml" "$work/broken.yaml" || { echo "check-kube: there is nothing to break for: $1" >&2; exit 1; }
  ! "$work/kubecheck" "$work/broken.yaml" >/dev/null || { echo "check-kube: not refused: $1" >&2; exit 1; }
}
refuse 'a maximum below the minimum' 's/maxReplicas: 10/maxReplicas: 1/'
refuse 'a pod that may become root' 's/runAsNonRoot: true/runAsNonRoot: false/'
refuse 'a field that is not there' 's/terminationGracePeriodSeconds/terminationGraceSeconds/'
echo 'check-kube: all is as it should be'
