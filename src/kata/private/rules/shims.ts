import { Report } from './report';
import { show } from '../../../common/private/redact';
import { didYouMean } from '../../../common/private/suggest';
import { ARCHITECTURES, KNOWN_SHIMS, ReleaseFacts, whereItIs } from '../../catalogue/releases';
import { KataModel } from '../model';

/** Rules on shims as such. kata-deploy is told them in lists, in which some characters stand between them. */
export function checkShims({ shims, release, architectures }: KataModel, report: Report): void {
  if (!shims.length && architectures.length) {
    const on = ARCHITECTURES.filter(([name]) => architectures.includes(name)).map(([, ending]) => ending.toLowerCase());
    report.add(release.interface === 'per-list' ? 'fatal' : 'strict', ['shims'], [],
      `one shim or more; kata-deploy ${release.version} has on ${on.join(', ')}: ${shimsOn(release, on).join(', ')}`,
      on.some((one) => release.confidentialShims[one].length) ? 'kata-deploy would install every shim it has: list those you want.'
        : `There is no shim for Confidential Containers on ${on.join(', ')}: list the shims you want.`);
  }
  for (const { name, snapshotter } of shims) {
    if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) report.add('fatal', ['shims', name], name, 'a-z, 0-9 and "-"', 'It becomes part of names.');
    if (/[\s,:]/.test(snapshotter)) {
      report.add('fatal', ['shims', name, 'snapshotter'], snapshotter, 'the name of one snapshotter', 'Spaces, commas and colons end a name.');
    }
  }
}

/** The shims that a release has on each of some architectures, as `uname -m` calls them. */
export function shimsOn({ shims }: ReleaseFacts, architectures: readonly string[]): string[] {
  return Object.keys(shims).filter((name) => architectures.every((one) => shims[name].architectures.includes(one)));
}

/** What to say of a shim that a release does not have. */
export function unknownShim(name: string, release: ReleaseFacts): string {
  const known = Object.keys(release.shims);
  const near = KNOWN_SHIMS.includes(name) ? undefined : didYouMean(name, known);
  return near ? `kata-deploy ${release.version} has no shim ${show(name)}; did you mean "${near}"?`
    : [`got ${show(name)}; allowed: the shims of kata-deploy ${release.version}: ${known.join(', ')}.`, whereItIs(name, release)].filter(Boolean).join(' ');
}
