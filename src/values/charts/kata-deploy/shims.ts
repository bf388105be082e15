import { ARCHITECTURES, behaves, KataDeployFacts, KataDeployReading } from './input';
import { has, lookup } from '../../../common/private/free-keys';
import { OverheadModel, RuntimeClassesModel, ShimModel, KataModel } from '../../../kata/internal';
import { Reader } from '../../engine/reader';
import { isMap } from '../../engine/tree';

/** The shims that are on, sorted as the loops of templates are. */
export function shimsOf({ facts, values }: KataDeployReading): ShimModel[] {
  const shims = values.section('shims');
  return shims.keys.filter((name) => isShim(name, facts) && isOn(shims.section(name), shims, facts))
    .map((name) => shimOf(name, shims.section(name), values.section('runtimeClasses'), facts));
}

/** Since 3.26.0 one key below `shims` is no shim. */
export const isShim = (name: string, facts: KataDeployFacts) => !(name === 'disableAll' && hasDisableAll(facts));

const hasDisableAll = ({ defaults }: KataDeployFacts) => isMap(defaults.shims) && has(defaults.shims, 'disableAll');

/** Since 3.26.0, `enabled` may be missing: it is then up to `disableAll`. */
function isOn(shim: Reader, shims: Reader, facts: KataDeployFacts): boolean {
  const enabled = shim.value('enabled');
  return hasDisableAll(facts) && typeof enabled !== 'boolean' ? !shims.on('disableAll') : shim.on('enabled');
}

/** What the values say of one shim. */
export function shimOf(name: string, shim: Reader, runtimeClasses: Reader, facts: KataDeployFacts): ShimModel {
  const [containerd, agent, runtimeClass] = [shim.section('containerd'), shim.section('agent'), shim.section('runtimeClass')];
  const own = [runtimeClass, runtimeClasses].find((section) => section.has('overheadEnabled'));
  return {
    name,
    architectures: ARCHITECTURES.filter((architecture) => shim.strings('supportedArches').includes(architecture)),
    allowedHypervisorAnnotations: shim.strings('allowedHypervisorAnnotations'),
    snapshotter: containerd.text('snapshotter'),
    forceGuestPull: containerd.on('forceGuestPull'),
    guestPull: shim.section('crio').on('guestPull'),
    httpsProxy: agent.text('httpsProxy'),
    noProxy: agent.text('noProxy') ? agent.text('noProxy').split(',') : [],
    dropIn: shim.file('dropIn'),
    overhead: overheadOf(name, runtimeClass.section('overhead'), facts),
    overheadEnabled: own ? own.on('overheadEnabled') : true,
    runtimeClassNodeSelector: runtimeClass.stringMap('nodeSelector'),
    runtimeClassTolerations: [],
  };
}

/** What the chart knows of the resources that a shim takes. */
export function baseOverhead(name: string, facts: KataDeployFacts): OverheadModel | undefined {
  const { shims, otherOverheads } = facts.release;
  return has(shims, name) ? shims[name].overhead : lookup(otherOverheads, name);
}

function overheadOf(name: string, own: Reader, facts: KataDeployFacts): OverheadModel | undefined {
  const base = baseOverhead(name, facts);
  return base && {
    memory: own.has('memory') ? own.text('memory') : base.memory,
    cpu: own.has('cpu') ? own.text('cpu') : base.cpu,
  };
}

/** Since 3.28.0 only a default shim that is installed on the architecture counts; before, the text as it is. */
export function defaultShimsOf({ facts, values }: KataDeployReading, shims: readonly ShimModel[]): KataModel['defaultShims'] {
  const defaults = values.section('defaultShim');
  return Object.fromEntries(ARCHITECTURES.flatMap((architecture) => {
    const text = defaults.text(architecture);
    const name = text.trim();
    const counts = !behaves(facts, 'installed-default-shims') || installedOn(architecture, shims).includes(text);
    const none = (defaults.value(architecture) ?? null) === null;
    if (none && !behaves(facts, 'installed-default-shims')) return [[architecture, '']]; // the template prints nothing, but the variable is there
    return name && counts ? [[architecture, name]] : [];
  }));
}

export function installedOn(architecture: string, shims: readonly ShimModel[]): string[] {
  return shims.filter(({ architectures }) => architectures.includes(architecture)).map(({ name }) => name);
}

/** The shim that the default RuntimeClass is for: that of the first architecture that names one. */
export function commonDefaultShim(values: Reader): string {
  const defaults = values.section('defaultShim');
  return ARCHITECTURES.map((architecture) => defaults.text(architecture)).find(Boolean) ?? '';
}

/** The RuntimeClasses. No shim has the default one with a suffix, or where the chart does not know the shim. */
export function runtimeClassesOf(
  { facts, values }: KataDeployReading, shims: readonly ShimModel[], suffix: string,
): RuntimeClassesModel | undefined {
  const section = values.section('runtimeClasses');
  if (!section.on('enabled')) return undefined;
  const defaultName = section.text('defaultName');
  const name = commonDefaultShim(values);
  const installed = shims.find((shim) => shim.name === name);
  const known = baseOverhead(name, facts);
  // Since 3.27.0 it is one of the loop over what is installed.
  const asksForDefault = section.on('createDefault');
  const made = asksForDefault && !suffix && known && (installed || !behaves(facts, 'default-class-of-installed'));
  return { asksForDefault, defaultName, ...(made ? { defaultShim: name, defaultOverhead: installed ? undefined : known } : {}) };
}
