import { adaptorDaemonSet } from './adaptor-daemon-set';
import { grantObjects } from './grants';
import { AdaptorModel } from './model';
import { NAMES } from './names';
import { Emission } from '../../common/private/emission';
import { configMap, secret, serviceAccount } from '../../common/private/manifest';
import { sortedMap } from '../../common/private/sorted-map';

/** Every object of the adaptor. What is read at its start comes before the DaemonSet. */
export function adaptorObjects(model: AdaptorModel): Emission[] {
  const { namespace, access, labels, grants } = model;
  const secrets = model.secrets.map(({ name, data, annotations }): Emission => ({
    id: `Secret-${name}`, manifest: secret({ name, namespace, labels, annotations }, sortedMap(data)),
  }));
  return [
    {
      id: 'ServiceAccount',
      manifest: serviceAccount({ name: NAMES.serviceAccount, namespace, annotations: access.serviceAccountAnnotations }),
    },
    ...grantObjects(grants, { name: NAMES.serviceAccount, namespace }),
    { id: 'ConfigMap', manifest: configMap({ name: access.configMap, namespace, labels }, sortedMap(model.config)) },
    ...secrets,
    { id: 'DaemonSet', manifest: adaptorDaemonSet(model) },
  ];
}
