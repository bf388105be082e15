import { definitionsOf } from './crds';
import { DpfHcpModel } from './model';
import { Prerequisite } from '../../common';
import { definitionsPrerequisite, namespacePrerequisite, AppPrerequisite } from '../../common/private/app-prerequisites';
import { DpfHcpReleaseFacts } from '../catalogue/releases';

const crds = (...names: string[]) => `kubectl get crd ${names.join(' ')}`;

const DPF_CRDS = ['dpuclusters.provisioning.dpu.nvidia.com'];
const DPF_CRDS_0_1_0 = [
  ...DPF_CRDS, 'dpuflavors.provisioning.dpu.nvidia.com', 'dpus.provisioning.dpu.nvidia.com', 'dpudeployments.svc.dpu.nvidia.com',
  'dpuservicetemplates.svc.dpu.nvidia.com', 'dpfoperatorconfigs.operator.dpu.nvidia.com',
];

/** Upstream asks for OpenShift 4.17. The definition of 0.1.0 has a rule with `isIP`, which API servers accept from 4.18 on. */
function openShift({ provisionerConfig }: DpfHcpReleaseFacts): AppPrerequisite {
  const minor = provisionerConfig ? 8 : 7;
  return {
    name: `OpenShift 4.1${minor} or newer`,
    reason: 'is the management cluster',
    check: `kubectl get clusterversion version -o jsonpath='{.status.desired.version}' | grep -Eq '^(4\\.(1[${minor}-9]|[2-9][0-9])|[5-9])\\.'`,
  };
}

/** MetalLB, which answers at virtual IPs. */
export const METALLB: Prerequisite = {
  name: 'MetalLB operator',
  reason: 'answers at the virtual IP of a control plane; not on clouds with load balancers of their own',
  check: crds('ipaddresspools.metallb.io', 'l2advertisements.metallb.io'),
};

/** The definitions of the operator's kinds. */
export function operatorDefinitions(release: DpfHcpReleaseFacts, reason: string): AppPrerequisite {
  return definitionsPrerequisite('definitions of provisioning.dpu.hcp.io', reason, definitionsOf(release).map(({ metadata }) => metadata.name));
}

/** What an operator needs in its cluster. */
export function operatorPrerequisites(model: DpfHcpModel): AppPrerequisite[] {
  const { release, namespace, placement: { nodeSelector = {} }, config } = model;
  const labels = Object.entries(nodeSelector).map(([label, value]) => `${label}=${value}`).join(',');
  return [
    openShift(release),
    namespacePrerequisite(namespace, 'is that of the operator'),
    {
      name: 'HyperShift operator, with the multicluster engine',
      reason: 'runs the hosted control planes',
      check: crds('hostedclusters.hypershift.openshift.io', 'nodepools.hypershift.openshift.io'),
    },
    { name: 'DPF operator', reason: 'manages the DPUs', check: crds(...(release.provisionerConfig ? DPF_CRDS_0_1_0 : DPF_CRDS)) },
    { name: 'a StorageClass, such as that of OpenShift Data Foundation', reason: 'holds the volumes of etcd', check: 'kubectl get storageclass -o name | grep -q .' },
    ...(config.disableMetalLB ? [] : [METALLB]),
    ...(labels ? [{ name: `nodes with ${labels}`, reason: 'run the operator', check: `kubectl get nodes -l '${labels}' -o name | grep -q .` }] : []),
    operatorDefinitions(release, 'describe the objects of the operator'),
  ];
}
