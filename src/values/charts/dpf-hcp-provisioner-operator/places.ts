import { readKey } from '../../../common/private/redact';
import { formatPath } from '../../engine/findings';

/** Where the values have what a prop says; longer names first. */
const PLACES: readonly [string, readonly string[]][] = [
  ['placement.nodeSelector', ['nodeSelector']],
  ['placement.tolerations', ['tolerations']],
  ['placement.affinity', ['affinity']],
  ['serviceAccountAnnotations', ['serviceAccount', 'annotations']],
  ['serviceAccountName', ['serviceAccount', 'name']],
  ['healthProbe.liveness', ['healthProbe', 'livenessProbe']],
  ['healthProbe.readiness', ['healthProbe', 'readinessProbe']],
  ['config.blueFieldOcpLayerRepo', ['provisionerConfig', 'blueFieldOCPLayerRepo']],
  ['imagePullPolicy', ['image', 'pullPolicy']],
  ['replicas', ['replicaCount']],
  ['leaderElection', ['leaderElection', 'enabled']],
  ['appName', ['nameOverride']],
];

/** The place in the values of a prop such as `placement.nodeSelector["pool"]`. */
export function placeOf(prop: string): string {
  if (prop === 'name') return '--release-name or fullnameOverride';
  if (prop === 'instance') return '--release-name';
  const [from, path] = PLACES.find(([one]) => prop === one || prop.startsWith(`${one}.`) || prop.startsWith(`${one}[`)) ?? ['', []];
  const rest = prop.slice(from.length);
  const [, key] = /^\["(.*)"\]$/s.exec(rest) ?? /^[A-Za-z]+\["(.*)"\]$/s.exec(rest) ?? [];
  if (key === undefined) return `${formatPath(path)}${rest}`;
  return formatPath([...path, ...(from ? [] : [rest.slice(0, rest.indexOf('['))]), readKey(key)]);
}
