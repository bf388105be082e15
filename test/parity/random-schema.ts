import { releaseFacts } from '../../src/kata/catalogue/releases';
import { EDITIONS } from '../../src/values/editions';
import { editionDocument, editionVersions } from '../../src/values/editions/edition-store';
import { mergeFiles } from '../../src/values/engine/merge';
import { SchemaNode } from '../../src/values/engine/schema';
import { isMap } from '../../src/values/engine/tree';

type Random = () => number;
type Path = readonly string[];
type Tree = Record<string, unknown>;

/** Strings that are only text to Kubernetes, but that YAML readers and templates like to take for something else. */
const ODD = [
  '', 'a', 'true', 'no', '007', '1e3', '0x1F', '~', 'null', 'a b', ' lead', 'trail ', 'a:b', 'a: b', '# c', 'a #b', '{a}', '[b]', '*c', '&d', '!e',
  '%f', '@g', '`h`', '|', '>', '-', '- a', '\'quoted\'', 'it\'s', '$HOME', '${X}', '$(Y)', '{{ z }}', 'é ü ß', '日本語', '🙂', 'a,b,c', 'k=v,k2=v2',
  '<b>&amp;', 'a\tb', '2026-01-01', '1_000', '12:30:45', '0o17', '.5', '+1', 'yes',
];
/** Those that are valid as the value of a label. */
const LABEL_VALUES = ['', 'a', 'true', 'no', '007', '1e3', '0x1F', 'null', '2026-01-01', '1_000', '0o17', 'yes', 'A.b-c_d', '12'];
const LABEL_KEYS = ['pool', 'only', 'example.com/tee', 'node-role.kubernetes.io/worker', 'a.b', '7'];
const TOLERATIONS = [
  { operator: 'Exists' }, { key: 'on', operator: 'Exists', effect: 'NoSchedule' }, { key: 'a.b/c', operator: 'Equal', value: '1e3' },
  { key: '7', value: 'true', effect: 'NoExecute', tolerationSeconds: 30 }, { key: 'y', operator: '', value: '', effect: '' },
];
/** One of the two must be 0, and not both. */
const SURGES = [{}, { maxUnavailable: 1, maxSurge: 0 }, { maxUnavailable: '2', maxSurge: '0' }, { maxUnavailable: 0, maxSurge: '10%' }];
const NAMES = ['a', 'my-name', 'peer-pods', 'x7', '0a', 'falsely', 'nullable'];
const SHIMS = (version: string) => Object.keys(releaseFacts(version).shims);

const manifest = (name: string, handler: string, extra: string) => (
  `apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata:\n  name: ${name}\nhandler: ${handler}\n${extra}`);

/** The values of a chart, with those of the published charts that it depends on. */
function defaultsOf(chart: string, version: string): Tree {
  const { values, dependencies } = editionDocument(chart, version);
  const published = dependencies.filter((one) => editionVersions(one.name).includes(one.version));
  return published.reduce<Tree>((all, { name, alias = name, version: own }) => (
    { ...all, [alias]: mergeFiles(defaultsOf(name, own), (values[alias] ?? {}) as Tree) }), values);
}

/** Random values of an edition, made of its schema: what the schema allows, as far as Kubernetes takes it too. */
export class RandomValues {
  private readonly schema: SchemaNode;
  private readonly defaults: Tree;
  private readonly kata: string;

  /** @param hostile also values of another kind, and nulls where the schema has none: Helm refuses many of them */
  constructor(chart: string, version: string, private readonly random: Random, private readonly hostile = false) {
    this.schema = EDITIONS.find(({ name }) => name === `${chart}@${version}`)!.load().schema;
    this.defaults = defaultsOf(chart, version);
    this.kata = editionDocument(chart, version).dependencies.find(({ name }) => name === 'kata-deploy')?.version ?? version;
  }

  public next(): Tree {
    return this.of(this.schema, [], this.defaults, 0.25) as Tree;
  }

  private one<T>(items: readonly T[]): T {
    return items[Math.floor(this.random() * items.length)];
  }

  private some<T>(items: readonly T[], chance: number): T[] {
    return items.filter(() => this.random() < chance);
  }

