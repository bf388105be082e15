import { Alias, Document, isAlias, isCollection, isMap, isPair, isScalar, isSeq, Node, Scalar, visit, YAMLMap } from 'yaml';
import { error, formatPath, Path, Finding, shownPath, warning } from './findings';
import { MAX_ALIASED_CHARACTERS, MAX_ALIASED_VALUES, MAX_LEVELS } from './limits';
import { goKeyText, goNumberText } from './number-text';
import { readPlain, readTagged, Scalar as Read } from './scalar';
import { numericLeaves } from './sources';
import { Values } from './tree';
import { has, put } from '../../common/private/free-keys';
import { show, showKey } from '../../common/private/redact';
import { hasUnpairedSurrogate } from '../../common/private/yaml/scalars';

/** A YAML document as data. */
export interface Converted {
  readonly value: unknown;
  readonly problems: Finding[];
  readonly sources: Map<string, string>;
}

/**
 * Turns the nodes of a YAML document into data as Helm's YAML library does.
 *
 * @param place prints the place of an offset in the file
 */
export function convertDocument(document: Document.Parsed, place: (offset: number) => string): Converted {
  const converter = new Converter(document, place);
  const value = converter.convert(document.contents, []);
  const numbers = numericLeaves(value);
  for (const path of converter.sources.keys()) {
    if (!numbers.has(path)) {
      converter.sources.delete(path); // came in by a merge key and was replaced
    }
  }
  return { value, problems: converter.problems, sources: converter.sources };
}

class Converter {
  public readonly problems: Finding[] = [];
  public readonly sources = new Map<string, string>();

  private readonly targets: Map<Alias, Node>;
  private readonly open = new Set<Alias>();
  private level = 0;
  private aliasedValues = 0;
  private aliasedCharacters = 0;
  private exhausted = false;

  constructor(document: Document.Parsed, private readonly place: (offset: number) => string) {
    this.targets = aliasTargets(document);
  }

  public convert(node: unknown, path: Path): unknown {
    if (this.tooManyAliases(node) || this.tooDeep(node)) {
      return null;
    }
    this.level++;
    const value = this.value(node, path);
    this.level--;
    return value;
  }

  private value(node: unknown, path: Path): unknown {
    if (isAlias(node)) {
      return this.follow(node, path);
    }
    if (isMap(node)) {
      return this.map(node, path);
    }
    if (isSeq(node)) {
      return node.items.map((item, index) => this.convert(item, [...path, index]));
    }
    return isScalar(node) ? this.scalar(node, path) : null;
  }

  private map(node: YAMLMap, path: Path): Values {
    const values: Values = {};
    const firstLines = new Map<string, string>();
    for (const pair of node.items) {
      if (isMergeKey(pair.key)) {
        this.merge(pair.value, values, firstLines, path, pair.key);
        continue;
      }
      const key = this.key(pair.key);
      if (key === undefined) {
        continue;
      }
      const place = this.placeOf(pair.key);
      const first = firstLines.get(key);
      if (first !== undefined) {
        this.problems.push(error(place, `the key ${shownPath([...path, key])} appears twice (first on line ${first}), `
          + 'and Helm would silently take the last; keep one of them'));
      }
      firstLines.set(key, first ?? lineOf(place));
      put(values, key, this.convert(pair.value, [...path, key]));
    }
    return values;
  }

  /** `<<: *defaults`. Helm's library applies it where it stands, so it overrides what stands above it. */
  private merge(source: unknown, values: Values, explicit: Map<string, string>, path: Path, key: unknown): void {
    const nodes = isSeq(source) ? [...source.items].reverse() : [source]; // the first of a list wins
    for (const node of nodes) {
      const target = isAlias(node) ? this.targets.get(node) ?? node : node;
      if (!isMap(target) && !isAlias(target)) {
        this.problems.push(error(this.placeOf(node ?? key), 'the merge key << needs a map or a list of maps, such as <<: *name'));
        continue;
      }
      const merged = this.convert(node, path) as Values | null;
      for (const [name, value] of Object.entries(merged ?? {})) {
        if (explicit.has(name) && has(values, name)) {
          this.problems.push(warning(this.placeOf(key), `the merge key << overrides ${shownPath([...path, name])} `
            + `of line ${explicit.get(name)}, as it stands below it; move << to the top of its map`));
        }
        put(values, name, value);
      }
    }
  }

