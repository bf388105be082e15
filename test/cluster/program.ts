import * as fs from 'node:fs';
import * as path from 'node:path';
import { hasEnded, killGroup, startChild } from './children';
import { Judge } from './judge';
import { writeKubeconfig } from './kubeconfig';
import { asKubeObject, KubeObject } from './objects';
import { Server } from './server-run';
import { outsideObjects, SUITES } from './suites';
import { temporaryFolder } from './temporary';
import { UserError } from './user-error';
import { waitUntil } from './wait';

/** How long a program may run: long enough to start, to list what it watches, and to fail at that. */
const RUN_MS = 20_000;

/** What programs in Go say where they may not do something, where a kind is not served, and where a setting is unknown. */
const COMPLAINTS = /forbidden|no matches for kind|no kind "|could not find the requested resource|unknown (?:shorthand )?flag|not defined: -|unrecognized/i;

/** A program that asks for what it may not, and takes no flags: it shows that complaints are found. */
const ASKS = path.join(__dirname, 'asks.mjs');
const SELF_TEST = 'peerpodctrl-controller-manager';

/**
 * Starts given programs with what a workload gives them: arguments, environment, files, and the token of their service account.
 *
 * @param given each as `<workload>[/<container>]=<path of the program>`; the workload is that of the last
 *        preset that has one of the name
 */
export const judgePrograms = (given: readonly string[]) => async (server: Server): Promise<void> => {
  const { client, report } = server;
  report.verdict(await new Judge(client).install(outsideObjects()));
  const found = await complaintsOf(server, SELF_TEST, ASKS);
  const proofs = [/forbidden/, /unknown flag/, /token of system:serviceaccount/];
  const unproven = proofs.filter((proof) => !found.output.some((line) => proof.test(line)));
  report.line(!unproven.length && found.complaints.length >= 2, 'self-test: a program that complains', [...unproven.map(String), ...unproven.length ? found.output : []]);
  for (const one of given) {
    const [, name, program] = /^([^=]+)=(.+)$/.exec(one) ?? [];
    if (!program || !fs.existsSync(program)) throw new UserError(`"${one}" is not <workload>=<path of a program>`);
    const { complaints, output, code } = await complaintsOf(server, name, path.resolve(program));
    const ended = code ? [`it ended with ${code}:`, ...output.slice(-10)] : [];
    report.line(!complaints.length && !code, `${name}: ${output.length} lines of output, ${complaints.length} complaints`, [...complaints, ...ended]);
  }
};

interface Outcome {
  readonly complaints: readonly string[];
  readonly output: readonly string[];
  /** Missing where it ran until it was stopped. */
  readonly code?: number;
}

async function complaintsOf({ client, plane, report }: Server, name: string, program: string): Promise<Outcome> {
  const [workloadName, containerName] = name.split('/');
  const isIt = ({ kind, metadata }: KubeObject) => ['Deployment', 'DaemonSet'].includes(kind) && metadata.name === workloadName;
  const suite = lastSuite(isIt);
  if (!suite) throw new UserError(`no preset has a workload "${workloadName}"`);
  const judge = new Judge(client);
  report.verdict(await judge.applyAll(suite.name, suite.install));
  const workload = suite.install.find(isIt)!;
  const folder = temporaryFolder('program');
  try {
    const pod = podOf(workload);
    const container = pod.containers.find((one) => containerName === undefined || one.name === containerName);
    if (!container) throw new UserError(`${workloadName} has no container "${containerName}"`);
    const { namespace = 'default' } = workload.metadata;
    const token = await client.token(namespace, pod.serviceAccountName ?? 'default');
    const place = mount(container, pod, suite.install, folder.path, token);
    const kubeconfig = writeKubeconfig(folder.path, { ...plane.endpoint, token });
    const environment = {
      PATH: process.env.PATH,
      HOME: folder.path,
      KUBECONFIG: kubeconfig,
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: String(plane.endpoint.port),
      ...environmentOf(container, suite.install, namespace, place),
    };
    return await run(program, (container.args ?? container.command?.slice(1) ?? []).map(place), environment, folder.path);
  } finally {
    await judge.clean();
    folder.remove();
  }
}

