import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { EnvVar, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { AdaptorModel } from './model';
import { NAMES, PATHS } from './names';
import { escapeVariables } from '../../common/private/escape-variables';

/** Only root may read them: ssh refuses keys that others can. */
const OWNER_ONLY = 0o600;

/** A volume and where the adaptor sees it. */
type Mounted = readonly [volume: Volume, mount: Omit<VolumeMount, 'name'>];

/** The adaptor: on each node, it starts a VM where the runtime asks for one. */
export function adaptorDaemonSet(model: AdaptorModel): DaemonSet {
  const { namespace, access, placement, podAnnotations } = model;
  const volumes = mounted(model);
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { labels: { app: NAMES.app }, name: NAMES.daemonSet, namespace },
    spec: {
      selector: { matchLabels: { app: NAMES.app } },
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: model.maxUnavailable, maxSurge: model.maxSurge },
      },
      template: {
        metadata: {
          labels: { app: NAMES.app, ...access.podLabels },
          ...(Object.keys(podAnnotations).length ? { annotations: { ...podAnnotations } } : {}),
        },
        spec: {
          serviceAccountName: NAMES.serviceAccount,
          ...placement,
          containers: [{
            name: NAMES.container,
            image: model.image,
            imagePullPolicy: model.imagePullPolicy,
            command: [...model.command],
            env: environment(model),
            envFrom: [
              ...(access.secret ? [{ secretRef: { name: access.secret } }] : []),
              { configMapRef: { name: access.configMap } },
            ],
            resources: model.resources,
            securityContext: {
              capabilities: { add: ['NET_ADMIN', 'SYS_ADMIN'] },
              ...(model.seccomp ? { seccompProfile: { type: 'RuntimeDefault' } } : {}),
            },
            // The first check of the provider asks the cloud, which may take minutes.
            startupProbe: {
              httpGet: { host: model.release.probeHost, path: '/startup', port: 8000 },
              failureThreshold: 30,
              initialDelaySeconds: 20,
              periodSeconds: 20,
            },
            volumeMounts: volumes.map(([{ name }, mount]) => ({ ...mount, name })),
          }],
          hostNetwork: true,
          dnsPolicy: 'ClusterFirstWithHostNet',
          volumes: volumes.map(([volume]) => volume),
        },
      },
    },
  };
}

function environment({ release, access, probedRuntimeClass }: AdaptorModel): EnvVar[] {
  const field = (name: string, fieldPath: string): EnvVar => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  return [
    field('NODE_NAME', 'spec.nodeName'),
    ...(release.podUid ? [field('POD_UID', 'metadata.uid')] : []),
    ...(probedRuntimeClass ? [{ name: 'RUNTIMECLASS_NAME', value: probedRuntimeClass }] : []),
    ...Object.entries(access.env).map(([name, value]) => ({ name, value: escapeVariables(value) })),
  ];
}

function mounted(model: AdaptorModel): Mounted[] {
  const { release: { directVolumes: direct }, config, access, sshSecret, tlsSecret, hostFolders } = model;
  const secret = (name: string, secretName: string, mountPath: string): Mounted => [
    { name, secret: { defaultMode: OWNER_ONLY, optional: true, secretName } }, { mountPath, readOnly: true },
  ];
  const host = (name: string, path: string, type?: string, mount?: Partial<VolumeMount>): Mounted => [
    { name, hostPath: { path, type } }, { mountPath: path, ...mount },
  ];
  const mountOf = new Map(access.volumeMounts.map(({ name, ...mount }) => [name, mount]));
  return [
    ...(sshSecret ? [secret('ssh', sshSecret, PATHS.ssh)] : []),
    ...(tlsSecret ? [secret('certs', tlsSecret, PATHS.certificates)] : []),
    ...access.volumes.map((volume): Mounted => [volume, mountOf.get(volume.name)!]),
    host('pods-dir', '/run/peerpod'),
    host('netns', '/run/netns', undefined, { mountPropagation: 'HostToContainer' }),
    host('xtables-lock', '/run/xtables.lock', 'FileOrCreate'),
    host('lib-modules', '/lib/modules', undefined, { readOnly: true }),
    ...(direct === 'all' || direct.includes(config.CLOUD_PROVIDER)
      ? [host('kata-direct-volumes-dir', '/run/kata-containers/shared/direct-volumes', 'DirectoryOrCreate')] : []),
    ...hostFolders.map(([name, path]) => host(name, path)),
  ];
}
