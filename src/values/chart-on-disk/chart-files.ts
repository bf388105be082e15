import { refuse } from './refusal';
import { marksOf, MAX_MARKS } from '../engine/limits';

/** The files of a chart by path, such as `templates/_helpers.tpl`. Each is read when it is needed. */
export type ChartFiles = ReadonlyMap<string, () => Buffer>;

const MIB = 1024 * 1024;

/** The most bytes of an archive. */
export const MOST_ARCHIVE_BYTES = 8 * MIB;

const MOST_BYTES = 32 * MIB;
const MOST_ENTRIES = 5000;

/** Counts what is read of one chart, with the charts inside. Published charts have about 100 files and 1 MiB. */
export class Budget {
  private entries = MOST_ENTRIES;
  private left = MOST_BYTES;
  private marks = MAX_MARKS;

  /** How many more bytes may be read. */
  public get bytes(): number {
    return this.left;
  }

  /** Counts a file or folder. */
  public entry(at: string): void {
    if (--this.entries < 0) refuse(at, `has too many files; allowed: ${MOST_ENTRIES} files and folders in a chart`);
  }

  /** Counts bytes that were read or unpacked. */
  public spend(count: number, at: string): void {
    if (count > this.left) refuse(at, `is too large; allowed: ${MOST_BYTES / MIB} MiB for the unpacked chart`);
    this.left -= count;
  }

  /** Counts the text of a YAML file that is parsed. */
  public parse(text: string, at: string): void {
    this.marks -= marksOf(text);
    if (this.marks < 0 || text.length > MIB) refuse(at, `is too large; allowed: 1 MiB, and ${MAX_MARKS} line breaks, quotes, brackets, colons and commas in all values.yaml and Chart.yaml`);
  }
}
