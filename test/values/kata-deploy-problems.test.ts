import { kataDeployEdition, kataDeployFacts, kataDeployPlan } from '../../src/values/charts/kata-deploy/editions';
import { problemLine } from '../../src/values/engine/findings';
import { rendering } from '../cli/rendering';

const EDITIONS = {
  '3.25.0': kataDeployEdition('3.25.0'),
  '4.0.0': kataDeployEdition('4.0.0'),
  '4.1.0': kataDeployEdition('4.1.0'),
};
type Version = keyof typeof EDITIONS;

/** Values, what is said of them, and the edition: the newest, where none is named. */
const cases = <T>(rows: ReadonlyArray<[text: string, found: T, version?: Version]>) => (
  rows.map(([text, found, version = '4.1.0']): [string, T, Version] => [text, found, version]));

const lines = (text: string, version: Version = '4.1.0') => rendering(EDITIONS[version], text).lines;
const LATE = 'warning deploymentMode: nodes that join later are not installed until something in the manifests changes: '
  + 'the Job runs once per change; take the mode daemonset';
const SUFFIX = 'allowed: a-z, 0-9 and "-", neither first nor last a "-". It becomes part of the names of objects, RuntimeClasses and handlers.';
const PREFIX = 'allowed: an absolute path of letters, digits, ".", "_" and "-", without ".." and a slash at its end, like "/var/opt". '
  + 'Kata goes into <prefix>/opt/kata; leave it out for /opt/kata.';
const NO_TERM = 'got an empty list; allowed: one term or more. Kubernetes takes none for no node: leave requiredDuring… out for every node.';
const EMPTY_TERM = 'has no matchExpressions, and such a term matches no node; allowed: one expression or more. Remove the term.';
const PROXY = 'got a value that is not printed here; allowed: http://host:port or https://host:port, without spaces, quotes and credentials. '
  + 'Credentials would be visible in the DaemonSet and on the command line of every guest. Use a proxy that identifies its clients by address.';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {runtimeClassName: kata-qemu, restartPolicy: Never}';
const MOVED = 'the chart refuses this key of an older edition; '
  + 'nodes are selected by nodeSelector and affinity.nodeAffinity at the top, in both modes, or named in job.nodes';
const terms = (text: string) => `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: ${text}}}}`;
const TERMS = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
const manifest = (own: string) => JSON.stringify({
  customRuntimes: {
    enabled: true,
    runtimes: {
      a: {
        baseConfig: 'qemu', runtimeClass: `apiVersion: node.k8s.io/v1\nkind: RuntimeClass\n${own}`,
      },
    },
  },
});
const verification = (pod: string) => JSON.stringify({ kubectlImage: { tag: '1.33' }, verification: { pod } });

const KATA = 'katacontainers.io/kata-runtime';
const NO_NODE_YET = 'kata-deploy sets this label itself when Kata is ready on a node: new nodes do not have it, and nothing is installed there; '
  + 'select nodes by a label of your own';
const MEMORY = '[hypervisor.qemu]\ndefault_memory = 8192\n';
const killed = (overhead: string) => `default_memory gives each VM 8192 MiB, and the RuntimeClass has an overhead of ${overhead}: `
  + 'the scheduler puts more pods on a node than fit, and their VMs are killed';

const NO_YAML = 'the chart makes no YAML of it: a line is indented less than the first one, '
  + 'or a line contains a tab or an invisible control character; indent the lines with spaces, and do not indent the first one';

