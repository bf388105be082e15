import { basename, resolve } from 'path';
import { Arguments } from './arguments';
import { command } from './command';
import { ENGINES, Engine, Repository, repositoryFiles } from './init-files';
import { writeNewFolder } from './new-folder';
import { Output } from './output';
import { ask, canAsk } from './questions';
import { PACKAGE } from './render-options';
import { UserError } from './user-error';
import { show, showFile } from '../common/private/redact';
import { DNS_NAME, isDnsLabel, isDnsName } from '../common/private/rules/names';
import { parseUrl } from '../common/private/url';

const OPTIONS = {
  'engine': { type: 'string', value: 'ENGINE', oneOf: ENGINES, help: `what brings the manifests to the cluster: ${ENGINES.join(', ')}` },
  'clusters': { type: 'string', value: 'NAMES', help: 'a fleet of these clusters, with commas between them (default: one cluster)' },
  'repo-url': { type: 'string', value: 'URL', help: 'the address of the Git repository, for Argo CD and Flux: with https:// or ssh://, without a password' },
  'branch': { type: 'string', value: 'NAME', help: 'the branch that the engine follows (default: main)' },
  'namespace': { type: 'string', short: 'n', value: 'NAME', help: 'the namespace of Kata (default: coco-system)' },
  'package': PACKAGE,
} as const;

/** `init`: a new GitOps repository. */
export const INIT = command({
  usage: ['init DIR [options]'],
  about: 'Writes a new GitOps repository: a program with Kata, its settings for npm and TypeScript, and a GitHub workflow that fails if the committed '
    + 'manifests differ from the output of the program. DIR is new or empty, or has only .git. On a terminal, it asks for missing options.',
  options: OPTIONS,
  examples: [
    ['questions on the terminal', 'cdk8s-coco init platform'],
    ['one cluster with kubectl', 'cdk8s-coco init platform --engine kubectl'],
    ['one cluster with Argo CD', 'cdk8s-coco init platform --engine argocd --repo-url https://git.example.com/platform.git'],
    ['a fleet with Flux', 'cdk8s-coco init platform --engine flux --repo-url ssh://git@git.example.com/platform.git --clusters edge-1,edge-2'],
  ],
  run: ({ options, positionals }: Arguments<typeof OPTIONS>, output: Output) => {
    if (positionals.length !== 1 || !positionals[0].trim()) throw new UserError([`init: got ${positionals.length} arguments; allowed: one, a new or empty folder`]);
    const [folder] = positionals;
    const given = canAsk() ? asked(options, output) : options;
    const wrong = problems(given);
    if (wrong.length) throw new UserError(wrong);
    const { engine, clusters, branch = 'main', namespace = 'coco-system' } = given;
    const repository: Repository = {
      name: nameOf(folder),
      engine: engine as Engine,
      clusters: clusters === undefined || clusters === '' ? [] : clusters.split(','),
      repoUrl: given['repo-url'] ?? '',
      branch,
      namespace,
      package: given.package,
    };
    const files = repositoryFiles(repository);
    writeNewFolder(folder, files);
    output.tell(`note: wrote ${files.size} files into ${showFile(folder)}; next, in that folder: npm install, npm run synth, and a commit. See its README.md`);
  },
});

type Given = Arguments<typeof OPTIONS>['options'];

/** What is wrong with each option. The address may hold a password, so it is not printed. */
const CHECKS: Readonly<Record<Exclude<keyof typeof OPTIONS, 'package'>, (value: string) => string | undefined>> = {
  'engine': (value) => ((ENGINES as readonly string[]).includes(value) ? undefined : `got ${show(value)}; allowed: ${ENGINES.join(', ')}`),
  'clusters': (value) => {
    const names = value === '' ? [] : value.split(',');
    const wrong = names.find((name) => !isDnsName(name));
    if (wrong !== undefined) return `got ${show(wrong)}; allowed: ${DNS_NAME}`;
    return new Set(names).size < names.length ? 'has a name twice; names must be unique' : undefined;
  },
  'repo-url': (value) => {
    const url = parseUrl(value);
    if (!url || !/^(https|ssh):$/.test(url.protocol) || !url.hostname || /[\s'"`$\\]/.test(value)) return 'allowed: a URL with https:// or ssh://. Write git@host:path as ssh://git@host/path';
    return url.password || (url.protocol === 'https:' && url.username) ? 'contains a user or a password; give the engine a Secret for them' : undefined;
  },
  'branch': (value) => (/^(?!-)[\w./-]{1,200}$/.test(value) ? undefined : `got ${show(value)}; allowed: letters, digits, "-", "_", "." and "/"`),
  'namespace': (value) => (isDnsLabel(value) ? undefined : `got ${show(value)}; allowed: a-z, 0-9 and "-", at most 63 characters`),
};

function problems(given: Given): string[] {
  const wrong = Object.entries(CHECKS).flatMap(([name, check]) => {
    const value = given[name as keyof typeof CHECKS];
    const found = value === undefined ? undefined : check(value);
    return found === undefined ? [] : [`--${name}: ${found}`];
  });
  if (given.engine === undefined) wrong.push(`--engine: required when there is no terminal; allowed: ${ENGINES.join(', ')}`);
  if (given['repo-url'] === undefined && needsUrl(given.engine)) wrong.push(`--repo-url: required for ${given.engine}: the repository that you commit to`);
  if (given['repo-url'] !== undefined && given.engine === 'kubectl') wrong.push('--repo-url: not used with kubectl; leave it out');
  return wrong;
}

const needsUrl = (engine: string | undefined) => engine === 'argocd' || engine === 'flux';

/** Asks for missing options that have no good default. */
function asked(given: Given, output: Output): Given {
  const engine = given.engine ?? ask(output, `What brings the manifests to the cluster? (${ENGINES.join(', ')})`, CHECKS.engine, 'kubectl');
  const url = given['repo-url'] ?? (needsUrl(engine) ? ask(output, 'The address of the Git repository? (https:// or ssh://)', CHECKS['repo-url']) : undefined);
  const isBare = given.engine === undefined && given.clusters === undefined;
  const clusters = isBare ? ask(output, 'The names of the clusters of a fleet, with commas? (none: one cluster)', CHECKS.clusters, '') : given.clusters;
  return { ...given, engine, clusters, 'repo-url': url };
}

/** A valid name for npm. */
function nameOf(folder: string): string {
  return basename(resolve(folder)).toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 100) || 'platform';
}
