import { Report } from './report';
import { ErofsMergeMode, ErofsSnapshotterMode } from '../../kata-runtime-options';
import { KataModel } from '../model';

const KNOWN = ['nydus', 'erofs'];
const STOPS = 'kata-deploy stops at others.';

/** Rules on the snapshotters that kata-deploy sets up, and on those that shims use. */
export function checkSnapshotters(model: KataModel, report: Report): void {
  const { snapshotter, release } = model;
  const { setup, erofsMergeMode, erofsSnapshotterMode } = snapshotter;
  setup.forEach((name, index) => {
    if (!KNOWN.includes(release.program === 'binary' ? name.trim() : name)) {
      report.add('fatal', ['snapshotter', 'setup', index], name, KNOWN.join(', '), 'kata-deploy stops at others, which must be on the nodes already.');
    }
  });
  const merges: string[] = Object.values(ErofsMergeMode);
  if (erofsMergeMode && !merges.includes(erofsMergeMode.toLowerCase())) {
    report.add('fatal', ['snapshotter', 'erofsMergeMode'], erofsMergeMode, merges.join(', '), `${STOPS} Take a member of ErofsMergeMode.`);
  }
  const modes: string[] = Object.values(ErofsSnapshotterMode);
  if (erofsSnapshotterMode && !modes.includes(erofsSnapshotterMode)) {
    report.add('fatal', ['snapshotter', 'erofsSnapshotterMode'], erofsSnapshotterMode, modes.join(', '), `${STOPS} Take a member of ErofsSnapshotterMode.`);
  }
  checkMergedLayers(model, report);
  checkMapping(model, report);
}

/** Merged layers are the default of programs that know them. */
function checkMergedLayers({ release, shims, snapshotter: { setup, erofsMergeMode } }: KataModel, report: Report): void {
  const merged = erofsMergeMode.toLowerCase() !== ErofsMergeMode.UNMERGED;
  if (!release.features.includes('jobs') || !merged || !setup.some((name) => name.trim() === 'erofs')) return;
  for (const { name, snapshotter, architectures } of shims) {
    if (snapshotter !== 'erofs' || !architectures.length || !isGoRuntime(name)) continue;
    report.add('strict', ['shims', name, 'snapshotter'], snapshotter, `another one for ${name} while layers are merged`,
      `kata-deploy stops, as only shims of the Rust runtime can read merged layers: set ${report.path('snapshotter', 'erofsMergeMode')} to `
      + `"${ErofsMergeMode.UNMERGED}", or take one of them.`);
  }
}

const isGoRuntime = (shim: string) => !/-runtime-rs$/.test(shim) && shim !== 'dragonball';

/** kata-deploy finds a shim in its mapping by the end of its name, and stops where it finds two. */
function checkMapping({ shims, release }: KataModel, report: Report): void {
  const mapped = shims.filter(({ snapshotter }) => snapshotter);
  for (const { name } of mapped) {
    const longer = mapped.find((other) => other.name !== name && other.name.endsWith(name));
    if (longer) {
      report.add(release.interface === 'per-list' ? 'fatal' : 'strict', ['shims', name], name, `a name that "${longer.name}" does not end in`,
        'Rename the shim, or give one of the two the snapshotter of containerd.');
    }
  }
}
