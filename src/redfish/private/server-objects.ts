import { access } from './access';
import { objectNames, RedfishModel } from './model';
import { network } from './network';
import { pod, podAnnotations, SecretNames } from './pod';
import { configurationFile } from './resolve';
import { Emission } from '../../common/private/emission';
import { configMap, deployment, Meta } from '../../common/private/manifest';

/** Every object of a server but its Secrets. */
export function serverObjects(settings: RedfishModel, secrets: SecretNames): Emission[] {
  const { namespace, labels, annotations } = settings;
  const names = objectNames(settings.name);
  const meta = (name: string): Meta => ({ name, namespace, labels, annotations });
  return [
    ...access(settings),
    ...(settings.wholeConfiguration ? [] : [{ id: 'Configuration', manifest: configMap(meta(names.config), configurationFile(settings)) }]),
    ...network(settings),
    {
      id: 'Resource',
      manifest: deployment(meta(names.server), {
        replicas: settings.replicas,
        selector: settings.selector,
        podLabels: { ...labels, ...settings.podLabels },
        podAnnotations: podAnnotations(settings),
        pod: pod(settings, secrets),
      }),
    },
  ];
}
