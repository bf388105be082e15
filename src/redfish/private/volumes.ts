import type { Size } from 'cdk8s';
import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { mebibytesOf, sizeText } from './size';
import { sum } from './slug';
import { Problems } from '../../common/private/problems';
import { isDnsName } from '../../common/private/rules/names';
import { isSize, kibibytesOf } from '../../common/private/units';
import { CONFIG_FOLDER, TEMPORARY_FOLDER, TLS_FOLDER } from '../catalogue/defaults';
import { RedfishVolume } from '../redfish-volume';

/** Read by the pod's own user or group alone. */
export const SECRET_MODE = 0o440;

/** The name of a volume of the pod. It comes from the folder, which there is once, so that the others may change places. */
const nameOf = (folder: string) => (folder === TEMPORARY_FOLDER ? 'temp-storage' : `volume-${sum(folder)}`);

/** The volumes that somebody wants beside those of the server, and the folder for temporary files if nothing is there. */
export function additionalVolumes(volumes: readonly RedfishVolume[], temporarySize: string): Volume[] {
  const own = isAt(TEMPORARY_FOLDER, volumes) ? [] : [{ name: nameOf(TEMPORARY_FOLDER), emptyDir: { sizeLimit: temporarySize } }];
  return [...own, ...volumes.map(({ _kind: { mountPath, configMap, secret, claim, size } }): Volume => {
    const name = nameOf(mountPath);
    if (configMap) return { name, configMap: { name: configMap } };
    if (secret) return { name, secret: { secretName: secret, defaultMode: SECRET_MODE } };
    return claim ? { name, persistentVolumeClaim: { claimName: claim } } : { name, emptyDir: { sizeLimit: sizeText(size!) } };
  })];
}

/** How much of the node's disk they may take together. */
export function nodeMebibytes(volumes: readonly RedfishVolume[], temporaryMebibytes: number): number {
  const sizes = volumes.flatMap(({ _kind: { size } }) => (size ? [mebibytesOf(size)] : []));
  return sizes.reduce((total, one) => total + one, isAt(TEMPORARY_FOLDER, volumes) ? 0 : temporaryMebibytes);
}

/** Where the server sees them. */
export function additionalMounts(volumes: readonly RedfishVolume[]): VolumeMount[] {
  const own = isAt(TEMPORARY_FOLDER, volumes) ? [] : [{ name: nameOf(TEMPORARY_FOLDER), mountPath: TEMPORARY_FOLDER }];
  return [...own, ...volumes.map(({ _kind: { mountPath, configMap, secret } }) => (
    { name: nameOf(mountPath), mountPath, ...(configMap || secret ? { readOnly: true } : {}) }))];
}

const isAt = (folder: string, volumes: readonly RedfishVolume[]) => volumes.some(({ _kind }) => _kind.mountPath === folder);

/** Rules on them. */
export function checkVolumes(volumes: readonly RedfishVolume[], temporarySize: Size | undefined, problems: Problems): void {
  volumes.forEach(({ _kind: kind }, index) => {
    const prop = `additionalVolumes[${index}]`;
    checkFolder(prop, kind.mountPath, problems);
    if (volumes.findIndex(({ _kind }) => _kind.mountPath === kind.mountPath) < index) {
      problems.add(prop, kind.mountPath, 'each folder once', 'Choose another one.');
    }
    if ('size' in kind) {
      const kibibytes = isSize(kind.size) ? kibibytesOf(kind.size) : 0;
      if (kibibytes < 1024 || kibibytes % 1024) {
        problems.addSentence(prop, 'got another size; allowed: whole mebibytes, from one up. Take Size.gibibytes(3).');
      }
      return;
    }
    const name: unknown = kind.configMap ?? kind.secret ?? kind.claim;
    if (typeof name !== 'string' || !isDnsName(name)) problems.add(prop, name, 'the name of an object: a-z, 0-9, "-" and "."', 'Take it from kubectl get.');
  });
  if (temporarySize && isAt(TEMPORARY_FOLDER, volumes)) {
    problems.addSentence('temporarySize', 'cannot be combined with a volume at /tmp, which has its own size. Remove one of the two.');
  }
}

function checkFolder(prop: string, folder: unknown, problems: Problems): void {
  const parts = typeof folder === 'string' ? folder.split('/').slice(1) : [];
  const plain = typeof folder === 'string' && /^(\/[A-Za-z0-9_.-]+)+$/.test(folder) && !parts.some((part) => part === '.' || part === '..');
  if (!plain) {
    problems.add(prop, folder, 'a folder, like "/etc/redfish-ca"', 'Give the whole path, without "/" at its end.');
  } else if ([CONFIG_FOLDER, TLS_FOLDER].some((own) => `${own}/`.startsWith(`${folder}/`) || folder.startsWith(`${own}/`))) {
    problems.add(prop, folder, `a folder that the server does not need for itself: not /app, ${CONFIG_FOLDER}, ${TLS_FOLDER}`, 'Choose another one.');
  }
}
