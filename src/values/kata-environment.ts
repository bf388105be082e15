import { Architecture, KubernetesDistribution } from '../common';
import { has, lookup } from '../common/private/free-keys';
import { didYouMean } from '../common/private/suggest';
import { HostOs, KataRuntimeProps, KataShim, PullType, RuntimeClasses, Snapshotter } from '../kata';
import { ARCHITECTURES, ENVIRONMENT, KNOWN_SHIMS, ReleaseFacts } from '../kata/internal';
import { error, Finding, warning } from './engine/findings';
import { show, showKey } from '../common/private/redact';

/** The settings of kata-deploy as its chart writes them: texts by environment variable. */
export type EnvironmentTexts = ReadonlyMap<string, string>;

/** What texts mean as props, as far as props can say it. What they cannot say stays a text. */
export interface EnvironmentProps {
  readonly props: Omit<KataRuntimeProps, 'release'>;
  readonly problems: Finding[];
}

/** How the texts are read. */
export interface EnvironmentOptions {
  readonly release: ReleaseFacts;
  /** What kata-deploy installs where the values name no shims, separated by spaces. */
  readonly defaultShims: string;
  /** An image of the user's own may have other shims. */
  readonly ownImage: boolean;
  /** The architecture that the values name; charts take it for a label. */
  readonly architecture?: string;
  /** Whether the user's own values set a variable, and not only the chart's defaults. */
  readonly given: (variable: string) => boolean;
  /** The path of a variable's value, for messages. */
  readonly path: (variable: string) => string;
}

/** Each list of shims, with the variable of the default one: that of all nodes first. */
const LISTS = ['', ...ARCHITECTURES.map(([, ending]) => `_${ending}`)]
  .map((ending) => ({ shims: `${ENVIRONMENT.shims}${ending}`, defaultShim: `${ENVIRONMENT.defaultShim}${ending}` }));

/** Reads the texts that kata-deploy 3.21 and 3.22 take as props of `KataRuntime`. */
export function environmentProps(texts: EnvironmentTexts, options: EnvironmentOptions): EnvironmentProps {
  const problems: Finding[] = [];
  const text = (variable: string) => texts.get(variable) ?? '';
  const shims = readShims(texts, options, problems);
  checkMapping(texts, options, problems);
  const defaultShim = shims.find(({ name }) => name === text(ENVIRONMENT.defaultShim));
  checkDefaultShims(texts, options, problems);
  checkSnapshotterSetup(text(ENVIRONMENT.experimentalSetupSnapshotter), options, problems);
  return {
    problems,
    props: {
      debug: text(ENVIRONMENT.debug) === 'true',
      architectures: [commonArchitecture(shims.map(String), options)],
      shims,
      defaultShim,
      runtimeClasses: text(ENVIRONMENT.createRuntimeClasses) === 'true' ? RuntimeClasses.BY_KATA_DEPLOY : RuntimeClasses.NONE,
      createDefaultRuntimeClass: text(ENVIRONMENT.createDefaultRuntimeClass) === 'true' || undefined,
      allowedHypervisorAnnotations: words(text(ENVIRONMENT.allowedHypervisorAnnotations), /\s+/),
      agentHttpsProxy: text(ENVIRONMENT.agentHttpsProxy) || undefined,
      agentNoProxy: words(text(ENVIRONMENT.agentNoProxy), /,/),
      installationPrefix: text(ENVIRONMENT.installationPrefix) || undefined,
      multiInstallSuffix: text(ENVIRONMENT.multiInstallSuffix) || undefined,
      setupSnapshotters: words(text(ENVIRONMENT.experimentalSetupSnapshotter), /,/).flatMap((name) => snapshotter(name) ?? []),
      hostOs: Object.values(HostOs).find((one) => one === text(ENVIRONMENT.hostOs)),
    },
  };
}

function readShims(texts: EnvironmentTexts, options: EnvironmentOptions, problems: Finding[]): KataShim[] {
  for (const { shims: variable } of LISTS) {
    for (const name of words(texts.get(variable) ?? '', /\s+/)) {
      const problem = unknownShim(name, options.path(variable), options);
      if (problem) problems.push(problem);
    }
  }
  const names = [...new Set(words(texts.get(ENVIRONMENT.shims) || options.defaultShims, /\s+/))]
    .filter((name) => /^[a-z0-9]([-a-z0-9]{0,56}[a-z0-9])?$/.test(name));
  const { name: architecture } = commonArchitecture(names, options);
  const mapping = pairs(texts.get(ENVIRONMENT.snapshotterHandlerMapping));
  const pullTypes = pairs(texts.get(ENVIRONMENT.pullTypeMapping));
  const forced = words(texts.get(ENVIRONMENT.experimentalForceGuestPull) ?? '', /,/);
  return names.map((name) => {
    const handler = mapping.get(name);
    const setup = {
      snapshotter: (handler && snapshotter(handler)) || Snapshotter.CONTAINERD_DEFAULT,
      pullType: pullTypes.get(name) === PullType.GUEST_PULL ? PullType.GUEST_PULL : PullType.DEFAULT,
      forceGuestPull: forced.includes(name) && handler !== 'nydus',
    };
    const known = lookup(options.release.shims, name)?.architectures.includes(architecture);
    return known ? KataShim.of(name).withOptions(setup) : KataShim.custom(name, setup);
  });
}

