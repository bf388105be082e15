import { ARCHITECTURES, behaves, KataDeployReading } from './input';
import { commonDefaultShim, installedOn, isShim } from './shims';
import { show, showKey } from '../../../common/private/redact';
import { didYouMean } from '../../../common/private/suggest';
import { KNOWN_SHIMS, KataModel, unknownShim } from '../../../kata/internal';
import { error, misspelling, Finding, warning } from '../../engine/findings';

/** What kata-deploy makes of shims on the nodes of each architecture. Where it stops depends on the nodes that there are. */
export function checkShims(reader: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  checkKnown(reader, settings, problems);
  checkDefaults(reader, settings, problems);
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
    const effect = !on ? 'It is off, and nothing is installed.'
      : on.architectures.length ? `kata-deploy stops on ${on.architectures.join(', ')} nodes, unless an image of your own has it.`
        : 'It has no supportedArches, so nothing is installed for it.';
    const isMisspelt = on && !on.architectures.length && !KNOWN_SHIMS.includes(name) && didYouMean(name, known);
    problems.push((isMisspelt ? misspelling : warning)(section.place(name), `${unknownShim(name, release)} ${effect}`));
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
    problems.push(warning(section.place(architecture), `kata-deploy stops on ${architecture} nodes: ${why}; set it to ${list(installed)}, `
      + `or leave these nodes out by ${values.place('nodeSelector')}`));
  }
}

function list(names: readonly string[]): string {
  const items = names.map(showKey);
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items[items.length - 1]}`;
}
