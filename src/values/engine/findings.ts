import type { Finding } from '../../common/private/finding';
import { HIDDEN, looksSecret, looksSecretKey, redact } from '../../common/private/redact';

export type { Finding };

/** The way from the root of the values to one of them: keys of maps and indexes of lists. */
export type Path = ReadonlyArray<string | number>;

/** A problem that stops the command. */
export function error(path: string, message: string): Finding {
  return { path, message, level: 'error' };
}

/** A value that is of a wrong type, or not among those that are allowed. */
export function wrongValue(place: Path, message: string): Finding {
  return { ...error(formatPath(place), message), place };
}

/** Whether a path is that of a value, or leads to something below it. */
export function isWithin(path: string, value: Path): boolean {
  const top = formatPath(value);
  return path === top || path.startsWith(`${top}.`) || path.startsWith(`${top}[`);
}

/** A problem that the command mentions and survives. */
export function warning(path: string, message: string): Finding {
  return { path, message, level: 'warning' };
}

/** A name that Helm would take, that nothing reads, and that is nearly one that something reads. */
export function misspelling(path: string, message: string): Finding {
  return { ...warning(path, message), isMisspelt: true };
}

/** The line that a user sees: the place, a colon, the message. */
export function problemLine({ path, message }: Finding): string {
  const said = message.slice(0, LONGEST_MESSAGE);
  return redact(path === '' ? said : `${withoutSecrets(path.slice(0, LONGEST_MESSAGE))}: ${said}`);
}

/** Longer ones are cut. */
const LONGEST_MESSAGE = 4000;

/** A path that `formatPath` made, without keys that look like a secret. Names of files stay as they are. */
function withoutSecrets(path: string): string {
  if (!FORMATTED.test(path)) return path;
  return path.replace(STEP, (step) => (looksSecretKey(step.replace(/\\n/g, '\n').replace(/^"|"$/g, '')) ? HIDDEN : step));
}

const STEP = /"(?:\\.|[^"\\])*"|[\w-]+/g;
const FORMATTED = /^(?:(?:"(?:\\.|[^"\\])*"|[\w-]+)?(?:\[\d+\])*(?:\.|$))*$/;

/** A path for people: a key that looks like a secret is not in it. */
export function shownPath(path: Path): string {
  return formatPath(path.map((step) => (typeof step === 'string' && looksSecretKey(step) ? HIDDEN : step)));
}

/** Prints a path: `a.b[0].c`; keys that hold dots or other marks are quoted: `nodeSelector."kubernetes.io/arch"`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') {
      text += `[${segment}]`;
    } else {
      text += (text === '' ? '' : '.') + (/^[A-Za-z0-9_-]+$/.test(segment) || segment === HIDDEN ? segment : JSON.stringify(segment));
    }
  }
  return text;
}

const LONGEST = 60;

/** A value as it is written in YAML, on one line; long texts are cut. */
export function yamlLiteral(value: unknown): string {
  const text = typeof value === 'string' && value.length > LONGEST ? `${value.slice(0, LONGEST)}...` : value;
  return Object.is(text, -0) ? '-0' : JSON.stringify(text) ?? 'null';
}

/** Names a value and its type: `the number 3`, `the string "x"`, `a list`. What is a secret, or looks like one, is `(hidden)`. */
export function describe(value: unknown, secret = false): string {
  if (value === null || value === undefined) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object') {
    return 'a map';
  }
  const type = typeof value;
  return `the ${type} ${secret || (typeof value === 'string' && looksSecret(value)) ? HIDDEN : yamlLiteral(value)}`;
}
