import { ApiObject, Chart, Cron, JsonPatch, Lazy } from 'cdk8s';
import { KataRelease, KataRuntime, KataShim } from 'cdk8s-coco';
import * as plus28 from 'cdk8s-plus-28';
import * as plus34 from 'cdk8s-plus-34';
import { Construct, IConstruct } from 'constructs';
import { Manifest, newChart } from '../support/synth';

const CONTAINER = { name: 'app', image: 'registry.example.com/app:1.0', portNumber: 8080 };
const POD = { containers: [{ name: 'app', image: 'registry.example.com/app:1.0' }] };
const METADATA = { labels: { app: 'api' } };
const SELECTOR = { matchLabels: METADATA.labels };

const kata = new KataRuntime(newChart(), 'Kata', { release: KataRelease.V3_22_0, shims: [KataShim.QEMU_SNP, KataShim.QEMU_TDX] });
const runtimeClass = kata.runtimeClass(KataShim.QEMU_SNP);

const inTemplate = (object: Manifest) => object.spec.template.spec;
const inJobTemplate = (object: Manifest) => object.spec.jobTemplate.spec.template.spec;

/** What a chart writes for a workload, without and with the RuntimeClass. */
function beforeAndAfter(create: (chart: Chart) => IConstruct): [Manifest, Manifest] {
  const chart = newChart();
  const workload = create(chart);
  const find = () => chart.toJson().find((one) => JSON.stringify(one).includes('app:1.0'));
  const before = find();
  runtimeClass.applyTo(workload);
  return [before, find()];
}

describe.each([
  ['cdk8s-plus-28', plus28],
  ['cdk8s-plus-34', plus34 as unknown as typeof plus28],
])('a workload of %s', (_, plus) => {
  test.each<[string, (chart: Chart) => IConstruct, (object: Manifest) => Manifest]>([
    ['Pod', (chart) => new plus.Pod(chart, 'App', { containers: [CONTAINER] }), (object) => object.spec],
    ['Deployment', (chart) => new plus.Deployment(chart, 'App', { containers: [CONTAINER] }), inTemplate],
    ['StatefulSet', (chart) => new plus.StatefulSet(chart, 'App', { containers: [CONTAINER] }), inTemplate],
    ['DaemonSet', (chart) => new plus.DaemonSet(chart, 'App', { containers: [CONTAINER] }), inTemplate],
    ['Job', (chart) => new plus.Job(chart, 'App', { containers: [CONTAINER] }), inTemplate],
    ['CronJob', (chart) => new plus.CronJob(chart, 'App', { containers: [CONTAINER], schedule: Cron.daily() }), inJobTemplate],
    ['KubePod', (chart) => new plus.k8s.KubePod(chart, 'App', { spec: POD }), (object) => object.spec],
    ['KubeDeployment', (chart) => new plus.k8s.KubeDeployment(chart, 'App', {
      spec: { selector: SELECTOR, template: { metadata: METADATA, spec: POD } },
    }), inTemplate],
    ['KubeReplicaSet', (chart) => new plus.k8s.KubeReplicaSet(chart, 'App', {
      spec: { selector: SELECTOR, template: { metadata: METADATA, spec: POD } },
    }), inTemplate],
    ['KubeCronJob', (chart) => new plus.k8s.KubeCronJob(chart, 'App', {
      spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: { spec: POD } } } },
    }), inJobTemplate],
    ['KubePodTemplate', (chart) => new plus.k8s.KubePodTemplate(chart, 'App', { template: { spec: POD } }), (object) => object.template.spec],
  ])('%s', (kind, create, podSpecOf) => {
    const [before, after] = beforeAndAfter(create);
    expect(after.kind).toBe(kind.replace('Kube', ''));
    expect(podSpecOf(before)).not.toHaveProperty('runtimeClassName');
    expect(podSpecOf(after)).toEqual({ ...podSpecOf(before), runtimeClassName: 'kata-qemu-snp' });
  });

  test('that gets its containers afterwards', () => {
    const chart = newChart();
    const deployment = new plus.Deployment(chart, 'App');
    runtimeClass.applyTo(deployment);
    deployment.addContainer(CONTAINER);
    expect(chart.toJson()[0].spec.template.spec.runtimeClassName).toBe('kata-qemu-snp');
  });
});

describe('an object written by hand', () => {
  const raw = (apiVersion: string, kind: string, spec: object) => (chart: Chart) => new ApiObject(chart, 'App', { apiVersion, kind, spec });
  test.each<[string, (chart: Chart) => IConstruct, (object: Manifest) => Manifest]>([
    ['Pod', raw('v1', 'Pod', POD), (object) => object.spec],
    ['Deployment', raw('apps/v1', 'Deployment', { template: { spec: POD } }), inTemplate],
    ['CronJob', raw('batch/v1', 'CronJob', { jobTemplate: { spec: { template: { spec: POD } } } }), inJobTemplate],
    ['a custom resource', raw('argoproj.io/v1alpha1', 'Rollout', { template: { spec: POD } }), inTemplate],
    ['a kind of an older API', raw('extensions/v1beta1', 'Deployment', { template: { spec: POD } }), inTemplate],
  ])('%s', (_, create, podSpecOf) => {
    const [, after] = beforeAndAfter(create);
    expect(podSpecOf(after)).toEqual({ ...POD, runtimeClassName: 'kata-qemu-snp' });
  });
});

test('an object that cannot be written yet', () => {
  const chart = newChart();
  let image: string | undefined;
  const produce = () => {
    if (!image) throw new Error('the image is not known yet');
    return { spec: { containers: [{ name: 'app', image }] } };
  };
  const object = new ApiObject(chart, 'App', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: Lazy.any({ produce }) } });
  runtimeClass.applyTo(object);
  image = 'registry.example.com/app:1.0';
  expect(inTemplate(chart.toJson()[0])).toEqual({ ...POD, runtimeClassName: 'kata-qemu-snp' });
});

