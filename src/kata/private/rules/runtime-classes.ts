import { checkTolerations } from './nodes';
import { Report } from './report';
import { isMap } from '../../../common/private/is-map';
import { KATA_LABEL } from '../../../common/private/kata-label';
import { checkPlacementAs } from '../../../common/private/placement-rules';
import { show } from '../../../common/private/redact';
import { DNS_NAME, isDnsLabel, isDnsName } from '../../../common/private/rules/names';
import { Setting } from '../../../common/private/setting-path';
import { CustomRuntimeModel, KataModel } from '../model';
import { runtimeClassName, variants } from '../names';

/** Labels that every RuntimeClass of an installation selects. */
export function ownClassLabels(labels: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(labels).filter((label) => label === KATA_LABEL || label.startsWith('kata-deploy.katacontainers.io/'));
}

/** What to say of them. */
export const OWN_CLASS_LABEL = ['labels that kata-deploy does not set itself', 'It is among them already: leave it out.'] as const;

/** Rules on RuntimeClasses, and on the handlers that they lead to. */
export function checkRuntimeClasses(model: KataModel, report: Report): void {
  checkNames(model, report);
  checkDefault(model, report);
  for (const { name, overhead, runtimeClassNodeSelector: labels, runtimeClassTolerations: tolerations } of model.shims) {
    const at: Setting = ['shims', name];
    checkOverhead([...at, 'overhead'], overhead, report);
    checkTolerations([...at, 'runtimeClassTolerations'], tolerations, report, 'strict');
    checkTaints([...at, 'runtimeClassTolerations'], tolerations, model, report);
    report.shared('strict', [...at, 'runtimeClassNodeSelector'], (problems, here) => checkPlacementAs({ nodeSelector: labels }, here, problems));
    for (const label of ownClassLabels(labels)) report.add('strict', [...at, 'runtimeClassNodeSelector', label], label, ...OWN_CLASS_LABEL);
  }
  for (const { key, runtimeClass } of model.customRuntimes) {
    const { overhead, scheduling } = runtimeClass ?? {};
    const at: Setting = ['customRuntimes', key, 'runtimeClass'];
    checkOverhead([...at, 'overhead', 'podFixed'], isMap(overhead) ? overhead.podFixed : undefined, report);
    const tolerations = isMap(scheduling) && Array.isArray(scheduling.tolerations) ? scheduling.tolerations.filter(isMap) : [];
    checkTolerations([...at, 'scheduling', 'tolerations'], tolerations, report, 'strict');
    checkTaints([...at, 'scheduling', 'tolerations'], tolerations, model, report);
  }
}

/** A cluster has one RuntimeClass of a name, and containerd one handler. */
function checkNames(model: KataModel, report: Report): void {
  const { runtimeClasses, shims, customRuntimes, suffix } = model;
  const made = new Map<string, Setting>();
  const take = (name: string, setting: Setting) => {
    const other = made.get(name);
    if (other) {
      report.add('fatal', setting, name, 'a name that no other RuntimeClass of the installation has',
        `${report.path(...other)} makes it, too: choose another one.`);
    } else { made.set(name, setting); }
    return !other;
  };
  const handlers = new Map<string, Setting>();
  for (const { name, overhead } of new Map(shims.map((shim) => [shim.name, shim])).values()) {
    for (const end of ['', ...variants(model).map((one) => `-${one}`)]) {
      handlers.set(`${runtimeClassName(name, suffix)}${end}`, ['shims', name]);
      if (runtimeClasses && overhead) take(`${runtimeClassName(name, suffix)}${end}`, ['shims', name]);
    }
  }
  if (runtimeClasses?.defaultShim !== undefined) {
    const { defaultName } = runtimeClasses;
    if (!isDnsName(defaultName)) report.add('fatal', ['runtimeClasses', 'defaultName'], defaultName, DNS_NAME, 'It becomes the name of a RuntimeClass.');
    else take(defaultName, ['runtimeClasses', 'defaultName']);
  }
  for (const custom of customRuntimes) {
    const isRead = Object.keys(custom.runtimeClass ?? {}).length > 0;
    if (isRead && checkCustomNames(custom, take, report)) takeHandler(custom, handlers, report);
  }
}

