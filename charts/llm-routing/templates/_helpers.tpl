{{- define "llm-routing.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}{{ .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains $name .Release.Name -}}{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}{{ printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{- /* Cluster-wide names: two releases in two namespaces do not meet. */ -}}
{{- define "llm-routing.clusterName" -}}
{{ .Release.Namespace }}:{{ include "llm-routing.fullname" . }}
{{- end -}}

{{- /* Takes {root, component} and, for a data plane, gateway. */ -}}
{{- define "llm-routing.selectorLabels" -}}
app.kubernetes.io/name: llm-routing
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- with .gateway }}
llmrouting.dev/gateway: {{ . }}
{{- end }}
{{- end -}}

{{- define "llm-routing.labels" -}}
{{ include "llm-routing.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: llm-routing
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* JSON list of the namespaces that any gateway serves; null: all. */ -}}
{{- define "llm-routing.namespaces" -}}
{{- $all := list -}}
{{- range (include "llm-routing.gateways" . | fromJson).items -}}{{- $all = concat $all .namespaces -}}{{- end -}}
{{- if has "*" $all -}}null{{- else -}}{{ $all | uniq | sortAlpha | toJson }}{{- end -}}
{{- end -}}

{{- /* Takes {what, items}: the operator refuses a list in which a name is there twice. */ -}}
{{- define "llm-routing.unique" -}}
{{- $seen := dict -}}
{{- range .items -}}
{{- if hasKey $seen .name -}}{{- fail (printf "%s: %s is there twice" $.what .name) -}}{{- end -}}
{{- $_ := set $seen .name true -}}
{{- end -}}
{{- end -}}

{{- /* JSON {items: [gateway…]}, each with everything that it left out. */ -}}
{{- define "llm-routing.gateways" -}}
{{- $items := list -}}
{{- include "llm-routing.unique" (dict "what" "gateways" "items" .Values.gateways) -}}
{{- range .Values.gateways -}}
{{- $gateway := mustMergeOverwrite (deepCopy $.Values.gateway) (deepCopy .) -}}
{{- if not $gateway.namespaces -}}{{- $_ := set $gateway "namespaces" (default (list $.Release.Namespace) $.Values.namespaces) -}}{{- end -}}
{{- $items = append $items $gateway -}}
{{- end -}}
{{ dict "items" $items | toJson }}
{{- end -}}

{{- /* Takes {root, name}. */ -}}
{{- define "llm-routing.gatewayName" -}}
{{ printf "%s-%s" (include "llm-routing.fullname" .root) .name }}
{{- end -}}

{{- /* Takes {root, repository}. */ -}}
{{- define "llm-routing.image" -}}
{{ .root.Values.image.registry }}{{ .repository }}:{{ default .root.Chart.AppVersion .root.Values.image.tag }}
{{- end -}}

{{- define "llm-routing.podSecurity" -}}
runAsNonRoot: true
{{- if not .Values.platformAssignsUsers }}
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
{{- end }}
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "llm-routing.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- /* Where pods run; takes {settings, labels, root}. */ -}}
{{- define "llm-routing.placement" -}}
{{- with .settings.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .settings.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .settings.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .settings.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
topologySpreadConstraints:
{{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
- topologyKey: {{ . }}
  maxSkew: 1
  whenUnsatisfiable: ScheduleAnyway
  labelSelector: {matchLabels: {{ fromYaml $.labels | toJson }}}
{{- end }}
{{- end -}}

{{- /* Annotations of pods; takes {root, settings, port, checksum}. */ -}}
{{- define "llm-routing.podAnnotations" -}}
{{- $all := dict -}}
{{- with .checksum }}{{- $_ := set $all "llmrouting.dev/configuration" . -}}{{- end -}}
{{- if .root.Values.monitoring.scrapeAnnotations -}}
{{- $_ := set $all "prometheus.io/scrape" "true" -}}
{{- $_ := set $all "prometheus.io/port" (toString .port) -}}
{{- $_ := set $all "prometheus.io/path" "/metrics" -}}
{{- end -}}
{{- toJson (merge (deepCopy .settings.podAnnotations) $all) -}}
{{- end -}}

{{- define "llm-routing.hasPrometheusOperator" -}}
{{- $mode := .Values.monitoring.prometheusOperator -}}
{{- if or (eq $mode "Enabled") (and (eq $mode "Auto") (.Capabilities.APIVersions.Has "monitoring.coreos.com/v1")) -}}true{{- end -}}
{{- end -}}
