import { Construct } from 'constructs';
import { REMOTE_RUNTIME_CLASS } from './check-runtime';
import { clusterName } from '../../common/private/cluster-names';
import { KataRuntime } from '../../kata';
import { PEER_PODS_RELEASES, PeerPodsReleaseFacts } from '../catalogue/releases';

/**
 * Why the Kata runtimes of peer pods in the cluster of an adaptor do not fit it, where it was not told which one is its own.
 *
 * That is no error: the adaptor may belong to a runtime that something else installs.
 */
export function unfitRuntime(scope: Construct, release: PeerPodsReleaseFacts): string | undefined {
  const remote = scope.node.root.node.findAll().filter((one): one is KataRuntime => one instanceof KataRuntime
    && one.runtimeClassNames.includes(REMOTE_RUNTIME_CLASS) && clusterName(one) === clusterName(scope));
  if (!remote.length || remote.some((one) => one.release.version === release.kata)) return undefined;
  const [{ node, release: { version } }] = remote;
  const fitting = PEER_PODS_RELEASES.filter(({ kata }) => kata === version).pop();
  return `Cloud API Adaptor ${release.version} belongs to Kata ${release.kata}, whose agent is in the images of its pod VMs, and ${node.path} installs Kata ${version} `
    + `with the RuntimeClass ${REMOTE_RUNTIME_CLASS}: its pods may not start. Give that runtime KataRelease.of('${release.kata}')${
      fitting ? `, or the adaptor PeerPodsRelease.of('${fitting.version}')` : ''}; CocoRelease has those that belong together.`;
}
