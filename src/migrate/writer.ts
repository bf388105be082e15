import { call, fieldName, Item, list, literal, map, quoted, Source } from './source';
import { Made, Place, Tree } from './tree';
import { CpuOf, NamedSecret, Seconds, Share, SizeOf } from './units';
import { Architecture, ContainerImage, ImagePullPolicy, KubernetesDistribution, SecretSource, TaintEffect, TolerationOperator } from '../common';
import { DpfHcpLogLevel, DpfHcpRelease } from '../dpf-hcp';
import { DpuWorkerRelease } from '../dpu-worker';
import {
  ErofsMergeMode, ErofsSnapshotterMode, HostOs, KataLogLevel, KataRelease, NodeFeatureDiscovery, PullType, RuntimeClasses,
  Snapshotter,
} from '../kata';
import { KNOWN_SHIMS } from '../kata/internal';
import { KataShim } from '../kata/kata-shim';
import {
  GcpConfidentialType, LibvirtLaunchSecurity, PeerPodsRelease, PowerVsProcessorType, TlsCipherSuite, TlsMinVersion,
  WebhookFailurePolicy,
} from '../peer-pods';
import { RedfishLogLevel, RedfishPermissions, RedfishPlatform, RedfishRelease } from '../redfish';

/** A class that values are instances of, and how they are written. */
type ClassWriter = readonly [type: { readonly prototype: object }, write: (value: never, writer: Writer) => Source];

/** Enumerations by the props that hold their members; `tolerations.effect` is the field of a list's items. */
const ENUMS: Readonly<Record<string, readonly [name: string, members: object]>> = {
  'imagePullPolicy': ['ImagePullPolicy', ImagePullPolicy],
  'runtimeClasses': ['RuntimeClasses', RuntimeClasses],
  'hostOs': ['HostOs', HostOs],
  'pullType': ['PullType', PullType],
  'logLevel': ['KataLogLevel', KataLogLevel],
  'nodeFeatureDiscovery': ['NodeFeatureDiscovery', NodeFeatureDiscovery],
  'mergeMode': ['ErofsMergeMode', ErofsMergeMode],
  'snapshotterMode': ['ErofsSnapshotterMode', ErofsSnapshotterMode],
  'tolerations.operator': ['TolerationOperator', TolerationOperator],
  'tolerations.effect': ['TaintEffect', TaintEffect],
  'runtimeClassTolerations.operator': ['TolerationOperator', TolerationOperator],
  'runtimeClassTolerations.effect': ['TaintEffect', TaintEffect],
  'dispatcherTolerations.operator': ['TolerationOperator', TolerationOperator],
  'dispatcherTolerations.effect': ['TaintEffect', TaintEffect],
  'startupTaints.effect': ['TaintEffect', TaintEffect],
  'failurePolicy': ['WebhookFailurePolicy', WebhookFailurePolicy],
  'tlsMinVersion': ['TlsMinVersion', TlsMinVersion],
  'tlsCipherSuites': ['TlsCipherSuite', TlsCipherSuite],
  'confidentialType': ['GcpConfidentialType', GcpConfidentialType],
  'launchSecurity': ['LibvirtLaunchSecurity', LibvirtLaunchSecurity],
  'platform': ['RedfishPlatform', RedfishPlatform],
  'permissions': ['RedfishPermissions', RedfishPermissions],
  'processorType': ['PowerVsProcessorType', PowerVsProcessorType],
};

const CLASSES: readonly ClassWriter[] = [
  [Architecture, ({ name }: Architecture, writer) => writer.member('Architecture', Architecture, (one) => one instanceof Architecture && one.name === name)
    ?? call(`${writer.use('Architecture')}.of`, quoted(name))],
  [KataRelease, ({ version }: KataRelease, writer) => `${writer.use('KataRelease')}.V${version.replace(/\./g, '_')}`],
  [PeerPodsRelease, ({ version }: PeerPodsRelease, writer) => `${writer.use('PeerPodsRelease')}.V${version.replace(/\./g, '_')}`],
  [DpfHcpRelease, ({ version }: DpfHcpRelease, writer) => (
    writer.member('DpfHcpRelease', DpfHcpRelease, (one) => one instanceof DpfHcpRelease && one.version === version)!)],
  [RedfishRelease, ({ version }: RedfishRelease, writer) => (
    writer.member('RedfishRelease', RedfishRelease, (one) => one instanceof RedfishRelease && one.version === version)!)],
  [DpuWorkerRelease, ({ version }: DpuWorkerRelease, writer) => (
    writer.member('DpuWorkerRelease', DpuWorkerRelease, (one) => one instanceof DpuWorkerRelease && one.version === version)!)],
  [DpfHcpLogLevel, ({ value }: DpfHcpLogLevel, writer) => (
    writer.member('DpfHcpLogLevel', DpfHcpLogLevel, (one) => one instanceof DpfHcpLogLevel && one.value === value)
      ?? `${writer.use('DpfHcpLogLevel')}.verbosity(${value})`)],
  [KataShim, ({ name }: KataShim, writer) => shimSource(name, writer)],
  [Snapshotter, ({ name }: Snapshotter, writer) => writer.member('Snapshotter', Snapshotter, (one) => one instanceof Snapshotter && one.name === name)
    ?? call(`${writer.use('Snapshotter')}.of`, quoted(name))],
  [KubernetesDistribution, ({ name }: KubernetesDistribution, writer) => `${writer.use('KubernetesDistribution')}.${name.toUpperCase()}`],
  [ContainerImage, (image: ContainerImage, writer) => imageSource(image, writer)],
  [SecretSource, ({ _kind: { existing } }: SecretSource, writer) => call(`${writer.use('SecretSource')}.fromSecretName`, quoted(existing ?? ''))],
  [Seconds, ({ amount }: Seconds, writer) => durationSource(amount, writer.use('Duration', 'cdk8s'))],
  [SizeOf, ({ amount, factory }: SizeOf, writer) => `${writer.use('Size', 'cdk8s')}.${factory}(${amount})`],
  [CpuOf, ({ amount }: CpuOf, writer) => `${writer.use('Cpu', 'cdk8s-plus-28')}.${amount.endsWith('m') ? `millis(${amount.slice(0, -1)})` : `units(${amount})`}`],
  [Share, ({ value }: Share, writer) => `${writer.use('PercentOrAbsolute', 'cdk8s-plus-28')}.${
    typeof value === 'number' ? `absolute(${value})` : `percent(${value.replace('%', '')})`}`],
  [NamedSecret, ({ name }: NamedSecret, writer) => call(`${writer.use('Secret', 'cdk8s-plus-28')}.fromSecretName`, 'chart', quoted(`Secret-${name}`), quoted(name))],
];

