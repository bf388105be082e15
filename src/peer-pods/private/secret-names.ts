import { PROVIDERS } from '../providers/table';

/** Among the keys of clouds, those that only say who somebody is. */
const IDENTIFIERS = ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'IBMCLOUD_IAM_PROFILE_ID'];

/** Whether a variable holds a secret of a cloud, and so belongs into a Secret. */
export function isSecretName(name: string): boolean {
  return !IDENTIFIERS.includes(name) && PROVIDERS.some(({ credentials, otherSecrets = [], reads = [] }) => (
    [...credentials.flat(), ...otherSecrets].includes(name) || reads.some(({ env, secret }) => secret && env === name)));
}
