#!/usr/bin/env bash
# Renders deploy/k8s as kubectl would, each overlay without and with all components, and validates every object:
# Kubernetes' own kinds strictly against the schemas of one version, and other kinds against the CRDs that their
# projects publish as Go modules. A kind without a schema is an error. Queries must be valid PromQL. Needs no cluster.
# ManifestsTest checks names that must match, and check-kube.sh the API server's further rules.
#
# Needs python3 with venv, and Go. All output is in target/manifests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

KUBERNETES_VALIDATE=kubernetes-validate==1.37.0 PROMQL_PARSER=promql-parser==0.12.0
CRD_FILES=(
  sigs.k8s.io/gateway-api@v1.6.1/config/crd/standard/gateway.networking.k8s.io_gateways.yaml
  sigs.k8s.io/gateway-api@v1.6.1/config/crd/standard/gateway.networking.k8s.io_httproutes.yaml
  github.com/envoyproxy/gateway@v1.9.1/charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_backendtrafficpolicies.yaml
  istio.io/api@v1.31.1/kubernetes/customresourcedefinitions.gen.yaml
  github.com/kedacore/keda/v2@v2.21.0/config/crd/bases/keda.sh_scaledobjects.yaml
  github.com/prometheus-operator/prometheus-operator@v0.85.0/example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml
  github.com/prometheus-operator/prometheus-operator@v0.85.0/example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml
  github.com/cloudnative-pg/cloudnative-pg@v1.29.0/config/crd/bases/postgresql.cnpg.io_clusters.yaml
  github.com/GoogleCloudPlatform/gke-gateway-api@v1.3.0/config/crd/networking.gke.io_gcpbackendpolicies.yaml
  github.com/GoogleCloudPlatform/gke-gateway-api@v1.3.0/config/crd/networking.gke.io_healthcheckpolicies.yaml
)

for tool in python3 go; do
  command -v "$tool" >/dev/null || { echo "check-manifests: $tool is not on the PATH: install it (Debian: python3-venv, golang-go)." >&2; exit 1; }
done

source src/test/scripts/render-manifests.sh

if [ ! -f "$work/venv/complete" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" --quiet --disable-pip-version-check install "$KUBERNETES_VALIDATE" "$PROMQL_PARSER"
  touch "$work/venv/complete"
fi

crds=()
for file in "${CRD_FILES[@]}"; do
  module=${file%%@*}
  version=${file#*@} && version=${version%%/*}
  directory=$(cd "$work" && go mod download -json "$module@$version" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p') ||
    { echo "check-manifests: go can't fetch $module@$version. Is the module proxy reachable?" >&2; exit 1; }
  crds+=("$directory/${file#*@*/}")
done

"$work/venv/bin/python" src/test/scripts/check_manifests.py --crds "${crds[@]}" --manifests "${rendered[@]}"
