import { DpfHcpOperatorPreset, DpfHcpOperatorProps, DpfHcpPlacement, DpfHcpRelease, TolerationOperator } from 'cdk8s-coco';
import { Cpu } from 'cdk8s-plus-28';
import { newDpfChart, newOperator, refusals } from '../support/dpf-hcp';

const refuse = (props: { [prop: string]: unknown }) => refusals(() => newOperator(props as Partial<DpfHcpOperatorProps>));
const PRE = DpfHcpRelease.V0_1_0_PRE;
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const LABELLED = { topologyKey: 'zone', labelSelector: { matchLabels: { a: 1 } } };

test.each<[{ [prop: string]: unknown }, string]>([
  [{ replcas: 2 }, 'replcas: there is no such prop. Did you mean "replicas"?'],
  [{ release: '0.1.0' }, 'release: got "0.1.0"; allowed: a DpfHcpRelease. It is of the type string. Take DpfHcpRelease.of(...).'],
  [{ preset: 'prod' }, 'preset: got "prod"; allowed: development, production, highly-available. Take a member of DpfHcpOperatorPreset.'],
  [{ name: 'Dpf' }, 'name: got "Dpf"; allowed: a DNS name of at most 63 characters: a-z, 0-9, "-" and ".". Objects and a label have this name.'],
  [{ name: 'a'.repeat(64) }, `name: got "${'a'.repeat(64)}"; allowed: a DNS name of at most 63 characters: a-z, 0-9, "-" and ".". Objects and a label have this name.`],
  [{ instance: '-a' }, 'instance: got "-a"; allowed: a label value: 1 to 63 letters, digits, "-", "_" and ".". It is part of the selector of the Deployment.'],
  [{ appName: '' }, 'appName: got ""; allowed: a label value: 1 to 63 letters, digits, "-", "_" and ".". It is part of the selector of the Deployment.'],
  [{ namespace: 'a.b' }, 'namespace: got "a.b"; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. Leave it out for the namespace of the chart.'],
  [{ image: 'a:1' }, 'image: got "a:1"; allowed: a ContainerImage. It is of the type string. Take ContainerImage.fromReference(...) or ContainerImage.of(...).'],
  [{ imagePullPolicy: 'always' }, 'imagePullPolicy: got "always"; allowed: Always, IfNotPresent, Never. Did you mean "Always"? Take a member of ImagePullPolicy.'],
  [{ replicas: -1 }, 'replicas: got -1; allowed: a whole number from 0 to 2147483647. Leave it out for the default.'],
  [{ replicas: '2' }, 'replicas: got "2"; allowed: a number. It is of the type string. Remove the quotes.'],
  [{ serviceAccountName: 'a_b' }, 'serviceAccountName: got "a_b"; allowed: a DNS name: a-z, 0-9, "-" and ".". Leave it out for the name of the operator.'],
  [{ serviceAccountAnnotations: { 'a b': 'c' } }, 'serviceAccountAnnotations["a b"]: got "a b"; allowed: an annotation: an optional DNS name and "/", then at most 63 letters, '
    + 'digits, "-", "_" and ".". Write it in this form.'],
  [{ resources: 5 }, 'resources: got 5; allowed: an object like { cpu, ephemeralStorage, memory }. It is of the type number.'],
  [{ resources: { cpuu: {} } }, 'resources.cpuu: there is no such prop. Did you mean "cpu"?'],
  [{ resources: { memory: { limit: '1Gi' } } },
    'resources.memory.limit: got "1Gi"; allowed: a Size of cdk8s, like Size.mebibytes(64). It is of the type string.'],
  [{ resources: { cpu: { request: Cpu.millis(300), limit: Cpu.millis(200) } } },
    'resources.cpu: got the request "300m" and the limit "200m"; allowed: a limit that is not below the request. Raise the limit.'],
  [{ logLevel: 'debug' }, 'logLevel: got "debug"; allowed: a DpfHcpLogLevel. It is of the type string. Take DpfHcpLogLevel.verbosity(...).'],
  [{ leaderElection: 'false' }, 'leaderElection: got "false"; allowed: true, false. Give a boolean, not a string.'],
  [{ healthProbe: { port: 0 } }, 'healthProbe.port: got 0; allowed: a whole number from 1 to 65535. Leave it out for the default.'],
  [{ healthProbe: { livenes: {} } }, 'healthProbe.livenes: there is no such prop. Did you mean "liveness"?'],
  [{ healthProbe: { liveness: 5 } }, 'healthProbe.liveness: got 5; allowed: an object like { initialDelaySeconds, periodSeconds }. It is of the type number.'],
  [{ healthProbe: { readiness: { periodSeconds: 0 } } },
    'healthProbe.readiness.periodSeconds: got 0; allowed: a whole number from 1 to 2147483647. Leave it out for the default.'],
  [{ placement: 'master' }, 'placement: got "master"; allowed: a DpfHcpPlacement. It is of the type string. Take DpfHcpPlacement.master(...).'],
  [{ placement: DpfHcpPlacement.custom({ nodeSelector: { a: 'b c' } }) },
    'placement.nodeSelector["a"]: got "b c"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. Numbers and booleans need quotes.'],
  [{ placement: DpfHcpPlacement.custom({ tolerations: [{ operator: TolerationOperator.EQUAL }] }) },
    'placement.tolerations[0].operator: got "Equal"; allowed: Exists, where there is no key. Name the taint\'s key, or tolerate all with Exists.'],
  [{ resources: { cpu: 5 } }, 'resources.cpu: got 5; allowed: an object like { limit, request }. It is of the type number.'],
  [{ securityContext: [] }, 'securityContext: got an empty list; allowed: an object. It is of the type list.'],
  [{ config: { blueFieldOcpLayerRepo: '' } },
    'config.blueFieldOcpLayerRepo: got ""; allowed: a repository without a tag. The operator chooses the tag by the version of OpenShift.'],
  [{ spreadAcrossZones: 1 }, 'spreadAcrossZones: got 1; allowed: true, false. It is of the type number.'],
  [{ podSecurityContext: { runAsNonRoot: 'true' } }, 'podSecurityContext.runAsNonRoot: got "true"; allowed: true, false. Give a boolean, not a string.'],
  [{ podSecurityContext: { fsgroup: 1 } }, 'podSecurityContext.fsgroup: Kubernetes has no such field; did you mean "fsGroup"?'],
  [{ securityContext: { runAsUser: -1 } }, 'securityContext.runAsUser: got -1; allowed: a whole number from 0 to 2147483647. Give the number of a user or group.'],
  [{ securityContext: { privileged: true, allowPrivilegeEscalation: false } },
    'securityContext.allowPrivilegeEscalation: got false; allowed: true, where the container is privileged. Leave `privileged` out.'],
  [{ podSecurityContext: { seccompProfile: 'RuntimeDefault' } }, 'podSecurityContext.seccompProfile: got "RuntimeDefault"; allowed: an object. Write it as in a pod.'],
  [{ podSecurityContext: { sysctls: [{ name: 'a', value: 1 }] } }, 'podSecurityContext.sysctls[0].value: got 1; allowed: a string. Numbers and booleans need quotes.'],
  [{ podSecurityContext: { fsGroup: 1e21 } }, 'podSecurityContext.fsGroup: got 1e+21; allowed: a whole number from 0 to 2147483647. Give the number of a user or group.'],
  [{ securityContext: { capabilities: ['ALL'] } }, 'securityContext.capabilities: got a list; allowed: an object. Write it as in a pod.'],
  [{ securityContext: { capabilities: { drop: 'ALL' } } }, 'securityContext.capabilities.drop: got "ALL"; allowed: a list. Write it as in a pod.'],
  [{ podAnnotations: { a: 1 } }, 'podAnnotations["a"]: got 1; allowed: a string. It is of the type number. Put it in quotes.'],
  [{ commonLabels: { a: true } }, 'commonLabels["a"]: got true; allowed: a string. It is of the type boolean. Put it in quotes.'],
  [{ commonAnnotations: { '/': '' } }, 'commonAnnotations["/"]: got "/"; allowed: an annotation: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".". '
    + 'Write it in this form.'],
  [{ blueFieldImages: {} }, 'blueFieldImages: the release 0.1.0 does not have it, 0.1.0-pre does. '
    + 'It finds BlueField images in a registry: config.blueFieldOcpLayerRepo.'],
  [{ release: PRE, blueFieldImages: { '4.19 beta': 'a' } }, 'blueFieldImages["4.19 beta"]: got "4.19 beta"; allowed: a version of OpenShift, like "4.19.0-ec.5". '
    + 'A ConfigMap takes letters, digits, "-", "_" and "." for its keys.'],
  [{ release: PRE, config: {} }, 'config: the release 0.1.0-pre does not have it, 0.1.0 does. Leave it out, or take the newer release.'],
  [{ config: { disableMetallb: true } }, 'config.disableMetallb: there is no such prop. Did you mean "disableMetalLb"?'],
  [{ config: { manageDpuServiceTemplates: 'yes' } }, 'config.manageDpuServiceTemplates: got "yes"; allowed: true, false. Give a boolean, not a string.'],
  [{ config: { blueFieldOcpLayerRepo: 'quay.io/a/b:1' } },
    'config.blueFieldOcpLayerRepo: got "quay.io/a/b:1"; allowed: a repository without a tag. The operator chooses the tag by the version of OpenShift.'],
  [{ config: { blueFieldOcpLayerRepo: 'https://user:hunter2@quay.io/a' } },
    'config.blueFieldOcpLayerRepo: got a value that is not printed here; allowed: a repository without a protocol, a user and a digest. '
    + 'Credentials come from the pull secret of each provisioner.'],
  [{ config: { blueFieldOcpLayerRepo: 'quay.io/A b' } },
    'config.blueFieldOcpLayerRepo: got "quay.io/A b"; allowed: a repository without a tag. The operator chooses the tag by the version of OpenShift.'],
  [{ config: { dpuServicesImagePullSecret: '{"auths":{}}' } }, 'config.dpuServicesImagePullSecret: got a value that is not printed here; '
    + 'allowed: the name of a Secret: a-z, 0-9, "-" and ".". Make the Secret in the cluster, and give its name.'],
  [{ release: PRE, namespace: 'other', blueFieldValidation: true }, 'namespace: got "other"; allowed: dpf-hcp-provisioner-system, with the validation of BlueField '
    + 'images. The operator of this edition looks for the ConfigMap ocp-bluefield-images there only: take this namespace, or leave the validation off.'],
  [{ replicas: 2, leaderElection: false }, 'leaderElection: got false; allowed: true, where there are several replicas. '
    + 'All of them would work on the same objects at once: let one lead, or set replicas to 1.'],
  [{ preset: DpfHcpOperatorPreset.HIGHLY_AVAILABLE, leaderElection: false },
    'leaderElection: got false; allowed: true with the preset highly-available, which has several replicas. Leave it out, or set replicas to 1.'],
])('%j', (props, message) => {
  expect(refuse(props)).toEqual([message]);
});

