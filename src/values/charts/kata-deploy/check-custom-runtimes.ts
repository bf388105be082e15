import { behaves, KataDeployReading } from './input';
import { baseOverhead } from './shims';
import { show } from '../../../common/private/redact';
import { isDnsLabel } from '../../../common/private/rules/names';
import { KataModel } from '../../../kata/internal';
import { describe, error, Finding, warning } from '../../engine/findings';
import { parseValues } from '../../engine/parse';
import { isMap, Values } from '../../engine/tree';

/** The manifests of RuntimeClasses that stand in values as texts: whether they are any, and what the chart makes of them. */
export function checkCustomRuntimes(
  { values, facts }: KataDeployReading, { customRuntimes }: KataModel, problems: Finding[],
): void {
  const runtimes = values.section('customRuntimes').section('runtimes');
  for (const { key, handler, baseConfig, runtimeClass, inheritBaseOverhead } of customRuntimes) {
    const runtime = runtimes.section(key);
    const place = runtime.place('runtimeClass');
    if (!runtimeClass) {
      problems.push(warning(place, 'without the manifest of a RuntimeClass the chart installs nothing for it; add the manifest'));
      continue;
    }
    const parsed = parseValues(runtime.text('runtimeClass'), place);
    problems.push(...parsed.problems);
    if (!parsed.values) continue;
    const { apiVersion, kind, handler: read } = parsed.values;
    if (kind !== 'RuntimeClass' || apiVersion !== 'node.k8s.io/v1') {
      problems.push(error(place, `got the apiVersion ${show(apiVersion)} and the kind ${show(kind)}; allowed: apiVersion: node.k8s.io/v1 and kind: RuntimeClass`));
    }
    const merges = inheritBaseOverhead && !!baseOverhead(baseConfig, facts);
    problems.push(...wrongMaps(parsed.values, merges, facts.release.instanceLabels).map((message) => error(place, message)));
    if (isDnsLabel(read) && handler !== read) {
      const message = `the chart takes the last line that begins with "handler:" for the handler, and reads ${handler ? `'${handler}'` : 'none'}; `
        + `write the line "handler: ${read}" without quotes and comments`;
      problems.push(handler ? error(place, message) : warning(place, `${message}; kata-deploy does not install it as it is`));
    }
    if (!handler || !behaves(facts, 'needs-runtime-sections')) continue;
    for (const section of ['containerd', 'crio'].filter((one) => !isMap(runtime.value(one)))) {
      problems.push(error(runtime.place(section), `missing, and this edition of the chart stops without it; add ${section}: {}`));
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
