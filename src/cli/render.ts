import { Arguments } from './arguments';
import { command } from './command';
import { Output } from './output';
import { planChart } from './planned-chart';
import { OPTIONS } from './render-options';
import { onlyShown } from './show-only';
import { UserError } from './user-error';
import { showFile } from '../common/private/redact';
import { writtenObject } from '../common/private/written-object';
import { UnwritableError } from '../common/private/yaml/unwritable';
import { yamlStream } from '../common/private/yaml/write';
import { objectsOf, Phase } from '../values/chart-edition';

/** `render`: values in, manifests out. Nothing is printed to standard output unless everything is right. */
export const RENDER = command({
  usage: ['render <chart>@<version> [options]', 'render <folder or archive of a chart> [options]'],
  about: 'Prints the manifests that a chart\'s values mean, as a stream of YAML documents. It needs neither Helm nor the chart; a chart '
    + 'on disk, as helm pull leaves it, may have any version whose templates are known.',
  options: OPTIONS,
  examples: [
    ['the chart that you run, with the values that you have', 'cdk8s-coco render kata-deploy@4.1.0 -f my.yaml -n coco-system | kubectl apply -f -'],
    ['what cleans the nodes', 'cdk8s-coco render kata-deploy@4.1.0 -f my.yaml -n coco-system --phase uninstall'],
    ['values that the chart has in itself, and one value over them', 'cdk8s-coco render peerpods@0.4.0 -f chart:providers/aws.yaml --set providerConfigs.aws.AWS_REGION=eu-west-1'],
    ['a chart on disk', 'cdk8s-coco render ./confidential-containers-0.21.0.tgz -f my.yaml'],
  ],
  run: render,
});

function render({ options, positionals }: Arguments<typeof OPTIONS>, output: Output): void {
  const { phase = 'install', namespace = 'default' } = options;
  const { plan } = planChart('render', options, positionals, phase, output);

  const objects = objectsOf(plan, phase as Phase);
  if (phase === 'uninstall' && !objects.length) {
    output.tell('note: nothing has to clean the nodes: to uninstall, delete what render prints, with kubectl delete -f');
  }
  const all = options['create-namespace'] && phase === 'install' ? withNamespace(objects, namespace) : objects;
  const shown = onlyShown(all, options['show-only'] ?? []);
  const folder = options['output-dir'];
  if (folder === undefined) return output.print(stream(shown));
  const { writeFolder } = require('./output-dir') as typeof import('./output-dir');
  output.tell(`note: ${writeFolder(folder, shown.map((object) => ({ object, text: stream([object]) })))} files in ${showFile(folder)}`);
}

/** With the Namespace in front, where the chart does not print it itself. GitOps engines never delete it. */
function withNamespace(objects: readonly object[], name: string): readonly object[] {
  const isIt = (one: object) => {
    const { kind, metadata } = one as { kind: string; metadata: { name: string } };
    return kind === 'Namespace' && metadata.name === name;
  };
  if (name === 'default' || objects.some(isIt)) return objects;
  return [writtenObject({ id: 'Namespace', manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, keep: true }), ...objects];
}

function stream(objects: readonly unknown[]): string {
  try {
    return yamlStream(objects);
  } catch (thrown) {
    if (thrown instanceof UnwritableError) throw new UserError(thrown.lines);
    throw thrown;
  }
}
