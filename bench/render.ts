import { join } from 'path';
import { compare, Contender, processOf, Result } from './compare';
import { withPackage } from './package';
import { chart, helm, node24, Programs } from './programs';

const ROUNDS = 25;

const UMBRELLA = 'confidential-containers@0.16.0';
const PEER_PODS = 'peerpods@0.4.0';
const AWS = ['--set', 'provider=aws,providerConfigs.aws.PODVM_AMI_ID=ami-0123456789abcdef0'];

/** A cold `render` of the installed package, beside Node.js itself and beside Helm. */
export function render(programs: Programs): Result[] {
  return withPackage((project) => {
    const bin = join(project, 'node_modules', 'cdk8s-coco', 'bin', 'cdk8s-coco');
    const env = { NODE_COMPILE_CACHE: join(project, 'compile-cache') };
    const ours = (node: string, ...args: string[]) => processOf('render', [node, bin, 'render', ...args], { env });
    const template = (folder: string, ...args: string[]): Contender => (
      processOf('helm template', [helm(programs), 'template', 'release-name', chart(programs, folder), ...args]));
    const node = process.execPath;
    const startsSlowly = Number(process.versions.node.split('.')[0]) < 24;
    return [
      compare({
        what: `cold ${UMBRELLA}, Node.js ${process.version}`,
        a: processOf('node -e 0', [node, '-e', '0']),
        b: ours(node, UMBRELLA),
        rounds: ROUNDS,
        most: startsSlowly ? 1.6 : undefined, // Node.js 24 itself starts in half the time
      }),
      compare({ what: `cold ${UMBRELLA}, Node.js 24`, a: template('coco-0.16.0'), b: ours(node24(programs), UMBRELLA), rounds: ROUNDS, most: 1.3 }),
      compare({
        what: `cold ${PEER_PODS} for aws, Node.js 24`,
        a: template('peerpods-0.4.0', ...AWS),
        b: ours(node24(programs), PEER_PODS, ...AWS),
        rounds: ROUNDS,
        most: 1.3,
      }),
    ];
  });
}
