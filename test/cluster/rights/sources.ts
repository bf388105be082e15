const KATA = 'https://github.com/kata-containers/kata-containers/blob';
const KATA_CHART = 'tools/packaging/kata-deploy/helm-chart/kata-deploy/templates';
const CAA = 'https://github.com/confidential-containers/cloud-api-adaptor/tree';

/** Where upstream shows what its programs need. */
export const SOURCES = {
  kata: `${KATA}/4.1.0/${KATA_CHART}/kata-rbac.yaml`,
  kataOnNodes: `${KATA}/3.22.0/${KATA_CHART}/kata-rbac.yaml`,
  verification: `${KATA}/4.1.0/${KATA_CHART}/verification-job.yaml`,
  peerPods: `${CAA}/v0.22.0/src`,
  peerPodConfig: `${CAA}/v0.9.0/src/peerpodconfig-ctrl`,
  redfish: 'https://github.com/v1k0d3n/kubevirt-redfish/blob/v0.2.1/helm/templates/rbac.yaml',
  dpf: 'https://github.com/rh-ecosystem-edge/dpf-hcp-provisioner-operator/tree/10bac924',
};
