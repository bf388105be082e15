import { Chart } from 'cdk8s';
import {
  ContainerImage, RedfishPermissions, RedfishRelease, RedfishServer, RedfishServerProps, RedfishSystemIdConvention,
  SecretSource,
} from 'cdk8s-coco';
import { parse } from 'yaml';
import { minimal, newChart, objects, reference } from './server';
import { refusals } from '../support/dpf-hcp';
import { Manifest, ofKind } from '../support/synth';

const { V0_2_1, V0_2_2, V0_2_3, REDFISH_CONTROLLER } = RedfishRelease;
const IMAGE = ContainerImage.of('quay.io/kubevirt/redfish-controller', { digest: `sha256:${'a'.repeat(64)}` });
const CONTROLLER = { release: REDFISH_CONTROLLER, image: IMAGE };
const HASH = '$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy';

const only = (kind: string, all: Manifest[]) => {
  expect(ofKind(kind, all)).toHaveLength(1);
  return ofKind(kind, all)[0];
};
const file = (all: Manifest[]) => parse(only('ConfigMap', all).data['config.yaml']) as Manifest;
const podOf = (all: Manifest[]) => only('Deployment', all).spec.template.spec as Manifest;
const refused = (props: (chart: Chart) => object) => refusals(() => {
  const chart = newChart();
  return new RedfishServer(chart, 'Redfish', { ...minimal(chart), ...props(chart) } as RedfishServerProps);
});
const hashed = (chart: Chart, more: object = {}) => ({
  users: [{ username: 'ironic', credentials: reference(chart, 'ironic'), passwordHashKey: 'hash', chassis: ['lab'], ...more }],
});

test.each([[V0_2_1, 'v0.2.1'], [V0_2_2, 'v0.2.2'], [V0_2_3, 'v0.2.3']])('the image of %s is that which its chart names', (release, tag) => {
  const all = objects({ release });
  expect(podOf(all).containers[0].image).toBe(`quay.io/bjozsa-redhat/kubevirt-redfish:${tag}`);
  expect(only('Deployment', all).metadata.labels['app.kubernetes.io/version']).toBe(tag);
});

test('the release without a tag needs an image', () => {
  expect(refused(() => ({ release: REDFISH_CONTROLLER }))).toEqual([
    'image: got nothing, and the release redfish-controller has no default. Pin an image by its digest: ContainerImage.of(repository, { digest }).',
  ]);
  expect(podOf(objects(CONTROLLER)).containers[0].image).toBe(IMAGE.reference);
});

describe('the system ID convention', () => {
  test('stands in the file of releases that know it', () => {
    for (const release of [V0_2_1, V0_2_2]) {
      expect(file(objects({ release }))).not.toHaveProperty('system_id_convention');
      expect(objects({ release, systemIdConvention: RedfishSystemIdConvention.LEGACY })).toEqual(objects({ release }));
    }
    for (const base of [{ release: V0_2_3 }, CONTROLLER]) {
      expect(file(objects(base)).system_id_convention).toBe('legacy');
      expect(file(objects({ ...base, systemIdConvention: RedfishSystemIdConvention.ENHANCED })).system_id_convention).toBe('enhanced');
    }
  });

  test('others are refused', () => {
    expect(refused(() => ({ release: V0_2_2, systemIdConvention: RedfishSystemIdConvention.ENHANCED }))).toEqual([
      'systemIdConvention: the release 0.2.2 does not have it; allowed with: 0.2.3, redfish-controller. Leave it out, or take one of these as `release`.',
    ]);
    expect(refused(() => ({ release: V0_2_3, systemIdConvention: 'enhance' }))).toEqual([
      'systemIdConvention: got "enhance"; allowed: legacy, enhanced. Did you mean "enhanced"? Take a member of RedfishSystemIdConvention.',
    ]);
  });

  test('is known to those who refer to the server, where the release knows it', () => {
    const convention = (props: object) => {
      const chart = newChart();
      return new RedfishServer(chart, 'Redfish', { ...minimal(chart), ...props }).systemIdConvention;
    };
    const enhanced = { release: V0_2_3, systemIdConvention: RedfishSystemIdConvention.ENHANCED };
    expect([{}, { release: V0_2_3 }, enhanced].map(convention)).toEqual([
      undefined, 'legacy', 'enhanced',
    ]);
  });
});

