import { readArguments } from './arguments';
import { UserError } from './user-error';
import { show } from '../common/private/redact';
import { table } from '../delivery/private/table';
import { EDITIONS } from '../values/editions';

/** `charts`: what `render` knows. */
export function charts(args: string[]): void {
  const { positionals } = readArguments(args, {});
  if (positionals.length) throw new UserError([`charts takes no arguments; got ${show(positionals[0])}`]);
  process.stdout.write(`${table(['CHART', 'INSTALLS'], EDITIONS.map(({ name, summary }) => [name, summary()]))}\n`);
}