/** A default shim that is not installed leads nowhere. One that the user did not name matters only if it is used. */
function checkDefaultShims(texts: EnvironmentTexts, options: EnvironmentOptions, problems: Finding[]): void {
  const all = texts.get(ENVIRONMENT.shims) || options.defaultShims;
  const used = texts.get(ENVIRONMENT.createDefaultRuntimeClass) === 'true';
  for (const { defaultShim: variable, shims: list } of LISTS) {
    const name = texts.get(variable);
    const installed = words(texts.get(list) || all, /\s+/);
    if (name && !installed.includes(name) && (used || options.given(variable))) {
      problems.push(warning(options.path(variable), `${show(name)} is not among the shims that are installed (${installed.map(showKey).join(', ')}); `
        + 'a default RuntimeClass would lead nowhere'));
    }
  }
}

/** kata-deploy stops on a snapshotter that it cannot set up, and does not trim what stands between the commas. */
function checkSnapshotterSetup(text: string, options: EnvironmentOptions, problems: Finding[]): void {
  for (const name of words(text, /,/)) {
    if (!/^[A-Za-z0-9._-]+$/.test(name)) {
      problems.push(error(options.path(ENVIRONMENT.experimentalSetupSnapshotter), `got ${show(name)}; allowed: nydus, erofs, separated by commas without spaces`));
    }
  }
}

/** Under containerd, kata-deploy stops on a mapping that names anything else than each installed shim once. */
function checkMapping(texts: EnvironmentTexts, options: EnvironmentOptions, problems: Finding[]): void {
  const installed = words(texts.get(ENVIRONMENT.shims) || options.defaultShims, /\s+/);
  const mapping = words(texts.get(ENVIRONMENT.snapshotterHandlerMapping) ?? '', /,/);
  const shimOf = (pair: string) => pair.slice(0, Math.max(0, pair.lastIndexOf(':')));
  const wrong = mapping.filter((pair, index) => !installed.includes(shimOf(pair)) || pair.endsWith(':')
    || mapping.findIndex((other) => shimOf(other) === shimOf(pair)) !== index);
  if (wrong.length) {
    problems.push(warning(options.path(ENVIRONMENT.snapshotterHandlerMapping), 'kata-deploy stops on every node with containerd: '
      + `it takes "shim:snapshotter" once for each installed shim (${installed.map(showKey).join(', ')}), and here is also ${wrong.map(showKey).join(', ')}; set it to fit the shims`));
  }
}

/** A shim that the image does not have stops kata-deploy on every node; an image of the user's own may have it. */
function unknownShim(name: string, path: string, { release, ownImage }: EnvironmentOptions): Finding | undefined {
  if (has(release.shims, name)) return undefined;
  const near = didYouMean(name, Object.keys(release.shims));
  const those = `kata-deploy ${release.version} has: ${Object.keys(release.shims).join(', ')}`;
  const message = KNOWN_SHIMS.includes(name)
    ? `${show(name)} is a shim of another release; ${those}`
    : `unknown shim ${show(name)}; ${near ? `did you mean "${near}"? ` : ''}${those}`;
  return ownImage ? warning(path, `${message}; the image is your own, so it is taken as it is`) : error(path, message);
}

/** The architecture that all shims have in common: charts install the same list on every node. */
function commonArchitecture(shims: readonly string[], { release, architecture }: EnvironmentOptions): Architecture {
  const all = Architecture.all();
  const byLabel = all.filter((one) => one.name === architecture);
  return [...byLabel, ...all].find((one) => shims.every((name) => lookup(release.shims, name)?.architectures.includes(one.name)))
    ?? byLabel[0] ?? Architecture.X86_64;
}

/** The distribution of a text that the schema has let pass; charts take an empty one for plain Kubernetes. */
export function distributionOf(name: unknown): KubernetesDistribution {
  return KubernetesDistribution.all().find((one) => one.name === name) ?? KubernetesDistribution.K8S;
}

function snapshotter(name: string): Snapshotter | undefined {
  try {
    return Snapshotter.of(name);
  } catch {
    return undefined;
  }
}

function words(text: string, separator: RegExp): string[] {
  return text.split(separator).filter(Boolean);
}

/** `shim:value,shim:value`, as kata-deploy splits it: at the last colon. */
function pairs(text = ''): Map<string, string> {
  return new Map(words(text, /,/).map((pair) => {
    const colon = pair.lastIndexOf(':');
    return [pair.slice(0, colon < 0 ? undefined : colon), pair.slice(colon + 1)];
  }));
}
