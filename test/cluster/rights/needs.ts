import { Access } from './powers';
import { LEADER_ELECTION, METRICS, PROGRAM_API } from '../../../src/peer-pods/catalogue/program-needs';
import { ApiNeed } from '../../../src/peer-pods/providers/contract';

/*
 * What programs do with their service account: peer pods by the catalogue of this library, others by charts and docs.
 */

/** The calls of a program, by the name of its service account. */
export interface Needs {
  readonly account: RegExp;
  /** Of which suites; all by default. */
  readonly suite?: RegExp;
  readonly calls: (namespace: string) => readonly Access[];
}

const every = (group: string, resource: string, verbs: string, namespace?: string): Access[] => (
  verbs.split(' ').map((verb) => ({ verb, group, namespace, resource: resource.split('/')[0], subresource: resource.split('/')[1] })));

const ofTable = (program: string, needs: readonly ApiNeed[]) => (namespace: string): Access[] => needs
  .filter((one) => one.program === program && !one.where)
  .flatMap(({ apiGroup, resources, verbs, scope, names = [undefined] }) => resources.flatMap((resource) => verbs.flatMap(
    (verb) => names.map((name) => ({
      verb,
      group: apiGroup,
      resource: resource.split('/')[0],
      subresource: resource.split('/')[1],
      name,
      namespace: scope === 'cluster' ? undefined : scope === 'own' ? namespace : (scope as { namespace: string }).namespace,
    }))))).filter(({ resource, name }) => !name || (resource === 'secrets') === /secret/.test(name));

const MACHINES: readonly Access[] = [
  ...every('kubevirt.io', 'virtualmachines', 'get list patch update', 'lab'),
  ...every('kubevirt.io', 'virtualmachineinstances', 'get', 'lab'),
  ...every('subresources.kubevirt.io', 'virtualmachineinstances/pause', 'update', 'lab'),
  ...every('cdi.kubevirt.io', 'volumeimportsources', 'get create delete', 'lab'),
  ...every('', 'persistentvolumeclaims', 'get create delete', 'lab'),
  ...every('', 'pods', 'get create delete', 'lab'),
  ...every('', 'pods/log', 'get', 'lab'),
];

export const NEEDS: readonly Needs[] = [
  // kata-deploy: what its chart grants, and docs/kata-runtime.md says that it does
  { account: /^kata-deploy-sa$/, suite: /default$/, calls: () => every('', 'nodes', 'get patch') },
  { account: /^kata-deploy-sa$/, suite: /kata 3\.2[12]\.0, default$/, calls: () => every('node.k8s.io', 'runtimeclasses', 'get create delete patch') },
  { account: /^cloud-api-adaptor$/, calls: ofTable('adaptor', PROGRAM_API) },
  { account: /^peerpodctrl-controller-manager$/, calls: ofTable('controller', [...PROGRAM_API, ...LEADER_ELECTION]) },
  { account: /webhook-controller-manager$/, calls: ofTable('webhook', LEADER_ELECTION) },
  { account: /webhook-controller-manager$/, suite: /metrics/, calls: ofTable('webhook', METRICS) },
  // kubevirt-redfish: what its chart grants, and docs/redfish.md says that it does
  { account: /redfish/, suite: /^redfish, (as small|Ingress|Gateway)/, calls: () => MACHINES },
  // dpf-hcp-provisioner-operator: what its chart grants, and docs/dpf-hcp.md says that it does
  {
    account: /^dpf-hcp-provisioner-operator$/,
    calls: (namespace) => [
      ...every('provisioning.dpu.hcp.io', 'dpfhcpprovisioners', 'get list watch update'),
      ...every('provisioning.dpu.hcp.io', 'dpfhcpprovisioners/status', 'update'),
      ...every('hypershift.openshift.io', 'hostedclusters', 'create get list watch delete'),
      ...every('hypershift.openshift.io', 'nodepools', 'create get list watch delete'),
      ...every('', 'secrets', 'create get list watch'),
      ...every('coordination.k8s.io', 'leases', 'create get update', namespace),
    ],
  },
];
