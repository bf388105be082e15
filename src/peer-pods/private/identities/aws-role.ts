import { checkOptions, optional } from './options';
import { AwsRoleOptions } from '../../peer-pods-identity-options';
import { FORMATS } from '../formats';
import { IdentityWiring, tokenVolume } from '../identity-wiring';

/** Where the webhook of EKS puts it too: it then finds it there, and adds nothing. */
const FOLDER = '/var/run/secrets/eks.amazonaws.com/serviceaccount';

export function awsRole(options: AwsRoleOptions): IdentityWiring {
  checkOptions('awsRole', options, {
    roleArn: FORMATS.awsRoleArn, controllerRoleArn: optional(FORMATS.awsRoleArn), audience: optional(FORMATS.word),
  });
  const { roleArn, controllerRoleArn, audience = 'sts.amazonaws.com' } = options;
  const annotations = (arn: string) => ({ 'eks.amazonaws.com/audience': audience, 'eks.amazonaws.com/role-arn': arn });
  const file = { AWS_WEB_IDENTITY_TOKEN_FILE: `${FOLDER}/token` };
  const controllerArn = controllerRoleArn ?? roleArn;
  const shared = controllerArn === roleArn;
  return {
    kind: 'aws-role',
    title: 'AWS role',
    config: () => (shared ? { AWS_ROLE_ARN: roleArn, ...file } : file),
    own: shared ? undefined : { adaptor: { AWS_ROLE_ARN: roleArn }, controller: { AWS_ROLE_ARN: controllerArn } },
    annotations: { adaptor: annotations(roleArn), controller: annotations(controllerArn) },
    podLabels: {},
    ...tokenVolume('aws-iam-token', FOLDER, 'token', audience, 86400),
    audience,
    setup: 'let the trust policy of the role allow sts:AssumeRoleWithWebIdentity for the OIDC provider of the cluster, '
      + 'where its condition :aud equals the audience and its condition :sub equals the subject',
    refused: ({ awsWebIdentity, version }) => (awsWebIdentity ? undefined
      : `the release ${version} starts only with access keys. Take PeerPodsRelease.V0_22_0, or give \`credentials\``),
  };
}
