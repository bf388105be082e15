import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { CERTIFICATE_SETTINGS, COMMON_SETTINGS } from '../src/peer-pods/catalogue/common-settings';
import { PEER_PODS_RELEASES } from '../src/peer-pods/catalogue/releases';
import { defaultOf, isRead } from '../src/peer-pods/private/setting-texts';
import { Setting, SettingTable } from '../src/peer-pods/providers/contract';
import { PROVIDERS } from '../src/peer-pods/providers/table';

/** The page that holds the tables of settings, between two marks. */
export const PAGE = join(__dirname, '..', 'docs', 'peer-pods.md');
const MARKS = /<!-- settings -->[^]*<!-- \/settings -->/;

/** A table for the settings of each provider, and one for those that all have: from the catalogue. */
export function settingTables(): string {
  const own = PROVIDERS.map(({ name, title, settings }) => `#### ${title} (\`${name}\`)\n\n${table(settings)}`);
  const files = Object.keys(CERTIFICATE_SETTINGS).map((env) => `| \`tlsCertificates\` | \`${env}\` | a file of the Secret | | | |`);
  return [`#### All providers\n\n${[table(COMMON_SETTINGS), ...files].join('\n')}`, ...own].join('\n\n');
}

function table(settings: SettingTable): string {
  const rows = Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1)).map(([prop, setting]) => (
    `| \`${prop}\` | \`${setting.env}\` | ${form(setting)} | ${defaults(setting)} | ${setting.required ? 'yes' : ''} | ${releases(setting)} |`));
  return ['| prop | variable | form | default | required | releases |', '|---|---|---|---|---|---|', ...rows]
    .join('\n').replace(/\| {2}(?=\|)/g, '| ');
}

/** What the value must be like. A bar would end the cell, and angles would be tags. */
function form({ kind, format, oneOf, min, max }: Setting): string {
  const rule = oneOf ? oneOf.map((one) => `\`${one}\``).join(', ') : format?.rule;
  const range = [...(min === undefined ? [] : [`at least ${min}`]), ...(max === undefined ? [] : [`at most ${max}`])];
  const what = kind === 'texts' ? ['list', ...(rule ? [`each ${rule}`] : [])] : [rule ?? kind];
  return [...what, ...range].join(', ').replace(/\|/g, '\\|').replace(/</g, '&lt;');
}

/** What the program takes without it, by release where they differ. */
function defaults(setting: Setting): string {
  const found = PEER_PODS_RELEASES.filter((release) => isRead(setting, release))
    .map((release) => ({ version: release.version, text: defaultOf(setting, release) }));
  const show = (text: string | undefined) => (text ? `\`${text}\`` : '');
  const texts = new Set(found.map(({ text }) => text));
  return texts.size <= 1 ? show([...texts][0]) : found.filter(({ text }) => text).map(({ version, text }) => `${show(text)} (${version})`).join(', ');
}

/** The releases that read it, where not all do. */
function releases(setting: Setting): string {
  const readers = PEER_PODS_RELEASES.filter((release) => isRead(setting, release));
  return readers.length === PEER_PODS_RELEASES.length ? '' : readers.map(({ version }) => version).join(', ');
}

/** The page with the tables as they should be. */
export function pageWithTables(page: string): string {
  return page.replace(MARKS, () => `<!-- settings -->\n${settingTables()}\n<!-- /settings -->`);
}

if (require.main === module) writeFileSync(PAGE, pageWithTables(readFileSync(PAGE, 'utf8')));
