/** What is looked at in a pod. */
export interface PodShape {
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly hostNetwork?: boolean;
  readonly volumes?: readonly { readonly hostPath?: unknown }[];
  readonly containers?: readonly { readonly securityContext?: { readonly privileged?: boolean } }[];
  readonly initContainers?: PodShape['containers'];
}

/** The specs of pods that a workload of Kubernetes makes. */
export function podsOf(manifest: { readonly kind: string; readonly spec?: any }): PodShape[] {
  const { kind, spec } = manifest;
  const pod = kind === 'Pod' ? spec : kind === 'CronJob' ? spec?.jobTemplate?.spec?.template?.spec : spec?.template?.spec;
  return pod?.containers ? [pod as PodShape] : [];
}
