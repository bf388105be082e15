import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { program } from '../cli/command';
import { filesOf, tree } from '../fleet/support';
import { objectsBelow, runApp } from '../support/run-app';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'fleet');

let root: string;
beforeAll(() => { root = mkdtempSync(join(tmpdir(), 'fleet-example-')); });
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Synthesizes as the file of the example says, in a process of its own. */
async function run(name: string): Promise<string> {
  const { app } = parse(readFileSync(join(EXAMPLE, 'cdk8s.yaml'), 'utf8')) as { app: string };
  const { status, stdout, stderr } = await program(['bash', '-c', app], { cwd: EXAMPLE, env: { CDK8S_OUTDIR: join(root, name) } });
  expect([status, stdout]).toEqual([0, '']);
  return stderr;
}

test('plants and the mainframe get Kata, AWS gets peer pods', async () => {
  expect(await run('whole')).toContain('5 clusters: 5 new, 0 changed, 0 unchanged; 0 removed\nfiles: 24 written, ');
  const file = (cluster: string, component: string) => `clusters/${cluster}/${component}/${component}.k8s.yaml`;
  expect(filesOf(join(root, 'whole'))).toEqual([
    '.cdk8s-coco-fleet',
    'argo-cd.yaml',
    'argo-cd/application-set.yaml',
    ...['aws-eu-1', 'aws-us-1', 'mainframe-1', 'plant-hamburg', 'plant-lyon'].map((cluster) => `argo-cd/${cluster}/objects.json`),
    ...['aws-eu-1', 'aws-us-1'].flatMap((cluster) => [
      file(cluster, 'foundation'), `clusters/${cluster}/images.txt`, file(cluster, 'peer-pods-custom-resources'), file(cluster, 'peer-pods'),
    ]),
    ...['mainframe-1', 'plant-hamburg', 'plant-lyon'].flatMap((cluster) => [
      file(cluster, 'foundation'), `clusters/${cluster}/images.txt`, file(cluster, 'kata'),
    ]),
  ]);
  const config = (cluster: string) => objectsBelow(join(root, 'whole', 'clusters', cluster))['ConfigMap confidential-containers-system/peer-pods-cm'].data;
  expect(config('aws-eu-1')).toMatchObject({ AWS_REGION: 'eu-west-1', AWS_SUBNET_ID: 'subnet-0123456789abcdef0' });
  expect(config('aws-us-1')).toMatchObject({ AWS_REGION: 'us-east-2', AWS_SUBNET_ID: 'subnet-0fedcba9876543210' });
  const image = (cluster: string) => /image: \S*kata-deploy:(\S+)/.exec(tree(join(root, 'whole'))[file(cluster, 'kata')])?.[1];
  expect([image('plant-hamburg'), image('plant-lyon')]).toEqual(['4.1.0', '4.0.0']);
});

test('again: nothing is written; in two shards: the same bytes', () => {
  const source = readFileSync(join(EXAMPLE, 'main.ts'), 'utf8');
  const again = (name: string, ...args: string[]) => runApp(source, join(root, name), { cwd: EXAMPLE, args });
  expect(again('whole')).toContain('files: 0 written, 24 unchanged, 0 removed; ');
  again('parts', '--shard', '1/2');
  again('parts', '--shard=2/2');
  expect(tree(join(root, 'parts'))).toEqual(tree(join(root, 'whole')));
});
