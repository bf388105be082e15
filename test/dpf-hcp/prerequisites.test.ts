import { spawnSync } from 'child_process';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  Cluster, DpfHcpCrds, DpfHcpPlacement, DpfHcpRelease, Prerequisite, RestrictedNamespace, SecretSource, SecretStore,
} from 'cdk8s-coco';
import { newDpfChart, newOperator, newProvisioner } from '../support/dpf-hcp';

const OPENSHIFT = 'kubectl get clusterversion version -o jsonpath=\'{.status.desired.version}\' | grep -Eq \'^(4\\.(1[8-9]|[2-9][0-9])|[5-9])\\.\'';
const checks = (prerequisites: Prerequisite[]) => prerequisites.map(({ check }) => check);

test('what the operator needs of the cluster', () => {
  expect(newOperator().prerequisites).toEqual([
    { name: 'OpenShift 4.18 or newer', reason: 'is the management cluster', check: OPENSHIFT },
    { name: 'namespace dpf-hcp-provisioner-system', reason: 'is that of the operator', check: 'kubectl get namespace dpf-hcp-provisioner-system' },
    {
      name: 'HyperShift operator, with the multicluster engine',
      reason: 'runs the hosted control planes',
      check: 'kubectl get crd hostedclusters.hypershift.openshift.io nodepools.hypershift.openshift.io',
    },
    {
      name: 'DPF operator',
      reason: 'manages the DPUs',
      check: 'kubectl get crd dpuclusters.provisioning.dpu.nvidia.com dpuflavors.provisioning.dpu.nvidia.com dpus.provisioning.dpu.nvidia.com '
        + 'dpudeployments.svc.dpu.nvidia.com dpuservicetemplates.svc.dpu.nvidia.com dpfoperatorconfigs.operator.dpu.nvidia.com',
    },
    { name: 'a StorageClass, such as that of OpenShift Data Foundation', reason: 'holds the volumes of etcd', check: 'kubectl get storageclass -o name | grep -q .' },
    {
      name: 'MetalLB operator',
      reason: 'answers at the virtual IP of a control plane; not on clouds with load balancers of their own',
      check: 'kubectl get crd ipaddresspools.metallb.io l2advertisements.metallb.io',
    },
    { name: 'nodes with node-role.kubernetes.io/control-plane=', reason: 'run the operator', check: 'kubectl get nodes -l \'node-role.kubernetes.io/control-plane=\' -o name | grep -q .' },
  ]);
});

test('every custom resource that it may touch is looked for', () => {
  const asked = checks(newOperator().prerequisites).join(' ');
  const roles = newOperator().node.findChild('ClusterRole') as unknown as { toJson(): { rules: { apiGroups: string[]; resources: string[] }[] } };
  const foreign = roles.toJson().rules.flatMap(({ apiGroups: [group], resources }) => resources
    .filter((one) => group.includes('.') && !/k8s\.io$|dpu\.hcp\.io$|config\.openshift\.io$/.test(group) && !one.includes('/'))
    .map((one) => `${one}.${group}`));
  expect(foreign.length).toBeGreaterThan(8);
  expect(foreign.filter((one) => !asked.includes(one))).toEqual([]);
});

test('fewer where less is asked for', () => {
  const all = checks(newOperator().prerequisites);
  const other = (props: object) => checks(newOperator(props).prerequisites).filter((one) => !all.includes(one));
  const without = (props: object) => all.filter((one) => !checks(newOperator(props).prerequisites).includes(one));
  expect(without({ config: { disableMetalLb: true } })).toEqual(['kubectl get crd ipaddresspools.metallb.io l2advertisements.metallb.io']);
  expect(without({ placement: DpfHcpPlacement.custom() })).toEqual(['kubectl get nodes -l \'node-role.kubernetes.io/control-plane=\' -o name | grep -q .']);
  expect(other({ release: DpfHcpRelease.V0_1_0_PRE })).toEqual([OPENSHIFT.replace('1[8-9]', '1[7-9]'), 'kubectl get crd dpuclusters.provisioning.dpu.nvidia.com']);
});