describe('errors: nothing is emitted', () => {
  test.each(cases<string>([
    ['deploymentMode: jobs', 'deploymentMode: got the string "jobs"; allowed: "daemonset", "job", ""; did you mean "job"?'],
    ['deploymentMode: cronjob', 'deploymentMode: got the string "cronjob"; allowed: "daemonset", "job", ""', '4.0.0'],
    ['nodeSelector: {\'"pool"\': a}', 'nodeSelector."\\"pool\\"": got "\\"pool\\""; allowed: a label: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".". '
      + 'Take it from kubectl get nodes --show-labels.'],
    ['{deploymentMode: job, nodeSelector: {a.b: null, c: d}}', 'nodeSelector."a.b": got null; allowed in the mode job: a string. Leave the label out, or name its value'],
    ['{deploymentMode: job, job: {cleanup: {nodeSelector: {a: null}}}}', 'job.cleanup.nodeSelector.a: got null; allowed in the mode job: a string. Leave the label out, or name its value'],
    ['job: {nodeSelector: {}}', `job.nodeSelector: ${MOVED}`],
    ['job: {nodeAffinity: null}', `job.nodeAffinity: ${MOVED}`],
    ['job: {nodeSelectorExpressions: []}', `job.nodeSelectorExpressions: ${MOVED}`],
    ['job: {cleanup: {nodeSelectorExpressions: []}}', 'job.cleanup.nodeSelectorExpressions: the chart refuses this key of an older edition; put its items into '
      + 'job.cleanup.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions'],
    [terms('[]'), `${TERMS}: ${NO_TERM}`],
    ['snapshotter: {erofsMergeMode: both}', 'snapshotter.erofsMergeMode: got "both"; allowed: merged, unmerged. kata-deploy stops at others.'],
    ['snapshotter: {erofsSnapshotterMode: Disk}', 'snapshotter.erofsSnapshotterMode: got "Disk"; allowed: disk, memory. kata-deploy stops at others.'],
    ['snapshotter: {setup: [stargz]}', 'snapshotter.setup: got "stargz"; allowed: nydus, erofs. kata-deploy stops at others, which must be on the nodes already.'],
    ['snapshotter: {setup: "nydus, nydus"}', 'snapshotter.setup: got " nydus"; allowed: nydus, erofs. kata-deploy stops at others, which must be on the nodes already.', '3.25.0'],
    ['nodeFeatureRules: {create: maybe}', 'nodeFeatureRules.create: got the string "maybe"; allowed: "auto", true, false, "true", "false"'],
    ['env: {installationPrefix: opt}', `env.installationPrefix: got "opt"; ${PREFIX}`],
    ['env: {installationPrefix: "/a:b"}', `env.installationPrefix: got "/a:b"; ${PREFIX}`],
    ['env: {multiInstallSuffix: 12}', 'env.multiInstallSuffix: got the number 12; allowed: a string; write "12"'],
    ['env: {multiInstallSuffix: 0}', 'env.multiInstallSuffix: templates take the number 0 for no suffix; quote it: "0"', '3.25.0'],
    ['{nameOverride: "007", verification: {pod: "{kind: Pod, metadata: {name: a}}"}}',
      'nameOverride: the chart prints "007" without quotes, and YAML reads it as the number 7; take another one', '3.25.0'],
    ['nameOverride: "true"', 'nameOverride: the chart prints "true" without quotes, and YAML reads it as the boolean true; take another one'],
    ['runtimeClasses: {createDefault: true, defaultName: "1e3"}',
      'runtimeClasses.defaultName: the chart prints "1e3" without quotes, and YAML reads it as the number 1000; take another one'],
    ['shims: {qemu: {runtimeClass: {nodeSelector: {"null": a}}}}',
      'shims.qemu.runtimeClass.nodeSelector.null: the chart prints the key "null" without quotes, and stops, as YAML reads it as null; take another one'],
    ['shims: {qemu: {runtimeClass: {nodeSelector: {"on": a}}}}',
      'shims.qemu.runtimeClass.nodeSelector.on: the chart prints the key "on" without quotes, and YAML reads it as "true"; take another one'],
    ['env: {multiInstallSuffix: A_b}', `env.multiInstallSuffix: got "A_b"; ${SUFFIX}`],
    [`{debug: true, shims: {disableAll: true, qemu-runtime-rs: {enabled: true}}, env: {multiInstallSuffix: ${'a'.repeat(38)}}}`,
      `env.multiInstallSuffix: got "${'a'.repeat(38)}", which makes the name "kata-qemu-runtime-rs-${'a'.repeat(38)}-debug" of 65 characters; allowed: 63. Shorten it by 2.`],
    ['containerd: {configDir: etc}', 'containerd.configDir: got "etc"; allowed: an absolute path without ".." and spaces, like "/etc/containerd/". Give the folder on the nodes.'],
    ['containerd: {configDir: null}', 'containerd.configDir: got null; allowed: a string'],
    ['containerd: {configFileName: a/b}', 'containerd.configFileName: got "a/b"; allowed: the name of a file, without a folder. The folder is containerd.configDir.'],
    ['logLevel: verbose', 'logLevel: got "verbose"; allowed: error, warn, info, debug, trace. kata-deploy stops at others.'],
    ['env: null', 'env: got null; allowed: a map with the keys installationPrefix, hostOS, multiInstallSuffix'],
    ['shims: {qemu: {enabled: "true"}}', 'shims.qemu.enabled: got the string "true"; allowed: true or false; write true'],
    ['shims: {qemu: {supportedArches: [x86_64]}}', 'shims.qemu.supportedArches[0]: got the string "x86_64"; allowed: "amd64", "arm64", "s390x", "ppc64le"'],
    ['shims: {qemu: {containerd: {snapshotter: "a,b"}}}', 'shims.qemu.containerd.snapshotter: got "a,b"; allowed: the name of one snapshotter. Spaces, commas and colons end a name.'],
    ['shims: {qemu: {allowedHypervisorAnnotations: [a b]}}',
      'shims.qemu.allowedHypervisorAnnotations[0]: got "a b"; allowed: the last part of an annotation, like "default_vcpus": a-z, 0-9 and "_". '
      + 'Leave "io.katacontainers.config.hypervisor." out.'],
    ['shims: {qemu: {runtimeClass: {overhead: {memory: lots}}}}', 'shims.qemu.runtimeClass.overhead.memory: got "lots"; allowed: a quantity such as "250m" or "160Mi". Digits and a unit.'],
    ['shims: {qemu-cca: null}', 'shims.qemu-cca: null takes away a shim of the chart, and it has none of this name; leave it out'],
    ['monitor: {enabled: true, port: null}', 'monitor.port: got null; allowed: a whole number from 1 to 65535, also in quotes'],
    ['shims: {Mine: {enabled: true}}', 'shims.Mine: got "Mine"; allowed: a-z, 0-9 and "-". It becomes part of names.'],
    ['shims: {disableAll: true}', 'shims.disableAll: got the boolean true; allowed: a map with the keys enabled, supportedArches, allowedHypervisorAnnotations, containerd, crio, agent', '3.25.0'],
    ['runtimeClasses: {createDefault: true, defaultName: ""}', 'runtimeClasses.defaultName: got ""; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters. It becomes the name of a RuntimeClass.'],
    ['runtimeClasses: {createDefault: true, defaultName: kata-qemu}',
      'runtimeClasses.defaultName: got "kata-qemu"; allowed: a name that no other RuntimeClass of the installation has. shims.qemu makes it, too: choose another one.'],
    ['kubectlImage: {tag: null}', 'kubectlImage.tag: got null; allowed: a string'],
    ['image: {tag: 3.25}', 'image.tag: got the number 3.25; allowed: a string; write "3.25"', '3.25.0'],
    ['podLabels: {a b: c}', 'podLabels."a b": got "a b"; allowed: a label: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".". Write it in this form.'],
    ['image: {reference: "A:/b"}', 'image.reference: got "A:/b"; allowed: registry and path without a tag, like "quay.io/kata-containers/kata-deploy".'],
    ['image: {tag: a b}', 'image.tag: got "a b"; '
      + 'allowed: letters, digits, "_", "." and "-", at most 128, not starting with "." or "-".'],
    ['nodeSelector: {pool: b c}', 'nodeSelector.pool: got "b c"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. Numbers and booleans need quotes.'],
    ['priorityClassName: A_b', 'priorityClassName: got "A_b"; allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters. Take it from kubectl get priorityclasses.'],
    ['tolerations: [{operator: Equal}]', 'tolerations[0].operator: got "Equal"; allowed: Exists, where there is no key. Name the taint\'s key, or tolerate all with Exists.'],
    ['nameOverride: a b', 'nameOverride: got "a b"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters. It becomes a label of objects.'],
    ['health: {livenessProbe: {initialDelaySeconds: 3}}',
      'health.livenessProbe.initialDelaySeconds: unknown key; did you mean health.startupProbe.initialDelaySeconds?'],
    [verification('kind: Pod'), 'verification.pod.metadata.name: got nothing; allowed: the name of a pod: a-z, 0-9, "-" and ".". By it the pod is waited for.'],
    [verification('kind: Job\nmetadata: {name: a}'), 'verification.pod.kind: got "nothing Job"; allowed: v1 Pod. Give the whole manifest of a pod.'],
    [verification('kind: Pod\nmetadata: {name: a, namespace: b}'), 'verification.pod.metadata.namespace: got "b"; allowed: none, or the one that the pod is made in: default. '
      + 'Leave it out, or set verification.namespace to it.'],
    [manifest('handler: "kata-a"\nmetadata: {name: a}'), 'customRuntimes.runtimes.a.runtimeClass: the chart takes the last line that begins with "handler:" '
      + 'for the handler, and reads \'"kata-a"\'; write the line "handler: kata-a" without quotes and comments'],
    [manifest('handler: Kata\nmetadata: {name: a}'),
      'customRuntimes.runtimes.a.runtimeClass.handler: got "Kata"; allowed: a DNS label: a-z, 0-9 and "-", at most 63 characters. '
      + 'It becomes the name of the RuntimeClass and its handler.'],
    [manifest('handler: kata-a'), 'customRuntimes.runtimes.a.runtimeClass.metadata.name: got nothing; '
      + 'allowed: a DNS name: a-z, 0-9, "-" and ".", at most 253 characters. It becomes the name of the RuntimeClass.'],
    [manifest('handler: kata-a\nmetadata: {name: kata-fc}'),
      'customRuntimes.runtimes.a.runtimeClass.metadata.name: got "kata-fc"; '
      + 'allowed: a name that no other RuntimeClass of the installation has. shims.fc makes it, too: choose another one.'],
    ...[
      ['overhead: null', 'null as overhead, and the chart stops'],
      ['overhead: x', 'the string "x" as overhead, and the chart stops'],
      ['overhead: {podFixed: []}', 'a list as overhead.podFixed'],
      ['scheduling: null', 'null as scheduling, and the chart stops'],
      ['scheduling: {nodeSelector: null}', 'null as scheduling.nodeSelector, and the chart stops'],
    ].map(([own, what]): [string, string] => [manifest(`handler: kata-a\nmetadata: {name: a}\n${own}`),
      `customRuntimes.runtimes.a.runtimeClass: has ${what}; allowed: a map, or leave it out`]),
    [manifest('handler: kata-a\nmetadata: {name: a}').replace('"runtimeClass"', `"dropIn":${JSON.stringify('[hypervisor.qemu\ndefault_vcpus = 2\n')},"runtimeClass"`),
      'customRuntimes.runtimes.a.dropIn: not TOML: line 1, column 17: illegal character in key. Kata would start no pod: correct it.'],
    ['shims: {qemu: {dropIn: "[hypervisor.qemu]\\ndefault_memory = true"}}',
      'shims.qemu.dropIn: hypervisor.qemu.default_memory: got true; allowed: a whole number of MiB, without quotes. Kata would start no pod: correct it.'],
    ['containerd: {userDropIn: "a = 1\\nb"}', 'containerd.userDropIn: not TOML: line 2, column 1: incomplete key-value: cannot find end of key. containerd would not start: correct it.'],
    [JSON.stringify({ containerd: { userDropIn: ' a = 1\nb = 2' } }), `containerd.userDropIn: ${NO_YAML}`],
    [JSON.stringify({ shims: { 'qemu-runtime-rs': { dropIn: '\ta = 1' } } }), `shims.qemu-runtime-rs.dropIn: ${NO_YAML}`],
    [manifest('a: [').replace('node.k8s.io/v1', 'v1'), 'customRuntimes.runtimes.a.runtimeClass:3:5: a "[" or "{" has no end, '
      + 'or what it holds is indented less than its key; close it, or indent the lines'],
    [manifest('handler: kata-a\nmetadata: {name: a}').replace('"qemu"', '""'),
      'customRuntimes.runtimes.a.baseConfig: missing, and kata-deploy stops; add the shim whose configuration it starts from'],
  ]))('%s', (text, line, version) => {
    expect(lines(text, version).filter((one) => one.startsWith('error'))).toEqual([`error ${line}`]);
  });

  test.each(cases<string>([
    ['job: {ttlSecondsAfterFinished: 59}', 'job.ttlSecondsAfterFinished: got 59; allowed: 60 seconds or more. The dispatcher would not see in time that the Job of a node is done.'],
    ['job: {parallelism: 0}', 'job.parallelism: got the number 0; allowed: a whole number from 1 up, also in quotes'],
    [terms('[]'), `${TERMS}: ${NO_TERM}`],
    [terms('[{}]'), `${TERMS}[0]: ${EMPTY_TERM}`],
    [terms('[{matchFields: [{key: metadata.name, operator: In, values: [a]}], matchExpressions: [{key: a, operator: Exists}]}]'),
      `${TERMS}[0].matchFields: got fields; allowed: matchExpressions, since Jobs select nodes by labels. Name the nodes instead.`],
    [terms('[{matchExpressions: [{key: a, operator: Gt, values: ["1"]}]}]'),
      `${TERMS}[0].matchExpressions[0].operator: got "Gt"; allowed: In, NotIn, Exists, DoesNotExist. Label selectors cannot compare numbers.`],
    ['job: {nodeSelectorExpressions: [{key: a, operator: Lt}]}',
      'job.nodeSelectorExpressions[0].operator: got the string "Lt"; allowed: "In", "NotIn", "Exists", "DoesNotExist"', '4.0.0'],
  ]))('in the mode job: %s', (text, line, version) => {
    expect(lines(`{deploymentMode: job, ${text}}`, version).filter((one) => one !== LATE)).toEqual([`error ${line}`]);
  });

  test('what the mode job alone refuses is taken for a DaemonSet', () => {
    expect(lines(terms('[{matchFields: [{key: metadata.name, operator: In, values: [a]}]}, {matchExpressions: [{key: a, operator: Gt, values: ["1"]}]}]'))).toEqual([]);
    expect(lines('job: {ttlSecondsAfterFinished: 5}')).toEqual([]);
  });

  test('a key of another edition', () => {
    expect(lines('devkit: true', '4.0.0')).toEqual([expect.stringMatching(/^error devkit: unknown key; allowed: /)]);
    expect(lines('monitor: {enabled: true}', '3.25.0')).toEqual([expect.stringMatching(/^error monitor: unknown key; allowed: /)]);
  });
});

