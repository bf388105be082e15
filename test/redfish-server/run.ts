/*
 * A given program, the real kubevirt-redfish, with what this library emits:
 *
 *   npm run test:redfish -- PROGRAM [--release VERSION]
 *
 * README.md beside this file says what it does and what it needs.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { App, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { RedfishCluster } from './cluster';
import { Pod, Secrets } from './pod';
import { ask, Target } from './redfish-client';
import {
  ContainerImage, RedfishPlatform, RedfishRelease, RedfishServer, RedfishServerProps, RedfishSystemIdConvention,
  RedfishTls, SecretSource, VirtualMachineSelector,
} from '../../src';
import { rendering } from '../cli/rendering';
import { findAssets } from '../cluster/assets';
import { tail } from '../cluster/command';
import { ControlPlane } from '../cluster/control-plane';
import { Report } from '../cluster/report';
import { temporaryFolder } from '../cluster/temporary';
import { UserError } from '../cluster/user-error';
import { Manifest } from '../support/synth';

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { release: { type: 'string', default: '0.2.1' } } });
const RELEASE = RedfishRelease.of(options.release);
/** Systems are called by namespace and machine, where the release can do it. */
const ENHANCED = RELEASE._facts.systemIdConvention;
const systemOf = (namespace: string, machine: string) => (ENHANCED ? `${namespace}.${machine}` : machine);

const NAMESPACE = 'kubevirt-redfish';
const SYSTEMS = '/redfish/v1/Systems';
const PASSWORDS: Readonly<Record<string, string>> = {
  admin: 'correct horse battery staple',
  awkward: '"quotes\' back\\slash $(x) `y` #: {a} [b] & * ! | > % @ é € \u{1F600} %s \\n',
  yaml: '0o1234567',
  line_Break: 'ends with a line break\n',
};

type Check = (name: string, holds: boolean, detail?: unknown) => void;

async function main(): Promise<boolean> {
  const binary = givenProgram(positionals);
  const say = (line: string) => console.log(line);
  const report = new Report(say);
  const folder = temporaryFolder('redfish');
  const plane = await ControlPlane.start(await findAssets(say));
  const cluster = new RedfishCluster(plane.endpoint);
  const check: Check = (name, holds, detail) => report.line(holds, name, holds ? [] : [JSON.stringify(detail) ?? 'nothing came back']);
  try {
    await cluster.prepare();
    await cluster.machine('tenant-a', 'a-1', { 'redfish-enabled': 'true' });
    await cluster.machine('tenant-a', 'a-private', {});
    await cluster.machine('tenant-b', 'b-1', {});
    await cluster.machine('elsewhere', 'e-1', { 'redfish-enabled': 'true' });
    await logins(binary, cluster, check);
    await encrypted(binary, cluster, folder.path, check);
    await wholeConfiguration(binary, cluster, check);
    await refusals(binary, check);
    await rendered(binary, cluster, check);
  } finally {
    cluster.close();
    await plane.stop();
  }
  report.summary();
  return report.ok;
}

/** The program to start: it must be there, and run on this machine. */
function givenProgram([program, ...others]: readonly string[]): string {
  const usage = 'give the program of kubevirt-redfish, and nothing else: npm run test:redfish -- PROGRAM';
  if (program === undefined || others.length) throw new UserError(usage);
  const isExecutable = () => {
    try {
      fs.accessSync(program, fs.constants.X_OK);
      return fs.statSync(program).isFile();
    } catch {
      return false;
    }
  };
  if (!isExecutable()) throw new UserError(`"${program}" is not a program that can be executed; ${usage}`);
  return path.resolve(program);
}

