import { applicationSpec } from './argo-cd-application';
import { ArgoCdTarget, elementOf, SETTINGS } from './argo-cd-target';
import { LABELS, repositoryPath, outputPath } from './engine';
import { ArgoCdApplications, ArgoCdDeliveryProps, ArgoCdGenerator, ArgoCdRolloutStep } from '../../argo-cd-delivery-props';

const { FOLDER } = SETTINGS;

/**
 * Makes the Applications in Argo CD, in steps if there is a rollout.
 *
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/
 */
export function applicationSet(props: ArgoCdDeliveryProps, targets: readonly ArgoCdTarget[], folder: string): object {
  const { rollout } = props.applicationSet!;
  const isPerCluster = props.applications === ArgoCdApplications.PER_CLUSTER;
  const byServer = targets.every(({ destination }) => 'server' in destination);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: props.name ?? SETTINGS.NAME, namespace: props.namespace ?? SETTINGS.NAMESPACE },
    spec: {
      generators: [generator(props, targets, folder)],
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      ...(rollout ? { strategy: { deletionOrder: 'Reverse', type: 'RollingSync', rollingSync: { steps: steps(rollout, targets) } } } : {}),
      template: {
        metadata: {
          name: '{{.name}}',
          annotations: SETTINGS.ANNOTATIONS,
          finalizers: [SETTINGS.FINALIZER],
          labels: {
            ...Object.fromEntries(labelsOf(props).map((key) => [key, `{{index .labels ${JSON.stringify(key)}}}`])),
            [LABELS.app]: props.name ?? SETTINGS.NAME,
            [LABELS.cluster]: '{{.cluster}}',
            ...(isPerCluster ? {} : { [LABELS.component]: '{{.component}}' }),
            [LABELS.wave]: '{{.wave}}',
          },
        },
        spec: applicationSpec(props, {
          path: '{{.path}}', destination: byServer ? { server: '{{.destination}}' } : { name: '{{.destination}}' }, isRecursive: isPerCluster,
        }),
      },
    },
  };
}

function generator(props: ArgoCdDeliveryProps, targets: readonly ArgoCdTarget[], folder: string): object {
  const keys = labelsOf(props);
  if (!byFiles(props)) return { list: { elements: targets.map((target) => element(keys, target)) } };
  const files = [{ path: repositoryPath(outputPath(props.path, folder), FOLDER, '*', '*.json') }];
  // Its own parameters would take the names of ours.
  return { git: { files, pathParamPrefix: 'file', repoURL: props.repoUrl, revision: props.targetRevision ?? SETTINGS.REVISION } };
}

/** Whether the ApplicationSet finds a file for each Application. */
export const byFiles = ({ applicationSet: set }: ArgoCdDeliveryProps) => set?.generator === ArgoCdGenerator.GIT;

/** The keys of the labels that clusters have. */
export function labelsOf({ clusters = {} }: ArgoCdDeliveryProps): string[] {
  return [...new Set(Object.values(clusters).flatMap(({ labels = {} }) => Object.keys(labels)))].sort();
}

/** Every element has every label, so that the template finds each. */
const element = (keys: readonly string[], target: ArgoCdTarget) => (
  elementOf({ ...target, labels: Object.fromEntries(keys.map((key) => [key, target.labels[key] ?? ''])) }));

/** The file of an Application. */
export const elementText = (keys: readonly string[], target: ArgoCdTarget) => `${JSON.stringify(element(keys, target), undefined, 2)}\n`;

/** In each step of the user, the waves of components one after the other. */
function steps(rollout: readonly ArgoCdRolloutStep[], targets: readonly ArgoCdTarget[]): object[] {
  return rollout.flatMap((step) => {
    const waves = [...new Set(targets.filter((target) => matches(step, target)).map(({ wave }) => wave))].sort((a, b) => a - b);
    return waves.map((wave) => ({
      matchExpressions: [
        ...Object.entries(step.labels).map(([key, values]) => ({ key, operator: 'In', values: [...values] })),
        ...(waves.length > 1 ? [{ key: LABELS.wave, operator: 'In', values: [String(wave)] }] : []),
      ],
      ...(step.maxUpdate === undefined ? {} : { maxUpdate: /^\d+$/.test(step.maxUpdate) ? Number(step.maxUpdate) : step.maxUpdate }),
    }));
  });
}

/** Whether a step selects an Application. */
export function matches({ labels }: ArgoCdRolloutStep, target: Pick<ArgoCdTarget, 'labels'>): boolean {
  return Object.entries(labels).every(([key, values]) => values.includes(target.labels[key] ?? ''));
}
