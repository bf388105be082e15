import { Problems } from '../../../common/private/problems';
import { readKey } from '../../../common/private/redact';
import { checkProps } from '../../../common/private/types';
import type { DpuWorkerConfigProps } from '../../../dpu-worker';
import { check, DpuWorkerRelease, dpuWorkerObjects, NAME, resolve, ROLE_LABEL } from '../../../dpu-worker/internal';
import { ChartPlan, ReleaseContext, UserValues } from '../../chart-edition';
import { cut } from '../../engine/chart-names';
import { error, formatPath, Finding, warning } from '../../engine/findings';
import { coalesce } from '../../engine/merge';
import { Reader } from '../../engine/reader';
import { Values } from '../../engine/tree';

/** What tells one edition of the chart from another. */
export interface DpuWorkerFacts {
  readonly version: string;
  readonly appVersion: string;
  /** The values that the user's come over: its values.yaml. */
  readonly defaults: Values;
}

/** What the chart makes of a user's values. */
export function planDpuWorkers(facts: DpuWorkerFacts, user: UserValues, { releaseName }: ReleaseContext): ChartPlan {
  const { values, problems } = coalesce(facts.defaults, user.values);
  const reader = new Reader(values, [], { sources: user.sources, problems: [] });
  const props: DpuWorkerConfigProps = {
    release: DpuWorkerRelease.of(facts.version),
    instance: reader.checkUnquoted(releaseName, '--release-name'),
    appName: reader.checkUnquoted(cut(reader.text('nameOverride') || NAME), 'nameOverride'),
    commonLabels: reader.givenStrings('commonLabels'),
  };
  const settings = () => {
    const { release, ...others } = resolve(props);
    return { ...others, release: { ...release, appVersion: facts.appVersion } };
  };
  return {
    problems: [...problems, ...reader.problems, ...rules(props), ...idle(reader)],
    parts: [{ construct: 'DpuWorkerConfig', props }],
    objects: (phase) => (phase === 'install' ? dpuWorkerObjects(settings()) : []),
  };
}

/** What the API server would refuse, at the places of the values. */
function rules(props: DpuWorkerConfigProps): Finding[] {
  const found = new Problems();
  check(checkProps('DpuWorkerConfigProps', props, found), found);
  return found.all.map(({ path, message }) => error(placeOf(path), message));
}

function placeOf(prop: string): string {
  const [, label] = /^commonLabels\["(.*)"\]$/s.exec(prop) ?? [];
  if (label !== undefined) return formatPath(['commonLabels', readKey(label)]);
  return prop === 'instance' ? '--release-name' : prop === 'appName' ? 'nameOverride' : prop;
}

/** Values that do nothing, or something that nobody expects of them. */
function idle(reader: Reader): Finding[] {
  const found: Finding[] = [];
  if (reader.value('fullnameOverride')) found.push(warning('fullnameOverride', 'no template reads it: the names are those that OpenShift knows; leave it out'));
  if (Object.keys(reader.map('commonAnnotations')).length) {
    found.push(warning('commonAnnotations', 'no template reads them: the objects get no annotations, as in the chart; leave them out'));
  }
  const role = reader.givenStrings('commonLabels')[ROLE_LABEL];
  if (role !== undefined) {
    found.push(warning(formatPath(['commonLabels', ROLE_LABEL]), 'replaces the label that assigns the MachineConfig to the pool worker-dpu; leave it out'));
  }
  return found;
}
