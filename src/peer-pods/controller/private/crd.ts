import { packageText } from '../../../common/private/script';

/** A definition as it stands in a manifest, as far as it is looked at here. */
export type Definition = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly [field: string]: unknown };
};

const FILE = 'src/peer-pods/catalogue/definitions.json';

/** What a PeerPod is: the VM behind a pod. */
export const peerPodCrd = () => crd('peerpods.confidentialcontainers.org');

/** What a PeerPodConfig is: where the adaptor runs, for the controller that upstream has removed. */
export const peerPodConfigCrd = () => crd('peerpodconfigs.confidentialcontainers.org');

let definitions: Definition[] | undefined;

function crd(name: string): Definition {
  definitions ??= JSON.parse(packageText(FILE)) as Definition[];
  return definitions.find(({ metadata }) => metadata.name === name)!;
}
