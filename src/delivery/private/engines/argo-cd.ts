import { application, source } from './argo-cd-application';
import { applicationSet, byFiles, elementText, labelsOf } from './argo-cd-application-set';
import { ArgoCdTarget, destinationOf, SETTINGS } from './argo-cd-target';
import { clusterFolder, Commands, componentFiles, Engine, fileInFolder, Files, LABELS, repositoryPath, yaml, outputPath } from './engine';
import { CocoError } from '../../../common/private/coco-error';
import { ArgoCdApplications, ArgoCdDeliveryProps } from '../../argo-cd-delivery-props';
import { ClusterDelivery, ClusterPlaces } from '../component';
import { folderName } from '../folder-name';

const { IN_CLUSTER, FINALIZER, FOLDER } = SETTINGS;

/** Argo CD labels objects with it. */
const MAX_NAME = 63;

const BOOTSTRAP = `${FOLDER}.yaml`;
const SET = `${FOLDER}/application-set.yaml`;

/**
 * Argo CD deletes no Application whose project is gone: with it, the project stays until its last Application has gone.
 * The API server warns that the name has no path; Argo CD knows no other.
 */
const PROJECT_FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/** A cluster stores no object above 1.5 MiB. Argo CD writes more into it. */
const LARGEST_SET = 2 ** 20;

/**
 * An Application for each component or cluster, and one of all of them; or an ApplicationSet. There is never `PruneLast`: the
 * pods that clean nodes wait until what installs is pruned.
 *
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
export function argoCdEngine(props: ArgoCdDeliveryProps): Engine {
  const { createNamespaces = true } = props;
  const labels = labelsOf(props);
  const engine: Engine = {
    name: 'Argo CD',
    createNamespaces,
    fileOf: fileInFolder,
    clusterFiles: (cluster, folder): Files => {
      const targets = targetsOf(props, cluster, folder);
      const file = ({ component = 'objects' }: ArgoCdTarget, extension: string) => `${FOLDER}/${cluster.name}/${component}.${extension}`;
      return new Map([
        ...componentFiles(engine, cluster),
        ...(byFiles(props) ? targets.map((target): [string, string] => [file(target, 'json'), elementText(labels, target)]) : []),
        ...(props.applicationSet ? [] : targets.map((target): [string, string] => [file(target, 'yaml'), yaml(application(props, target))])),
      ]);
    },
    sharedFiles: (clusters, folder): Files => new Map([
      [BOOTSTRAP, yaml(...bootstrap(props, clusters, folder))],
      ...(props.applicationSet ? [[SET, setText(props, clusters, folder)] as [string, string]] : []),
    ]),
    sharesComponents: sharesComponents(props),
    folder: FOLDER,
    sharedPaths: [BOOTSTRAP, SET],
    filesOf: (cluster) => ({ paths: [], folders: [{ path: `${FOLDER}/${cluster}`, names: /\.(yaml|json)$/ }] }),
    commands: (cluster, folder) => commands(props, cluster, folder),
  };
  return engine;
}

const nameOf = ({ name = SETTINGS.NAME }: ArgoCdDeliveryProps) => name;
const namespaceOf = ({ namespace = SETTINGS.NAMESPACE }: ArgoCdDeliveryProps) => namespace;
const isPerCluster = ({ applications }: ArgoCdDeliveryProps) => applications === ArgoCdApplications.PER_CLUSTER;

/** What Applications there are. */
function targetsOf(props: ArgoCdDeliveryProps, cluster: ClusterPlaces, folder: string): ArgoCdTarget[] {
  const first = cluster.cluster === undefined ? nameOf(props) : cluster.name;
  const path = repositoryPath(outputPath(props.path, folder), clusterFolder(cluster));
  const { labels = {} } = props.clusters?.[cluster.cluster ?? cluster.name] ?? {};
  const target = { cluster: cluster.name, destination: destinationOf(props, cluster), labels };
  if (isPerCluster(props)) return [{ ...target, name: folderName(`${first}-objects`, MAX_NAME), path, wave: 0 }];
  return cluster.components.map(({ name, level, dependsOn }) => ({
    ...target, name: folderName(`${first}-${name}`, MAX_NAME), component: name, path: `${path}/${name}`, wave: dependsOn.length ? level + 1 : level,
  }));
}

