import { Random } from '../support/random';

/** What a field may hold in a random object: values, most of them good ones. */
interface Choices {
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
}

const OF_ANOTHER_TYPE = [null, 5, 1.5, true, [], {}, ['a'], { name: 'a' }];
const LONG = 'abcdefghi.'.repeat(25);

const text = (...good: string[]): Choices => ({ good: [...good, '', 'ä'.repeat(300), '😀'], bad: OF_ANOTHER_TYPE });

const DOMAINS: Choices = {
  good: [
    'clusters.example.com', 'a.bc', 'x-1.example.org', '1.2.3.example', `${LONG}com`, 'a.b.c.d.e.ff', 'xn--bcher-kva.example', 'a--b.cd',
  ],
  bad: [
    ...OF_ANOTHER_TYPE, '', 'a.b', 'com', '.com', 'a..com', '-a.com', 'a-.com', 'A.com', 'a.COM', 'a.c0m', 'a.com.', ' a.com', 'a.com\n',
    'a_b.com', 'bücher.example', 'a.ü', '٣.com', `${LONG}comx`, `${LONG}abc`, `x${LONG}${LONG}com`, '😀.com', '*.example.com', 'a.b\u2028.com',
  ],
};

const ADDRESSES: Choices = {
  good: [
    '192.168.1.100', '0.0.0.0', '255.255.255.255', '::', '::1', 'fe80::1', '2001:db8::1', '2001:DB8:0:0:0:0:0:1', '1:2:3:4:5:6:7:8',
    '::1.2.3.4', '1:2:3:4:5:6:1.2.3.4', '64:ff9b::192.0.2.1', '1::8', '::2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '::fffe:1.2.3.4', '::ffff:0:1.2.3.4',
  ],
  bad: [
    ...OF_ANOTHER_TYPE, '', ' ', '192.168.1', '192.168.1.1.1', '192.168.01.1', '256.1.1.1', '1.2.3.4/24', '1.2.3.4:80', '1.2.3.', '.1.2.3', '1..2.3',
    '::ffff:1.2.3.4', '::ffff:102:304', '0:0:0:0:0:ffff:1.2.3.4', 'fe80::1%eth0', '[::1]', ':::', '::1::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::', '::1:2:3:4:5:6:7:8', '12345::', 'g::', ':1', '1:', '::1.2.3', '::1.2.3.256', '1.2.3.4::', '1:2:3:4:5:6:7:1.2.3.4', '::01.2.3.4',
    'localhost', '１.2.3.4', ' 1.2.3.4', '1.2.3.4\n', '0x1.2.3.4', '::1.2.3.4:5', '1:2:3:4:5:6:7:8:', '::00001',
  ],
};

const NETWORKS: Choices = {
  good: [
    '10.132.0.0/14', '172.31.0.0/16', '999.999.999.999/99', 'fd01::/48', '2001:db8::/64', '::/0', '1:2:3:4:5:6:7:8/128', ':::::::/999', '0.0.0.0/0',
  ],
  bad: [
    ...OF_ANOTHER_TYPE, '', '10.132.0.0', '10.0.0.0/', '10.0.0/8', '10.0.0.0/100', '1000.0.0.0/8', 'fd01/48', 'fd01::/', 'fd01::/1000', 'g::/64', ' 10.0.0.0/8',
    '10.0.0.0/8\n', '٣.0.0.0/8', '10.0.0.0/8/8', '00001::/8', '1:2:3:4:5:6:7:8:9/64', `${'1111:'.repeat(8)}/64`, '::1.2.3.4/64', '😀',
  ],
};

const PREFIXES: Choices = {
  good: [0, 24, 64, -1, 2147483647, -2147483648],
  bad: [null, 24.5, '24', true, [], {}, 2147483648, -2147483649, 1e10, 1e19, 1e300],
};

const BOOLEANS: Choices = { good: [true, false], bad: [null, 'true', 0, 1, [], {}] };

const POLICIES: Choices = {
  good: ['HighlyAvailable', 'SingleReplica', 'SingleReplica'], bad: [null, '', 'highlyAvailable', 'HighlyAvailable ', 'None', 1, [], {}],
};

/** Makes random objects, about half of which an API server takes. */
export class RandomProvisioners {
  /** How many of a hundred fields hold something bad. */
  private badness = 0;

  constructor(private readonly random: Random, private readonly newest: boolean) {}

