import type { Container, PodSpec } from 'kubernetes-types/core/v1';

/** The levels of the Pod Security Standards. */
export type PodSecurityLevel = 'restricted' | 'baseline' | 'privileged';

/** Capabilities that every container may have at the level "baseline". */
const USUAL = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP',
  'SETUID', 'SYS_CHROOT',
];

/** Volumes of the level "restricted". */
const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'];

/**
 * The strictest level that admits a pod.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurityLevel(spec: PodSpec): PodSecurityLevel {
  const containers = [...spec.initContainers ?? [], ...spec.containers];
  if (!isBaseline(spec, containers)) return 'privileged';
  return isRestricted(spec, containers) ? 'restricted' : 'baseline';
}

function isBaseline(spec: PodSpec, containers: readonly Container[]): boolean {
  return !spec.hostNetwork && !spec.hostPID && !spec.hostIPC
    && !(spec.volumes ?? []).some(({ hostPath }) => hostPath)
    && !(spec.securityContext?.sysctls ?? []).length
    && containers.every(({ ports = [], securityContext: context = {} }) => !context.privileged
      && (context.capabilities?.add ?? []).every((one) => USUAL.includes(one))
      && (context.seccompProfile ?? spec.securityContext?.seccompProfile)?.type !== 'Unconfined'
      && (context.procMount ?? 'Default') === 'Default'
      && ports.every(({ hostPort }) => !hostPort));
}

function isRestricted(spec: PodSpec, containers: readonly Container[]): boolean {
  const pod = spec.securityContext ?? {};
  return (spec.volumes ?? []).every((volume) => Object.keys(volume).every((key) => key === 'name' || VOLUMES.includes(key)))
    && containers.every(({ securityContext: context = {} }) => context.allowPrivilegeEscalation === false
      && (context.runAsNonRoot ?? pod.runAsNonRoot) === true
      && (context.runAsUser ?? pod.runAsUser) !== 0
      && ['RuntimeDefault', 'Localhost'].includes((context.seccompProfile ?? pod.seccompProfile)?.type ?? '')
      && (context.capabilities?.drop ?? []).includes('ALL')
      && (context.capabilities?.add ?? []).every((one) => one === 'NET_BIND_SERVICE'));
}
