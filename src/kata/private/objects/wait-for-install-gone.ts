import type { Container } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { identityLabels } from './config-maps';
import { CONFINED } from './dispatcher';
import { escapeVariables } from '../../../common/private/escape-variables';
import { KataModel } from '../model';
import { objectNames } from '../names';

/** Whoever deletes what was installed may take a day for it. */
const DELETED = ['--for=delete', '--timeout=24h'];

/** Pods that end by themselves. They are not deleted then: after this time, those that are still at work are looked for again. */
const ENDED = ['--field-selector=status.phase!=Succeeded,status.phase!=Failed', '--for=delete', '--timeout=10m'];

/** Containers that wait until nothing installs nodes any more: what is cleaned would be installed again. */
export function waitForInstallGone(model: KataModel, namespace: string): Container[] {
  const { base, lateNodes } = objectNames(model);
  const labels = Object.entries(identityLabels(model.identity)).map(([key, value]) => `${key}=${value}`).join(',');
  const what = model.mode === 'daemonset'
    ? [['daemonset', `daemonset/${base}`, ...DELETED], ['pods', 'pods', `--selector=name=${base}`, ...DELETED]]
    : [
      // Jobs that have come to an end do no harm.
      ['late-nodes', `cronjob/${lateNodes}`, ...DELETED],
      ['dispatchers', 'pods', `--selector=${labels},kata-deploy/dispatcher in (install,late-nodes)`, ...ENDED],
      ['jobs', 'pods', `--selector=${labels},kata-deploy/stage=install`, ...ENDED],
    ];
  return what.map(([name, ...args]) => ({
    name: `wait-for-${name}-gone`,
    image: model.kubectlImage,
    command: ['kubectl', 'wait', ...args, '--namespace', namespace].map(escapeVariables),
    ...CONFINED,
  }));
}

/** What they may do for that. */
export function waitRules({ mode }: KataModel): PolicyRule[] {
  const verbs = ['get', 'list', 'watch'];
  const workload = mode === 'daemonset' ? { apiGroups: ['apps'], resources: ['daemonsets'] } : { apiGroups: ['batch'], resources: ['cronjobs'] };
  return [{ ...workload, verbs }, { apiGroups: [''], resources: ['pods'], verbs }];
}
