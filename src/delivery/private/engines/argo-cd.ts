import { application, source } from './argo-cd-application';
import { applicationSet, elementFiles } from './argo-cd-application-set';
import { ArgoCdTarget, destinationOf, SETTINGS } from './argo-cd-target';
import { clusterFolder, Commands, componentFiles, Engine, fileInFolder, Files, LABELS, repositoryPath, yaml, outputPath } from './engine';
import { ArgoCdApplications, ArgoCdDeliveryProps } from '../../argo-cd-delivery-props';
import { ClusterDelivery } from '../components';
import { folderName } from '../folder-name';

const { IN_CLUSTER, FINALIZER, FOLDER } = SETTINGS;

/** Argo CD labels objects with it. */
const MAX_NAME = 63;

const BOOTSTRAP = `${FOLDER}.yaml`;

/**
 * An Application for each component or cluster, and one of all of them; or an ApplicationSet. There is never `PruneLast`: the
 * pods that clean nodes wait until what installs is pruned.
 *
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
export function argoCdEngine(props: ArgoCdDeliveryProps): Engine {
  const { createNamespaces = true } = props;
  const engine: Engine = {
    name: 'Argo CD',
    createNamespaces,
    fileOf: fileInFolder,
    files: (clusters, folder): Files => {
      const targets = clusters.flatMap((cluster) => targetsOf(props, cluster, folder));
      return new Map([
        ...componentFiles(engine, clusters),
        [BOOTSTRAP, yaml(...bootstrap(props, clusters, folder))],
        ...(props.applicationSet ? [
          [`${FOLDER}/application-set.yaml`, yaml(applicationSet(props, targets, folder))] as [string, string], ...elementFiles(props, targets),
        ] : targets.map((target): [string, string] => [`${FOLDER}/${target.name}.yaml`, yaml(application(props, target))])),
      ]);
    },
    commands: (cluster, folder) => commands(props, cluster, folder),
  };
  return engine;
}

const nameOf = ({ name = SETTINGS.NAME }: ArgoCdDeliveryProps) => name;
const namespaceOf = ({ namespace = SETTINGS.NAMESPACE }: ArgoCdDeliveryProps) => namespace;
const isPerCluster = ({ applications }: ArgoCdDeliveryProps) => applications === ArgoCdApplications.PER_CLUSTER;

/** What Applications there are. */
function targetsOf(props: ArgoCdDeliveryProps, cluster: ClusterDelivery, folder: string): ArgoCdTarget[] {
  const first = cluster.cluster === undefined ? nameOf(props) : cluster.name;
  const path = repositoryPath(outputPath(props.path, folder), clusterFolder(cluster));
  const { labels = {} } = props.clusters?.[cluster.cluster ?? cluster.name] ?? {};
  const target = { cluster: cluster.name, destination: destinationOf(props, cluster), labels };
  if (isPerCluster(props)) return [{ ...target, name: folderName(`${first}-objects`, MAX_NAME), path, wave: 0 }];
  return cluster.components.map(({ name, level, dependsOn }) => ({
    ...target, name: folderName(`${first}-${name}`, MAX_NAME), component: name, path: `${path}/${name}`, wave: dependsOn.length ? level + 1 : level,
  }));
}

/** What one applies once: the project, and the Application of all others. */
function bootstrap(props: ArgoCdDeliveryProps, clusters: readonly ClusterDelivery[], folder: string): object[] {
  const namespace = namespaceOf(props);
  const each = clusters.map((cluster) => destinationOf(props, cluster));
  const destinations = [...new Map(each.map((one) => [JSON.stringify(one), one])).values()];
  const project = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: nameOf(props), namespace },
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
      source: source(props, repositoryPath(outputPath(props.path, folder), FOLDER)),
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  };
  return [...(props.project === undefined ? [project] : []), all];
}

function commands(props: ArgoCdDeliveryProps, cluster: ClusterDelivery, folder: string): Commands {
  const space = namespaceOf(props);
  const label = `${LABELS.app}=${nameOf(props)},${LABELS.cluster}=${cluster.name}`;
  const healthy = `kubectl wait application -l ${label} -n ${space} --for=jsonpath='{.status.health.status}'=Healthy --timeout=1h`;
  return {
    install: [
      ...(isPerCluster(props) || props.applicationSet ? [] : [
        '# Argo CD waits for the Applications of one wave before the next only if it knows their health; this must print something:',
        `kubectl get configmap argocd-cm -n ${space} -o jsonpath='{.data.resource\\.customizations\\.health\\.argoproj\\.io_Application}'`,
      ]),
      `# Commit ${folder}/ and push it. Once, in the cluster of Argo CD:`,
      `kubectl apply -f ${folder}/${BOOTSTRAP}`,
      `kubectl wait application/${nameOf(props)} -n ${space} --for=jsonpath='{.status.sync.status}'=Synced --timeout=10m`,
      healthy,
    ],
    uninstall: [
      '# Set the lifecycle of what changes nodes to Lifecycle.DRAINING, synthesize, commit and push. Every node is clean when these succeed:',
      `kubectl wait application -l ${label} -n ${space} --for=jsonpath='{.status.sync.revision}'=$(git rev-parse HEAD) --timeout=1h`,
      `kubectl wait application -l ${label} -n ${space} --for=jsonpath='{.status.operationState.phase}'=Succeeded --timeout=1h`,
      healthy,
      '# Set it to Lifecycle.ABSENT, synthesize, commit and push. In the end remove all that is left; namespaces and definitions stay:',
      `kubectl delete -f ${folder}/${BOOTSTRAP}`,
    ],
  };
}
