import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { command } from './command';
import { Place, places, set } from './hostile/cases';
import { at } from './rendering';
import { isSecretPlace } from '../../src/common/private/redact';
import { EDITIONS } from '../../src/values/editions';
import { isClosed } from '../../src/values/engine/check';
import { formatPath } from '../../src/values/engine/findings';
import { holdsSecret } from '../../src/values/engine/schema';
import { SECRETS, WORD } from '../support/markers';
import { share, some, Strides } from '../support/stride';

// A secret at each place of the values of each edition, right or wrong there, in files and in --set: no message has it.

interface Try {
  readonly edition: string;
  readonly args: readonly string[];
  readonly file?: string;
  readonly core: string;
}

/** The ways in which a secret gets to a place in a file, or beside it. */
const FILES: readonly ((path: readonly string[], text: string) => string)[] = [
  (path, text) => at(path, JSON.stringify(text)),
  (path, text) => at(path, `[${JSON.stringify(text)}]`),
  (path, text) => at(path, `{${JSON.stringify(text)}: x}`),
  (path, text) => at(path, `{x: ${JSON.stringify(text)}}`),
  (path, text) => at(path, `[{x: ${JSON.stringify(text)}}]`),
  (path, text) => at(path, `{x: {${JSON.stringify(text)}: [${JSON.stringify(text)}]}}`),
  (path, text) => at([...path.slice(0, -1), text], '1'), // the value lost its key
  (path, text) => at([...path.slice(0, -1), `${path[path.length - 1]}: ${text}`], '1'),
  (path, text) => at(path, `*${plain(text).replace(/[\s,[\]{}]/g, '')}`),
  (path, text) => at(path, `"${plain(text).replace(/["\\]/g, '')}`),
  (path, text) => `${at(path, '1')}\n${plain(text)}`,
  (path, text) => `${JSON.stringify(path[0])}: ${plain(text)}: x`,
  (path, text) => at(path, `!!int ${JSON.stringify(text)}`),
  (path, text) => at(path.slice(0, -1), `{${JSON.stringify(path[path.length - 1])}: 1, ${JSON.stringify(path[path.length - 1])}: ${JSON.stringify(text)}}`),
];

/** The same in an expression of --set. */
const EXPRESSIONS: readonly ((name: string, text: string) => string)[] = [
  (name, text) => `${name}=${text}`,
  (name, text) => `${name}=${text.replace(/,/g, '\\,')}`,
  (name, text) => `${name}={${text}}`,
  (name, text) => `${name}[0]=${text}`,
  (name, text) => `${name}.x=${text}`,
  (name, text) => `${name}=a,${text}`,
  (name, text) => `${name}.${text}`,
  (name, text) => `${name},${text}=x`,
  (name, text) => `${name}[${text}]=1`,
  (name, text) => `${name} ${text}`,
  (name, text) => `${name}:${text}`,
  (_, text) => text,
  (name, text) => `${text}=${name}`,
  (name, text) => `${name}={${text}`,
];

const OPTIONS = ['--set', '--set-string', '--set-literal', '--set-json', '--set-file'];

const plain = (text: string) => text.replace(/\n/g, ' ');

/** Below a key that the user chooses, where there are such. */
function below({ path, node }: Place): Place[] {
  const inner = node.kind === 'map' ? node.items : node.kind === 'object' ? node.open : undefined;
  return [{ path, node }, ...(inner ? places(inner, [...path, 'own']).flatMap(below) : [])];
}

const isForSecrets = (path: readonly string[], node: Place['node']) => (
  (holdsSecret(node) && !/proxy/i.test(path[path.length - 1])) || (isSecretPlace(formatPath(path)) && !isClosed(node)));

const ALL = EDITIONS.flatMap(({ name, load }) => places(load().schema).flatMap(below)
  .filter(({ path }) => path.length).map(({ path, node }) => ({ name, path, forSecrets: isForSecrets(path, node) })));

/** Ways in which a word is a key: names of keys are printed. */
const AS_KEY: readonly unknown[] = [FILES[2], FILES[5], FILES[6], FILES[7], EXPRESSIONS[6], EXPRESSIONS[7], EXPRESSIONS[12]];

/** Each secret at each place, in turns in each of the ways. */
const TRIES = ALL.flatMap(({ name, path, forSecrets }, place) => {
  const secrets = [...SECRETS, ...(forSecrets ? [WORD] : [])];
  return secrets.flatMap(({ text, core }, secret): Try[] => {
    const [[, expression]] = [set(path, '')];
    const turn = place + secret;
    const option = OPTIONS[turn % OPTIONS.length];
    const [inFile, inExpression] = [FILES[turn % FILES.length], EXPRESSIONS[turn % EXPRESSIONS.length]];
    const tries = [
      { way: inFile, edition: name, args: [], file: inFile(path, text), core },
      { way: inExpression, edition: name, args: [option, inExpression(expression.slice(0, -1), plain(text))], core },
    ];
    return tries.filter(({ way }) => text !== WORD.text || !AS_KEY.includes(way));
  });
});

const STRIDES: Strides = { gate: 23, loop: 199 };

test(`no message has a secret of the values${share(STRIDES)}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-coco-'));
  const values = join(folder, 'values.yaml');
  const leaks: string[] = [];
  const tried = { places: ALL.length, tries: 0, refused: 0, warned: 0 };
  for (const { edition, args, file, core } of some(TRIES, STRIDES)) {
    if (file !== undefined) writeFileSync(values, file);
    const { status, stderr } = command('render', edition, ...args, ...(file === undefined ? [] : ['-f', values]));
    tried.tries++;
    tried[status ? 'refused' : 'warned'] += stderr ? 1 : 0;
    const found = stderr.split('\n').filter((line) => line.includes(core));
    if (found.length) leaks.push(`${edition} ${file ?? args.join(' ')}\n${found[0].slice(0, 300)}`);
  }
  rmSync(folder, { recursive: true });
  if (process.env.COUNT) process.stdout.write(`markers in values: ${JSON.stringify({ ...tried, leaks: leaks.length })}\n`);
  expect(leaks.slice(0, 20)).toEqual([]);
  expect(tried.refused).toBeGreaterThan(tried.tries / 4);
}, 3_600_000);
