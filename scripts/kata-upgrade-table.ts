import { join } from 'path';
import { Change, code, listChanges, steps, stepSection, valueChanges } from './changes';
import { pageWith, rewrite, table } from './markdown';
import { Feature, ReleaseFacts, RELEASES, successor } from '../src/kata/catalogue/releases';
import { ShimFacts } from '../src/kata/catalogue/shims';
import { editionDocument } from '../src/values/editions/edition-store';

/** The page that says how to move to another Kata. */
export const PAGE = join(__dirname, '..', 'docs', 'kata-upgrade.md');

const FEATURES: Readonly<Record<Feature, string>> = {
  'shim-settings': 'proxies and hypervisor annotations of single shims',
  'pod-settings': 'labels, annotations and affinity of the pods',
  'custom-runtimes': '`customRuntimes`: RuntimeClasses with a configuration of your own',
  'containerd-files': 'another folder or file of containerd\'s configuration',
  'health': 'health endpoints, and probes that ask them',
  'jobs': 'installation by Jobs, kata-monitor, drop-ins, log levels',
  'startup-taints': 'startup taints are lifted; more settings of EROFS',
  'node-ownership': 'RuntimeClasses for debugging, keys of TEEs are counted, pods without privileges',
};

/** What a fact means where it is true or has this value; what says nothing to users is not here. */
const FACTS: Partial<Record<keyof ReleaseFacts, Readonly<Record<string, string>>>> = {
  program: { script: 'kata-deploy is a shell script', binary: 'kata-deploy is a binary: it stops on a default shim or a shim with a proxy that a node does not have' },
  hostAccess: { folders: 'pods see only the folders of the host that they write to' },
  createsRuntimeClasses: { false: 'the program makes no RuntimeClasses any more' },
  runtimeClassLabels: { true: 'RuntimeClasses have labels that say whose they are' },
  versionAnnotations: { true: 'RuntimeClasses say which version of Kata they are' },
  teeNodeSelectors: { true: 'confidential RuntimeClasses select nodes by the labels of Node Feature Discovery, where it is on' },
  cleansWhenDeleted: {
    'by-hook': 'pods clean their node when the DaemonSet is deleted, by a hook', 'by-signal': 'pods clean their node when the DaemonSet is deleted, by a signal',
  },
  kubeletSettings: { true: 'it reads the settings of the kubelet, to warn of short timeouts' },
  instanceLabels: { true: 'each installation, by its multi-install suffix, marks its nodes with a label of its own, which its RuntimeClasses select' },
  debugRuntimeClasses: { true: 'with `debug`, a RuntimeClass `kata-<shim>-debug` for each shim' },
  state: { true: 'it remembers suffix and mode in a ConfigMap' },
  nodeFeatureRules: { true: 'the rule for Node Feature Discovery is an object of the manifests' },
  checksDistribution: { true: 'kata-deploy knows the distribution, and refuses a folder that containerd does not read' },
  checksums: { true: 'pods are replaced when a ConfigMap changes that they mount' },
};

type Shims = ReadonlyArray<readonly [name: string, before: ShimFacts, now: ShimFacts]>;

/** A section for each step between neighbouring releases. */
export function kataSteps(): string {
  return steps(RELEASES).map(([before, now]) => stepSection(`From ${before.version} to ${now.version}`, changes(before, now))).join('\n\n');
}

