/** A version, or what a range compares with. */
interface Version {
  readonly numbers: readonly [number, number, number];
  /** Empty for a release. */
  readonly prerelease: string;
}

/** One comparison of a range. */
interface Comparison {
  readonly operator: string;
  readonly version: Version;
  /** How many of the three numbers it gives: `3.x` gives one. */
  readonly given: number;
}

const NUMBERS = String.raw`v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?`;
const OPERATOR = '(=|!=|>=|=>|<=|=<|>|<|~>|~|\\^|)';
const ONE = new RegExp(`${OPERATOR}\\s*${NUMBERS}`, 'g');
const SOME = new RegExp(`^(\\s*${OPERATOR}\\s*${NUMBERS}\\s*)((\\s|,)\\s*${OPERATOR}\\s*${NUMBERS}\\s*)*$`);
const HYPHEN = /(\S+)\s+-\s+(\S+)/g;

/**
 * Whether a version is one of those that Chart.yaml asks for, as Helm compares them.
 *
 * @param range a version, or a range such as `^3.29.0`, `>=3.25 <4` or `3.x || 4.0.x`
 * @returns undefined for a range or a version that Helm cannot read
 * @see https://github.com/Masterminds/semver
 */
export function isInRange(version: string, range: string): boolean | undefined {
  const numbers = /^v?\d+(\.\d+)?(\.\d+)?([-+]|$)/.test(version) ? new RegExp(`^${NUMBERS}$`).exec(version) : null;
  const parts = range.replace(HYPHEN, '>=$1 <=$2 ').split('||');
  if (!numbers || !parts.every((part) => SOME.test(part))) return undefined;
  const one = versionOf(numbers.slice(1));
  return parts.some((part) => {
    const comparisons = [...part.matchAll(ONE)].map(comparisonOf);
    // A pre-release is only taken where the range has one.
    const preReleases = comparisons.some(({ version: { prerelease } }) => prerelease);
    return comparisons.every((comparison) => holds(one, comparison, preReleases));
  });
}

const isNumber = (text: string | undefined) => text !== undefined && /^\d+$/.test(text);

function versionOf([major, minor, patch, prerelease = '']: readonly string[]): Version {
  const given = [major, minor, patch].findIndex((one) => !isNumber(one));
  const number = (text: string, index: number) => (given < 0 || index < given ? Number(text) : 0);
  return { numbers: [number(major, 0), number(minor, 1), number(patch, 2)], prerelease };
}

function comparisonOf([, operator, ...parts]: RegExpMatchArray): Comparison {
  const given = parts.slice(0, 3).findIndex((one) => !isNumber(one));
  return { operator, version: versionOf(parts), given: given < 0 ? 3 : given };
}

function holds(one: Version, { operator, version, given }: Comparison, preReleases: boolean): boolean {
  const order = compare(one, version);
  const sameUpTo = (count: number) => one.numbers.slice(0, count).every((number, index) => number === version.numbers[index]);
  const whole = given === 3;
  const part = given || 3; // an "x" alone is 0.0.0, but to "~"
  if (one.prerelease && !preReleases) return false;
  switch (operator) {
    case '!=': return !sameUpTo(part) || (given !== 1 && one.prerelease !== version.prerelease);
    case '>': return order > 0 && (whole || !given || !sameUpTo(given));
    case '<': return order < 0;
    case '>=':
    case '=>': return order >= 0;
    case '<=':
    case '=<': return order <= 0 || (!whole && sameUpTo(given || 2));
    case '^': return order >= 0 && sameUpTo(Math.min(part, version.numbers.findIndex((number) => number > 0) + 1 || 3));
    case '=':
    case '': return whole ? order === 0 : isNear();
    default: return isNear();
  }
  function isNear() {
    const any = version.numbers.every((number) => number === 0) && given !== 1 && given !== 2;
    return order >= 0 && (any || sameUpTo(Math.min(given, 2)));
  }
}

function compare(a: Version, b: Version): number {
  const index = a.numbers.findIndex((number, at) => number !== b.numbers[at]);
  return index >= 0 ? a.numbers[index] - b.numbers[index] : comparePrereleases(a.prerelease, b.prerelease);
}

/** Numbers come before words, and a release after its pre-releases. */
function comparePrereleases(a: string, b: string): number {
  if (a === b || !a || !b) return a === b ? 0 : a ? -1 : 1;
  const [left, right] = [a.split('.'), b.split('.')];
  const index = left.findIndex((part, at) => part !== right[at]);
  if (index < 0 || right[index] === undefined) return left.length - right.length;
  const [one, other] = [left[index], right[index]];
  if (isNumber(one) && isNumber(other)) return Number(one) - Number(other);
  return isNumber(one) !== isNumber(other) ? (isNumber(one) ? -1 : 1) : one < other ? -1 : 1;
}
