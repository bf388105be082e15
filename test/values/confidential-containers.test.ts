import { EDITIONS } from '../../src/values/editions';
import { SchemaNode } from '../../src/values/engine/schema';
import { at, changes, Phase, rendering } from '../cli/rendering';
import { Manifest } from '../support/synth';

const R = 'kata-as-coco-runtime';
const CI = 'kata-as-coco-runtime-for-ci';
const RELEASE = 'confidential-containers@0.16.0';
const PRE = 'confidential-containers@0.16.0-pre';
const IMAGE = 'quay.io/kata-containers/kata-deploy';
const SHIMS = ['qemu-coco-dev', 'qemu-snp', 'qemu-tdx', 'qemu-nvidia-gpu-snp', 'qemu-nvidia-gpu-tdx'];
const mapped = (value: string) => SHIMS.map((shim) => `${shim}:${value}`).join(',');

type Changes = Record<string, unknown>;

/** One value and everything that it changes: places are those of `changes`, from the pod template's spec on. */
interface Row {
  readonly path: readonly string[];
  readonly yaml: string;
  readonly install?: Changes;
  /** Left out where it is the same as `install`, in the cleanup's container. */
  readonly uninstall?: Changes;
}

const env = (key: string, yaml: string, variable: string, text: string, more: Changes = {}): Row => ({
  path: [R, 'env', key],
  yaml,
  install: { [`env[${variable}].value`]: text },
  uninstall: { [`env[${variable}].value`]: text, ...more },
});
const nothing = (path: readonly string[], yaml: string): Row => ({ path, yaml, install: {} });
const image = (path: readonly string[], yaml: string, text: string): Row => ({
  path: [R, ...path], yaml, install: { image: text }, uninstall: { 'image': text, 'containers[done].image': text },
});
const distribution = (name: string, folder: string): Row => ({
  path: [R, 'k8sDistribution'],
  yaml: name,
  install: { 'volumes[containerd-conf].hostPath.path': folder },
  uninstall: { 'env[COCO_CONTAINERD_DIR].value': folder },
});

const NODES = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

