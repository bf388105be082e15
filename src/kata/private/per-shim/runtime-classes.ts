import type { RuntimeClass } from 'kubernetes-types/node/v1';
import { OverheadModel, ShimModel, PerShimModel } from './model';
import { instanceLabel } from './node-selectors';
import { Emission } from '../../../common/private/emission';
import { KATA_LABEL } from '../../../common/private/kata-label';
import { runtimeClassName } from '../settings';

/** What one confidential sandbox takes of its node's keys, by the part of a shim's name that tells its TEE. */
const TEE_KEYS = [
  { tee: 'snp', resource: 'sev-snp.amd.com/esids', label: 'amd.feature.node.kubernetes.io/snp' },
  { tee: 'tdx', resource: 'tdx.intel.com/keys', label: 'intel.feature.node.kubernetes.io/tdx' },
];

const SECURE_EXECUTION_LABEL = 'feature.node.kubernetes.io/cpu-security.se.enabled';

/** The RuntimeClasses of all shims, the default one, and those for debugging. */
export function runtimeClasses(settings: PerShimModel): Emission[] {
  const { runtimeClasses: wanted, release, debug, devkit, suffix } = settings;
  if (!wanted) return [];
  const variants = release.debugRuntimeClasses && debug ? ['debug', ...(devkit ? ['devkit'] : [])] : [];
  const shims = wanted.shims ?? settings.shims;
  const objects = shims.filter(({ overhead }) => overhead).flatMap((shim) => {
    const handler = runtimeClassName(shim.name, suffix);
    return [
      runtimeClass(settings, handler, handler, shim),
      ...(shim.name === wanted.defaultShim ? [runtimeClass(settings, wanted.defaultName, handler, shim)] : []),
      ...variants.map((variant) => runtimeClass(settings, `${handler}-${variant}`, `${handler}-${variant}`, shim)),
    ];
  });
  const { defaultShim, defaultName, defaultOverhead } = wanted;
  if (defaultShim && defaultOverhead && !shims.some(({ name }) => name === defaultShim)) {
    const shim = { ...NOT_INSTALLED, name: defaultShim, overhead: defaultOverhead };
    objects.push(runtimeClass(settings, defaultName, runtimeClassName(defaultShim, suffix), shim));
  }
  return objects.map((manifest) => ({ id: `RuntimeClass-${manifest.metadata!.name}`, manifest }));
}

/** The labels that kata-deploy puts on a node when Kata is ready there. A RuntimeClass cannot ask for less. */
export function ownershipLabels(settings: Pick<PerShimModel, 'release' | 'suffix'>): Record<string, string> {
  return { [KATA_LABEL]: 'true', ...(settings.release.instanceLabels ? { [instanceLabel(settings)]: 'true' } : {}) };
}

/** The label that tells whose objects they are. */
export function instanceOf({ suffix }: Pick<PerShimModel, 'suffix'>): Record<string, string> {
  return { 'kata-deploy/instance': suffix || 'default' };
}

type Sandbox = Pick<ShimModel, 'name' | 'overhead' | 'overheadEnabled' | 'runtimeClassNodeSelector' | 'runtimeClassTolerations'>;

const NOT_INSTALLED = { overheadEnabled: true, runtimeClassNodeSelector: {}, runtimeClassTolerations: [] };

function runtimeClass(settings: PerShimModel, name: string, handler: string, shim: Sandbox): RuntimeClass {
  const { release } = settings;
  const podFixed = { ...(shim.overheadEnabled ? sizes(shim.overhead!) : {}), ...teeKeys(settings, shim.name) };
  const tolerations = shim.runtimeClassTolerations;
  return {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: {
      name,
      ...(release.runtimeClassLabels ? { labels: { 'app.kubernetes.io/managed-by': 'kata-deploy', ...instanceOf(settings) } } : {}),
      ...(release.versionAnnotations ? { annotations: { 'katacontainers.io/kata-version': release.version } } : {}),
    },
    handler,
    ...(Object.keys(podFixed).length ? { overhead: { podFixed } } : {}),
    scheduling: { nodeSelector: nodeSelector(settings, shim), ...(tolerations.length ? { tolerations: [...tolerations] } : {}) },
  };
}

function sizes({ memory, cpu }: OverheadModel): Record<string, string> {
  return { memory, cpu };
}

/** Independent of the overhead: without them, more confidential sandboxes would be scheduled on a node than it has keys for. */
function teeKeys({ release, nodeFeatures }: PerShimModel, shim: string): Record<string, string> {
  if (!release.nodeFeatureRules || !nodeFeatures.rules) return {};
  return Object.fromEntries(TEE_KEYS.filter(({ tee }) => shim.includes(tee)).map(({ resource }) => [resource, '1']));
}

function nodeSelector(settings: PerShimModel, shim: Sandbox): Record<string, string> {
  const owned = ownershipLabels(settings);
  const { release, nodeFeatures } = settings;
  const own = shim.runtimeClassNodeSelector;
  const extra = Object.keys(own).length || !release.teeNodeSelectors || !nodeFeatures.present ? own : teeNodes(shim.name);
  // From the release on that marks its nodes, no RuntimeClass can be led to nodes that the installation does not hold.
  return release.instanceLabels ? { ...extra, ...owned } : { ...owned, ...extra };
}

/** Nodes with the TEE of a shim. Those with GPUs are found by other labels. */
function teeNodes(shim: string): Record<string, string> {
  if (shim.includes('nvidia-gpu')) return {};
  const labels = TEE_KEYS.filter(({ tee }) => shim.includes(tee)).map(({ label }) => label);
  if (/-se(-runtime-rs)?$/.test(shim)) labels.push(SECURE_EXECUTION_LABEL);
  return Object.fromEntries(labels.map((label) => [label, 'true']));
}
