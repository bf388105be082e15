import { ARCHITECTURES, behaves, KataDeployReading } from './input';
import { commonDefaultShim, installedOn, isShim } from './shims';
import { show, showKey } from '../../../common/private/redact';
import { didYouMean } from '../../../common/private/suggest';
import { KNOWN_SHIMS, ShimModel, KataModel, whereItIs } from '../../../kata/internal';
import { error, misspelling, Finding, warning } from '../../engine/findings';

/** What kata-deploy makes of shims on the nodes of each architecture. Where it stops depends on the nodes that there are. */
export function checkShims(reader: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  checkKnown(reader, settings, problems);
  checkTexts(reader, settings, problems);
  checkDefaults(reader, settings, problems);
  checkProxies(reader, settings, problems);
}

function checkKnown({ values, given, facts }: KataDeployReading, { shims }: KataModel, problems: Finding[]): void {
  const { release } = facts;
  const known = Object.keys(release.shims);
  const section = values.section('shims');
  const byName = new Map(shims.map((shim) => [shim.name, shim]));
  for (const name of given.section('shims').keys.filter((one) => isShim(one, facts) && !known.includes(one))) {
    if (section.value(name) === null) {
      problems.push(error(section.place(name), 'null takes away a shim of the chart, and it has none of this name; leave it out'));
      continue;
    }
    const on = byName.get(name);
    const near = KNOWN_SHIMS.includes(name) ? undefined : didYouMean(name, known);
    const elsewhere = whereItIs(name, release);
    const effect = !on ? 'it is off, and nothing is installed'
      : on.architectures.length ? `kata-deploy stops on ${on.architectures.join(', ')} nodes, unless an image of your own has it`
        : 'it has no supportedArches, so nothing is installed for it';
    const say = near && on && !on.architectures.length ? misspelling : warning;
    problems.push(say(section.place(name), `kata-deploy ${release.version} has no such shim`
      + `; ${effect}; ${elsewhere ? `${elsewhere.charAt(0).toLowerCase()}${elsewhere.slice(1, -1)}; ` : ''}${near ? `did you mean "${near}"?` : `it has: ${known.join(', ')}`}`));
  }
}

/** kata-deploy is told shims in lists, in which some characters stand between them. */
function checkTexts({ values }: KataDeployReading, { shims }: KataModel, problems: Finding[]): void {
  const section = values.section('shims');
  for (const shim of shims) {
    const one = section.section(shim.name);
    if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(shim.name)) {
      problems.push(error(section.place(shim.name), 'allowed as the name of a shim: a-z, 0-9 and "-", as it becomes part of names'));
    }
    if (/[\s,:]/.test(shim.snapshotter)) {
      problems.push(error(one.section('containerd').place('snapshotter'), `got ${show(shim.snapshotter)}; allowed: the name of one snapshotter`));
    }
    for (const key of ['httpsProxy', 'noProxy'] as const) {
      if (shim[key].includes(';')) {
        problems.push(error(one.section('agent').place(key), 'has a ";", at which kata-deploy begins the proxy of another shim; leave it out'));
      }
    }
    if (/^([a-z]+:\/\/)?[^/]*@/i.test(shim.httpsProxy)) {
      problems.push(warning(one.section('agent').place('httpsProxy'), 'has credentials, which everyone can read who may see the pods of this namespace; '
        + 'take a proxy that needs none'));
    }
    const { memory, cpu } = shim.overhead ?? { memory: '0', cpu: '0' };
    for (const [key, text] of [['memory', memory], ['cpu', cpu]] as const) {
      if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?$/.test(text)) {
        problems.push(error(one.section('runtimeClass').section('overhead').place(key), `got ${show(text)}; allowed: a quantity such as ${key === 'cpu' ? '250m' : '160Mi'}`));
      }
    }
    shim.allowedHypervisorAnnotations.forEach((text, index) => {
      if (/[\s,]/.test(text)) {
        problems.push(error(one.place('allowedHypervisorAnnotations', index), `got ${show(text)}; allowed: the name of one setting, without spaces and commas`));
      }
    });
  }
}

/** A binary stops where the default shim is not installed; without one, it takes one of its own. */
function checkDefaults({ values, given, facts }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const { shims, defaultShims } = settings;
  const section = values.section('defaultShim');
  for (const architecture of ARCHITECTURES) {
    const installed = installedOn(architecture, shims);
    const text = section.text(architecture);
    const wanted = behaves(facts, 'installed-default-shims') ? text : text.trim();
    if (facts.release.program !== 'binary') {
      const matters = given.section('defaultShim').has(architecture) || (values.section('runtimeClasses').on('createDefault') && wanted === commonDefaultShim(values));
      if (wanted && installed.length && !installed.includes(wanted) && matters) {
        problems.push(warning(section.place(architecture), `${show(wanted)} is not installed on ${architecture} nodes (${installed.map(showKey).join(', ')} are); `
          + 'a default RuntimeClass leads nowhere there'));
      }
      continue;
    }
    const own = (facts.upstream.defaultShim as Record<string, string>)[architecture];
    const used = defaultShims[architecture] ?? own;
    if (!installed.length) continue;
    if (installed.includes(used)) {
      if (wanted && used !== wanted && given.section('defaultShim').has(architecture)) {
        problems.push(warning(section.place(architecture), `${show(wanted)} is not installed on ${architecture} nodes, so the chart leaves it out, `
          + `and kata-deploy takes "${used}"; set it to a shim that is enabled there`));
      }
      continue;
    }
    const why = !wanted ? `without a default shim it takes "${own}", which is not installed there`
      : wanted === own ? `"${own}" is not installed there`
        : `${show(wanted)} is not installed there, so the chart leaves it out, and kata-deploy takes "${own}", which is not installed either`;
    problems.push(warning(section.place(architecture), `kata-deploy stops on ${architecture} nodes: ${why}; set it to ${list(installed, 'or')}, `
      + `or leave these nodes out by ${values.place('nodeSelector')}`));
  }
}

/** Proxies are told for all shims at once, and a binary stops on a shim that its node does not have. */
function checkProxies({ values, facts }: KataDeployReading, { shims }: KataModel, problems: Finding[]): void {
  if (facts.release.program !== 'binary') return;
  for (const key of ['httpsProxy', 'noProxy'] as const) {
    const some = shims.filter((shim: ShimModel) => shim[key]).map(({ name }) => name);
    const stops = ARCHITECTURES.filter((architecture) => {
      const installed = installedOn(architecture, shims);
      return installed.length && some.some((name) => !installed.includes(name));
    });
    if (!stops.length) continue;
    const place = values.section('shims').section(some[0]).section('agent').place(key);
    problems.push(warning(place, `kata-deploy stops on ${list(stops, 'and')} nodes, which do not have ${some.length > 1 ? 'all of ' : ''}${list(some, 'and')}; `
      + 'leave such nodes out by nodeSelector, or take off the shims of their architecture'));
  }
}

function list(names: readonly string[], word: string): string {
  const items = names.map(showKey);
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items[items.length - 1]}`;
}
