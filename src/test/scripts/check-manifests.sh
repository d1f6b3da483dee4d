#!/usr/bin/env bash
# Renders deploy/k8s as kubectl would, each overlay plain and with all components, and holds every object against its schema:
# Kubernetes' own kinds against those of one version, strictly, and other kinds against the CRDs that their projects publish
# as Go modules. No cluster. What schemas can't see (names that must match) is ManifestsTest's work.
#
# Needs python3 with venv, and Go 1.24; kustomize is built when neither it nor kubectl is there. All it makes is in
# target/manifests. More CRDs, for instance GKE's, which are in no module: CRDS="a.yaml b.yaml" check-manifests.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

KUSTOMIZE=sigs.k8s.io/kustomize/kustomize/v5@v5.8.1
KUBERNETES_VALIDATE=kubernetes-validate==1.37.0
CRD_FILES=(
  sigs.k8s.io/gateway-api@v1.6.1/config/crd/standard/gateway.networking.k8s.io_gateways.yaml
  sigs.k8s.io/gateway-api@v1.6.1/config/crd/standard/gateway.networking.k8s.io_httproutes.yaml
  github.com/envoyproxy/gateway@v1.9.1/charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_backendtrafficpolicies.yaml
  istio.io/api@v1.31.1/kubernetes/customresourcedefinitions.gen.yaml
  github.com/kedacore/keda/v2@v2.21.0/config/crd/bases/keda.sh_scaledobjects.yaml
  github.com/prometheus-operator/prometheus-operator@v0.85.0/example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml
)

work=target/manifests
for tool in python3 go; do
  command -v "$tool" >/dev/null || { echo "check-manifests: $tool is not on the PATH: install it (Debian: python3-venv, golang-go)." >&2; exit 1; }
done
mkdir -p "$work"

if command -v kustomize >/dev/null; then
  render() { kustomize build "$1"; }
elif kubectl kustomize --help >/dev/null 2>&1; then
  render() { kubectl kustomize "$1"; }
else
  GOBIN="$PWD/$work" go install "$KUSTOMIZE"
  render() { "$work/kustomize" build "$1"; }
fi

if [ ! -x "$work/venv/bin/kubernetes-validate" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" --quiet --disable-pip-version-check install "$KUBERNETES_VALIDATE"
fi

crds=()
for file in "${CRD_FILES[@]}"; do
  module=${file%%@*}
  version=${file#*@} && version=${version%%/*}
  directory=$(cd "$work" && go mod download -json "$module@$version" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p') ||
    { echo "check-manifests: go does not get $module@$version: is the module proxy reachable?" >&2; exit 1; }
  crds+=("$directory/${file#*@*/}")
done
read -ra more <<<"${CRDS:-}"

rendered=()
for directory in deploy/k8s/base deploy/k8s/overlays/*/; do
  name=$(basename "$directory")
  render "$directory" >"$work/$name.yaml"
  mkdir -p "$work/$name-all"
  {
    echo "resources: [../../../${directory%/}]"
    echo "components:"
    for component in deploy/k8s/components/*/; do echo "  - ../../../${component%/}"; done
  } >"$work/$name-all/kustomization.yaml"
  render "$work/$name-all" >"$work/$name-all.yaml"
  rendered+=("$work/$name.yaml" "$work/$name-all.yaml")
done

"$work/venv/bin/python" src/test/scripts/check_manifests.py --crds "${crds[@]}" "${more[@]}" --manifests "${rendered[@]}"
