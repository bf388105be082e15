import { Problems } from '../../common/private/problems';
import { OPERATORS_SECRETS, PULL_SECRET_KEY, SSH_KEY } from '../catalogue/provisioner';
import { DpfHcpProvisionerProps } from '../dpf-hcp-provisioner-props';

/** The operator copies both Secrets in their namespace: to names that nothing else may have. */
export function checkSecretNames({ name, pullSecret, sshKey }: DpfHcpProvisionerProps, problems: Problems): void {
  const taken = OPERATORS_SECRETS.map((suffix) => `${name}-${suffix}`);
  for (const [prop, source] of Object.entries({ pullSecret, sshKey })) {
    const given = source?._kind?.existing;
    if (given === undefined || !taken.includes(given)) continue;
    problems.add(prop, given, `a Secret of any name but ${taken.join(', ')}`,
      'The operator makes Secrets of these names itself, and gives up where they exist: rename the Secret.');
  }
}

/** A password in an address would stand in the manifest. */
export function checkAddresses({ ocpReleaseImage, machineOsUrl }: DpfHcpProvisionerProps, problems: Problems): void {
  for (const [prop, address] of Object.entries({ ocpReleaseImage, machineOsUrl })) {
    if (typeof address === 'string' && /^([a-z]+:\/\/)?[^/@]*:[^/@]*@(?!sha(256|512):)/i.test(address)) {
      problems.addHidden(prop, 'an image without a user and a password', 'Credentials of registries belong into the pull secret.');
    }
  }
}

/**
 * Rules on the values of Secrets, where the caller wrote them into the program. Of Secrets that exist nothing is known, and
 * of those that a store gives only their keys. No message prints a value.
 */
export function checkSecretShapes({ pullSecret, sshKey }: DpfHcpProvisionerProps, problems: Problems): void {
  const pull = pullSecret?._kind?.inline?.[PULL_SECRET_KEY];
  if (typeof pull === 'string' && !isDockerConfig(pull)) {
    problems.addHidden(`pullSecret.values["${PULL_SECRET_KEY}"]`, 'JSON of the form {"auths":{"quay.io":{"auth":"…"}}}',
      'Take the pull secret as OpenShift gives it.');
  }
  const key = sshKey?._kind?.inline?.[SSH_KEY];
  if (typeof key === 'string' && !/^(ssh-(rsa|ed25519)|ecdsa-sha2-nistp(256|384|521)|sk-[a-z0-9-]+@openssh\.com) [A-Za-z0-9+/]+={0,3}( [^\n]*)?\n?$/.test(key)) {
    problems.addHidden(`sshKey.values["${SSH_KEY}"]`, 'one public key in a line, like "ssh-ed25519 AAAA… name"',
      key.includes('PRIVATE KEY') ? 'This is a private key, which must never leave its owner: take the file that ends in .pub.'
        : 'Use the content of the file that ends in .pub.');
  }
}

function isDockerConfig(text: string): boolean {
  try {
    const { auths } = JSON.parse(text) as { auths?: unknown };
    return typeof auths === 'object' && auths !== null && Object.keys(auths).length > 0;
  } catch {
    return false;
  }
}
