import { error, formatPath, Path, Finding } from './findings';
import { MAX_GAPS, MAX_INDEX, MAX_SET_LEVELS, MAX_SET_VALUES } from './limits';
import { afterBlanks, readJson } from './set-json';
import { isMap, Values } from './tree';
import { lookup, put } from '../../common/private/free-keys';
import { looksSecretKey } from '../../common/private/redact';

/**
 * The options of Helm that set single values: by text that may be a number or a boolean, by text, by JSON, by the name of a file
 * that holds the text, and by text up to the end in which no character has a meaning.
 */
export type SetOption = '--set' | '--set-string' | '--set-json' | '--set-file' | '--set-literal';

/** The text of a file, or why it cannot be read. */
export type FileReader = (name: string) => { readonly text: string } | { readonly refusal: string };

/** What all expressions of a command did together. */
export class SetTally {
  /** The paths of the values that were set, as `formatPath` prints them. */
  public readonly places = new Set<string>();

  /** The paths of what was set after a comma, and of what is around it. */
  public readonly afterComma = new Set<string>();

  /** What JSON set, in its order. */
  public readonly json: { readonly path: Path; readonly value: unknown }[] = [];

  private values = 0;
  private gaps = 0;

  /** Maps that are not empty: to ask a large one for its keys takes long. */
  private readonly full = new WeakSet<Values>();

  /** @param readFile for `--set-file` */
  constructor(public readonly readFile: FileReader = () => ({ refusal: 'cannot be read here' })) {}

  public filled(map: Values): void {
    this.full.add(map);
  }

  public isFilled(map: Values): boolean {
    if (!this.full.has(map) && Object.keys(map).length > 0) {
      this.full.add(map);
    }
    return this.full.has(map);
  }

  public value(path: Path, first: boolean): void {
    this.places.add(formatPath(path));
    if (!first) path.forEach((_, index) => this.afterComma.add(formatPath(path.slice(0, index + 1))));
    if (++this.values > MAX_SET_VALUES) {
      throw new SetError(`more than ${MAX_SET_VALUES} values are set; put them into a values file`);
    }
  }

  /** Items of a list that nobody sets, in front of one that is set. */
  public gap(items: number): void {
    this.gaps += Math.max(0, items);
    if (this.gaps > MAX_GAPS) {
      throw new SetError(`more than ${MAX_GAPS} items of lists are left empty; set the items in front first`);
    }
  }
}

/**
 * Sets values in place by an expression such as `a.b=c,list[0].name=x,names={x,y}`. This follows Helm's parser (strvals) step by
 * step, with its oddities, as `a={}` (a list of one empty string).
 *
 * @param values those that files gave, and earlier expressions; after a problem they are changed in part
 */
export function setValues(values: Values, expression: string, option: SetOption = '--set', tally = new SetTally()): Finding[] {
  try {
    new SetParser(expression, option, tally).parse(values);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof SetError)) throw thrown;
    const shown = quote(expression);
    // Without a plain key, what was taken for a file may be part of a value.
    const why = shown === undefined && thrown instanceof FileError ? 'its file cannot be read; write key=FILE' : thrown.message;
    return [error(option, `cannot read ${shown ?? 'the expression'}: ${why}`)];
  }
}

class SetError extends Error {}

class FileError extends SetError {}

/** The value is not printed: it may be a password. Without a "=" where it should be, nothing tells where the value begins. */
function quote(expression: string): string | undefined {
  const [key] = /^[A-Za-z0-9_.[\]-]*/.exec(expression)!;
  const shown = key.replace(/\[(?!-?\d+\])[^\]]*/g, '[...');
  return expression[key.length] === '=' && !looksSecretKey(key) ? `"${shown}=..."` : undefined;
}

/** `done`: the expression ends here. */
type Progress = 'more' | 'done';

class SetParser {
  private readonly input: string[];
  private position = 0;
  private assigned = 0;

  constructor(expression: string, private readonly option: SetOption, private readonly tally: SetTally) {
    this.input = Array.from(expression);
  }

  public parse(values: Values): void {
    while (this.key(values, []) === 'more');
  }

  private key(map: Values, above: Path): Progress {
    const { text: name, stop } = this.until(this.option === '--set-literal' ? '=[.' : '=[,.');
    switch (stop) {
      case undefined:
        if (name === '') {
          return 'done';
        }
        throw new SetError('a key has no value; write key=value, or "\\," for a comma in a value');
      case '[':
        return this.list(map, name, [...above, name]);
      case '=': {
        const value = this.value([...above, name]);
        this.tally.value([...above, name], this.assigned === 1);
        this.set(map, name, value === undefined ? '' : value);
        return value === undefined ? 'done' : 'more';
      }
      case ',':
        throw new SetError('a key has no value before the ","; write key=value, or "\\," for a comma in a value');
      default: { // '.'
        const path = this.deeper(above, name);
        const inner = lookup(map, name) === undefined ? {} : map[name];
        if (!isMap(inner)) {
          throw new SetError(`${this.named(name)} is ${kind(inner)} in the values below, so it has no keys; set it as a whole`);
        }
        const progress = this.key(inner, path);
        if (this.tally.isFilled(inner)) this.set(map, name, inner);
        return progress;
      }
    }
  }

  private deeper(path: Path, segment: string | number): Path {
    if (path.length >= MAX_SET_LEVELS) {
      throw new SetError(`the key has more than ${MAX_SET_LEVELS} levels`);
    }
    return [...path, segment];
  }

  private list(map: Values, name: string, path: Path): Progress {
    const index = this.index();
    const list = lookup(map, name) === undefined ? [] : map[name];
    if (!Array.isArray(list)) {
      throw new SetError(`${this.named(name)} is ${kind(list)} in the values below, not a list; set it as a whole`);
    }
    const progress = this.item(list, index, path);
    this.set(map, name, list);
    return progress;
  }

