import { behaves, PeerPodsReading } from './input';
import { WorkloadAccess } from '../../../peer-pods/internal';

/** A token of the service account, for the identity service of a cloud. */
interface Token {
  readonly volume: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
  readonly audience: string;
  readonly path: string;
  readonly defaultMode?: number;
}

const RRSA: Token = {
  volume: 'rrsa-oidc-token',
  mountPath: '/var/run/secrets/ack.alibabacloud.com/rrsa-tokens',
  readOnly: true,
  audience: 'sts.aliyuncs.com',
  path: 'token',
  defaultMode: 0o644,
};
const VAULT: Token = { volume: 'vault-token', mountPath: '/var/run/secrets/tokens', audience: 'iam', path: 'vault-token' };

/** The tokens that the chart mounts for the provider. */
export function tokens({ facts, values, provider: { key: provider } }: PeerPodsReading): Pick<WorkloadAccess, 'volumes' | 'volumeMounts'> {
  const roles = behaves(facts, 'rrsa-token') && values.on('alibabacloud', 'rrsa', 'enable');
  const wanted = [
    ...(provider === 'alibabacloud' && roles ? [RRSA] : []),
    ...(provider === 'ibmcloud' && behaves(facts, 'iam-token') ? [VAULT] : []),
  ];
  return {
    volumes: wanted.map(({ volume, audience, path, defaultMode }) => ({
      name: volume,
      projected: { defaultMode, sources: [{ serviceAccountToken: { audience, expirationSeconds: 3600, path } }] },
    })),
    volumeMounts: wanted.map(({ volume, mountPath, readOnly }) => ({ name: volume, mountPath, readOnly })),
  };
}