/** Users, what they see, what they may do, and who is refused. Everything passes through the emitted Roles. */
async function logins(binary: string, cluster: RedfishCluster, check: Check): Promise<void> {
  const port = await freePort();
  const objects = compose((chart) => ({
    port,
    chassis: [
      { name: 'a', namespace: 'tenant-a' },
      { name: 'b', namespace: 'tenant-b', vmSelector: VirtualMachineSelector.names('b-1', 'b-2') },
    ],
    users: Object.keys(PASSWORDS).map((username) => ({ username, credentials: reference(chart, username), chassis: username === 'admin' ? ['a', 'b'] : ['b'] })),
  }));
  const text = JSON.stringify(objects);
  check('no password is in any manifest', Object.values(PASSWORDS).every((one) => !text.includes(JSON.stringify(one).slice(1, -1))));
  await serving({ binary, cluster, objects, port }, async (target) => {
    for (const [username, password] of Object.entries(PASSWORDS)) {
      const answer = await ask(target, SYSTEMS, [username, password]);
      const expected = [...(username === 'admin' ? [systemOf('tenant-a', 'a-1')] : []), systemOf('tenant-b', 'b-1')];
      const members = ((answer.body.Members ?? []) as Manifest[]).map((one) => String(one['@odata.id']));
      const names = members.map((one) => one.split('/').pop());
      check(`${username} logs in and sees ${expected.join(', ')}`,
        answer.status === 200 && names.join() === expected.join(), { status: answer.status, members });
      const wrong = await ask(target, SYSTEMS, [username, `${password}x`]);
      check(`${username} is refused with a wrong password`, wrong.status === 401, wrong);
    }
    const stranger = await ask(target, SYSTEMS, ['nobody', PASSWORDS.admin]);
    check('an unknown user is refused', stranger.status === 401, stranger);
    const anonymous = await ask(target, SYSTEMS);
    check('nobody gets in without a login', anonymous.status === 401, anonymous);
    const foreign = await ask(target, '/redfish/v1/Chassis/a', ['yaml', PASSWORDS.yaml]);
    check('a user does not see the chassis of others', foreign.status === 403, foreign);

    const reset = (namespace: string, machine: string) => (
      ask(target, `${SYSTEMS}/${systemOf(namespace, machine)}/Actions/ComputerSystem.Reset`, ['admin', PASSWORDS.admin], { ResetType: 'On' }));
    const on = await reset('tenant-a', 'a-1');
    if (on.location) {
      // Sources between v0.2.1 and v0.2.3 send clients to the path of the chassis, on which they start no machine yet.
      console.log(`note  a machine cannot be started with this server: it redirects to ${on.location}`);
    } else {
      check('the Role of the chassis is enough to start a machine',
        on.status < 300 && await cluster.runStrategy('tenant-a', 'a-1') === 'Always', on);
    }
    const elsewhere = await reset('elsewhere', 'e-1');
    check('a machine outside the chassis cannot be started',
      elsewhere.status >= 400 && await cluster.runStrategy('elsewhere', 'e-1') === 'Halted', elsewhere);
  });
}

/** Over TLS, with the files where the manifest puts them. */
async function encrypted(binary: string, cluster: RedfishCluster, folder: string, check: Check): Promise<void> {
  const port = await freePort();
  const objects = compose((chart) => ({
    port,
    chassis: [{ name: 'a', namespace: 'tenant-a' }],
    users: [{ username: 'admin', credentials: reference(chart, 'admin'), chassis: ['a'] }],
    tls: RedfishTls.fromSecret(reference(chart, 'certificate')),
  }));
  const servername = `kubevirt-redfish.${NAMESPACE}.svc`;
  const { certificate, key } = selfSigned(servername, folder);
  const secrets = { certificate: { 'tls.crt': certificate, 'tls.key': key } };
  await serving({ binary, cluster, objects, port, secrets, tls: { ca: certificate, servername } }, async (target) => {
    const right = await ask(target, SYSTEMS, ['admin', PASSWORDS.admin]);
    check('TLS: a login over https', right.status === 200, right);
    const wrong = await ask(target, SYSTEMS, ['admin', 'wrong password']);
    check('TLS: a wrong password is refused', wrong.status === 401, wrong);
    const plain = await ask({ port }, SYSTEMS, ['admin', PASSWORDS.admin]);
    check('TLS: plain http is refused', plain.status === 400, plain);
  });
}

/** One Secret with the whole file. */
async function wholeConfiguration(binary: string, cluster: RedfishCluster, check: Check): Promise<void> {
  const port = await freePort();
  const objects = compose((chart) => ({ port, chassis: [{ name: 'a', namespace: 'tenant-a' }], configuration: reference(chart, 'whole') }));
  const file = JSON.stringify({
    server: { host: '0.0.0.0', port, tls: { enabled: false } },
    chassis: [{ name: 'a', namespace: 'tenant-a', service_account: 'kubevirt-redfish' }],
    authentication: { users: [{ username: 'admin', password: PASSWORDS.admin, chassis: ['a'] }] },
  });
  await serving({ binary, cluster, objects, port, secrets: { whole: { 'config.yaml': file } } }, async (target) => {
    const right = await ask(target, SYSTEMS, ['admin', PASSWORDS.admin]);
    check('one Secret with the whole configuration: a login', right.status === 200, right);
    const wrong = await ask(target, SYSTEMS, ['admin', 'wrong password']);
    check('one Secret with the whole configuration: a wrong password is refused', wrong.status === 401, wrong);
  });
}

