import { DpfHcpRelease } from 'cdk8s-coco';
import { RELEASES } from '../../src/dpf-hcp/catalogue/releases';
import { newDpfChart, operator } from '../support/dpf-hcp';

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs: readonly string[];
}

const rights = (rules: readonly Rule[]) => new Set(
  rules.flatMap(({ apiGroups = [], resources = [], verbs }) => (
    apiGroups.flatMap((group) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}.${group}`))))));

test.each(RELEASES)('$version: each rule that is kept has its reason, and is a part of the chart\'s', ({ needs, managerRules }) => {
  expect(needs.filter(({ reason }) => !reason)).toEqual([]);
  const granted = rights(managerRules);
  const kept = rights(needs.map(({ apiGroup, resources, verbs }) => ({ apiGroups: [apiGroup], resources, verbs })));
  expect([...kept].filter((right) => !granted.has(right))).toEqual([]);
  expect([...granted].filter((right) => !kept.has(right))).toEqual(expect.arrayContaining([
    'create namespaces.', 'patch secrets.', 'get hostedclusters/status.hypershift.openshift.io', 'delete dpfhcpprovisioners.provisioning.dpu.hcp.io',
  ]));
});

test('the reasons', () => {
  const lines = RELEASES[RELEASES.length - 1].needs.map(({ resources, verbs, reason }) => `${verbs.join(',')} ${resources.join(',')}: ${reason}`);
  expect(lines).toMatchInlineSnapshot(`
[
  "get,list,watch,update dpfhcpprovisioners: what it reconciles; it adds and removes its finalizer",
  "update dpfhcpprovisioners/finalizers: OpenShift asks for it where an owner reference blocks deletion",
  "update dpfhcpprovisioners/status: conditions and the phase",
  "get,list,watch,update dpuclusters: finds the cluster of a provisioner, and tells it its kubeconfig",
  "create,get,update leases: the election of a leader",
  "create,patch events: what happened, beside the objects",
  "create,delete,get,list,update,watch secrets: copies of pull secrets and SSH keys, the etcd key, and the kubeconfig",
  "create,delete,get,list,update,watch hostedclusters,nodepools: the hosted cluster of each provisioner",
  "get,list,watch dpfhcpprovisionerconfigs: its settings",
  "create,delete,get,list,update,watch configmaps: ignition, and templates of DPU services",
  "list,watch nodes: the addresses of the control plane",
  "get,list,watch services: the registry of BlueField images, where no address is set",
  "get,list,watch daemonsets: OVN of the hosted cluster, whose image the templates name",
  "get,list,watch clusterversions: the version of OpenShift",
  "create,delete,get,list,update,watch ipaddresspools,l2advertisements: the address of the hosted API server, by MetalLB",
  "list,watch dpfoperatorconfigs: settings of DPF",
  "get,list,watch dpuflavors: what ignition configures",
  "list,watch dpus: whose certificates it signs",
  "get,list,watch dpudeployments: which flavor the DPUs have",
  "create,delete,get,list,update,watch dpuservicetemplates: the services of DPUs",
]
`);
});

test('typed code grants what the source uses', () => {
  const objects = operator({ release: DpfHcpRelease.V0_1_0 }, newDpfChart());
  const { rules } = objects.find(({ kind }) => kind === 'ClusterRole')!;
  expect(rules).toHaveLength(RELEASES[RELEASES.length - 1].needs.length);
  expect(objects.filter(({ kind }) => kind === 'Role')).toEqual([]);
});
