import { rmSync, writeFileSync } from 'fs';
import { build, BuildOptions, Plugin } from 'esbuild';
import type { run } from '../src/cli/main';
import { EDITIONS } from '../src/values/editions';

const CHARTS = new Set(EDITIONS.map(({ chart }) => chart));

/** What a chart is not rendered without: options of `render`. */
export const NEEDED_VALUES: Readonly<Record<string, readonly string[]>> = {
  peerpods: ['--set', 'provider=aws,providerConfigs.aws.PODVM_AMI_ID=ami-0123456789abcdef0'],
};

/** With fewer modules, a part of its own costs more than it saves. */
const FEW = 12;

type Traced = { readonly run: typeof run; readonly modulesInUse: ReadonlySet<string> };

/**
 * The parts of the command that a render of charts uses: what several charts use, what each one uses alone, and what files of
 * values need besides.
 *
 * @param eachModule has something done before each module
 * @returns the name of the part that a module is in, by its path from the root; of others it has none
 */
export async function partsInUse(
  options: BuildOptions & { readonly outfile: string; readonly absWorkingDir: string },
  eachModule: (before: (file: string) => string) => Plugin,
): Promise<ReadonlyMap<string, string>> {
  const { outfile } = options;
  const values = outfile.replace(/\.js$/, '.yaml');
  await build({
    ...options,
    banner: { js: 'const modulesInUse = new Set();' },
    footer: { js: 'module.exports.modulesInUse = modulesInUse;' },
    plugins: [eachModule((file) => `modulesInUse.add(${JSON.stringify(file)});`)],
  });
  const users = new Map<string, string[]>();
  const trace = (user: string, editions: readonly string[], ...args: string[]) => {
    delete require.cache[outfile];
    const command = require(outfile) as Traced;
    for (const name of editions) {
      const chart = name.split('@')[0];
      const status = command.run(['render', name, ...NEEDED_VALUES[chart] ?? [], ...args], { print: () => undefined, tell: () => undefined });
      if (status !== 0) throw new Error(`${name} was not rendered`);
    }
    for (const file of command.modulesInUse) users.set(file, [...users.get(file) ?? [], user]);
  };
  try {
    writeFileSync(values, '{}');
    for (const chart of CHARTS) trace(chart, EDITIONS.filter((edition) => edition.chart === chart).map(({ name }) => name));
    trace('values', EDITIONS.map(({ name }) => name), '--values', values);
  } finally {
    [outfile, values].forEach((file) => rmSync(file, { force: true }));
  }
  const parts = new Map([...users].map(([file, all]) => [file, (all.length > 1 ? all.filter((user) => user !== 'values') : all).join('+')]));
  const count = (part: string) => [...parts.values()].filter((one) => one === part).length;
  const isCore = (part: string) => {
    const charts = part.split('+').length;
    return charts === CHARTS.size || (charts > 1 && count(part) < FEW);
  };
  return new Map([...parts].map(([file, part]) => [file, isCore(part) ? 'core' : part]));
}
