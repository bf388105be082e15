import { Toleration } from '../../common';
import { checkPlacement } from '../../common/private/placement-rules';
import { isDnsLabel, Problems } from '../../common/private/problems';
import { CustomKataRuntime, KataRuntimeClassOptions, KataVerificationOptions, StartupTaint } from '../kata-runtime-options';
import { KataRuntimeProps } from '../kata-runtime-props';
import { KataShim, PullType } from '../kata-shim';
import { Snapshotter } from '../snapshotter';
import { keys } from './check-deployment';
import { checkSeconds } from './check-numbers';
import { checkAgent } from './check-values';
import { KataSettings, runtimeClassName, shimsOn } from './settings';

type Keys<T> = Record<keyof T, true>;

const RUNTIME_CLASS: Keys<KataRuntimeClassOptions> = {
  nodeSelector: true, tolerations: true, overheadEnabled: true, overheadCpu: true, overheadMemory: true,
};
const CUSTOM: Keys<CustomKataRuntime> = {
  name: true, baseShim: true, dropIn: true, snapshotter: true, pullType: true, runtimeClass: true,
};
const VERIFICATION: Keys<KataVerificationOptions> = { pod: true, namespace: true, timeout: true, installTimeout: true };
const QUANTITY = /^\d+(\.\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/;

/** Rules on shims with a set-up of their own, on RuntimeClasses, and on what uses them. */
export function checkRuntimeClasses(props: KataRuntimeProps, settings: KataSettings, problems: Problems): void {
  const taints = props.startupTaints ?? [];
  checkTolerations('runtimeClassTolerations', props.runtimeClassTolerations, taints, problems);
  (props.shims ?? []).forEach((shim, index) => checkShim(shim, `shims[${index}].`, settings, taints, problems));
  (props.customRuntimes ?? []).forEach((custom, index) => checkCustom(custom, index, props, settings, problems));
  if (props.verification) checkVerification(props.verification, settings, problems);
}

function checkShim(
  { name, _options: options }: KataShim, at: string, settings: KataSettings, taints: readonly StartupTaint[], problems: Problems,
): void {
  checkAgent(at, options, problems);
  if (options.dropIn !== undefined && !options.dropIn.trim()) problems.add(`${at}dropIn`, options.dropIn, 'TOML', 'Leave it out for none.');
  if (options.runtimeClass) checkRuntimeClass(`${at}runtimeClass`, options.runtimeClass, taints, problems);
  const everywhere = settings.architectures.every((one) => shimsOn(settings, one).some((shim) => shim.name === name));
  for (const prop of ['agentHttpsProxy', 'agentNoProxy'] as const) {
    if (options[prop] !== undefined && !everywhere) {
      problems.addSentence(`${at}${prop}`, `stands on a shim that is not on every architecture of the runtime (${settings.architectures.join(', ')}), `
        + 'and kata-deploy stops where it does not know the shim; allowed: one proxy for all. Set it on the runtime, or take a runtime per architecture.');
    }
  }
}

function checkRuntimeClass(
  at: string, options: KataRuntimeClassOptions, taints: readonly StartupTaint[], problems: Problems,
): void {
  keys(at, options, RUNTIME_CLASS, problems);
  checkPlacement(options, problems, `${at}.`);
  checkTolerations(`${at}.tolerations`, options.tolerations, taints, problems);
  for (const label of Object.keys(options.nodeSelector ?? {})) {
    if (label === 'katacontainers.io/kata-runtime' || label.startsWith('kata-deploy.katacontainers.io/')) {
      problems.add(`${at}.nodeSelector["${label}"]`, label, 'labels that kata-deploy does not set itself', 'It is among them already: leave it out.');
    }
  }
  for (const prop of ['overheadCpu', 'overheadMemory'] as const) {
    const value = options[prop];
    if (value !== undefined && !QUANTITY.test(value)) problems.add(`${at}.${prop}`, value, 'a quantity such as "250m" or "160Mi"', 'Digits and a unit.');
    if (value !== undefined && options.overheadEnabled === false) {
      problems.add(`${at}.${prop}`, value, 'none with overheadEnabled: false', 'Leave one of the two out.');
    }
  }
}

/** A RuntimeClass whose pods accept a startup taint lets them onto nodes that have no Kata yet. */
function checkTolerations(
  at: string, tolerations: readonly Toleration[] | undefined, taints: readonly StartupTaint[], problems: Problems,
): void {
  (tolerations ?? []).forEach((toleration, index) => {
    const taint = taints.find(({ key, effect }) => (
      (toleration.key === undefined || toleration.key === key)
      && (!toleration.effect || !effect || toleration.effect === effect)));
    if (taint) {
      problems.addSentence(`${at}[${index}]`, `accepts the startup taint "${taint.key}", so pods would be on nodes before Kata is; `
        + 'allowed: taints that stay. Take the toleration out; kata-deploy removes the taint when Kata is ready.');
    }
  });
}

function checkCustom(
  custom: CustomKataRuntime, index: number, props: KataRuntimeProps, settings: KataSettings, problems: Problems,
): void {
  const at = `customRuntimes[${index}]`;
  keys(at, custom, CUSTOM, problems);
  if (typeof custom.name !== 'string' || !isDnsLabel(custom.name)) {
    problems.add(`${at}.name`, custom.name, 'a DNS label: a-z, 0-9 and "-", at most 63 characters', 'It becomes the name of the RuntimeClass and its handler.');
  } else {
    const taken = [
      ...settings.shims.map(({ name }) => runtimeClassName(name, settings.suffix)),
      ...props.customRuntimes!.slice(0, index).map(({ name }) => name),
    ];
    if (taken.includes(custom.name)) problems.add(`${at}.name`, custom.name, 'a name that no other RuntimeClass of the runtime has', 'Choose another one.');
  }
  if (!(custom.baseShim instanceof KataShim)) {
    problems.add(`${at}.baseShim`, custom.baseShim, 'a KataShim', 'Give KataShim.QEMU, say.');
  } else if (!settings.shims.some(({ name }) => name === custom.baseShim.name)) {
    problems.add(`${at}.baseShim`, custom.baseShim.name, `one of the installed shims: ${settings.shims.map(({ name }) => name).join(', ')}`,
      'Its configuration is copied on the node: add it to `shims`.');
  }
  if (custom.dropIn !== undefined && !custom.dropIn.trim()) problems.add(`${at}.dropIn`, custom.dropIn, 'TOML', 'Leave it out for none.');
  if (custom.snapshotter !== undefined && !(custom.snapshotter instanceof Snapshotter)) problems.add(`${at}.snapshotter`, custom.snapshotter, 'a Snapshotter', 'Give Snapshotter.NYDUS, say.');
  const types: string[] = Object.values(PullType);
  if (custom.pullType !== undefined && !types.includes(custom.pullType)) problems.add(`${at}.pullType`, custom.pullType, types.join(', '), 'Take a member of PullType.');
  if (custom.runtimeClass) checkRuntimeClass(`${at}.runtimeClass`, custom.runtimeClass, props.startupTaints ?? [], problems);
}

function checkVerification(verification: KataVerificationOptions, settings: KataSettings, problems: Problems): void {
  keys('verification', verification, VERIFICATION, problems);
  const { pod, namespace } = verification;
  if (pod.kind !== 'Pod' || pod.apiVersion !== 'v1') {
    problems.add('verification.pod.kind', `${pod.apiVersion} ${pod.kind}`, 'v1 Pod', 'Give the whole manifest of a pod.');
  }
  const name = pod.metadata?.name;
  if (typeof name !== 'string' || name.length > 253 || !name.split('.').every(isDnsLabel)) {
    problems.add('verification.pod.metadata.name', name, 'the name of a pod: a-z, 0-9, "-" and "."', 'By it the pod is waited for.');
  }
  const classes = [
    ...settings.shims.map((shim) => runtimeClassName(shim.name, settings.suffix)),
    ...(settings.props.customRuntimes ?? []).map((one) => one.name),
  ];
  const wanted = pod.spec?.runtimeClassName;
  if (!classes.includes(wanted) && !(settings.createDefaultRuntimeClass && wanted === settings.defaultRuntimeClassName)) {
    problems.add('verification.pod.spec.runtimeClassName', wanted, `one of this runtime: ${classes.join(', ')}`, 'Another one would show nothing of this installation.');
  }
  if (pod.spec?.restartPolicy === undefined || pod.spec.restartPolicy === 'Always') {
    problems.add('verification.pod.spec.restartPolicy', pod.spec?.restartPolicy, 'Never, OnFailure', 'The pod has to end: with Always, Kubernetes starts it again.');
  }
  if (namespace !== undefined && !isDnsLabel(namespace)) problems.add('verification.namespace', namespace, 'a DNS label', 'Give the name of a namespace.');
  checkSeconds('verification.timeout', verification.timeout, 1, problems);
  checkSeconds('verification.installTimeout', verification.installTimeout, 1, problems);
}