  private of(node: SchemaNode, path: Path, known: unknown, chance: number): unknown {
    if (path.length && this.random() < 0.04 && (this.hostile || node.nullable !== false)) return null;
    if (this.hostile && this.random() < 0.02) return this.one<unknown>(['x', 7, true, [], {}, ['a'], { a: 1 }]);
    switch (node.kind) {
      case 'object': return this.object(node, path, isMap(known) ? known : {}, chance);
      case 'map': return node.items.kind === 'anything' ? this.passed(path) : this.map(node.items, path, chance);
      case 'list': return this.list(node.items, path);
      case 'bool': return this.one<unknown>([true, false, ...(node.orText ? ['true', 'false', ''] : [])]);
      case 'int': return this.int(node);
      case 'oneOf': return this.one(node.literals);
      case 'either': return this.of(this.one(node.nodes), path, known, chance);
      case 'anything': return this.passed(path);
      case 'string': {
        if (node.orNumber && this.random() < 0.15) return this.one(path.includes('multiInstallSuffix') ? [7, 12] : [0, 7, 1.5, 999999, 3.2]);
        if (node.allowed) return this.one(node.allowed);
        return node.orEmpty && this.random() < 0.2 ? '' : this.text(path);
      }
    }
  }

  private map(items: SchemaNode, path: Path, chance: number): Tree {
    return Object.fromEntries(this.keys(path).map((key) => [key, this.of(items, [...path, key], undefined, chance)]));
  }

  private object(node: SchemaNode & { kind: 'object' }, path: Path, known: Tree, chance: number): Tree {
    if ('maxSurge' in node.fields) return this.one<Tree>(SURGES);
    // Each section on the way down is likelier, so that some values lie deep.
    const wanted = Object.entries(node.fields).filter(([key]) => this.must(node, key) || this.random() < chance);
    const deeper = Math.min(0.6, chance + 0.15);
    const fields = Object.fromEntries(wanted.map(([key, field]) => (
      [key, this.of(this.must(node, key) ? { ...field, nullable: false } : field, [...path, key], known[key], deeper)])));
    if (!node.open) return fields;
    const { open } = node;
    const names = Object.keys(known).filter((key) => !(key in node.fields));
    const others = [...this.some(names, 0.15), ...this.some(['my-own'], 0.05)];
    return { ...fields, ...Object.fromEntries(others.map((key) => [key, this.of(open, [...path, key], known[key], 0.35)])) };
  }

  /** Whether the schema, or the program that is installed, needs the key. */
  private must({ required = [] }: SchemaNode & { kind: 'object' }, key: string): boolean {
    return required.includes(key) || ['tarballUrl', 'baseConfig', 'providerConfigs', 'defaultName'].includes(key);
  }

  private list(items: SchemaNode, path: Path): unknown[] {
    const [key] = path.slice(-1);
    if (key === 'setup') return this.some(['nydus', 'erofs'], 0.5);
    if (key === 'tolerations' || key === 'dispatcherTolerations') return this.some(TOLERATIONS, 0.4);
    if (key === 'supportedArches') return this.some(['amd64', 'arm64', 's390x', 'ppc64le'], 0.5);
    const length = Math.floor(this.random() * 3);
    const all = Array.from({ length }, (_, index) => this.of(items, [...path, String(index)], undefined, 0.7));
    return all.filter((one) => this.hostile || one !== null);
  }

  private int({ min = 0, max = 99999, orText }: SchemaNode & { kind: 'int' }): unknown {
    const number = this.one([min, Math.min(max, min + 1), Math.min(max, 4000), max]);
    return orText && this.random() < 0.3 ? String(number) : number;
  }

  /** Keys of a map that leaves them open. */
  private keys(path: Path): string[] {
    const [above, key] = path.slice(-2);
    if (key === 'runtimes') return this.some(['z-two', 'a-one', 'm3'], 0.5);
    if (key === 'limits' || key === 'requests') return this.some(['cpu', 'memory', 'ephemeral-storage'], 0.5);
    if (above === 'providerConfigs' || above === 'providerSecrets') {
      return this.some(['AWS_REGION', 'VXLAN_PORT', 'LIBVIRT_URI', 'CACERT_FILE', 'UNKNOWN_KEY', 'GCP_CREDENTIALS', 'lower.case'], 0.4);
    }
    return this.some(LABEL_KEYS, 0.3);
  }

