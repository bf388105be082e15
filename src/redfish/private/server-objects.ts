import { access } from './access';
import { configurationFile } from './from-props';
import { objectNames, RedfishModel } from './model';
import { network } from './network';
import { pod, podAnnotations, SecretNames } from './pod';
import { Emission } from '../../common/private/emission';
import { configMap, deployment, Meta } from '../../common/private/manifest';

/** Every object of a server but its Secrets. */
export function serverObjects(model: RedfishModel, secrets: SecretNames): Emission[] {
  const { namespace, labels, annotations } = model;
  const names = objectNames(model.name);
  const meta = (name: string): Meta => ({ name, namespace, labels, annotations });
  return [
    ...access(model),
    ...(model.wholeConfiguration ? [] : [{ id: 'Configuration', manifest: configMap(meta(names.config), configurationFile(model)) }]),
    ...network(model),
    {
      id: 'Resource',
      manifest: deployment(meta(names.server), {
        replicas: model.replicas,
        selector: model.selector,
        podLabels: { ...labels, ...model.podLabels },
        podAnnotations: podAnnotations(model),
        pod: pod(model, secrets),
      }),
    },
  ];
}
