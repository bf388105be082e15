import { existsSync } from 'fs';
import { UserError } from './user-error';
import { looksSecretKey } from '../common/private/redact';
import { didYouMean } from '../common/private/suggest';
import { EDITIONS, EditionEntry } from '../values/editions';

const CHARTS = [...new Set(EDITIONS.map(({ chart }) => chart))];

/** Names under which a version was published too. */
const ALIASES = new Map([['peerpods@0.1.0-dev', 'peerpods@0.1.0']]);

/** The chart that a command line names: an edition, or the path of a chart on disk. */
export type Chosen = { readonly entry: EditionEntry } | { readonly path: string };

/**
 * The chart that a command line names, or an error that says what there is instead.
 *
 * @param command for messages
 * @param version what `--version` says, for a name without a version
 */
export function editionOf(command: string, positionals: readonly string[], version?: string): Chosen {
  const [given, ...more] = positionals;
  const wanted = given !== undefined && version !== undefined ? withVersion(command, given, version) : given;
  if (wanted === undefined) throw refusal(`${command}: no chart given`, EDITIONS, ', or the path of a chart on disk');
  const chosen = find(wanted);
  if (!more.length) return chosen ?? unknown(command, wanted);
  const release = !chosen && more.length === 1 && find(more[0]);
  if (release) throw new UserError([`${command}: got${quoted(wanted)} before the chart; a release's name is given with --release-name`]);
  if (!chosen) return unknown(command, wanted, more[0]);
  throw new UserError([`${command}: got another argument after the chart; to give several values files, repeat --values`]);
}

/** The chart's name with the version that `--version` says. */
function withVersion(command: string, name: string, version: string): string {
  if (find(name) && !name.includes('@')) throw new UserError([`${command}: --version, and the path of a chart on disk, which has a version of its own; leave --version out`]);
  const [chart, own] = name.split('@');
  if (own !== undefined && own !== version) throw new UserError([`${command}: got${quoted(name)} and another version with --version; allowed: one of the two. Leave --version out`]);
  return `${chart}@${version.replace(/^v(?=[0-9])/, '')}`;
}

function find(name: string): Chosen | undefined {
  const entry = EDITIONS.find((one) => one.name === (ALIASES.get(name) ?? name));
  if (entry) return { entry };
  const isPath = /^([./~]|[a-z]:[\\/])/i.test(name) || /\/$|\.(tgz|tar\.gz)$/.test(name);
  return !remoteOf(name) && (isPath || (/[\\/]/.test(name) && existsSync(name))) ? { path: name } : undefined;
}

/** What is printed of an argument: other ones may be values that lost their keys. */
const quoted = (text: string) => (/^[\w.@/ -]{0,100}$/.test(text) && !looksSecretKey(text.replace('@', ' ')) ? ` "${text}"` : '');

function refusal(what: string, editions: readonly EditionEntry[], hint = ''): UserError {
  return new UserError([`${what}; allowed: ${editions.map(({ name }) => name).join(', ')}${hint}`]);
}

/** Another version is never "meant": it is other software. */
function unknown(command: string, wanted: string, more?: string): never {
  const editionsOf = (name: string) => EDITIONS.filter(({ chart }) => chart === name);
  const place = remoteOf(wanted);
  if (place) {
    const { chart, version } = parts(wanted.replace(/[?#].*$/s, '').replace(/\.(tgz|tar\.gz)$|\/$/, ''));
    const known = editionsOf(chart);
    throw refusal(`${command}: reads no chart from ${place}: nothing is downloaded`, known.length ? known : EDITIONS,
      writtenAs(chart, version) ?? fromDisk(known.length ? chart : 'CHART', version));
  }
  const name = more ? `${wanted} ${more}` : wanted;
  const { chart, version } = parts(more ? `${wanted}@${more}` : wanted);
  const known = editionsOf(chart);
  const same = writtenAs(chart, version);
  if (same) throw new UserError([`${command}: unknown chart${quoted(name)}${same}`]);
  const folder = !version && existsSync(wanted) && quoted(wanted) ? `; for the folder of this name, write ./${wanted}` : '';
  if (known.length && name === chart) throw refusal(`${command}: the chart ${chart} without a version`, known, folder || fromDisk(chart));
  if (known.length) throw refusal(`${command}: unknown edition${quoted(name)} of ${chart}`, known, fromDisk(chart, version));
  const near = didYouMean(chart, CHARTS);
  throw refusal(`${command}: unknown chart${quoted(wanted)}`, near ? editionsOf(near) : EDITIONS, folder || (near ? `; did you mean ${near}?` : ''));
}

/** Chart and version in a name, in any of the ways in which people write them. */
function parts(wanted: string): { readonly chart: string; readonly version?: string } {
  const [, chart = '', version] = /([a-z][a-z-]*?)(?:[-:@/]v?([0-9][^/]*)|@)?$/.exec(wanted) ?? [];
  return CHARTS.includes(chart) ? { chart, version } : { chart: wanted.split('@')[0] };
}

/** For an edition that was written in another way. */
function writtenAs(chart: string, version?: string): string | undefined {
  const found = version === undefined ? undefined : find(`${chart}@${version}`);
  return found && 'entry' in found ? `; it is built in: write ${found.entry.name}` : undefined;
}

/** How to render what is not built in. */
function fromDisk(chart: string, version = ''): string {
  const shown = /^[\w.+-]{1,30}$/.test(version) && !looksSecretKey(version) ? version : 'VERSION';
  return `; or a chart on disk: get it with helm pull, and render ./${chart}-${shown}.tgz`;
}

/** Where Helm would download a chart of this name from; undefined for what is no such name. */
function remoteOf(wanted: string): string | undefined {
  if (/^oci:\/\//i.test(wanted)) return 'a registry';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(wanted)) return 'a URL';
  return /^[\w-][\w.-]*\/[\w.-]+(@.*)?$/.test(wanted) && !existsSync(wanted) && !/\.(tgz|tar\.gz)$/.test(wanted) ? 'a repository' : undefined;
}
