import * as path from 'node:path';
import { NEEDS } from './needs';
import { BY_NATURE, Access, ELSEWHERE, POWERS } from './powers';
import { EDITIONS } from '../../../src/values/editions';
import { rendering } from '../../cli/rendering';
import { findApps } from '../app';
import { suitesOfApps } from '../app-suites';
import { ApiError, Client } from '../client';
import { asKubeObject, bareNamespace, identity, inApplyOrder, isClusterScoped, KubeObject } from '../objects';
import { Server } from '../server-run';
import { SUITES } from '../suites';
import { waitUntil } from '../wait';

const REPOSITORY = path.join(__dirname, '../../..');
const RBAC = ['ServiceAccount', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'];
const SETTLE_MS = 10_000;

/** A service account, and what it may do of what it should not. */
interface Account {
  readonly name: string;
  readonly powers: readonly string[];
  /** Calls of its program that the server refuses. */
  readonly refused: readonly string[];
}

/** Our suites beside upstream's charts. */
const SIDE_BY_SIDE: readonly { readonly ours: string; readonly chart: string; readonly values?: string }[] = [
  { ours: 'kata 4.1.0, default', chart: 'kata-deploy@4.1.0' },
  { ours: 'kata 3.22.0, default', chart: 'kata-deploy@3.22.0' },
  {
    ours: 'peer pods 0.22.0, aws',
    chart: 'peerpods@0.4.0',
    values: '{"provider": "aws", "providerConfigs": {"aws": {"PODVM_AMI_ID": "ami-0123456789abcdef0"}}}',
  },
  { ours: 'dpf 0.1.0, no preset', chart: 'dpf-hcp-provisioner-operator@0.1.0' },
  { ours: 'redfish, as small as it gets', chart: 'kubevirt-redfish@0.2.3' },
];

/** Asks the server what each service account may do: all that its program does, and nothing of a list of other things. */
export async function judgeRights({ client, report, say }: Server): Promise<void> {
  const print = console.error;
  console.error = () => undefined; // warnings at synth
  for (const name of [ELSEWHERE, 'kube-system']) await client.apply(bareNamespace(name));
  const seen = new Set<string>();
  const totals = { suites: 0, accounts: 0, calls: 0, sameAsBefore: 0 };
  for (const { name, objects } of [...SUITES, ...await suitesOfApps(findApps(REPOSITORY), report)]) {
    const { install, uninstall } = objects();
    const rbac = rbacOf([...install, ...uninstall], name);
    const key = JSON.stringify(rbac);
    if (!rbac.length) continue;
    if (seen.has(key) && !NEEDS.some(({ suite }) => suite?.test(name))) {
      totals.sameAsBefore++;
      continue;
    }
    seen.add(key);
    const accounts = await judged(client, name, rbac, totals);
    const wrong = accounts.flatMap(({ name: account, powers, refused }) => [
      ...powers.filter((power) => !BY_NATURE.some((one) => one.account.test(account) && (one.suite?.test(name) ?? true) && one.powers.includes(power))).map((power) => `${account} may ${power}`),
      ...refused.map((call) => `${account} may not ${call}, which its program does`),
    ]);
    report.line(!wrong.length, `${name}: ${accounts.length} service accounts`, wrong);
    totals.suites++;
  }
  for (const { ours, chart, values } of SIDE_BY_SIDE) {
    const suite = SUITES.find(({ name }) => name === ours)!.objects();
    const own = await judged(client, ours, rbacOf([...suite.install, ...suite.uninstall], ours), totals);
    const { objects } = rendering(EDITIONS.find(({ name }) => name === chart)!.name, values);
    const other = await judged(client, chart, rbacOf(objects, chart), totals);
    say(`${ours} | ${chart}`);
    for (const power of Object.keys(POWERS)) {
      const who = (accounts: readonly Account[]) => accounts.filter(({ powers }) => powers.includes(power)).map(({ name }) => name).join(', ') || '-';
      if (who(own) !== '-' || who(other) !== '-') say(`    ${power.padEnd(34)} | ${who(own).padEnd(44)} | ${who(other)}`);
    }
  }
  console.error = print;
  say(`rights: ${JSON.stringify(totals)}`);
}

function rbacOf(objects: readonly object[], origin: string): KubeObject[] {
  const found = objects.map((one) => asKubeObject(one, origin)).filter(({ kind }) => RBAC.includes(kind));
  return inApplyOrder([...new Map(found.map((one) => [identity(one), one])).values()]);
}

async function judged(
  client: Client, suite: string, rbac: readonly KubeObject[], totals: { accounts: number; calls: number },
): Promise<Account[]> {
  const namespaces = new Set(rbac.filter((one) => !isClusterScoped(one)).map(({ metadata }) => metadata.namespace ?? 'default'));
  for (const name of namespaces) await client.apply(bareNamespace(name));
  for (const object of rbac) await client.apply(object);
  await untilSeen(client, true);
  const accounts: Account[] = [];
  for (const { metadata: { name, namespace = 'default' } } of rbac.filter(({ kind }) => kind === 'ServiceAccount')) {
    const user = `system:serviceaccount:${namespace}:${name}`;
    const may = (access: Access) => client.may(user, { ...access });
    const needs = NEEDS.filter((one) => one.account.test(name) && (one.suite?.test(suite) ?? true));
    const calls = needs.flatMap((one) => one.calls(namespace));
    const refused = [];
    for (const call of calls) if (!await may(call)) refused.push(textOf(call));
    const powers = [];
    for (const [power, access] of Object.entries(POWERS)) if (await may(access)) powers.push(power);
    accounts.push({ name, powers, refused });
    totals.accounts++;
    totals.calls += calls.length + Object.keys(POWERS).length;
  }
  for (const object of [...rbac].reverse()) await client.delete(object);
  await untilSeen(client, false);
  return accounts;
}

const textOf = ({ verb, group, resource, subresource, name, namespace }: Access) => (
  `${verb} ${[resource, subresource].filter(Boolean).join('/')}${group ? `.${group}` : ''}${name ? ` ${name}` : ''}${namespace ? ` in ${namespace}` : ''}`);

const WATCHED = { user: 'somebody', access: { verb: 'get', resource: 'configmaps', namespace: ELSEWHERE } };

/** The server learns of roles a little later: until it knows of some that came, or went, after all others. */
async function untilSeen(client: Client, there: boolean): Promise<void> {
  const api = 'rbac.authorization.k8s.io';
  const bindings = ['Role', 'ClusterRole'].flatMap((kind): KubeObject[] => {
    const metadata = { name: 'watched', ...kind === 'Role' ? { namespace: ELSEWHERE } : {} };
    const access = kind === 'Role' ? WATCHED.access : { verb: 'get', resource: 'nodes' };
    return [
      { apiVersion: `${api}/v1`, kind, metadata, rules: [{ apiGroups: [''], resources: [access.resource], verbs: [access.verb] }] },
      {
        apiVersion: `${api}/v1`,
        kind: `${kind}Binding`,
        metadata,
        roleRef: { apiGroup: api, kind, name: 'watched' },
        subjects: [{ apiGroup: api, kind: 'User', name: WATCHED.user }],
      },
    ];
  });
  for (const object of bindings) await (there ? client.apply(object) : client.delete(object));
  const isSeen = async () => (await client.may(WATCHED.user, WATCHED.access)) === there
    && (await client.may(WATCHED.user, { verb: 'get', resource: 'nodes' })) === there;
  if (!await waitUntil(isSeen, SETTLE_MS, 20)) throw new ApiError('the API server does not see new roles', 504);
}
