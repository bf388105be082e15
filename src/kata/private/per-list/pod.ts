import type { Container, EnvVar, PodSpec } from 'kubernetes-types/core/v1';
import { gateContainer } from '../../../common/private/gate-container';
import { KataSettings } from '../settings';

/** What install and uninstall pods share: the image, the host's folders, and the settings as environment variables. */
export function kataDeployContainer(
  settings: KataSettings, container: Pick<Container, 'name' | 'command' | 'imagePullPolicy'>, env: ReadonlyMap<string, string>,
): Container {
  return {
    ...container,
    image: settings.image.reference,
    env: [
      { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      ...variables(env),
    ],
    securityContext: { privileged: true },
    volumeMounts: [
      { name: 'crio-conf', mountPath: '/etc/crio/' },
      { name: 'containerd-conf', mountPath: '/etc/containerd/' },
      { name: 'host', mountPath: '/host/' },
    ],
  };
}

/** Containers that wait for what has to be done on the node before; left out where nothing has to. */
export function gateContainers({ gates }: KataSettings): Pick<PodSpec, 'initContainers'> {
  return gates.length ? { initContainers: gates.map((gate) => gateContainer(gate, 'host')) } : {};
}

/** The folders of the host that kata-deploy writes to. */
export function hostFolders(settings: KataSettings): Required<Pick<PodSpec, 'volumes'>> {
  return {
    volumes: [
      { name: 'crio-conf', hostPath: { path: '/etc/crio/' } },
      { name: 'containerd-conf', hostPath: { path: settings.distribution.containerdConfigDir } },
      { name: 'host', hostPath: { path: '/' } },
    ],
  };
}

/** The secrets for registries, of the image and of what is waited for; left out where there are none. */
export function pullSecrets(settings: KataSettings): Pick<PodSpec, 'imagePullSecrets'> {
  const names = new Set([
    ...settings.imagePullSecrets, ...settings.gates.flatMap((gate) => (gate.imagePullSecrets ?? []).map(({ name }) => name)),
  ]);
  return names.size ? { imagePullSecrets: [...names].map((name) => ({ name })) } : {};
}

function variables(env: ReadonlyMap<string, string>): EnvVar[] {
  return [...env].map(([name, value]) => ({ name, value }));
}
