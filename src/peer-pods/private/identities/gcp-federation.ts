import { checkOptions, optional } from './options';
import { GcpFederationOptions } from '../../peer-pods-identity-options';
import { Format } from '../formats';
import { IdentityWiring } from '../identity-wiring';
import { NAMES } from '../names';

const VOLUME = 'gcp-identity';
const FOLDER = '/var/run/secrets/gcp';
const TOKEN = 'token';
const CREDENTIALS = 'credentials.json';

const PROVIDER: Format = {
  pattern: /^projects\/[0-9]+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{4,32}\/providers\/[a-z0-9-]{4,32}$/,
  rule: '"projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>"',
};
const ACCOUNT: Format = {
  pattern: /^[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com$/,
  rule: 'the address of a service account, like "peer-pods@my-project.iam.gserviceaccount.com"',
};

export function gcpFederation(options: GcpFederationOptions): IdentityWiring {
  checkOptions('gcpFederation', options, { provider: PROVIDER, serviceAccount: optional(ACCOUNT) });
  const { provider, serviceAccount } = options;
  const audience = `//iam.googleapis.com/${provider}`;
  const tokenAudience = `https:${audience}`;
  return {
    kind: 'gcp-federation',
    title: 'GCP federation',
    config: () => ({
      // No secret: it only says where tokens are, and who takes them.
      GCP_CREDENTIALS: externalAccount(audience, serviceAccount),
      GOOGLE_APPLICATION_CREDENTIALS: `${FOLDER}/${CREDENTIALS}`,
    }),
    annotations: { adaptor: {}, controller: {} },
    podLabels: {},
    volume: {
      name: VOLUME,
      projected: {
        sources: [
          { serviceAccountToken: { audience: tokenAudience, expirationSeconds: 3600, path: TOKEN } },
          { configMap: { name: NAMES.configMap, items: [{ key: 'GCP_CREDENTIALS', path: CREDENTIALS }] } },
        ],
      },
    },
    mount: { name: VOLUME, mountPath: FOLDER, readOnly: true },
    // Its start script insists on GCP_CREDENTIALS, of which the program takes the key of a service account only. With an empty
    // argument it looks for GOOGLE_APPLICATION_CREDENTIALS, which may be any kind of credentials.
    command: ({ gcpServiceAccountOnly }) => (gcpServiceAccountOnly ? ['cloud-api-adaptor', 'gcp', '-gcp-credentials='] : undefined),
    audience: tokenAudience,
    setup: `let the provider of the pool trust the issuer of the cluster and map the subject to google.subject, and give ${serviceAccount
      ? `the principal with the subject the role roles/iam.workloadIdentityUser on ${serviceAccount}` : 'the principal with the subject the rights to make VMs'}`,
  };
}

function externalAccount(audience: string, serviceAccount: string | undefined): string {
  return JSON.stringify({
    type: 'external_account',
    audience,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: 'https://sts.googleapis.com/v1/token',
    credential_source: { file: `${FOLDER}/${TOKEN}`, format: { type: 'text' } },
    ...(serviceAccount ? {
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${serviceAccount}:generateAccessToken`,
    } : {}),
  });
}
