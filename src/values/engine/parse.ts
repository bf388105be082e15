import { Document, isAlias, isMap as isYamlMap, isNode, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml';
import { convertDocument } from './convert';
import { error, Finding, warning } from './findings';
import { syntaxMessage } from './syntax-message';
import { isMap, Values } from './tree';

/** What a values file says. */
export interface ParsedValues {
  /** The values; absent if the file has an error. */
  readonly values?: Values;

  /** Everything that is wrong with the file. Paths are places in it: `values.yaml:3:5`. */
  readonly problems: Finding[];

  /** By path: the text of each number which a template would print in another way, such as 3.20 (prints 3.2). */
  readonly sources: Map<string, string>;

  /** Keys at the top that begin with "_" and hold an anchor: they are there for the aliases to it. */
  readonly anchorKeys: readonly string[];
}

/** Reads a values file as Helm does, but refuses what Helm would silently read in a way that nobody means. */
export function parseValues(text: string, fileName: string): ParsedValues {
  try {
    return parse(text.replace(/^\uFEFF/, '').replace(HEADER, '#$&'), fileName);
  } catch (thrown) {
    if (thrown instanceof RangeError) { // the stack is full
      return failed(error(fileName, 'the maps and lists are nested too deeply'));
    }
    throw thrown;
  }
}

/** The first line of what `helm get values` prints. */
const HEADER = /^(USER-SUPPLIED|COMPUTED) VALUES:(?=\r?\n)/;

function parse(text: string, fileName: string): ParsedValues {
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${fileName}:${line}:${col}`;
  };

  const bad = controlCharacter(text);
  if (bad !== undefined) {
    const before = text.slice(0, bad).split('\n');
    const where = `${fileName}:${before.length}:${before[before.length - 1].length + 1}`;
    const utf16 = text[bad] === '\0' ? '; if it was written by PowerShell, save it as UTF-8' : '; remove it';
    return failed(error(where, `an invisible control character, which YAML does not allow${utf16}`));
  }

  // Every scalar as text: which of them are numbers or booleans is for scalar.ts, which knows Helm's dialect. Keys are
  // checked in convert.ts, which can name both lines.
  const documents = parseAllDocuments(text, {
    version: '1.1',
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
    logLevel: 'silent',
  });
  const contents = Array.isArray(documents) ? documents as Document.Parsed[] : [];
  const [first, ...rest] = contents;
  if (first === undefined) {
    return failed(empty(fileName, text.trim() === '' ? 'empty' : 'only comments'));
  }
  if (first.errors.length > 0) {
    const [cause] = first.errors; // the others mostly follow from it
    return failed(error(place(cause.pos[0]), syntaxMessage(cause, '; Helm would silently ignore the rest')));
  }

  const { value, problems, sources } = convertDocument(first, place);
  const ignored = rest.find((document) => document.errors.length > 0 || !isEmpty(document));
  const source = first.contents?.range ? text.slice(first.contents.range[0], first.contents.range[1]) : '';
  if (value === null && problems.length === 0 && source === 'null') { // as `helm get values` prints for none
    return { values: {}, problems, sources, anchorKeys: [] };
  }
  if (value === null && problems.length === 0) {
    return failed(empty(fileName, ignored ? 'the first document is empty, and Helm reads only the first' : 'empty'));
  }
  if (!isMap(value) && problems.length === 0) {
    const got = Array.isArray(value) ? 'a list' : 'a single value';
    return failed(error(place(first.contents?.range[0] ?? 0), `got ${got}; allowed: a map such as "key: value"`));
  }
  if (ignored) {
    problems.push(warning(
      place(ignored.contents?.range[0] ?? ignored.range[0]),
      'Helm reads only the first YAML document of a file; what follows the first "---" is ignored; move it to a file of its own',
    ));
  }
  const valid = !problems.some((problem) => problem.level === 'error');
  return valid
    ? { values: value as Values, problems, sources, anchorKeys: anchorKeys(first) }
    : { problems, sources: new Map(), anchorKeys: [] };
}

function anchorKeys({ contents }: Document.Parsed): string[] {
  return isYamlMap(contents) ? contents.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : '';
    return /^(_|\.|x-)/.test(name) && hasAnchor(value) ? [name] : [];
  }) : [];
}

function hasAnchor(node: unknown): boolean {
  let found = false;
  if (!isNode(node)) return false;
  visit(node, {
    Node: (_, one) => {
      if (isAlias(one) || one.anchor === undefined) return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function failed(problem: Finding): ParsedValues {
  return { problems: [problem], sources: new Map(), anchorKeys: [] };
}

function empty(fileName: string, what: string): Finding {
  return error(fileName, `${what}; write {} to say that there are no values`);
}

function isEmpty(document: Document.Parsed): boolean {
  return convertDocument(document, () => '').value === null;
}

/** Also what YAML 1.1, and so Helm, takes for the end of a line, and editors do not show. */
function controlCharacter(text: string): number | undefined {
  const index = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]/);
  return index < 0 ? undefined : index;
}
