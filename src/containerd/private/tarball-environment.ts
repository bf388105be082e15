import { createHash } from 'crypto';
import type { SecretValue } from 'cdk8s-plus-28';
import type { EnvVar } from 'kubernetes-types/core/v1';
import { Architecture } from '../../common';
import { escapeVariables } from '../../common/private/escape-variables';
import { sortedMap } from '../../common/private/sorted-map';
import { ContainerdTarball } from '../containerd-tarball';

interface Tarballs {
  readonly tarballs: readonly ContainerdTarball[];
}

const suffixOf = ({ architecture }: ContainerdTarball) => (architecture ? `_${architecture.kubernetesName.toUpperCase()}` : '');

/** The architectures that there are tarballs for; nothing if a tarball is for all. */
export function architecturesOf({ tarballs }: Tarballs): Architecture[] | undefined {
  const architectures = tarballs.map(({ architecture }) => architecture);
  return architectures.every((one) => one) ? architectures as Architecture[] : undefined;
}

/** The tarballs as install.sh reads them: it chooses by the architecture of its node. */
export function tarballEnvironment({ tarballs }: Tarballs): EnvVar[] {
  const env: Record<string, string | SecretValue> = {};
  for (const tarball of tarballs) {
    const { url, urlFrom, sha256, _options: { header } } = tarball;
    const suffix = suffixOf(tarball);
    env[`COCO_URL${suffix}`] = urlFrom ?? url!;
    if (header) env[`COCO_HEADER${suffix}`] = header;
    if (sha256 !== undefined) env[`COCO_SHA256${suffix}`] = sha256;
    else env.COCO_UNSAFE_NO_CHECKSUM = 'true';
  }
  return Object.entries(sortedMap(env)).map(([name, value]) => (typeof value === 'string'
    ? { name, value: escapeVariables(value) }
    : { name, valueFrom: { secretKeyRef: { name: value.secret.name, key: value.key } } }));
}

/** What wait.sh waits for: no URLs, which may be secret. */
export function gateEnvironment({ tarballs }: Tarballs): Record<string, string> {
  return sortedMap(Object.fromEntries(tarballs.map((one) => [`COCO_IDENTITY${suffixOf(one)}`, identityOf(one)])));
}

/** What install.sh records of a tarball: its checksum, or that of its URL and a line break. */
function identityOf({ sha256, url }: ContainerdTarball): string {
  return sha256 ?? `url-${createHash('sha256').update(`${url}\n`).digest('hex')}`;
}