/** A list has each Application, and the steps of a rollout have the waves of all clusters. */
function sharesComponents(props: ArgoCdDeliveryProps): boolean {
  const { applicationSet: set } = props;
  return set !== undefined && !isPerCluster(props) && (!byFiles(props) || set.rollout !== undefined);
}

function setText(props: ArgoCdDeliveryProps, clusters: readonly ClusterPlaces[], folder: string): string {
  const targets = clusters.flatMap((cluster) => targetsOf(props, cluster, folder));
  const text = yaml(applicationSet(props, targets, folder));
  if (text.length <= LARGEST_SET) return text;
  throw new CocoError('Delivery.argoCd', `applicationSet: got an ApplicationSet of ${text.length} bytes, which lists ${targets.length} Applications; allowed: at most `
    + `${LARGEST_SET} bytes, since a cluster stores no larger objects. Take ArgoCdGenerator.GIT, which reads them from files.`);
}

/** What one applies once: the project, and the Application of all others. */
function bootstrap(props: ArgoCdDeliveryProps, clusters: readonly ClusterPlaces[], folder: string): object[] {
  const namespace = namespaceOf(props);
  const each = clusters.map((cluster) => destinationOf(props, cluster));
  const destinations = [...new Map(each.map((one) => [JSON.stringify(one), one])).values()];
  const project = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: nameOf(props), namespace, finalizers: [PROJECT_FINALIZER] },
    spec: {
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      description: `What ${nameOf(props)} delivers`,
      destinations: [{ namespace, server: IN_CLUSTER }, ...destinations.map((one) => ({ namespace: '*', ...one }))],
      sourceRepos: [props.repoUrl],
    },
  };
  const all = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: nameOf(props), namespace, finalizers: [FINALIZER] },
    spec: {
      destination: { namespace, server: IN_CLUSTER },
      project: props.project ?? nameOf(props),
      source: {
        ...(props.applicationSet ? {} : { directory: { recurse: true } }),
        ...source(props, repositoryPath(outputPath(props.path, folder), FOLDER)),
      },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  };
  return [...(props.project === undefined ? [project] : []), all];
}

function commands(props: ArgoCdDeliveryProps, cluster: ClusterDelivery, folder: string): Commands {
  const space = namespaceOf(props);
  const label = `${LABELS.app}=${nameOf(props)},${LABELS.cluster}=${cluster.name}`;
  const all = (path: string, value: string) => `kubectl wait application -l ${label} -n ${space} --for=jsonpath='{.status.${path}}'=${value} --timeout=1h`;
  // An Application counts as healthy while a sync still creates its objects.
  const done = [all('sync.status', 'Synced'), all('health.status', 'Healthy')];
  return {
    install: [
      ...(isPerCluster(props) || props.applicationSet ? [] : [
        '# Argo CD waits for the Applications of one wave only with a health check that looks at their sync status; this must print a line:',
        `kubectl get configmap argocd-cm -n ${space} -o jsonpath='{.data.resource\\.customizations\\.health\\.argoproj\\.io_Application}' | grep Synced`,
      ]),
      `# Commit ${folder}/ and push it. Once, in the cluster of Argo CD:`,
      `kubectl apply -f ${folder}/${BOOTSTRAP}`,
      `kubectl wait application/${nameOf(props)} -n ${space} --for=jsonpath='{.status.sync.status}'=Synced --timeout=10m`,
      ...done,
    ],
    uninstall: [
      '# Set the lifecycle of what changes nodes to Lifecycle.DRAINING, synthesize, commit and push. Every node is clean when these succeed:',
      all('sync.revision', '$(git rev-parse HEAD)'),
      ...done,
      '# Set it to Lifecycle.ABSENT, synthesize, commit and push. In the end remove all that is left; namespaces and definitions stay:',
      `kubectl delete -f ${folder}/${BOOTSTRAP}`,
    ],
  };
}
