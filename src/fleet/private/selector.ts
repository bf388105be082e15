import { has, lookup } from '../../common/private/free-keys';
import { Problems } from '../../common/private/problems';
import { checkLabels } from '../../common/private/rules/labels';
import { isLabelKey, isLabelValue, KEY, LABEL_VALUE } from '../../common/private/rules/names';
import { FleetSelector, FleetSelectorExpression, FleetSelectorOperator } from '../fleet-selector';

type Labels = Readonly<Record<string, string>>;

const { IN, NOT_IN, EXISTS } = FleetSelectorOperator;

/** Whether labels meet all requirements. */
export function selects({ matchLabels = {}, matchExpressions = [] }: FleetSelector, labels: Labels): boolean {
  return Object.entries(matchLabels).every(([key, value]) => lookup(labels, key) === value)
    && matchExpressions.every((one) => meets(one, labels));
}

function meets({ key, operator, values = [] }: FleetSelectorExpression, labels: Labels): boolean {
  switch (operator) {
    case IN: return has(labels, key) && values.includes(labels[key]);
    case NOT_IN: return !has(labels, key) || !values.includes(labels[key]);
    default: return has(labels, key) === (operator === EXISTS);
  }
}

/** Rules on a selector. */
export function checkSelector(prop: string, { matchLabels, matchExpressions = [] }: FleetSelector, problems: Problems): void {
  checkLabels(`${prop}.matchLabels`, matchLabels, problems);
  matchExpressions.forEach(({ key, operator, values = [] }, index) => {
    const at = `${prop}.matchExpressions[${index}]`;
    if (!isLabelKey(key)) problems.add(`${at}.key`, key, `the key of a label: ${KEY}`, 'Write it in this form.');
    values.forEach((value, place) => {
      if (!isLabelValue(value)) problems.add(`${at}.values[${place}]`, value, LABEL_VALUE, 'Write it in this form.');
    });
    const takesValues = operator === IN || operator === NOT_IN;
    if (takesValues && !values.length) problems.add(`${at}.values`, values, 'at least one value', `The operator ${operator} compares with values: add them.`);
    if (!takesValues && values.length) problems.add(`${at}.values`, values, 'no values', `The operator ${operator} takes none: leave them out, or take In.`);
  });
}
