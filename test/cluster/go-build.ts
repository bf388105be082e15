import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { runCommand, tail } from './command';
import { DEFAULT_MINOR, KubernetesSources, kubernetesSources } from './kubernetes';
import { temporaryFolder } from './temporary';
import { UserError } from './user-error';

/** The cold build of kube-apiserver takes about 5 minutes on 2 cores; a slow machine gets its time too. */
const TIMEOUT_SECONDS = 45 * 60;

/** A binary and the Go module under `server/` that pins its sources. */
interface Target {
  readonly binary: string;
  /** The folder of that module. */
  readonly module: string;
  /** The main package to build, inside the module or a dependency of it. */
  readonly mainPackage: string;
  /** The dependency whose version is the version of the binary. */
  readonly versionOf: string;
  /** Linker variables which state that version. */
  readonly variables: (version: string) => string[];
}

const kubernetes = (binary: string, module: string): Target => ({
  binary,
  module,
  mainPackage: `k8s.io/kubernetes/cmd/${binary}`,
  versionOf: 'k8s.io/kubernetes',
  variables: version => {
    const [major, minor] = version.slice(1).split('.');
    const prefix = 'k8s.io/component-base/version';
    return [`${prefix}.gitVersion=${version}`, `${prefix}.gitMajor=${major}`, `${prefix}.gitMinor=${minor}`];
  },
});

const server = (sources: KubernetesSources): readonly Target[] => [
  {
    binary: 'etcd',
    module: 'etcd',
    mainPackage: '.',
    versionOf: 'go.etcd.io/etcd/server/v3',
    variables: () => [],
  },
  kubernetes('kube-apiserver', sources.server),
];

/** What a cluster with nodes needs beside. */
const simulation = ({ controllers }: KubernetesSources): readonly Target[] => [
  kubernetes('kube-controller-manager', controllers),
  kubernetes('kube-scheduler', controllers),
  { binary: 'kwok', module: 'kwok', mainPackage: 'sigs.k8s.io/kwok/cmd/kwok', versionOf: 'sigs.k8s.io/kwok', variables: () => [] },
];

/** What syncs a cluster with a repository: the program of Flux, and all parts of Argo CD in one. */
const ENGINES = {
  'kustomize-controller': {
    binary: 'kustomize-controller',
    module: 'kustomize-controller',
    mainPackage: 'github.com/fluxcd/kustomize-controller',
    versionOf: 'github.com/fluxcd/kustomize-controller',
    variables: () => [],
  },
  'argo-cd': {
    binary: 'argo-cd',
    module: 'argo-cd',
    mainPackage: '.',
    versionOf: 'github.com/argoproj/argo-cd/v3',
    variables: () => [],
  },
} satisfies Record<string, Target>;

/** The program of an engine. */
export type EngineProgram = keyof typeof ENGINES;

/** What judges manifests without a cluster. */
const SCORE: readonly Target[] = [{
  binary: 'kube-score',
  module: 'kube-score',
  mainPackage: 'github.com/zegl/kube-score/cmd/kube-score',
  versionOf: 'github.com/zegl/kube-score',
  variables: version => [`main.version=${version.slice(1)}`],
}];

const GO_OS: Record<string, string> = { win32: 'windows' };
const GO_ARCH: Record<string, string> = { x64: 'amd64' };

/** The folder, outside the repository, for the binaries of a Kubernetes version. Other programs are in that of the default. */
function cacheDirectory(sources: KubernetesSources): string {
  const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  const { etcd, apiserver } = versionsOf(sources);
  const { GOOS, GOARCH } = platform();
  return path.join(cache, 'cdk8s-coco', `apiserver-${apiserver}-etcd-${etcd}-${GOOS}-${GOARCH}`);
}

/** The versions of both programs: `v1.34.4`. */
export function versionsOf(sources: KubernetesSources): { readonly etcd: string; readonly apiserver: string } {
  const [etcd, apiserver] = server(sources).map(versionFromGoMod);
  return { etcd, apiserver };
}

/** Builds etcd and kube-apiserver if the cache does not have them, or has others, and returns the cache's folder. */
export const buildWithGo = (say: (line: string) => void) => buildAll(server(kubernetesSources()), say, kubernetesSources());

/** The same for the controller manager, the scheduler and kwok. */
export const buildSimulation = (say: (line: string) => void) => (
  buildAll(simulation(kubernetesSources()), say, kubernetesSources()));

/** The same for the program of an engine. */
export const buildEngine = (name: EngineProgram, say: (line: string) => void) => buildAll([ENGINES[name]], say);

