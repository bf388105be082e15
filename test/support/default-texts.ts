import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import * as coco from 'cdk8s-coco';
import { PercentOrAbsolute } from 'cdk8s-plus-28';

const SOURCES = join(__dirname, '..', '..', 'src');

/** What the text of a default may name. */
const library = { ...coco, Duration, PercentOrAbsolute, Size };

/** What the doc comment of a prop says of its default. */
export interface DefaultText {
  /** Interface and prop: `KataRuntimeProps.debug`. */
  readonly prop: string;
  /** The text after `@default`. */
  readonly text: string;
  /** Whether it is a value, and not a sentence. */
  readonly literal: boolean;
}

/** The `@default` of every optional prop in the public files of a room. */
export function defaultTexts(room: string): DefaultText[] {
  return readdirSync(join(SOURCES, room)).filter((file) => file.endsWith('.ts')).flatMap((file) => inFile(join(SOURCES, room, file)));
}

/** The value that a literal stands for. */
export function valueOf(text: string): unknown {
  return new Function(...Object.keys(library), `return (${text});`)(...Object.values(library));
}

function inFile(path: string): DefaultText[] {
  const source = readFileSync(path, 'utf8');
  return [...source.matchAll(/^export interface (\w+)[^{]*\{\n([^]*?)^\}/gm)].flatMap(([, name, body]) => (
    [...body.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*readonly (\w+)\?:/g)].map(([, comment, prop]) => {
      const text = /@default (.*)/.exec(comment)?.[1].trim() ?? '';
      return { prop: `${name}.${prop}`, text, literal: text !== '' && !text.startsWith('- ') };
    })));
}