test('what a provisioner needs of the cluster', () => {
  expect(checks(newProvisioner({ etcdStorageClass: 'fast' }).prerequisites)).toEqual([
    'kubectl get crd dpfhcpprovisioners.provisioning.dpu.hcp.io dpfhcpprovisionerconfigs.provisioning.dpu.hcp.io',
    'kubectl get namespace my-dpu-clusters',
    'kubectl get dpucluster my-dpucluster -n dpu-clusters',
    'kubectl get dpudeployment ovn-hbn -n dpu-clusters',
    'kubectl get storageclass fast',
    'kubectl get crd ipaddresspools.metallb.io l2advertisements.metallb.io',
    'kubectl get secret my-pull-secret -n my-dpu-clusters -o jsonpath=\'{.data.\\.dockerconfigjson}\' | grep -q .',
    'kubectl get secret my-ssh-key -n my-dpu-clusters -o jsonpath=\'{.data.id_rsa\\.pub}\' | grep -q .',
  ]);
});

test('a store in place of a Secret', () => {
  const pullSecret = SecretSource.externalSecret({ store: SecretStore.clusterWide('vault'), keys: { '.dockerconfigjson': { key: 'a' } } });
  const sshKey = SecretSource.externalSecret({ store: SecretStore.named('mine'), keys: { 'id_rsa.pub': { key: 'a' } } });
  expect(checks(newProvisioner({ pullSecret, sshKey }).prerequisites).slice(-2)).toEqual([
    'kubectl get clustersecretstore vault', 'kubectl get secretstore mine -n my-dpu-clusters',
  ]);
});

describe('what the app brings itself is none', () => {
  const NAMESPACES = /^kubectl get namespace /;
  const CRDS = /dpfhcpprovisioners/;
  const namespace = (scope: Chart, name: string) => {
    new ApiObject(scope, 'Own', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  };
  const asked = (all: Prerequisite[], pattern: RegExp) => checks(all).filter((one) => pattern.test(one)).length;

  test('a namespace, by the operator or by anybody', () => {
    expect(asked(newOperator().prerequisites, NAMESPACES)).toBe(1);
    const operator = newOperator();
    new RestrictedNamespace(Chart.of(operator), 'Namespace');
    expect(asked(operator.prerequisites, NAMESPACES)).toBe(0);
    const provisioner = newProvisioner();
    namespace(Chart.of(provisioner), 'other');
    expect(asked(provisioner.prerequisites, NAMESPACES)).toBe(1);
    namespace(new Chart(provisioner, 'Later'), 'my-dpu-clusters');
    expect(asked(provisioner.prerequisites, NAMESPACES)).toBe(0);
  });

  test('the definitions, by the operator or alone', () => {
    expect(asked(newOperator({ installCrds: false }).prerequisites, CRDS)).toBe(1);
    const operator = newOperator({ installCrds: false });
    new DpfHcpCrds(Chart.of(operator), 'Alone', { release: DpfHcpRelease.latest() });
    expect(asked(operator.prerequisites, CRDS)).toBe(0);
    const chart = newDpfChart();
    newOperator({}, chart);
    expect(asked(newProvisioner({}, chart).prerequisites, CRDS)).toBe(0);
  });

  test('but for what it brings into another cluster', () => {
    const app = new App();
    const [a, b] = ['a', 'b'].map((name) => new Chart(app, name, { namespace: 'x' }));
    Cluster.assign(a, 'a');
    Cluster.assign(b, 'b');
    newOperator({}, a);
    const provisioner = newProvisioner({}, b);
    expect(asked(provisioner.prerequisites, CRDS)).toBe(1);
  });
});

test('the version of OpenShift counts', () => {
  const grep = OPENSHIFT.split('| ')[1];
  const versions = ['4.9.1', '4.16.40', '4.17.0', '4.18.0', '4.20.0-ec.5', '5.0.0', '3.11.0', ''];
  const { stdout } = spawnSync('sh', ['-c', versions.map((one) => `printf %s '${one}' | ${grep} && echo '${one}'`).join('; ')], { encoding: 'utf8' });
  expect(stdout.trim().split('\n')).toEqual(['4.18.0', '4.20.0-ec.5', '5.0.0']);
});
