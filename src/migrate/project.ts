import type { NamedObject } from './program';
import { shellQuoted } from './shell';

/** How the program is started, with and without cdk8s-cli. */
const START = 'node --import tsx main.ts';

/** What a program needs, as the package of this library names it. */
export interface Versions {
  readonly own: string;
  readonly peers: Readonly<Record<string, string>>;
}

/**
 * The files that a program needs to run. They are written only if missing: the user may edit them.
 *
 * @param library what npm installs as this library
 */
export function projectFiles(
  name: string, { own, peers }: Versions, library = own === '0.0.0' ? '*' : `^${own}`,
): Readonly<Record<string, string>> {
  return {
    'package.json': json({
      name,
      private: true,
      scripts: { synth: START, typecheck: 'tsc --noEmit' },
      dependencies: { ...peers, 'cdk8s-coco': library },
      devDependencies: { '@types/node': '^20', 'cdk8s-cli': '^2.207.60', 'tsx': '^4.23.15', 'typescript': '~5.9.0' },
    }),
    'tsconfig.json': json({
      compilerOptions: { target: 'ES2022', module: 'node16', strict: true, noEmit: true, esModuleInterop: true, types: ['node'] },
      include: ['*.ts'],
    }),
    '.gitignore': 'node_modules/\n',
    'cdk8s.yaml': `language: typescript\napp: ${START}\noutput: dist\n`,
  };
}

const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;

/** What the commands of `secrets.sh` are made of. */
export interface SecretCommands {
  /** As the command line named it. */
  readonly chart: string;
  readonly releaseName: string;
  readonly namespace: string;
  readonly secrets: readonly NamedObject[];
}

/** The script that makes the Secrets which a program refers to, out of the user's own values. */
export function secretsScript({ chart, releaseName, namespace, secrets }: SecretCommands): string {
  const only = secrets.map(({ metadata }) => `  --show-only ${shellQuoted(`Secret/${metadata.name}`)} \\`);
  return [
    '#!/bin/sh',
    '# Creates the Secrets that main.ts refers to, from your values files. This file contains no values.',
    '#',
    '#   sh secrets.sh --values my-values.yaml',
    '#',
    '# Pass the same --values and --set as to migrate, and run it in the same folder. To have the External Secrets Operator create the',
    '# Secrets instead, use SecretSource.externalSecret of cdk8s-coco.',
    'set -eu',
    '',
    `\${CDK8S_COCO:-npx cdk8s-coco} render ${shellQuoted(chart)} --release-name ${shellQuoted(releaseName)} --namespace ${shellQuoted(namespace)} --quiet "$@" \\`,
    ...only.slice(0, -1),
    `${only[only.length - 1]}`,
    `  | kubectl apply --server-side --force-conflicts --namespace ${shellQuoted(namespace)} -f -`,
    '',
  ].join('\n');
}
