/** A block of code in a page. */
export interface Block {
  /** Of the page, counted from 1. */
  readonly line: number;
  /** The language of a fenced block, such as `sh` or `ts`; `commands` for an indented block. */
  readonly language: string;
  /** The word after the language, such as `fails`. */
  readonly special?: string;
  readonly text: string;
  /** The file that the paragraph before the block tells the reader to write. */
  readonly file?: string;
}

const FENCED = /^( *)```(\w+)(?: (\w+))?\n([^]*?)^ *```$/;
const INDENTED = /(?<=\n\n)((?: {4,}\S.*\n(?:\n(?= {4}))?)+)/;
const BLOCKS = new RegExp(`${FENCED.source}|${INDENTED.source}`, 'gm');

/** The blocks of code of a page, in their order. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(BLOCKS)].map(({ 2: language = 'commands', 3: special, 4: fenced, 5: indented, index }) => {
    const before = page.slice(0, index);
    const paragraph = before.trimEnd().split('\n\n').pop()!.replace(/\s+/g, ' ');
    const indent = /^ */.exec(fenced ?? indented)![0].length;
    const text = (fenced ?? indented).replace(new RegExp(`^ {${fenced === undefined ? indent : 0}}`, 'gm'), '');
    return { line: before.split('\n').length, language, special, text, file: /[Ww]rite `([^`]+)`/.exec(paragraph)?.[1] };
  });
}

/** The output paths in the table after a program: its first column has paths such as `dist/argo-cd.yaml`. */
export function outputPaths(page: string, { line, text }: Block): string[] {
  const end = line + text.split('\n').length;
  const [section] = page.split('\n').slice(end).join('\n').split(/^(?:```|## )/m);
  return [...section.matchAll(/^\| `(dist(?:-uninstall)?\/[^`]*)` \|/gm)].map(([, path]) => path);
}

/** Commands that need neither a cluster nor a network. */
const LOCAL = /^(?:npx cdk8s|npm run synth|node --import tsx|cd |cp |mkdir |ls |grep |rm |sed |mv |git (?:add|commit|diff) )/;
const REMOTE = /\b(?:kubectl|helm|git push)\b/;

/** The commands of a block that run without a cluster or a network. A backslash continues a line. */
export function localCommands({ text }: Block): string[] {
  return text.replace(/ *\\\n\s*/g, ' ').split('\n').map((line) => line.trim()).filter((line) => LOCAL.test(line) && !REMOTE.test(line));
}