  /** What follows `name[index]`; changes the list in place. */
  private item(list: unknown[], index: number, above: Path): Progress {
    const { text, stop } = this.until('[.=');
    if (text !== '') {
      throw new SetError(`unexpected text after [${index}]; allowed: "=", "." or "["`);
    }
    switch (stop) {
      case undefined:
        return 'done';
      case '=': {
        const value = this.value([...above, index]);
        this.tally.value([...above, index], this.assigned === 1);
        this.setItem(list, index, value === undefined ? '' : value);
        return 'more';
      }
      case '[': {
        const next = this.index();
        const inner = list[index] ?? [];
        if (!Array.isArray(inner)) {
          throw new SetError(`the item [${index}] is ${kind(inner)} in the values below, not a list`);
        }
        const progress = this.item(inner, next, this.deeper(above, index));
        if (progress === 'more') {
          this.setItem(list, index, inner);
        }
        return progress;
      }
      default: { // '.'
        const existing = list[index];
        const inner: Values = isMap(existing) ? existing : {};
        if (list.length > index) {
          list[index] = inner;
        }
        const progress = this.key(inner, this.deeper(above, index));
        if (progress === 'more') {
          this.setItem(list, index, inner);
        }
        return progress;
      }
    }
  }

  private index(): number {
    const { text, stop } = this.until(']');
    if (stop === undefined) {
      throw new SetError('a "[" has no "]"');
    }
    if (!/^[-+]?[0-9]+$/.test(text)) {
      throw new SetError('the index between "[" and "]" is not a whole number');
    }
    const index = Number(text);
    if (index < 0 || index > MAX_INDEX) {
      throw new SetError(`the index [${text}] is out of range; allowed: 0 to ${MAX_INDEX}`);
    }
    return index;
  }

  /** After an unescaped comma in a value, what looks like a key may be the rest of a password, as may what is no plain word. */
  private named(key: string): string {
    return this.assigned > 0 || !/^[A-Za-z0-9_-]+$/.test(key) || looksSecretKey(key) ? 'a key' : `the key ${key}`;
  }

  /** The value after `=`; undefined if the expression ends there. */
  private value(path: Path): unknown {
    this.assigned++;
    if (this.option === '--set-json') {
      const value = this.json();
      this.tally.json.push({ path, value });
      return value;
    }
    if (this.option === '--set-literal') {
      return this.until('').text;
    }
    if (this.position >= this.input.length) {
      return undefined;
    }
    if (this.input[this.position] !== '{') {
      return this.typed(this.until(',').text);
    }
    this.position++;
    const items: unknown[] = [];
    for (;;) {
      const { text, stop } = this.until(',}');
      if (stop === undefined) {
        throw new SetError('a list that starts with "{" must end with "}"');
      }
      items.push(this.typed(text));
      if (stop === '}') {
        this.position += this.input[this.position] === ',' ? 1 : 0;
        return items;
      }
    }
  }

  /** A value of JSON, and the comma behind it. Nothing at all is null. */
  private json(): unknown {
    this.position = afterBlanks(this.input, this.position);
    if (this.position === this.input.length || this.input[this.position] === ',') {
      this.position++;
      return null;
    }
    const read = readJson(this.input, this.position);
    if ('refusal' in read) throw new SetError(read.refusal);
    const comma = afterBlanks(this.input, read.end);
    this.position = this.input[comma] === ',' ? comma + 1 : comma;
    return read.value;
  }

  private typed(text: string): unknown {
    if (this.option === '--set-string') {
      return text;
    }
    if (this.option === '--set-file') {
      const file = this.tally.readFile(text);
      if ('refusal' in file) throw new FileError(file.refusal);
      return file.text;
    }
    switch (text.toLowerCase()) {
      case 'true': return true;
      case 'false': return false;
      case 'null': return null;
      case '0': return 0;
    }
    // A leading zero makes it text (a mode such as 0755 survives), and so does a fraction or an exponent.
    if (!/^[-+]?[0-9]+$/.test(text) || text.startsWith('0')) {
      return text;
    }
    const whole = BigInt(text.replace('+', ''));
    if (BigInt.asIntN(64, whole) !== whole) {
      return text; // does not fit into Helm's integers either
    }
    if (!Number.isSafeInteger(Number(whole))) {
      throw new SetError('the integer has more than 15 digits; use --set-string to set it as a string');
    }
    return Number(whole);
  }

  /** Reads up to one of the stop marks and past it. A backslash takes its mark's meaning from a character. */
  private until(stops: string): { text: string; stop?: string } {
    let text = '';
    while (this.position < this.input.length) {
      const character = this.input[this.position++];
      if (stops.includes(character)) {
        return { text, stop: character };
      }
      if (character !== '\\' || this.option === '--set-literal') {
        text += character;
      } else if (this.position < this.input.length) {
        text += this.input[this.position++];
      }
    }
    return { text };
  }

  /** Helm ignores a value whose key is empty: that of `.image.tag=x`, as other programs write it. */
  private set(map: Values, key: string, value: unknown): void {
    if (key === '') throw new SetError('a key is empty, and Helm would ignore its value; write a.b=value, or "\\." for a dot in a key');
    put(map, key, value);
    this.tally.filled(map);
  }

  private setItem(list: unknown[], index: number, value: unknown): void {
    this.tally.gap(index - list.length);
    while (list.length < index) {
      list.push(null);
    }
    list[index] = value;
  }
}

function kind(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : isMap(value) ? 'a map' : 'a single value';
}
