import type { ConfigMap, Secret, ServiceAccount } from 'kubernetes-types/core/v1';
import { adaptorDaemonSet } from './adaptor-daemon-set';
import { AdaptorSettings } from './adaptor-settings';
import { grantObjects } from './grants';
import { Emission } from './manifest';
import { NAMES } from './names';
import { sortedMap } from '../../common/private/sorted-map';

/** Every object of the adaptor. What is read at its start comes before the DaemonSet. */
export function adaptorObjects(settings: AdaptorSettings): Emission[] {
  const { namespace, access, labels, grants } = settings;
  const serviceAccount: ServiceAccount = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: NAMES.serviceAccount,
      namespace,
      ...(Object.keys(access.serviceAccountAnnotations).length ? { annotations: { ...access.serviceAccountAnnotations } } : {}),
    },
  };
  const configMap: ConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: access.configMap, namespace, labels: { ...labels } },
    data: sortedMap(settings.config),
  };
  const secrets = settings.secrets.map(({ name, data, annotations }): Emission => {
    const secret: Secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace, labels: { ...labels }, ...(annotations ? { annotations: { ...annotations } } : {}) },
      type: 'Opaque',
      stringData: sortedMap(data),
    };
    return { id: `Secret-${name}`, manifest: secret };
  });
  return [
    { id: 'ServiceAccount', manifest: serviceAccount },
    ...grantObjects(grants, { name: NAMES.serviceAccount, namespace }),
    { id: 'ConfigMap', manifest: configMap },
    ...secrets,
    { id: 'DaemonSet', manifest: adaptorDaemonSet(settings) },
  ];
}
