/*
 * What messages may print of a value that a caller gave. Everything that prints one goes through this file: only what is short,
 * plain and does not look like a secret is printed, and nothing that stands in a place for secrets.
 */

/** Stands in messages for a value that is not printed. */
export const NOT_PRINTED = 'a value that is not printed here';

/** Stands in paths for a key that is not printed, and in lines of the CLI for a value. */
export const HIDDEN = '(hidden)';

const LONGEST = 80;

/** Words that name a secret, wherever they stand in a path: `users[0].password.x`. */
const SECRET_WORDS = /^(pass|passwords?|passwds?|passphrases?|pwd|pw|tokens?|secrets?|credentials?|creds|jwt|bearer|apikeys?|kubeconfig)$/;

/** Words that name a secret as the last part of a path alone: `authentication.enabled` is none. */
const SECRET_ENDS = /^(auth|authentication|authorization|keys?|certs?|certificates?|pem|private|pin)$/;

/** `key` of these is a label or a taint. */
const LABELLED = /(tolerations?|taints?|matchexpressions|matchfields|expressions?|terms?)(\[\d+\])?\.key$/i;

/** Whether a path leads to where a secret stands, or may stand by mistake. */
export function isSecretPlace(path: string): boolean {
  if (LABELLED.test(path)) return false;
  const words = wordsOf(path);
  const last = wordsOf(path.replace(/(\[\d+\])+$/, '').split('.').pop() ?? '');
  return words.some((word) => SECRET_WORDS.test(word)) || last.some((word) => SECRET_ENDS.test(word));
}

const wordsOf = (text: string) => text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/);

/** Tokens of well-known services. */
const SERVICE_TOKEN = /\b(AKIA|ASIA)[A-Z0-9]{12,}|\bgh[opsur]_\w+|\bglpat-\w+|\bxox[a-z]-\w+|\bsk-\w{8,}|\bhvs\.\w+|AGE-SECRET-KEY/;

/** Forms that secrets have, and little else: keys, certificates, JSON Web Tokens, and tokens of well-known services. */
const SECRET_FORMS = [
  /-----BEGIN /,
  /\bssh-(rsa|dss|ed25519)\b|\becdsa-sha2-/,
  /\beyJ[\w-]{4,}/,
  SERVICE_TOKEN,
  /(pass\w*|\bpw|pwd|token|secret|cred(entials|ential|s)?|auth\w*|api[-_]?key|private[-_]?key)["']?[ \t]*[:=][ \t]*(?!(true|false|null)\b)\S/i,
  /\b(bearer|basic)\s+\S{6,}/i,
];

/** Whether a text contains a credential: a private key, a token of a well-known service, or a URL with a password. */
export function holdsCredential(text: string): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) || SERVICE_TOKEN.test(text) || /:\/\/[^\s/@:$]+:[^\s/@$]+@/.test(text);
}

/** Whether a text looks like a secret by its form alone: a key, a certificate, a token, or an address with a password. */
export function isSecretForm(text: string): boolean {
  return SECRET_FORMS.some((form) => form.test(text)) || /:\/\/[^\s/@]*:[^\s/@]*@/.test(text);
}

/** Whether a text looks like a secret, or like an address with one. A name of few small words and numbers does not. */
export function looksSecret(text: string): boolean {
  return looksSecretKey(text) || (/[0-9]/.test(text) && /passw|pwd|s3cr|secret|token|credential|hunter/i.test(text));
}

/** The same for a key of a map: those of charts and of manifests have the names of secrets in them. */
export function looksSecretKey(given: string): boolean {
  if (given.length > LONGEST_LOOKED_AT) return true;
  const text = given.replace(DIGEST, '');
  return /[\r\n][^]/.test(text) || SECRET_FORMS.some((form) => form.test(text)) || hasCredentials(text)
    || (text.match(/[A-Za-z0-9]{6,}/g) ?? []).some(isMixed) || isStrong(text);
}

/** What is longer is printed nowhere; to look at all of it takes time. */
const LONGEST_LOOKED_AT = 1000;

