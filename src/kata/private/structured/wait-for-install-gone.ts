import type { Container } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { identityLabels } from './config-maps';
import { CONFINED } from './dispatcher';
import { StructuredSettings } from './model';
import { structuredNames } from './names';

/** Whoever prunes what was installed may take a day for it. */
const INSTALL_GONE_TIMEOUT = '--timeout=24h';

/** Containers that wait until nothing installs nodes any more: what is cleaned would be installed again. */
export function waitForInstallGone(settings: StructuredSettings, namespace: string): Container[] {
  const { base, lateNodes } = structuredNames(settings);
  const dispatched = Object.entries(identityLabels(settings.identity)).map(([key, value]) => `${key}=${value}`).join(',');
  const what = settings.mode === 'daemonset'
    ? [['daemonset', `daemonset/${base}`], ['pods', 'pods', `--selector=name=${base}`]]
    : [
      ['late-nodes', `cronjob/${lateNodes}`],
      ['jobs', 'jobs', `--selector=${dispatched},kata-deploy/dispatcher in (install,late-nodes)`],
    ];
  return what.map(([name, ...args]) => ({
    name: `wait-for-${name}-gone`,
    image: settings.kubectlImage,
    command: ['kubectl', 'wait', ...args, '--for=delete', '--namespace', namespace, INSTALL_GONE_TIMEOUT],
    ...CONFINED,
  }));
}

/** What they may do for that. */
export function waitRules({ mode }: StructuredSettings): PolicyRule[] {
  const verbs = ['get', 'list', 'watch'];
  return mode === 'daemonset'
    ? [{ apiGroups: ['apps'], resources: ['daemonsets'], verbs }, { apiGroups: [''], resources: ['pods'], verbs }]
    : [{ apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs }];
}