const COMMON: readonly Row[] = [
  env('debug', '"true"', 'DEBUG', 'true'),
  env('debug', 'true', 'DEBUG', 'true'),
  env('debug', 'on', 'DEBUG', 'true'),
  env('debug', '""', 'DEBUG', ''),
  env('debug', 'null', 'DEBUG', ''),
  env('shims', 'qemu-tdx qemu-snp', 'SHIMS', 'qemu-tdx qemu-snp'),
  env('shims', '"qemu-snp   qemu-tdx "', 'SHIMS', 'qemu-snp   qemu-tdx '),
  env('shims', 'qemu-snp qemu-snp', 'SHIMS', 'qemu-snp qemu-snp'),
  env('shims', 'qemu-se', 'SHIMS', 'qemu-se'),
  env('shims', 'null', 'SHIMS', ''),
  env('defaultShim', 'qemu-tdx', 'DEFAULT_SHIM', 'qemu-tdx'),
  env('defaultShim', 'stratovirt', 'DEFAULT_SHIM', 'stratovirt'),
  env('createRuntimeClasses', '"false"', 'CREATE_RUNTIMECLASSES', 'false'),
  env('createRuntimeClasses', 'false', 'CREATE_RUNTIMECLASSES', 'false'),
  env('createRuntimeClasses', '""', 'CREATE_RUNTIMECLASSES', ''),
  env('createDefaultRuntimeClass', '"true"', 'CREATE_DEFAULT_RUNTIMECLASS', 'true'),
  env('allowedHypervisorAnnotations', 'default_vcpus  default_memory', 'ALLOWED_HYPERVISOR_ANNOTATIONS', 'default_vcpus  default_memory'),
  env('allowedHypervisorAnnotations', 'a.b', 'ALLOWED_HYPERVISOR_ANNOTATIONS', 'a.b'),
  env('snapshotterHandlerMapping', '""', 'SNAPSHOTTER_HANDLER_MAPPING', ''),
  env('snapshotterHandlerMapping', '"qemu-snp:erofs,qemu-tdx:nydus"', 'SNAPSHOTTER_HANDLER_MAPPING', 'qemu-snp:erofs,qemu-tdx:nydus'),
  env('snapshotterHandlerMapping', '"qemu-tdx:nydus,qemu-snp:nydus"', 'SNAPSHOTTER_HANDLER_MAPPING', 'qemu-tdx:nydus,qemu-snp:nydus'),
  env('agentHttpsProxy', 'http://proxy.example.com:3128', 'AGENT_HTTPS_PROXY', 'http://proxy.example.com:3128'),
  env('agentHttpsProxy', 'HTTP://10.0.0.1:3128/', 'AGENT_HTTPS_PROXY', 'HTTP://10.0.0.1:3128/'),
  env('agentNoProxy', '"localhost,10.0.0.0/8"', 'AGENT_NO_PROXY', 'localhost,10.0.0.0/8'),
  env('agentNoProxy', '"localhost, .svc,"', 'AGENT_NO_PROXY', 'localhost, .svc,'),
  env('pullTypeMapping', '"qemu-snp:guest-pull"', 'PULL_TYPE_MAPPING', 'qemu-snp:guest-pull'),
  env('pullTypeMapping', '"qemu-snp:default"', 'PULL_TYPE_MAPPING', 'qemu-snp:default'),
  env('pullTypeMapping', '""', 'PULL_TYPE_MAPPING', ''),
  env('installationPrefix', '/var/opt', 'INSTALLATION_PREFIX', '/var/opt', { 'env[COCO_KATA_DIR].value': '/var/opt/opt/kata' }),
  nothing([R, 'env', 'multiInstallSuffix'], '""'),
  {
    path: [R, 'env', 'hostOS'],
    yaml: 'cbl-mariner',
    install: { 'env[HOST_OS].name': 'HOST_OS', 'env[HOST_OS].value': 'cbl-mariner' },
  },
  { path: [R, 'env', 'hostOS'], yaml: 'ubuntu', install: { 'env[HOST_OS].name': 'HOST_OS', 'env[HOST_OS].value': 'ubuntu' } },
  nothing([R, 'env', 'hostOS'], '""'),
  { path: [R, 'imagePullPolicy'], yaml: 'IfNotPresent', install: { imagePullPolicy: 'IfNotPresent' }, uninstall: {} },
  { path: [R, 'imagePullPolicy'], yaml: 'Never', install: { imagePullPolicy: 'Never' }, uninstall: {} },
  { path: [R, 'imagePullPolicy'], yaml: 'null', install: { imagePullPolicy: undefined }, uninstall: {} },
  { path: [R, 'imagePullPolicy'], yaml: '""', install: { imagePullPolicy: undefined }, uninstall: {} },
  {
    path: [R, 'imagePullSecrets'],
    yaml: '[{name: b}, {name: a.c}]',
    install: { 'imagePullSecrets[b].name': 'b', 'imagePullSecrets[a.c].name': 'a.c' },
  },
  { path: [R, 'imagePullSecrets'], yaml: '[{name: a}, {name: a}]', install: { 'imagePullSecrets[a].name': 'a' } },
  nothing([R, 'imagePullSecrets'], 'null'),
  nothing([R, 'imagePullSecrets'], '[]'),
  image(['image', 'tag'], '3.22.0-custom', `${IMAGE}:3.22.0-custom`),
  image(['image', 'tag'], '3.22', `${IMAGE}:3.22`),
  image(['image', 'tag'], '7', `${IMAGE}:7`),
  image(['image', 'tag'], '1.10', `${IMAGE}:1.1`),
  image(['image', 'tag'], '0x10', `${IMAGE}:16`),
  image(['image', 'tag'], 'latest', `${IMAGE}:latest`),
  nothing([R, 'image', 'tag'], '""'),
  nothing([R, 'image', 'tag'], '0'),
  nothing([R, 'image', 'tag'], 'null'),
  nothing([R, 'image'], '{}'),
  ...['k3s', 'rke2'].map((name) => distribution(name, `/var/lib/rancher/${name}/agent/etc/containerd/`)),
  distribution('k0s', '/etc/k0s/'),
  distribution('microk8s', '/var/snap/microk8s/current/args/'),
  nothing([R, 'k8sDistribution'], '""'),
  nothing([R, 'k8sDistribution'], 'null'),
  {
    path: [R, 'nodeSelector'],
    yaml: '{pool: "a", "example.com/tee": ""}',
    install: { 'nodeSelector.pool': 'a', 'nodeSelector.example.com/tee': '' },
    uninstall: {
      [`${NODES}[0].matchExpressions[0].key`]: 'example.com/tee',
      [`${NODES}[0].matchExpressions[0].values[0]`]: '',
      [`${NODES}[0].matchExpressions[1].key`]: 'pool',
      [`${NODES}[0].matchExpressions[1].operator`]: 'In',
      [`${NODES}[0].matchExpressions[1].values[0]`]: 'a',
      [`${NODES}[0].matchExpressions[2].key`]: 'kubernetes.io/os',
      [`${NODES}[0].matchExpressions[2].operator`]: 'In',
      [`${NODES}[0].matchExpressions[2].values[0]`]: 'linux',
    },
  },
  nothing([R, 'nodeSelector'], 'null'),
  nothing([R, 'enabled'], 'true'),
  nothing([R, 'global'], '{a: {b: 1}}'),
  nothing(['global'], '{a: {b: 1}}'),
  nothing(['architecture'], 's390x'),
  nothing(['architecture'], 'no-such-one'),
  nothing(['architecture'], 'null'),
  nothing(['nameOverride'], 'other'),
  nothing(['fullnameOverride'], 'other'),
  // Without `enabled` the section is dead.
  nothing(['customContainerd', 'enabled'], 'false'),
  nothing(['customContainerd', 'installPath'], '/usr/local'),
  nothing(['customContainerd', 'tarballUrl'], 'https://example.com/containerd.tar.gz'),
  ...['amd64', 'arm64', 's390x', 'ppc64le'].map((one) => nothing(['customContainerd', 'tarballUrls', one], 'https://example.com/c.tar.gz')),
  nothing(['customContainerd', 'image'], '{repository: r, tag: 3.20, pullPolicy: Never}'),
  nothing(['customContainerd', 'nodeSelector'], '{a: b}'),
  nothing(['customContainerd', 'tolerations'], '[{key: a, operator: Equal, value: b, effect: NoExecute, tolerationSeconds: 3}]'),
];

