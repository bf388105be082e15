import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { unfitInstances } from './check-instances';
import { defaultOf } from './setting-texts';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { isNeeded } from '../providers/contract';

/** What is allowed, and worth a second thought. */
export function warningsOf(
  props: PeerPodsCaaProps, release: PeerPodsReleaseFacts, config: Readonly<Record<string, string>>,
): string[] {
  const { _definition: definition, _options: { disableCvm } } = props.provider;
  const { title, unlabelledNodes, settings, needs: { metadata = [] } = {} } = definition;
  const controlled = release.controllerProviders.includes(definition.name);
  const controller = props.resourceControllerEnabled ?? true;
  const unreached = controller && controlled ? metadata.filter((need) => need.program === 'controller' && isNeeded(need, config)) : [];
  const instances = unfitInstances(definition, config, release).filter(({ refused }) => !refused);
  return [
    ...(!props.nodeSelector && unlabelledNodes ? [`nodes of ${unlabelledNodes} do not have the label node.kubernetes.io/worker by themselves, so no adaptor would run: `
      + 'label them, or give nodeSelector'] : []),
    ...(disableCvm === true ? ['disableCvm creates ordinary VMs: the cloud provider can read the memory of the pods'] : []),
    ...(disableCvm === undefined && settings.disableCvm && defaultOf(settings.disableCvm, release) === 'true'
      ? [`without disableCvm: false, the adaptor creates ordinary VMs on ${title}: the administrator of the host can read the memory of the pods`] : []),
    ...instances.map(({ prop, value, allowed, reason }) => `${prop} ${value}: ${lower(reason)}: ${allowed}`),
    ...(props.tlsSkipVerify ? ['tlsSkipVerify lets anybody between adaptor and VM read and change everything'] : []),
    ...(controller && !controlled ? [`the resource controller ${release.version} cannot delete VMs of ${title}: `
      + 'look for VMs whose pods are gone, or leave it out with resourceControllerEnabled: false'] : []),
    ...unreached.map(({ prop, reason }) => `without ${prop}, the resource controller asks the metadata service for ${reason}, which its pod may `
      + `not reach; it deletes no VM then: give ${prop}`),
  ];
}

const lower = (text: string) => (/^It /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
