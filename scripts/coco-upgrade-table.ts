import { steps } from './changes';
import { RELEASES as PAGE } from './editions-table';
import { pageWith, rewrite, table } from './markdown';
import { CocoRelease, KataRelease, PeerPodsRelease } from '../src';

export { PAGE };

/** A row for each step between neighbouring releases, with the steps of what they install. */
export function cocoSteps(): string {
  return table(['from', 'to', 'steps of Kata', 'steps of peer pods'], steps(CocoRelease.all()).map(([before, now]) => [
    before.version,
    now.version,
    between(KataRelease.all(), before.kata, now.kata, 'kata-upgrade.md'),
    !now.hasPeerPods ? '' : !before.hasPeerPods ? `new: ${now.peerPods.version}` : between(PeerPodsRelease.all(), before.peerPods, now.peerPods, 'peer-pods-upgrade.md'),
  ]));
}

/** Links to the sections of the steps that lead from one release to another. */
function between<T extends { readonly version: string }>(all: readonly T[], from: T, to: T, page: string): string {
  const place = ({ version }: T) => all.findIndex((one) => one.version === version);
  const anchor = (text: string) => text.toLowerCase().replace(/\./g, '').replace(/ /g, '-');
  return steps(all.slice(place(from), place(to) + 1)).map(([before, now]) => (
    `[${before.version} to ${now.version}](${page}#${anchor(`From ${before.version} to ${now.version}`)})`)).join(', ');
}

export const pageWithSteps = (page: string) => pageWith(page, 'steps', cocoSteps());

if (require.main === module) rewrite(PAGE, pageWithSteps);
