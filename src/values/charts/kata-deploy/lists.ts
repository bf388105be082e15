import { ENV_KEYS } from './env-keys';
import { KataDeployReading } from './input';
import { baseOverhead } from './shims';
import { Architecture } from '../../../common';
import { has, lookup } from '../../../common/private/free-keys';
import { PullType } from '../../../kata';
import { ENVIRONMENT, KataModel, ReleaseFacts, RuntimeClassesModel, ShimModel } from '../../../kata/internal';
import { isMap } from '../../engine/tree';

/** The parts of a list of kata-deploy. */
export const words = (text: string, separator: RegExp) => text.split(separator).filter(Boolean);

/** The shims that kata-deploy 3.21.0 and 3.22.0 install: without any in the values, those that the chart was written with. */
export function listedShims({ facts, values }: KataDeployReading): string[] {
  const { env } = facts.upstream;
  return [...new Set(words(values.section('env').text('shims') || String(isMap(env) ? env.shims : ''), /\s+/))];
}

/**
 * What 3.21.0 and 3.22.0 make of the lists below `env`. Their pods get the strings that the templates write; the model says
 * what these mean, as far as it is the same on all nodes.
 */
export function withLists(reader: KataDeployReading, model: KataModel): KataModel {
  if (model.release.interface !== 'per-list') return model;
  const env = reader.values.section('env');
  const names = listedShims(reader).filter((name) => /^[a-z0-9]([-a-z0-9]{0,56}[a-z0-9])?$/.test(name));
  const architecture = commonArchitecture(names, reader);
  const shims = shimsOf(names, architecture, reader);
  const defaultShim = names.find((name) => name === env.text('defaultShim')) ?? '';
  return {
    ...model,
    debug: env.text('debug') === 'true',
    architectures: [architecture.kubernetesName],
    shims,
    defaultShim,
    defaultShims: {},
    runtimeClasses: runtimeClassesOf(reader, defaultShim, model.suffix),
    httpsProxy: env.text('agentHttpsProxy'),
    noProxy: words(env.text('agentNoProxy'), /,/),
    snapshotter: { ...model.snapshotter, setup: words(env.text('_experimentalSetupSnapshotter'), /,/) },
    extraEnv: textsOf(reader),
  };
}

function shimsOf(names: readonly string[], { kubernetesName }: Architecture, { facts, values }: KataDeployReading): ShimModel[] {
  const env = values.section('env');
  const mapping = pairs(env.text('snapshotterHandlerMapping'));
  const pullTypes = pairs(env.text('pullTypeMapping'));
  const forced = words(env.text('_experimentalForceGuestPull'), /,/);
  return names.map((name) => {
    const handler = mapping.get(name) ?? '';
    return {
      name,
      architectures: [kubernetesName],
      allowedHypervisorAnnotations: words(env.text('allowedHypervisorAnnotations'), /\s+/),
      snapshotter: /^[A-Za-z0-9._-]+$/.test(handler) ? handler : '',
      forceGuestPull: forced.includes(name) && handler !== 'nydus',
      guestPull: pullTypes.get(name) === PullType.GUEST_PULL,
      httpsProxy: '',
      noProxy: [],
      dropIn: '',
      overhead: baseOverhead(name, facts),
      overheadEnabled: true,
      runtimeClassNodeSelector: {},
      runtimeClassTolerations: [],
    };
  });
}

/** kata-deploy makes them itself. */
function runtimeClassesOf({ values }: KataDeployReading, defaultShim: string, suffix: string): RuntimeClassesModel | undefined {
  const env = values.section('env');
  if (env.text('createRuntimeClasses') !== 'true') return undefined;
  const asksForDefault = env.text('createDefaultRuntimeClass') === 'true';
  const isMade = asksForDefault && !suffix && defaultShim !== '';
  return { byProgram: true, asksForDefault, defaultName: 'kata', defaultShim: isMade ? defaultShim : undefined };
}

/** The architecture that all shims have in common: the chart installs the same list on every node. */
function commonArchitecture(
  names: readonly string[], { facts: { release }, architecture, values }: KataDeployReading,
): Architecture {
  const all = Architecture.all();
  const wanted = [architecture, lookup(values.map<string>('nodeSelector'), 'kubernetes.io/arch')];
  const named = all.filter((one) => wanted.includes(one.name) || wanted.includes(one.kubernetesName));
  return [...named, ...all].find((one) => names.every((name) => hasShim(release, name, one))) ?? named[0] ?? Architecture.X86_64;
}

const hasShim = ({ shims }: ReleaseFacts, name: string, { name: architecture }: Architecture) => (
  lookup(shims, name)?.architectures.includes(architecture));

/** The strings that the templates write into the pod: empty for what is not set, and HOST_OS only where it is. */
function textsOf({ facts, values }: KataDeployReading): Record<string, string> {
  const env = values.section('env');
  const known = isMap(facts.upstream.env) ? facts.upstream.env : {};
  return Object.fromEntries(Object.entries(ENV_KEYS)
    .filter(([key, variable]) => has(known, key) && (env.text(key) || variable !== ENVIRONMENT.hostOs))
    .map(([key, variable]) => [variable, env.text(key)]));
}

/** `shim:value,shim:value`, as kata-deploy splits it: at the last colon. */
function pairs(text: string): Map<string, string> {
  return new Map(words(text, /,/).map((pair) => {
    const colon = pair.lastIndexOf(':');
    return [pair.slice(0, colon < 0 ? undefined : colon), pair.slice(colon + 1)];
  }));
}