/** A shim by its member, or by its name where an image of the user's own has it. */
export function shimSource(name: string, writer: Writer): Source {
  const shim = writer.use('KataShim');
  return KNOWN_SHIMS.includes(name) ? `${shim}.${name.toUpperCase().replace(/-/g, '_')}` : call(`${shim}.custom`, quoted(name));
}

function imageSource({ reference, repository, tag, digest }: ContainerImage, writer: Writer): Source {
  const name = writer.use('ContainerImage');
  if (tag === undefined && digest === undefined) return call(`${name}.unsafeUnpinned`, quoted(reference));
  return call(`${name}.of`, quoted(repository), literal({ tag, digest }));
}

function durationSource(seconds: number, name: string): string {
  if (seconds && seconds % 3600 === 0) return `${name}.hours(${seconds / 3600})`;
  return seconds && seconds % 60 === 0 ? `${name}.minutes(${seconds / 60})` : `${name}.seconds(${seconds})`;
}

/** Writes the values of a program, and keeps what it imports. */
export class Writer {
  private readonly imports = new Map<string, Set<string>>();

  /** The name of something that is imported. */
  public use(name: string, module = 'cdk8s-coco'): string {
    if (!this.imports.has(module)) this.imports.set(module, new Set());
    this.imports.get(module)!.add(name);
    return name;
  }

  /** The member of a class or enumeration that is meant. */
  public member(name: string, holder: object, isIt: (member: unknown) => boolean): string | undefined {
    const found = Object.entries(holder).find(([, member]) => isIt(member));
    return found && `${this.use(name)}.${found[0]}`;
  }

  /**
   * A value.
   *
   * @param comments the lines above a place
   */
  public value(value: unknown, place: Place = [], comments: ReadonlyMap<string, readonly string[]> = new Map()): Source {
    const known = this.enumMember(value, place);
    if (known !== undefined) return known;
    if (value instanceof Made) {
      const options = Object.keys(value.options).length ? this.fields(value.options, place, comments) : undefined;
      return value.source(options, this);
    }
    if (Array.isArray(value)) {
      const all = Architecture.all();
      if (value.length === all.length && value.every((one, index) => one === all[index])) return `${this.use('Architecture')}.all()`;
      return list(value.map((one, index): Item => {
        const inner = [...place, index];
        return { comments: comments.get(key(inner)), source: this.value(one, inner, comments) };
      }));
    }
    if (typeof value !== 'object' || value === null) return literal(value);
    const writer = CLASSES.find(([{ prototype }]) => Object.prototype.isPrototypeOf.call(prototype, value))?.[1];
    if (writer) return writer(value as never, this);
    return this.fields(value as Tree, place, comments);
  }

  /** A map. */
  public fields(tree: Tree, place: Place = [], comments: ReadonlyMap<string, readonly string[]> = new Map()): Source {
    return map(Object.entries(tree).filter(([, value]) => value !== undefined).map(([name, value]): Item => ({
      comments: comments.get(key([...place, name])),
      source: [`${fieldName(name)}: `, this.value(value, [...place, name], comments)],
    })));
  }

  /** The lines that import everything that was used. */
  public importLines(): string[] {
    const byPath = (a: string, b: string) => (a < b ? -1 : 1);
    return [...this.imports].sort(([a], [b]) => byPath(a, b)).map(([module, names]) => {
      const all = [...names].sort(byPath);
      const line = `import { ${all.join(', ')} } from '${module}';`;
      return line.length <= 120 ? line : `import {\n${all.map((name) => `  ${name},`).join('\n')}\n} from '${module}';`;
    });
  }

  private enumMember(value: unknown, place: Place): string | undefined {
    if (typeof value !== 'string') return undefined;
    const names = place.filter((one): one is string => typeof one === 'string');
    const [outer, last] = [names[names.length - 2], names[names.length - 1]];
    const isIt = (member: unknown) => member === value;
    if (last === 'logLevel' && Object.values(RedfishLogLevel).some(isIt)) return this.member('RedfishLogLevel', RedfishLogLevel, isIt);
    const [name, members] = ENUMS[`${outer}.${last}`] ?? ENUMS[last] ?? [];
    return name === undefined ? undefined : this.member(name, members!, isIt);
  }
}

/** The key of a place in a map of comments. */
export const key = (place: Place) => JSON.stringify(place);