test.each([null, 5, []])('no props but %j', (props) => {
  expect(refuse(props as unknown as { [prop: string]: unknown })).toEqual([expect.stringMatching(/^props: got .*; allowed: an object like { release, … }/)]);
});

test.each<[object, string]>([
  [{ podAntiAffinty: {} }, 'podAntiAffinty: there is no such prop. Did you mean "podAntiAffinity"?'],
  [{ podAntiAffinity: { [REQUIRED]: {} } }, `podAntiAffinity.${REQUIRED}: got an object; allowed: a list of objects`],
  [{ podAffinity: { [REQUIRED]: [LABELLED] } }, `podAffinity.${REQUIRED}[0].labelSelector.matchLabels["a"]: got 1; allowed: a string`],
])('an affinity that is none: %j', (affinity, line) => {
  expect(() => DpfHcpPlacement.worker({ affinity })).toThrow(`DpfHcpPlacement.worker: options.affinity.${line}`);
});

test('unknown options of a placement, and options of other types', () => {
  expect(() => DpfHcpPlacement.master({ tolerations: [] } as object)).toThrow('DpfHcpPlacement.master: options.tolerations: there is no such prop. Known: affinity.');
  expect(() => DpfHcpPlacement.custom({ nodeselector: {} } as object)).toThrow('DpfHcpPlacement.custom: options.nodeselector: there is no such prop. Did you mean "nodeSelector"?');
  expect(() => DpfHcpPlacement.worker(null as unknown as object)).toThrow('DpfHcpPlacement.worker: options: got null; allowed: an object like { affinity }. Leave it out for the default.');
  expect(() => DpfHcpPlacement.custom({ tolerations: 'x' as unknown as [], affinity: [] as object })).toThrow([
    'DpfHcpPlacement.custom: 2 problems with the arguments',
    '  - options.affinity: got an empty list; allowed: an object like { nodeAffinity, podAffinity, podAntiAffinity }. It is of the type list.',
    '  - options.tolerations: got "x"; allowed: a list of objects like { effect, key, operator, … }. It is of the type string.',
  ].join('\n'));
});

test('a release that is none', () => {
  expect(() => DpfHcpRelease.of('1')).toThrow('unknown DPF HCP provisioner release "1"; allowed: 0.1.0-pre, 0.1.0.');
  expect(() => DpfHcpRelease.of(1 as unknown as string)).toThrow('DpfHcpRelease.of: version: got 1; allowed: a string. It is of the type number. Put it in quotes.');
});

test('all problems come at once, under the path of the construct', () => {
  expect(() => newOperator({ name: 'A', replicas: -1, namespace: 'B', healthProbe: { port: 0 } })).toThrow(/^dpf\/Operator: 4 problems with DpfHcpOperator\n/);
});

test('a chart whose namespace is none is refused', () => {
  expect(refusals(() => newOperator({}, newDpfChart('No_Namespace')))).toEqual([
    '(chart) namespace: got "No_Namespace"; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. Give the chart another one.',
  ]);
});
