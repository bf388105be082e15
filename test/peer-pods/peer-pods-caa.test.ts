import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import {
  Cluster, ContainerImage, ImagePullPolicy, KataRelease, KataRuntime, KataShim, PeerPodsAdaptorOptions, PeerPodsCAA,
  PeerPodsCaaProps, PeerPodsIdentity, PeerPodsImageVariant, PeerPodsProvider, PeerPodsRelease, SecretSource, SecretStore,
  TaintEffect, Toleration, TolerationOperator, WebhookFailurePolicy, Lifecycle,
} from 'cdk8s-coco';
import { ContainerResources, Cpu, PercentOrAbsolute, Secret } from 'cdk8s-plus-28';
import {
  adaptor, ALIBABA, AWS, AZURE, BYOM, compose, config, existing, GCP, IBMCLOUD, LIBVIRT, NAMESPACE, pod, POWERVS, PROPS,
  written,
} from './support';
import { onLinux } from '../../src/common/private/node-affinity';
import { emitted, identities, one, saidAtSynth } from '../support/emitted';
import { Manifest } from '../support/synth';

const LIBVIRT_PROPS = { provider: PeerPodsProvider.libvirt(LIBVIRT), credentials: undefined, sshKey: existing('my-ssh') };

test('the adaptor\'s objects, in the order in which they are needed', () => {
  expect(identities(adaptor())).toEqual([
    `ServiceAccount ${NAMESPACE}/cloud-api-adaptor`,
    ...['pod-viewer', 'peerpod-editor', 'node-status-patcher'].flatMap((name) => [`ClusterRole ${name}`, `ClusterRoleBinding ${name}`]),
    `ConfigMap ${NAMESPACE}/peer-pods-cm`,
    `DaemonSet ${NAMESPACE}/cloud-api-adaptor-daemonset`,
  ]);
});

