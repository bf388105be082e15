import { ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { Assets, Simulation } from './assets';
import { hasEnded, killGroup, startChild } from './children';
import { tail } from './command';
import { writeKubeconfig } from './kubeconfig';
import { temporaryFolder } from './temporary';
import { Endpoint, Transport } from './transport';
import { UserError } from './user-error';
import { waitUntil } from './wait';

/** A quiet machine needs about 4 seconds. */
const READY_TIMEOUT_MS = 120_000;

/** Between choosing a free port and listening on it another program can take it. */
const ATTEMPTS = 3;

/**
 * Admission which waits for what only a controller or a webhook's server gives: a ServiceAccount and its token in every
 * namespace, the status of quotas, an answer to each call. Mutating webhooks stay: ours must not stand in the way of others.
 */
const ADMISSION_WITHOUT_CONTROLLERS = ['ServiceAccount', 'ResourceQuota', 'ValidatingAdmissionWebhook'];

/** What a server writes down: all that changes something, and what controllers say of workloads and of what engines follow. */
const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived', 'ResponseStarted'],
  rules: [
    { level: 'None', verbs: ['get', 'list', 'watch'] },
    { level: 'None', resources: [{ group: '', resources: ['events', 'nodes/status'] }, { group: 'coordination.k8s.io' }, { group: 'events.k8s.io' }] },
    {
      level: 'RequestResponse',
      resources: [
        { group: 'apps', resources: ['daemonsets/status', 'deployments/status'] }, { group: 'batch', resources: ['jobs/status'] },
        { group: 'kustomize.toolkit.fluxcd.io' }, { group: 'argoproj.io' },
      ],
    },
    { level: 'Metadata' },
  ],
};

interface Program {
  readonly name: string;
  readonly child: ChildProcess;
  readonly log: string;
}

/** etcd and kube-apiserver on loopback, with their state in a temporary folder; no controllers, no nodes. */
export class ControlPlane {
  /** Starts both and waits until the server is ready. */
  public static async start(assets: Assets, audits = false): Promise<ControlPlane> {
    for (let attempt = 1; ; attempt++) {
      const plane = new ControlPlane(assets, audits);
      try {
        await plane.launch();
        return plane;
      } catch (error) {
        const logs = plane.logs();
        await plane.stop();
        if (attempt === ATTEMPTS || !/address already in use/.test(logs)) {
          throw new UserError(`${error instanceof Error ? error.message : String(error)}\n${logs}`);
        }
      }
    }
  }

  /** Where it writes down what changes something, if it was told to. */
  public readonly auditLog: string;

  private readonly folder = temporaryFolder('cluster');
  private readonly token = randomBytes(32).toString('hex');
  private readonly programs: Program[] = [];
  private reachable?: Endpoint;

  private constructor(private readonly assets: Assets, private readonly audits: boolean) {
    this.auditLog = path.join(this.folder.path, 'audit.log');
  }

  /** A folder that goes with it. */
  public get directory(): string {
    return this.folder.path;
  }

  public get endpoint(): Endpoint {
    if (!this.reachable) {
      throw new Error('the control plane is not ready');
    }
    return this.reachable;
  }

  /** The ends of both logs. */
  public logs(): string {
    return this.programs.map(({ name, log }) => `${name}:\n${tail(fs.readFileSync(log, 'utf8'))}`).join('\n');
  }

  /** Kills both programs and removes their folder. Without this call that happens when the process ends. */
  public async stop(): Promise<void> {
    this.programs.forEach(({ child }) => killGroup(child));
    // Waiting here reaps them; not every init process of a container does.
    await waitUntil(() => this.programs.every(({ child }) => hasEnded(child)), 5_000, 10);
    this.folder.remove();
  }

  private async launch(): Promise<void> {
    const [etcdPort, port] = await freePorts(2);
    const etcdUrl = `http://127.0.0.1:${etcdPort}`;
    this.run('etcd', this.assets.etcd, [
      '--data-dir', path.join(this.folder.path, 'etcd'),
      '--listen-client-urls', etcdUrl,
      '--advertise-client-urls', etcdUrl,
      '--listen-peer-urls', 'http://127.0.0.1:0',
      '--unsafe-no-fsync', // the state need not outlive this process
      '--log-level', 'warn',
    ]);
    const certificates = path.join(this.folder.path, 'certificates');
    this.run('kube-apiserver', this.assets.apiserver, [
      `--etcd-servers=${etcdUrl}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${certificates}`,
      `--token-auth-file=${this.secret('tokens.csv', `${this.token},admin,admin,"system:masters"\n`)}`,
      '--authorization-mode=RBAC',
      ...this.serviceAccountFlags(),
      ...this.audits ? this.auditFlags() : [],
      '--service-cluster-ip-range=10.96.0.0/16',
      '--endpoint-reconciler-type=none', // no endpoint may be a loopback address
      '--allow-privileged=true', // as in every real cluster: node agents need it
      `--disable-admission-plugins=${ADMISSION_WITHOUT_CONTROLLERS.join(',')}`,
    ]);
    this.reachable = await this.waitUntilReady(port, path.join(certificates, 'apiserver.crt'));
  }

