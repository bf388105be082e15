import { checkOptions } from './options';
import { IbmTrustedProfileOptions } from '../../peer-pods-identity-options';
import { Format } from '../formats';
import { IdentityWiring, tokenVolume } from '../identity-wiring';

const AUDIENCE = 'iam';

const PROFILE: Format = {
  pattern: /^Profile-[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, rule: 'the id of a trusted profile: "Profile-" and a UUID',
};

export function ibmTrustedProfile(options: IbmTrustedProfileOptions): IdentityWiring {
  checkOptions('ibmTrustedProfile', options, { profileId: PROFILE });
  const { profileId } = options;
  return {
    kind: 'ibm-trusted-profile',
    title: 'IBM trusted profile',
    config: () => ({ IBMCLOUD_IAM_PROFILE_ID: profileId }),
    annotations: { adaptor: {}, controller: {} },
    podLabels: {},
    // The program looks nowhere else.
    ...tokenVolume('vault-token', '/var/run/secrets/tokens', 'vault-token', AUDIENCE),
    audience: AUDIENCE,
    setup: 'let the trusted profile trust the compute resource of the cluster, with the namespace and the name of the service account',
  };
}
