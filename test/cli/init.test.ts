import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { BIN, command, program } from './command';
import { filesBelow, runApp } from '../support/run-app';

let root: string;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'cdk8s-coco-init-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

const URL_ = 'ssh://git@git.example.com/platform.git';
const urlOf = (engine: string) => (engine === 'kubectl' ? [] : ['--repo-url', URL_]);
const COMBINATIONS = ['kubectl', 'argocd', 'flux'].flatMap((engine) => [[], ['--clusters', 'edge-1,edge-2']].map((clusters) => [[engine, ...clusters]]));

/** Runs the program of a repository there. */
function synthesized(folder: string): Record<string, string> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    runApp(readFileSync('main.ts', 'utf8'), join(folder, 'dist'));
  } finally {
    process.chdir(before);
  }
  return filesBelow(join(folder, 'dist'));
}

test.each(COMBINATIONS)('%j: the same files each time, which synthesize', ([engine, ...clusters]) => {
  const [folder, other] = ['a', 'b'].map((parent) => join(root, parent, 'platform'));
  for (const one of [folder, other]) expect(command('init', one, '--engine', engine, ...urlOf(engine), ...clusters)).toMatchObject({ status: 0, stdout: '' });
  const files = filesBelow(folder);
  expect(filesBelow(other)).toEqual(files);
  expect(statSync(folder).mode).toBe(statSync(join(root, 'a')).mode);
  const manifests = synthesized(folder);
  for (const name of clusters.length ? ['edge-1', 'edge-2'] : ['default']) {
    const objects = Object.entries(manifests).filter(([path]) => path.startsWith(`clusters/${name}/`) && path.endsWith('.yaml'))
      .flatMap(([, text]) => parseAllDocuments(text).map((one) => one.toJS() as { kind?: string } | null));
    expect(objects.map((one) => one?.kind)).toEqual(expect.arrayContaining(['Namespace', 'DaemonSet', 'RuntimeClass']));
  }
  // What the README tells to apply is there.
  const applied = [...files['README.md'].matchAll(/ -[fk] (\S+)/g)].map(([, path]) => path);
  expect(applied.length).toBeGreaterThan(0);
  expect(applied.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  const said = Object.entries({ ...files, ...manifests }).filter(([path]) => path !== 'main.ts' && path !== 'README.md').map(([, text]) => text).join('\n');
  expect(said.includes(URL_)).toBe(engine !== 'kubectl');
  const secret = 'kubectl create secret generic git-credentials -n flux-system --from-file=identity --from-file=known_hosts\n';
  if (engine === 'flux') {
    expect(said).toMatch(/secretRef:\s+name: git-credentials\n/);
    expect(files['README.md'].replace(/ --context \S+/g, '')).toContain(secret);
  }
  expect(Object.keys(parse(files['package.json']).dependencies).sort()).toEqual(['cdk8s', 'cdk8s-coco', 'cdk8s-plus-28', 'constructs']);
});

test('the workflow fails where a file is not what the program writes, or is not committed', async () => {
  const folder = join(root, 'platform');
  command('init', folder, '--engine', 'kubectl');
  const { jobs: { manifests: { steps } } } = parse(readFileSync(join(folder, '.github/workflows/manifests.yml'), 'utf8')) as {
    jobs: { manifests: { steps: { name?: string; run?: string }[] } };
  };
  expect(steps.map(({ run }) => run).filter(Boolean).slice(0, 3)).toEqual(['npm ci', 'npm run typecheck', 'npm run synth']);
  const drift = steps.find(({ name }) => name?.includes('what the program writes'))!.run!;
  const inFolder = (script: string) => program(['bash', '-e', '-c', script], { cwd: folder, env: { GIT_CONFIG_GLOBAL: '/dev/null', HOME: root } });
  synthesized(folder);
  const commit = 'git add --all && git -c user.name=a -c user.email=a@example.com commit -qm a';
  expect(await inFolder(`git init -q && ${commit}`)).toMatchObject({ status: 0 });
  expect((await inFolder(drift)).status).toBe(0);
  writeFileSync(join(folder, 'dist/new.yaml'), 'a: 1\n');
  expect((await inFolder(drift)).status).toBe(1);
  rmSync(join(folder, 'dist/new.yaml'));
  await inFolder('git reset -q');
  writeFileSync(join(folder, 'main.ts'), `${readFileSync(join(folder, 'main.ts'), 'utf8').replace('coco-system', 'other')}`);
  await inFolder(commit);
  synthesized(folder);
  expect((await inFolder(drift)).status).toBe(1);
});

test('a folder with .git alone will do; one with files of its own, a link or a file is left as it is', () => {
  const folder = join(root, 'platform');
  mkdirSync(join(folder, '.git'), { recursive: true });
  const init = (name: string) => command('init', join(root, name), '--engine', 'kubectl');
  expect(init('platform').status).toBe(0);
  const files = filesBelow(folder);
  expect(init('platform').stderr).toMatch(/^error: \S+\/platform: has \.git\w+ already; allowed: a folder that is new or empty, or has only \.git\n$/);
  expect(filesBelow(folder)).toEqual(files);
  writeFileSync(join(root, 'file'), '');
  symlinkSync(folder, join(root, 'link'));
  expect(init('file').stderr).toContain('is a file; allowed');
  expect(init('link').stderr).toContain('is a link; allowed');
  expect(readdirSync(root).sort()).toEqual(['file', 'link', 'platform']);
});

test('where it cannot write, nothing is left', () => {
  writeFileSync(join(root, 'file'), '');
  expect(command('init', join(root, 'file/platform'), '--engine', 'kubectl').stderr).toMatch(/cannot be written \(ENOTDIR\)/);
  expect(readdirSync(root)).toEqual(['file']);
});

test.each([
  [[], '--engine: required when there is no terminal; allowed: kubectl, argocd, flux'],
  [['--engine', 'argo'], '--engine: got "argo"; allowed: kubectl, argocd, flux'],
  [['--engine', 'flux'], '--repo-url: required for flux: the repository that you commit to'],
  [['--engine', 'kubectl', '--repo-url', URL_], '--repo-url: not used with kubectl; leave it out'],
  [['--engine', 'flux', '--repo-url', 'git@host:path'], '--repo-url: allowed: a URL with https:// or ssh://. Write git@host:path as ssh://git@host/path'],
  [['--engine', 'flux', '--repo-url', 'https://me:hunter2@git.example.com/p.git'], '--repo-url: contains a user or a password; give the engine a Secret for them'],
  [['--engine', 'flux', '--repo-url', 'https://git.example.com/\'+process.exit()+\''], '--repo-url: allowed: a URL with https:// or ssh://. Write git@host:path as ssh://git@host/path'],
  [['--engine', 'kubectl', '--clusters', 'a,B'], '--clusters: got "B"; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters'],
  [['--engine', 'kubectl', '--clusters', 'a,a'], '--clusters: has a name twice; names must be unique'],
  [['--engine', 'kubectl', '--branch=-x'], '--branch: got "-x"; allowed: letters, digits, "-", "_", "." and "/"'],
  [['--engine', 'kubectl', '--namespace', 'A'], '--namespace: got "A"; allowed: a-z, 0-9 and "-", at most 63 characters'],
])('%j is refused', (args, message) => {
  const { status, stdout, stderr } = command('init', join(root, 'x'), ...args);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`error: ${message}\n`);
  expect(stderr).not.toContain('hunter2');
  expect(readdirSync(root)).toEqual([]);
});

test('on a terminal it asks, and asks again where an answer will not do', async () => {
  const folder = join(root, 'platform');
  const answers = `argo\nargocd\nnope\n${URL_}\n\n`;
  const { status, stdout } = await program(['script', '-qec', `${process.execPath} ${BIN} init ${folder}`, '/dev/null'], { stdin: answers, env: { SHELL: '/bin/sh' } });
  expect(stdout).toContain('What brings the manifests to the cluster? (kubectl, argocd, flux) [kubectl]');
  expect(stdout).toContain('got "argo"; allowed: kubectl, argocd, flux');
  expect(status).toBe(0);
  expect(readFileSync(join(folder, 'main.ts'), 'utf8')).toContain(`Delivery.argoCd(app, { repoUrl: '${URL_}', path: 'dist', targetRevision: 'main' });`);
}, 30_000);
