/** What YAML 1.1 takes for a boolean or null, and for the merge key or the default value of a map. */
const WORDS = new Set(['', '~', '=', '<<']);
for (const word of ['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']) {
  [word, word[0].toUpperCase() + word.slice(1), word.toUpperCase()].forEach((form) => WORDS.add(form));
}
const LONGEST_WORD = 'false'.length;

/** Binary, octal and hexadecimal numbers. Go takes upper-case prefixes too, and underscores anywhere. */
const WHOLE = /^[-+]?_*0_*(?:[bB][01_]+|[oO][0-7_]+|[xX][0-9a-fA-F_]+)$/;
/** Decimal and octal numbers, with or without a fraction and an exponent; a dot alone is one too. */
const DECIMAL = /^[-+]?_*(?=[0-9.])(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?(?:[eE]_*[-+]?_*[0-9][0-9_]*)?$/;
/** YAML 1.1 as `yaml` reads it: nothing but an exponent. */
const EXPONENT = /^[-+]?[eE][-+]?[0-9]+$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
/** Base 60: `12:30:45`, `1:30.5`. */
const SEXAGESIMAL = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
/** Dates and times of YAML 1.1 and of Go, which takes a comma for a dot. */
const TIMESTAMP = new RegExp('^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}'
  + '(?:(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:[.,][0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?$');

const NUMBERS = [DECIMAL, WHOLE, NOT_FINITE, SEXAGESIMAL, TIMESTAMP, EXPONENT];

/** Whether a string is one of YAML's words in some version of it. */
export const isReserved = (text: string) => text.length <= LONGEST_WORD && WORDS.has(text);

/**
 * Whether a string that is written without quotes is something else to a reader: a number, a boolean, null, a date, a
 * merge key. Readers are those of Go (sigs.k8s.io/yaml, go-yaml v2 and v3), PyYAML, js-yaml and `yaml`, for YAML 1.1 and 1.2.
 */
export const isMisread = (text: string) => isReserved(text) || (/^[-+.0-9eE]/.test(text) && NUMBERS.some((one) => one.test(text)));
