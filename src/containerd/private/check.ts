import { ContainerImage, ImagePullPolicy, KubernetesDistribution } from '../../common';
import { TOLERATION } from '../../common/private/kubernetes-kinds';
import { checkPlacement } from '../../common/private/placement-rules';
import { isDnsName, Problems } from '../../common/private/problems';
import { checkNoProxy, checkProxy } from '../../common/private/proxy-rules';
import { checkTypes, HIDDEN_TEXT, instanceOf, Kind, listOf, SECRET } from '../../common/private/types';
import { parseUrl } from '../../common/private/url';
import { ContainerdTarball } from '../containerd-tarball';
import { CustomContainerdInstallerProps } from '../custom-containerd-installer-props';
import { names } from './names';
import { show } from '../../common/private/redact';

/** What every prop is, for callers without a compiler: they hear of misspelt ones too. The type makes this list complete. */
const PROPS: Record<keyof CustomContainerdInstallerProps, Kind> = {
  tarballs: listOf(instanceOf(ContainerdTarball)),
  name: 'text',
  installPath: 'text',
  distribution: instanceOf(KubernetesDistribution),
  image: instanceOf(ContainerImage),
  imagePullPolicy: 'for a rule of its own',
  imagePullSecrets: listOf(SECRET),
  nodeSelector: 'texts by name',
  tolerations: listOf(TOLERATION),
  priorityClassName: 'text',
  httpProxy: HIDDEN_TEXT,
  httpsProxy: HIDDEN_TEXT,
  noProxy: listOf(HIDDEN_TEXT),
  downloadAttempts: 'for a rule of its own',
  activeSeconds: 'for a rule of its own',
};

/** Rules on the props of the installer. */
export function check(props: CustomContainerdInstallerProps, problems: Problems): void {
  if (!checkTypes(props, PROPS, problems)) problems.throwIfAny();
  const { distribution = KubernetesDistribution.K8S } = props;
  if (distribution !== KubernetesDistribution.K8S) {
    problems.add('distribution', distribution.name, 'k8s',
      `${distribution.name} brings a containerd of its own inside its own program, and would run that one all the same.`);
  }
  const policies: (string | undefined)[] = [undefined, ...Object.values(ImagePullPolicy)];
  if (!policies.includes(props.imagePullPolicy)) {
    problems.add('imagePullPolicy', props.imagePullPolicy, policies.filter(Boolean).join(', '), 'Take a member of ImagePullPolicy.');
  }
  checkName(props.name, problems);
  checkTarballs(props.tarballs ?? [], problems);
  const path = props.installPath;
  if (path !== undefined && (!/^(\/[A-Za-z0-9._+@-]+)+$/.test(path) || path.split('/').includes('..'))) {
    problems.add('installPath', path, 'an absolute path without "..", spaces and a slash at its end, like "/usr/local"',
      'It is the folder that bin/ is in; leave it out to have it found on each node.');
  }
  checkPlacement(props, problems);
  const why = 'Credentials would stand in the DaemonSet.';
  checkProxy('httpProxy', props.httpProxy, why, problems);
  checkProxy('httpsProxy', props.httpsProxy, why, problems);
  checkNoProxy('noProxy', props.noProxy, problems);
  checkRange('downloadAttempts', props.downloadAttempts, 1, 100, problems);
  checkRange('activeSeconds', props.activeSeconds, 10, 600, problems);
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

function checkTarballs(tarballs: readonly ContainerdTarball[], problems: Problems): void {
  if (!tarballs.length) {
    problems.add('tarballs', [], 'one tarball for all nodes, or one per architecture', 'Add ContainerdTarball.forAllNodes(url, sha256).');
  }
  tarballs.forEach(({ url, sha256, architecture }, index) => {
    const prop = `tarballs[${index}]`;
    if (tarballs.findIndex((one) => one.architecture === architecture) !== index) {
      problems.add(prop, architecture?.name ?? 'all nodes', 'one tarball per architecture, and one for all other nodes', 'Remove one of the two.');
    }
    checkUrl(`${prop}.url`, url, problems);
    if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
      problems.add(`${prop}.sha256`, sha256, '64 hexadecimal digits in lower case',
        sha256 === '' ? 'ContainerdTarball.unsafeWithoutChecksum() takes a tarball that nothing is known of.'
          : 'Take the first word of what sha256sum prints.');
    }
  });
}

function checkUrl(prop: string, url: string, problems: Problems): void {
  const allowed = 'an http or https URL without spaces and credentials';
  const parsed = parseUrl(url);
  const wrong = !parsed || !/^https?:$/.test(parsed.protocol) || !/^[!-~]+$/.test(url);
  if (parsed?.username || parsed?.password || /^[a-z]+:\/\/[^/]*@/i.test(url)) {
    problems.addHidden(prop, allowed, 'Credentials would stand in the DaemonSet: serve the tarball inside the cluster\'s network.');
  } else if (wrong && url.includes('?')) {
    problems.addHidden(prop, allowed, 'It may have a token behind its "?". Percent-encode what a URL cannot hold.');
  } else if (wrong) {
    problems.add(prop, url, allowed, 'Percent-encode what a URL cannot hold; tarballs come over http or https only.');
  }
}

function checkRange(prop: string, value: number | undefined, from: number, to: number, problems: Problems): void {
  if (value === undefined || (Number.isInteger(value) && value >= from && value <= to)) return;
  problems.add(prop, value, `a whole number from ${from} to ${to}`, 'Leave it out for the default.');
}
