import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { isNamePart } from '../../common/private/rules/names';
import { didYouMean } from '../../common/private/suggest';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { TlsCipherSuite, TlsMinVersion } from '../tls-profile';

/** Rules on single values that are not settings of the adaptor. */
export function checkValues(props: PeerPodsCaaProps, release: PeerPodsReleaseFacts, problems: Problems): void {
  checkTlsProfile(props, release, problems);
  if (props.clusterName !== undefined && !isNamePart(props.clusterName)) {
    problems.add('clusterName', props.clusterName, 'letters, digits, "-", "_" and ".", at most 63 characters', 'Every cloud must take it as the value of a tag.');
  }
  checkUpdate(props, problems);
}

/** Rules of the API server on the update of a DaemonSet. */
function checkUpdate({ maxUnavailable, maxSurge }: PeerPodsCaaProps, problems: Problems): void {
  const [away, twice] = [maxUnavailable?.value ?? 0, maxSurge?.value ?? 1];
  const isZero = (value: number | string) => Number.parseInt(String(value), 10) === 0;
  if (isZero(away) === isZero(twice)) {
    problems.addSentence('maxSurge', `got ${show(twice)}, with maxUnavailable ${show(away)}; allowed: exactly one of the two is 0. `
      + 'Set the other one to 0, or take both defaults.');
  }
}

/** Rules on the TLS profile of a server: what the programs of the release stop on. */
export function checkTlsProfile(
  props: { readonly tlsMinVersion?: TlsMinVersion; readonly tlsCipherSuites?: readonly TlsCipherSuite[] },
  release: PeerPodsReleaseFacts,
  problems: Problems,
): void {
  const { tlsMinVersion, tlsCipherSuites } = props;
  if (tlsMinVersion === undefined && tlsCipherSuites === undefined) return;
  if (!release.tlsProfile) {
    problems.add(tlsMinVersion === undefined ? 'tlsCipherSuites' : 'tlsMinVersion', tlsMinVersion ?? tlsCipherSuites,
      `nothing with the release ${release.version}, whose programs do not read it`, 'Take PeerPodsRelease.V0_22_0, or leave it out.');
    return;
  }
  const versions: string[] = Object.values(TlsMinVersion);
  if (tlsMinVersion !== undefined && !versions.includes(tlsMinVersion)) {
    problems.add('tlsMinVersion', tlsMinVersion, versions.join(', '), 'Take a member of TlsMinVersion.');
  }
  const suites: string[] = Object.values(TlsCipherSuite);
  (tlsCipherSuites ?? []).forEach((suite, index) => {
    if (suites.includes(suite)) return;
    const near = typeof suite === 'string' ? didYouMean(suite, suites) : undefined;
    problems.add(`tlsCipherSuites[${index}]`, suite, suites.join(', '), near ? `Did you mean "${near}"?` : 'Take members of TlsCipherSuite.');
  });
  if (tlsMinVersion === TlsMinVersion.TLS_1_3 && tlsCipherSuites?.length) {
    problems.addSentence('tlsCipherSuites', `got ${tlsCipherSuites.length} with the oldest version TLS 1.3; allowed: none, as the cipher suites of `
      + 'TLS 1.3 cannot be chosen and the program would stop. Leave it out, or take TlsMinVersion.TLS_1_2.');
  }
}
