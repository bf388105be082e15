import { Duration } from 'cdk8s';
import {
  Architecture, ContainerImage, ErofsMergeMode, KataDeployment, KataLogLevel, KataRelease, KataShim, KataUpdateStrategy,
  NodeFeatureDiscovery, RuntimeClasses, Snapshotter, TolerationOperator,
} from 'cdk8s-coco';
import { PercentOrAbsolute } from 'cdk8s-plus-28';
import { install, oneProblem, refusal } from '../../support/synth';

/* eslint-disable @stylistic/max-len -- a message is one line */

type Wrong = { readonly [prop: string]: any };

/** What is wrong, and every line of the one error that says so. */
const TABLE: [Wrong, string[]][] = [
  [{ release: KataRelease.V3_22_0, affinity: {}, startupTaints: [{ key: 'a' }], devkit: true, debug: true, monitor: {}, erofs: {}, podLabels: { a: 'b' }, deployment: KataDeployment.job() }, [
    'affinity: is set; allowed: nothing with kata-deploy 3.22.0. It needs kata-deploy >= 3.23.0.',
    'podLabels: is set; allowed: nothing with kata-deploy 3.22.0. It needs kata-deploy >= 3.23.0.',
    'erofs: is set; allowed: nothing with kata-deploy 3.22.0. It needs kata-deploy >= 3.32.0.',
    'startupTaints: is set; allowed: nothing with kata-deploy 3.22.0. It needs kata-deploy >= 4.0.0.',
    'monitor: is set; allowed: nothing with kata-deploy 3.22.0. It needs kata-deploy >= 3.32.0.',
    'devkit: is set; allowed: nothing with kata-deploy 3.22.0. It needs kata-deploy >= 4.1.0.',
    'deployment: is a Job; allowed: nothing with kata-deploy 3.22.0. It needs kata-deploy >= 3.32.0.',
    'erofs: has no effect where EROFS is not set up; allowed: with Snapshotter.EROFS among `setupSnapshotters`, or as that of a shim. Add it.',
  ]],
  [{ release: KataRelease.V3_25_0, deployment: KataDeployment.daemonSet({ healthPort: 1, dispatcherImage: ContainerImage.of('x', { tag: '1' }) }), logLevel: KataLogLevel.WARN, shims: [KataShim.QEMU.withOptions({ dropIn: 'a=1' })] }, [
    'logLevel: is set; allowed: nothing with kata-deploy 3.25.0. It needs kata-deploy >= 3.32.0.',
    'shims[0].dropIn: is set; allowed: nothing with kata-deploy 3.25.0. It needs kata-deploy >= 3.32.0.',
    'deployment.healthPort: is set; allowed: nothing with kata-deploy 3.25.0. It needs kata-deploy >= 3.31.0.',
    'deployment.dispatcherImage: is set; allowed: nothing with kata-deploy 3.25.0. It needs kata-deploy >= 3.32.0.',
  ]],
  [{ release: KataRelease.V4_0_0, deployment: KataDeployment.job({ waitForNodes: Duration.seconds(1) }), nodeFeatureRules: true, nodeFeatureDiscovery: NodeFeatureDiscovery.PRESENT, devkit: true, debug: true }, [
    'devkit: is set; allowed: nothing with kata-deploy 4.0.0. It needs kata-deploy >= 4.1.0.',
    'nodeFeatureRules: is set; allowed: nothing with kata-deploy 4.0.0. It needs kata-deploy >= 4.1.0.',
    'deployment.waitForNodes: is set; allowed: nothing with kata-deploy 4.0.0. It needs kata-deploy >= 4.1.0.',
  ]],
  [{ architectures: [Architecture.AARCH64], shims: [KataShim.QEMU_CCA, KataShim.QEMU_RUNTIME_RS] }, [
    `shims[0]: got "qemu-cca"; allowed: the shims of kata-deploy 4.1.0: ${KataRelease.V4_1_0.shimNames().join(', ')}. The last release that had it is kata-deploy 3.28.0. No other shim took its place.`,
  ]],
  [{ architectures: [Architecture.AARCH64], shims: [KataShim.QEMU_NVIDIA_GPU, KataShim.QEMU_RUNTIME_RS] }, [
    `shims[0]: got "qemu-nvidia-gpu"; allowed: a shim that kata-deploy 4.1.0 has on aarch64: ${KataRelease.V4_1_0.shimNames('aarch64').join(', ')}. `
    + 'qemu-nvidia-gpu is only there on x86_64. The last release that had it on aarch64 is kata-deploy 3.28.0. "qemu-nvidia-gpu-runtime-rs" took its place.',
  ]],
  [{ release: KataRelease.V3_25_0, shims: [KataShim.CLH_AZURE, KataShim.QEMU] }, [
    `shims[0]: got "clh-azure"; allowed: the shims of kata-deploy 3.25.0: ${KataRelease.V3_25_0.shimNames().join(', ')}. It needs kata-deploy >= 3.32.0.`,
  ]],
  [{ runtimeClasses: RuntimeClasses.BY_KATA_DEPLOY }, [
    'runtimeClasses: got "by-kata-deploy"; allowed: by-manifest, none. kata-deploy 4.1.0 makes none itself; 3.22.0 was the last that did.',
  ]],
  [{ devkit: true }, [
    'devkit: got true; allowed: false without debug. Set debug to true too: the shell is reached by the debug console.',
  ]],
  [{ logLevel: 'loud' }, [
    'logLevel: got "loud"; allowed: error, warn, info, debug, trace. kata-deploy stops at others. Take a member of KataLogLevel.',
  ]],
  [{ nodeFeatureDiscovery: 'yes' }, [
    'nodeFeatureDiscovery: got "yes"; allowed: absent, present, enforced. Take a member of NodeFeatureDiscovery.',
  ]],
  [{ nodeFeatureRules: true }, [
    'nodeFeatureRules: confidential RuntimeClasses ask for keys that Node Feature Discovery must count; without it in the cluster, no pod of theirs is scheduled. Install it, and set nodeFeatureDiscovery.',
  ]],
  [{ containerd: { configDir: 'etc', configFileName: 'a/b', runtimeSocket: '/run/x', userDropIn: ' ', sokcet: 1 } }, [
    'containerd.sokcet: there is no such prop. Known: configDir, configFileName, runtimeSocket, userDropIn.',
    'containerd.configDir: got "etc"; allowed: an absolute path without ".." and spaces, like "/etc/containerd/". Give the folder on the nodes.',
    'containerd.configFileName: got "a/b"; allowed: the name of a file, without a folder. The folder is containerd.configDir.',
    'containerd.runtimeSocket: got "/run/x"; allowed: unix:// and an absolute path. Like "unix:///run/containerd/containerd.sock".',
    'containerd.userDropIn: got " "; allowed: a string with something in it. Leave it out for none.',
  ]],
  [{ monitor: { port: 0, listenAddress: '0.0.0.0:1', runtimeEndpoint: 'tcp://x', logLevel: 'x' } }, [
    'monitor.logLevel: got "x"; allowed: error, warn, info, debug, trace. Take a member of KataLogLevel.',
    'monitor.runtimeEndpoint: got "tcp://x"; allowed: unix:// and an absolute path. Like "unix:///run/containerd/containerd.sock".',
    'monitor.port: got 0; allowed: a whole number from 1 to 65535. Give another one.',
  ]],
  [{ erofs: { mergeMode: 'm', snapshotterMode: 'd' } }, [
    'erofs.mergeMode: got "m"; allowed: merged, unmerged. kata-deploy stops at others. Take a member of ErofsMergeMode.',
    'erofs.snapshotterMode: got "d"; allowed: disk, memory. kata-deploy stops at others. Take a member of ErofsSnapshotterMode.',
    'erofs: has no effect where EROFS is not set up; allowed: with Snapshotter.EROFS among `setupSnapshotters`, or as that of a shim. Add it.',
  ]],
  [{ erofs: {}, shims: [KataShim.QEMU.withOptions({ snapshotter: Snapshotter.EROFS })] }, [
    'shims[0].snapshotter: got "erofs"; allowed: another one for qemu while layers are merged. kata-deploy stops, as only shims of the Rust runtime can read merged layers: set erofs.mergeMode to "unmerged", or take one of them.',
  ]],
  [{ startupTaints: [{ key: 'a b', effect: 'Soon' }] }, [
    'startupTaints[0].effect: got "Soon"; allowed: NoSchedule, PreferNoSchedule, NoExecute. Take a member of TaintEffect.',
    'startupTaints[0].key: got "a b"; allowed: the key of a taint. Like "katacontainers.io/kata-runtime".',
  ]],
  [{ startupTaints: [{ key: 'x' }], runtimeClassTolerations: [{ operator: TolerationOperator.EXISTS }], shims: [KataShim.CLH, KataShim.QEMU.withOptions({ runtimeClass: { tolerations: [{ key: 'x', operator: TolerationOperator.EXISTS }], overheadCpu: '1 cpu', nodeSelector: { 'katacontainers.io/kata-runtime': 'x' } } })] }, [
    'runtimeClassTolerations[0]: accepts the startup taint "x", so pods would be on nodes before Kata is; allowed: taints that stay. Take the toleration out; kata-deploy removes the taint when Kata is ready.',
    'shims[1].runtimeClass.tolerations[0]: accepts the startup taint "x", so pods would be on nodes before Kata is; allowed: taints that stay. Take the toleration out; kata-deploy removes the taint when Kata is ready.',
    'shims[1].runtimeClass.nodeSelector["katacontainers.io/kata-runtime"]: got "katacontainers.io/kata-runtime"; allowed: labels that kata-deploy does not set itself. It is among them already: leave it out.',
    'shims[1].runtimeClass.overheadCpu: got "1 cpu"; allowed: a quantity such as "250m" or "160Mi". Digits and a unit.',
  ]],
  [{ podLabels: { 'name': 'x', 'a b': 'c d' }, podAnnotations: { 'checksum/x': 'y' } }, [
    'podAnnotations["checksum/x"]: got "checksum/x"; allowed: annotations that do not begin with "checksum/". Choose another one.',
    'podLabels["a b"]: got "c d"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. Numbers and booleans need quotes.',
    'podLabels["a b"]: got "a b"; allowed: a label: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".". Write it in this form.',
    'podLabels["name"]: got "name"; allowed: labels that are not set already. The selector uses this one: choose another.',
  ]],
  [{ deployment: KataDeployment.daemonSet({ updateStrategy: KataUpdateStrategy.rollingUpdate(PercentOrAbsolute.absolute(0)), healthPort: 70000, startupProbe: { period: Duration.seconds(0), failureThreshold: 0, timeout: Duration.millis(500) } }) }, [
    'deployment.updateStrategy: got 0; allowed: one node or more. With none at a time, no pod would ever be replaced.',
    'deployment.healthPort: got 70000; allowed: a whole number from 1 to 65535. Give another one.',
    'deployment.startupProbe.period: got "0 seconds"; allowed: whole seconds, 1 or more. Give another duration.',
    'deployment.startupProbe.timeout: got "0.5 seconds"; allowed: whole seconds, 1 or more. Give another duration.',
    'deployment.startupProbe.failureThreshold: got 0; allowed: a whole number, 1 or more. Give another one.',
  ]],
  [{ deployment: KataDeployment.job({ parallelism: 0, nodes: ['A', 'b', 'b'], ttlAfterFinished: Duration.seconds(30), backoffLimit: -1, lateNodes: true, lateNodesSchedule: 'sometimes', cleanup: { nodes: ['a'], nodeSelector: { a: 'b' } }, dispatcherTolerations: [{}] } as object) }, [
    'deployment.dispatcherTolerations[0].operator: got nothing; allowed: Exists, where there is no key. Name the taint\'s key, or tolerate all with Exists.',
    'deployment.parallelism: got 0; allowed: a whole number, 1 or more. Give another one.',
    'deployment.backoffLimit: got -1; allowed: a whole number, 0 or more. Give another one.',
    'deployment.ttlAfterFinished: got 30; allowed: 60 seconds or more. The dispatcher would not see in time that the Job of a node is done.',
    'deployment.nodes[0]: got "A"; allowed: the name of a node: a-z, 0-9, "-" and ".". Take it from kubectl get nodes.',
    'deployment.nodes[2]: got "b"; allowed: each node once. Remove one of the two.',
    'deployment.lateNodesSchedule: got "sometimes"; allowed: five fields as cron has them, like "*/10 * * * *", or @hourly, or @every 5m. Minute, hour, day, month, weekday.',
    'deployment.lateNodes: got true; allowed: false with `nodes`. Nodes that are named are all there are: leave `nodes` out to cover later ones.',
    'deployment.cleanup.nodes: cannot be combined with labels, which would be ignored; allowed: nodes by name, or by labels. Remove one of the two.',
  ]],
  [{ deployment: KataDeployment.job(), affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] }, { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }] } } } }, [
    'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator: got "Gt"; allowed: In, NotIn, Exists, DoesNotExist. Label selectors cannot compare numbers.',
    'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[1].matchFields: got fields; allowed: matchExpressions, since Jobs select nodes by labels. Name the nodes instead.',
    'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[1]: has no matchExpressions, and such a term matches no node; allowed: one expression or more. Remove the term.',
  ]],
  [{ affinity: { nodeAfinity: {} } }, [
    'affinity.nodeAfinity: there is no such prop. Did you mean "nodeAffinity"?',
  ]],
  [{ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } } }, [
    'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: got an empty list; allowed: one term or more. Kubernetes takes none for no node: leave requiredDuring… out for every node.',
  ]],
  [{ verification: { pod: { kind: 'Deployment', metadata: { name: 'A' }, spec: {} }, namespace: 'X', timeout: 5 } }, [
    'verification.timeout: got 5; allowed: a Duration of cdk8s, like Duration.minutes(5). It is of the type number.',
    'verification.pod.kind: got "nothing Deployment"; allowed: v1 Pod. Give the whole manifest of a pod.',
    'verification.pod.metadata.name: got "A"; allowed: the name of a pod: a-z, 0-9, "-" and ".". By it the pod is waited for.',
    'verification.pod.spec.runtimeClassName: got nothing; allowed: one of this runtime: kata-qemu-coco-dev, kata-qemu-nvidia-gpu-snp, kata-qemu-nvidia-gpu-tdx, kata-qemu-snp, kata-qemu-tdx. Another one would show nothing of this installation.',
    'verification.pod.spec.restartPolicy: got nothing; allowed: Never, OnFailure. The pod has to end: with Always, Kubernetes starts it again.',
    'verification.namespace: got "X"; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. Give the name of a namespace.',
  ]],
  [{ customRuntimes: [{ name: 'kata-qemu-snp', baseShim: KataShim.CLH, dropIn: '', pullType: 'x' }, { name: 'Kata', baseShim: KataShim.QEMU_SNP }] }, [
    'customRuntimes[0].pullType: got "x"; allowed: default, guest-pull. Take a member of PullType.',
    'customRuntimes[0].name: got "kata-qemu-snp"; allowed: a name that no other RuntimeClass of the installation has. shims[1] makes it, too: choose another one.',
    'customRuntimes[0].baseShim: got "clh"; allowed: one of the installed shims: qemu-coco-dev, qemu-nvidia-gpu-snp, qemu-nvidia-gpu-tdx, qemu-snp, qemu-tdx. Its configuration is copied on the node: add it to `shims`.',
    'customRuntimes[0].dropIn: got ""; allowed: a string with something in it. Leave it out for none.',
    'customRuntimes[1].name: got "Kata"; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. It becomes the name of the RuntimeClass and its handler.',
  ]],
  [{ multiInstallSuffix: 'default' }, [
    'multiInstallSuffix: got "default"; allowed: another one than "default". By this name kata-deploy marks the nodes of the installation without a suffix: beside one, each is taken for the other.',
  ]],
  [{ instanceName: '' }, [
    'instanceName: got ""; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 63 characters. It becomes part of the names of objects: take the name that helm list shows.',
  ]],
  [{ kubectlImage: 'x' }, [
    'kubectlImage: got "x"; allowed: a ContainerImage. It is of the type string. Take ContainerImage.fromReference(...) or ContainerImage.of(...).',
  ]],
  [{ defaultRuntimeClassName: 'Kata X', createDefaultRuntimeClass: true, defaultShim: KataShim.QEMU_SNP }, [
    'defaultRuntimeClassName: got "Kata X"; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters. It becomes the name of a RuntimeClass.',
  ]],
  [{ architectures: [Architecture.X86_64, Architecture.S390X], shims: [KataShim.QEMU, KataShim.QEMU_SNP.withOptions({ agentHttpsProxy: 'http://p:1' })] }, [
    'shims[1].agentHttpsProxy: kata-deploy stops on s390x nodes, which do not have qemu-snp; allowed: proxies of shims that every node has. Set one on the construct for all, or take a construct per architecture. Leave such nodes out by nodeSelector, or take off the shims of their architecture.',
  ]],
  [{ shims: [KataShim.QEMU.withOptions({ agentHttpsProxy: 'p', agentNoProxy: ['a,b'], allowedHypervisorAnnotations: ['A'], dropIn: '' })] }, [
    'shims[0].allowedHypervisorAnnotations[0]: got "A"; allowed: the last part of an annotation, like "default_vcpus": a-z, 0-9 and "_". Leave "io.katacontainers.config.hypervisor." out.',
    'shims[0].agentHttpsProxy: got "p"; allowed: http://host:port or https://host:port, without spaces, quotes and credentials. Did you mean "http://p"?',
    'shims[0].agentNoProxy[0]: got "a,b"; allowed: one host, domain or network, without spaces, quotes, commas or shell characters. List them one by one.',
    'shims[0].dropIn: got ""; allowed: a string with something in it. Leave it out for none.',
  ]],
  [{ release: KataRelease.V4_0_0, deployment: KataDeployment.job(), affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }, { matchExpressions: [{ key: 'b', operator: 'Exists' }] }] } } } }, [
    'affinity.nodeAffinity: got 2 terms; allowed: one with Jobs of kata-deploy 4.0.0. More need kata-deploy >= 4.1.0.',
  ]],
];

