import { writeFileSync } from 'fs';
import { join } from 'path';
import { compare, processOf, Result } from './compare';
import { withPackage } from './package';

const ROUNDS = 15;

/** Every command of the installed package, beside a `render` of the same chart: none may take much longer to start. */
export function start(): Result[] {
  return withPackage((project) => {
    const bin = join(project, 'node_modules', 'cdk8s-coco', 'bin', 'cdk8s-coco');
    const env = { NODE_COMPILE_CACHE: join(project, 'compile-cache') };
    const manifests = join(project, 'manifests.yaml');
    writeFileSync(manifests, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'); // to read more is work, not start
    const of = (...args: string[]) => processOf(args.join(' ').replace(`${project}/`, ''), [process.execPath, bin, ...args], { env });
    const render = of('render', 'kata-deploy@4.1.0');
    const commands = [
      ['charts'], ['values', 'kata-deploy@4.1.0'], ['schema', 'kata-deploy@4.1.0'], ['diff', 'kata-deploy@4.0.0', 'kata-deploy@4.1.0'],
      ['plan', manifests, manifests], ['report', manifests], ['report', manifests, '--html'], ['completion', 'bash'], ['--help'], ['init', '--help'], ['migrate', '--help'],
    ];
    return commands.map((args) => compare({ what: `start of ${args[0]}`, a: render, b: of(...args), rounds: ROUNDS, most: 1.3 }));
  });
}
