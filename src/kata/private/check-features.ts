import { Problems } from '../../common/private/problems';
import { Feature, ReleaseFacts, RELEASES } from '../catalogue/releases';
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

/** Props that a release does not know: silence about them would be a setting that is lost. */
export function checkFeatures(
  props: KataRuntimeProps, requested: readonly KataShim[], release: ReleaseFacts, problems: Problems,
): void {
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
  const older = job && release.perShim && !release.perShim.dispatcherOwnsNodes;
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