test('the DaemonSet', () => {
  const hostPath = (name: string, path: string, type?: string) => ({ name, hostPath: { path, ...(type ? { type } : {}) } });
  expect(one(adaptor(), 'DaemonSet')).toEqual({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'cloud-api-adaptor-daemonset', namespace: NAMESPACE, labels: { app: 'cloud-api-adaptor' } },
    spec: {
      selector: { matchLabels: { app: 'cloud-api-adaptor' } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: {
        metadata: { labels: { app: 'cloud-api-adaptor' }, annotations: { 'cdk8s-coco/config-hash': expect.stringMatching(/^[0-9a-f]{64}$/) } },
        spec: {
          serviceAccountName: 'cloud-api-adaptor',
          priorityClassName: 'system-node-critical',
          hostNetwork: true,
          dnsPolicy: 'ClusterFirstWithHostNet',
          nodeSelector: { 'node.kubernetes.io/worker': '' },
          affinity: onLinux(['amd64', 's390x', 'ppc64le']),
          containers: [{
            name: 'cloud-api-adaptor-con',
            image: 'quay.io/confidential-containers/cloud-api-adaptor:v0.22.0',
            imagePullPolicy: 'IfNotPresent',
            command: ['/usr/local/bin/entrypoint.sh'],
            env: [
              { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
              { name: 'POD_UID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } },
            ],
            envFrom: [{ secretRef: { name: 'cloud-keys' } }, { configMapRef: { name: 'peer-pods-cm' } }],
            securityContext: { capabilities: { add: ['NET_ADMIN', 'SYS_ADMIN'] }, seccompProfile: { type: 'RuntimeDefault' } },
            resources: {
              requests: { 'cpu': '50m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' }, limits: { 'cpu': '2', 'memory': '2Gi', 'ephemeral-storage': '1Gi' },
            },
            startupProbe: { httpGet: { host: '127.0.0.1', path: '/startup', port: 8000 }, failureThreshold: 30, initialDelaySeconds: 20, periodSeconds: 20 },
            volumeMounts: [
              { name: 'pods-dir', mountPath: '/run/peerpod' },
              { name: 'netns', mountPath: '/run/netns', mountPropagation: 'HostToContainer' },
              { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
              { name: 'lib-modules', mountPath: '/lib/modules', readOnly: true },
              { name: 'kata-direct-volumes-dir', mountPath: '/run/kata-containers/shared/direct-volumes' },
            ],
          }],
          volumes: [
            hostPath('pods-dir', '/run/peerpod'),
            hostPath('netns', '/run/netns'),
            hostPath('xtables-lock', '/run/xtables.lock', 'FileOrCreate'),
            hostPath('lib-modules', '/lib/modules'),
            hostPath('kata-direct-volumes-dir', '/run/kata-containers/shared/direct-volumes', 'DirectoryOrCreate'),
          ],
        },
      },
    },
  });
});

test('0.17.0: what it does not know is left out', () => {
  const release = PeerPodsRelease.V0_17_0;
  const objects = adaptor({ release });
  const { containers: [container], volumes } = one(objects, 'DaemonSet').spec.template.spec;
  expect(container.image).toBe('quay.io/confidential-containers/cloud-api-adaptor:v0.17.0');
  expect(container.env.map(({ name }: Manifest) => name)).toEqual(['NODE_NAME']);
  expect(container.startupProbe.httpGet).toEqual({ path: '/startup', port: 8000 });
  expect(volumes.map(({ name }: Manifest) => name)).toEqual(['pods-dir', 'netns', 'xtables-lock', 'lib-modules']);
});

test('settings are changed: pods are replaced', () => {
  const hash = (props: Partial<PeerPodsCaaProps>) => pod(props).metadata.annotations['cdk8s-coco/config-hash'];
  expect(hash({ limit: 11 })).not.toBe(hash({ limit: 10 }));
  expect(hash({ limit: 10 })).toBe(hash({}));
});

test('every prop changes what is written', () => {
  const runtime = (chart: Chart) => KataRuntime.fromKataRuntimeAttributes(chart, 'Kata', { shims: [KataShim.REMOTE], multiInstallSuffix: 'two' });
  type OwnProps = Omit<PeerPodsCaaProps, keyof PeerPodsAdaptorOptions>;
  const other: { [prop in keyof Required<OwnProps>]: (chart: Chart) => Partial<PeerPodsCaaProps> } = {
    lifecycle: () => ({ lifecycle: Lifecycle.DRAINING }),
    provider: () => ({ provider: PeerPodsProvider.azure(AZURE) }),
    release: () => ({ release: PeerPodsRelease.V0_17_0 }),
    runtime: (chart) => ({ runtime: runtime(chart) }),
    credentials: () => ({ credentials: existing('others') }),
    identity: () => ({ credentials: undefined, identity: PeerPodsIdentity.awsRole({ roleArn: 'arn:aws:iam::123456789012:role/r' }) }),
    sshKey: () => ({ ...LIBVIRT_PROPS }),
    tlsCertificates: () => ({ tlsCertificates: existing('certificates') }),
    additionalConfig: () => ({ additionalConfig: { NEW_SETTING: '1' } }),
    clusterName: () => ({ clusterName: 'prod' }),
    imageVariant: () => ({ imageVariant: PeerPodsImageVariant.DEV }),
    image: () => ({ image: ContainerImage.of('registry.example.com/caa', { tag: '1' }) }),
    imagePullPolicy: () => ({ imagePullPolicy: ImagePullPolicy.ALWAYS }),
    imagePullSecrets: () => ({ imagePullSecrets: [{ name: 'pull' } as Secret] }),
    nodeSelector: () => ({ nodeSelector: { pool: 'peer-pods' } }),
    tolerations: () => ({ tolerations: [{ key: 'peer-pods' }] }),
    affinity: () => ({ affinity: POOL }),
    resources: () => ({ resources: { cpu: { request: Cpu.millis(100) } } }),
    seccomp: () => ({ seccomp: false }),
    priorityClassName: () => ({ priorityClassName: '' }),
    podLabels: () => ({ podLabels: { team: 'coco' } }),
    serviceAccountAnnotations: () => ({ serviceAccountAnnotations: { 'example.com/a': 'b' } }),
    maxUnavailable: () => ({ maxUnavailable: PercentOrAbsolute.percent(10), maxSurge: PercentOrAbsolute.absolute(0) }),
    maxSurge: () => ({ maxSurge: PercentOrAbsolute.absolute(2) }),
    webhookEnabled: () => ({ webhookEnabled: false }),
    webhook: () => ({ webhook: { failurePolicy: WebhookFailurePolicy.IGNORE } }),
    resourceControllerEnabled: () => ({ resourceControllerEnabled: false }),
    resourceController: () => ({ resourceController: { nodeSelector: { pool: 'control' } } }),
  };
  const text = (props: (chart: Chart) => Partial<PeerPodsCaaProps>) => JSON.stringify(
    emitted((chart) => compose(chart, { ...PROPS, ...props(chart) }), NAMESPACE));
  const plain = text(() => ({}));
  expect(Object.entries(other).filter(([, props]) => text(props) === plain).map(([prop]) => prop)).toEqual([]);
});

/** What users ask of nodes. */
const TERM = { matchExpressions: [{ key: 'pool', operator: 'In', values: ['peer-pods'] }] };
const POOL = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [TERM] } } };

