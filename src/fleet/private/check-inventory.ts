import { checkSelector } from './selector';
import { Architecture } from '../../common';
import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { checkLabels } from '../../common/private/rules/labels';
import { DNS_NAME, isDnsName, isLabelValue, LABEL_VALUE } from '../../common/private/rules/names';
import { FleetClusterProps, FleetFacts, FleetGroup } from '../fleet-cluster-props';

/** The inventory of a fleet, from code or from a file. Data of wrong types is left out. */
export interface InventoryData {
  readonly clusters?: readonly Partial<FleetClusterProps>[];
  readonly groups?: readonly Partial<FleetGroup>[];
}

/** Names that Windows gives to devices: a folder of that name cannot be checked out there. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/;

/** Rules on the clusters of a fleet. What is missing was reported before, or is optional. */
export function checkInventory({ clusters, groups = [] }: InventoryData, problems: Problems): void {
  if (clusters && !clusters.length) {
    problems.add('clusters', clusters, 'at least one cluster', 'Without one, the files of all clusters would be deleted.');
  }
  const first = new Map<string, number>();
  clusters?.forEach((cluster, index) => {
    const at = `clusters[${index}]`;
    checkName(`${at}.name`, cluster.name, index, first, problems);
    checkLabels(`${at}.labels`, cluster.labels, problems);
    checkFacts(at, cluster, problems);
  });
  groups.forEach((group, index) => {
    if (group.selector) checkSelector(`groups[${index}].selector`, group.selector, problems);
    checkFacts(`groups[${index}]`, group, problems);
  });
}

function checkName(prop: string, name: string | undefined, index: number, first: Map<string, number>, problems: Problems): void {
  if (name === undefined) return;
  if (!isDnsName(name)) {
    problems.add(prop, name, DNS_NAME, 'It names the folder of the cluster: give it another one.');
  } else if (DEVICE.test(name)) {
    problems.add(prop, name, 'names that Windows does not give to devices', 'Such a folder cannot be checked out there: give it another one.');
  }
  const before = first.get(name);
  if (before === undefined) {first.set(name, index);} else {
    problems.addSentence(prop, `got ${show(name, prop)}, which clusters[${before}] has; allowed: each name once. `
      + 'Give one of the two another name.');
  }
}

function checkFacts(at: string, { architectures, cloud }: FleetFacts, problems: Problems): void {
  if (architectures && !architectures.length) {
    problems.add(`${at}.architectures`, architectures, 'at least one architecture', 'Leave it out for x86_64.');
  }
  architectures?.forEach((one, index) => {
    if (architectures.indexOf(one) < index) repeated(`${at}.architectures[${index}]`, one, problems);
  });
  if (cloud !== undefined && (!cloud || !isLabelValue(cloud))) problems.add(`${at}.cloud`, cloud, LABEL_VALUE, 'Leave it out if there is none.');
}

/** Reports an architecture that a cluster has already. */
export function repeated(prop: string, { name }: Architecture, problems: Problems): void {
  problems.add(prop, name, 'each architecture once', 'Leave out one of the two.');
}
