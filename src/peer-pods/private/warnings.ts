import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { ResolvedSettings } from './resolve';
import { defaultOf } from './setting-texts';

/** What is allowed, and worth a second thought. */
export function warningsOf(props: PeerPodsCaaProps, { definition, release }: ResolvedSettings): string[] {
  const { title, unlabelledNodes, settings } = definition;
  const controlled = release.controllerProviders.includes(definition.name);
  const { disableCvm } = props.provider._options;
  return [
    ...(!props.nodeSelector && unlabelledNodes ? [`nodes of ${unlabelledNodes} do not have the label node.kubernetes.io/worker by themselves, so no adaptor would run: `
      + 'label them, or give nodeSelector'] : []),
    ...(disableCvm === true ? ['disableCvm makes ordinary VMs: whoever runs the cloud can read the memory of the pods'] : []),
    ...(disableCvm === undefined && settings.disableCvm && defaultOf(settings.disableCvm, release) === 'true'
      ? [`without disableCvm: false, the adaptor makes ordinary VMs on ${title}: whoever runs the host can read the memory of the pods`] : []),
    ...(props.tlsSkipVerify ? ['tlsSkipVerify lets anybody between adaptor and VM read and change everything'] : []),
    ...((props.resourceControllerEnabled ?? true) && !controlled ? [`the resource controller ${release.version} cannot delete VMs of ${title}: `
      + 'look for VMs whose pods are gone, or leave it out with resourceControllerEnabled: false'] : []),
  ];
}
