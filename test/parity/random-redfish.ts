type Random = () => number;
type Values = Record<string, unknown>;

/** Values of the chart kubevirt-redfish that Helm renders and the API server takes, with all kinds of scalars. */
export function kubevirtRedfish(random: Random, version: string): Values {
  const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)];
  const maybe = <T>(value: () => T, chance = 0.4): T | undefined => (random() < chance ? value() : undefined);
  const flag = (chance = 0.5) => random() < chance;
  const pre = version === '0.2.1-pre';
  const labels = () => one([{}, { team: 'bmc' }, { 'example.com/owner': 'a.b', 'version': '1.20' }, { gone: null }]);
  const annotations = () => one([{}, { 'example.com/note': 'a: b # c' }, { lines: 'one\ntwo\n' }]);
  const described = () => ({ labels: maybe(labels, 0.3), annotations: maybe(annotations, 0.3) });

  const chassisNames = ['default', 'prod', 'dev', 'rack-1'].filter(() => flag());
  const configName = one(['kubevirt-redfish-config', 'kubevirt-redfish-config', 'bmc-config']);
  const chassis = () => chassisNames.map((name) => defined({
    name,
    namespace: one(['default', 'vms-prod', 'vms']),
    service_account: maybe(() => one(['kubevirt-redfish', 'sa', null]), 0.8),
    description: maybe(() => (anonymous || flag(0.8) ? scalar() : hostile()), 0.8),
    vm_selector: maybe(() => one<unknown>([
      { labels: { 'redfish-enabled': 'true' } },
      { labels: { 'app.kubernetes.io/name': 'vm', 'number': '1' } },
      { names: ['vm-1', 'vm-2'] },
      { labels: {}, names: [] },
      {},
      null,
    ])),
  }));
  const users = () => ['admin', 'ops', 'dev_1'].filter(() => flag()).map((username) => defined({
    username,
    password: maybe(() => one<unknown>(['correct-horse', 'battery staple', 'pa"ss\'word', 'back\\slash', '\\\\twice', 'ümläut €', 12345, 123456, '0o1234567',
      'a: b # c', ' leading', 'trailing ', '{{ braces }}', '$dollar', null]), 0.9),
    chassis: maybe(() => one<unknown>([chassisNames, chassisNames.slice(0, 1), ['default'], [], null]), 0.9),
  }));
  const scalar = () => one<unknown>(['text', '#no comment', ': colon', 7, 1.5, 'true', '', null]);
  // What the chart's template makes unreadable. Without users, there is a ConfigMap, which is compared as a text then.
  const hostile = () => one(['a "b" c', 'back\\slash', 'C:\\new']);
  const authentication = maybe(() => ({ users: one<() => unknown>([users, () => null, () => []])() }), 0.6);
  const anonymous = authentication !== undefined && !(authentication as { users: unknown[] | null }).users?.length;
  const probe = () => one<unknown>([
    { periodSeconds: 30 }, { httpGet: { scheme: 'HTTPS', port: 'http' } }, { httpGet: null, tcpSocket: { port: 8443 } }, null, {},
  ]);

  return defined({
    nameOverride: maybe(() => one(['redfish', 'bmc', '']), 0.2),
    fullnameOverride: maybe(() => one(['virtual-bmc', `long-${'x'.repeat(70)}`, '']), 0.2),
    global: maybe(() => defined({
      namespace: maybe(() => one(['bmc', 'kubevirt-redfish'])),
      image: maybe(() => defined({
        repository: maybe(() => one(['registry.example.com:5000/redfish/kubevirt-redfish', 'mirror.example.com/k'])),
        tag: maybe(() => one<unknown>(['v0.2.1', 'latest', 0.2, 7])),
        pullPolicy: maybe(() => one(['Always', 'IfNotPresent', 'Never', null])),
      })),
      more: maybe(() => 1, 0.1),
    })),
    deploymentLabels: maybe(labels, 0.2),
    deploymentAnnotations: maybe(annotations, 0.2),
    deployment: maybe(() => defined({
      replicas: maybe(() => one([0, 1, 3])),
      ...described(),
      container: maybe(() => defined({
        name: maybe(() => 'server', 0.2),
        resources: maybe(() => one<unknown>([{}, null, { limits: { cpu: 2, memory: '1Gi' } }, { limits: null }, { requests: { memory: '1024Mi' } }])),
        env: maybe(() => one<unknown>([
          { LOG_LEVEL: 'debug' }, { EXTRA: 'a "b" $(c)\nd', NUMBER: 1, BIG: '12345678', FLAG: true, NONE: null, LOG_LEVEL: null }, null,
          [{ name: 'A', value: '1' }, { name: 'FILE', valueFrom: { configMapKeyRef: { name: configName, key: 'config.yaml' } } }],
        ])),
        ports: maybe(() => one<unknown>([[], null, [{ name: 'http', containerPort: 9443 }]])),
        livenessProbe: maybe(probe),
        readinessProbe: maybe(probe),
        volumeMounts: maybe(() => one<unknown>([null, [], [{ name: 'config-volume', mountPath: '/app/config' }]])),
      })),
    })),
    service: maybe(() => defined({
      enabled: maybe(() => flag(0.7)),
      type: maybe(() => one(['ClusterIP', 'NodePort', 'LoadBalancer'])),
      ports: maybe(() => one<unknown>([[{ port: 443, targetPort: 'http', name: 'http' }], [{ name: 'https', port: 443, targetPort: 8443, nodePort: 30443 }]])),
      ...described(),
    })),
    route: maybe(() => defined({
      enabled: maybe(() => flag()),
      host: maybe(() => one(['redfish.apps.example.com', ''])),
      tls: maybe(() => one<unknown>([
        { termination: 'passthrough' }, { termination: 'reencrypt', destinationCACertificate: '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n' },
        { insecureEdgeTerminationPolicy: 'Allow' }, null, { termination: null },
      ])),
      ...described(),
    })),
    rbac: maybe(() => defined({
      enabled: maybe(() => flag(0.7)),
      serviceAccount: maybe(() => defined({ create: maybe(() => flag()), name: maybe(() => one(['bmc', '', null])), ...described() })),
      clusterRole: maybe(() => defined({ create: maybe(() => flag()), name: maybe(() => 'bmc-role'), labels: maybe(labels) })),
      clusterRoleBinding: maybe(() => defined({ create: maybe(() => flag()), name: maybe(() => 'bmc-binding'), labels: maybe(labels) })),
      scc: pre ? maybe(() => defined({
        enabled: maybe(() => flag()),
        custom: maybe(() => flag()),
        customName: maybe(() => 'bmc-scc'),
        priority: maybe(() => one([0, 7, null])),
        runAsUser: maybe(() => one<unknown>([{ min: 1000 }, { max: 2000000000 }])),
        fsGroup: maybe(() => ({ min: 5, max: 1234567 })),
        ...described(),
      }), 0.8) : undefined,
    })),
    server: maybe(() => defined({
      host: maybe(() => one(['127.0.0.1', '::'])),
      port: maybe(() => 9443),
      tls: maybe(() => ({ enabled: flag() })),
      system_id_convention: version === '0.2.3' ? maybe(() => one<unknown>(['legacy', 'enhanced', 'other', '', null, 1])) : undefined,
    })),
    chassis: maybe(chassis, 0.6),
    authentication,
    kubevirt: maybe(() => defined({
      api_version: maybe(() => one(['v1', 'v1alpha3'])), timeout: maybe(() => one([30, 0, 301])), allow_insecure_tls: maybe(() => flag()),
    })),
    datavolume: maybe(() => defined({
      storage_size: maybe(() => one<unknown>(['10Gi', '10 GB', 5, ''])),
      allow_insecure_tls: maybe(() => flag()),
      storage_class: maybe(() => one(['lvms-vg1', '', null])),
      vm_update_timeout: maybe(() => one<unknown>(['5m', '90', 90])),
      iso_download_timeout: maybe(() => '1h30m'),
      helper_image: pre ? undefined : maybe(() => one(['mirror.example.com/alpine:3.22', '', null])),
    })),
    volumes: maybe(() => defined({
      config: maybe(() => one<unknown>([
        { configMap: { name: configName, defaultMode: 256, items: [{ key: 'config.yaml', path: 'config.yaml' }] } },
        { configMap: null, secret: { secretName: 'own' } },
        { configMap: null, projected: { sources: [{ configMap: { name: configName } }, { secret: { name: 'tls' } }] } },
      ])),
      temp: maybe(() => one<unknown>([{ emptyDir: { sizeLimit: '100Gi', medium: 'Memory' } }, { emptyDir: null, persistentVolumeClaim: { claimName: 'iso' } }])),
    }), 0.3),
    configMap: maybe(() => defined({ enabled: maybe(() => flag(0.8)), name: configName, ...described() })),
    securityContext: maybe(() => one<unknown>([null, {}, { readOnlyRootFilesystem: true }, { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }])),
    podSecurityContext: maybe(() => one<unknown>([null, { fsGroup: 1001, seccompProfile: { type: 'RuntimeDefault' } }, { runAsUser: 1000960001 }])),
    nodeSelector: maybe(() => one<unknown>([{}, { 'pool': 'infra', 'node-role.kubernetes.io/infra': '' }, null])),
    tolerations: maybe(() => one<unknown>([[], [{ key: 'infra', operator: 'Exists' }], [{ key: 'a', value: 'b', effect: 'NoSchedule', tolerationSeconds: 3 }]])),
    affinity: maybe(() => one<unknown>([{}, { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } }, null])),
  });
}

function defined(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
