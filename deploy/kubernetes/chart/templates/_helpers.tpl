{{- define "kafka-exporter.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* The release's name and the chart's, once where one holds the other. Names are labels, too: at most 63 characters. */}}
{{- define "kafka-exporter.fullname" -}}
{{- $name := include "kafka-exporter.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" (.Release.Name | trunc (sub 62 (len $name) | int)) $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What selects the pods. A Deployment's selector can't be changed, so nothing that a person might change belongs here. */}}
{{- define "kafka-exporter.selectorLabels" -}}
app.kubernetes.io/name: {{ include "kafka-exporter.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "kafka-exporter.labels" -}}
{{ include "kafka-exporter.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: metrics
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "kafka-exporter.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "kafka-exporter.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "kafka-exporter.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* The configuration file. The chart's own bootstrap gives way to clusters and kafkaPods: a values file can't remove it but by null. */}}
{{- define "kafka-exporter.config" -}}
{{- $config := .Values.config }}
{{- $pods := .Values.kafkaPods }}
{{- if hasKey $config "listen" }}
{{- fail "config.listen: the address follows the value port; set that" }}
{{- else if and $config.clusters $pods.name }}
{{- fail "kafkaPods.name: config.clusters names its brokers itself" }}
{{- else if $config.clusters }}
{{- $config = omit $config "bootstrap" }}
{{- else if $pods.name }}
{{- $domain := printf "%s.%s.svc" (default (printf "%s-headless" $pods.name) $pods.service) (default .Release.Namespace $pods.namespace) }}
{{- $bootstrap := list }}
{{- range $index, $_ := until (int (toString $pods.replicas)) }}
{{- $bootstrap = append $bootstrap (printf "%s-%d.%s:%v" $pods.name $index $domain $pods.port) }}
{{- end }}
{{- $config = merge (dict "bootstrap" $bootstrap) (omit $config "bootstrap") }}
{{- else if not (or $config.bootstrap .Values.existingSecret) }}
{{- fail "config.bootstrap: no broker to ask first, and no clusters in its place" }}
{{- end }}
{{- toYaml $config }}
{{- end }}

{{/* The ports of Kafka in the configuration and in networkPolicy.kafkaPorts, each once, in order, as a list in JSON. */}}
{{- define "kafka-exporter.kafkaPorts" -}}
{{- $config := include "kafka-exporter.config" . | fromYaml }}
{{- $ports := dict }}
{{- range prepend (default list $config.clusters) $config }}
{{- /* A list, or one text with commas. */}}
{{- range kindIs "slice" .bootstrap | ternary .bootstrap (default "" .bootstrap | toString | splitList ",") }}
{{- with regexFind "[0-9]+\\s*$" . | trim }}
{{- $_ := set $ports (printf "%05d" (atoi .)) (atoi .) }}
{{- end }}
{{- end }}
{{- end }}
{{- range .Values.networkPolicy.kafkaPorts }}
{{- $port := atoi (toString .) }}
{{- $_ := set $ports (printf "%05d" $port) $port }}
{{- end }}
{{- $sorted := list }}
{{- range keys $ports | sortAlpha }}
{{- $sorted = append $sorted (get $ports .) }}
{{- end }}
{{- toJson $sorted }}
{{- end }}

{{/* The rules, dashboards and queries of this project know exporters by these letters in the job, which is the Service's name. */}}
{{- define "kafka-exporter.checkedJob" -}}
{{- $job := include "kafka-exporter.fullname" . }}
{{- if not (contains "kafka-exporter" $job) }}
{{- fail (printf "fullnameOverride: the name %s becomes the job in Prometheus, and must have kafka-exporter in it for the rules and dashboards" $job) }}
{{- end }}
{{- end }}
