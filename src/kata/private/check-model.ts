import { checkAgent } from './check-options';
import { readDropIn } from './drop-in';
import { memoryGaps } from './memory';
import { KataModel } from './model';
import { defaultClassName, handlerNames, objectNames, runtimeClassName } from './names';
import { LabelPath, ownLabelsIn } from './own-labels';
import { Architecture, Toleration, TolerationOperator } from '../../common';
import { checkSeconds } from '../../common/private/amount-rules';
import { KATA_LABEL, NO_NODE_YET } from '../../common/private/kata-label';
import { checkPlacement } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { isDnsLabel, isDnsName } from '../../common/private/rules/names';
import { KataRuntimeClassOptions } from '../kata-runtime-class-options';
import { CustomKataRuntime, KataVerificationOptions, StartupTaint } from '../kata-runtime-options';
import { KataRuntimeProps } from '../kata-runtime-props';
import { KataShim } from '../kata-shim';

const LONGEST = 63;
const QUANTITY = /^\d+(\.\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/;

/** Rules on props and what they lead to: names, shims with a set-up of their own, RuntimeClasses, and what uses them. */
export function checkModel(props: KataRuntimeProps, model: KataModel, problems: Problems): void {
  checkNames(model, props.defaultRuntimeClassName, problems);
  checkIntent(model, props, problems);
  const taints = props.startupTaints ?? [];
  checkTolerations('runtimeClassTolerations', props.runtimeClassTolerations, taints, problems);
  (props.shims ?? []).forEach((shim, index) => checkShim(shim, `shims[${index}].`, model, taints, problems));
  (props.customRuntimes ?? []).forEach((custom, index) => checkCustom(custom, index, props, model, problems));
  if (props.verification) checkVerification(props.verification, props, model, problems);
}

/** Rules on names: what the API server, and containerd behind it, take as the names of objects, labels and handlers. */
function checkNames(model: KataModel, defaultName: string | undefined, problems: Problems): void {
  const { name, suffix } = model;
  if (!isDnsLabel(name)) {
    problems.add('name', name, 'a DNS label: a-z, 0-9 and "-", at most 63 characters',
      'It becomes the name of the DaemonSet and a label of its pods.');
  }
  if (suffix && !isDnsLabel(suffix)) {
    problems.add('multiInstallSuffix', suffix, 'a-z, 0-9 and "-", neither first nor last a "-"',
      'It becomes part of the names of objects, RuntimeClasses and handlers.');
  }
  if (defaultName !== undefined && !isDnsLabel(defaultName)) {
    problems.add('defaultRuntimeClassName', defaultName, 'a DNS label: a-z, 0-9 and "-", at most 63 characters', 'It becomes the name of a RuntimeClass.');
  } else if (defaultName !== undefined && handlerNames(model).includes(defaultName)) {
    problems.add('defaultRuntimeClassName', defaultName, 'a name that no shim has', 'The shim has a RuntimeClass of this name: choose another one.');
  }
  if (suffix === 'default' && model.release.instanceLabels) {
    problems.add('multiInstallSuffix', suffix, 'another one than "default"', 'By this name kata-deploy marks the nodes of the installation without a suffix.');
  }
  if (!isDnsLabel(name) || (suffix && !isDnsLabel(suffix))) return;
  const { base, serviceAccount, clusterRole, clusterRoleBinding, cleanup } = objectNames(model);
  const candidates = [base, serviceAccount, clusterRole, clusterRoleBinding, ...Object.values(cleanup), ...handlerNames(model)];
  const longest = candidates.reduce((a, b) => (b.length > a.length ? b : a), '');
  if (longest.length > LONGEST) {
    const prop = suffix ? 'multiInstallSuffix' : 'name';
    problems.addSentence(prop, `got ${show(suffix || name)}, which makes the name ${show(longest)} of ${longest.length} characters; `
      + `allowed: ${LONGEST}. Shorten ${suffix ? 'the suffix or the name' : 'it'} by ${longest.length - LONGEST}.`);
  }
}

/** Warns of what the props lead to that their user will hardly want. */
function checkIntent(model: KataModel, { shims = [], customRuntimes = [] }: KataRuntimeProps, problems: Problems): void {
  const { nodeSelector, affinity: { nodeAffinity }, suffix } = model;
  for (const path of ownLabelsIn({ nodeSelector, nodeAffinity }, suffix)) problems.warn(shown(path), NO_NODE_YET);
  for (const { name, isCustom, sentence, needed } of memoryGaps(model)) {
    const at = isCustom ? `customRuntimes[${customRuntimes.findIndex((one) => one.name === name)}]` : `shims[${shims.findIndex((one) => one.name === name)}]`;
    problems.warn(`${at}.dropIn`, `${sentence}; set ${at}.runtimeClass.overheadMemory to "${needed}", or lower default_memory`);
  }
}

/** A path as it stands in code: `nodeSelector["a/b"]`, `affinity.terms[0].key`. */
function shown(path: LabelPath): string {
  return path.map((one, index) => (typeof one === 'number' ? `[${one}]` : /^\w+$/.test(one) ? `${index ? '.' : ''}${one}` : `["${one}"]`)).join('');
}

function checkShim(
  { name, _options: options, _custom }: KataShim, at: string, model: KataModel,
  taints: readonly StartupTaint[], problems: Problems,
): void {
  checkAgent(at, options, problems);
  if (_custom) {
    checkQuantity(`${at}overheadCpu`, _custom.overhead.cpu, problems);
    checkQuantity(`${at}overheadMemory`, _custom.overhead.memory, problems);
  }
  checkDropIn(`${at}dropIn`, options.dropIn, problems);
  if (options.runtimeClass) checkRuntimeClass(`${at}runtimeClass`, options.runtimeClass, taints, problems);
  const installed = model.shims.find((shim) => shim.name === name)?.architectures ?? [];
  const everywhere = model.architectures.every((one) => installed.includes(one));
  for (const prop of ['agentHttpsProxy', 'agentNoProxy'] as const) {
    if (options[prop] !== undefined && !everywhere) {
      problems.addSentence(`${at}${prop}`, `stands on a shim that is not on every architecture of the runtime (${model.architectures.map((one) => Architecture.of(one)).join(', ')}), `
        + 'and kata-deploy stops where it does not know the shim; allowed: one proxy for all. Set it on the runtime, or take a runtime per architecture.');
    }
  }
}

function checkDropIn(prop: string, dropIn: string | undefined, problems: Problems): void {
  if (dropIn === undefined) return;
  const { problem } = readDropIn(dropIn);
  if (!dropIn.trim()) problems.add(prop, dropIn, 'TOML', 'Leave it out for none.');
  else if (problem) problems.addSentence(prop, `${problem}. Kata would start no pod: correct it.`);
}

function checkRuntimeClass(
  at: string, options: KataRuntimeClassOptions, taints: readonly StartupTaint[], problems: Problems,
): void {
  checkPlacement(options, problems, `${at}.`);
  checkTolerations(`${at}.tolerations`, options.tolerations, taints, problems);
  for (const label of Object.keys(options.nodeSelector ?? {})) {
    if (label === KATA_LABEL || label.startsWith('kata-deploy.katacontainers.io/')) {
      problems.add(`${at}.nodeSelector["${label}"]`, label, 'labels that kata-deploy does not set itself', 'It is among them already: leave it out.');
    }
  }
  for (const prop of ['overheadCpu', 'overheadMemory'] as const) {
    const value = options[prop];
    checkQuantity(`${at}.${prop}`, value, problems);
    if (value !== undefined && options.overheadEnabled === false) {
      problems.add(`${at}.${prop}`, value, 'none with overheadEnabled: false', 'Leave one of the two out.');
    }
  }
}

/** Options of custom shims are read before anything looks at their types. */
function checkQuantity(prop: string, value: unknown, problems: Problems): void {
  if (value === undefined || (typeof value === 'string' && QUANTITY.test(value))) return;
  problems.add(prop, value, 'a quantity such as "250m" or "160Mi"', 'Digits and a unit.');
}

/** A RuntimeClass whose pods accept a startup taint lets them onto nodes that have no Kata yet. */
function checkTolerations(
  at: string, tolerations: readonly Toleration[] | undefined, taints: readonly StartupTaint[], problems: Problems,
): void {
  (tolerations ?? []).forEach((toleration, index) => {
    // Startup taints have no value.
    const taint = taints.find(({ key, effect }) => (
      (!toleration.key || toleration.key === key)
      && (toleration.operator === TolerationOperator.EXISTS || !toleration.value)
      && (!toleration.effect || !effect || toleration.effect === effect)));
    if (taint) {
      problems.addSentence(`${at}[${index}]`, `accepts the startup taint ${show(taint.key)}, so pods would be on nodes before Kata is; `
        + 'allowed: taints that stay. Take the toleration out; kata-deploy removes the taint when Kata is ready.');
    }
  });
}

function checkCustom(
  custom: CustomKataRuntime, index: number, props: KataRuntimeProps, model: KataModel, problems: Problems,
): void {
  const at = `customRuntimes[${index}]`;
  if (!isDnsLabel(custom.name)) {
    problems.add(`${at}.name`, custom.name, 'a DNS label: a-z, 0-9 and "-", at most 63 characters', 'It becomes the name of the RuntimeClass and its handler.');
  } else {
    const taken = [
      ...handlerNames(model),
      ...defaultClassName(model),
      ...props.customRuntimes!.slice(0, index).map(({ name }) => name),
    ];
    if (taken.includes(custom.name)) problems.add(`${at}.name`, custom.name, 'a name that no other RuntimeClass of the runtime has', 'Choose another one.');
  }
  if (!model.shims.some(({ name }) => name === custom.baseShim.name)) {
    problems.add(`${at}.baseShim`, custom.baseShim.name, `one of the installed shims: ${model.shims.map(({ name }) => name).join(', ')}`,
      'Its configuration is copied on the node: add it to `shims`.');
  }
  checkDropIn(`${at}.dropIn`, custom.dropIn, problems);
  if (custom.runtimeClass) checkRuntimeClass(`${at}.runtimeClass`, custom.runtimeClass, props.startupTaints ?? [], problems);
}

function checkVerification(
  verification: KataVerificationOptions, props: KataRuntimeProps, model: KataModel, problems: Problems,
): void {
  const { pod, namespace = 'default' } = verification;
  if (pod.kind !== 'Pod' || pod.apiVersion !== 'v1') {
    problems.add('verification.pod.kind', [pod.apiVersion, pod.kind].map((one) => (typeof one === 'string' ? one : show(one))).join(' '), 'v1 Pod', 'Give the whole manifest of a pod.');
  }
  const name = pod.metadata?.name;
  if (!isDnsName(name)) {
    problems.add('verification.pod.metadata.name', name, 'the name of a pod: a-z, 0-9, "-" and "."', 'By it the pod is waited for.');
  }
  const classes = [
    ...model.shims.map((shim) => runtimeClassName(shim.name, model.suffix)),
    ...(props.customRuntimes ?? []).map((one) => one.name),
  ];
  const wanted = pod.spec?.runtimeClassName;
  if (![...classes, ...defaultClassName(model)].includes(wanted)) {
    problems.add('verification.pod.spec.runtimeClassName', wanted, `one of this runtime: ${classes.join(', ')}`, 'Another one would show nothing of this installation.');
  }
  if (!['Never', 'OnFailure'].includes(pod.spec?.restartPolicy)) {
    problems.add('verification.pod.spec.restartPolicy', pod.spec?.restartPolicy, 'Never, OnFailure', 'The pod has to end: with Always, Kubernetes starts it again.');
  }
  const own = pod.metadata?.namespace;
  if (own !== undefined && own !== namespace) {
    problems.add('verification.pod.metadata.namespace', own, `none, or the one that the pod is made in: ${namespace}`, 'Leave it out, or set verification.namespace to it.');
  }
  if (props.deployment?._kind.daemonSet?.updateStrategy?.type === 'OnDelete') {
    problems.addSentence('verification', 'waits for the pods of the DaemonSet to be replaced, and with KataUpdateStrategy.onDelete() nobody does; '
      + 'allowed: a rolling update, or Jobs. Leave one of the two out.');
  }
  if (!isDnsLabel(namespace)) problems.add('verification.namespace', namespace, 'a DNS label', 'Give the name of a namespace.');
  checkSeconds('verification.timeout', verification.timeout, 1, problems);
  checkSeconds('verification.installTimeout', verification.installTimeout, 1, problems);
}
