import { Chart } from 'cdk8s';
import { PeerPodsCAA, PeerPodsCaaProps, PeerPodsProvider, PeerPodsRelease, SecretSource } from 'cdk8s-coco';
import { Secret } from 'cdk8s-plus-28';
import { AWS } from './options';
import { emitted, one, problemsOf } from '../support/emitted';
import { Manifest } from '../support/synth';

export { ALIBABA, AWS, AZURE, BYOM, GCP, IBMCLOUD, LIBVIRT, POWERVS, UUID, VSPHERE } from './options';

export const NAMESPACE = 'confidential-containers-system';

/** A Secret that exists. */
export const existing = (name = 'cloud-keys') => SecretSource.fromSecret({ name } as Secret);

/** Props that are right, on AWS. */
export const PROPS: PeerPodsCaaProps = {
  release: PeerPodsRelease.latest(), provider: PeerPodsProvider.aws(AWS), credentials: existing(),
};

export function compose(chart: Chart, props: object = PROPS): PeerPodsCAA {
  return new PeerPodsCAA(chart, 'PeerPods', { release: PROPS.release, ...props } as PeerPodsCaaProps);
}

/** Everything that is written. */
export function written(props: Partial<PeerPodsCaaProps> = {}): Manifest[] {
  return emitted((chart) => compose(chart, { ...PROPS, ...props }), NAMESPACE);
}

/** The adaptor alone. */
export function adaptor(props: Partial<PeerPodsCaaProps> = {}): Manifest[] {
  return written({ webhookEnabled: false, resourceControllerEnabled: false, ...props });
}

export function config(props: Partial<PeerPodsCaaProps> = {}): Record<string, string> {
  return one(adaptor(props), 'ConfigMap').data;
}

export function pod(props: Partial<PeerPodsCaaProps> = {}): Manifest {
  return one(adaptor(props), 'DaemonSet').spec.template;
}

/** The lines of the error, without its head. */
export function refused(props: object): string[] {
  return problemsOf((chart) => compose(chart, { ...PROPS, ...props }), NAMESPACE).slice(1);
}
