import { PROVIDERS } from '../providers/table';

/** Among the keys of clouds, those that only say who somebody is. */
const IDENTIFIERS = ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'IBMCLOUD_IAM_PROFILE_ID'];

/** Whether a variable holds a secret of a cloud, and so belongs into a Secret. */
export function isSecretName(name: string): boolean {
  return !IDENTIFIERS.includes(name) && PROVIDERS.some(({ credentials, otherSecrets = [], reads = [] }) => (
    [...credentials.flat(), ...otherSecrets].includes(name) || reads.some(({ env, secret }) => secret && env === name)));
}

/** A URL with a password in it: between its scheme and an "@" stands a colon that begins no port. */
const URL_WITH_PASSWORD = /^\s*[a-z][a-z0-9+.-]*:\/\/[^\s@]*:(?![0-9]+\/)[^\s]*@/i;

/** Whether a text is a URL with a password in it. */
export const hasPassword = (text: string): boolean => URL_WITH_PASSWORD.test(text);

/** Whether a text may have a password in it, also where its URL is none. */
export const mayHavePassword = (value: unknown): boolean => typeof value === 'string' && /:.*@/.test(value);
