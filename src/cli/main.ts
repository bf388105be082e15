import { Output, OutputFailed, plainLine, PROCESS_OUTPUT, ReaderGone } from './output';
import { UserError } from './user-error';
import { show, withoutQuotes } from '../common/private/redact';

const USAGE = `Usage: cdk8s-coco <command>

  render <chart>@<version>   print the manifests that a chart's values mean, as a YAML stream
  render <path>              the same for a chart on disk: a folder, or an archive as helm pull leaves it
      -f, --values FILE      a Helm values file, "-" for standard input, chart:PATH for a file that the chart has in itself;
                             may be repeated, later ones win
      --set KEY=VALUE        one value in Helm's syntax; may be repeated
      --set-string KEY=TEXT  one value that stays a string
      --release-name NAME    Helm's release name (default: release-name)
      -n, --namespace NAME   the namespace (default: default)
      -a, --api-versions LIST    what the cluster serves, as group/version; may be repeated (default: nothing that charts ask for)
      --phase PHASE          install (default), or uninstall: what cleans the nodes
      --lenient              unknown keys are warnings
  charts                     list the charts and editions that render knows
  charts <chart>             one of them, or a chart on disk, with the values files that it has in itself
  --version, --help

Manifests go to standard output, warnings to standard error. Exit status: 0, or 1 with one line per problem.`;

const COMMANDS = 'render, charts, --version, --help';

/** Runs one command of the CLI and sets the exit status of the process. */
export function main(args: readonly string[]): void {
  process.exitCode = run(args, PROCESS_OUTPUT);
}

/** Runs one command of the CLI, and tells its exit status: 1 where something is wrong or not everything was printed. */
export function run(args: readonly string[], output: Output): number {
  try {
    dispatch(args, output);
    return 0;
  } catch (thrown) {
    if (thrown instanceof ReaderGone) return 0;
    for (const line of linesOf(thrown)) output.tell(plainLine(`error: ${line}`));
    return 1;
  }
}

/** What is said of an error, a line per problem. */
function linesOf(thrown: unknown): readonly string[] {
  if (thrown instanceof UserError) return thrown.lines;
  if (thrown instanceof OutputFailed) return [thrown.message];
  const message = thrown instanceof Error ? thrown.message : 'unknown';
  return [`internal error: ${withoutQuotes(message.split('\n')[0])}`];
}

/** Commands are loaded when they are asked for: start-up is most of the time of a `render`. */
function dispatch([command, ...rest]: readonly string[], output: Output): void {
  switch (rest.some((arg) => arg === '--help' || arg === '-h') ? '--help' : command) {
    case 'render': {
      const { render } = require('./render') as typeof import('./render');
      return render(rest, output);
    }
    case 'charts': {
      const { charts } = require('./charts') as typeof import('./charts');
      return charts(rest, output);
    }
    case '--version': {
      const { version } = require('./version') as typeof import('./version');
      return output.print(`${version()}\n`);
    }
    case '--help':
    case '-h':
    case 'help':
      return output.print(`${USAGE}\n`);
    case undefined:
      USAGE.split('\n').forEach((line) => output.tell(line));
      throw new UserError([`no command given; allowed: ${COMMANDS}`]);
    default:
      throw new UserError([`unknown command ${show(command)}; allowed: ${COMMANDS}`]);
  }
}
