import { ComponentPlan } from './component';
import { apart, object } from '../../../common/private/claim';
import { KataInstallation } from '../../chart-edition';
import { error, Finding, warning } from '../../engine/findings';

/** Charts that install Kata on the same nodes. Helm installs them, and only the one that came last works. */
export function sharedNodes(plans: readonly ComponentPlan[]): Finding[] {
  const all = plans.flatMap(({ installations = [] }) => installations);
  return all.flatMap((later, index) => {
    const sharesNodes = ({ suffix, nodeSelector }: KataInstallation) => (
      suffix === later.suffix && !apart(nodeSelector, later.nodeSelector));
    const other = all.slice(0, index).find(sharesNodes);
    return other ? [warning(later.path, `${other.path} is on, too, and both install Kata on the same nodes: each replaces the other's runtimes in the `
      + 'configuration of containerd, and removing one takes Kata from both. Turn one of them off and enable its shims in the other; or give them '
      + 'different values of one label in nodeSelector, or different values of env.multiInstallSuffix')] : [];
  });
}

/** Objects that two charts have under one name. Helm prints both, and cannot install them. */
export function sharedNames(aliases: readonly string[], plans: readonly ComponentPlan[]): Finding[] {
  const failed = plans.some(({ problems }) => problems.some(({ level }) => level === 'error'));
  if (plans.length < 2 || failed) return [];
  const owners = new Map<string, string>();
  return plans.flatMap((plan, index) => {
    const shared = new Map<string, string[]>();
    for (const { kind, name, what } of plan.objects('install').map(({ manifest }) => object(manifest))) {
      const key = `${kind} ${name}`;
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, aliases[index]);
      else if (owner !== aliases[index]) shared.set(owner, [...shared.get(owner) ?? [], what]);
    }
    return [...shared].map(([owner, what]) => error(aliases[index], `makes objects that ${owner} makes, too, so the API server would refuse them: `
      + `${what.join(', ')}; allowed: each once. Turn one of the two charts off, or what makes these objects in one of them`));
  });
}
