import { ipRange } from './ip-range';
import { hasPassword, mayHavePassword } from './secrets-in-settings';
import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { sortedMap } from '../../common/private/sorted-map';
import { isDuration, isSize, kibibytesOf } from '../../common/private/units';
import { PEER_PODS_RELEASES, PeerPodsReleaseFacts } from '../catalogue/releases';
import { Setting, SettingKind, SettingTable, SettingValues } from '../providers/contract';

/** A value as the program's variable has it, or what is wrong with it. */
type Read = { readonly text: string } | Wrong;

interface Wrong {
  readonly allowed: string;
  readonly repair: string;
  /** The place inside the value, and what is there. */
  readonly at?: string;
  readonly got?: unknown;
}

const wrong = (allowed: string, repair: string, at?: string, got?: unknown): Read => ({ allowed, repair, at, got });

/** What splits an argument in two, or becomes the names of files, where a shell script pastes texts into a command line. */
const SPLITS = /[\s*?[\]]/;

/** What each kind of setting takes. */
const ALLOWED: Record<SettingKind, string> = {
  'string': 'a string',
  'boolean': 'true, false',
  'integer': 'a whole number',
  'number': 'a number',
  'strings': 'a list of strings',
  'addresses': 'a list of strings',
  'tags': 'a map of strings, like { team: \'coco\' }',
  'duration': 'a Duration of cdk8s, more than none',
  'seconds': 'a Duration of cdk8s of whole seconds, more than none',
  'size in GiB': 'a Size of cdk8s of whole GiB',
  'size in MiB': 'a Size of cdk8s of whole MiB',
};

/** How each kind of setting is read. The order of a list is the user's, that of a map is by key. */
const KINDS: Record<SettingKind, (value: unknown, setting: Setting) => Read> = {
  'string': (value, setting) => checkedText(value, setting),
  'boolean': (value) => (typeof value === 'boolean' ? { text: String(value) } : wrong(ALLOWED.boolean, 'Give a boolean, not a string.')),
  'integer': (value, setting) => number(value, setting, Number.isSafeInteger(value)),
  'number': (value, setting) => number(value, setting, Number.isFinite(value)),
  'strings': (value, setting) => texts(value, setting),
  'addresses': (value, setting) => addresses(value, setting),
  'tags': (value) => tags(value),
  'duration': (value) => (isDuration(value) && value.toMilliseconds() > 0
    ? { text: goDuration(value.toMilliseconds()) } : wrong(ALLOWED.duration, 'Give Duration.minutes(5), for instance.')),
  'seconds': (value) => (isDuration(value) && value.toMilliseconds() > 0 && value.toMilliseconds() % 1000 === 0
    ? { text: String(value.toSeconds()) } : wrong(ALLOWED.seconds, 'Give Duration.seconds(30), for instance.')),
  'size in GiB': (value, setting) => size(value, setting, 'GiB'),
  'size in MiB': (value, setting) => size(value, setting, 'MiB'),
};

/**
 * The variables that settings become.
 *
 * @param place what stands before a prop's name in messages: `provider.`, or nothing
 * @param problems takes everything that is wrong
 */
export function settingTexts(
  table: SettingTable, values: SettingValues, release: PeerPodsReleaseFacts, place: string, problems: Problems,
): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [prop, setting] of Object.entries(table)) {
    const value = values[prop];
    const path = `${place}${prop}`;
    if (value === undefined) {
      if (setting.required) problems.add(path, value, allowedBy(setting), 'The adaptor does not work without it.');
      continue;
    }
    const unread = unreadBy(setting, release);
    if (unread) {
      problems.add(path, value, `nothing with the release ${release.version}, whose program does not read ${setting.env}`, unread);
      continue;
    }
    if (typeof value === 'string' && hasPassword(value)) {
      problems.addHidden(path, 'a URL without a password', 'Everybody who reads ConfigMaps would see it.');
      continue;
    }
    const read = KINDS[setting.kind](value, setting);
    if ('allowed' in read && mayHavePassword(read.at ? read.got : value)) {
      problems.addHidden(`${path}${read.at ?? ''}`, read.allowed, 'Correct it, and leave a password out.');
    } else if ('allowed' in read) {
      problems.add(`${path}${read.at ?? ''}`, 'got' in read && read.at ? read.got : value, read.allowed, read.repair);
    } else if (release.settingsByArguments && !setting.quoted && SPLITS.test(read.text)) {
      problems.add(path, value, `a string without whitespace and "*?[]": the start script of release ${release.version} would split it`,
        'Use a newer release, or another value.');
    } else if (isWritten(setting, value, release)) {
      out[setting.env] = read.text;
      if (setting.alias && position(release.version) <= position(setting.alias.until)) out[setting.alias.env] = read.text;
    }
  }
  return out;
}

/** What the program of a release takes without a setting. */
export function defaultOf(setting: Setting, release: PeerPodsReleaseFacts): string | undefined {
  if (typeof setting.default !== 'object') return setting.default;
  const [, text] = Object.entries(setting.default).filter(([version]) => isSince(release.version, version)).pop() ?? [];
  return text;
}

