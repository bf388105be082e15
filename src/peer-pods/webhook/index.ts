export { PeerPodsWebhook } from './peer-pods-webhook';
export { PeerPodsWebhookOptions, PeerPodsWebhookProps, WebhookFailurePolicy } from './peer-pods-webhook-props';
export { CertManagerIssuerKind, WebhookCertificate } from './webhook-certificate';