/** An image's digest is no secret, and its "@" separates nothing that is. */
const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** Whether a text has what stands before a host or after a path: a user with a password, or a query. */
const hasCredentials = (text: string) => /\S@\S|[:/]\S*[?#]\S|%40/.test(text) || hasPasswordInUrl(text);

/** A colon after the host that begins no port. */
const hasPasswordInUrl = (url: string) => /:\/\/[^/]*:(?!\d*(\/|$))/.test(url.replace(/\[[0-9a-f:.]+\]/i, 'ipv6'));

/** Whether an address, well written or not, has a part in which people put passwords. */
export function mayHoldSecret(address: string): boolean {
  return /[@?#]|%40/.test(address) || hasPasswordInUrl(address);
}

/** Names in camel case such as `k8sDistribution` and `VersionTLS13`, and quantities such as `1023Mi`. */
const NAME = /^([a-z]+[0-9]{0,2}[a-z]*)?([A-Z]+[a-z]*)*[0-9]{0,2}$|^[0-9]+[A-Za-z]{1,2}$/;

/** Names with digits in them that stand inside of others: `MicroK8s`, `defaultShimS390x`. */
const NAMES_WITH_DIGITS = /k8s|s390x|ppc64le/gi;

/** Whether it is words in camel case: `runAsNonRoot`. They have three letters or more on average; random letters have fewer. */
function isCamelCase(word: string): boolean {
  const words = word.match(/[A-Z]?[a-z]+/g) ?? [];
  return words.join('') === word && words.every((one) => one.length > 1) && word.length >= 3 * words.length;
}

/** Small and big letters and digits in one word, or letters and digits in turns, or big and small letters in turns. */
function isMixed(given: string): boolean {
  const word = given.replace(NAMES_WITH_DIGITS, '');
  if (isCamelCase(word)) return false;
  if (/[a-z]/.test(word) && /[A-Z]/.test(word) && /[0-9]/.test(word) && !NAME.test(word)) return true;
  if (word.length < 12) return false;
  const turns = (word.match(/[a-zA-Z](?=[0-9])|[0-9](?=[a-zA-Z])/g) ?? []).length;
  const cases = (word.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g) ?? []).length;
  return (turns >= 3 && word.length >= 16) || cases / word.length > 0.4;
}

/** What people make of words where a password must have letters, digits and marks. */
const isStrong = (text: string) => text.split(/\s+/)
  .some((word) => word.length >= 6 && /[A-Za-z]/.test(word) && /[0-9]/.test(word) && /[!$%^&*~`|\\<>;]/.test(word));

/**
 * How a value is named in messages.
 *
 * @param place the path that it stands at: what stands in a place for secrets is not printed, whatever it looks like
 */
export function show(value: unknown, place = ''): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  switch (typeof value) {
    case 'object': return Array.isArray(value) ? (value.length ? 'a list' : 'an empty list') : 'an object';
    case 'function':
    case 'symbol': return `a ${typeof value}`;
    case 'boolean': return String(value);
  }
  if (value === '') return '""';
  if (isSecretPlace(place)) return NOT_PRINTED;
  if (typeof value !== 'string') return String(value).length > 20 ? `a ${typeof value}` : String(value); // JSON has no NaN and no bigint
  if (looksSecret(value)) return NOT_PRINTED;
  return value.length > LONGEST ? `a string of ${value.length} characters` : quoted(value);
}

/** A text in quotes, with escapes for what terminals obey, hide or turn around. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, escaped);
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A key as it stands in a path. */
export function showKey(key: string): string {
  return key.length > LONGEST || looksSecretKey(key) ? HIDDEN : quoted(key).slice(1, -1);
}

/** The key that `showKey` printed. */
export function readKey(shown: string): string {
  try {
    return JSON.parse(`"${shown}"`) as string;
  } catch {
    return shown; // a key that looks like a path, and was printed in parts
  }
}

/**
 * A path as messages print it. Its keys are the caller's, where they stand in brackets and quotes, such as
 * `podLabels["example.com/x"]`, and where they are no names.
 */
export function showPath(path: string): string {
  const shown = path.replace(/\["(.*?)"\](?=[.[]|$)/gs, (_, key: string) => `["${showKey(key)}"]`);
  const names = /^((\w|-|\["[^"]*"\]|\[\d+\])+(\.|$))*/.exec(shown)![0];
  return looksSecretKey(shown.slice(names.length)) ? `${names}${HIDDEN}` : shown;
}

/**
 * The last look at a whole message: takes out what has the form of a secret, whoever put it there.
 *
 * @param message one line, or several
 */
export function redact(message: string): string {
  return message
    .replace(/-----BEGIN [^-]*-----([^"\n]*?-----END [^-]*-----|[\s\\nA-Za-z0-9+/=]{20,}(-----END [^-]*-----)?)/g, HIDDEN)
    .replace(/\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/"'@]*@/gi, `$1${HIDDEN}@`)
    .replace(/([?&][^\s=&"']*(?:token|sig|signature|pass\w*|pwd|secret|key|auth|credentials?)=)[^\s&"']+/gi, `$1${HIDDEN}`)
    .replace(/\beyJ[\w-]{8,}(\.[\w-]+)*/g, HIDDEN);
}

/** What another program says, without what it quotes. */
export function withoutQuotes(message: string): string {
  return redact(message).replace(/"[^"]*"|`[^`]*`|(?<!\w)'[^']*'/g, HIDDEN);
}

/** The name of a file, unless it is something else that stands in its place. */
export function showFile(name: string): string {
  const isPath = /[./\\]/.test(name) && !/[\r\n]|:\/\/[^/]*@|:\/\/.*[?#]/.test(name) && !SECRET_FORMS.some((form) => form.test(name));
  return isPath ? quoted(name).slice(1, -1) : showKey(name);
}
