{{/* Not to be changed by a value: `kubectl redisgroup` finds the operator's pods by it. */}}
{{- define "redis-operator.name" -}}
redis-operator
{{- end -}}

{{/* Of the release and the chart; once, when the release is called like the chart. Cut so that the longest suffix fits. */}}
{{- define "redis-operator.fullname" -}}
{{- $name := include "redis-operator.name" . -}}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $full .Values.fullnameOverride | trunc 47 | trimSuffix "-" -}}
{{- end -}}

{{- define "redis-operator.serviceAccountName" -}}
{{- default (ternary (include "redis-operator.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name -}}
{{- end -}}

{{- define "redis-operator.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ default $.Chart.AppVersion .tag }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Which pods are operators: what helm test runs is none. */}}
{{- define "redis-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "redis-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{/* By a dictionary, so that a label of commonLabels that is here already does not stand twice. */}}
{{- define "redis-operator.labels" -}}
{{- $own := dict
  "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-")
  "app.kubernetes.io/name" (include "redis-operator.name" .)
  "app.kubernetes.io/instance" .Release.Name
  "app.kubernetes.io/version" .Chart.AppVersion
  "app.kubernetes.io/managed-by" .Release.Service -}}
{{- toYaml (merge $own .Values.commonLabels) -}}
{{- end -}}

{{/* The operator's table of permissions, as `redis-operator manifests` wrote it: groups, cluster, leaderElection. */}}
{{- define "redis-operator.permissions" -}}
{{- .Files.Get "files/permissions.yaml" -}}
{{- end -}}

{{/* Where a group is looked after for certain: what helm test makes goes there. */}}
{{- define "redis-operator.testNamespace" -}}
{{- if .Values.watchNamespaces -}}
{{- first .Values.watchNamespaces -}}
{{- else -}}
{{- .Release.Namespace -}}
{{- end -}}
{{- end -}}

{{/* Its objects are called like it: it must be called like nothing of the release. */}}
{{- define "redis-operator.testGroup" -}}
selftest
{{- end -}}
