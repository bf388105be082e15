import { join } from 'path';
import { pageWith, rewrite, table } from './markdown';
import { CERTIFICATE_SETTINGS, COMMON_SETTINGS } from '../src/peer-pods/catalogue/common-settings';
import { LEADER_ELECTION, METRICS, PROGRAM_API } from '../src/peer-pods/catalogue/program-needs';
import { PEER_PODS_RELEASES } from '../src/peer-pods/catalogue/releases';
import { defaultOf, isRead } from '../src/peer-pods/private/setting-texts';
import { ApiNeed, Condition, ProviderNeeds, Setting, SettingTable } from '../src/peer-pods/providers/contract';
import { PROVIDERS } from '../src/peer-pods/providers/table';

/** The page that holds the tables of settings, between two marks. */
export const PAGE = join(__dirname, '..', 'docs', 'peer-pods.md');

/** A table for the settings of each provider, and one for those that all have: from the catalogue. */
export function settingTables(): string {
  const files = Object.keys(CERTIFICATE_SETTINGS).map((env) => ['`tlsCertificates`', `\`${env}\``, 'a file of the Secret', '', '', '']);
  return [
    `#### All providers\n\n${table(HEAD, [...rows(COMMON_SETTINGS), ...files])}`,
    ...PROVIDERS.map(({ name, title, settings }) => `#### ${title} (\`${name}\`)\n\n${table(HEAD, rows(settings))}`),
  ].join('\n\n');
}

const HEAD = ['prop', 'variable', 'form', 'default', 'required', 'releases'];

function rows(settings: SettingTable): string[][] {
  return Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1)).map(([prop, setting]) => (
    [`\`${prop}\``, `\`${setting.env}\``, form(setting), defaults(setting), setting.required ? 'yes' : '', releases(setting)]));
}

/** What the value must be like. Angles would be tags. */
function form({ kind, format, oneOf, min, max }: Setting): string {
  const rule = oneOf ? oneOf.map((one) => `\`${one}\``).join(', ') : format?.rule;
  const range = [...(min === undefined ? [] : [`at least ${min}`]), ...(max === undefined ? [] : [`at most ${max}`])];
  const what = kind === 'strings' ? [rule ? `list, each ${rule}` : 'list of strings'] : [rule ?? (kind === 'tags' ? 'map of strings' : kind)];
  return [...what, ...range].join(', ').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/**
 * What the program takes without it, by release where they differ. Nothing for a required setting, and for a default that
 * stands for "not set": users could not give it.
 */
function defaults(setting: Setting): string {
  if (setting.required || (setting.min !== undefined && Number(setting.default) < setting.min)) return '';
  const found = PEER_PODS_RELEASES.filter((release) => isRead(setting, release))
    .map((release) => ({ version: release.version, text: defaultOf(setting, release) }));
  const show = (text: string | undefined) => (text ? `\`${text}\`` : '');
  const texts = [...new Set(found.map(({ text }) => text))];
  if (texts.length <= 1) return show(texts[0]);
  return texts.filter(Boolean).map((text) => `${show(text)} (${found.filter((one) => one.text === text).map(({ version }) => version).join(', ')})`).join('; ');
}

/** The releases that read it, where not all do. */
function releases(setting: Setting): string {
  const readers = PEER_PODS_RELEASES.filter((release) => isRead(setting, release));
  return readers.length === PEER_PODS_RELEASES.length ? '' : readers.map(({ version }) => version).join(', ');
}

/** What each program needs in the cluster, for every provider and for single ones: from the catalogue. */
export function needsTable(): string {
  const everywhere = { api: [...PROGRAM_API, ...LEADER_ELECTION, ...METRICS] };
  const found = [...needRows('all', everywhere), ...PROVIDERS.flatMap(({ title, needs = {} }) => needRows(title, needs))];
  const none = PROVIDERS.filter(({ needs }) => !needs).map(({ title }) => title).join(', ');
  return `${table(['provider', 'program', 'needs', 'where', 'why'], found)}\n\nNo more than all others need: ${none}.`;
}

function needRows(provider: string, { api = [], podVariables = [], files = [], metadata = [] }: ProviderNeeds): string[][] {
  const row = (program: string, what: string, where: string, condition: Condition) => (
    [provider, program, what, where, `${condition.reason}${conditions(condition)}`]);
  return [
    ...api.map((need) => row(need.program, right(need), place(need), need)),
    ...podVariables.map((need) => row(need.program, `the variable \`${need.env}\``, 'its pod', need)),
    ...files.map((need) => row(need.program, `\`${need.path}\``, 'its pod', need)),
    ...metadata.map((need) => row(need.program, 'the metadata service', 'its node', need)),
  ];
}

function right({ verbs, resources, names = [] }: ApiNeed): string {
  const what = names.length ? names.map((name) => `\`${name}\``).join(', ') : '';
  return `${verbs.join(', ')} ${resources.map((one) => `\`${one}\``).join(', ')}${what && ` ${what}`}`;
}

function place({ scope }: ApiNeed): string {
  if (scope === 'cluster') return 'all namespaces';
  if (scope === 'own') return 'its namespace';
  return 'namespace' in scope ? `\`${scope.namespace}\`` : `\`${scope.variable}\`, else its namespace`;
}

function conditions({ unless, where }: Condition): string {
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(' and ');
  return `${unless ? `; not with ${list(unless)}` : ''}${where ? `; only with ${list(where)}` : ''}`;
}

/** What is known of the instance types of each cloud: from the catalogue. */
export function instancesTable(): string {
  const tables = PROVIDERS.flatMap(({ title, instances }) => (instances ? [{ title, ...instances }] : []));
  const found = tables.flatMap(({ title: cloud, source, families }) => families.map(({ title, confidential, architecture }) => (
    [`[${cloud}](${source})`, title, confidential.join(', ') || 'none', architecture])));
  const named = tables.flatMap(({ title, regions }) => (
    regions ? [`${title} names ${regions.names.join(', ')} ([source](${regions.source}))`] : []));
  return `${table(['cloud', 'types', 'confidential VMs', 'architecture'], found)}\n\nRegions with confidential VMs: ${named.join('; ')}.`;
}

/** The page with the tables as they should be. */
export function pageWithTables(page: string): string {
  const parts = { settings: settingTables(), instances: instancesTable(), needs: needsTable() };
  return Object.entries(parts).reduce((whole, [mark, part]) => pageWith(whole, mark, part), page);
}

if (require.main === module) rewrite(PAGE, pageWithTables);
