import { spawn } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { folders, tree } from './support';
import { Random } from '../support/random';
import { REPOSITORY } from '../support/repository';
import { share, some, Strides } from '../support/stride';

const folder = folders();

/** Writes a fleet of an edition: some clusters are new, some are gone, and all files are others. */
const PROGRAM = `
import { ApiObject, App, Chart } from 'cdk8s';
import { FluxSource } from ${JSON.stringify(join(REPOSITORY, 'src/delivery/flux-source'))};
import { Fleet, FleetCluster, FleetDelivery, FleetInventory } from ${JSON.stringify(join(REPOSITORY, 'src/fleet'))};

const edition = Number(process.argv[2]);
const clusters = Array.from({ length: 150 }, (_, index) => ({ name: \`edge-\${index + edition * 50}\` }));
const blueprint = {
  compose(app: App, cluster: FleetCluster) {
    for (const id of ['all', edition ? 'new' : 'old']) {
      new ApiObject(new Chart(app, id), 'o', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data: { text: \`\${cluster.name} \${edition} \`.repeat(3000) } });
    }
  },
};
const delivery = FleetDelivery.flux({ source: FluxSource.git('https://git.example.com/fleet.git'), path: 'dist' });
const fleet = Fleet.of({ inventory: FleetInventory.of({ clusters }), blueprints: [blueprint], delivery, outdir: process.argv[3] });
console.log('start');
fleet.synth();
console.log('end');
`;

interface Ended {
  readonly wasKilled: boolean;
  readonly milliseconds: number;
}

/** Runs the program, and kills it so many milliseconds after it starts to write. Returns how long it wrote. */
function run(edition: number, outdir: string, killAfter?: number): Promise<Ended> {
  return new Promise((done, fail) => {
    const args = [join(folder.root, 'program.js'), String(edition), outdir];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let start = 0;
    child.stdout.on('data', (text: Buffer) => {
      if (!text.includes('start')) return;
      start = performance.now();
      if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
    });
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') done({ wasKilled: signal === 'SIGKILL', milliseconds: performance.now() - start });
      else fail(new Error(`exit status ${code}`));
    });
  });
}

/** Of the moments at which the run is killed. */
const MOMENTS: Strides = { gate: 2, loop: 30 };

test(`a run that is killed leaves no half file, and the next one ends like a clean one${share(MOMENTS)}`, async () => {
  const source = join(folder.root, 'program.ts');
  writeFileSync(source, PROGRAM);
  buildSync({
    entryPoints: [source], outfile: join(folder.root, 'program.js'), bundle: true, platform: 'node', format: 'cjs', nodePaths: [join(REPOSITORY, 'node_modules')],
  });
  const [before, clean, out] = ['before', 'clean', 'out'].map((name) => join(folder.root, name));
  await run(0, before);
  cpSync(before, clean, { recursive: true });
  const { milliseconds } = await run(1, clean);
  const [old, right] = [tree(before), tree(clean)];
  const random = new Random(7);
  const moments = Array.from({ length: 20 }, () => milliseconds * random.below(1000) / 1000);
  let kills = 0;
  for (const killAfter of some(moments, MOMENTS)) {
    rmSync(out, { recursive: true, force: true });
    cpSync(before, out, { recursive: true });
    kills += Number((await run(1, out, killAfter)).wasKilled);
    for (const [path, content] of Object.entries(tree(out))) {
      if (!path.includes('.tmp') && ![old[path], right[path]].includes(content)) throw new Error(`${path} is neither the old nor the new file`);
    }
    await run(1, out);
    expect(Object.keys(tree(out))).toEqual(Object.keys(right));
    expect(tree(out)).toEqual(right);
  }
  expect(kills).toBeGreaterThan(0);
});
