import type { Container, PodSpec, Probe, Toleration, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { show } from '../../../common/private/redact';
import { imageAt } from '../../engine/image';
import { labelsAt, nameAt } from '../../engine/names';
import { Reader } from '../../engine/reader';
import { isMap, Values, withoutNulls } from '../../engine/tree';
import { VOLUME_SOURCES } from '../../pod-schema';

const CONTAINER = ['deployment', 'container'];
const WAYS = ['httpGet', 'tcpSocket', 'exec', 'grpc'] as const;

/** The pod that the chart's Deployment makes. */
export function podOf(reader: Reader, serviceAccountName: string | undefined): PodSpec {
  const volumes = volumesOf(reader);
  return defined<PodSpec>({
    serviceAccountName,
    securityContext: reader.handedOn('podSecurityContext'),
    nodeSelector: reader.on('nodeSelector') ? labelsAt(reader, ['nodeSelector']) : undefined,
    affinity: reader.handedOn('affinity'),
    tolerations: reader.mapsHandedOn<Toleration>('tolerations'),
    containers: [containerOf(reader, volumes.map(({ name }) => name))],
    volumes: volumes.length ? volumes : undefined,
  });
}

function containerOf(reader: Reader, volumes: readonly string[]): Container {
  const mounts = reader.mapsHandedOn<VolumeMount>(...CONTAINER, 'volumeMounts');
  (mounts ?? []).forEach(({ name, mountPath }, index) => {
    if ((mounts ?? []).findIndex((one) => one.mountPath === mountPath) < index) {
      reader.error([...CONTAINER, 'volumeMounts', index, 'mountPath'], `two volumes would be at ${show(mountPath)}, `
        + 'and the API server refuses the Deployment; take another folder');
    }
    if (!volumes.includes(name)) {
      reader.error([...CONTAINER, 'volumeMounts', index, 'name'], `there is no volume ${show(name)}, and the API server refuses the Deployment; allowed: ${
        volumes.map((one) => show(one)).join(', ') || 'none, as there are no volumes'}. The chart writes only those at volumes.config and volumes.temp`);
    }
  });
  return defined<Container>({
    name: nameAt(reader, [...CONTAINER, 'name'], 'label'),
    image: imageOf(reader),
    imagePullPolicy: reader.value('global', 'image', 'pullPolicy') as string || undefined,
    ports: reader.mapsHandedOn(...CONTAINER, 'ports'),
    env: environment(reader),
    resources: reader.handedOn(...CONTAINER, 'resources'),
    livenessProbe: probeOf(reader, 'livenessProbe'),
    readinessProbe: probeOf(reader, 'readinessProbe'),
    securityContext: reader.handedOn('securityContext'),
    volumeMounts: mounts,
  });
}

/** The API server takes one way to ask. That of the chart stays unless it is taken away. */
function probeOf(reader: Reader, key: string): Probe | undefined {
  const probe = reader.handedOn<Probe>(...CONTAINER, key);
  const ways = WAYS.filter((way) => isMap(probe?.[way]));
  if (probe && ways.length !== 1) {
    reader.error([...CONTAINER, key], ways.length
      ? `asks in several ways, ${ways.join(' and ')}, and the API server allows one; set that of the chart to null: httpGet: null`
      : `asks in no way; allowed: one of ${WAYS.join(', ')}, or null for no probe`);
  }
  return probe;
}

/** The image of the pod, as the template joins it. */
export function imageOf(reader: Reader): string {
  const place = ['global', 'image'];
  const reference = `${reader.quoted(...place, 'repository')}:${reader.quoted(...place, 'tag')}`;
  imageAt(reader, reference, ...place);
  if (reference.startsWith('quay.io/your-org/')) {
    reader.warn([...place, 'repository'], `${show(reference)} is the chart's placeholder, which no registry has; `
      + 'name your mirror, or quay.io/bjozsa-redhat/kubevirt-redfish');
  }
  return reference;
}

/** A map becomes texts in the order of its names, a list stays as it is. */
function environment(reader: Reader): Container['env'] {
  const path = [...CONTAINER, 'env'];
  const value = reader.value(...path);
  if (!isMap(value)) return reader.mapsHandedOn(...path);
  const names = Object.keys(value).sort();
  return names.length ? names.map((name) => ({ name, value: variable(reader, [...path, name]) })) : undefined;
}

/** The template quotes these texts as Go does: what is read back is what was given. */
function variable(reader: Reader, path: string[]): string {
  const value = reader.value(...path);
  return typeof value === 'number' ? reader.quoted(...path) : String(value ?? '');
}

function volumesOf(reader: Reader): Volume[] {
  const all = reader.value('volumes');
  return ['config', 'temp'].flatMap((key) => {
    const given = isMap(all) ? all[key] : undefined;
    if (!isMap(given) || !Object.keys(given).length) return [];
    const sources = VOLUME_SOURCES.filter((source) => isMap(given[source]));
    if (sources.length > 1) {
      reader.error(['volumes', key], `has the sources ${sources.join(', ')}, and the API server allows one; set those of the chart to null: ${
        sources.filter((one) => ['configMap', 'emptyDir'].includes(one)).map((one) => `${one}: null`).join(', ') || 'keep one'}`);
    }
    const name = nameAt(reader, ['volumes', key, 'name'], 'label');
    if (key === 'temp' && isMap(all) && isMap(all.config) && all.config.name === name) {
      reader.error(['volumes', key, 'name'], `both volumes have the name ${show(name)}, and the API server refuses the Deployment; rename one`);
    }
    return [withoutNulls(given) as Volume];
  });
}

/**
 * The same pod with a Secret in the place of a ConfigMap of the same name: its volumes, and what the environment takes
 * of it.
 */
export function withSecretFor(name: string, pod: PodSpec): PodSpec {
  const same = (source: unknown): source is Values => isMap(source) && source.name === name;
  const volumes = pod.volumes?.map((volume) => {
    const { configMap, projected, ...rest } = volume;
    if (same(configMap)) {
      const { name: secretName, ...options } = configMap;
      return { ...rest, secret: { secretName, ...options } } as Volume;
    }
    if (!Array.isArray(projected?.sources)) return volume;
    const sources = projected.sources.map((one) => (same(one?.configMap) ? { secret: one.configMap } : one));
    return { ...rest, projected: { ...projected, sources } } as Volume;
  });
  const containers = pod.containers.map((container) => (container.env ? {
    ...container,
    env: container.env.map((one) => (same(one.valueFrom?.configMapKeyRef)
      ? { ...one, valueFrom: { secretKeyRef: one.valueFrom.configMapKeyRef } } : one)),
  } : container));
  return { ...pod, ...(volumes ? { volumes } : {}), containers } as PodSpec;
}

function defined<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
