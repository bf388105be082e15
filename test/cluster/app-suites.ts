import { CdkApp, synthesize } from './app';
import { Manifest } from './manifests';
import { identity, isEquivalent, KubeObject } from './objects';
import { Report } from './report';
import { Suite } from './suites';

/** What an app emits for one cluster: a suite whose objects are known. */
interface Unit {
  readonly name: string;
  readonly install: KubeObject[];
  readonly uninstall: KubeObject[];
}

/** The suites of apps. An app that cannot be synthesized is a failure. */
export async function suitesOfApps(apps: readonly CdkApp[], report: Report): Promise<Suite[]> {
  const suites: Suite[] = [];
  for (const app of apps) {
    try {
      suites.push(...suitesOfApp(app.name, await synthesize(app)));
    } catch (error) {
      report.line(false, `${app.name} (synth)`, [error instanceof Error ? error.message : String(error)]);
    }
  }
  return suites;
}

/**
 * The suites of what one app wrote: one, unless the app is for many clusters.
 *
 * Many clusters show by objects that two charts both define, in different ways: one cluster cannot have both. Each such
 * chart is then a suite, together with the charts that clash with none. A chart is a file or a folder here, below the
 * folders that all files have in common.
 */
export function suitesOfApp(name: string, manifests: readonly Manifest[]): Suite[] {
  const units = unitsOf(manifests);
  const clashing = units.filter(unit => units.some(other => other !== unit && clash(unit, other)));
  const common = units.filter(unit => !clashing.includes(unit));
  if (clashing.length === 0) {
    return [suite(name, common)];
  }
  return clashing.map(unit => suite(`${name} (${unit.name})`, [...common, unit]));
}

/** Whether a file is of the uninstall phase, by its name or a folder's. */
export function isUninstallFile(file: string): boolean {
  const segments = file.split('/');
  const base = segments.pop() ?? '';
  return segments.some(segment => segment === 'uninstall' || segment.endsWith('-uninstall'))
    || /[.-]uninstall(\.k8s)?\.ya?ml$/.test(base);
}

/** What is for a cluster of a fleet, beside what an engine reads. */
const CLUSTER = /(?:^|\/)clusters\/([^/]+)\//;

function unitsOf(manifests: readonly Manifest[]): Unit[] {
  const units = new Map<string, Unit>();
  const depth = commonDepth(manifests.map(({ file }) => chartPath(file)));
  for (const { file, objects } of manifests) {
    const path = chartPath(file);
    const name = CLUSTER.exec(file)?.[1] ?? path[depth];
    const unit = units.get(name) ?? { name, install: [], uninstall: [] };
    units.set(name, unit);
    for (const object of objects) {
      (isUninstallFile(file) || isPostDeleteHook(object) ? unit.uninstall : unit.install).push(object);
    }
  }
  return [...units.values()];
}

/** The path of a file without all that only tells the phase: the same for both phases of a chart. */
function chartPath(file: string): string[] {
  return file.split('/')
    .filter(segment => segment !== 'uninstall' && segment !== 'dist-uninstall')
    .map(segment => segment.replace(/(\.k8s)?\.ya?ml$/, '').replace(/[.-]uninstall$/, ''));
}

/** How many leading folders all paths share. */
function commonDepth(paths: readonly string[][]): number {
  let depth = 0;
  while (paths.length > 0 && paths.every(path => path.length > depth + 1 && path[depth] === paths[0][depth])) {
    depth++;
  }
  return depth;
}

/** Argo CD applies these when the rest has been deleted. */
function isPostDeleteHook({ metadata }: KubeObject): boolean {
  const hooks = metadata.annotations?.['argocd.argoproj.io/hook'] ?? '';
  return hooks.split(',').some(hook => hook.trim() === 'PostDelete');
}

function clash(one: Unit, other: Unit): boolean {
  return clashIn(one.install, other.install) || clashIn(one.uninstall, other.uninstall);
}

function clashIn(some: readonly KubeObject[], others: readonly KubeObject[]): boolean {
  const byIdentity = new Map(some.map(object => [identity(object), object]));
  return others.some(object => {
    const same = byIdentity.get(identity(object));
    return same !== undefined && !isEquivalent(same, object);
  });
}

function suite(name: string, units: readonly Unit[]): Suite {
  const install = units.flatMap(unit => unit.install);
  const uninstall = units.flatMap(unit => unit.uninstall);
  return { name, objects: () => ({ install, uninstall }) };
}
