import { SecretSource } from '../../common';
import { PULL_SECRET_KEY } from '../catalogue/provisioner';
import { DpfHcpReleaseFacts } from '../catalogue/releases';
import { DpfHcpProvisionerProps } from '../dpf-hcp-provisioner-props';
import { METALLB, operatorDefinitions } from './prerequisites';
import { namespacePrerequisite, AppPrerequisite, secretPrerequisites } from '../../common/private/app-prerequisites';

/** What a provisioner needs in its cluster. */
export function provisionerNeeds(
  release: DpfHcpReleaseFacts,
  props: DpfHcpProvisionerProps,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  secrets: { readonly [key: string]: SecretSource },
): AppPrerequisite[] {
  const { dpuClusterRef, dpuDeploymentRef, etcdStorageClass } = props;
  return [
    operatorDefinitions(release, `describe the object ${name}; they come with the operator`),
    namespacePrerequisite(namespace, `is that of ${name}`),
    {
      name: `DPUCluster ${dpuClusterRef.namespace}/${dpuClusterRef.name}`,
      reason: `gets the control plane ${name}, and no other one`,
      check: `kubectl get dpucluster ${dpuClusterRef.name} -n ${dpuClusterRef.namespace}`,
    },
    ...(dpuDeploymentRef ? [{
      name: `DPUDeployment ${dpuDeploymentRef.namespace}/${dpuDeploymentRef.name}`,
      reason: `says which flavor the DPUs of ${name} have`,
      check: `kubectl get dpudeployment ${dpuDeploymentRef.name} -n ${dpuDeploymentRef.namespace}`,
    }] : []),
    ...(etcdStorageClass
      ? [{ name: `StorageClass ${etcdStorageClass}`, reason: `holds the volumes of etcd of ${name}`, check: `kubectl get storageclass ${etcdStorageClass}` }] : []),
    ...(props.virtualIp ? [METALLB] : []),
    ...Object.entries(secrets).flatMap(([key, source]) => secretPrerequisites(
      source, namespace, [key], key === PULL_SECRET_KEY ? 'pulls the images of OpenShift' : 'opens the nodes for administrators')),
  ];
}
