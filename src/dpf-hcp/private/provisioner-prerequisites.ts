import { Prerequisite, SecretSource } from '../../common';
import { PULL_SECRET_KEY } from '../catalogue/provisioner';
import { DpfHcpReleaseFacts } from '../catalogue/releases';
import { DpfHcpProvisionerProps } from '../dpf-hcp-provisioner-props';
import { definitionsOf } from './crds';
import { definitionsNeed, Need, namespaceNeed } from './needs';
import { METALLB } from './prerequisites';

interface Emitted {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly [field: string]: unknown };
}

/** What a provisioner needs of its cluster. */
export function provisionerNeeds(
  release: DpfHcpReleaseFacts,
  props: DpfHcpProvisionerProps,
  { metadata, spec }: Emitted,
  secrets: { readonly [key: string]: SecretSource },
): Need[] {
  const { name, namespace } = metadata;
  const { dpuClusterRef, dpuDeploymentRef, etcdStorageClass } = props;
  const names = [spec.pullSecretRef, spec.sshKeySecretRef].map((reference) => (reference as { name: string }).name);
  return [
    definitionsNeed(`describe the object ${name}; they come with the operator`, definitionsOf(release).map((definition) => definition.metadata.name)),
    namespaceNeed(namespace, `is that of ${name}`),
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
    ...Object.entries(secrets).flatMap(([key, source], index) => secretPrerequisites(key, source, names[index], namespace)),
  ];
}

/** A Secret that exists is looked at; one that a store gives needs the operator that asks the store. */
function secretPrerequisites(key: string, source: SecretSource, name: string, namespace: string): Prerequisite[] {
  const { secret, external } = source._kind;
  if (secret) {
    return [{
      name: `Secret ${namespace}/${name} with the key ${key}`,
      reason: key === PULL_SECRET_KEY ? 'pulls the images of OpenShift' : 'opens the nodes for administrators',
      check: `kubectl get secret ${name} -n ${namespace} -o jsonpath='{.data.${key.replace(/\./g, '\\.')}}' | grep -q .`,
    }];
  }
  if (!external) return [];
  const { store } = external;
  const where = store.kind === 'ClusterSecretStore' ? '' : ` -n ${namespace}`;
  return [{
    name: `External Secrets Operator, with the ${store.kind} ${store.name}`,
    reason: 'makes Secrets of what a store has',
    check: `kubectl get ${store.kind.toLowerCase()} ${store.name}${where}`,
  }];
}
