import { WebhookModel } from './model';
import { certificateName, serviceName } from './names';
import { Emission } from '../../../common/private/emission';

/** What makes the certificate, as far as it is an object of ours. */
export function certificateObjects(model: WebhookModel): Emission[] {
  const { certificate, certificateSecret, namePrefix, namespace } = model;
  if (certificate.kind !== 'cert-manager') return [];
  const host = `${serviceName(model)}.${namespace}.svc`;
  const own = { kind: 'Issuer', name: `${namePrefix}selfsigned-issuer` };
  const issuer: Emission = {
    id: 'Issuer',
    manifest: { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata: { name: own.name, namespace }, spec: { selfSigned: {} } },
  };
  const request: Emission = {
    id: 'Certificate',
    manifest: {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: certificateName(model), namespace },
      spec: { dnsNames: [host, `${host}.cluster.local`], issuerRef: certificate.issuer ?? own, secretName: certificateSecret },
    },
  };
  return certificate.issuer ? [request] : [issuer, request];
}

/** What the webhook configuration needs for the API server to trust the certificate. */
export function trust(model: WebhookModel): { annotations: Record<string, string>; clientConfig: { caBundle?: string } } {
  const { certificate, namespace } = model;
  switch (certificate.kind) {
    case 'cert-manager':
      return {
        annotations: certificate.inject ? { 'cert-manager.io/inject-ca-from': `${namespace}/${certificateName(model)}` } : {},
        clientConfig: {},
      };
    case 'openshift-service-ca':
      return { annotations: { 'service.beta.openshift.io/inject-cabundle': 'true' }, clientConfig: {} };
    case 'provided':
      return {
        annotations: {},
        clientConfig: certificate.caBundle ? { caBundle: Buffer.from(certificate.caBundle, 'utf8').toString('base64') } : {},
      };
  }
}
