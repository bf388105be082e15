import { Problems } from '../../common/private/problems';
import { mayHoldSecret } from '../../common/private/redact';
import { parseUrl } from '../../common/private/url';
import { ContainerdTarball } from '../containerd-tarball';
import { CustomContainerdInstallerProps } from '../custom-containerd-installer-props';

/** Rules on the tarballs of the installer. No message prints a URL that may hold a secret. */
export function checkTarballs(props: CustomContainerdInstallerProps, problems: Problems): void {
  const tarballs = props.tarballs ?? [];
  if (!tarballs.length) {
    problems.add('tarballs', [], 'one tarball for all nodes, or one per architecture', 'Add ContainerdTarball.forAllNodes(url, sha256).');
  }
  tarballs.forEach((tarball, index) => {
    const { architecture, sha256, _options: { header } } = tarball;
    const prop = `tarballs[${index}]`;
    if (tarballs.findIndex((one) => one.architecture === architecture) !== index) {
      problems.add(prop, architecture?.name ?? 'all nodes', 'one tarball per architecture, and one for all other nodes', 'Remove one of the two.');
    }
    if (!tarball.urlFrom) checkUrl(`${prop}.url`, tarball, problems);
    if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
      problems.add(`${prop}.sha256`, sha256, '64 hexadecimal digits in lower case',
        sha256 === '' ? 'ContainerdTarball.unsafeWithoutChecksum() skips the verification.' : 'Use the first word of the output of sha256sum.');
    }
    if (header && !props.image) {
      problems.addSentence(`${prop}.header`, 'needs curl, which the default image does not have; allowed: with an image that has it. '
        + 'Set `image`.');
    }
  });
}

function checkUrl(prop: string, { url, _options }: ContainerdTarball, problems: Problems): void {
  const allowed = 'an http or https URL without spaces, credentials and query';
  const parsed = typeof url === 'string' ? parseUrl(url) : undefined;
  const wrong = !parsed || !/^https?:$/.test(parsed.protocol) || !/^[!-~]+$/.test(url!);
  if (typeof url === 'string' && mayHoldSecret(url)) {
    if (!wrong && _options.unsafeUrlInPlainText) return;
    problems.addHidden(prop, allowed, 'Its user, password, query or fragment may be secret, and would be in the DaemonSet: keep the URL in a Secret and use '
      + 'ContainerdTarball.fromSecretUrl, or a header from a Secret. `unsafeUrlInPlainText: true` accepts it.');
  } else if (wrong) {
    problems.add(prop, url, allowed, 'Percent-encode characters that a URL cannot have. Only http and https are supported.');
  }
}
