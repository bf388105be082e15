import { accessOf } from './access-of';
import { adaptorGrants } from './adaptor-rbac';
import { AdaptorSettings } from './adaptor-settings';
import { ResolvedSettings } from './resolve';
import { SecretSource } from '../../common/secret-source';
import { PeerPodControllerProps } from '../controller/peer-pod-controller-props';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';

/** The Secrets of an adaptor, by their names. */
export interface AdaptorSecrets {
  /** With the credentials of the cloud. */
  readonly secret?: string;
  readonly sshSecret?: string;
  readonly tlsSecret?: string;
}

/** What the objects of an adaptor are made from, once its Secrets have names. */
export function adaptorSettings(
  props: PeerPodsCaaProps,
  { definition, runtimeClassName: _, ...settings }: ResolvedSettings,
  namespace: string,
  secrets: AdaptorSecrets,
): AdaptorSettings {
  const access = accessOf('adaptor', props.identity?._wiring, secrets.secret);
  return {
    ...settings,
    namespace,
    grants: adaptorGrants(definition, namespace, settings.config),
    secrets: [],
    sshSecret: secrets.sshSecret,
    tlsSecret: secrets.tlsSecret,
    access: {
      ...access,
      podLabels: { ...props.podLabels, ...access.podLabels },
      serviceAccountAnnotations: { ...props.serviceAccountAnnotations, ...access.serviceAccountAnnotations },
    },
  };
}

/** The props of an adaptor's resource controller, which reads the same Secrets. */
export function controllerProps(props: PeerPodsCaaProps, { secret, sshSecret }: AdaptorSecrets): PeerPodControllerProps {
  return {
    ...props.resourceController,
    release: props.release,
    provider: props.provider,
    credentials: secret === undefined ? undefined : SecretSource.fromSecretName(secret),
    identity: props.identity,
    sshKey: sshSecret === undefined ? undefined : SecretSource.fromSecretName(sshSecret),
  };
}
