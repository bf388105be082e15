import { at, changes, rendering } from '../cli/rendering';

const R = 'kata-as-coco-runtime';
const CI = 'kata-as-coco-runtime-for-ci';
const RELEASE = 'confidential-containers@0.16.0';
const PRE = 'confidential-containers@0.16.0-pre';

const SHIMS_3_21 = 'clh, cloud-hypervisor, dragonball, fc, qemu, qemu-coco-dev, qemu-nvidia-gpu, qemu-nvidia-gpu-snp, qemu-nvidia-gpu-tdx, '
  + 'qemu-runtime-rs, qemu-se, qemu-se-runtime-rs, qemu-snp, qemu-tdx, remote, stratovirt';
const SHIMS_3_22 = SHIMS_3_21.replace(' qemu-coco-dev,', ' qemu-cca, qemu-coco-dev,');
const INSTALLED = 'qemu-coco-dev, qemu-snp, qemu-tdx, qemu-nvidia-gpu-snp, qemu-nvidia-gpu-tdx';
const PREFIX = 'allowed: an absolute path of letters, digits, ".", "_" and "-", without ".." and a slash at its end, like "/var/opt". '
  + 'Kata goes into <prefix>/opt/kata; leave it out for /opt/kata.';
const SUFFIX = 'allowed: a-z, 0-9 and "-", neither first nor last a "-". It becomes part of the names of objects, RuntimeClasses and handlers.';
const PROXY = 'allowed: http://host:port or https://host:port, without spaces, quotes and credentials.';

const lines = (text: string, edition = RELEASE) => rendering(edition, text).lines;
const errors = (found: string[]) => found.filter((line) => line.startsWith('error'));
const env = (key: string, yaml: string) => at([R, 'env', key], yaml);
/** The variable of the install DaemonSet. */
const variable = (text: string, name: string, edition = RELEASE) => rendering(edition, text).objects[3].spec.template.spec
  .containers[0].env.find((one: { name: string }) => one.name === name).value;