describe('warnings: the values are taken as they are', () => {
  const S = 'kata-deploy 4.1.0 has no shim "qemu-snpp"; did you mean "qemu-snp"?';

  test.each(cases<unknown[]>([
    ['deploymentMode: job', [LATE]],
    ['{deploymentMode: job, job: {nodes: [a]}}', []],
    ['devkit: true', ['warning devkit: got true; allowed: false without debug. Set debug to true too: the shell is reached by the debug console.']],
    ['image: {tag: 4.10}', ['warning image.tag: the number 4.10 is printed as 4.1; quote it if you mean the string: "4.10"']],
    ['image: {tag: latest}', ['warning image.tag: "quay.io/kata-containers/kata-deploy:latest" can be a different image tomorrow; '
      + 'pin it with the tag of a release, or with the reference quay.io/kata-containers/kata-deploy@sha256:...']],
    [JSON.stringify({ verification: { pod: POD } }), [expect.stringMatching(/^warning kubectlImage.tag: ".*kubectl:latest" can be a different/)]],
    [JSON.stringify({ kubectlImage: { tag: '' }, verification: { pod: POD } }),
      [expect.stringMatching(/^warning kubectlImage.tag: ".*kubectl" can be a different/)]],
    [`image: {tag: x, reference: "a@sha256:${'0'.repeat(64)}"}`, ['warning image.tag: ignored, as the reference has a digest; leave it out']],
    ['snapshotter: {setup: [erofs]}', ['warning snapshotter.setup: erofs needs containerd 2.2 or newer on every node; kata-deploy stops on others']],
    ['{snapshotter: {setup: [erofs], erofsMergeMode: ""}, shims: {qemu: {containerd: {snapshotter: erofs}}}}', [
      'warning shims.qemu.containerd.snapshotter: got "erofs"; allowed: another one for qemu while layers are merged. '
      + 'kata-deploy stops, as only shims of the Rust runtime can read merged layers: set snapshotter.erofsMergeMode to "unmerged", or take one of them.',
      'warning snapshotter.setup: erofs needs containerd 2.2 or newer on every node; kata-deploy stops on others',
    ]],
    ['health: {livenessProbe: {enabled: false}, port: 0}', [
      'warning health.livenessProbe.enabled: the chart takes false for not set, so the probe stays; give it a long periodSeconds and a high failureThreshold instead',
      'warning health.port: the chart takes 0 for not set, so its default stays; give a port',
    ]],
    ['{env: {multiInstallSuffix: a}, runtimeClasses: {createDefault: true}}',
      ['warning runtimeClasses.createDefault: got true; allowed: false with env.multiInstallSuffix. '
        + 'There is one RuntimeClass "kata" in a cluster, and it is left to the installation without a suffix.']],
    ['{runtimeClasses: {createDefault: true}, defaultShim: {amd64: remote}}', [
      expect.stringMatching(/^warning runtimeClasses.createDefault: got true; allowed: false without a default shim that is installed. No default RuntimeClass is made: set defaultShim.amd64 to one of: clh, /),
      'warning defaultShim.amd64: "remote" is not installed on amd64 nodes, so the chart leaves it out, and kata-deploy takes "qemu-runtime-rs"; set it to a shim that is enabled there',
    ]],
    ['{shims: {disableAll: true, qemu-runtime-rs: {enabled: true}}, defaultShim: {amd64: clh}}', [
      'warning defaultShim.amd64: "clh" is not installed on amd64 nodes, so the chart leaves it out, and kata-deploy takes "qemu-runtime-rs"; set it to a shim that is enabled there',
    ]],
    ['{shims: {disableAll: true, qemu-snp: {enabled: true}}}',
      ['warning defaultShim.amd64: kata-deploy stops on amd64 nodes: "qemu-runtime-rs" is not installed there; set it to qemu-snp, or leave these nodes out by nodeSelector']],
    ['{shims: {disableAll: true, qemu-snp: {enabled: true}, qemu-tdx: {enabled: true}}, defaultShim: {amd64: qemu-spn}}', [
      'warning defaultShim.amd64: kata-deploy stops on amd64 nodes: "qemu-spn" is not installed there, so the chart leaves it out, '
      + 'and kata-deploy takes "qemu-runtime-rs", which is not installed either; set it to qemu-snp or qemu-tdx, or leave these nodes out by nodeSelector',
    ]],
    ['{shims: {qemu-runtime-rs: {supportedArches: []}}, defaultShim: {amd64: qemu, arm64: qemu, s390x: qemu, ppc64le: null}}', [
      'warning defaultShim.ppc64le: kata-deploy stops on ppc64le nodes: without a default shim it takes "qemu-runtime-rs", which is not installed there; set it to qemu, or leave these nodes out by nodeSelector',
    ]],
    ['{shims: {qemu: {enabled: false}}, defaultShim: {s390x: qemu}}', [
      'warning defaultShim.s390x: "qemu" is not installed on s390x nodes (qemu-coco-dev, qemu-coco-dev-runtime-rs, qemu-runtime-rs, qemu-se, qemu-se-runtime-rs are); '
      + 'a default RuntimeClass leads nowhere there',
    ], '3.25.0'],
    ['shims: {qemu-snpp: {enabled: true}}', [`warning shims.qemu-snpp: ${S} It has no supportedArches, so nothing is installed for it.`]],
    ['shims: {qemu-snpp: {supportedArches: [amd64]}}',
      [`warning shims.qemu-snpp: ${S} kata-deploy stops on amd64 nodes, unless an image of your own has it.`]],
    ['shims: {qemu-cca: {enabled: false}}',
      [expect.stringMatching(/^warning shims.qemu-cca: got "qemu-cca"; allowed: the shims of kata-deploy 4.1.0: clh, .*\. The last release that had it is kata-deploy 3.28.0. No other shim took its place. It is off, and nothing is installed.$/)]],
    ['shims: {qemu-snp: {agent: {httpsProxy: "http://u:secret@p:1"}}}', [
      `warning shims.qemu-snp.agent.httpsProxy: ${PROXY}`,
      'warning shims.qemu-snp.agent.httpsProxy: kata-deploy stops on arm64, s390x, ppc64le nodes, which do not have qemu-snp; '
      + 'allowed: proxies of shims that every node has. Leave such nodes out by nodeSelector, or take off the shims of their architecture.',
    ]],
    ['shims: {qemu-runtime-rs: {agent: {httpsProxy: "u:secret@p:1"}}}', [
      `warning shims.qemu-runtime-rs.agent.httpsProxy: ${PROXY}`,
    ]],
    ['env: {multiInstallSuffix: default}', ['warning env.multiInstallSuffix: got "default"; allowed: another one than "default". '
      + 'By this name kata-deploy marks the nodes of the installation without a suffix: beside one, each is taken for the other.']],
    ['env: {multiInstallSuffix: default}', [], '4.0.0'],
    [manifest('handler: kata-a\nmetadata: {name: a}\noverhead: {podFixed: null}'), []],
    [manifest('handler: kata-a\nmetadata: {name: a}\nscheduling: null'), [], '4.0.0'],
    ['node-feature-discovery: {enabled: true, worker: {}}', [
      'warning node-feature-discovery.enabled: Node Feature Discovery itself is not rendered; render its own chart beside this one',
      'warning node-feature-discovery.worker: ignored: Node Feature Discovery itself is not rendered',
    ]],
    ['nodeFeatureRules: {create: true}', ['warning nodeFeatureRules.create: confidential RuntimeClasses ask for keys that Node Feature Discovery must count; '
      + 'without it in the cluster, no pod of theirs is scheduled. Install it, and set node-feature-discovery.enabled.']],
    [manifest('handler: kata-a\nmetadata: {name: a}').replace('"qemu"', '"qemuu"'),
      ['warning customRuntimes.runtimes.a.baseConfig: kata-deploy 4.1.0 has no shim "qemuu"; did you mean "qemu"?']],
    [`nodeSelector: {${KATA}: "true"}`, [`warning nodeSelector."${KATA}": ${NO_NODE_YET}`]],
    ['nodeSelector: {"kata-deploy.katacontainers.io/default": "true"}', [`warning nodeSelector."kata-deploy.katacontainers.io/default": ${NO_NODE_YET}`]],
    [terms(`[{matchExpressions: [{key: ${KATA}, operator: Exists}]}]`), [`warning ${TERMS}[0].matchExpressions[0].key: ${NO_NODE_YET}`]],
    [terms(`[{matchExpressions: [{key: ${KATA}, operator: DoesNotExist}]}]`), []],
    [`{deploymentMode: job, job: {nodeSelector: {${KATA}: "true"}}}`, [`warning job.nodeSelector."${KATA}": ${NO_NODE_YET}`, LATE], '4.0.0'],
    [manifest('handler: kata-a\nmetadata: {name: a}').replace('"runtimeClass"', `"dropIn":${JSON.stringify(MEMORY)},"runtimeClass"`),
      [`warning customRuntimes.runtimes.a.dropIn: ${killed('320Mi')}; set customRuntimes.runtimes.a.runtimeClass.overhead.podFixed.memory to "8192Mi", or lower default_memory`]],
    [manifest('handler: kata-a\nmetadata: {name: a}\noverhead: {podFixed: {memory: 8Gi}}').replace('"runtimeClass"', `"dropIn":${JSON.stringify(MEMORY)},"runtimeClass"`), []],
    [JSON.stringify({ shims: { qemu: { dropIn: MEMORY } } }),
      [`warning shims.qemu.dropIn: ${killed('320Mi')}; set shims.qemu.runtimeClass.overhead.memory to "8192Mi", or lower default_memory`]],
    [JSON.stringify({ shims: { qemu: { dropIn: MEMORY, runtimeClass: { overhead: { memory: '8192Mi' } } } } }), []],
    [manifest('{}').replace(/"runtimeClass.*\n?"/, '"dropIn":"a"'),
      ['warning customRuntimes.runtimes.a.runtimeClass: without the manifest of a RuntimeClass the chart installs nothing for it; add the manifest']],
  ]))('%s', (text, found, version) => {
    const { objects, lines: all } = rendering(EDITIONS[version], text);
    expect(all).toEqual(found);
    expect(objects.length).toBeGreaterThan(0);
  });

  test('no message prints a proxy', () => {
    const found = ['http://u:secret@p:1', 'http://secret;x', 5].flatMap((httpsProxy) => lines(JSON.stringify({ shims: { 'qemu-snp': { agent: { httpsProxy } } } })));
    expect(found.length).toBeGreaterThan(2);
    expect(found.join()).not.toContain('secret');
  });
});

test('as a dependency of another chart, problems name the whole path', () => {
  const values = { ...kataDeployFacts('4.0.0').defaults, deploymentMode: 'job', env: { multiInstallSuffix: 'A' } };
  const { problems, parts: [part] } = kataDeployPlan(
    { facts: kataDeployFacts('4.0.0'), values, given: {}, sources: new Map(), path: ['kata-deploy'] },
    { releaseName: 'peer', namespace: 'pods' });
  expect(problems.map(problemLine)).toEqual([
    `kata-deploy.env.multiInstallSuffix: got "A"; ${SUFFIX}`, LATE.replace('warning ', 'kata-deploy.'),
  ]);
  expect(part).toMatchObject({ construct: 'KataRuntime', model: { mode: 'job', suffix: 'A', identity: { name: 'kata-deploy', instance: 'peer', fullname: 'peer-kata-deploy' } } });
});
