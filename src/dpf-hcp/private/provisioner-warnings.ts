import { Construct, IConstruct } from 'constructs';
import { clusterName } from '../../common/private/cluster-names';
import { warnAtSynth } from '../../common/private/warnings';
import { DpfHcpNetwork, DpfHcpNetworking, DpfHcpObjectRef } from '../dpf-hcp-provisioner-props';
import { isIp } from './schema/ip';
import { show } from '../../common/private/redact';

/** A provisioner as it is emitted. */
interface Emitted {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly [field: string]: unknown };
}

/** Warns of what an API server takes, and the operator cannot work with. */
export function warnOfSpec(construct: Construct, { metadata: { name, namespace }, spec }: Emitted): void {
  const { ocpReleaseImage, dpuClusterRef, dpuDeploymentRef, virtualIP, networking } = spec;
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
  const home = `${namespace}-${name}`;
  if (home.length > 63) {
    warnAtSynth(construct, `the control plane runs in the namespace ${home}, and namespaces have at most 63 characters, not ${home.length}: take a shorter name`);
  } else if (virtualIP && name.includes('.')) {
    warnAtSynth(construct, `the name is ${show(name)}: the operator gives the virtual IP to the namespace ${home}, and namespaces have no "." in their names: take another name`);
  }
  if (String(virtualIP ?? '').includes(':')) {
    warnAtSynth(construct, `virtualIp is ${String(virtualIP)}: for MetalLB the operator makes a pool ${String(virtualIP)}/32 of it, which for IPv6 is a network; `
      + 'the load balancer may get another address of it: take an IPv4 address, or set config.disableMetalLb of the operator');
  }
  warnOfNetworks(construct, (networking ?? {}) as DpfHcpNetworking);
}

/** What HyperShift has where a provisioner has no networks. */
const DEFAULT_NETWORKS = { clusterNetwork: '10.132.0.0/14', serviceNetwork: '172.31.0.0/16' };

function warnOfNetworks(construct: Construct, networking: DpfHcpNetworking): void {
  const given = Object.entries(networking as { [kind: string]: DpfHcpNetwork[] | null })
    .flatMap(([kind, networks]) => (networks ?? []).map(({ cidr }): [string, string] => [kind, cidr]));
  for (const [kind, cidr] of given.filter((one) => !isNetwork(one[1]))) {
    warnAtSynth(construct, `networking.${kind}[0].cidr is ${show(cidr)}, which looks like a network but is not valid: it stops the operator for all provisioners: correct it`);
  }
  const all = Object.entries({ ...DEFAULT_NETWORKS, ...Object.fromEntries(given) }).sort();
  for (const [kind, cidr] of all) {
    const [other] = all.find((one) => one[0] < kind && one[1] === cidr) ?? [];
    if (other) warnAtSynth(construct, `networking: ${other} and ${kind} are both ${cidr}, which HyperShift refuses: give one of them another network`);
  }
}

function isNetwork(cidr: string): boolean {
  const [address, length] = cidr.split('/');
  return isIp(address) && Number(length) <= (address.includes(':') ? 128 : 32);
}

/** What only one provisioner of a cluster can have, in the order of their construction, by root of a construct tree. */
const known = new WeakMap<IConstruct, { readonly construct: Construct; readonly thing: string }[]>();

/** Warns of what another provisioner of the cluster has already, and the operator gives to one only. */
export function warnOfSharing(construct: Construct, { metadata: { name }, spec }: Emitted): void {
  const { root } = construct.node;
  const all = known.get(root) ?? [];
  known.set(root, all);
  const once = (thing: string, consequence: string) => {
    const earlier = all.filter((one) => one.thing === thing);
    all.push({ construct, thing });
    warnAtSynth(construct, () => { // a chart may be assigned to its cluster until then
      const other = earlier.find((one) => clusterName(one.construct) === clusterName(construct));
      return other && `${thing} ${consequence.replace('<other>', other.construct.node.path)}`;
    });
  };
  const dpuCluster = spec.dpuClusterRef as DpfHcpObjectRef;
  once(`the DPUCluster ${dpuCluster.namespace}/${dpuCluster.name}`, 'has a control plane already, <other>; the operator refuses a second one');
  if (!spec.virtualIP) return;
  once(`the virtual IP ${String(spec.virtualIP)}`, 'is that of <other>, too; MetalLB gives it to one');
  once(`the address pool ${name}`, 'is that of <other>, too: pools of all namespaces are in openshift-operators, by the name of their provisioner; take another name');
}
