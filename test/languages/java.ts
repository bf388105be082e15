import { join } from 'node:path';
import { cacheFolder, generate, npmPackage, pinPom, VERSION, VERSIONS } from './packages';
import { need, run, UserError } from '../support/command';

/** npm packages whose Java packages the library needs, lowest first. */
const BELOW = ['cdk8s', 'cdk8s-plus-28'];

const GET = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';

export function check(): void {
  const found = need('javac', ['-version'], 'Install a JDK, 17 or newer.').trim();
  if (!(Number(/\d+/.exec(found)?.[0]) >= 17)) throw new UserError(`Got "${found}". Install a JDK, 17 or newer.`);
  need('mvn', ['--version'], 'Install Maven 3.6 or newer.');
}

/** Builds the jar from the generated sources, installs it into a repository of its own, and runs Main there. */
export function execute(generated: string, work: string, outdir: string): void {
  pinPom(generated);
  try {
    install(generated);
  } catch (error) {
    if (!/could not (be resolved|find artifact)/i.test(String(error))) throw error;
    // Registries can lag behind npm.
    const missing = new Set(String(error).match(/org\.cdk8s:[\w-]+:jar:[\w.]+/g));
    console.log(`note java: Maven does not find ${[...missing].join(', ')}; made from node_modules/, once`);
    for (const name of BELOW) make(name, work);
    install(generated);
  }
  maven(join(__dirname, 'java'), [
    `-Dcdk8s-coco.version=${VERSION}`, `-Dbuild.folder=${join(work, 'target')}`, 'compile', 'exec:java',
  ], { CDK8S_OUTDIR: outdir });
}

/** Makes sure that Maven finds what the library needs in `cacheFolder('maven')`: registries can lag behind npm. */
export function provideBelow(work: string): void {
  for (const name of BELOW) {
    const artifact = `org.cdk8s:${name}:${VERSIONS[name]}`;
    try {
      run('mvn', ['--quiet', '--batch-mode', `-Dmaven.repo.local=${cacheFolder('maven')}`, `${GET}:get`, `-Dartifact=${artifact}`], { cwd: work });
    } catch {
      console.log(`note java: Maven does not find ${artifact}; made from node_modules/, once`);
      make(name, work);
    }
  }
}

/** Makes the Java package of an installed npm package. */
function make(name: string, work: string): void {
  const [folder] = generate(npmPackage(name), ['java'], join(work, name));
  pinPom(folder);
  install(folder);
}

function install(folder: string): void {
  maven(folder, ['-Dmaven.javadoc.skip=true', '-Dmaven.source.skip=true', 'install']);
}

function maven(folder: string, args: readonly string[], env: Record<string, string> = {}): void {
  run('mvn', ['--quiet', '--batch-mode', '--file', join(folder, 'pom.xml'), `-Dmaven.repo.local=${cacheFolder('maven')}`, ...args], {
    cwd: folder,
    // Short runs do not repay the optimizing compiler.
    env: { MAVEN_OPTS: `${process.env.MAVEN_OPTS ?? ''} -XX:+TieredCompilation -XX:TieredStopAtLevel=1`.trim(), ...env },
  });
}