const ONLY_RELEASE: readonly Row[] = [
  ...['x86_64', 'aarch64', 's390x', 'ppc64le'].flatMap((name) => [
    env(`shims_${name}`, 'qemu', `SHIMS_${name.toUpperCase()}`, 'qemu'),
    env(`defaultShim_${name}`, 'qemu', `DEFAULT_SHIM_${name.toUpperCase()}`, 'qemu'),
  ]),
  env('shims', 'qemu-cca', 'SHIMS', 'qemu-cca'),
  env('snapshotterHandlerMapping', 'nydus', 'SNAPSHOTTER_HANDLER_MAPPING', 'nydus'),
  env('snapshotterHandlerMapping', '"qemu-snp:,:nydus,a:b:c"', 'SNAPSHOTTER_HANDLER_MAPPING', 'qemu-snp:,:nydus,a:b:c'),
  env('pullTypeMapping', 'guest-pull', 'PULL_TYPE_MAPPING', 'guest-pull'),
  env('pullTypeMapping', '"qemu-snp:guest,x"', 'PULL_TYPE_MAPPING', 'qemu-snp:guest,x'),
  env('_experimentalSetupSnapshotter', '"nydus,erofs"', 'EXPERIMENTAL_SETUP_SNAPSHOTTER', 'nydus,erofs'),
  env('_experimentalSetupSnapshotter', '""', 'EXPERIMENTAL_SETUP_SNAPSHOTTER', ''),
  env('_experimentalSetupSnapshotter', 'null', 'EXPERIMENTAL_SETUP_SNAPSHOTTER', ''),
  env('_experimentalForceGuestPull', 'qemu-snp', 'EXPERIMENTAL_FORCE_GUEST_PULL', 'qemu-snp'),
  env('_experimentalForceGuestPull', '"qemu-tdx,qemu-snp"', 'EXPERIMENTAL_FORCE_GUEST_PULL', 'qemu-tdx,qemu-snp'),
  image(['image', 'reference'], 'registry.example.com:5000/kata/kata-deploy', 'registry.example.com:5000/kata/kata-deploy:3.22.0'),
];

