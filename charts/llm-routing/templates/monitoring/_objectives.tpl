{{- /* A series for every objective that is set; an alert whose objective is missing never fires. Percents become shares. */ -}}
{{- define "llm-routing.objectives" -}}
{{- $o := .Values.objectives -}}
{{- $rules := list -}}
{{- range $record, $value := dict
  "daily_budget_dollars" $o.dailyBudgetDollars
  "monthly_budget_dollars" $o.monthlyBudgetDollars
  "cost_per_1k_requests_dollars" $o.costPer1kRequestsDollars
  "ttft_p95_seconds" $o.ttftP95Seconds
  "ttft_p99_seconds" $o.ttftP99Seconds
  "queue_depth" $o.queueDepth
  "satisfaction" $o.satisfaction -}}
{{- if not (kindIs "invalid" $value) -}}{{- $rules = append $rules (dict "record" (print "llm_routing:objective_" $record) "expr" (printf "vector(%v)" $value)) -}}{{- end -}}
{{- end -}}
{{- range $record, $value := dict
  "weekly_cost_drift" $o.weeklyCostDriftPercent
  "tier_share_broken" $o.tierShareBrokenPercent
  "kv_cache" $o.kvCachePercent
  "error_share" $o.errorPercent
  "thumbs_down_share" $o.thumbsDownPercent -}}
{{- if not (kindIs "invalid" $value) -}}{{- $rules = append $rules (dict "record" (print "llm_routing:objective_" $record) "expr" (printf "vector(%v / 100)" $value)) -}}{{- end -}}
{{- end -}}
{{- range $model, $value := $o.ttftP95SecondsOfModel -}}
{{- if not (kindIs "invalid" $value) -}}{{- $rules = append $rules (dict "record" "llm_routing:objective_model_ttft_p95_seconds" "labels" (dict "model" $model) "expr" (printf "vector(%v)" $value)) -}}{{- end -}}
{{- end -}}
{{- range $tier, $value := $o.tierShareMaxPercent -}}
{{- if not (kindIs "invalid" $value) -}}{{- $rules = append $rules (dict "record" "llm_routing:objective_tier_share_max" "labels" (dict "tier" $tier) "expr" (printf "vector(%v / 100)" $value)) -}}{{- end -}}
{{- end -}}
{{- range $tier, $value := $o.tierShareMinPercent -}}
{{- if not (kindIs "invalid" $value) -}}{{- $rules = append $rules (dict "record" "llm_routing:objective_tier_share_min" "labels" (dict "tier" $tier) "expr" (printf "vector(%v / 100)" $value)) -}}{{- end -}}
{{- end -}}
{{- toYaml $rules -}}
{{- end -}}