const TERMS = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
const terms = (...nodeSelectorTerms: object[]) => ({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } });
const EMPTY_TERM = 'has no matchExpressions, and such a term matches no node; allowed: one expression or more. Remove the term.';
const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { runtimeClassName: 'kata-qemu', restartPolicy: 'Never' } };
const tolerates = (...tolerations: object[]) => ({ startupTaints: [{ key: 'x', effect: 'NoSchedule' }], runtimeClassTolerations: tolerations });
const ACCEPTS = 'accepts the startup taint "x", so pods would be on nodes before Kata is; allowed: taints that stay. Take the toleration out; kata-deploy removes the taint when Kata is ready.';
const onErofs = (shim: KataShim) => shim.withOptions({ snapshotter: Snapshotter.EROFS });
const MERGED = 'another one for qemu while layers are merged. kata-deploy stops, as only shims of the Rust runtime can read merged layers: set erofs.mergeMode to "unmerged", or take one of them.';

/** What Kubernetes, kubectl or kata-deploy would refuse. */
const LATER: [Wrong, string[]][] = [
  [{ instanceName: 'My_Rel' }, [
    'instanceName: got "My_Rel"; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 63 characters. It becomes part of the names of objects: take the name that helm list shows.',
  ]],
  [terms({}), [`${TERMS}[0]: ${EMPTY_TERM}`]],
  [terms({ matchFields: [{ key: 'metadata.uid', operator: 'Exists', values: [] }] }), [
    `${TERMS}[0].matchFields[0].key: got "metadata.uid"; allowed: metadata.name. Other fields cannot be selected by; labels can.`,
    `${TERMS}[0].matchFields[0].operator: got "Exists"; allowed: In, NotIn. Take one of them.`,
    `${TERMS}[0].matchFields[0].values: got nothing; allowed: one name. Give each node a term of its own.`,
  ]],
  [terms({ matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'c d'] }, { key: 'b', operator: 'Gt', values: ['many'] }, { key: 'c', operator: 'Exists', values: ['x'] }] }), [
    `${TERMS}[0].matchExpressions[0].values[1]: got "c d"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. Take it from kubectl get nodes --show-labels.`,
    `${TERMS}[0].matchExpressions[1].values: got "many"; allowed: one whole number in quotes with Gt. Give one.`,
    `${TERMS}[0].matchExpressions[2].values: got a list; allowed: none with Exists. Leave them out, or take In.`,
  ]],
  [{ shims: [KataShim.QEMU.withOptions({ agentHttpsProxy: 'socks5://proxy:1080' })] }, [
    'shims[0].agentHttpsProxy: got "socks5://proxy:1080"; allowed: http://host:port or https://host:port, without spaces, quotes and credentials. Proxies are spoken to in HTTP.',
  ]],
  [{ deployment: KataDeployment.job({ cleanup: { nodes: ['a'], nodeAffinity: {} } }) }, [
    'deployment.cleanup.nodes: cannot be combined with labels, which would be ignored; allowed: nodes by name, or by labels. Remove one of the two.',
  ]],
  [{ deployment: KataDeployment.job({ cleanup: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } } } }) }, [
    `deployment.cleanup.${TERMS.replace('affinity.', '')}[0]: ${EMPTY_TERM}`,
  ]],
  [{ shims: [KataShim.QEMU], verification: { pod: { ...POD, metadata: { name: 'a', namespace: 'b' } } } }, [
    'verification.pod.metadata.namespace: got "b"; allowed: none, or the one that the pod is made in: default. Leave it out, or set verification.namespace to it.',
  ]],
  [{ shims: [KataShim.QEMU], verification: { pod: POD }, deployment: KataDeployment.daemonSet({ updateStrategy: KataUpdateStrategy.onDelete() }) }, [
    'verification: waits for the pods of the DaemonSet to be replaced, and with the update strategy OnDelete nobody does; allowed: a rolling update, or Jobs. Leave one of the two out.',
  ]],
  [{ shims: [onErofs(KataShim.QEMU_RUNTIME_RS), onErofs(KataShim.QEMU)] }, [`shims[1].snapshotter: got "erofs"; allowed: ${MERGED}`]],
  [{ release: KataRelease.V4_0_0, shims: [onErofs(KataShim.QEMU)], erofs: { mergeMode: ErofsMergeMode.MERGED } }, [`shims[0].snapshotter: got "erofs"; allowed: ${MERGED}`]],
  [tolerates({ key: '', operator: 'Exists' }, { key: 'x' }, { key: 'x', operator: 'Equal', value: '' }), [0, 1, 2].map((index) => `runtimeClassTolerations[${index}]: ${ACCEPTS}`)],
  [{ shims: [KataShim.custom('mine', { overheadCpu: 'much' }), KataShim.QEMU] }, ['shims[0].overheadCpu: got "much"; allowed: a quantity such as "250m" or "160Mi". Digits and a unit.']],
  [{ agentNoProxy: ['http://u:s3cret@p:1'], shims: [KataShim.CLH, KataShim.QEMU.withOptions({ agentNoProxy: ['u:s3cret@p'] })] }, ['agentNoProxy[0]', 'shims[1].agentNoProxy[0]'].map((prop) => (
    `${prop}: got a value that is not printed here; allowed: one host, domain or network, without spaces, quotes, commas or shell characters. Give the name of the host alone, without credentials.`))],
];

