import type { RuntimeClass } from 'kubernetes-types/node/v1';
import { CustomRuntimeModel, KataModel, OverheadModel, ShimModel } from '../model';
import { instanceLabel } from './node-selectors';
import { Emission } from '../../../common/private/emission';
import { KATA_LABEL } from '../../../common/private/kata-label';
import { runtimeClassName, variants } from '../names';

/** What one confidential sandbox takes of its node's keys, by the part of a shim's name that tells its TEE. */
const TEE_KEYS = [
  { tee: 'snp', resource: 'sev-snp.amd.com/esids', label: 'amd.feature.node.kubernetes.io/snp' },
  { tee: 'tdx', resource: 'tdx.intel.com/keys', label: 'intel.feature.node.kubernetes.io/tdx' },
];

const SECURE_EXECUTION_LABEL = 'feature.node.kubernetes.io/cpu-security.se.enabled';

/** The RuntimeClasses of all shims, the default one, and those for debugging. */
export function runtimeClasses(model: KataModel): Emission[] {
  const { runtimeClasses: wanted, suffix } = model;
  if (!wanted || wanted.byProgram) return [];
  const shims = wanted.shims ?? model.shims;
  const objects = shims.filter(({ overhead }) => overhead).flatMap((shim) => {
    const handler = runtimeClassName(shim.name, suffix);
    return [
      runtimeClass(model, handler, handler, shim),
      ...(shim.name === wanted.defaultShim ? [runtimeClass(model, wanted.defaultName, handler, shim)] : []),
      ...variants(model).map((variant) => runtimeClass(model, `${handler}-${variant}`, `${handler}-${variant}`, shim)),
    ];
  });
  const { defaultShim, defaultName, defaultOverhead } = wanted;
  if (defaultShim && defaultOverhead && !shims.some(({ name }) => name === defaultShim)) {
    const shim = { ...NOT_INSTALLED, name: defaultShim, overhead: defaultOverhead };
    objects.push(runtimeClass(model, defaultName, runtimeClassName(defaultShim, suffix), shim));
  }
  return objects.map((manifest) => ({ id: `RuntimeClass-${manifest.metadata!.name}`, manifest }));
}

/** The labels that kata-deploy puts on a node when Kata is ready there. A RuntimeClass cannot ask for less. */
export function ownershipLabels(model: Pick<KataModel, 'release' | 'suffix'>): Record<string, string> {
  return { [KATA_LABEL]: 'true', ...(model.release.instanceLabels ? { [instanceLabel(model)]: 'true' } : {}) };
}

/** The label that tells whose objects they are. */
export function instanceOf({ suffix }: Pick<KataModel, 'suffix'>): Record<string, string> {
  return { 'kata-deploy/instance': suffix || 'default' };
}

type Sandbox = Pick<ShimModel, 'name' | 'overhead' | 'overheadEnabled' | 'runtimeClassNodeSelector' | 'runtimeClassTolerations'>;

const NOT_INSTALLED = { overheadEnabled: true, runtimeClassNodeSelector: {}, runtimeClassTolerations: [] };

function runtimeClass(model: KataModel, name: string, handler: string, shim: Sandbox): RuntimeClass {
  const { release } = model;
  const podFixed = { ...(shim.overheadEnabled ? sizes(shim.overhead!) : {}), ...teeKeys(model, shim.name) };
  const tolerations = shim.runtimeClassTolerations;
  return {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: {
      name,
      ...(release.runtimeClassLabels ? { labels: { 'app.kubernetes.io/managed-by': 'kata-deploy', ...instanceOf(model) } } : {}),
      ...(release.versionAnnotations ? { annotations: { 'katacontainers.io/kata-version': release.version } } : {}),
    },
    handler,
    ...(Object.keys(podFixed).length ? { overhead: { podFixed } } : {}),
    scheduling: { nodeSelector: nodeSelector(model, shim), ...(tolerations.length ? { tolerations: [...tolerations] } : {}) },
  };
}

function sizes({ memory, cpu }: OverheadModel): Record<string, string> {
  return { memory, cpu };
}

/** Independent of the overhead: without them, more confidential sandboxes would be scheduled on a node than it has keys for. */
function teeKeys({ release, nodeFeatures }: KataModel, shim: string): Record<string, string> {
  if (!release.nodeFeatureRules || !nodeFeatures.rules) return {};
  return Object.fromEntries(TEE_KEYS.filter(({ tee }) => shim.includes(tee)).map(({ resource }) => [resource, '1']));
}

function nodeSelector(model: KataModel, shim: Sandbox): Record<string, string> {
  const owned = ownershipLabels(model);
  const { release, nodeFeatures } = model;
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

/** The RuntimeClasses of custom runtimes: the user's own, with the overhead of what they are made from. */
export function customRuntimeClasses(model: KataModel): Emission[] {
  return model.customRuntimes
    .filter((runtime) => runtime.runtimeClass)
    .map((runtime) => ({ id: `CustomRuntimeClass-${runtime.key}`, manifest: completed(model, runtime) }));
}

function completed(model: KataModel, runtime: CustomRuntimeModel): RuntimeClass {
  const own = runtime.runtimeClass as unknown as RuntimeClass;
  const base = runtime.inheritBaseOverhead ? runtime.baseOverhead : undefined;
  return {
    ...own,
    ...(base ? { overhead: { podFixed: { memory: base.memory, cpu: base.cpu, ...own.overhead?.podFixed } } } : {}),
    ...(model.release.instanceLabels ? {
      // Other installations leave the common label on a node that this one is removed from.
      scheduling: { ...own.scheduling, nodeSelector: { ...own.scheduling?.nodeSelector, [instanceLabel(model)]: 'true' } },
    } : {}),
  };
}
