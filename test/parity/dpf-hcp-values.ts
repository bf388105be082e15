type Random = () => number;

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Values of the chart dpf-hcp-provisioner-operator that Helm renders and an API server takes, with all kinds of scalars. */
export function dpfHcpProvisionerOperator(random: Random, version: string): Record<string, unknown> {
  const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)];
  const maybe = <T>(value: () => T, chance = 0.4): T | undefined => (random() < chance ? value() : undefined);
  const texts = (keys: readonly string[], values: readonly (string | null)[]) => (
    one([{}, null, Object.fromEntries(keys.filter(() => random() < 0.5).map((key) => [key, one(values)]))]));
  const timing = () => clean({
    initialDelaySeconds: maybe(() => one([0, 7, '7', 120, null])), periodSeconds: maybe(() => one([1, 30, '30', 600, null])),
  });
  const labels = () => texts(['env', 'team', 'app.kubernetes.io/part-of', 'app.kubernetes.io/name', 'example.com/x'], ['prod', '', '1', 'true', null]);
  const annotations = () => texts(['owner', 'example.com/note', 'helm.sh/x'], ['platform', '', 'a: b # c', '1', 'many\nlines\n', null]);
  const selector = () => texts(['custom-label', 'node-role.kubernetes.io/worker'], ['', 'custom-value', '1', 'true']);
  const toleration = () => one<Record<string, unknown>>([
    { key: 'dpu', operator: 'Exists', effect: 'NoSchedule' },
    { operator: 'Exists' },
    { key: 'dpu', operator: 'Equal', value: 'x', effect: 'NoExecute', tolerationSeconds: 60 },
    { key: 'dpu', value: 'true', effect: '' },
  ]);
  const zones = { weight: 100, podAffinityTerm: { labelSelector: { matchLabels: { a: 'b' } }, topologyKey: 'topology.kubernetes.io/zone' } };
  const image = () => clean({
    repository: maybe(() => one(['registry.example.com/dpf', 'registry.example.com:5000/a/b', 'quay.io/lhadad/dpf-hcp-provisioner-operator'])),
    tag: maybe(() => one(['v0.2.0', 'latest', '', null, '1.10', 'main_1'])),
    digest: version === '0.1.0' ? maybe(() => one([DIGEST, '', null])) : undefined,
    pullPolicy: maybe(() => one(['Always', 'IfNotPresent', 'Never', '', null])),
  });
  const boolean = () => one([true, false, null]);
  const textual = () => one([true, false, null, 'true', 'false', '']);
  return clean({
    nameOverride: maybe(() => one(['short', '', null, 'a'.repeat(70), `${'b'.repeat(62)}-c`, 'x1.y_z']), 0.2),
    fullnameOverride: maybe(() => one(['other', '', null, 'a'.repeat(70), `${'b'.repeat(62)}-c`]), 0.2),
    image: maybe(image),
    replicaCount: maybe(() => one([0, 1, 2, '3', 10, null])),
    namespace: maybe(() => one(['my-namespace', '', null, 'x'])),
    namespaceLabels: maybe(labels, 0.1),
    serviceAccount: maybe(() => clean({ name: maybe(() => one(['mine', '', null])), annotations: maybe(annotations) })),
    resources: maybe(() => one<unknown>([
      null, {}, { limits: null }, { limits: { cpu: 2 }, requests: { memory: '64Mi' } }, { requests: null, limits: { 'memory': '2Gi', 'ephemeral-storage': '1Gi' } },
      { limits: { cpu: '1', memory: 1073741824 } },
    ])),
    logLevel: maybe(() => one(['debug', 'info', 'error', '', null, 3, '7', 'DEBUG'])),
    leaderElection: maybe(() => ({ enabled: boolean() })),
    healthProbe: maybe(() => clean({
      port: maybe(() => one([9090, '9091', 1, 65535])), livenessProbe: maybe(timing), readinessProbe: maybe(timing),
    })),
    podSecurityContext: maybe(() => one<unknown>([null, {}, { runAsUser: 1000, fsGroup: 2000 }, { runAsNonRoot: null }, { seccompProfile: { type: 'Unconfined' } }])),
    securityContext: maybe(() => one<unknown>([null, {}, { readOnlyRootFilesystem: true }, { capabilities: { drop: null, add: ['NET_ADMIN'] } }])),
    placement: maybe(() => ({ target: one(['master', 'worker', 'custom', 'custom', '', null]) })),
    nodeSelector: maybe(selector),
    tolerations: maybe(() => one<unknown>([null, [], [toleration()], [toleration(), toleration()]])),
    affinity: maybe(() => one<unknown>([
      null, {}, { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [zones] } },
      { nodeAffinity: null, podAffinity: {} },
    ])),
    podAnnotations: maybe(() => one<unknown>([null, {}, { 'kubectl.kubernetes.io/default-container': null }, { a: 'b', c: '' }])),
    commonLabels: maybe(labels),
    commonAnnotations: maybe(annotations),
    global: maybe(() => ({ anything: [1, 'x'] }), 0.1),
    ...(version === '0.1.0' ? {
      provisionerConfig: maybe(() => clean({
        blueFieldOCPLayerRepo: maybe(() => one(['registry.example.com/rhcos-bfb', '', null, 'a "b"'])),
        disableMetalLB: maybe(textual),
        manageDPUServiceTemplates: maybe(textual),
      })),
    } : {
      features: maybe(() => ({ blueFieldValidation: { enabled: boolean() } })),
      blueFieldImages: maybe(() => one<unknown>([
        null, {}, { '4.19.0-ec.5': 'quay.io/example/bfb:4.19.0-ec.5', '4.18.0': '' }, { 4.18: 4.18, x_y: 'a "b" \\c', 2: 3.5 },
      ])),
    }),
  });
}

function clean(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}