test('nodes fulfil what is asked of them here, and have one of the architectures', () => {
  const { nodeAffinity } = pod({ affinity: POOL }).spec.affinity;
  expect(nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([{
    matchExpressions: [
      ...TERM.matchExpressions,
      { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 's390x', 'ppc64le'] },
      { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
    ],
  }]);
});

test('how its pods run', () => {
  const tolerations: Toleration[] = [{ key: 'peer-pods', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE }];
  const resources: ContainerResources = {
    cpu: { request: Cpu.millis(100), limit: Cpu.units(1) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) },
  };
  const { metadata, spec } = pod({
    nodeSelector: { z: '1', a: '2' },
    tolerations,
    resources,
    priorityClassName: 'mine',
    podLabels: { team: 'coco' },
    image: ContainerImage.of('registry.example.com/caa', { tag: '1' }),
    imagePullPolicy: ImagePullPolicy.BY_TAG,
    imagePullSecrets: [{ name: 'pull' } as Secret],
  });
  expect(metadata.labels).toEqual({ app: 'cloud-api-adaptor', team: 'coco' });
  expect(JSON.stringify(spec.nodeSelector)).toBe('{"a":"2","z":"1"}');
  expect(spec).toMatchObject({ tolerations, priorityClassName: 'mine', imagePullSecrets: [{ name: 'pull' }] });
  expect(spec.containers[0]).toMatchObject({
    image: 'registry.example.com/caa:1',
    resources: {
      requests: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' }, limits: { 'cpu': '1', 'memory': '512Mi', 'ephemeral-storage': '1Gi' },
    },
  });
  expect(spec.containers[0]).not.toHaveProperty('imagePullPolicy');
  expect(one(adaptor({ maxUnavailable: PercentOrAbsolute.percent(10), maxSurge: PercentOrAbsolute.absolute(0) }), 'DaemonSet').spec.updateStrategy.rollingUpdate).toEqual({ maxUnavailable: '10%', maxSurge: 0 });
  expect(pod({ priorityClassName: '' }).spec).not.toHaveProperty('priorityClassName');
});

