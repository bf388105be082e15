import { Duration } from 'cdk8s';
import { clusterFolder, Commands, componentFiles, defined, Engine, fileInFolder, Files, LABELS, repositoryPath, yaml, outputPath } from './engine';
import { goDuration } from '../../../common/private/go-duration';
import { FluxDeliveryProps } from '../../flux-delivery-props';
import { ClusterDelivery, Component } from '../component';

/** The folder with the Kustomizations. */
const FOLDER = 'flux';

const DEFAULT_NAME = 'cdk8s-coco';
const DEFAULT_NAMESPACE = 'flux-system';
const DEFAULT_INTERVAL = Duration.minutes(10);
const DEFAULT_RETRY_INTERVAL = Duration.minutes(2);
const DEFAULT_TIMEOUT = Duration.minutes(15);

/** Workloads that Flux waits for where it does not wait for everything. */
const WAITED = ['DaemonSet', 'Deployment', 'StatefulSet', 'Job'];

/**
 * A Kustomization for each component, and one of all of them for each cluster. There is never a `postBuild`: it would change
 * texts.
 *
 * https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export function fluxEngine(props: FluxDeliveryProps): Engine {
  const { createNamespaces = true } = props;
  const engine: Engine = {
    name: 'Flux',
    createNamespaces,
    fileOf: fileInFolder,
    clusterFiles: (cluster, folder) => new Map([
      ...componentFiles(engine, cluster),
      [`${FOLDER}/${cluster.name}.yaml`, yaml(...bootstrap(props, cluster, folder))],
      ...cluster.components.map((component): [string, string] => (
        [`${FOLDER}/${cluster.name}/${component.name}.yaml`, yaml(kustomization(props, cluster, component, folder))])),
    ]),
    sharedFiles: (): Files => new Map(),
    sharesComponents: false,
    folder: FOLDER,
    sharedPaths: [],
    filesOf: (cluster) => ({ paths: [`${FOLDER}/${cluster}.yaml`], folders: [{ path: `${FOLDER}/${cluster}`, names: /\.yaml$/ }] }),
    commands: (cluster, folder) => commands(props, cluster, folder),
  };
  return engine;
}

const nameOf = ({ name = DEFAULT_NAME }: FluxDeliveryProps) => name;
const namespaceOf = ({ namespace = DEFAULT_NAMESPACE }: FluxDeliveryProps) => namespace;

/** Clusters that one Flux delivers to need names that differ. */
function prefix(props: FluxDeliveryProps, cluster: ClusterDelivery): string {
  return props.kubeConfigSecrets ? `${nameOf(props)}-${cluster.name}` : nameOf(props);
}

function sourceRef(props: FluxDeliveryProps): object {
  const { kind, name, namespace } = props.source._kind;
  return defined({ kind, name: name ?? nameOf(props), namespace });
}

/** What one applies once: the source, and the Kustomization of all others. */
function bootstrap(props: FluxDeliveryProps, cluster: ClusterDelivery, folder: string): object[] {
  const { kind, name, spec } = props.source._kind;
  const source = name === undefined
    ? [{ apiVersion: 'source.toolkit.fluxcd.io/v1', kind, metadata: { name: nameOf(props), namespace: namespaceOf(props) }, spec }] : [];
  return [...source, {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: prefix(props, cluster), namespace: namespaceOf(props) },
    spec: {
      interval: goDuration(props.interval ?? DEFAULT_INTERVAL),
      retryInterval: goDuration(props.retryInterval ?? DEFAULT_RETRY_INTERVAL),
      path: `./${repositoryPath(outputPath(props.path, folder), FOLDER, cluster.name)}`,
      prune: true,
      sourceRef: sourceRef(props),
    },
  }];
}

function kustomization(props: FluxDeliveryProps, cluster: ClusterDelivery, component: Component, folder: string): object {
  const { interval = DEFAULT_INTERVAL, retryInterval = DEFAULT_RETRY_INTERVAL, timeout = DEFAULT_TIMEOUT } = props;
  const { prune = true, wait = true } = props;
  const path = repositoryPath(outputPath(props.path, folder), clusterFolder(cluster), component.name);
  const secret = props.kubeConfigSecrets?.[cluster.cluster ?? cluster.name];
  const checks = wait ? [] : component.manifests.filter(({ kind }) => WAITED.includes(kind));
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: {
      name: `${prefix(props, cluster)}-${component.name}`,
      namespace: namespaceOf(props),
      labels: { [LABELS.app]: nameOf(props), [LABELS.component]: component.name },
    },
    spec: {
      ...(props.deletionPolicy ? { deletionPolicy: props.deletionPolicy } : {}),
      ...(component.dependsOn.length ? { dependsOn: component.dependsOn.map((one) => ({ name: `${prefix(props, cluster)}-${one}` })) } : {}),
      ...(checks.length ? {
        healthChecks: checks.map(({ apiVersion, kind, metadata: { name, namespace } }) => (
          { apiVersion, kind, name, namespace })),
      } : {}),
      interval: goDuration(interval),
      ...(secret === undefined ? {} : { kubeConfig: { secretRef: { name: secret } } }),
      path: `./${path}`,
      prune,
      retryInterval: goDuration(retryInterval),
      ...(props.serviceAccountName === undefined ? {} : { serviceAccountName: props.serviceAccountName }),
      sourceRef: sourceRef(props),
      timeout: goDuration(timeout),
      ...(wait ? { wait } : {}),
    },
  };
}

/** Waits until Flux has applied the commit that is checked out, and its objects are ready. */
function applied(props: FluxDeliveryProps, names: readonly string[], space: string, ready: string): string[] {
  const { branch } = props.source._kind;
  return branch === undefined ? [`# once "kubectl get kustomization -n ${space}" shows the new revision`, ready] : [
    `kubectl wait ${names.join(' ')} -n ${space} --for=jsonpath='{.status.lastAppliedRevision}'=${branch}@sha1:$(git rev-parse HEAD) --timeout=1h`,
  ];
}

function commands(props: FluxDeliveryProps, cluster: ClusterDelivery, folder: string): Commands {
  const file = `${folder}/${FOLDER}/${cluster.name}.yaml`;
  const space = namespaceOf(props);
  const names = cluster.components.map(({ name }) => `kustomization/${prefix(props, cluster)}-${name}`);
  const ready = `kubectl wait ${names.join(' ')} -n ${space} --for=condition=Ready --timeout=1h`;
  return {
    install: [
      `# Commit ${folder}/ and push it${props.source._kind.kind === 'OCIRepository' ? ', or push it as an artifact: flux push artifact' : ''}. Once for each cluster:`,
      `kubectl apply -f ${file}`,
      `kubectl wait kustomization/${prefix(props, cluster)} -n ${space} --for=condition=Ready --timeout=5m`,
      ready,
    ],
    uninstall: [
      '# Set the lifecycle of what changes nodes to Lifecycle.DRAINING, synthesize, commit and push. Every node is clean when this succeeds:',
      ...applied(props, names, space, ready),
      '# Set it to Lifecycle.ABSENT, synthesize, commit and push. In the end remove all that is left; namespaces and definitions stay:',
      `kubectl delete -f ${file}`,
    ],
  };
}