  private key(node: unknown): string | undefined {
    const target = isAlias(node) ? this.targets.get(node) : node;
    if (this.tooManyAliases(target)) {
      return undefined;
    }
    if (!isScalar(target)) {
      this.problems.push(error(this.placeOf(node), 'a list or a map is used as a key; allowed: a string'));
      return undefined;
    }
    const text = String(target.value ?? '');
    const { value, whole } = this.read(target) ?? { value: text };
    if (value === null) {
      this.problems.push(error(this.placeOf(node), 'a key is missing before the ":", or it is null; quote it if it is a string'));
      return undefined;
    }
    if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER && Number.isFinite(value)) {
      this.problems.push(error(this.placeOf(node), `the key ${show(text)} has too many digits for a number; quote it`));
      return undefined;
    }
    const name = typeof value === 'number' && !whole ? goKeyText(value) : String(value);
    if (name !== text) {
      this.problems.push(warning(this.placeOf(node), `YAML reads the key ${show(text)} as ${showKey(name)}; quote it to keep it`));
    }
    return name;
  }

  private scalar(node: Scalar, path: Path): string | number | boolean | null {
    const read = this.read(node);
    if (read === undefined) {
      return null;
    }
    const name = formatPath(path);
    this.sources.delete(name);
    const { value, whole } = read;
    if (typeof value !== 'number') {
      return value;
    }
    const text = String(node.value);
    if (!Number.isFinite(value)) {
      this.problems.push(error(this.placeOf(node), `${shownPath(path)} is ${text}, which Helm cannot carry; quote it if it is a string`));
    } else if ((whole || /^[-+]?[0-9_]+$/.test(text)) && !Number.isSafeInteger(value)) {
      this.problems.push(error(this.placeOf(node), `${shownPath(path)} is a whole number with more digits than Helm keeps; quote it`));
    } else if (goNumberText(value) !== text) {
      this.sources.set(name, text);
    }
    return value;
  }

  private read(node: Scalar): Read | undefined {
    const text = String(node.value ?? '');
    if (hasUnpairedSurrogate(text)) {
      this.problems.push(error(this.placeOf(node), 'an escape such as "\\ud800" is half of a character; write the character itself'));
    }
    if (node.tag === undefined) {
      return node.type === 'PLAIN' || node.type === undefined ? readPlain(text) : { value: text };
    }
    const read = readTagged(node.tag, text);
    if (read === undefined) {
      const tag = node.tag.replace(/^tag:yaml\.org,2002:/, '!!');
      this.problems.push(error(this.placeOf(node), `the value is not what its tag ${tag} says; remove the tag`));
    }
    return read;
  }

  private follow(alias: Alias, path: Path): unknown {
    const target = this.targets.get(alias);
    if (target === undefined) {
      this.problems.push(error(this.placeOf(alias), 'an alias (*name) has no anchor (&name) above it; quote it if it is a string'));
      return null;
    }
    if (this.open.has(alias)) {
      this.problems.push(error(this.placeOf(alias), 'an anchor (&name) contains itself by an alias (*name); write the value out'));
      return null;
    }
    this.open.add(alias);
    const value = this.convert(target, path);
    this.open.delete(alias);
    return value;
  }

  /** A few lines of aliases can unfold to more than any machine holds. */
  private tooManyAliases(node: unknown): boolean {
    if (this.open.size > 0) {
      this.aliasedValues++;
      this.aliasedCharacters += isScalar(node) ? String(node.value ?? '').length : 0;
    }
    const tooMany = this.aliasedValues > MAX_ALIASED_VALUES || this.aliasedCharacters > MAX_ALIASED_CHARACTERS;
    return tooMany ? this.giveUp('the aliases (*name) unfold to far more values than the file holds; write them out') : this.exhausted;
  }

  private tooDeep(node: unknown): boolean {
    return this.level > MAX_LEVELS ? this.giveUp(`the maps, lists and aliases are nested too deeply; allowed: ${MAX_LEVELS} levels`, node) : false;
  }

  /** Reports a problem after which the rest of the file is not looked at. */
  private giveUp(message: string, node?: unknown): true {
    if (!this.exhausted) {
      this.problems.push(error(this.placeOf(node), message));
      this.exhausted = true;
    }
    return true;
  }

  private placeOf(node: unknown): string {
    return this.place((node as Node | null)?.range?.[0] ?? 0);
  }
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && (key.type === 'PLAIN' || key.tag === 'tag:yaml.org,2002:merge');
}

function lineOf(place: string): string {
  return place.split(':').slice(-2)[0];
}

/** An alias means the last anchor of its name that stands above it. */
function aliasTargets(document: Document.Parsed): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, (_, node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) {
        targets.set(node, target);
      }
    } else if (!isPair(node) && (isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
      anchors.set(node.anchor, node);
    }
  });
  return targets;
}
