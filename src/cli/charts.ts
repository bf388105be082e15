import { readArguments } from './arguments';
import { Output } from './output';
import { UserError } from './user-error';
import { table } from '../delivery/private/table';
import { EDITIONS } from '../values/editions';

/** `charts`: what `render` knows. */
export function charts(args: readonly string[], output: Output): void {
  const { positionals } = readArguments(args, {});
  if (positionals.length) throw new UserError(['charts takes no arguments']);
  output.print(`${table(['CHART', 'INSTALLS'], EDITIONS.map(({ name, summary }) => [name, summary()]))}\n`);
}
