const hour = 3_600_000_000_000;

/**
 * The link of an alert with the day up to the alert in place of "up to now": whoever reads the message the next morning sees what the
 * rule saw.
 */
const fixedRange = `(printf "from=%d&to=%d" (.StartsAt.Add -${24 * hour}).UnixMilli .StartsAt.UnixMilli)`;

const alert = `{{ define "call_diagnostics.alert" -}}
{{ .Annotations.summary }}
{{ if eq .Status "resolved" }}From {{ .StartsAt.UTC.Format "2006-01-02 15:04" }} to {{ .EndsAt.UTC.Format "2006-01-02 15:04 MST" }}{{ else }}{{ .Annotations.description }}
Since {{ .StartsAt.UTC.Format "2006-01-02 15:04 MST" }}{{ end }}
{{ reReplaceAll "from=now-[0-9]+h&to=now" ${fixedRange} .Annotations.link }}
{{ end }}`;

const subject = `{{ define "call_diagnostics.subject" -}}
[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }}{{ if eq (len .Alerts) 1 }}: {{ (index .Alerts 0).Annotations.summary }}{{ else }} ({{ len .Alerts }}){{ end }}
{{- end }}`;

const message = `{{ define "call_diagnostics.message" -}}
{{ range .Alerts.Firing }}{{ template "call_diagnostics.alert" . }}
{{ end }}{{ if gt (len .Alerts.Resolved) 0 }}Over:

{{ range .Alerts.Resolved }}{{ template "call_diagnostics.alert" . }}
{{ end }}{{ end }}
{{- end }}`;

/** Templates for messages; the contact point of this folder uses them, and others may. */
export const templates = [
  { orgId: 1, name: 'call_diagnostics', template: [alert, subject, message].join('\n\n') },
] as const;
