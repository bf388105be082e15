import { AdaptorSettings } from './adaptor-settings';
import { SecretSource } from '../../common/secret-source';
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
  readonly adaptor: AdaptorSettings;
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
