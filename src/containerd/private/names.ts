/** Where the scripts keep on a node what is installed, and what was there before; see common.sh. */
export const STATE_FOLDER = '/var/lib/cdk8s-coco/containerd';

/** The names of the objects, as the umbrella chart makes them. */
export function names(name: string): { installer: string; cleanup: string } {
  return { installer: `${name}-containerd-installer`, cleanup: `${name}-containerd-cleanup` };
}