test.each([...TABLE, ...LATER].map(([props, lines]): [string, Wrong, string[]] => [Object.keys(props).join(', '), props, lines]))('refuses %s (%#)', (_, props, lines) => {
  const [head, ...rest] = refusal({ release: KataRelease.V4_1_0, ...props }).split('\n');
  expect(head).toBe(`coco/Kata: ${lines.length === 1 ? '1 problem' : `${lines.length} problems`} with KataRuntime`);
  expect(rest.sort()).toEqual(lines.map((line) => `  - ${line}`).sort());
});

test.each<[string, Wrong]>([
  ['a name of a release with dots', { instanceName: 'my.rel-1' }],
  ['fields in a term of a DaemonSet', terms({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }] })],
  ['a number to compare with', terms({ matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['8'] }] })],
  ['the namespace that the pod is made in', { shims: [KataShim.QEMU], verification: { namespace: 'b', pod: { ...POD, metadata: { name: 'a', namespace: 'b' } } } }],
  ['EROFS that is merged, for Rust', { shims: [onErofs(KataShim.QEMU_RUNTIME_RS), onErofs(KataShim.DRAGONBALL), KataShim.QEMU] }],
  ['EROFS that is not merged', { shims: [onErofs(KataShim.QEMU)], erofs: { mergeMode: ErofsMergeMode.UNMERGED } }],
  ['EROFS that is on the nodes already', { shims: [onErofs(KataShim.QEMU)], setupSnapshotters: [] }],
  ['EROFS of a release that does not merge', { release: KataRelease.V3_25_0, shims: [onErofs(KataShim.QEMU)] }],
  ['a taint with a value, and one with another effect', tolerates({ key: 'x', value: 'y' }, { key: 'x', operator: TolerationOperator.EXISTS, effect: 'NoExecute' })],
])('takes %s', (_, props) => {
  expect(install({ release: KataRelease.V4_1_0, ...props })).not.toEqual([]);
});

