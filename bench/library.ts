import { compare, processOf, Result } from './compare';
import { withPackage } from './package';

/** What an app pays for loading the library, beside cdk8s, which it loads anyway. */
export function library(): Result[] {
  return withPackage((project) => {
    const load = (...names: string[]) => [process.execPath, '-e', names.map((name) => `require('${name}');`).join('')];
    return [compare({
      what: 'the library, loaded after cdk8s',
      a: processOf('cdk8s', load('cdk8s'), { cwd: project }),
      b: processOf('cdk8s, cdk8s-coco', load('cdk8s', 'cdk8s-coco'), { cwd: project }),
      rounds: 25,
      mostMilliseconds: 30,
    })];
  });
}