/** What has to fail: a short password in the init container, and configurations that typed code refuses in the server. */
async function refusals(binary: string, check: Check): Promise<void> {
  const objects = compose((chart) => ({
    chassis: [{ name: 'a', namespace: 'tenant-a' }],
    users: [{ username: 'short', credentials: reference(chart, 'short'), chassis: ['a'] }],
  }));
  const pod = new Pod(objects, { short: { password: 'abcde' } });
  const { ok, output } = await pod.init();
  check('a pod with a password of 5 characters does not start, and does not print it', !ok && /short: .*6 characters/.test(output) && !output.includes('abcde'), output);
  await pod.stop();

  const users = [{ username: 'admin', password: PASSWORDS.admin, chassis: ['nowhere'] }];
  for (const [what, changes, said] of [
    ['a user of a chassis that does not exist', { authentication: { users } }, 'non-existent chassis'],
    ['a chassis without a service account', { chassis: [{ name: 'a', namespace: 'a' }] }, 'service account is required'],
    ['TLS without a certificate', { server: { host: '0.0.0.0', port: 8443, tls: { enabled: true } } }, 'certificate file is required'],
  ] as const) {
    const right = {
      server: { host: '0.0.0.0', port: 8443, tls: { enabled: false } },
      chassis: [{ name: 'a', namespace: 'a', service_account: 'a' }],
      authentication: { users: [{ ...users[0], chassis: ['a'] }] },
    };
    const broken = new Pod(compose((chart) => ({ chassis: [{ name: 'a', namespace: 'a' }], configuration: reference(chart, 'whole') })), {
      whole: { 'config.yaml': JSON.stringify({ ...right, ...changes }) },
    });
    const log = await broken.startRefused(binary);
    check(`the server itself refuses ${what}, as typed code does`, log.includes(said), log);
    await broken.stop();
  }
}

/** The values of the chart, rendered: the configuration that was moved into a Secret. */
async function rendered(binary: string, cluster: RedfishCluster, check: Check): Promise<void> {
  const port = await freePort();
  const password = JSON.stringify(PASSWORDS.admin);
  const { objects } = rendering(`kubevirt-redfish@${RELEASE._facts.image ? RELEASE.version : '0.2.3'}`, `
server: { port: ${port} }
chassis: [{ name: a, namespace: tenant-a, service_account: sa, description: machines }]
authentication: { users: [{ username: admin, password: ${password}, chassis: [a] }] }
`);
  await serving({ binary, cluster, objects, port }, async (target) => {
    const right = await ask(target, SYSTEMS, ['admin', PASSWORDS.admin]);
    check('render: a login with the password of the values', right.status === 200 && right.body.Members.length === 2, right);
    const wrong = await ask(target, SYSTEMS, ['admin', 'wrong password']);
    check('render: a wrong password is refused', wrong.status === 401, wrong);
  });
}

interface Serving {
  readonly binary: string;
  readonly cluster: RedfishCluster;
  readonly objects: readonly Manifest[];
  readonly port: number;
  readonly secrets?: Secrets;
  readonly tls?: Target['tls'];
}

/** Applies the objects, runs their pod, and asks it. */
async function serving(what: Serving, act: (target: Target) => Promise<void>): Promise<void> {
  const { binary, cluster, objects, port, secrets, tls } = what;
  await cluster.apply(objects);
  const passwords = Object.fromEntries(Object.entries(PASSWORDS).map(([username, password]) => [username.toLowerCase().replace('_', '-'), { username, password }]));
  const pod = new Pod(objects, { ...passwords, ...secrets });
  try {
    const { ok, output } = await pod.init();
    if (!ok) throw new UserError(`the init container failed:\n${output}`);
    const kubeconfig = await cluster.kubeconfig(NAMESPACE, pod.spec.serviceAccountName);
    const probe = pod.spec.containers[0].readinessProbe.httpGet as Manifest;
    if (probe.scheme !== (tls ? 'HTTPS' : 'HTTP')) throw new UserError(`the probe speaks ${probe.scheme}`);
    const target = { port, tls };
    await pod.start(binary, kubeconfig, () => ask(target, probe.path).then(({ status }) => status === 200, () => false));
    await act(target);
  } catch (error) {
    console.error(tail(pod.logs()));
    throw error;
  } finally {
    await pod.stop();
  }
}

/** The objects of a server on plain Kubernetes. */
function compose(props: (chart: Chart) => Omit<RedfishServerProps, 'platform' | 'release'>): Manifest[] {
  const chart = new Chart(new App(), 'redfish', { namespace: NAMESPACE });
  new RedfishServer(chart, 'Redfish', {
    platform: RedfishPlatform.KUBERNETES,
    release: RELEASE,
    image: RELEASE._facts.image ? undefined : ContainerImage.unsafeUnpinned('given'),
    ...(ENHANCED ? { systemIdConvention: RedfishSystemIdConvention.ENHANCED } : {}),
    ...props(chart),
  });
  return chart.toJson() as Manifest[];
}

const reference = (chart: Chart, name: string) => (
  SecretSource.fromSecret(Secret.fromSecretName(chart, `Ref-${name}`, name.toLowerCase().replace('_', '-'))));

function selfSigned(name: string, folder: string): { readonly certificate: string; readonly key: string } {
  const file = (end: string) => path.join(folder, `tls.${end}`);
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=redfish', '-addext', `subjectAltName=DNS:${name}`,
    '-keyout', file('key'), '-out', file('crt')], { stdio: 'ignore' });
  return { certificate: fs.readFileSync(file('crt'), 'utf8'), key: fs.readFileSync(file('key'), 'utf8') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error) => {
    console.error(error instanceof UserError ? error.message : error);
    process.exit(1);
  },
);