const ONLY_PRE: readonly Row[] = [
  image(['image', 'reference'], 'registry.example.com:5000/kata/kata-deploy', 'registry.example.com:5000/kata/kata-deploy:3.21.0'),
  nothing(['_commonConfig'], '{k8sDistribution: k3s}'),
  nothing(['_shimsConfig'], '{shims: qemu}'),
  nothing([CI, 'enabled'], 'false'),
  nothing([CI, 'env', 'debug'], 'false'),
];

const ROWS: ReadonlyArray<readonly [edition: string, rows: readonly Row[]]> = [
  [RELEASE, [...COMMON, ...ONLY_RELEASE]],
  [PRE, [...COMMON, ...ONLY_PRE]],
];

/** Places below the pod template of the only DaemonSet, whose container may be left out. */
function places(expected: Changes, phase: Phase): Changes {
  const [name, container] = phase === 'install' ? [R, 'containers[kube-kata]'] : [`${R}-cleanup`, 'initContainers[kube-kata-cleanup]'];
  return Object.fromEntries(Object.entries(expected).map(([place, value]) => {
    const inner = /^(env\[|image$|imagePullPolicy$)/.test(place) ? `${container}.${place}` : place;
    return [`DaemonSet ${name} spec.template.spec.${inner}`, value];
  }));
}

const standard = new Map<string, Manifest[]>();
function defaults(edition: string, phase: Phase): Manifest[] {
  const key = `${edition} ${phase}`;
  if (!standard.has(key)) standard.set(key, rendering(edition, '{}', phase).objects);
  return standard.get(key)!;
}

describe.each(ROWS)('%s', (edition, rows) => {
  test.each(rows.map(({ path, yaml, ...row }) => ({ value: `${path.join('.')}: ${yaml}`, path, yaml, ...row })))(
    '$value', ({ path, yaml, install = {}, uninstall = install }) => {
      for (const [phase, expected] of [['install', install], ['uninstall', uninstall]] as const) {
        const { objects, lines } = rendering(edition, at(path, yaml), phase);
        expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
        // Strictly: what is gone is undefined, which is not the same as unchanged.
        expect(changes(defaults(edition, phase), objects)).toStrictEqual(places(expected, phase));
      }
    });

  test('every key that the schema has is in the table', () => {
    const tried = new Set(rows.flatMap(({ path }) => path.map((_, index) => path.slice(0, index + 1).join('.'))));
    const missing = keys(EDITIONS.find(({ name }) => name === edition)!.load().schema)
      .filter((path) => !path.startsWith(`${CI}.`) && !path.startsWith('customContainerd.image.') && !tried.has(path));
    expect(missing).toEqual([]);
  });

  test.each(['install', 'uninstall'] as const)('the defaults, phase %s', (phase) => {
    const withoutScript = JSON.stringify(defaults(edition, phase), (key, value) => (
      key === 'command' && value[0] === '/bin/sh' ? ['/bin/sh', '-c', 'src/kata/uninstall.sh'] : value));
    expect(JSON.parse(withoutScript)).toMatchSnapshot();
  });

  test('a suffix is in every name, reference and label, and nothing else changes', () => {
    for (const [phase, cleanup] of [['install', ''], ['uninstall', '-cleanup']] as const) {
      const renamed = (text: string) => (
        new RegExp(`^${R}(-sa|-role|-rb)?${cleanup}$`).test(text) ? `${text.replace(/-cleanup$/, '')}-pr12232${cleanup}` : text);
      const expected = JSON.parse(JSON.stringify(defaults(edition, phase), (_, value) => {
        if (typeof value === 'string') return renamed(value);
        return typeof value === 'object' && value !== null && value.name === 'MULTI_INSTALL_SUFFIX' ? { ...value, value: 'pr12232' } : value;
      })) as Manifest[];
      const special: Changes = phase === 'install' ? {} : {
        'env[COCO_INSTALL_DAEMONSETS].value': `${R}-pr12232`,
        'env[COCO_KATA_DIR].value': '/opt/kata-pr12232',
        'env[COCO_NYDUS_SERVICE].value': 'nydus-snapshotter-pr12232',
      };
      const { objects, lines } = rendering(edition, at([R, 'env', 'multiInstallSuffix'], 'pr12232'), phase);
      expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
      expect(changes(expected, objects)).toEqual(Object.fromEntries(Object.entries(places(special, phase))
        .map(([place, value]) => [place.replace(`${R}${cleanup}`, `${R}-pr12232${cleanup}`), value])));
    }
  });

  test('a number as a suffix', () => {
    const { objects } = rendering(edition, at([R, 'env', 'multiInstallSuffix'], '12232'));
    expect(objects.map(({ metadata }) => metadata.name)).toEqual([`${R}-sa-12232`, `${R}-role-12232`, `${R}-rb-12232`, `${R}-12232`]);
  });

  test('a runtime that is off emits nothing, in both phases', () => {
    expect(rendering(edition, at([R, 'enabled'], 'false'))).toEqual({ objects: [], lines: [] });
    expect(rendering(edition, at([R, 'enabled'], 'false'), 'uninstall')).toEqual({ objects: [], lines: [] });
  });

  test('the section set to null has the values of the chart kata-deploy', () => {
    const { objects } = rendering(edition, at([R], 'null'));
    const [container] = objects[3].spec.template.spec.containers;
    expect(container.image).toBe(edition === RELEASE ? `${IMAGE}:3.22.0` : `${IMAGE}:3.21.0`);
    expect(container.env.slice(2, 3)).toEqual([{
      name: 'SHIMS',
      value: 'clh cloud-hypervisor dragonball fc qemu qemu-coco-dev qemu-runtime-rs qemu-se-runtime-rs qemu-snp qemu-tdx stratovirt '
        + `qemu-nvidia-gpu qemu-nvidia-gpu-snp qemu-nvidia-gpu-tdx${edition === RELEASE ? ' qemu-cca' : ''}`,
    }]);
    expect(container.env.find(({ name }: Manifest) => name === 'DEFAULT_SHIM').value).toBe('qemu');
    expect(container.env.find(({ name }: Manifest) => name === 'SNAPSHOTTER_HANDLER_MAPPING').value).toBe('');
  });

  test('several values together', () => {
    const text = `{architecture: aarch64, ${R}: {k8sDistribution: rke2, imagePullPolicy: IfNotPresent, image: {tag: 3.99.1}, `
      + 'env: {shims: qemu-coco-dev, snapshotterHandlerMapping: "qemu-coco-dev:nydus", debug: "true"}}}';
    expect(changes(defaults(edition, 'install'), rendering(edition, text).objects)).toEqual(places({
      'env[SHIMS].value': 'qemu-coco-dev',
      'env[SNAPSHOTTER_HANDLER_MAPPING].value': 'qemu-coco-dev:nydus',
      'env[DEBUG].value': 'true',
      'image': `${IMAGE}:3.99.1`,
      'imagePullPolicy': 'IfNotPresent',
      'volumes[containerd-conf].hostPath.path': '/var/lib/rancher/rke2/agent/etc/containerd/',
    }, 'install'));
  });
});

describe('the defaults, exactly', () => {
  const environment = (edition: string) => Object.fromEntries(defaults(edition, 'install')[3].spec.template.spec.containers[0].env
    .map(({ name, value, valueFrom }: Manifest) => [name, value ?? valueFrom.fieldRef.fieldPath]));
  const both = {
    NODE_NAME: 'spec.nodeName',
    DEBUG: 'false',
    SHIMS: SHIMS.join(' '),
    CREATE_RUNTIMECLASSES: 'true',
    CREATE_DEFAULT_RUNTIMECLASS: 'false',
    ALLOWED_HYPERVISOR_ANNOTATIONS: '',
    SNAPSHOTTER_HANDLER_MAPPING: mapped('nydus'),
    AGENT_HTTPS_PROXY: '',
    AGENT_NO_PROXY: '',
    INSTALLATION_PREFIX: '',
    MULTI_INSTALL_SUFFIX: '',
  };

  test('0.16.0', () => {
    expect(environment(RELEASE)).toEqual({
      ...both,
      DEFAULT_SHIM: '',
      PULL_TYPE_MAPPING: mapped('guest-pull'),
      EXPERIMENTAL_SETUP_SNAPSHOTTER: 'nydus',
      EXPERIMENTAL_FORCE_GUEST_PULL: '',
      ...Object.fromEntries(['X86_64', 'AARCH64', 'S390X', 'PPC64LE'].flatMap((one) => [[`SHIMS_${one}`, ''], [`DEFAULT_SHIM_${one}`, '']])),
    });
  });

  test('0.16.0-pre', () => {
    expect(environment(PRE)).toEqual({ ...both, DEFAULT_SHIM: 'qemu', PULL_TYPE_MAPPING: 'guest-pull' });
  });
});

describe('the second runtime of 0.16.0-pre', () => {
  const render = (text: string, phase: Phase = 'install') => {
    const { objects, lines } = rendering(PRE, text, phase);
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
    return objects;
  };
  const named = (objects: Manifest[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

  test('beside the first one, which stays as it is', () => {
    const objects = render(at([CI, 'enabled'], 'true'));
    expect(changes(defaults(PRE, 'install'), objects.slice(0, 4))).toEqual({});
    expect(named(objects.slice(4))).toEqual([
      `ServiceAccount ${CI}-sa`, `ClusterRole ${CI}-role`, `ClusterRoleBinding ${CI}-rb`, `DaemonSet ${CI}`,
    ]);
  });

  test('instead of the first one', () => {
    const text = `{${R}: {enabled: false}, ${CI}: {enabled: true}}`;
    expect(named(render(text))).toEqual([
      `ServiceAccount ${CI}-sa`, `ClusterRole ${CI}-role`, `ClusterRoleBinding ${CI}-rb`, `DaemonSet ${CI}`,
    ]);
    expect(named(render(text, 'uninstall'))).toEqual([
      `ServiceAccount ${CI}-sa-cleanup`, `ClusterRole ${CI}-role-cleanup`, `ClusterRoleBinding ${CI}-rb-cleanup`, `DaemonSet ${CI}-cleanup`,
    ]);
  });

  test('differs from the first one by its name, debug output and the snapshotter switches', () => {
    const [, , , , ...objects] = render(at([CI, 'enabled'], 'true'));
    const renamed = JSON.parse(JSON.stringify(objects).split(CI).join(R)) as Manifest[];
    expect(changes(defaults(PRE, 'install'), renamed)).toEqual(places({
      'env[DEBUG].value': 'true',
      'env[EXPERIMENTAL_SETUP_SNAPSHOTTER].name': 'EXPERIMENTAL_SETUP_SNAPSHOTTER',
      'env[EXPERIMENTAL_SETUP_SNAPSHOTTER].value': 'nydus',
      'env[EXPERIMENTAL_FORCE_GUEST_PULL].name': 'EXPERIMENTAL_FORCE_GUEST_PULL',
      'env[EXPERIMENTAL_FORCE_GUEST_PULL].value': '',
    }, 'install'));
    expect(objects[3].spec.template.spec.containers[0].image).toBe(`${IMAGE}:3.21.0`);
  });

  test('its values change it alone', () => {
    const before = render(at([CI, 'enabled'], 'true'));
    const after = render(`{${CI}: {enabled: true, imagePullPolicy: Never, k8sDistribution: k3s, env: {debug: false, shims: qemu-cca qemu}}}`);
    const place = (rest: string) => `DaemonSet ${CI} spec.template.spec.${rest}`;
    expect(changes(before, after)).toEqual({
      [place('containers[kube-kata].env[DEBUG].value')]: 'false',
      [place('containers[kube-kata].env[SHIMS].value')]: 'qemu-cca qemu',
      [place('containers[kube-kata].imagePullPolicy')]: 'Never',
      [place('volumes[containerd-conf].hostPath.path')]: '/var/lib/rancher/k3s/agent/etc/containerd/',
    });
  });
});

/** The path of every value below a schema; free maps, lists and sections that hold anything count as one. */
function keys(schema: SchemaNode, path: readonly string[] = []): string[] {
  return schema.kind === 'object' && !schema.open
    ? Object.entries(schema.fields).flatMap(([key, field]) => keys(field, [...path, key]))
    : [path.join('.')];
}
