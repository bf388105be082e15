import { objectNames, RedfishModel } from './model';
import { securityContextConstraints } from './scc';
import { binding, clusterRole, role } from '../../common/private/access-objects';
import { Emission } from '../../common/private/emission';
import { Meta, serviceAccount } from '../../common/private/manifest';
import { OPENSHIFT_RESTRICTED } from '../catalogue/defaults';
import { RedfishPermissions } from '../redfish-platform';

/** The service account of the server, what it may do, and under which constraints its pod runs. */
export function access(model: RedfishModel): Emission[] {
  return [...accounts(model), ...permissions(model), ...constraints(model)];
}

const metaOf = ({ labels, annotations }: RedfishModel, name: string, namespace?: string): Meta => (
  { name, namespace, labels, annotations });

function accounts(model: RedfishModel): Emission[] {
  return model.accounts.map(({ id, name, namespace }) => (
    { id, manifest: serviceAccount(metaOf(model, name, namespace)) }));
}

function permissions(model: RedfishModel): Emission[] {
  const { name, account, release, configuration } = model;
  if (model.permissions === RedfishPermissions.NONE) return [];
  if (model.permissions === RedfishPermissions.CLUSTER_WIDE) {
    const names = objectNames(name);
    return [
      { id: 'ClusterRole', manifest: clusterRole(metaOf(model, names.clusterRole), release.clusterRules) },
      {
        id: 'ClusterRoleBinding',
        manifest: binding(metaOf(model, names.clusterRoleBinding), { kind: 'ClusterRole', name: names.clusterRole }, account),
      },
    ];
  }
  const inNamespace = (id: string, roleName: string, namespace: string, rules: RedfishModel['release']['chassisRules']): Emission[] => [
    { id: `Role-${id}`, manifest: role(metaOf(model, roleName, namespace), rules) },
    { id: `RoleBinding-${id}`, manifest: binding(metaOf(model, roleName, namespace), { kind: 'Role', name: roleName }, account) },
  ];
  // Another server, in another namespace, may have rights in the same one.
  const own = `${name}:${account.namespace}`;
  const namespaces = [...new Set(configuration.chassis.map(({ namespace }) => namespace))];
  const proxy = configuration.cdi?.upload_proxy;
  const services = proxy ? [{ apiGroups: [''], resources: ['services'], resourceNames: [proxy.service_name!], verbs: ['get'] }] : [];
  return [
    ...namespaces.flatMap((namespace) => inNamespace(namespace, own, namespace, release.chassisRules)),
    ...[...new Set(proxy?.namespaces)].flatMap((namespace) => inNamespace(`upload-proxy:${namespace}`, `${own}:upload-proxy`, namespace, services)),
  ];
}

function constraints(model: RedfishModel): Emission[] {
  const { scc, name, namespace, account } = model;
  if (!scc) return [];
  if (scc === 'restricted') {
    const meta = metaOf(model, `${name}-restricted`, namespace);
    return [{ id: 'RestrictedScc', manifest: binding(meta, { kind: 'ClusterRole', name: OPENSHIFT_RESTRICTED }, account) }];
  }
  const { name: sccName, ...parts } = scc;
  const fields = { requiredDropCapabilities: ['ALL'], readOnlyRootFilesystem: true };
  return [{ id: 'SecurityContextConstraints', manifest: securityContextConstraints(metaOf(model, sccName), { ...parts, account, fields }) }];
}
