import { checkNamesOfPod, checkPlacement } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { checkNoProxy, checkProxy } from '../../common/private/proxy-rules';
import { KataRuntimeProps } from '../kata-runtime-props';
import { checkEnv } from './check-env';

/** Rules on single values. */
export function checkValues(props: KataRuntimeProps, problems: Problems): void {
  checkPrefix(props.installationPrefix, problems);
  checkAgent('', props, problems);
  checkPlacement(props, problems);
  checkNamesOfPod(props, problems);
  checkEnv(props, problems);
}

/** Rules on what the guests are told, for all shims or for one. */
export function checkAgent(
  at: string, agent: Pick<KataRuntimeProps, 'allowedHypervisorAnnotations' | 'agentHttpsProxy' | 'agentNoProxy'>, problems: Problems,
): void {
  (agent.allowedHypervisorAnnotations ?? []).forEach((one, index) => {
    if (!/^[a-z0-9_]+$/.test(one)) {
      problems.add(`${at}allowedHypervisorAnnotations[${index}]`, one, 'the last part of an annotation, like "default_vcpus": a-z, 0-9 and "_"',
        'Leave "io.katacontainers.config.hypervisor." out.');
    }
  });
  checkProxy(`${at}agentHttpsProxy`, agent.agentHttpsProxy,
    'Credentials would be visible in the DaemonSet and on the command line of every guest.', problems);
  checkNoProxy(`${at}agentNoProxy`, agent.agentNoProxy, problems);
}

function checkPrefix(prefix: string | undefined, problems: Problems): void {
  if (prefix === undefined) return;
  if (!/^(\/[A-Za-z0-9._-]+)+$/.test(prefix) || prefix.split('/').includes('..')) {
    problems.add('installationPrefix', prefix, 'an absolute path without "..", spaces and a slash at its end, like "/var/opt"',
      'Kata goes into <prefix>/opt/kata; leave it out for /opt/kata.');
  }
}
