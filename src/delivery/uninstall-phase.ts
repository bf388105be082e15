import { existsSync, readdirSync, rmSync } from 'fs';
import { isAbsolute, join, relative, resolve, sep } from 'path';
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { samePolicy } from './private/image-policies';
import { chartsOf, uninstallablesOf } from './private/tree';
import { checked } from '../common/private/checked';
import { sameCluster } from '../common/private/claims';
import { CocoError } from '../common/private/coco-error';
import { showFile } from '../common/private/redact';


/** Options of the uninstall phase. */
export interface UninstallPhaseOptions {
  /**
   * The folder for its files. It must be outside the app's own folder: engines that read subfolders too, and
   * `cdk8s synth --stdout`, would otherwise apply install and uninstall together.
   * @default - the app's folder with `-uninstall` at its end: dist-uninstall
   */
  readonly outdir?: string;
}

/**
 * The uninstall phase of an app: for each chart with constructs that change nodes, a chart whose objects clean them.
 *
 * Deleting objects from a cluster does not clean the nodes. `SynthSummary` prints the commands that do: they delete the
 * installing workloads, apply this phase, wait until the nodes are clean, and delete the rest.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { KataRelease, KataRuntime, UninstallPhase } from 'cdk8s-coco';
 *
 * const app = new App();
 * new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { release: KataRelease.V4_1_0 });
 * app.synth(); // dist/coco.k8s.yaml
 * UninstallPhase.of(app).synth(); // dist-uninstall/coco.k8s.yaml
 */
export class UninstallPhase {
  /**
   * The uninstall phase of an app.
   *
   * @throws if `outdir` is the app's folder, lies in it, or contains it
   */
  public static of(app: App, options: UninstallPhaseOptions = {}): UninstallPhase {
    return new UninstallPhase(app, options.outdir ?? `${app.outdir.replace(/[\\/]+$/, '')}-uninstall`);
  }

  /** An app of its own, which holds the charts of this phase. */
  public readonly app: App;

  private constructor(source: App, outdir: string) {
    if (contains(source.outdir, outdir) || contains(outdir, source.outdir)) {
      throw new CocoError('UninstallPhase.of', `outdir: got "${showFile(outdir)}"; allowed: a folder that neither lies in "${showFile(source.outdir)}" nor contains it. `
        + 'The manifests of the app go there, and engines that read subfolders would install and uninstall together.');
    }
    this.app = new App({ outdir, yamlOutputType: source.yamlOutputType, outputFileExtension: source.outputFileExtension });
    samePolicy(source, this.app);
    for (const chart of chartsOf(source)) {
      const constructs = uninstallablesOf(chart).reverse(); // what was installed last goes first
      if (!constructs.length) continue;
      const target = new Chart(this.app, freeId(this.app, chart.node.path), { namespace: chart.namespace, labels: chart.labels });
      sameCluster(chart, target);
      for (const construct of constructs) construct.emitUninstall(new Construct(target, freeId(target, construct.node.path)));
    }
  }

  /** Writes the files of this phase, in place of those of an earlier synth. */
  public synth(): void {
    removeFiles(this.app.outdir, this.app.outputFileExtension);
    if (this.app.node.children.length) this.app.synth();
  }
}

checked(UninstallPhase, 'UninstallPhase');

/** Whether a folder is another one or lies in it. */
function contains(folder: string, other: string): boolean {
  const path = relative(resolve(folder), resolve(other));
  return !isAbsolute(path) && path !== '..' && !path.startsWith(`..${sep}`);
}

/** A path as the id of one node, which no node has yet. */
function freeId(scope: Construct, path: string): string {
  const id = path.replace(/\//g, '-');
  return scope.node.tryFindChild(id) ? freeId(scope, `${id}-`) : id;
}

/** The files of an earlier synth, in a folder and in those of charts below it. */
function removeFiles(folder: string, extension: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeFiles(path, extension);
    else if (entry.name.endsWith(extension)) rmSync(path);
  }
}