test('a construct around one workload', () => {
  class Service extends Construct {
    constructor(scope: Construct, id: string) {
      super(scope, id);
      new plus34.Deployment(this, 'Resource', { containers: [CONTAINER] });
    }
  }
  const [, after] = beforeAndAfter((chart) => new Service(chart, 'Api'));
  expect(after.spec.template.spec.runtimeClassName).toBe('kata-qemu-snp');
});

test('the last call wins, and a patch of the user is kept', () => {
  const chart = newChart();
  const pod = new plus34.Pod(chart, 'App', { containers: [CONTAINER] });
  ApiObject.of(pod).addJsonPatch(JsonPatch.add('/spec/priorityClassName', 'high'));
  runtimeClass.applyTo(pod);
  kata.runtimeClass(KataShim.QEMU_TDX).applyTo(pod);
  expect(chart.toJson()[0].spec).toMatchObject({ runtimeClassName: 'kata-qemu-tdx', priorityClassName: 'high' });
});

describe('fails with what is allowed and the repair', () => {
  const ALLOWED = 'allowed: a workload of any version of cdk8s-plus, or an ApiObject with a pod template: a Pod, Deployment, StatefulSet, '
    + 'DaemonSet, Job, CronJob, or a custom resource with spec.template.spec.containers. '
    + "Set runtimeClassName: 'kata-qemu-snp' in the pod template yourself.";

  /** A class that `cdk8s import` made of a schema without runtimeClassName: it writes the fields that it knows. */
  class Narrow extends ApiObject {
    public toJson(): any {
      const { spec, ...rest } = super.toJson();
      return { ...rest, spec: { template: { spec: { containers: spec.template.spec.containers } } } };
    }
  }

  test.each<[string, (chart: Chart) => unknown, string]>([
    ['on a kind without pods', (chart) => new plus28.ConfigMap(chart, 'Map'), 'coco/Map: got the kind ConfigMap, which has no pod template'],
    ['the same of another version', (chart) => new plus34.ConfigMap(chart, 'Map'), 'coco/Map: got the kind ConfigMap, which has no pod template'],
    ['on an empty Deployment', (chart) => new ApiObject(chart, 'D', { apiVersion: 'apps/v1', kind: 'Deployment' }),
      'coco/D: got the kind Deployment, which has no spec.template.spec'],
    ['on a kind of the same name without a template', (chart) => new ApiObject(chart, 'J', { apiVersion: 'batch.volcano.sh/v1alpha1', kind: 'Job', spec: { tasks: [] } }),
      'coco/J: got the kind Job, which has no pod template'],
    ['on a kind named like a method', (chart) => new ApiObject(chart, 'X', { apiVersion: 'apps/v1', kind: 'constructor' }),
      'coco/X: got the kind constructor, which has no pod template'],
    ['on a class that does not know the field', (chart) => new Narrow(chart, 'N', { apiVersion: 'example.com/v1', kind: 'Narrow', spec: { template: { spec: POD } } }),
      'coco/N: got the kind Narrow, which does not write spec.template.spec.runtimeClassName'],
    ['on a chart', (chart) => chart, 'coco: got a construct without an object of its own, such as a chart'],
    ['on an app', (chart) => chart.node.root, '(root): got a construct without an object of its own, such as a chart'],
  ])('%s', (_, create, message) => {
    const workload = create(newChart()) as IConstruct;
    expect(() => runtimeClass.applyTo(workload)).toThrow(new Error(`${message}; ${ALLOWED}`));
  });

  const HOST_POD = { ...POD, hostNetwork: true, hostPID: true, hostIPC: false };
  test.each<[string, (chart: Chart) => IConstruct, string]>([
    ['of cdk8s-plus', (chart) => new plus28.Deployment(chart, 'D', { containers: [CONTAINER], hostNetwork: true }), 'coco/D: got pods with hostNetwork'],
    ['of a later version', (chart) => new plus34.DaemonSet(chart, 'D', { containers: [CONTAINER], hostNetwork: true }), 'coco/D: got pods with hostNetwork'],
    ['of a generated class', (chart) => new plus28.k8s.KubePod(chart, 'P', { spec: { ...POD, hostNetwork: true, hostPid: true } }), 'coco/P: got pods with hostNetwork and hostPID'],
    ['of an ApiObject', (chart) => new ApiObject(chart, 'P', { apiVersion: 'v1', kind: 'Pod', spec: HOST_POD }), 'coco/P: got pods with hostNetwork and hostPID'],
    ['of what installs Kata', (chart) => new KataRuntime(chart, 'Kata', { release: KataRelease.V4_1_0 }), 'coco/Kata: got pods with folders of their node'],
    ['of an earlier release', (chart) => new KataRuntime(chart, 'Kata', { release: KataRelease.V3_22_0 }), 'coco/Kata: got pods with hostPID and folders of their node'],
  ])('on pods in namespaces of their node: %s', (_, create, message) => {
    const workload = create(newChart());
    expect(() => runtimeClass.applyTo(workload)).toThrow(new Error(`${message}; allowed: pods that a VM can run, apart from its node. `
      + 'Leave that out, or run them without Kata.'));
    expect(JSON.stringify(ApiObject.of(workload).toJson())).not.toContain('runtimeClassName');
  });

  test.each([[undefined, 'nothing'], [null, 'null'], ['api', '"api"'], [{ kind: 'Pod' }, 'an object']])('on %j', (workload, got) => {
    expect(() => runtimeClass.applyTo(workload as never)).toThrow(`KataRuntimeClass.applyTo: workload: got ${got}; allowed: a construct.`);
  });
});
