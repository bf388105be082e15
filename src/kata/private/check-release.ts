import { shimsOn, unknownShim } from './rules/shims';
import { Architecture } from '../../common';
import { lookup } from '../../common/private/free-keys';
import { Problems } from '../../common/private/problems';
import { isVariableName } from '../../common/private/rules/names';
import { Feature, ReleaseFacts, RELEASES, successorOfVariable, variablesOf, whereItIs } from '../catalogue/releases';
import { NodeFeatureDiscovery } from '../kata-runtime-options';
import { KataRuntimeProps, RuntimeClasses } from '../kata-runtime-props';
import { KataShim, KataShimOptions } from '../kata-shim';

/** Props that do nothing with older releases, and what they need. */
const PROPS: Partial<Record<keyof KataRuntimeProps, Feature>> = {
  affinity: 'pod-settings',
  architectureAffinity: 'shim-settings',
  impliedDefaultShims: 'shim-settings',
  instanceName: 'pod-settings',
  podLabels: 'pod-settings',
  podAnnotations: 'pod-settings',
  verification: 'pod-settings',
  defaultRuntimeClassName: 'shim-settings',
  runtimeClassTolerations: 'shim-settings',
  runtimeClassOverhead: 'shim-settings',
  nodeFeatureDiscovery: 'shim-settings',
  erofs: 'jobs',
  containerd: 'containerd-files',
  startupTaints: 'startup-taints',
  logLevel: 'jobs',
  monitor: 'jobs',
  customRuntimes: 'custom-runtimes',
  devkit: 'node-ownership',
  nodeFeatureRules: 'node-ownership',
  seLinuxOptions: 'node-ownership',
};

const SHIM_OPTIONS: Partial<Record<keyof KataShimOptions, Feature>> = {
  allowedHypervisorAnnotations: 'shim-settings',
  agentHttpsProxy: 'shim-settings',
  agentNoProxy: 'shim-settings',
  runtimeClass: 'shim-settings',
  dropIn: 'jobs',
};

/** Values that ask for what older releases do anyway. */
const NEUTRAL: Partial<Record<keyof KataRuntimeProps, unknown>> = {
  architectureAffinity: true, impliedDefaultShims: true, defaultRuntimeClassName: 'kata', runtimeClassOverhead: true, nodeFeatureDiscovery: NodeFeatureDiscovery.ABSENT, devkit: false, nodeFeatureRules: false,
};

/** What a release does not know: silence about it would be a setting that is lost. */
export function checkRelease(
  props: KataRuntimeProps, architectures: readonly Architecture[], requested: readonly KataShim[], problems: Problems,
): void {
  checkFeatures(props, requested, problems);
  checkEnv(props, problems);
  checkShims(props, { release: props.release._facts, architectures, requested }, problems);
}

