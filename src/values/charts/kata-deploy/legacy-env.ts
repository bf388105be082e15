import { behaves, KataDeployReading } from './input';
import { baseOverhead, shimOf } from './shims';
import { ENVIRONMENT, RuntimeClassesModel, ShimModel, KataModel } from '../../../kata/internal';
import { Finding, warning } from '../../engine/findings';

/** Architectures as the values call them, and as the variables do. */
const ARCHITECTURES = [['amd64', 'x86_64'], ['arm64', 'aarch64'], ['s390x', 's390x'], ['ppc64le', 'ppc64le']] as const;

/** Settings of all architectures that come before those of `shims`, with their variables. */
const COMMON = {
  debug: ENVIRONMENT.debug,
  createRuntimeClasses: ENVIRONMENT.createRuntimeClasses,
  createDefaultRuntimeClass: ENVIRONMENT.createDefaultRuntimeClass,
  agentHttpsProxy: ENVIRONMENT.agentHttpsProxy,
  agentNoProxy: ENVIRONMENT.agentNoProxy,
  _experimentalSetupSnapshotter: ENVIRONMENT.experimentalSetupSnapshotter,
};

const PER_ARCHITECTURE = {
  shims: ENVIRONMENT.shims,
  defaultShim: ENVIRONMENT.defaultShim,
  snapshotterHandlerMapping: ENVIRONMENT.snapshotterHandlerMapping,
  pullTypeMapping: ENVIRONMENT.pullTypeMapping,
  _experimentalForceGuestPull: ENVIRONMENT.experimentalForceGuestPull,
};

/** Settings without an architecture that x86_64 nodes still read. */
const OF_AMD64: readonly string[] = ['defaultShim', '_experimentalForceGuestPull'];

/**
 * What 3.23.0 and 3.24.0 make of settings below `env`, as 3.22.0 had them: where they say anything, their text comes before what
 * `shims` say. They do not change which shims the other settings are about.
 */
export function withLegacyEnv(reader: KataDeployReading, settings: KataModel): KataModel {
  if (!behaves(reader.facts, 'legacy-env')) return settings;
  const legacy = legacyTexts(reader);
  const texts = { ...legacy, ...forcedPulls(settings.shims, legacy) };
  return {
    ...settings,
    runtimeClasses: settings.runtimeClasses && legacyRuntimeClasses(reader, settings, settings.runtimeClasses),
    extraEnv: { ...settings.extraEnv, ...texts },
  };
}

function legacyTexts({ values }: KataDeployReading): Record<string, string> {
  const env = values.section('env');
  const texts: Record<string, string> = {};
  const set = (variable: string, text: string) => {
    if (text.trim()) texts[variable] = text.trim();
  };
  for (const [key, variable] of Object.entries(COMMON)) if (env.on(key)) set(variable, env.text(key));
  for (const key of ['createRuntimeClasses', 'createDefaultRuntimeClass'] as const) texts[COMMON[key]] = env.text(key); // also where it is empty
  for (const [kubernetesName, name] of ARCHITECTURES) {
    for (const [key, variable] of Object.entries(PER_ARCHITECTURE)) {
      if (kubernetesName === 'amd64' && OF_AMD64.includes(key)) set(`${variable}_X86_64`, env.text(key));
      set(`${variable}_${name.toUpperCase()}`, env.text(`${key}_${name}`));
    }
    set(`${ENVIRONMENT.allowedHypervisorAnnotations}_${name.toUpperCase()}`, env.text('allowedHypervisorAnnotations'));
  }
  return texts;
}

/** These charts tell all architectures what is for x86_64. */
function forcedPulls(shims: readonly ShimModel[], legacy: Readonly<Record<string, string>>): Record<string, string> {
  const forced = (architecture: string) => shims
    .filter(({ forceGuestPull, architectures }) => forceGuestPull && architectures.includes(architecture)).map(({ name }) => name).join(',');
  const variable = (name: string) => `${ENVIRONMENT.experimentalForceGuestPull}_${name.toUpperCase()}`;
  const own = ARCHITECTURES.filter(([architecture, name]) => architecture !== 'amd64' && (legacy[variable(name)] || forced(architecture)));
  return Object.fromEntries(own.map(([, name]) => [variable(name), legacy[variable('x86_64')] ?? forced('amd64')]));
}

/** `env.shims` and `env.defaultShim` decide on the RuntimeClasses. */
function legacyRuntimeClasses(
  { facts, values }: KataDeployReading, settings: KataModel, wanted: RuntimeClassesModel,
): RuntimeClassesModel {
  const env = values.section('env');
  const named = env.text('shims');
  const sections = values.section('shims');
  const shims = named ? named.split(' ').filter((name) => baseOverhead(name, facts))
    .map((name) => settings.shims.find((shim) => shim.name === name)
      ?? shimOf(name, sections.section(name), values.section('runtimeClasses'), facts)) : undefined;
  const defaultShim = env.text('defaultShim');
  const overhead = baseOverhead(defaultShim, facts);
  const made = defaultShim && overhead && values.section('runtimeClasses').on('createDefault') && !settings.suffix;
  if (!defaultShim) return { ...wanted, shims };
  const { asksForDefault, defaultName } = wanted;
  return { asksForDefault, defaultName, shims, ...(made ? { defaultShim, defaultOverhead: overhead } : {}) };
}

/** Settings below `env` that these charts read in another way than 3.22.0 did, or not at all. */
export function checkLegacyEnv({ facts, values, given }: KataDeployReading, problems: Finding[]): void {
  if (!behaves(facts, 'legacy-env')) return;
  const env = given.section('env');
  const place = (key: string) => values.section('env').place(key);
  if (env.on('shims')) {
    problems.push(warning(place('shims'), 'decides on the RuntimeClasses only; which shims are installed is up to `shims.<name>.enabled`, '
      + 'or to shims_x86_64 and the like'));
  }
  for (const key of ['snapshotterHandlerMapping', 'pullTypeMapping'].filter((one) => env.on(one))) {
    problems.push(warning(place(key), `ignored by this edition; give ${ARCHITECTURES.map(([, name]) => `${key}_${name}`).join(', ')}, or the settings of each shim`));
  }
  if (env.on('createRuntimeClasses') && env.text('createRuntimeClasses') === 'true') {
    problems.push(warning(place('createRuntimeClasses'), 'kata-deploy then makes RuntimeClasses that the manifests have too; use runtimeClasses.enabled'));
  }
}