test('a profile of system calls, and limits that only a fault reaches; both can be left out', () => {
  const [container] = pod().spec.containers;
  expect(container.securityContext).toEqual({ capabilities: { add: ['NET_ADMIN', 'SYS_ADMIN'] }, seccompProfile: { type: 'RuntimeDefault' } });
  expect(container.resources).toEqual({
    requests: { 'cpu': '50m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' }, limits: { 'cpu': '2', 'memory': '2Gi', 'ephemeral-storage': '1Gi' },
  });
  const [bare] = pod({ seccomp: false, resources: { cpu: {}, memory: {}, ephemeralStorage: {} } }).spec.containers;
  expect(bare.securityContext).toEqual({ capabilities: { add: ['NET_ADMIN', 'SYS_ADMIN'] } });
  expect(bare.resources).toEqual({});
});

describe('images', () => {
  const image = (props: Partial<PeerPodsCaaProps>) => pod(props).spec.containers[0].image;

  test('of the dev build only where the release build lacks the provider, or it is asked for', () => {
    expect(image(LIBVIRT_PROPS)).toBe('quay.io/confidential-containers/cloud-api-adaptor:v0.22.0-dev');
    expect(image({ provider: PeerPodsProvider.docker(), credentials: undefined, release: PeerPodsRelease.V0_17_0 }))
      .toBe('quay.io/confidential-containers/cloud-api-adaptor:v0.17.0-dev');
    const byom = { provider: PeerPodsProvider.byom(BYOM), credentials: undefined, sshKey: existing() };
    expect(image(byom)).toBe('quay.io/confidential-containers/cloud-api-adaptor:v0.22.0');
    expect(image({ ...byom, release: PeerPodsRelease.V0_17_0 })).toBe('quay.io/confidential-containers/cloud-api-adaptor:v0.17.0-dev');
    expect(image({ imageVariant: PeerPodsImageVariant.DEV })).toBe('quay.io/confidential-containers/cloud-api-adaptor:v0.22.0-dev');
  });

  test.each(PeerPodsRelease.all())('%s: adaptor, webhook and controller are of one release, and nothing is latest', (release) => {
    const text = JSON.stringify(written({ release }));
    const images = [...text.matchAll(/"image":"([^"]+)"/g)].map(([, name]) => name);
    expect(images.filter((name) => name.includes('confidential-containers')).map((name) => name.replace(/.*\//, '')).sort())
      .toEqual(['cloud-api-adaptor', 'peer-pods-webhook', 'peerpod-ctrl'].map((name) => `${name}:v${release.version}`));
    expect(images.filter((name) => !/:[^:/]+$/.test(name) || name.endsWith(':latest'))).toEqual([]);
  });
});

describe('Secrets', () => {
  const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's"\'$\\ü' };
  const references = (objects: Manifest[]) => one(objects, 'DaemonSet').spec.template.spec.containers[0].envFrom
    .flatMap(({ secretRef }: Manifest) => (secretRef ? [secretRef.name] : []));
  const controllerReferences = (objects: Manifest[]) => one(objects, 'Deployment', 'peerpodctrl-controller-manager').spec.template.spec.containers
    .flatMap(({ envFrom = [] }: Manifest) => envFrom).flatMap(({ secretRef }: Manifest) => (secretRef ? [secretRef.name] : []));

  test('that exists: nothing is emitted, both workloads read it', () => {
    const objects = written();
    expect(identities(objects).filter((text) => text.includes('Secret'))).toEqual([]);
    expect(references(objects)).toEqual(['cloud-keys']);
    expect(controllerReferences(objects)).toEqual(['cloud-keys']);
  });

  test('of a store', () => {
    const credentials = SecretSource.externalSecret({
      store: SecretStore.clusterWide('vault'), keys: { AWS_SECRET_ACCESS_KEY: { key: 'aws', property: 's' }, AWS_ACCESS_KEY_ID: { key: 'aws', property: 'i' } },
    });
    const objects = written({ credentials });
    expect(one(objects, 'ExternalSecret')).toMatchObject({
      metadata: { name: 'peer-pods-secret', namespace: NAMESPACE },
      spec: { target: { name: 'peer-pods-secret' }, data: [{ secretKey: 'AWS_ACCESS_KEY_ID' }, { secretKey: 'AWS_SECRET_ACCESS_KEY' }] },
    });
    expect([...references(objects), ...controllerReferences(objects)]).toEqual(['peer-pods-secret', 'peer-pods-secret']);
  });

  test('with its values: marked, and warned of', () => {
    const props = { ...PROPS, credentials: SecretSource.unsafeInline(KEYS), nodeSelector: {} };
    const secret = one(written(props), 'Secret');
    expect(secret).toMatchObject({ metadata: { name: 'peer-pods-secret', annotations: { 'cdk8s-coco/unsafe-inline': 'true' } }, stringData: KEYS });
    const said = saidAtSynth((chart) => compose(chart, props), NAMESPACE).join('');
    expect(said).toContain('peer-pods/PeerPods/Credentials: the Secret peer-pods-secret holds its values in plain text');
    expect(said).not.toContain('AKIA');
  });

  test('with SSH keys: mounted in adaptor and controller, for their owner only', () => {
    const objects = written(LIBVIRT_PROPS);
    const mount = { name: 'ssh', mountPath: '/root/.ssh/', readOnly: true };
    for (const workload of [one(objects, 'DaemonSet'), one(objects, 'Deployment', 'peerpodctrl-controller-manager')]) {
      const { containers, volumes } = workload.spec.template.spec;
      expect(volumes).toContainEqual({ name: 'ssh', secret: { secretName: 'my-ssh', defaultMode: 0o600, optional: true } });
      expect(containers.flatMap(({ volumeMounts = [] }: Manifest) => volumeMounts)).toContainEqual(mount);
    }
    const inline = written({ ...LIBVIRT_PROPS, sshKey: SecretSource.unsafeInline({ id_rsa: 'a\nb\n', known_hosts: 'h' }) });
    expect(one(inline, 'Secret')).toMatchObject({ metadata: { name: 'ssh-key-secret' }, stringData: { id_rsa: 'a\nb\n', known_hosts: 'h' } });
  });

  test('with certificates: mounted, and their files named', () => {
    const objects = adaptor({ tlsCertificates: existing('certificates') });
    expect(one(objects, 'ConfigMap').data).toMatchObject({
      CACERT_FILE: '/etc/certificates/ca.crt', CERT_FILE: '/etc/certificates/client.crt', CERT_KEY: '/etc/certificates/client.key',
    });
    const { containers: [container], volumes } = one(objects, 'DaemonSet').spec.template.spec;
    expect(volumes).toContainEqual({ name: 'certs', secret: { secretName: 'certificates', defaultMode: 0o600, optional: true } });
    expect(container.volumeMounts).toContainEqual({ name: 'certs', mountPath: '/etc/certificates', readOnly: true });
  });
});

test('docker is reached through the node', () => {
  const props = { provider: PeerPodsProvider.docker(), credentials: undefined, release: PeerPodsRelease.V0_17_0 };
  const { containers: [container], volumes } = pod(props).spec;
  expect(volumes.slice(-2)).toEqual([
    { name: 'docker-socket', hostPath: { path: '/var/run/docker.sock' } }, { name: 'docker-dir', hostPath: { path: '/var/lib/docker' } },
  ]);
  expect(container.volumeMounts.slice(-2)).toEqual([
    { name: 'docker-socket', mountPath: '/var/run/docker.sock' }, { name: 'docker-dir', mountPath: '/var/lib/docker' },
  ]);
});

describe('the tag of the cluster', () => {
  test('stands beside others', () => {
    expect(config({ clusterName: 'prod-1', provider: PeerPodsProvider.aws({ ...AWS, tags: { team: 'coco' } }) }).TAGS).toBe('peer-pods-cluster=prod-1,team=coco');
    expect(config({ clusterName: 'prod-1', provider: PeerPodsProvider.ibmCloud({ ...IBMCLOUD, tags: ['team:coco'] }) }).TAGS).toBe('peer-pods-cluster:prod-1,team:coco');
    expect(config({ clusterName: 'prod-1', provider: PeerPodsProvider.alibabaCloud(ALIBABA) }).TAGS).toBe('peer-pods-cluster=prod-1');
    expect(config({ clusterName: 'prod-1', provider: PeerPodsProvider.azure(AZURE) }).TAGS).toBe('peer-pods-cluster=prod-1');
  });
});

test('keys that upstream adds later pass through, byte for byte', () => {
  const additionalConfig = { NEW_JSON: '{"a": "b\\n", "c": \'d\'}\n', NEW_NUMBER: '1234567', NEW_BOOL: 'true', NEW_TEXT: '$(HOME) $$ `x` # ü: "q" \\' };
  expect(config({ additionalConfig })).toMatchObject(additionalConfig);
});

describe('its parts', () => {
  test('webhook and resource controller follow release and RuntimeClass', () => {
    const objects = emitted((chart) => compose(chart, {
      ...PROPS, nodeSelector: {}, runtime: KataRuntime.fromKataRuntimeAttributes(chart, 'Kata', { shims: [KataShim.REMOTE], multiInstallSuffix: 'two' }),
    }), NAMESPACE);
    const webhook = one(objects, 'Deployment', 'peer-pods-webhook-controller-manager');
    expect(JSON.stringify(webhook)).toContain('"name":"TARGET_RUNTIMECLASS","value":"kata-remote-two"');
    expect(JSON.stringify(one(objects, 'MutatingWebhookConfiguration'))).toContain('kata-remote-two');
  });

  test.each(PeerPodsRelease.all())('%s goes with its Kata', (release) => {
    const objects = emitted((chart) => {
      const runtime = new KataRuntime(chart, 'Kata', { release: KataRelease.of(release.kataVersion), shims: [KataShim.REMOTE] });
      expect(compose(chart, { ...PROPS, release, runtime }).runtimeClassName).toBe('kata-remote');
    }, NAMESPACE);
    expect(objects.filter(({ kind }) => kind === 'DaemonSet').map(({ metadata }) => metadata.name)).toContain('cloud-api-adaptor-daemonset');
  });

  test('KataRuntime.remote and PeerPodsCAA fit at their defaults', () => {
    emitted((chart) => {
      const runtime = KataRuntime.remote(chart, 'Kata', { release: KataRelease.V4_0_0 });
      const caa = compose(chart, { ...PROPS, runtime });
      expect([runtime.release.version, caa.release.version]).toEqual([caa.release.kataVersion, PeerPodsRelease.latest().version]);
    }, NAMESPACE);
  });

  test('none without a release: nothing that runs in a cluster changes because this library did', () => {
    const { release, ...others } = PROPS;
    expect(release).toBeDefined();
    expect(() => new PeerPodsCAA(new Chart(new App(), 'peer-pods', { namespace: NAMESPACE }), 'PeerPods', others as PeerPodsCaaProps)).toThrow(
      'release: got nothing; allowed: a PeerPodsRelease. It is required. Take PeerPodsRelease.of(...).');
  });

  test('what else needs to know of it', () => {
    const chart = new Chart(new App(), 'peer-pods', { namespace: NAMESPACE });
    const caa = compose(chart);
    expect([caa.namespace, caa.runtimeClassName, caa.release.version]).toEqual([NAMESPACE, 'kata-remote', '0.22.0']);
    expect([caa.daemonSetName, caa.serviceAccountName, caa.configMapName])
      .toEqual(['cloud-api-adaptor-daemonset', 'cloud-api-adaptor', 'peer-pods-cm']);
    expect([caa.webhook?.node.path, caa.resourceController?.node.path]).toEqual(['peer-pods/PeerPods/Webhook', 'peer-pods/PeerPods/ResourceController']);
    expect(compose(new Chart(new App(), 'x', { namespace: NAMESPACE }), { ...PROPS, webhookEnabled: false }).webhook).toBeUndefined();
    expect(caa.identityBindings).toEqual([]);
  });

  test('can be patched: the DaemonSet is the main object', () => {
    const objects = emitted((chart) => {
      ApiObject.of(compose(chart)).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/image', 'x:1'));
    }, NAMESPACE);
    expect(one(objects, 'DaemonSet').spec.template.spec.containers[0].image).toBe('x:1');
  });
});

describe('what is said at synth', () => {
  const said = (props: Partial<PeerPodsCaaProps>) => saidAtSynth((chart) => compose(chart, { ...PROPS, nodeSelector: { pool: 'a' }, ...props }), NAMESPACE);

  test('nothing, where nothing is to be said', () => {
    expect(said({})).toEqual([]);
  });

  test.each<[string, Partial<PeerPodsCaaProps>, RegExp]>([
    ['nodes without upstream\'s label', { nodeSelector: undefined }, /nodes of EKS do not have the label node.kubernetes.io\/worker/],
    ['ordinary VMs that were asked for', { provider: PeerPodsProvider.aws({ ...AWS, disableCvm: true }) }, /disableCvm creates ordinary VMs/],
    ['ordinary VMs by default', LIBVIRT_PROPS, /without disableCvm: false, the adaptor creates ordinary VMs on libvirt/],
    ['certificates that are not verified', { tlsSkipVerify: true }, /tlsSkipVerify lets anybody/],
    ['VMs that nobody deletes', { provider: PeerPodsProvider.gcp({ ...GCP, disableCvm: false, confidentialType: 'SEV' as never, machineType: 'n2d-standard-2' }) },
      /the resource controller 0.22.0 cannot delete VMs of Google Cloud/],
  ])('%s', (_what, props, text) => {
    const lines = said(props);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^warning: peer-pods\/PeerPods: .*\n$/);
    expect(lines[0]).toMatch(text);
  });

  test('nodes of your own may have the label', () => {
    const byom = { provider: PeerPodsProvider.byom(BYOM), credentials: undefined, sshKey: existing() };
    expect(said({ ...byom, nodeSelector: undefined, resourceControllerEnabled: false })).toEqual([]);
    expect(said({ provider: PeerPodsProvider.ibmCloudPowerVs(POWERVS) })).toEqual([]);
  });
});

describe('without a runtime, beside one that the app installs', () => {
  const said = (release: KataRelease, own: PeerPodsRelease, cluster?: string) => saidAtSynth((chart) => {
    const other = new Chart(chart.node.root, 'kata', { namespace: NAMESPACE });
    if (cluster) Cluster.assign(other, cluster);
    KataRuntime.remote(other, 'Kata', { release });
    compose(chart, { ...PROPS, release: own });
  }, NAMESPACE).filter((line) => line.includes('belongs to Kata')).map((line) => line.trim());

  test('of another Kata: one warning, with the repair', () => {
    expect(said(KataRelease.V3_31_0, PeerPodsRelease.V0_22_0)).toEqual([
      'warning: peer-pods/PeerPods: Cloud API Adaptor 0.22.0 belongs to Kata 4.0.0, whose agent is in the images of its pod VMs, and kata/Kata installs Kata 3.31.0 '
      + 'with the RuntimeClass kata-remote: its pods may not start. Give that runtime KataRelease.of(\'4.0.0\'), '
      + 'or the adaptor PeerPodsRelease.of(\'0.21.1\'); CocoRelease has those that belong together.',
    ]);
    expect(said(KataRelease.V4_1_0, PeerPodsRelease.V0_22_0)).toEqual([expect.stringMatching(/Give that runtime KataRelease.of\('4.0.0'\); CocoRelease/)]);
  });

  test('of its own Kata, or in another cluster: nothing', () => {
    expect(said(KataRelease.V3_31_0, PeerPodsRelease.V0_21_0)).toEqual([]);
    expect(said(KataRelease.V3_31_0, PeerPodsRelease.V0_22_0, 'edge-2')).toEqual([]);
  });
});