/** Whether one release is another one, or newer. */
export function isSince(version: string, since: string): boolean {
  return position(version) >= position(since);
}

/** Whether the program of a release reads a setting. */
export function isRead(setting: Pick<Setting, 'since' | 'until'>, release: PeerPodsReleaseFacts): boolean {
  return unreadBy(setting, release) === undefined;
}

/** What to do where the program does not read a setting. */
function unreadBy({ since, until }: Pick<Setting, 'since' | 'until'>, release: PeerPodsReleaseFacts): string | undefined {
  if (since && position(release.version) < position(since)) return `Take the release ${since} or a newer one, or leave it out.`;
  if (until && position(release.version) > position(until)) return `Leave it out; ${until} is the last release that reads it.`;
  return undefined;
}

const position = (version: string) => PEER_PODS_RELEASES.findIndex((one) => one.version === version);

/** A "false" is written only where it says something: some programs take any text for true. */
function isWritten(setting: Setting, value: unknown, release: PeerPodsReleaseFacts): boolean {
  return value !== false || defaultOf(setting, release) === 'true';
}

function allowedBy({ kind, format, oneOf }: Setting): string {
  if (oneOf) return oneOf.join(', ');
  if (format) return kind === 'strings' || kind === 'addresses' ? `a list, each of it ${format.rule}` : format.rule;
  return ALLOWED[kind];
}

function checkedText(value: unknown, { format, oneOf }: Setting): Read {
  if (typeof value !== 'string') return wrong(format?.rule ?? ALLOWED.string, `It is of the type ${value === null ? 'null' : typeof value}.`);
  if (oneOf && !oneOf.includes(value)) return wrong(oneOf.join(', '), 'Take one of them.');
  if (format && !format.pattern.test(value)) return wrong(format.rule, 'Correct it.');
  if (!value) return wrong('a string that is not empty', 'Leave it out for the default.');
  return { text: value };
}

function number(value: unknown, { kind, min, max }: Setting, isNumber: boolean): Read {
  const range = [...(min === undefined ? [] : [`at least ${min}`]), ...(max === undefined ? [] : [`at most ${max}`])].join(', ');
  if (typeof value !== 'number' || !isNumber || value < (min ?? -Infinity) || value > (max ?? Infinity)) {
    return wrong(range ? `${ALLOWED[kind]}, ${range}` : ALLOWED[kind], typeof value === 'string' ? 'Give a number, not a string.' : 'Correct it.');
  }
  return { text: String(value) };
}

function texts(value: unknown, setting: Setting): Read {
  if (!Array.isArray(value)) return wrong(allowedBy(setting), `It is of the type ${value === null ? 'null' : typeof value}.`);
  if (setting.required && !value.length) return wrong(allowedBy(setting), 'Name at least one.');
  for (const [index, one] of value.entries()) {
    const read = checkedText(one, setting);
    if ('allowed' in read) return wrong(read.allowed, read.repair, `[${index}]`, one);
    if (/,|^\s|\s$/.test(read.text)) {
      return wrong('a string without commas, and without whitespace at its ends', 'Give each as an item of its own.', `[${index}]`, one);
    }
  }
  return { text: value.join(',') };
}

/** Ranges are written out: not every release finds the addresses in them. */
function addresses(value: unknown, setting: Setting): Read {
  const read = texts(value, setting);
  if ('allowed' in read) return read;
  const ranges = (value as string[]).map(ipRange);
  // The provider reports ranges that are empty or too long.
  return { text: ranges.every(({ count }) => count <= (setting.max ?? 65536)) ? [...new Set(ranges.flatMap((one) => one.addresses()))].join(',') : '' };
}

function tags(value: unknown): Read {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return wrong(ALLOWED.tags, 'Write tags as a map, not as key=value.');
  }
  for (const [key, text] of Object.entries(value)) {
    if (!key || /[,=]|^\s|\s$/.test(key)) {
      return wrong('names without "," and "=", and without whitespace at their ends', 'Rename the tag.', `[\"${key}\"]`, key);
    }
    if (typeof text !== 'string' || /,|^\s|\s$/.test(text)) {
      return wrong('strings without ",", and without whitespace at their ends', 'The adaptor splits tags at commas.', `["${key}"]`, text);
    }
  }
  return { text: Object.entries(sortedMap(value as Record<string, string>)).map((pair) => pair.join('=')).join(',') };
}

function size(value: unknown, { kind, min = 0 }: Setting, unit: 'GiB' | 'MiB'): Read {
  const rule = `${ALLOWED[kind]}, at least ${min}`;
  if (!isSize(value)) return wrong(rule, `It is ${show(value)}. Give Size.${unit === 'GiB' ? 'gibibytes' : 'mebibytes'}(...).`);
  const amount = kibibytesOf(value) / (unit === 'GiB' ? 1024 ** 2 : 1024);
  return Number.isInteger(amount) && amount >= min ? { text: String(amount) } : wrong(rule, `It is ${amount} ${unit}.`);
}

/** As Go reads durations. */
function goDuration(milliseconds: number): string {
  return milliseconds % 1000 ? `${milliseconds}ms` : `${milliseconds / 1000}s`;
}
