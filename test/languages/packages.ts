import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../support/command';
import { bin, REPOSITORY } from '../support/repository';

const packageJson = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Where an installed npm package lies. */
export const npmPackage = (name: string) => join(REPOSITORY, 'node_modules', name);

/** This package's version. */
export const VERSION: string = packageJson(REPOSITORY).version;

/** The versions that TypeScript runs with: other languages take the same, or bytes would differ for other reasons. */
export const VERSIONS: Readonly<Record<string, string>> = {
  'cdk8s': packageJson(npmPackage('cdk8s')).version,
  'cdk8s-plus-28': packageJson(npmPackage('cdk8s-plus-28')).version,
  'constructs': packageJson(npmPackage('constructs')).version,
  'jsii': packageJson(npmPackage('jsii-pacmak')).version,
};

/**
 * A folder outside the repository for what registries give, one per set of versions, and per checkout: the packages of
 * this library are installed there too.
 */
export function cacheFolder(language: string, ...alsoDependsOn: string[]): string {
  const key = createHash('sha256').update(JSON.stringify([REPOSITORY, VERSION, VERSIONS, alsoDependsOn])).digest('hex').slice(0, 12);
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-coco', `languages-${language}-${key}`);
}

/**
 * Lets jsii-pacmak write the source packages of languages, each with the npm tarball inside.
 *
 * @returns the folder of each language
 */
export function generate(npmFolder: string, languages: readonly string[], outdir: string): string[] {
  run(bin('jsii-pacmak'), [
    ...languages.flatMap((language) => ['--target', language]),
    '--code-only', '--no-npmignore', '--rosetta-unknown-snippets', 'verbatim', '--outdir', outdir, npmFolder,
  ], { cwd: REPOSITORY, env: { npm_config_ignore_scripts: 'true' } }); // it packs what is compiled already
  return languages.map((language) => join(outdir, language));
}

/** Replaces the version ranges in a generated pom.xml: Maven would look up every version in them, and take the newest. */
export function pinPom(folder: string): void {
  const file = join(folder, 'pom.xml');
  const names: Record<string, string> = { ...VERSIONS, 'jsii-runtime': VERSIONS.jsii };
  const text = readFileSync(file, 'utf8').replace(
    /(<artifactId>([^<]+)<\/artifactId>\s*<version>)\[([^,<]+),[^<]*(<\/version>)/g,
    (_, head: string, name: string, floor: string, end: string) => `${head}${names[name] ?? floor}${end}`,
  );
  writeFileSync(file, text);
}
