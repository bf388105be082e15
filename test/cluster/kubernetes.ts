import { isCrd, KubeObject } from './objects';
import { UserError } from './user-error';

/** The Go modules below `server/` that pin the sources of one Kubernetes version. */
export interface KubernetesSources {
  /** `1.34` */
  readonly minor: string;
  /** What this version is for. */
  readonly role: string;
  /** The module of kube-apiserver. */
  readonly server: string;
  /** The module of the controller manager and the scheduler. */
  readonly controllers: string;
}

const whole = (minor: string, role: string): KubernetesSources => (
  { minor, role, server: `kubernetes-${minor}`, controllers: `kubernetes-${minor}` });

/** The minor versions that can be judged on, oldest first. etcd is the same for all: each of them can use it. */
export const KUBERNETES: readonly KubernetesSources[] = [
  whole('1.28', 'the oldest that is supported; judged every week'),
  { minor: '1.34', role: 'judged in CI; also with controllers, nodes and GitOps engines', server: 'kube-apiserver', controllers: 'kube-controllers' },
  whole('1.37', 'the newest that Go 1.26 builds; judged every week'),
];

export const DEFAULT_MINOR = '1.34';

/** The environment variable that selects another one. */
export const MINOR_VARIABLE = 'KUBERNETES_MINOR';

/** The version that `KUBERNETES_MINOR` selects. */
export function kubernetesSources(minor = process.env[MINOR_VARIABLE] || DEFAULT_MINOR): KubernetesSources {
  const sources = KUBERNETES.find((one) => one.minor === minor);
  if (!sources) throw new UserError(`${MINOR_VARIABLE}: got "${minor}"; allowed: ${KUBERNETES.map((one) => one.minor).join(', ')}.`);
  return sources;
}

/** Objects that need a newer Kubernetes than the oldest that we support, as docs/compatibility.md says. */
const NEEDS: readonly { readonly minor: number; readonly isOf: (object: KubeObject) => boolean }[] = [
  { minor: 30, isOf: ({ kind }) => /^ValidatingAdmissionPolicy(Binding)?$/.test(kind) },
  // A new definition may use functions of the minor version before: isIP() came with 1.30.
  { minor: 31, isOf: (object) => isCrd(object) && /\bisIP\(/.test(JSON.stringify(object)) },
];

/** Objects, and those among them for which an API server of a minor version is too old, with the objects that these define. */
export function byAge(
  minor: number, objects: readonly KubeObject[],
): { readonly taken: KubeObject[]; readonly refused: KubeObject[] } {
  const isTooNew = (object: KubeObject) => NEEDS.some((need) => minor < need.minor && need.isOf(object));
  const definitions = objects.filter((object) => isCrd(object) && isTooNew(object));
  const kinds = definitions.map(({ spec }) => (spec as { names: { kind: string } }).names.kind);
  const refused = objects.filter((object) => isTooNew(object) || kinds.includes(object.kind));
  return { taken: objects.filter((object) => !refused.includes(object)), refused };
}
