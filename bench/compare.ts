import { spawnSync } from 'child_process';

/** Something that takes time; it throws where it fails. */
export interface Contender {
  readonly name: string;
  /** Runs once and returns the milliseconds that count. */
  run(): number;
}

/** Two contenders, measured turn by turn, so that a busy machine slows both. */
export interface Comparison {
  readonly what: string;
  readonly a: Contender;
  readonly b: Contender;
  readonly rounds: number;
  /** The bars: the most and the least that B may take, as a multiple of A. */
  readonly most?: number;
  readonly least?: number;
  /** The most that B may take longer than A. */
  readonly mostMilliseconds?: number;
}

/** What came out, in milliseconds. */
export interface Result {
  readonly what: string;
  readonly a: string;
  readonly b: string;
  readonly ratio: number;
  /** What is required, in words. */
  readonly bar: string;
  readonly isMissed: boolean;
}

export function compare({ what, a, b, rounds, ...bars }: Comparison): Result {
  a.run(); // both once unmeasured: files are in the cache of the system then, and compiled code in that of the loader
  b.run();
  const times = { a: [] as number[], b: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.a.push(a.run());
    times.b.push(b.run());
  }
  const [medianA, medianB] = [median(times.a), median(times.b)];
  const ratio = medianB / medianA;
  return { what, a: `${a.name} ${shown(times.a)}`, b: `${b.name} ${shown(times.b)}`, ratio, ...judged(bars, ratio, medianB - medianA) };
}

function judged(
  { most = Infinity, least = 0, mostMilliseconds = Infinity }: Pick<Comparison, 'most' | 'least' | 'mostMilliseconds'>,
  ratio: number,
  more: number,
): Pick<Result, 'bar' | 'isMissed'> {
  const bars = [
    ...(most < Infinity ? [`at most ${most}`] : []),
    ...(least > 0 ? [`at least ${least}`] : []),
    ...(mostMilliseconds < Infinity ? [`at most ${mostMilliseconds} ms more: ${more.toFixed(0)} ms`] : []),
  ];
  return { bar: bars.join(', '), isMissed: ratio > most || ratio < least || more > mostMilliseconds };
}

/** A process from its start to its end. */
export function processOf(
  name: string,
  [file, ...args]: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Contender {
  return {
    name,
    run: () => {
      const start = process.hrtime.bigint();
      const { status, error, stderr } = spawnSync(file, args, {
        cwd: options.cwd, env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 2 ** 28,
      });
      const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
      if (error) throw error;
      if (status !== 0) throw new Error(`${name}: exit status ${status}\n${stderr}`);
      return milliseconds;
    },
  };
}

export function median(times: readonly number[]): number {
  const sorted = [...times].sort((x, y) => x - y);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median and the spread: `210 ms (198-240)`. */
function shown(times: readonly number[]): string {
  const digits = (time: number) => (time < 10 ? time.toFixed(2) : String(Math.round(time)));
  return `${digits(median(times))} ms (${digits(Math.min(...times))}-${digits(Math.max(...times))})`;
}