function changes(before: ReleaseFacts, now: ReleaseFacts): Change[] {
  const kept = Object.keys(now.shims).filter((name) => name in before.shims);
  const both: Shims = kept.map((name) => [name, before.shims[name], now.shims[name]]);
  const gone = Object.keys(before.shims).filter((name) => !(name in now.shims));
  return [
    ['shims, new', Object.keys(now.shims).filter((name) => !(name in before.shims)).map((name) => `${code(name)} (${now.shims[name].architectures.join(', ')})`)],
    ['shims, gone', gone.map((name) => `${code(name)}: ${inPlaceOf(name, now)}`)],
    ['shims, on other architectures', both.flatMap(([name, was, is]) => {
      const list = listChanges(was.architectures, is.architectures, String);
      return list.length ? [`${code(name)}: ${list.join(', ')}`] : [];
    })],
    ['overheads (CPU / memory)', changed(both, ({ overhead: { cpu, memory } }) => `${cpu.replace(/\.0$/, '')} / ${memory}`)],
    ['node labels of RuntimeClasses', changed(both, ({ nodeSelector = {} }) => (
      Object.entries(nodeSelector).sort().map(([label, value]) => code(`${label}=${value}`)).join(' ') || 'none'))],
    ['how images are pulled', changed(both, ({ snapshotter, forceGuestPull }) => (forceGuestPull ? 'in the guest by force' : snapshotter ?? 'by containerd'))],
    ['defaults for Confidential Containers', Object.keys(now.confidentialShims).flatMap((one) => {
      const list = listChanges(before.confidentialShims[one] ?? [], now.confidentialShims[one]);
      return list.length ? [`${one}: ${list.join(', ')}`] : [];
    })],
    ['capabilities', [...general(before, now), ...now.features.filter((one) => !before.features.includes(one)).map((one) => FEATURES[one]), ...facts(before, now)]],
    ...valueChanges(withoutShims(before), withoutShims(now)),
  ];
}

/** What all shims of both releases do in another way. */
function changed(both: Shims, text: (facts: ShimFacts) => string): string[] {
  return both.filter(([, was, is]) => text(was) !== text(is)).map(([name, was, is]) => `${code(name)}: ${text(is)}, was ${text(was)}`);
}

function general(before: ReleaseFacts, now: ReleaseFacts): string[] {
  return [
    ...(before.interface !== now.interface ? ['each shim is set up on its own, and RuntimeClasses are objects of the manifests'] : []),
    ...(before.perArchitectureSettings !== now.perArchitectureSettings ? ['one DaemonSet for nodes of several architectures'] : []),
    ...(before.snapshotterSetup !== now.snapshotterSetup ? ['it sets the snapshotters nydus and erofs up'] : []),
  ];
}

function facts(before: ReleaseFacts, now: ReleaseFacts): string[] {
  return Object.entries(FACTS).flatMap(([fact, texts]) => {
    const [was, is] = [before, now].map((one) => String(one[fact as keyof ReleaseFacts]));
    const text = (texts as Record<string, string>)[is];
    return was !== is && text ? [text] : [];
  });
}

const withoutShims = ({ version }: ReleaseFacts) => ({ ...editionDocument('kata-deploy', version).values, shims: {} });

function inPlaceOf(name: string, release: ReleaseFacts): string {
  const next = successor(name, release);
  return next ? `${code(next)} takes its place` : 'nothing takes its place';
}

/** Shims that the newest release lacks, on all architectures or on some. */
export function goneTable(): string {
  const newest = RELEASES[RELEASES.length - 1];
  const names = [...new Set(RELEASES.flatMap(({ shims }) => Object.keys(shims)))].sort();
  const rows = names.flatMap((name) => {
    const having = (architecture: string) => RELEASES.filter(({ shims }) => shims[name]?.architectures.includes(architecture));
    const architectures = [...new Set(RELEASES.flatMap(({ shims }) => shims[name]?.architectures ?? []))];
    const lost = architectures.filter((one) => having(one).at(-1) !== newest);
    const groups = new Map<string, string[]>();
    for (const one of lost) {
      const next = successor(name, newest, one);
      const cells = JSON.stringify([having(one).at(-1)!.version, next ? code(next) : 'nothing']);
      groups.set(cells, [...groups.get(cells) ?? [], one]);
    }
    return [...groups].map(([cells, on]) => [code(name), on.join(', '), ...JSON.parse(cells) as string[]]);
  });
  return table(['shim', 'on', 'last release', `in its place, in ${newest.version}`], rows);
}

export const pageWithSteps = (page: string) => pageWith(pageWith(page, 'gone', goneTable()), 'steps', kataSteps());

if (require.main === module) rewrite(PAGE, pageWithSteps);
