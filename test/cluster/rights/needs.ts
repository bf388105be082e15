import { Access } from './powers';
import { SOURCES } from './sources';
import { LEADER_ELECTION, METRICS, PROGRAM_API } from '../../../src/peer-pods/catalogue/program-needs';
import { ApiNeed } from '../../../src/peer-pods/providers/contract';

/*
 * What programs do with their service account: peer pods by the catalogue of this library, others by what upstream grants.
 */

/** The calls of a program, by the name of its service account. */
export interface Needs {
  readonly account: RegExp;
  /** Of which suites; all by default. */
  readonly suite?: RegExp;
  /** Where upstream shows that the program makes these calls. */
  readonly see: string;
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

/** The pod of the preset with a verification. */
const CHECKED = { namespace: 'default', name: 'kata-check' };
const verified = (verbs: string, resource: string) => every('', resource, verbs, CHECKED.namespace).map((call) => ({ ...call, name: CHECKED.name }));

export const NEEDS: readonly Needs[] = [
  { account: /^kata-deploy-sa$/, suite: /default$/, see: SOURCES.kata, calls: () => every('', 'nodes', 'get patch') },
  {
    account: /^kata-deploy-sa$/,
    suite: /kata 3\.2[12]\.0, default$/,
    see: SOURCES.kataOnNodes,
    calls: () => every('node.k8s.io', 'runtimeclasses', 'get create delete patch'),
  },
  {
    account: /-verification$/,
    see: SOURCES.verification,
    calls: () => [...every('', 'pods', 'create', CHECKED.namespace), ...verified('get list watch delete', 'pods'), ...verified('get', 'pods/log')],
  },
  { account: /^cloud-api-adaptor$/, see: SOURCES.peerPods, calls: ofTable('adaptor', PROGRAM_API) },
  { account: /^peerpodctrl-controller-manager$/, see: SOURCES.peerPods, calls: ofTable('controller', [...PROGRAM_API, ...LEADER_ELECTION]) },
  { account: /webhook-controller-manager$/, see: SOURCES.peerPods, calls: ofTable('webhook', LEADER_ELECTION) },
  { account: /webhook-controller-manager$/, suite: /metrics/, see: SOURCES.peerPods, calls: ofTable('webhook', METRICS) },
  { account: /redfish/, suite: /^redfish, (as small|Ingress|Gateway)/, see: SOURCES.redfish, calls: () => MACHINES },
  {
    account: /^dpf-hcp-provisioner-operator$/,
    see: SOURCES.dpf,
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
