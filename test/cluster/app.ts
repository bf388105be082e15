import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { runCommand, tail } from './command';
import { Manifest, readManifests } from './manifests';
import { temporaryFolder } from './temporary';

const TIMEOUT_SECONDS = 300;

/** A cdk8s app: a folder whose `cdk8s.yaml` has an `app` command. */
export interface CdkApp {
  readonly name: string;
  readonly directory: string;
  /** The shell command that synthesizes. */
  readonly command: string;
  /** The folder that the app writes to when nothing else is said, relative to `directory`. */
  readonly output: string;
}

/** The apps of a repository: its root and each folder of `examples/`. A `cdk8s.yaml` can also serve imports alone. */
export function findApps(repository: string): CdkApp[] {
  const examples = path.join(repository, 'examples');
  const folders = fs.existsSync(examples) ? fs.readdirSync(examples).sort() : [];
  return ['.', ...folders.map(folder => path.join('examples', folder))]
    .map(folder => readApp(path.join(repository, folder), folder === '.' ? 'app' : folder))
    .filter((app): app is CdkApp => app !== undefined);
}

/** The app of one folder, or `undefined` when it has none. */
export function readApp(directory: string, name: string): CdkApp | undefined {
  const file = path.join(directory, 'cdk8s.yaml');
  if (!fs.existsSync(file)) {
    return undefined;
  }
  const config = parse(fs.readFileSync(file, 'utf8')) as { app?: unknown; output?: unknown } | null;
  if (typeof config?.app !== 'string') {
    return undefined;
  }
  return { name, directory, command: config.app, output: typeof config.output === 'string' ? config.output : 'dist' };
}

/** Runs the app as `cdk8s synth` does, but into a temporary folder, and reads what it wrote. */
export async function synthesize(app: CdkApp): Promise<Manifest[]> {
  // The output is one level down, as an app may put more beside it: "dist" and "dist-uninstall".
  const parent = temporaryFolder('synth');
  try {
    const start = Date.now();
    const output = path.join(parent.path, 'dist');
    const result = await runCommand('sh', ['-c', app.command], {
      cwd: app.directory,
      env: { ...process.env, CDK8S_OUTDIR: output },
    }, TIMEOUT_SECONDS);
    if (!result.ok) {
      throw new Error(`"${app.command}" failed:\n${tail(result.output)}`);
    }
    const manifests = [...readManifests(parent.path), ...writtenInPlace(app, start)];
    if (manifests.length === 0) {
      throw new Error(`"${app.command}" wrote no manifest`);
    }
    // Paths count from the output folder, wherever that was.
    return manifests.map(manifest => ({ ...manifest, file: manifest.file.replace(/^dist\//, '') }));
  } finally {
    parent.remove();
  }
}

/** An app that states its own `outdir` writes there, whatever the environment says: what is new there is its output. */
function writtenInPlace(app: CdkApp, start: number): Manifest[] {
  const output = path.resolve(app.directory, app.output);
  // Some file systems keep whole seconds.
  const since = Math.floor(start / 1000) * 1000;
  const writtenBelow = (folder: string) =>
    readManifests(folder, file => fs.statSync(path.join(folder, file)).mtimeMs >= since);
  return [
    ...writtenBelow(output),
    ...writtenBelow(`${output}-uninstall`).map(manifest => ({ ...manifest, file: `dist-uninstall/${manifest.file}` })),
  ];
}
