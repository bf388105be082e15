import { defined } from './engine';
import { ArgoCdDeliveryProps } from '../../argo-cd-delivery-props';
import { ClusterPlaces } from '../component';

/** Names and defaults. */
export const SETTINGS = {
  NAME: 'cdk8s-coco',
  NAMESPACE: 'argocd',
  /** The folder with the Applications. */
  FOLDER: 'argo-cd',
  REVISION: 'HEAD',
  /** The cluster that Argo CD runs in. */
  IN_CLUSTER: 'https://kubernetes.default.svc',
  /** Deletes the objects of an Application with it. */
  FINALIZER: 'resources-finalizer.argocd.argoproj.io/foreground',
  /** A commit refreshes only the Applications whose folders it changes. */
  ANNOTATIONS: { 'argocd.argoproj.io/manifest-generate-paths': '.' },
  RETRY_LIMIT: 5,
  RETRY_SECONDS: 10,
  RETRY_FACTOR: 2,
  RETRY_MAX_SECONDS: 300,
} as const;

/** A cluster, by address or by name. */
export type Destination = { readonly server: string } | { readonly name: string };

/** What an Application is for. */
export interface ArgoCdTarget {
  readonly name: string;
  /** The folder of the cluster. */
  readonly cluster: string;
  /** Without, it is for the whole cluster. */
  readonly component?: string;
  /** In the repository. */
  readonly path: string;
  readonly destination: Destination;
  readonly labels: Readonly<Record<string, string>>;
  /** How many come before it, one after the other. */
  readonly wave: number;
}

export function destinationOf(props: ArgoCdDeliveryProps, { cluster, name }: ClusterPlaces): Destination {
  const known = props.clusters?.[cluster ?? name];
  if (known?.server !== undefined) return { server: known.server };
  if (known?.name !== undefined) return { name: known.name };
  return cluster === undefined ? { server: SETTINGS.IN_CLUSTER } : { name: cluster };
}

/** An Application as the data of a template. */
export const elementOf = ({ name, cluster, component, path, destination, labels, wave }: ArgoCdTarget) => defined({
  name, cluster, component, path, destination: 'server' in destination ? destination.server : destination.name, labels, wave: String(wave),
});
