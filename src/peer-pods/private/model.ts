import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { WorkloadAccess } from './access';
import { Grant } from './grants';
import { PodPlacement } from '../../common/private/pod-placement';
import { SecretSource } from '../../common/secret-source';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { PeerPodControllerProps } from '../controller/peer-pod-controller-props';
import { PeerPodsIdentity } from '../peer-pods-identity';
import { PeerPodsWebhookProps } from '../webhook/peer-pods-webhook-props';

/** A Secret of the adaptor, with the id and the name that its object gets if it does not exist yet. */
export interface AdaptorSecret {
  readonly id: string;
  readonly name: string;
  readonly source: SecretSource;
  /** What it is needed for. */
  readonly reason: string;
}

/** Everything that decides what a `PeerPodsCAA` emits: plain data, checked and with every default filled in. */
export interface PeerPodsModel {
  readonly adaptor: AdaptorModel;
  readonly identity?: PeerPodsIdentity;
  /** The Secrets that the adaptor reads. */
  readonly secrets: readonly AdaptorSecret[];
  readonly runtimeClassName: string;
  /** Whether it is that of a Kata runtime that is known. */
  readonly knownRuntime: boolean;
  /** The props of the parts; undefined where they are left out. */
  readonly webhook?: PeerPodsWebhookProps;
  readonly resourceController?: PeerPodControllerProps;
  /** What is allowed, and worth a second thought. */
  readonly warnings: readonly string[];
}

/** Texts of a Secret that is emitted with its values in it. */
export interface InlineSecret {
  readonly name: string;
  readonly data: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Everything that decides the adaptor's objects: plain data, checked and with every default filled in. */
export interface AdaptorModel {
  readonly release: PeerPodsReleaseFacts;
  readonly namespace: string;
  /** Labels of ConfigMap and Secrets. */
  readonly labels: Readonly<Record<string, string>>;
  /** All of the ConfigMap `peer-pods-cm`, CLOUD_PROVIDER included. */
  readonly config: Readonly<Record<string, string>>;
  readonly secrets: readonly InlineSecret[];
  readonly access: WorkloadAccess;
  /** What its service account may do. */
  readonly grants: readonly Grant[];
  /** The Secret that is mounted at /root/.ssh, if any. */
  readonly sshSecret?: string;
  /** The Secret that is mounted at /etc/certificates, if any. */
  readonly tlsSecret?: string;
  /** Folders of the host that only this provider needs, as `[name, path]`. */
  readonly hostFolders: readonly (readonly [string, string])[];
  readonly command: readonly string[];
  readonly image: string;
  readonly imagePullPolicy?: string;
  readonly maxUnavailable?: number | string;
  readonly maxSurge?: number | string;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly placement: PodPlacement;
  /** The RuntimeClass whose pods the startup probe looks at, where it is not upstream's. */
  readonly probedRuntimeClass?: string;
  readonly resources?: ResourceRequirements;
  /** Runs under the seccomp profile RuntimeDefault. */
  readonly seccomp: boolean;
}
