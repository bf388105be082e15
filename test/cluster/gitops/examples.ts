import * as fs from 'node:fs';
import * as path from 'node:path';
import type { GitOpsApp, Stage } from './apps';
import { GitOpsEngine } from './engine';
import { runCommand, tail } from '../command';
import { temporaryFolder } from '../temporary';

const ROOT = path.join(__dirname, '../../..');
const SYNTH_SECONDS = 300;

/** Which files of an example are changed, and how. */
type Edits = Readonly<Record<string, (text: string) => string>>;

/** Runs a copy of an example, as its user would who has edited it. */
async function write(example: string, edits: Edits, repository: string): Promise<void> {
  const folder = temporaryFolder('example');
  try {
    fs.cpSync(path.join(ROOT, 'examples', example), folder.path, { recursive: true });
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder.path, 'node_modules'));
    const paths = { 'cdk8s-coco': [path.join(ROOT, 'src/index.ts')] };
    fs.writeFileSync(path.join(folder.path, 'tsconfig.json'), JSON.stringify({ extends: path.join(ROOT, 'tsconfig.json'), compilerOptions: { paths } }));
    for (const [file, edit] of Object.entries(edits)) {
      const before = fs.readFileSync(path.join(folder.path, file), 'utf8');
      fs.writeFileSync(path.join(folder.path, file), edit(before));
    }
    const env = { ...process.env, CDK8S_OUTDIR: path.join(repository, 'dist') };
    const { ok, output } = await runCommand('sh', ['-c', 'node --import tsx main.ts'], { cwd: folder.path, env }, SYNTH_SECONDS);
    if (!ok) throw new Error(`examples/${example} failed:\n${tail(output)}`);
  } finally {
    folder.remove();
  }
}

/** Replaces what has to be there. */
function replaced(text: string, pattern: string | RegExp, by: string): string {
  const after = text.replace(pattern, by);
  if (after === text) throw new Error(`the example no longer has ${String(pattern)}`);
  return after;
}

/** The example of an engine's page, with the lifecycles that its comment tells. */
export function exampleOf(engine: GitOpsEngine): GitOpsApp[] {
  const example = { 'Flux': 'delivery-flux', 'Argo CD': 'delivery-argo-cd' }[engine.name];
  if (!example) return [];
  const stage = (name: string, nodes: Stage['nodes']): Stage => ({
    name,
    nodes,
    write: (_, repository) => write(example, { 'main.ts': (text) => replaced(text, 'lifecycle: Lifecycle.PRESENT', `lifecycle: Lifecycle.${name.toUpperCase()}`) }, repository),
  });
  const unchanged: Stage = { name: 'present', nodes: 'changed', write: (_, repository) => write(example, {}, repository) };
  return [{ name: `examples/${example}`, cluster: 'default', stages: [unchanged, stage('draining', 'clean'), stage('absent', 'clean')] }];
}

const FLUX_DELIVERY = 'const delivery = FleetDelivery.flux({ source: FluxSource.git("https://git.example.com/fleet.git", { branch: "main" }), path: "dist" });';

/** Two clusters of examples/fleet, each alone in its inventory: one with machines of its own, and one of a cloud. */
export function fleetOf(engine: GitOpsEngine): GitOpsApp[] {
  if (!['Flux', 'Argo CD'].includes(engine.name)) return [];
  return ['plant-hamburg', 'aws-us-1'].map((cluster): GitOpsApp => {
    const alone = (text: string) => {
      const [before, clusters, groups] = /^([\s\S]*?clusters:\n)([\s\S]*?)(\ngroups:[\s\S]*)$/.exec(text)!.slice(1);
      const own = clusters.split(/(?=^ {2}- name:)/m).find((one) => one.includes(`name: ${cluster}\n`))!;
      return `${before}${own}${groups}`;
    };
    const rollout = (text: string) => (cluster === 'plant-hamburg' ? text : replaced(text, '{ labels: { stage: [\'canary\'] } }, ', ''));
    const main = (text: string) => (engine.name === 'Flux'
      ? replaced(replaced(text, /const delivery = [\s\S]*?\n\}\);/, FLUX_DELIVERY), 'FleetShard, ', 'FleetShard, FluxSource, ') : rollout(text));
    const present: Stage = {
      name: 'present',
      nodes: cluster === 'plant-hamburg' ? 'changed' : undefined,
      write: (_, repository) => write('fleet', { 'clusters.yaml': alone, 'main.ts': main }, repository),
    };
    return { name: `examples/fleet, ${cluster}`, cluster, stages: [present] };
  });
}
