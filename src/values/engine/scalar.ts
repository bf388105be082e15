/** What a scalar of a values file means to Helm. */
export interface Scalar {
  readonly value: string | number | boolean | null;

  /** The scalar is an integer to Helm's YAML library; `1e3` and `1.0` are not. */
  readonly whole?: boolean;
}

const BOOLEANS = new Map<string, boolean>();
for (const [value, words] of [[true, 'y yes true on'], [false, 'n no false off']] as const) {
  for (const word of words.split(' ')) {
    const capital = word[0].toUpperCase() + word.slice(1);
    [word, capital, word.toUpperCase()].forEach((form) => BOOLEANS.set(form, value));
  }
}
const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const NOT_FINITE = new Map([
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((form) => [form, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((form) => [form, -Infinity] as const),
  ...['.nan', '.NaN', '.NAN'].map((form) => [form, NaN] as const),
]);

/**
 * Reads an unquoted scalar as Helm's YAML library (go-yaml v2) does. That is its own dialect: booleans of YAML 1.1 with
 * `y` and `n`, octal both as `017` and as `0o17`, underscores in numbers, no sexagesimal numbers, dates stay text.
 */
export function readPlain(text: string): Scalar {
  const boolean = BOOLEANS.get(text);
  if (boolean !== undefined) {
    return { value: boolean };
  }
  if (NULLS.has(text)) {
    return { value: null };
  }
  const special = NOT_FINITE.get(text);
  if (special !== undefined) {
    return { value: special };
  }
  return readNumber(text) ?? { value: text };
}

function readNumber(text: string): Scalar | undefined {
  if (/^\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?$/.test(text)) {
    return finite(text.replace(/_/g, ''));
  }
  if (!/^[-+0-9]/.test(text)) {
    return undefined;
  }
  const plain = text.replace(/_/g, '');
  const whole = readWhole(plain);
  if (whole !== undefined) {
    return { value: whole, whole: true };
  }
  // Also what looks octal but is not (`08`), and whole numbers of more than 64 bits.
  return /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain) ? finite(plain) : undefined;
}

/** A number too large for a float64 (`1e400`) stays text. */
function finite(text: string): Scalar | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? { value } : undefined;
}

function readWhole(text: string): number | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
  if (!match) {
    return undefined;
  }
  const [, sign, digits] = match;
  const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  const limit = sign === '' ? 2n ** 64n : 2n ** 63n;
  const fits = magnitude < limit || (sign === '-' && magnitude === limit);
  return fits ? Number(sign === '-' ? -magnitude : magnitude) : undefined;
}

const TAG_PREFIX = 'tag:yaml.org,2002:';

/**
 * Reads a scalar with a tag (`!!int "5"`). Tags of one's own leave the text as it is, as Helm does.
 * Returns undefined if the text is not of the type that the tag names.
 */
export function readTagged(tag: string, text: string): Scalar | undefined {
  const type = tag.startsWith(TAG_PREFIX) ? tag.slice(TAG_PREFIX.length) : undefined;
  const scalar = readPlain(text);
  switch (type) {
    case 'int': return scalar.whole ? scalar : undefined;
    case 'float': return typeof scalar.value === 'number' ? { value: scalar.value } : undefined;
    case 'bool': return typeof scalar.value === 'boolean' ? scalar : undefined;
    case 'null': return scalar.value === null ? scalar : undefined;
    case 'binary': return undefined;
    default: return { value: text };
  }
}
