import { UserError } from './user-error';
import { looksSecretKey } from '../common/private/redact';
import { didYouMean } from '../common/private/suggest';
import { EDITIONS, EditionEntry } from '../values/editions';

const CHARTS = [...new Set(EDITIONS.map(({ chart }) => chart))];

/** The edition that a command line names, or an error that says what there is instead. */
export function editionOf(positionals: readonly string[]): EditionEntry {
  const [wanted, ...more] = positionals;
  if (wanted === undefined) throw refusal('no chart given', EDITIONS);
  const entry = find(wanted);
  if (!more.length) return entry ?? unknown(wanted);
  const release = !entry && more.length === 1 && find(more[0]);
  if (release) throw new UserError([`render: got${quoted(wanted)} before the chart; a release's name is given with --release-name`]);
  if (!entry) return unknown(wanted);
  throw new UserError(['render: got another argument after the chart; to give several values files, repeat --values']);
}

const find = (name: string) => EDITIONS.find((one) => one.name === name);

/** What is printed of an argument: other ones may be values that lost their keys. */
const quoted = (text: string) => (/^[\w.@/-]{0,100}$/.test(text) && !looksSecretKey(text.replace('@', ' ')) ? ` "${text}"` : '');

function refusal(what: string, editions: readonly EditionEntry[], hint = ''): UserError {
  return new UserError([`render: ${what}; allowed: ${editions.map(({ name }) => name).join(', ')}${hint}`]);
}

/** Another version is never "meant": it is other software. */
function unknown(wanted: string): never {
  const editionsOf = (name: string) => EDITIONS.filter(({ chart }) => chart === name);
  const place = placeOf(wanted);
  if (place) {
    const [, chart] = /([a-z-]+?)(?:-[0-9][^/]*|:[^/]*)?\/?$/.exec(wanted.replace(/[?#].*$/s, '').replace(/\.(tgz|tar\.gz)$/, '')) ?? [];
    const known = editionsOf(chart ?? '');
    throw refusal(`reads no chart from ${place}: the editions that it knows are built in`, known.length ? known : EDITIONS);
  }
  const [chart] = wanted.split('@');
  const known = editionsOf(chart);
  if (known.length && wanted === chart) throw refusal(`the chart ${chart} without a version`, known);
  if (known.length) throw refusal(`unknown edition${quoted(wanted)} of ${chart}`, known);
  const near = didYouMean(chart, CHARTS);
  throw near ? refusal(`unknown chart${quoted(wanted)}`, editionsOf(near), `; did you mean ${near}?`) : refusal(`unknown chart${quoted(wanted)}`, EDITIONS);
}

/** Where Helm would look for a chart of this name; undefined for what is no such name. */
function placeOf(wanted: string): string | undefined {
  if (/^oci:\/\//i.test(wanted)) return 'a registry';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(wanted)) return 'a URL';
  if (/\.(tgz|tar\.gz)$/.test(wanted)) return 'an archive';
  if (/^([./~]|[a-z]:\\)/i.test(wanted) || wanted.endsWith('/')) return 'a folder';
  return /^[\w.-]+\/[\w.-]+(@.*)?$/.test(wanted) ? 'a repository' : undefined;
}