interface Installed {
  readonly name: string;
  readonly install: readonly KubeObject[];
}

function lastSuite(isIt: (object: KubeObject) => boolean): Installed | undefined {
  for (const { name, objects } of [...SUITES].reverse()) {
    const install = objects().install.map((object) => asKubeObject(object, name));
    if (install.some(isIt)) return { name, install };
  }
  return undefined;
}

async function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Outcome> {
  const chunks: string[] = [];
  const [command, ...rest] = program.endsWith('.mjs') ? [process.execPath, program, ...args] : [program, ...args];
  const child = startChild(command, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.on('error', (error) => chunks.push(`${error.message}\n`));
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  const ended = await waitUntil(() => hasEnded(child), RUN_MS);
  killGroup(child);
  const output = chunks.join('').split('\n').filter(Boolean);
  const complaints = [...new Set(output.filter((line) => COMPLAINTS.test(line)))];
  return { output, complaints, ...ended ? { code: child.exitCode ?? 1 } : {} };
}

interface Pod {
  readonly serviceAccountName?: string;
  readonly containers: readonly Container[];
  readonly volumes?: readonly (Readonly<Record<string, any>> & { readonly name: string })[];
}

interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: any }[];
  readonly envFrom?: readonly any[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

const podOf = ({ spec }: KubeObject) => (spec as { template: { spec: Pod } }).template.spec;

const dataOf = (objects: readonly KubeObject[], kind: string, name: string): Record<string, string> => {
  const object = objects.find((one) => one.kind === kind && one.metadata.name === name);
  return { ...object?.data as object, ...object?.stringData as object };
};

/**
 * Makes a folder for each volume, with the files that are known. Secrets of others hold a word in place of a value.
 *
 * @returns a text with these folders in place of the paths in the container
 */
function mount(
  { volumeMounts = [] }: Container, { volumes = [] }: Pod, objects: readonly KubeObject[], folder: string, token: string,
): (text: string) => string {
  const folders = volumeMounts.map(({ name, mountPath }) => [mountPath.replace(/\/$/, ''), path.join(folder, 'volumes', name)] as const)
    .sort(([one], [other]) => other.length - one.length);
  for (const { name, configMap, secret, projected } of volumes) {
    const target = path.join(folder, 'volumes', name);
    fs.mkdirSync(target, { recursive: true });
    const files = {
      ...configMap ? dataOf(objects, 'ConfigMap', configMap.name) : {},
      ...secret ? { ...Object.fromEntries((secret.items ?? []).map(({ path: file }: { path: string }) => [file, 'placeholder'])) } : {},
      ...Object.fromEntries((projected?.sources ?? [])
        .filter((one: any) => one.serviceAccountToken).map((one: any) => [one.serviceAccountToken.path, token])),
    };
    for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(target, file), String(text));
  }
  return (text) => folders.reduce((moved, [from, to]) => moved.split(new RegExp(`(?<![\\w/.-])${from.replace(/[.]/g, '\\.')}(?![\\w.-])`)).join(to), text);
}

const FIELDS = (namespace: string): Readonly<Record<string, string>> => ({
  'metadata.namespace': namespace, 'metadata.name': 'pod', 'spec.nodeName': 'node', 'status.podIP': '127.0.0.1', 'status.hostIP': '127.0.0.1',
});

function environmentOf(
  { env = [], envFrom = [] }: Container, objects: readonly KubeObject[], namespace: string, place: (text: string) => string,
): Record<string, string> {
  const all = envFrom.map(({ configMapRef }) => (configMapRef ? dataOf(objects, 'ConfigMap', configMapRef.name) : {}));
  const own = env.map(({ name, value, valueFrom }) => {
    const { fieldRef, configMapKeyRef: map } = valueFrom ?? {};
    return [name, value ?? (fieldRef ? FIELDS(namespace)[fieldRef.fieldPath] : map ? dataOf(objects, 'ConfigMap', map.name)[map.key] : 'placeholder') ?? ''] as const;
  });
  const texts = { ...Object.assign({}, ...all), ...Object.fromEntries(own) };
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, place(String(text))]));
}