describe('errors: nothing is emitted', () => {
  test('a label without a value has the empty one, as in the chart', () => {
    const values = JSON.stringify({ customContainerd: { enabled: true, tarballUrl: 'https://example.com/c.tar.gz', nodeSelector: { 'example.com/x': null } } });
    const installer = rendering(RELEASE, values).objects.find(({ metadata }) => metadata.name.endsWith('-containerd-installer') && metadata.namespace);
    expect(installer!.spec.template.spec.nodeSelector).toMatchObject({ 'example.com/x': '' });
  });

  test.each([RELEASE, PRE, 'confidential-containers@0.20.0'])('%s: templates look into customContainerd', (edition) => {
    expect(errors(lines('customContainerd: null', edition))).toEqual([expect.stringMatching(/^error customContainerd: got null; allowed: a map /)]);
  });

  test.each([
    ['env.shims', 'qemu-spn',
      'kata-deploy 3.22.0 has no shim "qemu-spn"; did you mean "qemu-snp"?'],
    ['env.shims', 'qemu-snp warp-drive', `got "warp-drive"; allowed: the shims of kata-deploy 3.22.0: ${SHIMS_3_22}.`],
    ['env.shims_s390x', 'qemu-see', 'kata-deploy 3.22.0 has no shim "qemu-see"; did you mean "qemu-se"?'],
    ['env.multiInstallSuffix', 'A_b', `got "A_b"; ${SUFFIX}`],
    ['env.multiInstallSuffix', '"-a"', `got "-a"; ${SUFFIX}`],
    ['env.multiInstallSuffix', '/opt/kata-PR12232', `got "/opt/kata-PR12232"; ${SUFFIX}`],
    ['env.multiInstallSuffix', 'abcdefghijklmnopqrstuvwxyz-abcdefghij',
      'got "abcdefghijklmnopqrstuvwxyz-abcdefghij", which makes the name "kata-as-coco-runtime-abcdefghijklmnopqrstuvwxyz-abcdefghij-cleanup" '
      + 'of 66 characters; allowed: 63. Shorten it by 3.'],
    ['env.installationPrefix', 'opt/kata', `got "opt/kata"; ${PREFIX}`],
    ['env.installationPrefix', '/opt/../etc', `got "/opt/../etc"; ${PREFIX}`],
    ['env.installationPrefix', '/a b', `got "/a b"; ${PREFIX}`],
    ['env._experimentalSetupSnapshotter', 'overlayfs', 'got "overlayfs"; allowed: nydus, erofs. kata-deploy stops at others, which must be on the nodes already.'],
    ['env.debug', 'yes-please', 'got the string "yes-please"; allowed: true or false, also in quotes, or ""'],
    ['env.debug', '1', 'got the number 1; allowed: true or false, also in quotes, or ""'],
    ['env.shims', '[qemu]', 'got a list; allowed: a string'],
    ['env.agentHttpsProxy', '{a: hunter2}', 'got a map; allowed: a string'],
    ['imagePullPolicy', 'ifnotpresent',
      'got the string "ifnotpresent"; allowed: "Always", "IfNotPresent", "Never", ""; did you mean "IfNotPresent"?'],
    ['imagePullSecrets', 'a', 'got the string (hidden); allowed: a list; write it as a list'],
    ['imagePullSecrets[0]', '[a]', 'got the string (hidden); allowed: a map with the keys name'],
    ['k8sDistribution', 'k3', 'got the string "k3"; allowed: "k8s", "k3s", "rke2", "k0s", "microk8s", ""; did you mean "k3s"?'],
    ['nodeSelector.a', '{a: 1}', 'got the number 1; allowed: a string; write "1"'],
    ['nodeSelector.a', '{a: true}', 'got the boolean true; allowed: a string; write "true"'],
    ['enabled', '"false"', 'got the string "false"; allowed: true or false; write false'],
    ['image.tag', '"a b"',
      'got "a b"; allowed: letters, digits, "_", "." and "-", at most 128, not starting with "." or "-".'],
    ['image.reference', '""',
      'got ""; allowed: registry and path without a tag, like "quay.io/kata-containers/kata-deploy".'],
  ])('%s: %s', (place, yaml, message) => {
    const path = place.replace(/\[.*|(?<=nodeSelector)\..*/g, '').split('.');
    const { objects, lines: found } = rendering(RELEASE, at([R, ...path], yaml));
    expect({ objects, errors: errors(found) }).toEqual({ objects: [], errors: [`error ${R}.${place}: ${message}`] });
  });

  test('no shim at all; the architecture decides which ones are named', () => {
    const { objects, lines: found } = rendering(RELEASE, `{architecture: s390x, ${R}: {env: {shims: "  ", snapshotterHandlerMapping: ""}}}`);
    expect({ objects, lines: found }).toEqual({
      objects: [],
      lines: [expect.stringMatching(/^error kata-as-coco-runtime\.env\.shims: .*kata-deploy 3\.22\.0 has on s390x: qemu, qemu-coco-dev, /)],
    });
  });

  test('a shim that only another release has', () => {
    expect(errors(lines(env('shims', 'qemu qemu-cca'), PRE))).toEqual([
      `error ${R}.env.shims: got "qemu-cca"; allowed: the shims of kata-deploy 3.21.0: ${SHIMS_3_21}. It needs kata-deploy >= 3.22.0.`,
    ]);
  });

  test('a number that Helm prints with an exponent', () => {
    expect(lines(env('multiInstallSuffix', '1234567'))[0]).toBe(
      `error ${R}.env.multiInstallSuffix: the number 1234567 is printed as 1.234567e+06; quote it: "1234567"`);
    expect(lines(at([R, 'image', 'tag'], '12345678'))[0]).toBe(
      `error ${R}.image.tag: the number 12345678 is printed as 1.2345678e+07; quote it: "12345678"`);
  });

  test.each([
    ['{k8sDistributon: k3s}', RELEASE,
      `k8sDistributon: unknown key; did you mean ${R}.k8sDistribution?`],
    ['{debug: true}', RELEASE, `debug: unknown key; did you mean ${R}.env.debug?`],
    [at([R, 'k8sDistributon'], 'k3s'), RELEASE, `${R}.k8sDistributon: unknown key; did you mean k8sDistribution?`],
    [at([R, 'env', 'shimz'], 'a'), RELEASE, `${R}.env.shimz: unknown key; did you mean shims?`],
    [at([R, 'env', '_experimentalSetupSnapshotter'], 'nydus'), PRE,
      `${R}.env._experimentalSetupSnapshotter: unknown key; did you mean ${CI}.env._experimentalSetupSnapshotter?`],
    [at([R], '[]'), RELEASE,
      `${R}: got a list; allowed: a map with the keys enabled, global, imagePullPolicy, imagePullSecrets, image, k8sDistribution, nodeSelector, env`],
    ['{global: x}', RELEASE, 'global: got the string "x"; allowed: a map'],
    ['{architecture: 3}', RELEASE, 'architecture: got the number 3; allowed: a string; write "3"'],
  ])('%s in %s', (text, edition, line) => {
    expect(rendering(edition, text)).toEqual({ objects: [], lines: [`error ${line}`] });
  });

  test('all of them at once, of both runtimes', () => {
    const both = `{${R}: {env: {shims: qemu-spn, multiInstallSuffix: A, installationPrefix: x}}, ${CI}: {enabled: true, env: {shims: nope}}}`;
    expect(errors(lines(both, PRE))).toEqual([
      `error ${R}.env.shims: kata-deploy 3.21.0 has no shim "qemu-spn"; did you mean "qemu-snp"?`,
      `error ${R}.env.multiInstallSuffix: got "A"; ${SUFFIX}`,
      `error ${R}.env.installationPrefix: got "x"; ${PREFIX}`,
      expect.stringContaining(`error ${CI}.env.shims: got "nope"; allowed: the shims of kata-deploy 3.21.0: `),
    ]);
  });

  test('a runtime that is off has no problems', () => {
    expect(lines(`{${R}: {enabled: false, env: {shims: qemu-spn, multiInstallSuffix: A_b}}}`)).toEqual([]);
  });

  test('a snapshotter that kata-deploy cannot set up stops it, also behind a space', () => {
    // kata-deploy splits at commas and does not trim.
    for (const yaml of ['"nydus, erofs"', '"a b"']) {
      expect([yaml, rendering(RELEASE, env('_experimentalSetupSnapshotter', yaml)).objects.length]).toEqual([yaml, 0]);
    }
  });
});

describe('keys that hold anchors', () => {
  test.each([
    `_common: &c {imagePullPolicy: IfNotPresent}\n${R}:\n  <<: *c`,
    `_common:\n  policy: &p IfNotPresent\n${R}: {imagePullPolicy: *p}`,
  ])('%j: no unknown keys', (text) => {
    const { objects, lines: found } = rendering(RELEASE, text);
    expect(found).toEqual([]);
    expect(objects.find(({ kind }) => kind === 'DaemonSet')!.spec.template.spec.containers[0].imagePullPolicy).toBe('IfNotPresent');
  });

  test.each([
    ['without an anchor', '_common: {a: 1}', '_common'],
    ['without the "_"', 'common: &c {a: 1}', 'common'],
    ['below the top', `${R}: {_common: &c {a: 1}}`, `${R}._common`],
  ])('%s: unknown', (_, text, key) => {
    expect(lines(text)).toEqual([expect.stringContaining(`error ${key}: unknown key`)]);
  });
});

test('a label that kata-deploy sets, of nodes that have no Kata yet', () => {
  const label = 'katacontainers.io/kata-runtime';
  const why = 'kata-deploy sets this label itself when Kata is ready on a node: new nodes do not have it, and nothing is installed there; '
    + 'select nodes by a label of your own';
  const containerd = { enabled: true, tarballUrl: 'https://mirror.example.com/containerd.tar.gz', nodeSelector: { [label]: 'true' } };
  expect(lines(JSON.stringify({ [R]: { nodeSelector: { [label]: 'true' } } }))).toEqual([`warning ${R}.nodeSelector."${label}": ${why}`]);
  expect(lines(JSON.stringify({ customContainerd: containerd }))).toContain(`warning customContainerd.nodeSelector."${label}": ${why}`);
});

describe('warnings: the value is emitted as it is', () => {
  test.each([
    ['env.defaultShim', 'qemu', 'DEFAULT_SHIM', `"qemu" is not among the shims that are installed (${INSTALLED}); a default RuntimeClass would lead nowhere`],
    ['env.createDefaultRuntimeClass', 'true', 'CREATE_DEFAULT_RUNTIMECLASS',
      `got true; allowed: false without a default shim that is installed. No default RuntimeClass is made: set ${R}.env.defaultShim to one of: ${INSTALLED}.`],
    ['env.agentHttpsProxy', 'ftp://a', 'AGENT_HTTPS_PROXY', `got "ftp://a"; ${PROXY} Proxies are spoken to in HTTP.`],
    ['env.agentHttpsProxy', 'not a url', 'AGENT_HTTPS_PROXY', `got "not a url"; ${PROXY} Proxies are spoken to in HTTP.`],
    ['env.agentNoProxy', '"10.0.0.0/8, .svc"', 'AGENT_NO_PROXY',
      'got " .svc"; allowed: one host, domain or network, without spaces, quotes, commas or shell characters. List them one by one.'],
    ['env.allowedHypervisorAnnotations', 'io.katacontainers.config.hypervisor.default_vcpus', 'ALLOWED_HYPERVISOR_ANNOTATIONS',
      'got "io.katacontainers.config.hypervisor.default_vcpus"; allowed: the last part of an annotation, like "default_vcpus": a-z, 0-9 and "_". '
      + 'Leave "io.katacontainers.config.hypervisor." out.'],
  ])('%s: %s', (place, yaml, name, message) => {
    const text = at([R, ...place.split('.')], yaml);
    expect(lines(text)).toEqual([`warning ${R}.${place}: ${message}`]);
    expect(variable(text, name)).toBe(yaml.replace(/"/g, ''));
  });

  test.each([
    'http://user:hunter2@proxy:3128', 'user:hunter2@proxy:3128', 'http://user:hunter2@', '"hunter2@ x"', 'ftp://u:hunter2@h',
  ])('a proxy with credentials, which no message prints: %s', (yaml) => {
    const text = env('agentHttpsProxy', yaml);
    const [line, ...more] = lines(text);
    expect(more).toEqual([]);
    expect(line).toContain(`warning ${R}.env.agentHttpsProxy: got a value that is not printed here; ${PROXY}`);
    expect(line).not.toContain('hunter2');
    expect(variable(text, 'AGENT_HTTPS_PROXY')).toBe(yaml.replace(/"/g, ''));
  });

  test('a tag that moves', () => {
    const text = at([R, 'image', 'tag'], 'latest');
    expect(lines(text)).toEqual([
      `warning ${R}.image.tag: "quay.io/kata-containers/kata-deploy:latest" can be a different image tomorrow; pin it with the tag of a release`,
    ]);
    expect(rendering(RELEASE, text).objects[3].spec.template.spec.containers[0].image).toBe('quay.io/kata-containers/kata-deploy:latest');
  });

  test.each([['3.20', '3.2'], ['1e3', '1000'], ['0x10', '16']])('a number whose text gets lost: %s', (yaml, printed) => {
    expect(lines(at([R, 'image', 'tag'], yaml))).toEqual([
      `warning ${R}.image.tag: the number ${yaml} is printed as ${printed}; quote it if you mean the string: "${yaml}"`,
    ]);
  });

  test.each([['reference', 'registry.example.com/kata-deploy'], ['tag', 'dev']])('an unknown shim in an image of one\'s own: %s', (key, value) => {
    const text = `{${R}: {image: {${key}: ${value}}, env: {shims: qemu-spn, shims_x86_64: mine, defaultShim: qemu-spn, snapshotterHandlerMapping: ""}}}`;
    const own = 'The image is your own, so it is taken as it is.';
    expect(lines(text)).toEqual([
      `warning ${R}.env.shims: kata-deploy 3.22.0 has no shim "qemu-spn"; did you mean "qemu-snp"? ${own}`,
      `warning ${R}.env.shims_x86_64: got "mine"; allowed: the shims of kata-deploy 3.22.0: ${SHIMS_3_22}. ${own}`,
    ]);
    expect([variable(text, 'SHIMS'), variable(text, 'SHIMS_X86_64'), variable(text, 'DEFAULT_SHIM')]).toEqual(['qemu-spn', 'mine', 'qemu-spn']);
  });

  test('a containerd of one\'s own on a distribution that has its own', () => {
    expect(lines(`{customContainerd: {enabled: true}, ${R}: {k8sDistribution: k3s}}`)).toEqual([
      'warning customContainerd.enabled: nothing is installed, as in the chart: k3s brings its own containerd',
    ]);
  });

  test('a tarball whose URL may hold a secret: written as the chart does, with a warning that does not show it', () => {
    const url = 'https://user:hunter2@mirror.example.com/c.tar.gz?token=hunter3';
    const values = `{customContainerd: {enabled: true, tarballUrls: {amd64: '${url}'}}}`;
    const { objects, lines: found } = rendering(RELEASE, values);
    expect(found).toContain('warning customContainerd.tarballUrls.amd64: the URL has a user, a password, a query or a fragment, which may be secret, and is '
      + 'in plain text in the manifest, as in the chart; take a URL without them');
    expect(found.join()).not.toMatch(/hunter/);
    const daemonSets = objects.filter(({ kind }) => kind === 'DaemonSet');
    const installer = daemonSets.find(({ metadata }) => metadata.name.endsWith('-containerd-installer'))!;
    expect(installer.spec.template.spec.containers[0].env).toContainEqual({ name: 'COCO_URL_AMD64', value: url });
    const { nodeAffinity } = installer.spec.template.spec.affinity;
    expect(nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions)
      .toContainEqual({ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] });
    expect(JSON.stringify(daemonSets.filter((one) => one !== installer))).not.toMatch(/hunter/);
  });

  test('a prefix with a slash at its end, which kata-deploy takes', () => {
    const text = env('installationPrefix', '/opt/custom/');
    expect(rendering(RELEASE, text).objects).toHaveLength(4);
    expect(lines(text)).toEqual([expect.stringContaining(`warning ${R}.env.installationPrefix: got "/opt/custom/"; `)]);
    expect(variable(text, 'INSTALLATION_PREFIX')).toBe('/opt/custom/');
  });

  test('a snapshotter for a shim that is not installed, which stops kata-deploy under containerd', () => {
    // The mapping of the defaults names five shims; kata-deploy refuses to start where SHIMS lacks one of them.
    const warned = [expect.stringContaining(`warning ${R}.env.snapshotterHandlerMapping: `)];
    expect(lines(env('shims', 'qemu-snp'))).toEqual(warned);
    expect(lines(env('snapshotterHandlerMapping', 'nydus'))).toEqual(warned);
    expect(lines(`{${R}: {env: {shims: qemu-snp, snapshotterHandlerMapping: "qemu-snp:nydus"}}}`)).toEqual([]);
  });

  test('two snapshotters for one shim, which stop kata-deploy under containerd', () => {
    const found = lines(`{${R}: {env: {shims: qemu-snp, snapshotterHandlerMapping: "qemu-snp:nydus,qemu-snp:erofs"}}}`);
    expect(found).toEqual([expect.stringContaining(`warning ${R}.env.snapshotterHandlerMapping: `)]);
  });

  test.each(['env', 'image'])('null for the section %s, which Helm refuses', (key) => {
    const { objects, lines: found } = rendering(RELEASE, at([R, key], 'null'));
    expect([objects.length, errors(found)]).toEqual([0, [expect.stringContaining(`error ${R}.${key}: `)]]);
  });

  test('a default shim of one architecture that is not installed there', () => {
    expect(lines(env('defaultShim_s390x', 'nope'))).toEqual([expect.stringContaining(`warning ${R}.env.defaultShim_s390x: "nope" is not among the shims`)]);
  });
});

describe('two charts that install Kata', () => {
  const COCO = 'confidential-containers@0.20.0';
  const both = (peerPods: object, own: object = {}) => JSON.stringify({
    [R]: { defaultShim: { s390x: 'qemu-coco-dev' }, ...own },
    peerpods: {
      'enabled': true,
      'provider': 'libvirt',
      'providerConfigs': { libvirt: { LIBVIRT_URI: 'qemu+ssh://root@a/system' } },
      'webhook': { enabled: false },
      'resourceCtrl': { enabled: false },
      'image': { tag: 'v0.20.0' },
      'kata-deploy': peerPods,
    },
  });
  const onSameNodes = (text: string, edition = COCO) => lines(text, edition).filter((line) => / is on, too, and both install Kata /.test(line));

  test('on the same nodes: both are printed, with a warning', () => {
    const { objects, lines: found } = rendering(COCO, both({}));
    const daemonSets = objects.filter(({ kind }) => kind === 'DaemonSet').map(({ metadata }) => metadata.name);
    expect(daemonSets).toEqual([R, 'kata-deploy', 'cloud-api-adaptor-daemonset']);
    expect(found.filter((line) => line.startsWith('warning peerpods.kata-deploy: '))).toEqual([expect.stringMatching(
      /kata-as-coco-runtime is on, too, .* removing one takes Kata from both\. Turn one of them off and enable its shims in the other; /)]);
    expect(onSameNodes(both({ nodeSelector: { pool: 'pods' } }))).toHaveLength(1);
    expect(onSameNodes(`{${CI}: {enabled: true}}`, PRE)).toEqual([expect.stringMatching(/^warning kata-as-coco-runtime-for-ci: kata-as-coco-runtime is on, /)]);
  });

  test.each([
    ['one is off', both({ enabled: false })],
    ['the other is off', both({}, { enabled: false })],
    ['their nodes have different labels', both({ nodeSelector: { pool: 'pods' } }, { nodeSelector: { pool: 'metal', zone: 'a' } })],
    ['their suffixes differ', both({ env: { multiInstallSuffix: 'pods' } })],
  ])('%s: no warning', (_, text) => {
    expect(onSameNodes(text)).toEqual([]);
  });

  test('objects of one name: the API server would refuse the second', () => {
    const two = both({ shims: { 'qemu-snp': { enabled: true } } }, { shims: { remote: { enabled: true } }, defaultShim: { s390x: 'remote', ppc64le: 'remote' } });
    expect(errors(lines(two, COCO))).toEqual([
      'error peerpods: makes objects that kata-as-coco-runtime makes, too, so the API server would refuse them: RuntimeClass kata-qemu-snp, RuntimeClass kata-remote; '
        + 'allowed: each once. Turn one of the two charts off, or what makes these objects in one of them',
    ]);
  });
});

describe('no warning', () => {
  test.each([RELEASE, PRE])('for the defaults of %s', (edition) => {
    expect(lines('{}', edition)).toEqual([]);
  });

  test.each([
    env('shims', '"qemu-snp qemu-tdx"').replace('}}', ', "snapshotterHandlerMapping": "qemu-snp:nydus,qemu-tdx:nydus"}}'),
    env('defaultShim', 'qemu-snp'),
    env('agentHttpsProxy', 'https://proxy.example.com'),
    env('hostOS', 'ubuntu'),
    env('pullTypeMapping', 'guest-pull'),
    env('_experimentalForceGuestPull', 'qemu-snp'),
    `{architecture: s390x, ${R}: {env: {shims: qemu-coco-dev qemu-se, snapshotterHandlerMapping: "qemu-coco-dev:nydus,qemu-se:nydus"}}}`,
    `{architecture: no-such-one, nameOverride: a, ${R}: {image: {tag: "3.20"}}}`,
  ])('for %s', (text) => {
    expect(lines(text)).toEqual([]);
  });

  test('the architecture is a label: it decides nothing', () => {
    for (const architecture of ['x86_64', 'aarch64', 's390x', 'ppc64le', 'remote', '']) {
      const { objects } = rendering(RELEASE, `{architecture: "${architecture}", ${R}: {env: {shims: qemu-se qemu-snp}}}`);
      const { objects: without } = rendering(RELEASE, `{${R}: {env: {shims: qemu-se qemu-snp}}}`);
      expect([architecture, changes(without, objects)]).toEqual([architecture, {}]);
    }
  });
});
