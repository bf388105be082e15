/** A TOML file as data, or what is wrong with it. */
export interface Toml {
  readonly table?: Readonly<Record<string, unknown>>;
  /** Says where, and quotes nothing of the file: it may hold credentials. */
  readonly problem?: string;
}

/** What is used of smol-toml, whose own types are those of an ES module. */
interface SmolToml {
  readonly TomlError: new () => Error & { readonly line: number; readonly column: number };
  parse(text: string, options: { readonly integersAsBigInt: 'asNeeded' }): Record<string, unknown>;
}

/** Reads TOML. The parser is loaded only where there is something to read. */
export function readToml(text: string): Toml {
  if (!text.trim()) return { table: {} };
  const { parse, TomlError } = require('smol-toml') as SmolToml;
  try {
    return { table: parse(text, { integersAsBigInt: 'asNeeded' }) };
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown;
    const why = thrown.message.split('\n')[0].replace(/^Invalid TOML document: /, '');
    return { problem: `not TOML: line ${thrown.line}, column ${thrown.column}: ${why}` };
  }
}