function checkFeatures(props: KataRuntimeProps, requested: readonly KataShim[], problems: Problems): void {
  const release = props.release._facts;
  // Values are not printed: a proxy or a file may hold credentials.
  const need = (prop: string, value: unknown, feature: Feature | undefined, got = 'is set') => {
    if (value === undefined || !feature || release.features.includes(feature)) return;
    problems.addSentence(prop, `${got}; allowed: nothing with kata-deploy ${release.version}. It needs kata-deploy >= ${since(feature)}.`);
  };
  for (const prop of Object.keys(PROPS) as (keyof KataRuntimeProps)[]) {
    if (props[prop] !== NEUTRAL[prop]) need(prop, props[prop], PROPS[prop]);
  }
  requested.forEach((shim, index) => {
    for (const [option, feature] of Object.entries(SHIM_OPTIONS)) {
      need(`shims[${index}].${option}`, shim._options[option as keyof KataShimOptions], feature);
    }
  });
  const { job, daemonSet } = props.deployment?._kind ?? {};
  need('deployment', job, 'jobs', 'is a Job');
  if (release.features.includes('containerd-files')) need('containerd.userDropIn', props.containerd?.userDropIn, 'jobs');
  if (release.features.includes('jobs')) {
    need('erofs.snapshotterMode', props.erofs?.snapshotterMode, 'startup-taints');
    need('erofs.dmVerity', props.erofs?.dmVerity || undefined, 'startup-taints');
  }
  for (const prop of ['dispatcherNodeSelector', 'dispatcherTolerations', 'waitForNodes', 'nodeSettle', 'waitNodeReady', 'activeDeadline'] as const) {
    if (release.features.includes('jobs')) need(`deployment.${prop}`, job?.[prop], 'node-ownership');
  }
  const older = job && !release.dispatcherOwnsNodes;
  if (older && props.nodeFeatureDiscovery === NodeFeatureDiscovery.ENFORCED) {
    problems.add('nodeFeatureDiscovery', props.nodeFeatureDiscovery, `absent, present with Jobs of kata-deploy ${release.version}`,
      `Its dispatcher takes one selector of nodes. Select them by \`affinity\`; to enforce it needs kata-deploy >= ${since('node-ownership')}.`);
  }
  const terms = props.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (older && terms.length > 1) {
    problems.addSentence('affinity.nodeAffinity', `got ${terms.length} terms; allowed: one with Jobs of kata-deploy ${release.version}. `
      + `More need kata-deploy >= ${since('node-ownership')}.`);
  }
  for (const prop of ['healthPort', 'startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
    need(`deployment.${prop}`, daemonSet?.[prop], 'health');
  }
  need('deployment.dispatcherImage', daemonSet?.dispatcherImage, 'jobs');
  need('deployment.dispatcherResources', daemonSet?.dispatcherResources, 'jobs');
  for (const prop of ['resources', 'updateStrategy'] as const) need(`deployment.${prop}`, daemonSet?.[prop], 'pod-settings');
  if (props.runtimeClasses === RuntimeClasses.BY_KATA_DEPLOY && release.interface !== 'per-list') {
    const last = RELEASES.filter((one) => one.interface === 'per-list').pop()!;
    problems.add('runtimeClasses', props.runtimeClasses, `${RuntimeClasses.BY_MANIFEST}, ${RuntimeClasses.NONE}`,
      `kata-deploy ${release.version} makes none itself; ${last.version} was the last that did.`);
  }
}

/** The first release that has a feature. */
export function since(feature: Feature): string {
  return RELEASES.find(({ features }) => features.includes(feature))!.version;
}

/** Environment variables that no prop can replace. */
const RESERVED = /^(COCO_.*|NODE_NAME|HELM_POST_DELETE_HOOK)$/;

/** Rules on environment variables that go past the props. */
function checkEnv(props: KataRuntimeProps, problems: Problems): void {
  const release = props.release._facts;
  const known = variablesOf(release);
  const gone = (prop: string, name: string) => {
    const next = known.includes(name) ? undefined : successorOfVariable(name);
    if (next) problems.add(prop, name, `variables that kata-deploy ${release.version} reads`, next);
    return !!next;
  };
  for (const [name, value] of Object.entries(props.additionalEnv ?? {}).sort()) {
    const prop = `additionalEnv["${name}"]`;
    if (typeof value !== 'string') problems.add(prop, value, 'a string', 'Put it in quotes.');
    if (!isVariableName(name)) {
      problems.add(prop, name, 'the name of an environment variable', 'Letters, digits and "_", not starting with a digit.');
    } else if (RESERVED.test(name)) {
      problems.add(prop, name, 'names that this library does not use itself: not NODE_NAME, HELM_POST_DELETE_HOOK, COCO_…', 'Choose another name.');
    } else if (!gone(prop, name) && known.includes(name)) {
      problems.add(prop, name, 'variables that no prop sets', 'Use the prop; unsafeEnvOverrides replaces its value unchecked.');
    }
  }
  for (const [name, value] of Object.entries(props.unsafeEnvOverrides ?? {}).sort()) {
    const prop = `unsafeEnvOverrides["${name}"]`;
    if (typeof value !== 'string') problems.add(prop, value, 'a string', 'Put it in quotes.');
    if (!known.includes(name) && !gone(prop, name)) {
      problems.add(prop, name, `variables that props set: ${known.join(', ')}`, 'additionalEnv adds others.');
    }
  }
}

/** What the rules on shims look at beside the props. */
interface ShimContext {
  readonly release: ReleaseFacts;
  readonly architectures: readonly Architecture[];
  readonly requested: readonly KataShim[];
}

/** Rules on shims, their architectures, and the default shim. */
function checkShims(props: KataRuntimeProps, context: ShimContext, problems: Problems): void {
  const { requested, architectures, release } = context;
  if (!architectures.length) {
    problems.add('architectures', [], 'one architecture or more', 'Leave it out for x86_64.');
    return;
  }
  requested.forEach((shim, index) => {
    checkShim(shim, `shims[${index}]`, context, problems);
    if (requested.findIndex(({ name }) => name === shim.name) !== index) {
      problems.add(`shims[${index}]`, shim.name, 'each shim once', 'Remove one of the two.');
    }
  });
  for (const architecture of architectures) {
    if (requested.length && !requested.some((shim) => runsOn(shim, architecture, context))) {
      problems.add('architectures', architecture.name, 'architectures that get at least one shim',
        `Add a shim that it has (${shimsOn(release, [architecture.name]).join(', ')}), or leave the architecture out.`);
    }
  }
  checkDefaultShims(props, context, problems);
  checkSnapshotters(props, context, problems);
}

function checkShim(shim: KataShim, prop: string, { release, architectures }: ShimContext, problems: Problems): void {
  const facts = shim._custom ?? lookup(release.shims, shim.name);
  if (!facts) {
    problems.addSentence(prop, unknownShim(shim.name, release));
    return;
  }
  const wanted = shim._options.architectures ?? architectures;
  if (!wanted.length) problems.add(`${prop}.architectures`, [], 'one architecture or more', 'Leave it out for all that have the shim.');
  for (const architecture of shim._options.architectures ?? []) {
    if (!architectures.includes(architecture)) {
      problems.add(`${prop}.architectures`, architecture.name, `the architectures of the runtime: ${architectures.join(', ')}`,
        'Add it to `architectures`, or take it out here.');
    }
  }
  const missing = shim._options.architectures?.filter(({ name }) => !facts.architectures.includes(name))
    ?? (wanted.some(({ name }) => facts.architectures.includes(name)) ? [] : wanted);
  if (missing.length) {
    const names = missing.join(', ');
    problems.add(prop, shim.name, `a shim that kata-deploy ${release.version} has on ${names}: ${shimsOn(release, missing.map(String)).join(', ')}`,
      [`${shim.name} is only there on ${facts.architectures.join(', ')}.`, ...missing.flatMap((one) => whereItIs(shim.name, release, one.name) ?? [])].join(' '));
  }
  if (shim._options.forceGuestPull && !release.snapshotterSetup) {
    problems.add(`${prop}.forceGuestPull`, true, 'false with this release', 'It needs kata-deploy >= 3.22.0.');
  }
  if (shim._options.forceGuestPull && shim._options.snapshotter?.name === 'nydus') {
    problems.add(`${prop}.snapshotter`, 'nydus', 'none with forceGuestPull', 'Pulling in the guest by force replaces nydus: leave one of the two out.');
  }
}

function checkDefaultShims(props: KataRuntimeProps, context: ShimContext, problems: Problems): void {
  const { requested, architectures } = context;
  const enabled = requested.map(String).join(', ');
  const given = [
    ...(props.defaultShim ? [{ prop: 'defaultShim', shim: props.defaultShim, on: undefined }] : []),
    ...(props.architectureDefaultShims ?? []).map(({ architecture, shim }, index) => (
      { prop: `architectureDefaultShims[${index}]`, shim, on: architecture })),
  ];
  for (const { prop, shim, on } of given) {
    const match = requested.find(({ name }) => name === shim.name);
    if (on && !architectures.includes(on)) {
      problems.add(prop, on.name, `the architectures of the runtime: ${architectures.join(', ')}`, 'Add it to `architectures`, or take it out here.');
    } else if (!match) {
      problems.add(prop, shim.name, `one of the installed shims: ${enabled}`, 'Add it to `shims`, or choose another default.');
    } else if (on && !runsOn(match, on, context)) {
      problems.add(prop, shim.name, `a shim that is installed on ${on}: ${requested.filter((one) => runsOn(one, on, context)).join(', ')}`,
        'Choose another default for it.');
    }
  }
  if (!props.createDefaultRuntimeClass) return;
  if (props.runtimeClasses === RuntimeClasses.NONE) {
    problems.add('createDefaultRuntimeClass', true, 'false without RuntimeClasses', 'Choose another value for `runtimeClasses`.');
  }
  const others = (props.architectureDefaultShims ?? []).filter(({ shim }) => shim.name !== props.defaultShim?.name);
  if (others.length) {
    problems.add('createDefaultRuntimeClass', true, 'false where architectures have different default shims',
      'The RuntimeClass `kata` leads to one handler in the whole cluster.');
  }
}

function checkSnapshotters(
  { setupSnapshotters: setup = [] }: KataRuntimeProps, { release }: ShimContext, problems: Problems,
): void {
  if (setup.length && !release.snapshotterSetup) {
    problems.add('setupSnapshotters', setup.map(String).join(', '), 'none with this release', 'It needs kata-deploy >= 3.22.0.');
  }
}

/** Whether a shim is installed on the nodes of an architecture. */
function runsOn(shim: KataShim, architecture: Architecture, { release }: ShimContext): boolean {
  const facts = shim._custom ?? lookup(release.shims, shim.name);
  const wanted = shim._options.architectures ?? [architecture];
  return !!facts?.architectures.includes(architecture.name) && wanted.includes(architecture);
}
