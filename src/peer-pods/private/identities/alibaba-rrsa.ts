import { checkOptions } from './options';
import { AlibabaRrsaOptions } from '../../peer-pods-identity-options';
import { Format } from '../formats';
import { IdentityWiring, tokenVolume } from '../identity-wiring';

const FOLDER = '/var/run/secrets/ack.alibabacloud.com/rrsa-tokens';
const AUDIENCE = 'sts.aliyuncs.com';

const ROLE: Format = { pattern: /^acs:ram::[0-9]+:role\/[\w.@-]+$/, rule: 'the ARN of a role, like "acs:ram::1234567890123456:role/peer-pods"' };
const OIDC: Format = {
  pattern: /^acs:ram::[0-9]+:oidc-provider\/[\w.@-]+$/, rule: 'the ARN of an OIDC provider, like "acs:ram::1234567890123456:oidc-provider/ack-rrsa-c1a2"',
};

export function alibabaRrsa(options: AlibabaRrsaOptions): IdentityWiring {
  checkOptions('alibabaRrsa', options, { roleArn: ROLE, oidcProviderArn: OIDC });
  const { roleArn, oidcProviderArn } = options;
  const annotations = { 'pod-identity.alibabacloud.com/role-name': roleArn.slice(roleArn.indexOf('/') + 1) };
  return {
    kind: 'alibaba-rrsa',
    title: 'Alibaba RRSA',
    config: () => ({
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: oidcProviderArn,
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: `${FOLDER}/token`,
      ALIBABA_CLOUD_ROLE_ARN: roleArn,
    }),
    annotations: { adaptor: annotations, controller: annotations },
    podLabels: {},
    ...tokenVolume('rrsa-oidc-token', FOLDER, 'token', AUDIENCE),
    audience: AUDIENCE,
    setup: 'let the trust policy of the role allow sts:AssumeRole for the OIDC provider, where oidc:aud equals the audience and oidc:sub equals the subject',
  };
}