describe('hashes of passwords', () => {
  test('reach the pod as those do: by reference, and the init container knows whose they are', () => {
    const chart = newChart();
    const all = objects({
      ...CONTROLLER,
      users: [
        { username: 'ironic', credentials: reference(chart, 'ironic'), passwordHashKey: 'hash', chassis: ['lab'] },
        { username: 'ops', credentials: reference(chart, 'ops'), chassis: ['lab'] },
        { username: 'dev', credentials: reference(chart, 'dev'), passwordHashKey: 'bcrypt', chassis: ['lab'] },
      ],
    }, chart);
    const pod = podOf(all);
    expect(pod.initContainers[0].env).toContainEqual({ name: 'REDFISH_HASHED', value: 'ironic dev' });
    expect(pod.volumes.find(({ name }: Manifest) => name === 'passwords').projected.sources).toEqual([
      { secret: { name: 'ironic', items: [{ key: 'hash', path: 'ironic' }] } },
      { secret: { name: 'ops', items: [{ key: 'password', path: 'ops' }] } },
      { secret: { name: 'dev', items: [{ key: 'bcrypt', path: 'dev' }] } },
    ]);
  });

  test('change nothing for users without', () => {
    expect(podOf(objects(CONTROLLER)).initContainers[0].env.map(({ name }: Manifest) => name)).not.toContain('REDFISH_HASHED');
  });

  test('need a release that knows them, and no password beside', () => {
    expect(refused((chart) => hashed(chart))).toEqual([
      'users[0].passwordHashKey: the release 0.2.1 does not have it; allowed with: redfish-controller. Leave it out, or take one of these as `release`.',
    ]);
    expect(refused((chart) => ({ ...CONTROLLER, ...hashed(chart, { passwordKey: 'pass' }) }))).toEqual([
      'users[0].passwordHashKey: cannot be combined with `passwordKey`. Remove one of the two.',
    ]);
    expect(refused((chart) => ({ ...CONTROLLER, ...hashed(chart, { passwordHashKey: 'a b' }) }))).toEqual([
      'users[0].passwordHashKey: got a value that is not printed here; allowed: letters, digits, "-", "_" and ".", at most 253 characters. Take the key of the Secret.',
    ]);
  });

  test.each([
    ['a password', 'correct-horse-battery'], ['a hash of another kind', `$6$${'x'.repeat(57)}`], ['a cut one', HASH.slice(0, -1)], ['one with a line break', `${HASH}\n`],
    ['a cost that bcrypt does not have', HASH.replace('$10$', '$03$')],
  ])('in code are looked at: %s', (_, hash) => {
    const lines = refused(() => ({ ...CONTROLLER, users: [{ username: 'a', credentials: SecretSource.unsafeInline({ hash }), passwordHashKey: 'hash', chassis: ['lab'] }] }));
    expect(lines).toEqual([expect.stringMatching(/^users\[0\]\.credentials: got .*; allowed: a bcrypt hash: 60 characters that begin with \$2a\$, \$2b\$ or \$2y\$\. /)]);
    expect(lines.join()).not.toContain(hash);
  });

  test('in code may be right', () => {
    jest.spyOn(console, 'error').mockReturnValue(); // the warning about it
    const credentials = SecretSource.unsafeInline({ hash: HASH });
    expect(only('Secret', objects({ ...CONTROLLER, users: [{ username: 'a', credentials, passwordHashKey: 'hash', chassis: ['lab'] }] })).stringData).toEqual({ hash: HASH });
  });
});

test('the server of kubevirt/redfish-controller watches, and still reads no Secret', () => {
  const verbs = (base: object) => {
    const { rules } = only('Role', objects(base)) as { rules: { resources: string[]; verbs: string[] }[] };
    return Object.fromEntries(rules.flatMap((rule) => rule.resources.map((resource) => [resource, rule.verbs])));
  };
  const old = verbs({ release: V0_2_3 });
  expect(old).toEqual(verbs({ release: V0_2_1 }));
  expect(Object.values(old).flat()).not.toContain('watch');
  const controller = verbs(CONTROLLER);
  for (const resource of ['virtualmachines', 'persistentvolumeclaims', 'pods']) expect(controller[resource]).toEqual(expect.arrayContaining(['get', 'list', 'watch']));
  expect(Object.keys(controller)).not.toContain('secrets');

  const everywhere = only('ClusterRole', objects({ ...CONTROLLER, permissions: RedfishPermissions.CLUSTER_WIDE })).rules as { resources: string[]; verbs: string[] }[];
  expect(everywhere.find(({ resources }) => resources.includes('persistentvolumeclaims'))!.verbs).toContain('watch');
});
