import { OperatorSettings } from './settings';
import { Prerequisite } from '../../common';

const crds = (...names: string[]) => `kubectl get crd ${names.join(' ')}`;

const DPF_CRDS = ['dpuclusters.provisioning.dpu.nvidia.com'];
const DPF_CRDS_0_1_0 = [
  ...DPF_CRDS, 'dpuflavors.provisioning.dpu.nvidia.com', 'dpus.provisioning.dpu.nvidia.com', 'dpudeployments.svc.dpu.nvidia.com',
  'dpuservicetemplates.svc.dpu.nvidia.com', 'dpfoperatorconfigs.operator.dpu.nvidia.com',
];

/** MetalLB, which answers at virtual IPs. */
export const METALLB: Prerequisite = {
  name: 'MetalLB operator',
  reason: 'answers at the virtual IP of a control plane; not on clouds with load balancers of their own',
  check: crds('ipaddresspools.metallb.io', 'l2advertisements.metallb.io'),
};

/** What an operator needs of its cluster. */
export function operatorPrerequisites(settings: OperatorSettings, installsCrds: boolean): Prerequisite[] {
  const { release, namespace, nodeSelector, config } = settings;
  const labels = Object.entries(nodeSelector).map(([label, value]) => `${label}=${value}`).join(',');
  return [
    { name: 'OpenShift 4.17 or newer', reason: 'is the management cluster', check: 'kubectl get clusterversion version' },
    { name: `namespace ${namespace}`, reason: 'is that of the operator', check: `kubectl get namespace ${namespace}` },
    {
      name: 'HyperShift operator, with the multicluster engine',
      reason: 'runs the hosted control planes',
      check: crds('hostedclusters.hypershift.openshift.io', 'nodepools.hypershift.openshift.io'),
    },
    { name: 'DPF operator', reason: 'manages the DPUs', check: crds(...(release.provisionerConfig ? DPF_CRDS_0_1_0 : DPF_CRDS)) },
    { name: 'a StorageClass, such as that of OpenShift Data Foundation', reason: 'holds the volumes of etcd', check: 'kubectl get storageclass -o name | grep -q .' },
    ...(config.disableMetalLB ? [] : [METALLB]),
    ...(labels ? [{ name: `nodes with ${labels}`, reason: 'run the operator', check: `kubectl get nodes -l '${labels}' -o name | grep -q .` }] : []),
    ...(installsCrds ? [] : [{
      name: 'definitions of provisioning.dpu.hcp.io',
      reason: 'describe the objects of the operator',
      check: crds('dpfhcpprovisioners.provisioning.dpu.hcp.io', ...(release.provisionerConfig ? ['dpfhcpprovisionerconfigs.provisioning.dpu.hcp.io'] : [])),
    }]),
  ];
}