/** The folder with the sources of a dependency, in the version that a module of `server/` pins. */
export async function sourcesOf(module: string, dependency: string): Promise<string> {
  const cwd = path.join(__dirname, 'server', module);
  return lineOf(['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', dependency], cwd);
}

/** The folder with the sources of a version that no program here is built from. Go checks them against its checksums. */
export async function downloadSources(dependency: string, version: string): Promise<string> {
  const text = await lineOf(['mod', 'download', '-json', `${dependency}@${version}`], os.tmpdir());
  return (JSON.parse(text) as { Dir: string }).Dir;
}

async function lineOf(args: readonly string[], cwd: string): Promise<string> {
  const { ok, output } = await runCommand('go', args, { cwd, env: { ...process.env, GOWORK: 'off' } }, TIMEOUT_SECONDS);
  if (!ok) throw new UserError(`"go ${args.join(' ')}" failed:\n${tail(output)}`);
  return output.trim();
}

/** The same for kube-score. */
export const buildKubeScore = (say: (line: string) => void) => buildAll(SCORE, say);

async function buildAll(
  targets: readonly Target[], say: (line: string) => void, sources = kubernetesSources(DEFAULT_MINOR),
): Promise<string> {
  const directory = cacheDirectory(sources);
  for (const target of targets) {
    await build(target, directory, say);
  }
  return directory;
}

async function build(target: Target, directory: string, say: (line: string) => void): Promise<void> {
  const binary = path.join(directory, target.binary);
  const keyFile = `${binary}.key`;
  const key = sourceKey(target);
  if (fs.existsSync(binary) && fs.existsSync(keyFile) && fs.readFileSync(keyFile, 'utf8') === key) {
    return;
  }
  const version = versionFromGoMod(target);
  say(`building ${target.binary} ${version} from its Go module (minutes, once): ${binary}`);
  const start = Date.now();
  fs.mkdirSync(directory, { recursive: true });
  // Beside its destination: a rename puts the whole binary in place or nothing.
  const work = temporaryFolder('build', directory);
  try {
    const built = path.join(work.path, target.binary);
    const result = await runCommand('go', [
      'build', '-mod=readonly', '-trimpath', '-buildvcs=false',
      '-ldflags', ['-s', '-w', ...target.variables(version).map(variable => `-X ${variable}`)].join(' '),
      '-o', built, target.mainPackage,
    ], { cwd: moduleDirectory(target), env: goEnvironment(work.path) }, TIMEOUT_SECONDS);
    if (!result.ok) {
      throw new UserError(`"go build" of ${target.binary} failed:\n${tail(result.output)}`);
    }
    fs.writeFileSync(`${built}.key`, key);
    // The key goes first and comes last, so that no key ever vouches for another binary.
    fs.rmSync(keyFile, { force: true });
    fs.renameSync(built, binary);
    fs.renameSync(`${built}.key`, keyFile);
  } finally {
    work.remove();
  }
  say(`built ${target.binary} in ${Math.round((Date.now() - start) / 1000)} s`);
}

/** A digest of all that decides what the binary is. */
function sourceKey(target: Target): string {
  const hash = createHash('sha256').update(JSON.stringify([target.mainPackage, target.variables('v0.0.0')]));
  const sources = fs.readdirSync(moduleDirectory(target)).filter(file => /^go\.(mod|sum)$|\.go$/.test(file));
  for (const file of sources.sort()) {
    hash.update(`\n${file}\n`).update(fs.readFileSync(path.join(moduleDirectory(target), file)));
  }
  return hash.digest('hex');
}

function versionFromGoMod(target: Target): string {
  const goMod = fs.readFileSync(path.join(moduleDirectory(target), 'go.mod'), 'utf8');
  const requirements = goMod.split('\n').map(line => line.replace(/^\s*(require\s+)?/, ''));
  const line = requirements.find(requirement => requirement.startsWith(`${target.versionOf} v`));
  if (!line) {
    throw new UserError(`${moduleDirectory(target)}/go.mod does not require ${target.versionOf}`);
  }
  return line.split(/\s+/)[1];
}

function moduleDirectory(target: Target): string {
  return path.join(__dirname, 'server', target.module);
}

/** Static binaries for this machine, whatever the user's Go is set to. Go's own scratch files go with the folder. */
function goEnvironment(scratch: string): NodeJS.ProcessEnv {
  return { ...process.env, ...platform(), CGO_ENABLED: '0', GOWORK: 'off', GOTMPDIR: scratch };
}

function platform(): { GOOS: string; GOARCH: string } {
  return { GOOS: GO_OS[process.platform] ?? process.platform, GOARCH: GO_ARCH[process.arch] ?? process.arch };
}
