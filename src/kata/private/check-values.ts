import { Architecture, ContainerImage, ImagePullPolicy, KubernetesDistribution } from '../../common';
import { checkPlacement } from '../../common/private/placement-rules';
import { checkKeys, Problems } from '../../common/private/problems';
import { checkNoProxy, checkProxy } from '../../common/private/proxy-rules';
import { checkTypes, instanceOf, Kind, listOf, objectWith, TEXT } from '../../common/private/types';
import { KataDeployment } from '../kata-deployment';
import { KataRelease } from '../kata-release';
import { KataLogLevel, NodeFeatureDiscovery } from '../kata-runtime-options';
import { HostOs, KataRuntimeProps, RuntimeClasses } from '../kata-runtime-props';
import { KataShim } from '../kata-shim';
import { Snapshotter } from '../snapshotter';
import { checkEnv } from './check-env';

/** What every prop is, for callers without a compiler: they hear of misspelt ones too. The type makes this list complete. */
const PROPS: Record<keyof KataRuntimeProps, Kind> = {
  name: 'text',
  release: instanceOf(KataRelease),
  architectures: listOf(instanceOf(Architecture)),
  shims: listOf(instanceOf(KataShim)),
  defaultShim: instanceOf(KataShim),
  architectureDefaultShims: listOf(objectWith('{ architecture, shim }', 'architecture', 'shim')),
  distribution: instanceOf(KubernetesDistribution),
  image: instanceOf(ContainerImage),
  imagePullPolicy: 'for a rule of its own',
  imagePullSecrets: listOf(objectWith('a Secret of cdk8s-plus', 'name')),
  nodeSelector: 'texts by name',
  tolerations: listOf(objectWith('a Toleration')),
  priorityClassName: 'text',
  debug: 'boolean',
  runtimeClasses: 'for a rule of its own',
  createDefaultRuntimeClass: 'boolean',
  defaultRuntimeClassName: 'text',
  runtimeClassTolerations: listOf(objectWith('a Toleration')),
  runtimeClassOverhead: 'boolean',
  installationPrefix: 'text',
  multiInstallSuffix: 'text',
  allowedHypervisorAnnotations: listOf(TEXT),
  agentHttpsProxy: 'for a rule of its own',
  agentNoProxy: listOf(TEXT),
  hostOs: 'for a rule of its own',
  setupSnapshotters: listOf(instanceOf(Snapshotter)),
  erofs: objectWith('an object with erofs options'),
  deployment: instanceOf(KataDeployment),
  containerd: objectWith('an object with containerd options'),
  affinity: objectWith('an Affinity of Kubernetes'),
  startupTaints: listOf(objectWith('{ key }', 'key')),
  podLabels: 'texts by name',
  podAnnotations: 'texts by name',
  devkit: 'boolean',
  logLevel: 'for a rule of its own',
  monitor: objectWith('an object with monitor options'),
  nodeFeatureDiscovery: 'for a rule of its own',
  nodeFeatureRules: 'boolean',
  verification: objectWith('{ pod }', 'pod'),
  customRuntimes: listOf(objectWith('{ name, baseShim }', 'name', 'baseShim')),
  kubectlImage: instanceOf(ContainerImage),
  instanceName: 'text',
  additionalEnv: 'texts by name',
  unsafeEnvOverrides: 'texts by name',
};

/** Rules on single values. */
export function checkValues(props: KataRuntimeProps, problems: Problems): void {
  checkKeys(problems, props, PROPS);
  if (!checkTypes(props, PROPS, problems)) problems.throwIfAny();
  checkMember(problems, 'runtimeClasses', props.runtimeClasses, Object.values(RuntimeClasses));
  checkMember(problems, 'hostOs', props.hostOs, Object.values(HostOs));
  checkMember(problems, 'logLevel', props.logLevel, Object.values(KataLogLevel));
  checkMember(problems, 'nodeFeatureDiscovery', props.nodeFeatureDiscovery, Object.values(NodeFeatureDiscovery));
  checkMember(problems, 'imagePullPolicy', props.imagePullPolicy, Object.values(ImagePullPolicy).filter(Boolean));
  checkPrefix(props.installationPrefix, problems);
  checkAgent('', props, problems);
  checkPlacement(props, problems);
  checkEnv(props, problems);
}

/** Rules on what the guests are told, for all shims or for one. */
export function checkAgent(
  at: string, agent: Pick<KataRuntimeProps, 'allowedHypervisorAnnotations' | 'agentHttpsProxy' | 'agentNoProxy'>, problems: Problems,
): void {
  (agent.allowedHypervisorAnnotations ?? []).forEach((one, index) => {
    if (!/^[a-z0-9_]+$/.test(one)) {
      problems.add(`${at}allowedHypervisorAnnotations[${index}]`, one, 'the last part of an annotation, like "default_vcpus": a-z, 0-9 and "_"',
        'Leave "io.katacontainers.config.hypervisor." out.');
    }
  });
  checkProxy(`${at}agentHttpsProxy`, agent.agentHttpsProxy,
    'Credentials would stand in the DaemonSet and on the command line of every guest.', problems);
  checkNoProxy(`${at}agentNoProxy`, agent.agentNoProxy, problems);
}

export function checkMember(problems: Problems, prop: string, value: string | undefined, members: string[]): void {
  if (value && !members.includes(value)) problems.add(prop, value, members.join(', '), 'Take a member of the enum.');
}

function checkPrefix(prefix: string | undefined, problems: Problems): void {
  if (prefix === undefined) return;
  if (!/^(\/[A-Za-z0-9._-]+)+$/.test(prefix) || prefix.split('/').includes('..')) {
    problems.add('installationPrefix', prefix, 'an absolute path without "..", spaces and a slash at its end, like "/var/opt"',
      'Kata goes into <prefix>/opt/kata; leave it out for /opt/kata.');
  }
}
