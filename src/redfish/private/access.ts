import { objectNames, RedfishModel } from './model';
import { securityContextConstraints } from './scc';
import { binding, clusterRole, role } from '../../common/private/access-objects';
import { Emission } from '../../common/private/emission';
import { Meta, serviceAccount } from '../../common/private/manifest';
import { OPENSHIFT_RESTRICTED } from '../catalogue/defaults';
import { RedfishPermissions } from '../redfish-platform';

/** The service account of the server, what it may do, and under which constraints its pod runs. */
export function access(settings: RedfishModel): Emission[] {
  return [...accounts(settings), ...permissions(settings), ...constraints(settings)];
}

const metaOf = ({ labels, annotations }: RedfishModel, name: string, namespace?: string): Meta => (
  { name, namespace, labels, annotations });

function accounts(settings: RedfishModel): Emission[] {
  return settings.accounts.map(({ id, name, namespace }) => (
    { id, manifest: serviceAccount(metaOf(settings, name, namespace)) }));
}

function permissions(settings: RedfishModel): Emission[] {
  const { name, account, release, configuration } = settings;
  if (settings.permissions === RedfishPermissions.NONE) return [];
  if (settings.permissions === RedfishPermissions.CLUSTER_WIDE) {
    const names = objectNames(name);
    return [
      { id: 'ClusterRole', manifest: clusterRole(metaOf(settings, names.clusterRole), release.clusterRules) },
      {
        id: 'ClusterRoleBinding',
        manifest: binding(metaOf(settings, names.clusterRoleBinding), { kind: 'ClusterRole', name: names.clusterRole }, account),
      },
    ];
  }
  const inNamespace = (id: string, roleName: string, namespace: string, rules: RedfishModel['release']['chassisRules']): Emission[] => [
    { id: `Role-${id}`, manifest: role(metaOf(settings, roleName, namespace), rules) },
    { id: `RoleBinding-${id}`, manifest: binding(metaOf(settings, roleName, namespace), { kind: 'Role', name: roleName }, account) },
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

function constraints(settings: RedfishModel): Emission[] {
  const { scc, name, namespace, account } = settings;
  if (!scc) return [];
  if (scc === 'restricted') {
    const meta = metaOf(settings, `${name}-restricted`, namespace);
    return [{ id: 'RestrictedScc', manifest: binding(meta, { kind: 'ClusterRole', name: OPENSHIFT_RESTRICTED }, account) }];
  }
  const { name: sccName, ...parts } = scc;
  const fields = { requiredDropCapabilities: ['ALL'], readOnlyRootFilesystem: true };
  return [{ id: 'SecurityContextConstraints', manifest: securityContextConstraints(metaOf(settings, sccName), { ...parts, account, fields }) }];
}
