import { behaves, KataDeployReading } from './input';
import { baseOverhead } from './shims';
import { show, showKey } from '../../../common/private/redact';
import { isDnsLabel } from '../../../common/private/rules/names';
import { didYouMean } from '../../../common/private/suggest';
import { KataModel } from '../../../kata/internal';
import { describe, error, Finding, warning } from '../../engine/findings';
import { parseValues } from '../../engine/parse';
import { isMap, Values } from '../../engine/tree';
import { inWordsOfValues } from '../../engine/values-words';

/** The manifests of RuntimeClasses that stand in values as texts. */
export function checkCustomRuntimes({ values, facts }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const runtimes = values.section('customRuntimes').section('runtimes');
  const handlers = new Map<string, string>();
  for (const { key, handler, baseConfig, runtimeClass, snapshotter, pullType, inheritBaseOverhead } of settings.customRuntimes) {
    const runtime = runtimes.section(key);
    if (!runtimeClass) {
      problems.push(warning(runtime.place('runtimeClass'), 'without the manifest of a RuntimeClass the chart installs nothing for it; add the manifest'));
      continue;
    }
    const parsed = parseValues(runtime.text('runtimeClass'), runtime.place('runtimeClass'));
    problems.push(...parsed.problems);
    if (!parsed.values) continue;
    const place = runtime.place('runtimeClass');
    const { apiVersion, kind, metadata } = parsed.values;
    if (kind !== 'RuntimeClass' || apiVersion !== 'node.k8s.io/v1') {
      problems.push(error(place, `got the apiVersion ${show(apiVersion)} and the kind ${show(kind)}; allowed: apiVersion: node.k8s.io/v1 and kind: RuntimeClass`));
    }
    if (!isMap(metadata) || typeof metadata.name !== 'string' || !metadata.name) {
      problems.push(error(place, 'has no name; add metadata.name'));
    }
    const merges = inheritBaseOverhead && !!baseOverhead(baseConfig, facts);
    const maps = wrongMaps(parsed.values, merges, facts.release.instanceLabels);
    problems.push(...maps.map((message) => error(place, inWordsOfValues(message))));
    const read = parsed.values.handler;
    if (typeof read !== 'string' || !isDnsLabel(read)) {
      problems.push(error(place, `has the handler ${show(read)}; allowed: a-z, 0-9 and "-", at most 63 characters, such as handler: kata-${showKey(key)}`));
    } else if (handler !== read) {
      const message = `the chart takes the last line that begins with "handler:" for the handler, and reads ${handler ? `'${handler}'` : 'none'}; `
        + `write the line "handler: ${read}" without quotes and comments`;
      problems.push(handler ? error(place, message) : warning(place, `${message}; kata-deploy does not install it as it is`));
    }
    if (!handler) continue;
    if (behaves(facts, 'needs-runtime-sections')) {
      for (const section of ['containerd', 'crio'].filter((one) => !isMap(runtime.value(one)))) {
        problems.push(error(runtime.place(section), `missing, and this edition of the chart stops without it; add ${section}: {}`));
      }
    }
    if (handlers.has(handler)) problems.push(error(place, `has the handler ${show(handler)}, as ${handlers.get(handler)} has; give another one`));
    handlers.set(handler, place);
    for (const [name, text] of [['baseConfig', baseConfig], ['containerd.snapshotter', snapshotter], ['crio.pullType', pullType]]) {
      if (/[\s:]/.test(text)) problems.push(error(`${runtime.place()}.${name}`, `got ${show(text)}; allowed: one name, without spaces and colons`));
    }
    if (!baseConfig) {
      problems.push(error(runtime.place('baseConfig'), 'missing, and kata-deploy stops; add the shim whose configuration it starts from'));
    } else if (!baseOverhead(baseConfig, facts)) {
      const near = didYouMean(baseConfig, Object.keys(facts.release.shims));
      problems.push(warning(runtime.place('baseConfig'), `kata-deploy ${facts.release.version} has no shim ${show(baseConfig)}`
        + `${near ? `; did you mean "${near}"?` : `; it has: ${Object.keys(facts.release.shims).join(', ')}`}`));
    }
  }
}

/**
 * What should be a map in the manifest of a RuntimeClass and is none. A null is as good as nothing to the API server, but not
 * to the chart where it looks into it.
 *
 * @param overhead whether the chart merges the overhead with that of the shim
 * @param selector whether the chart adds to the node selector
 */
function wrongMaps(manifest: Values, overhead: boolean, selector: boolean): string[] {
  const wrong = (path: string, value: unknown, looksInto: boolean) => (
    value === undefined || isMap(value) || (value === null && !looksInto) ? []
      : [`has ${describe(value)} as ${path}${looksInto ? ', and the chart stops' : ''}; allowed: a map, or leave it out`]);
  const inner = (value: unknown, key: string) => (isMap(value) ? value[key] : undefined);
  const { overhead: size, scheduling } = manifest;
  return [
    ...wrong('overhead', size, overhead),
    ...wrong('overhead.podFixed', inner(size, 'podFixed'), false),
    ...wrong('scheduling', scheduling, selector),
    ...wrong('scheduling.nodeSelector', inner(scheduling, 'nodeSelector'), selector),
  ];
}

/** The manifest of the pod that tries the installation. */
export function checkVerification({ values }: KataDeployReading, { verification }: KataModel, problems: Finding[]): void {
  if (!verification) return;
  const section = values.section('verification');
  const place = section.place('pod');
  const parsed = parseValues(section.text('pod'), place);
  problems.push(...parsed.problems);
  if (!isDnsLabel(verification.namespace)) {
    problems.push(error(section.place('namespace'), `got ${show(verification.namespace)}; allowed: a-z, 0-9 and "-", at most 63 characters`));
  }
  if (!parsed.values) return;
  const { kind, metadata } = parsed.values;
  if (kind !== 'Pod') problems.push(error(place, `got the kind ${show(kind)}; allowed: the manifest of a Pod`));
  if (!verification.podName) problems.push(error(place, 'has no metadata.name, by which it is waited for; add it'));
  if (isMap(metadata) && metadata.namespace !== undefined && metadata.namespace !== verification.namespace) {
    problems.push(error(place, `has the namespace ${show(metadata.namespace)}, and is made in ${show(verification.namespace)}, which kubectl refuses; `
      + 'leave out metadata.namespace, or set verification.namespace to it'));
  }
}