  /** A DPFHCPProvisioner that has a chance to be good. */
  public object(name: string): { [key: string]: unknown } {
    this.badness = this.random.pick([0, 0, 0, 4, 10, 30]);
    const spec = this.spec();
    return { apiVersion: 'provisioning.dpu.hcp.io/v1alpha1', kind: 'DPFHCPProvisioner', metadata: { name, namespace: 'default' }, spec };
  }

  /** The same object with some fields replaced, added or taken away. */
  public changed(object: { [key: string]: unknown }, good: boolean): { [key: string]: unknown } {
    this.badness = good ? 0 : 5;
    const fresh = this.spec();
    const spec = structuredClone(object.spec) as { [key: string]: unknown };
    for (const key of new Set([...Object.keys(spec), ...Object.keys(fresh)])) {
      if (!this.chance(15)) continue;
      if (key in fresh) spec[key] = fresh[key];
      else delete spec[key];
    }
    return { ...object, spec };
  }

  private spec(): { [key: string]: unknown } {
    const reference = () => this.map({ name: text('rack1'), namespace: text('dpf-operator-system') });
    const secret = () => (this.chance(10) ? {} : this.map({ name: text('my-secret') }));
    const spec = {
      baseDomain: this.value(DOMAINS),
      dpuClusterRef: this.or(reference),
      ocpReleaseImage: this.value(text('quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64')),
      pullSecretRef: this.or(secret),
      sshKeySecretRef: this.or(secret),
      ...this.maybe('etcdStorageClass', text('ocs-storagecluster-ceph-rbd')),
      ...this.maybe('virtualIP', ADDRESSES, 75),
      ...this.maybe('controlPlaneAvailabilityPolicy', POLICIES),
      ...(this.chance(30) ? { nodeSelector: this.or(() => this.labels()) } : {}),
      ...(this.newest || this.bad() ? { dpuDeploymentRef: this.or(reference) } : {}),
      ...(this.newest || this.bad() ? this.newer() : {}),
      ...(this.bad() ? { [this.random.pick(['virtualIp', 'baseDomian', 'networkType', '__proto__', 'constructor', ''])]: 'x' } : {}),
    };
    const missing = Object.keys(spec).filter(() => this.badness > 0 && this.chance(3));
    return Object.fromEntries(Object.entries(spec).filter(([key]) => !missing.includes(key)));
  }

  private newer(): { [key: string]: unknown } {
    return {
      ...this.maybe('flannelEnabled', BOOLEANS),
      ...this.maybe('machineOSURL', text('quay.io/eelgaev/rhcos-bfb:4.19.0-ec.5')),
      ...(this.chance(50) ? {
        networking: this.or(() => ({
          ...(this.chance(50) ? { clusterNetwork: this.networks(() => this.maybe('hostPrefix', PREFIXES)) } : {}),
          ...(this.chance(50) ? { machineNetwork: this.networks() } : {}),
          ...(this.chance(50) ? { serviceNetwork: this.networks() } : {}),
        })),
      } : {}),
    };
  }

  private networks(more: () => { [key: string]: unknown } = () => ({})): unknown {
    const count = this.bad() ? 2 : this.random.pick([0, 1, 1, 1]);
    return this.or(() => Array.from({ length: count }, () => this.or(() => ({
      ...(this.bad() ? {} : { cidr: this.value(NETWORKS) }), ...more(), ...(this.bad() ? { prefix: 8 } : {}),
    }))));
  }

  private labels(): { [key: string]: unknown } {
    const count = this.bad() ? 21 : this.random.pick([0, 1, 2, 20]);
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`label-${index} ü`, this.value(text('', 'x'))]));
  }

  private map(fields: { [key: string]: Choices }): { [key: string]: unknown } {
    const kept = Object.entries(fields).filter(() => !this.bad());
    return Object.fromEntries(kept.map(([key, choices]) => [key, this.value(choices)]));
  }

  private or(value: () => unknown): unknown {
    return this.bad() ? this.random.pick(OF_ANOTHER_TYPE) : value();
  }

  private maybe(key: string, choices: Choices, chance = 40): { [key: string]: unknown } {
    return this.chance(chance) ? { [key]: this.value(choices) } : {};
  }

  private value({ good, bad }: Choices): unknown {
    return this.random.pick(this.bad() ? bad : good);
  }

  private bad(): boolean {
    return this.chance(this.badness);
  }

  private chance(percent: number): boolean {
    return this.random.below(100) < percent;
  }
}