  /** What a chart hands on to Kubernetes. */
  private passed(path: Path): unknown {
    const [key] = path.slice(-1);
    const expressions = [{ key: 'pool', operator: 'Exists' }, { key: 'a.b/c', operator: 'In', values: ['true', '1e3', '~'] }];
    const terms = { nodeSelectorTerms: [{ matchExpressions: [this.one<unknown>(expressions)] }] };
    const nodes = { requiredDuringSchedulingIgnoredDuringExecution: terms };
    const known: Readonly<Record<string, readonly unknown[]>> = {
      affinity: [{}, { nodeAffinity: nodes }, { podAffinity: null, nodeAffinity: nodes }],
      nodeAffinity: [{}, nodes],
      updateStrategy: [{ type: 'OnDelete', rollingUpdate: null }, { rollingUpdate: { maxUnavailable: '25%' } }, { rollingUpdate: { maxUnavailable: 2 } }],
      resources: [{}, { limits: { memory: '1Gi', cpu: 1 } }, { requests: null }],
      securityContext: [{}, { privileged: true }],
    };
    return this.one(known[key] ?? [{}, { a: 'b', c: [1, 'true', null] }, { deep: { on: 'no' } }]);
  }

  private text(path: Path): string {
    const [above = '', key = ''] = [undefined, ...path].slice(-2);
    if (/[lL]abels$|[sS]elector$/.test(above)) return this.one(LABEL_VALUES);
    if (above === 'limits' || above === 'requests' || above === 'overhead') return this.one(['1', '0.5', '250m', '1Gi', '1G', '1e3']);
    if (above === 'defaultShim') return this.one([...SHIMS(this.kata), '', ' qemu ', 'my-own']);
    if (above === 'allowedHypervisorAnnotations') return this.one(['default_vcpus', 'true', '7', 'kernel_params', '*']);
    const pools: Readonly<Record<string, readonly string[]>> = {
      httpsProxy: ['', 'http://proxy.example.com:8080', 'http://10.0.0.1:3128/?a=b&c', 'proxy:1'],
      noProxy: ['', 'localhost,127.0.0.1', '10.0.0.0/8, .svc', '*.example.com'],
      snapshotter: ['', 'nydus', 'erofs', 'blockfile', 'true', '1e3'],
      setup: ['nydus', 'erofs,nydus', ''],
      reference: ['mirror.example.com:5000/k/kata-deploy', 'kata'],
      repository: ['mirror.example.com:5000/a/b', 'alpine'],
      tag: ['', '1.2.3', 'nightly', '007', '1e3', 'true', 'v0.0.0-rust-1', '3.22'],
      installationPrefix: ['', '/opt/custom', '/var/lib/k/', '/a b'],
      configDir: ['', '/etc/my-containerd/', '/x'],
      runtimeSocket: ['', 'unix:///run/my/c.sock'],
      configFileName: ['', 'my.toml', ' m.toml '],
      image: ['mirror.example.com/proxy:v1', `mirror.example.com/p@sha256:${'1'.repeat(64)}`],
      multiInstallSuffix: ['', 'a', 'pr1', '7', '1e3', 'true', 'null'],
      defaultName: ['kata', 'k.x', 'my-kata'],
      baseConfig: ['qemu', 'qemu-snp', 'my-own'],
      dropIn: ['', ' ', 'a = 1', '[x]\n  b = "c: d"  # e\n'],
      userDropIn: ['', ' ', '[plugins.x]\n  a = 1\n'],
      pullType: ['', 'guest-pull', 'default'],
      runtimeClass: [manifest(`c-${above}`, `kata-${above}`, ''), manifest(`d-${above}`, `kata-${above}`, 'overhead:\n  podFixed:\n    cpu: 1\n    memory: "640Mi"\n')],
      pod: ['', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: kata-verify\nspec:\n  containers:\n    - name: a\n      image: "b:1"\n'],
      tarballUrl: ['https://mirror.example.com/containerd.tar.gz'],
      tarballUrls: ['https://mirror.example.com/x.tar.gz'],
      minVersion: ['VersionTLS12'],
      podVMExtendedResource: ['kata.peerpods.io/vm', 'example.com/vm'],
      namePrefix: [`${above.toLowerCase()}-`, `x-${above.toLowerCase()}-`],
      id_rsa: ['', '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\ndef==\n-----END OPENSSH PRIVATE KEY-----\n'],
    };
    const pool = pools[key === 'name' && above === 'image' ? 'repository' : above === 'tarballUrls' ? above : key];
    if (pool) return this.one(pool);
    return this.one(/[nN]ame(space)?$|[nN]amespace|[oO]verride$|RuntimeClass$/.test(key) ? NAMES : ODD);
  }
}
