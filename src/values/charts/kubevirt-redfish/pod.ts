import type { Container, PodSpec, Probe, Toleration, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { VOLUME_SOURCES } from './kubernetes';
import { Printing, withoutNulls } from './printing';
import { ContainerImage } from '../../../common/container-image';
import type { CocoError } from '../../../common/private/coco-error';
import { show } from '../../../common/private/redact';
import { isMap, Values } from '../../engine/tree';
import { inWordsOfValues } from '../../engine/values-words';

const CONTAINER = ['deployment', 'container'];
const WAYS = ['httpGet', 'tcpSocket', 'exec', 'grpc'] as const;

/** The pod that the chart's Deployment makes. */
export function podOf(print: Printing, serviceAccountName: string | undefined): PodSpec {
  const volumes = volumesOf(print);
  return defined<PodSpec>({
    serviceAccountName,
    securityContext: print.passed('podSecurityContext'),
    nodeSelector: print.texts('nodeSelector'),
    affinity: print.passed('affinity'),
    tolerations: print.list<Toleration>('tolerations'),
    containers: [containerOf(print, volumes.map(({ name }) => name))],
    volumes: volumes.length ? volumes : undefined,
  });
}

function containerOf(print: Printing, volumes: readonly string[]): Container {
  const mounts = print.list<VolumeMount>(...CONTAINER, 'volumeMounts');
  (mounts ?? []).forEach(({ name, mountPath }, index) => {
    if ((mounts ?? []).findIndex((one) => one.mountPath === mountPath) < index) {
      print.error([...CONTAINER, 'volumeMounts', index, 'mountPath'], `two volumes would be at ${show(mountPath)}, `
        + 'and the API server refuses the Deployment; take another folder');
    }
    if (!volumes.includes(name)) {
      print.error([...CONTAINER, 'volumeMounts', index, 'name'], `there is no volume ${show(name)}, and the API server refuses the Deployment; allowed: ${
        volumes.map((one) => show(one)).join(', ') || 'none, as there are no volumes'}. The chart writes only those at volumes.config and volumes.temp`);
    }
  });
  return defined<Container>({
    name: print.name([...CONTAINER, 'name'], 'label'),
    image: imageOf(print),
    imagePullPolicy: print.at(['global', 'image', 'pullPolicy']) as string || undefined,
    ports: print.list(...CONTAINER, 'ports'),
    env: environment(print),
    resources: print.passed(...CONTAINER, 'resources'),
    livenessProbe: probeOf(print, 'livenessProbe'),
    readinessProbe: probeOf(print, 'readinessProbe'),
    securityContext: print.passed('securityContext'),
    volumeMounts: mounts,
  });
}

/** The API server takes one way to ask. That of the chart stays unless it is taken away. */
function probeOf(print: Printing, key: string): Probe | undefined {
  const probe = print.passed<Probe>(...CONTAINER, key);
  const ways = WAYS.filter((way) => isMap(probe?.[way]));
  if (probe && ways.length !== 1) {
    print.error([...CONTAINER, key], ways.length
      ? `asks in several ways, ${ways.join(' and ')}, and the API server allows one; set that of the chart to null: httpGet: null`
      : `asks in no way; allowed: one of ${WAYS.join(', ')}, or null for no probe`);
  }
  return probe;
}

/** The image of the pod, as the template joins it. */
export function imageOf(print: Printing): string {
  const place = ['global', 'image'];
  const reference = `${print.quoted(...place, 'repository')}:${print.quoted(...place, 'tag')}`;
  try {
    ContainerImage.fromReference(reference);
  } catch (thrown) {
    if (reference.endsWith(':latest')) print.warn(place, `${show(reference)} can be a different image tomorrow; pin a release with tag`);
    else print.error(place, inWordsOfValues((thrown as CocoError).reason));
  }
  if (reference.startsWith('quay.io/your-org/')) {
    print.warn([...place, 'repository'], `${show(reference)} is the chart's placeholder, which no registry has; `
      + 'name your mirror, or quay.io/bjozsa-redhat/kubevirt-redfish');
  }
  return reference;
}

/** A map becomes texts in the order of its names, a list stays as it is. */
function environment(print: Printing): Container['env'] {
  const path = [...CONTAINER, 'env'];
  const value = print.at(path);
  if (!isMap(value)) return print.list(...path);
  const names = Object.keys(value).sort();
  return names.length ? names.map((name) => ({ name, value: variable(print, [...path, name]) })) : undefined;
}

/** The template quotes these texts as Go does: what is read back is what was given. */
function variable(print: Printing, path: string[]): string {
  const value = print.at(path);
  return typeof value === 'number' ? print.quoted(...path) : String(value ?? '');
}

function volumesOf(print: Printing): Volume[] {
  const all = print.at(['volumes']);
  return ['config', 'temp'].flatMap((key) => {
    const given = isMap(all) ? all[key] : undefined;
    if (!isMap(given) || !Object.keys(given).length) return [];
    const sources = VOLUME_SOURCES.filter((source) => isMap(given[source]));
    if (sources.length > 1) {
      print.error(['volumes', key], `has the sources ${sources.join(', ')}, and the API server allows one; set those of the chart to null: ${
        sources.filter((one) => ['configMap', 'emptyDir'].includes(one)).map((one) => `${one}: null`).join(', ') || 'keep one'}`);
    }
    const name = print.name(['volumes', key, 'name'], 'label');
    if (key === 'temp' && isMap(all) && isMap(all.config) && all.config.name === name) {
      print.error(['volumes', key, 'name'], `both volumes have the name ${show(name)}, and the API server refuses the Deployment; rename one`);
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
