import { ArgoCdTarget, SETTINGS } from './argo-cd-target';
import { defined, LABELS } from './engine';
import { ArgoCdDeliveryProps } from '../../argo-cd-delivery-props';

/** An Application of objects. */
export function application(props: ArgoCdDeliveryProps, target: ArgoCdTarget): object {
  const { name, labels, cluster, component, path, destination, wave } = target;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: props.namespace ?? SETTINGS.NAMESPACE,
      annotations: { ...SETTINGS.ANNOTATIONS, ...(wave ? { 'argocd.argoproj.io/sync-wave': String(wave) } : {}) },
      finalizers: [SETTINGS.FINALIZER],
      labels: defined({
        ...labels, [LABELS.app]: props.name ?? SETTINGS.NAME, [LABELS.cluster]: cluster, [LABELS.component]: component,
      }),
    },
    spec: applicationSpec(props, { path, destination, isRecursive: component === undefined }),
  };
}

interface Folder {
  /** In the repository. */
  readonly path: string;
  readonly destination: object;
  /** Whether what lies in folders of it counts, too. */
  readonly isRecursive: boolean;
}

/** What an Application of objects says, also in the template of an ApplicationSet. */
export function applicationSpec(props: ArgoCdDeliveryProps, { path, destination, isRecursive }: Folder): object {
  const { serverSideApply = true, ignoreDifferences = [], prune = true, selfHeal = true, retry = {} } = props;
  const options = [
    ...(ignoreDifferences.length ? ['RespectIgnoreDifferences=true'] : []),
    ...(serverSideApply ? ['ServerSideApply=true'] : []),
  ];
  return {
    destination,
    ...(ignoreDifferences.length ? { ignoreDifferences: ignoreDifferences.map((one) => defined({ ...one })) } : {}),
    project: props.project ?? props.name ?? SETTINGS.NAME,
    source: { ...(isRecursive ? { directory: { recurse: true } } : {}), ...source(props, path) },
    syncPolicy: {
      automated: { prune, selfHeal },
      retry: {
        limit: retry.limit ?? SETTINGS.RETRY_LIMIT,
        backoff: {
          duration: `${retry.duration?.toSeconds({ integral: false }) ?? SETTINGS.RETRY_SECONDS}s`,
          factor: retry.factor ?? SETTINGS.RETRY_FACTOR,
          maxDuration: `${retry.maxDuration?.toSeconds({ integral: false }) ?? SETTINGS.RETRY_MAX_SECONDS}s`,
        },
      },
      ...(options.length ? { syncOptions: options } : {}),
    },
  };
}

/** Where Argo CD finds a folder. */
export const source = ({ repoUrl, targetRevision = SETTINGS.REVISION }: ArgoCdDeliveryProps, path: string) => (
  { path, repoURL: repoUrl, targetRevision });
