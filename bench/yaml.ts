import { Yaml } from 'cdk8s';
import { compare, Contender, Result } from './compare';
import { yamlStream } from '../src/common/private/yaml/write';
import { rendering } from '../test/cli/rendering';

const CHARTS = ['kata-deploy@4.1.0', 'confidential-containers@0.16.0', 'dpf-hcp-provisioner-operator@0.1.0', 'kubevirt-redfish@0.2.1-pre'];
const TIMES = 20;

const cdk8s = Yaml.stringify.bind(Yaml); // before the first construct: then the writer of this library takes its place

/** The writer of manifests, beside the one of cdk8s. Required: several times faster, and the same bytes. */
export function yaml(): Result[] {
  const objects = CHARTS.flatMap((chart) => rendering(chart).objects);
  if (yamlStream(objects) !== cdk8s(...objects)) throw new Error('the writers do not agree');
  return [compare({
    what: `${objects.length} manifests as YAML, ${TIMES} times`,
    a: writer('yamlStream', () => yamlStream(objects)),
    b: writer('Yaml.stringify of cdk8s', () => cdk8s(...objects)),
    rounds: 15,
  })];
}

function writer(name: string, write: () => string): Contender {
  return {
    name,
    run: () => {
      const start = process.hrtime.bigint();
      for (let time = 0; time < TIMES; time++) Buffer.byteLength(write());
      return Number(process.hrtime.bigint() - start) / 1e6;
    },
  };
}
