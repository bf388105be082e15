import { Construct } from 'constructs';
import { warnAtSynth } from '../../common/private/warnings';

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
