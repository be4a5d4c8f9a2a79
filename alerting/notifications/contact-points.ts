/**
 * A contact point by e-mail as an example: no policy names it, so nothing is sent until an administrator routes alerts to it. Grafana
 * checks the address when it starts, and starts without a mail server too.
 */
export const contactPoints = [
  {
    orgId: 1,
    name: 'Call Diagnostics by e-mail',
    receivers: [
      {
        uid: 'cd-email',
        type: 'email',
        settings: {
          addresses: 'call-diagnostics@example.com',
          singleEmail: true,
          subject: '{{ template "call_diagnostics.subject" . }}',
          message: '{{ template "call_diagnostics.message" . }}',
        },
        disableResolveMessage: false,
      },
    ],
  },
] as const;
