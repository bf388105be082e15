import { KubernetesDistribution } from '../../common';
import { checkMebibytes, checkSeconds, checkWhole } from '../../common/private/amount-rules';
import { checkPod, checkServedNodes } from '../../common/private/placement-rules';
import { Problems } from '../../common/private/problems';
import { checkNoProxy, checkProxy } from '../../common/private/proxy-rules';
import { CustomContainerdInstallerProps } from '../custom-containerd-installer-props';
import { checkTarballs } from './check-tarballs';
import { names } from './names';
import { show } from '../../common/private/redact';
import { isDnsName } from '../../common/private/rules/names';

/** Rules on the props of the installer. */
export function check(props: CustomContainerdInstallerProps, problems: Problems): void {
  const { distribution = KubernetesDistribution.K8S } = props;
  if (distribution !== KubernetesDistribution.K8S) {
    problems.add('distribution', distribution.name, 'k8s',
      `${distribution.name} brings a containerd of its own inside its own program, and would run that one all the same.`);
  }
  checkName(props.name, problems);
  checkTarballs(props, problems);
  const path = props.installPath;
  if (path !== undefined && (!/^(\/[A-Za-z0-9._+@-]+)+$/.test(path) || path.split('/').includes('..'))) {
    problems.add('installPath', path, 'an absolute path without "..", spaces and a slash at its end, like "/usr/local"',
      'It is the folder that bin/ is in; leave it out to have it found on each node.');
  }
  checkPod(props, problems);
  const tarballs = props.tarballs ?? [];
  const own = tarballs.flatMap(({ architecture }) => (architecture ? [architecture.kubernetesName] : []));
  checkServedNodes(props, own.length && own.length === tarballs.length ? own : undefined, problems);
  const why = 'Credentials would be visible in the DaemonSet.';
  checkProxy('httpProxy', props.httpProxy, why, problems);
  checkProxy('httpsProxy', props.httpsProxy, why, problems);
  checkNoProxy('noProxy', props.noProxy, problems);
  checkWhole('downloadAttempts', props.downloadAttempts, 1, 100, problems);
  checkMebibytes('maxDownloadSize', props.maxDownloadSize, 1, 8 * 1024, problems);
  checkMebibytes('maxUnpackedSize', props.maxUnpackedSize, 1, 32 * 1024, problems);
  checkSeconds('startTimeout', props.startTimeout, 10, problems, 600);
  checkSeconds('healthWindow', props.healthWindow, 0, problems, 3600);
}

function checkName(name: string | undefined, problems: Problems): void {
  if (name === undefined) return;
  const longest = names(name).cleanup.length > names(name).installer.length ? names(name).cleanup : names(name).installer;
  if (!isDnsName(name)) {
    problems.add('name', name, 'a DNS name: a-z, 0-9, "-" and "."', 'It becomes part of the names of the DaemonSets.');
  } else if (longest.length > 63) {
    problems.addSentence('name', `got ${show(name)}, which makes the name ${show(longest)} of ${longest.length} characters; allowed: 63. `
      + `Shorten it by ${longest.length - 63}.`);
  }
}
