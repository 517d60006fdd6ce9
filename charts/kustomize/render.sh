#!/usr/bin/env bash
# Writes install/install.yaml and monitoring/monitoring.yaml anew after a change of the chart. RENDER: what renders it, default `helm template llm-routing`.
# The first line is the checksum of what they were made from; a test compares it with the chart as it is.
set -euo pipefail
cd "$(dirname "$0")/../.."
chart=charts/llm-routing
render() {
  if [ -n "${RENDER:-}" ]; then $RENDER $chart --name llm-routing --namespace llm-routing "$@"
  else helm template llm-routing $chart --namespace llm-routing "$@"; fi
}
# Every file that templates read, CRDs aside: those are taken as they are.
sum=$(find $chart -type f ! -name values.schema.json ! -path '*/files/crds/*' | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1)
base=$(render --set crds.install=false --set monitoring.prometheusOperator=Disabled)
full=$(render --set crds.install=false --set monitoring.prometheusOperator=Enabled)
head="# Made by charts/kustomize/render.sh of the chart with checksum $sum"
printf '%s\n%s\n' "$head" "$base" > charts/kustomize/install/install.yaml
# The documents that only the second has.
printf '%s\n' "$full" | awk -v RS='---\n' -v head="$head" 'BEGIN { print head } /kind: (PodMonitor|PrometheusRule)\n/ { printf "---\n%s", $0 }' > charts/kustomize/monitoring/monitoring.yaml
