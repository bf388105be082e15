import { Construct, IConstruct } from 'constructs';
import { Cluster } from '../../common';
import { warnAtSynth } from '../../common/private/warnings';
import { DpfHcpObjectRef } from '../dpf-hcp-provisioner-props';

/** Warns of what an API server takes, and the operator cannot work with. */
export function warnOfSpec(construct: Construct, spec: { readonly [field: string]: unknown }): void {
  const { ocpReleaseImage, dpuClusterRef, dpuDeploymentRef } = spec;
  const image = String(ocpReleaseImage);
  if (!/:[^/]+$|@sha256:[0-9a-f]{64}$/.test(image)) {
    warnAtSynth(construct, `ocpReleaseImage is ${JSON.stringify(image)}, which names no release; the operator reads the version of OpenShift from it: `
      + 'write it with a tag, like "quay.io/openshift-release-dev/ocp-release:4.19.0-ec.5-x86_64"');
  }
  for (const [prop, reference] of Object.entries({ dpuClusterRef, dpuDeploymentRef })) {
    const wrong = Object.entries((reference ?? {}) as { [key: string]: string }).filter(([, value]) => !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(value));
    for (const [key, value] of wrong) {
      warnAtSynth(construct, `${prop}.${key} is ${JSON.stringify(value)}, which nothing in a cluster can be called: a-z, 0-9, "-" and "." are allowed`);
    }
  }
}

/** By root of a construct tree, and there by cluster and DPUCluster: who uses it. */
const users = new WeakMap<IConstruct, Map<string, Construct>>();

/** Warns of a second provisioner for a DPUCluster: the operator lets each have one. */
export function warnOfSharing(construct: Construct, { name, namespace }: DpfHcpObjectRef): void {
  const { root } = construct.node;
  const known = users.get(root) ?? new Map<string, Construct>();
  users.set(root, known);
  const key = [Cluster.of(construct)?.name ?? '', namespace, name].join('\0');
  const other = known.get(key);
  if (!other) known.set(key, construct);
  else warnAtSynth(construct, `the DPUCluster ${namespace}/${name} has a control plane already, ${other.node.path}; the operator refuses a second one`);
}