/** Whether the names of a custom runtime can be used. */
function checkCustomNames(
  { key, runtimeClass }: CustomRuntimeModel, take: (name: string, setting: Setting) => boolean, report: Report,
): boolean {
  const { metadata, handler } = runtimeClass!;
  const at: Setting = ['customRuntimes', key, 'runtimeClass'];
  const name = isMap(metadata) ? metadata.name : undefined;
  if (!isDnsLabel(handler)) {
    report.add('fatal', [...at, 'handler'], handler, 'a DNS label: a-z, 0-9 and "-", at most 63 characters', 'It becomes the name of the RuntimeClass and its handler.');
    return false;
  }
  const isNamed = typeof name === 'string' && name !== '';
  if (!isDnsName(name)) report.add(isNamed ? 'strict' : 'fatal', [...at, 'metadata', 'name'], name, DNS_NAME, 'It becomes the name of the RuntimeClass.');
  return !isNamed || take(name, [...at, 'metadata', 'name']);
}

/** kata-deploy writes a table for each handler, and a later one hides the others. */
function takeHandler({ key, handler }: CustomRuntimeModel, handlers: Map<string, Setting>, report: Report): void {
  if (!handler) return;
  const setting: Setting = ['customRuntimes', key, 'runtimeClass', 'handler'];
  const other = handlers.get(handler);
  if (other) {
    report.add(other[0] === 'customRuntimes' ? 'fatal' : 'strict', setting, handler, 'a handler that no other runtime has',
      `${report.path(...other)} has it, too: choose another one.`);
  } else { handlers.set(handler, setting); }
}

function checkDefault({ runtimeClasses, suffix, shims }: KataModel, report: Report): void {
  if (!runtimeClasses?.asksForDefault) return;
  const at: Setting = ['runtimeClasses', 'defaultShim'];
  if (suffix) {
    report.add('strict', at, true, `false with ${report.path('suffix')}`,
      `There is one RuntimeClass ${show(runtimeClasses.defaultName)} in a cluster, and it is left to the installation without a suffix.`);
  } else if (runtimeClasses.defaultShim === undefined) {
    report.add('strict', at, true, 'false without a default shim that is installed',
      `No default RuntimeClass is made: set ${report.path('defaultShim')} to one of: ${shims.map(({ name }) => name).join(', ')}.`);
  }
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const QUANTITY = /^\+?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?$/;

function checkOverhead(setting: Setting, overhead: unknown, report: Report): void {
  for (const key of ['cpu', 'memory']) {
    const size = isMap(overhead) ? overhead[key] : undefined;
    if (size === undefined || typeof size === 'number' || (typeof size === 'string' && QUANTITY.test(size))) continue;
    report.add(setting[0] === 'shims' ? 'fatal' : 'strict', [...setting, key], size, 'a quantity such as "250m" or "160Mi"', 'Digits and a unit.');
  }
}

/** A RuntimeClass whose pods accept a startup taint lets them onto nodes that have no Kata yet. */
function checkTaints(
  setting: Setting, tolerations: readonly Partial<Record<'key' | 'operator' | 'value' | 'effect', unknown>>[],
  { startupTaints }: KataModel, report: Report,
): void {
  tolerations.forEach((toleration, index) => {
    // Startup taints have no value.
    const taint = startupTaints.map((one) => one.split(':')).find(([key, effect]) => (
      (!toleration.key || toleration.key === key)
      && (toleration.operator === 'Exists' || !toleration.value)
      && (!toleration.effect || !effect || toleration.effect === effect)));
    if (taint) {
      report.say('strict', [...setting, index], `accepts the startup taint ${show(taint[0])}, so pods would be on nodes before Kata is; `
        + 'allowed: taints that stay. Take the toleration out; kata-deploy removes the taint when Kata is ready.');
    }
  });
}