describe('the schedule of late nodes', () => {
  const schedule = (lateNodesSchedule: string) => ({ release: KataRelease.V4_1_0, deployment: KataDeployment.job({ lateNodesSchedule }) });
  const rule = (field: string) => `; allowed: for the ${field}. Ranges like 1-5, lists like 1,3 and steps like */10 are possible; other letters and marks are not.`;
  test.each([
    ['61 * * * *', rule('minute: *, or 0 to 59')],
    ['99 99 99 99 99', rule('minute: *, or 0 to 59')],
    ['a b c d e', rule('minute: *, or 0 to 59')],
    ['*/0 * * * *', rule('minute: *, or 0 to 59')],
    ['0 5-4 * * *', rule('hour: *, or 0 to 23')],
    ['0 0 L * *', rule('day: *, or 1 to 31')],
    ['0 0 * foo *', rule('month: *, or 1 to 12 or jan to dec')],
    ['0 0 * * L', rule('weekday: *, or 0 to 6 or sun to sat')],
    ['0 0 * * 7', rule('weekday: *, or 0 to 6 or sun to sat')],
    ['0 0 * * MON#2', rule('weekday: *, or 0 to 6 or sun to sat')],
    ['@every', '; allowed: five fields as cron has them, like "*/10 * * * *", or @hourly, or @every 5m. Minute, hour, day, month, weekday.'],
    ['TZ=UTC 0 0 * * *', '; allowed: five fields as cron has them, like "*/10 * * * *", or @hourly, or @every 5m. Minute, hour, day, month, weekday.'],
  ])('%s is refused', (text, rest) => {
    expect(refusal(schedule(text))).toBe(oneProblem(`deployment.lateNodesSchedule: got "${text}"${rest}`));
  });

  test.each(['@every 5m', '@hourly', '*/10 * * * *', '0,30 8-18/2 1 JAN-mar mon-FRI', '5/15 ? * * ?'])('%s is taken', (text) => {
    expect(JSON.stringify(install(schedule(text)))).toContain(`"schedule":"${text}"`);
  });
});

test('what older releases do not know is not printed: it may hold credentials', () => {
  const secret = 's3cret';
  const message = refusal({
    release: KataRelease.V3_22_0,
    containerd: { userDropIn: secret },
    shims: [KataShim.QEMU.withOptions({ agentHttpsProxy: `http://u:${secret}@p`, dropIn: secret, agentNoProxy: [secret] })],
  });
  expect(message).toContain('shims[0].agentHttpsProxy: is set; allowed: nothing with kata-deploy 3.22.0. It needs kata-deploy >= 3.23.0.');
  expect(message).not.toContain(secret);
});
