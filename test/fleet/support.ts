import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { Fleet, FleetClusterProps, FleetCluster, FleetInventory, FleetProps, FleetResult, IBlueprint } from 'cdk8s-coco';

/** A folder for each test, which is gone after it. */
export function folders(): { readonly root: string } {
  const holder = { root: '' };
  beforeEach(() => { holder.root = mkdtempSync(join(tmpdir(), 'fleet-')); });
  afterEach(() => rmSync(holder.root, { recursive: true, force: true }));
  return holder;
}

/** A blueprint of a function, which counts how often it runs. */
export class Counted implements IBlueprint {
  public runs = 0;

  constructor(private readonly body: (app: App, cluster: FleetCluster) => void) {}

  public compose(app: App, cluster: FleetCluster): void {
    this.runs++;
    this.body(app, cluster);
  }
}

/** A chart with one ConfigMap. */
export function configMap(app: App, id: string, data: Record<string, string>, name = 'config'): ApiObject {
  const chart = new Chart(app, id, { namespace: 'apps' });
  return new ApiObject(chart, 'Config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
}

export const named = (...names: string[]): FleetClusterProps[] => names.map((name) => ({ name }));

/** Writes a fleet. */
export function synth(
  outdir: string, clusters: FleetClusterProps[], blueprints: IBlueprint[], more: Partial<FleetProps> = {},
): FleetResult {
  return Fleet.of({ inventory: FleetInventory.of({ clusters }), blueprints, outdir, ...more }).synth();
}

/** What is below a folder: files with their contents, links and folders with a mark. */
export function tree(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const paths = (readdirSync(folder, { recursive: true }) as string[]).sort();
  return Object.fromEntries(paths.map((path) => {
    const stats = lstatSync(join(folder, path));
    return [path, stats.isFile() ? readFileSync(join(folder, path), 'utf8') : stats.isSymbolicLink() ? '(link)' : '(folder)'];
  }));
}

/** The files below a folder alone. */
export function filesOf(folder: string): string[] {
  return Object.entries(tree(folder)).filter(([, content]) => content !== '(folder)').map(([path]) => path);
}

/** The message of what is thrown. */
export function thrown(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