  /** Adds controllers, a scheduler, and kubelets of all nodes that there are or will be. Returns the kubeconfig. */
  public simulate({ controllerManager, scheduler, kwok }: Simulation, stages: string): string {
    const kubeconfig = writeKubeconfig(this.folder.path, this.endpoint);
    this.run('kube-controller-manager', controllerManager, [
      `--kubeconfig=${kubeconfig}`,
      `--service-account-private-key-file=${path.join(this.folder.path, 'service-accounts.key')}`,
      '--leader-elect=false',
      '--secure-port=0',
    ]);
    this.run('kube-scheduler', scheduler, [`--kubeconfig=${kubeconfig}`, '--leader-elect=false', '--secure-port=0']);
    this.run('kwok', kwok, [
      `--kubeconfig=${kubeconfig}`,
      `--config=${this.secret('stages.yaml', stages)}`,
      '--manage-all-nodes=true',
      '--node-lease-duration-seconds=40',
    ]);
    return kubeconfig;
  }

  /** Runs one more program beside them, which ends with them. */
  public run(name: string, command: string, args: readonly string[], env?: NodeJS.ProcessEnv): void {
    const log = path.join(this.folder.path, `${name}.log`);
    const output = fs.openSync(log, 'w');
    const child = startChild(command, args, { stdio: ['ignore', output, output], cwd: this.folder.path, env });
    fs.closeSync(output);
    child.on('error', error => fs.appendFileSync(log, `${error.message}\n`));
    this.programs.push({ name, child, log });
  }

  private auditFlags(): string[] {
    return [
      `--audit-policy-file=${this.secret('audit-policy.yaml', JSON.stringify(AUDIT_POLICY))}`,
      `--audit-log-path=${this.auditLog}`,
      '--audit-log-maxsize=100000', // megabytes: it stays one file
    ];
  }

  private serviceAccountFlags(): string[] {
    const { privateKey, publicKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    return [
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-signing-key-file=${this.secret('service-accounts.key', privateKey)}`,
      `--service-account-key-file=${this.secret('service-accounts.pub', publicKey)}`,
    ];
  }

  private secret(name: string, content: string): string {
    const file = path.join(this.folder.path, name);
    fs.writeFileSync(file, content, { mode: 0o600 });
    return file;
  }

  private async waitUntilReady(port: number, certificate: string): Promise<Endpoint> {
    let endpoint: Endpoint | undefined;
    let last = 'it did not write its certificate';
    const isReady = async () => {
      const ended = this.programs.find(({ child }) => hasEnded(child));
      if (ended) {
        throw new Error(`${ended.name} ended before the API server was ready`);
      }
      const ca = readIfExists(certificate);
      if (!ca) {
        return false;
      }
      endpoint = { port, token: this.token, ca };
      const transport = new Transport(endpoint);
      try {
        const reply = await transport.send({ method: 'GET', path: '/readyz' });
        last = String(reply.body);
        return reply.status === 200;
      } catch (error) {
        last = String(error); // not listening yet
        return false;
      } finally {
        transport.close();
      }
    };
    if (!await waitUntil(isReady, READY_TIMEOUT_MS, 100) || !endpoint) {
      throw new Error(`the API server was not ready within ${READY_TIMEOUT_MS / 1000} s: ${last}`);
    }
    return endpoint;
  }
}

/** Different free ports on loopback: all are held until all are known. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => net.createServer());
  await Promise.all(servers.map(server => new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  })));
  const ports = servers.map(server => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}

/** The text of a file, or `undefined` when it is missing or not yet whole. */
function readIfExists(file: string): string | undefined {
  try {
    const text = fs.readFileSync(file, 'utf8');
    return text.trimEnd().endsWith('-----END CERTIFICATE-----') ? text : undefined;
  } catch {
    return undefined;
  }
}
