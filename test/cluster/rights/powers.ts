import { SOURCES } from './sources';

/** A request to the API, as a SubjectAccessReview names it. */
export interface Access {
  readonly verb: string;
  readonly group?: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
  /** All namespaces, or an object of the cluster, by default. */
  readonly namespace?: string;
}

/** A namespace that no program of ours works in. */
export const ELSEWHERE = 'elsewhere';

const rbac = (verb: string, resource: string): Access => ({ verb, group: 'rbac.authorization.k8s.io', resource });
const system = (verb: string, resource: string, subresource?: string): Access => ({ verb, resource, subresource, namespace: 'kube-system' });

/** What a program should not be able to do unless it is its purpose. */
export const POWERS: Readonly<Record<string, Access>> = {
  'list all Secrets': { verb: 'list', resource: 'secrets' },
  'read a Secret of kube-system': system('get', 'secrets'),
  'write Secrets elsewhere': { verb: 'create', resource: 'secrets', namespace: ELSEWHERE },
  'list all ConfigMaps': { verb: 'list', resource: 'configmaps' },
  'write ConfigMaps of kube-system': system('update', 'configmaps'),
  'create pods in kube-system': system('create', 'pods'),
  'create pods elsewhere': { verb: 'create', resource: 'pods', namespace: ELSEWHERE },
  'delete pods elsewhere': { verb: 'delete', resource: 'pods', namespace: ELSEWHERE },
  'exec into pods elsewhere': { verb: 'create', resource: 'pods', subresource: 'exec', namespace: ELSEWHERE },
  'create DaemonSets in kube-system': { ...system('create', 'daemonsets'), group: 'apps' },
  'create Jobs elsewhere': { verb: 'create', group: 'batch', resource: 'jobs', namespace: ELSEWHERE },
  'delete volumes elsewhere': { verb: 'delete', resource: 'persistentvolumeclaims', namespace: ELSEWHERE },
  'tokens of kube-system': system('create', 'serviceaccounts', 'token'),
  'impersonate users': { verb: 'impersonate', resource: 'users' },
  'escalate ClusterRoles': rbac('escalate', 'clusterroles'),
  'bind ClusterRoles': rbac('bind', 'clusterroles'),
  'create ClusterRoleBindings': rbac('create', 'clusterrolebindings'),
  'create RoleBindings elsewhere': { ...rbac('create', 'rolebindings'), namespace: ELSEWHERE },
  'delete nodes': { verb: 'delete', resource: 'nodes' },
  'patch nodes': { verb: 'patch', resource: 'nodes' },
  'patch the status of nodes': { verb: 'patch', resource: 'nodes', subresource: 'status' },
  'read through kubelets': { verb: 'get', resource: 'nodes', subresource: 'proxy' },
  'act through kubelets': { verb: 'create', resource: 'nodes', subresource: 'proxy' },
  'change admission webhooks': { verb: 'patch', group: 'admissionregistration.k8s.io', resource: 'mutatingwebhookconfigurations' },
  'change definitions': { verb: 'patch', group: 'apiextensions.k8s.io', resource: 'customresourcedefinitions' },
  'change RuntimeClasses': { verb: 'patch', group: 'node.k8s.io', resource: 'runtimeclasses' },
  'create namespaces': { verb: 'create', resource: 'namespaces' },
  'delete namespaces': { verb: 'delete', resource: 'namespaces' },
  'approve certificates': { verb: 'update', group: 'certificates.k8s.io', resource: 'certificatesigningrequests', subresource: 'approval' },
};

/** What a program may do on purpose. */
export interface Purpose {
  /** The name of its service account. */
  readonly account: RegExp;
  /** Of which suites; all by default. */
  readonly suite?: RegExp;
  readonly powers: readonly string[];
  readonly why: string;
  /** Where upstream shows it. */
  readonly see: string;
}

const EVERYWHERE_BUT_SYSTEM = Object.keys(POWERS).filter((power) => /(Secrets?|ConfigMaps|pods|volumes)/.test(power) && !/exec/.test(power));

export const BY_NATURE: readonly Purpose[] = [
  {
    account: /(kata|runtime).*-sa(-cleanup)?(-[\w-]+)?$|-dispatcher-sa/,
    powers: ['patch nodes', 'read through kubelets', 'change RuntimeClasses'],
    why: 'labels nodes, reads how long kubelets wait for containers, and makes RuntimeClasses where the release does',
    see: SOURCES.kata,
  },
  {
    account: /^cloud-api-adaptor$/,
    powers: ['read a Secret of kube-system', 'patch the status of nodes'],
    why: 'reads the pull secrets of any peer pod by their names, and announces how many VMs a node may have',
    see: SOURCES.peerPods,
  },
  {
    account: /^peerpodconfig-ctrl-controller-manager$/,
    powers: ['patch the status of nodes'],
    why: 'announces how many VMs a node may have',
    see: SOURCES.peerPodConfig,
  },
  {
    account: /^dpf|operator|^account$/,
    suite: /^(examples\/)?dpf/,
    powers: ['list all Secrets', 'read a Secret of kube-system', 'write Secrets elsewhere', 'list all ConfigMaps', 'write ConfigMaps of kube-system', 'create namespaces'],
    why: 'copies pull secrets and kubeconfigs of hosted clusters between namespaces; it watches Secrets and ConfigMaps of all namespaces',
    see: SOURCES.dpf,
  },
  {
    account: /redfish/,
    suite: /cluster-wide|the rights of the chart/,
    powers: EVERYWHERE_BUT_SYSTEM,
    why: 'RedfishPermissions.CLUSTER_WIDE asks for the rights of the chart',
    see: SOURCES.redfish,
  },
];
