import { missingPackage } from './missing-package';
import { UserError } from './user-error';
import { show, withoutQuotes } from '../common/private/redact';

const USAGE = `Usage: cdk8s-coco <command>

  render <chart>@<version>   print the manifests that a chart's values mean, as a YAML stream
      -f, --values FILE      a Helm values file, "-" for standard input; may be repeated, later ones win
      --set KEY=VALUE        one value in Helm's syntax; may be repeated
      --set-string KEY=TEXT  one value that stays a text
      --release-name NAME    Helm's release name (default: release-name)
      -n, --namespace NAME   the namespace (default: default)
      -a, --api-versions LIST    what the cluster serves, as group/version; may be repeated (default: nothing that charts ask for)
      --phase PHASE          install (default), or uninstall: what cleans the nodes
      --lenient              unknown keys are warnings
  charts                     list the charts and editions that render knows
  --version, --help

Manifests go to standard output, warnings to standard error. Exit status: 0, or 1 with one line per problem.`;

/** Runs one command of the CLI and sets the exit status of the process. */
export function main(args: string[]): void {
  // A reader that has seen enough, like `head`, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`error: cannot write to standard output (${error.code})\n`);
    process.exit(1);
  });
  try {
    run(args);
  } catch (thrown) {
    process.exitCode = 1;
    process.stderr.write(linesOf(thrown).map((line) => `error: ${line}\n`).join(''));
  }
}

/** What is said of an error, a line per problem. */
function linesOf(thrown: unknown): readonly string[] {
  if (thrown instanceof UserError) return thrown.lines;
  const missing = missingPackage(thrown);
  return [missing ?? `internal error: ${withoutQuotes(thrown instanceof Error ? thrown.message : String(thrown))}`];
}

/** Commands are loaded when they are asked for: start-up is most of the time of a `render`. */
function run([command, ...rest]: string[]): void {
  switch (rest.some((arg) => arg === '--help' || arg === '-h') ? '--help' : command) {
    case 'render': {
      const { render } = require('./render') as typeof import('./render');
      return render(rest);
    }
    case 'charts': {
      const { charts } = require('./charts') as typeof import('./charts');
      return charts(rest);
    }
    case '--version': {
      const { version } = require('./version') as typeof import('./version');
      process.stdout.write(`${version()}\n`);
      return;
    }
    case '--help':
    case '-h':
    case 'help':
      process.stdout.write(`${USAGE}\n`);
      return;
    case undefined:
      process.stderr.write(`${USAGE}\n`);
      throw new UserError(['no command given; allowed: render, charts, --version, --help']);
    default:
      throw new UserError([`unknown command ${show(command)}; allowed: render, charts, --version, --help`]);
  }
}
