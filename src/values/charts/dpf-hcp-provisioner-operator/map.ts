import { checkRequirements } from './check-requirements';
import { placeOf } from './places';
import { FieldValue, readProps } from './props';
import type { Emission } from '../../../common/private/emission';
import { podPlacement } from '../../../common/private/pod-placement';
import { Problems } from '../../../common/private/problems';
import { checkProps } from '../../../common/private/types';
import { DpfHcpOperatorProps, DpfHcpPlacement } from '../../../dpf-hcp';
import {
  AFFINITY, checkOperator, checkSafety, checkShape, definitionObjects, DpfHcpReleaseFacts, operatorObjects, resolve,
} from '../../../dpf-hcp/internal';
import { ChartPlan, ReleaseContext, UserValues } from '../../chart-edition';
import { Finding } from '../../engine/findings';
import { coalesce } from '../../engine/merge';
import { Reader } from '../../engine/reader';
import { Values } from '../../engine/tree';

/** What tells one edition of the chart from another. */
export interface OperatorFacts {
  readonly release: DpfHcpReleaseFacts;
  /** The values that the user's come over: its values.yaml. */
  readonly defaults: Values;
}

/** What the chart makes of a user's values: the definitions and an operator. */
export function planOperator({ release, defaults }: OperatorFacts, user: UserValues, context: ReleaseContext): ChartPlan {
  const { values, problems } = coalesce(defaults, user.values);
  const { managerRules, openshiftConfigRules } = release;
  const reader = new Reader(values, [], { sources: user.sources, problems: [] });
  const { props, fields } = readProps(release, reader, context);
  const placement = podPlacement({ ...props.placement }); // alone, as in the chart
  const all: Finding[] = [...problems, ...reader.problems];
  for (const found of rules(props, reader.map('resources'))) {
    if (!all.some((one) => one.path === found.path && one.level === 'error')) all.push(found);
  }
  return {
    problems: all,
    parts: [{ construct: 'DpfHcpOperator', props, resources: reader.map('resources') }],
    objects: (phase) => (phase === 'uninstall' ? [] : [
      ...definitionObjects(release),
      ...operatorObjects({ ...resolve(props), placement, rules: managerRules, openshiftConfigRules })
        .map((object) => (object.id === 'Resource' ? withFields(object, fields) : object)),
    ]),
  };
}

/** An object with other values in some of its fields. */
function withFields(object: Emission, fields: readonly FieldValue[]): Emission {
  const manifest = structuredClone(object.manifest);
  for (const { path, value } of fields) {
    const parent = path.slice(0, -1).reduce<any>((found, key) => found[key], manifest);
    parent[path[path.length - 1]] = value;
  }
  return { ...object, manifest };
}

/** What the rules for props say, at the places of the values: what typed code alone refuses is a warning here. */
function rules(props: DpfHcpOperatorProps, resources: Values): Finding[] {
  const levels: [Finding['level'], (found: Problems) => void][] = [
    ['error', (found) => {
      checkOperator(checkProps('DpfHcpOperatorProps', { ...props, placement: rightPlacement(props.placement!, found) }, found), found);
      checkRequirements('resources', resources, found);
    }],
    ['warning', (found) => checkSafety(props, props.namespace!, found)],
  ];
  return levels.flatMap(([level, check]) => {
    const found = new Problems();
    check(found);
    return found.all.map(({ path, message }) => ({ level, path: placeOf(path), message }));
  });
}

/** Without an affinity that rules cannot read. */
function rightPlacement(placement: DpfHcpPlacement, problems: Problems): DpfHcpPlacement {
  const { affinity, nodeSelector, tolerations } = placement;
  const shape = new Problems();
  checkShape('placement.affinity', affinity, AFFINITY, shape);
  problems.addAll(shape.all, (path) => path);
  return shape.all.length ? DpfHcpPlacement._ofValues({ nodeSelector, tolerations }) : placement;
}
