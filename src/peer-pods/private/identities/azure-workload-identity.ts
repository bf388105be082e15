import { checkOptions, optional } from './options';
import { AzureWorkloadIdentityOptions } from '../../peer-pods-identity-options';
import { FORMATS } from '../formats';
import { IdentityWiring, tokenVolume } from '../identity-wiring';

/** Where Azure's webhook puts it too: it then finds it there, and adds nothing. */
const FOLDER = '/var/run/secrets/azure/tokens';
const FILE = 'azure-identity-token';
const AUDIENCE = 'api://AzureADTokenExchange';

export function azureWorkloadIdentity(options: AzureWorkloadIdentityOptions): IdentityWiring {
  checkOptions('azureWorkloadIdentity', options, {
    clientId: FORMATS.uuid,
    tenantId: FORMATS.uuid,
    controllerClientId: optional(FORMATS.uuid),
    authorityHost: optional(FORMATS.httpUrl),
  });
  const { clientId, tenantId, controllerClientId = clientId, authorityHost = 'https://login.microsoftonline.com/' } = options;
  const annotations = (id: string) => ({ 'azure.workload.identity/client-id': id, 'azure.workload.identity/tenant-id': tenantId });
  const shared = controllerClientId === clientId;
  return {
    kind: 'azure-workload-identity',
    title: 'Azure workload identity',
    config: () => ({
      ...(shared ? { AZURE_CLIENT_ID: clientId } : {}),
      AZURE_AUTHORITY_HOST: authorityHost,
      AZURE_FEDERATED_TOKEN_FILE: `${FOLDER}/${FILE}`,
      AZURE_TENANT_ID: tenantId,
    }),
    own: shared ? undefined : { adaptor: { AZURE_CLIENT_ID: clientId }, controller: { AZURE_CLIENT_ID: controllerClientId } },
    annotations: { adaptor: annotations(clientId), controller: annotations(controllerClientId) },
    podLabels: { 'azure.workload.identity/use': 'true' },
    ...tokenVolume(FILE, FOLDER, FILE, AUDIENCE),
    audience: AUDIENCE,
    setup: 'add a federated credential to the identity, with the issuer of the cluster, the subject and the audience',
  };
}
