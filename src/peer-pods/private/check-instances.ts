import { defaultOf, isRead } from './setting-texts';
import { InstanceFacts, InstanceFamily } from '../catalogue/instance-types';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { ProviderDefinition } from '../providers/contract';

/** An instance type that does not do what the settings ask of it. */
export interface UnfitInstance {
  readonly prop: string;
  readonly env: string;
  readonly value: string;
  /** No VM is made: the cloud refuses it. Otherwise it is likely only. */
  readonly refused: boolean;
  /** What would do. */
  readonly allowed: string;
  /** A sentence without its end. */
  readonly reason: string;
}

type Config = Readonly<Record<string, string | undefined>>;

/** Looks instance types up in the tables of the cloud. Types that are in none pass. */
export function unfitInstances(
  definition: ProviderDefinition, config: Config, release: PeerPodsReleaseFacts,
): UnfitInstance[] {
  const { instances: facts, settings } = definition;
  if (!facts || isTemplate(facts, definition, config, release)) return [];
  const types = facts.props.filter((prop) => isRead(settings[prop], release)).flatMap((prop) => {
    const { env } = settings[prop];
    return (config[env] ?? '').split(',').map((value) => value.trim()).flatMap((value) => {
      const family = facts.families.find(({ pattern }) => pattern.test(value));
      return family ? [{ prop, env, value, family }] : [];
    });
  });
  const confidential = isConfidential(definition, config, release);
  return [
    ...(confidential ? types.flatMap((type) => unprotected(type, facts, definition, config)) : []),
    ...(confidential ? elsewhere(facts, definition, config) : []),
    ...(facts.imagePerArchitecture ? [] : architectures(types, facts, definition, config)),
  ];
}

interface KnownType {
  readonly prop: string;
  readonly env: string;
  readonly value: string;
  readonly family: InstanceFamily;
}

function isTemplate(
  { unless }: InstanceFacts, { settings }: ProviderDefinition, config: Config, release: PeerPodsReleaseFacts,
): boolean {
  const prop = unless?.find((one) => isRead(settings[one], release));
  const text = prop && config[settings[prop].env];
  return Boolean(text) && text !== 'false';
}

function isConfidential({ settings }: ProviderDefinition, config: Config, release: PeerPodsReleaseFacts): boolean {
  return (config[settings.disableCvm.env] || defaultOf(settings.disableCvm, release)) === 'false';
}

function unprotected(
  { prop, env, value, family }: KnownType, facts: InstanceFacts, { title, settings }: ProviderDefinition, config: Config,
): UnfitInstance[] {
  const { technology, source, examples } = facts;
  const at = { prop, env, value, refused: true };
  if (!family.confidential.length) {
    return [{ ...at, allowed: `a type with confidential VMs, like ${examples}`, reason: `${title} makes no confidential VM of it (${source})` }];
  }
  const wanted = technology && config[settings[technology].env];
  if (!wanted || family.confidential.includes(wanted)) return [];
  return [{
    ...at,
    allowed: `a type with ${wanted}, like ${examples}`,
    reason: `It has ${family.confidential.join(' and ')} (${source})`,
  }];
}

/** Regions open more often than this table changes: no error. */
function elsewhere({ regions }: InstanceFacts, { title, settings }: ProviderDefinition, config: Config): UnfitInstance[] {
  if (!regions) return [];
  const { prop, names, source } = regions;
  const { env } = settings[prop];
  const value = config[env];
  if (!value || names.some((name) => value === name || value.startsWith(`${name}-`))) return [];
  return [{
    prop, env, value, refused: false, allowed: names.join(', '), reason: `${title} names only these regions for confidential VMs (${source})`,
  }];
}

/** All VMs have one image, and so one architecture. */
function architectures(
  types: readonly KnownType[], { image }: InstanceFacts, { settings }: ProviderDefinition, config: Config,
): UnfitInstance[] {
  const named = image && architectureIn(config[settings[image].env]);
  const [first] = types;
  const expected = named || first?.family.architecture;
  return types.filter(({ family }) => family.architecture !== expected).map(({ prop, env, value, family }) => ({
    prop,
    env,
    value,
    refused: false,
    allowed: `types of ${expected}, like ${named ? 'the image' : first.value}`,
    reason: `It is ${family.architecture}, and all VMs have one image${named ? `, whose name says ${named}` : ''}`,
  }));
}

function architectureIn(name: string | undefined): string | undefined {
  if (/(^|[^a-z0-9])(arm64|aarch64)([^a-z0-9]|$)/i.test(name ?? '')) return 'arm64';
  return /(^|[^a-z0-9])(amd64|x86[_-]64)([^a-z0-9]|$)/i.test(name ?? '') ? 'amd64' : undefined;
}
