import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { PeerPodsReading } from './input';
import { show } from '../../../common/private/redact';
import { ManagerModel } from '../../../peer-pods/internal';
import { imageAt } from '../../engine/image';
import { annotationsAt, checkName, labelsAt, nameAt } from '../../engine/names';
import { Reader } from '../../engine/reader';
import { isMap } from '../../engine/tree';

/** The label by which the charts' selectors find the pods of both managers. */
const SELECTOR = { 'control-plane': 'controller-manager' };

/** What the values of the webhook and of the resource controller have in common. */
export type CommonModel = Omit<ManagerModel, 'program' | 'metrics' | 'replicas'>;

/**
 * Reads what the charts of both managers read alike.
 *
 * @param values those of the manager
 */
export function managerModel(reading: PeerPodsReading, values: Reader): CommonModel {
  const namePrefix = values.text('namePrefix');
  checkName(values, `${namePrefix}x`, ['namePrefix']);
  return {
    namePrefix,
    ...namespaceOf(reading, values),
    image: imageOf(values.section('image')),
    imagePullPolicy: values.text('image', 'pullPolicy') || undefined,
    resources: resourcesOf(values),
    serviceAccountAnnotations: annotationsAt(values, ['serviceAccount', 'annotations']),
    podLabels: labelsAt(values, ['podLabels'], SELECTOR),
    ownLabels: {},
    placement: {},
    chartRoles: true,
    restricted: false,
    readOnlyRoot: false,
    networkPolicy: false,
    disruptionBudget: false,
  };
}

/** Where the objects stand, and the namespace that the chart creates, if it does. */
function namespaceOf({ facts, context }: PeerPodsReading, values: Reader): Pick<CommonModel, 'namespace' | 'namespaceObject'> {
  if (facts.ownNamespaces) return { namespace: nameAt(values, ['namespace'], 'label'), namespaceObject: { labels: SELECTOR } };
  const override = values.text('namespaceOverride') && nameAt(values, ['namespaceOverride'], 'label');
  return override && override !== context.namespace
    ? { namespace: override, namespaceObject: { labels: {} } }
    : { namespace: context.namespace };
}

function imageOf(image: Reader): string {
  const parts = ['repository', 'tag'].map((key) => {
    const text = image.text(key);
    if (!text) image.error([key], 'empty, and no node can pull the image that the chart would write; leave the key out');
    return text;
  });
  return image.hasError('repository') || image.hasError('tag') ? '' : imageAt(image, parts.join(':')).reference;
}

/** Metrics behind a sidecar that asks who a client is, or open to all. */
export function proxyMetrics(
  { facts }: PeerPodsReading, values: Reader, resources: ResourceRequirements | undefined,
): ManagerModel['metrics'] {
  const proxy = values.section('authProxy');
  if (!proxy.on('enabled')) {
    proxy.warn(['enabled'], 'anyone who can connect to the pod can read its metrics; set it to true');
    return { kind: 'open' };
  }
  const image = proxy.unquoted('image');
  if (!image) proxy.error(['image'], 'empty; a container needs an image; leave the key out');
  else if (!proxy.hasError('image')) imageAt(proxy, image, 'image');
  if (image.startsWith('gcr.io/kubebuilder/')) {
    const { repository, tag } = facts.release.images.authProxy;
    proxy.warn(['image'], `the registry of ${show(image)} is gone, and nodes without the image cannot start the pod; take ${repository}:${tag}`);
  }
  return { kind: 'proxy', image, resources };
}

/** The resources of a container, as the values have them. */
export function resourcesOf(values: Reader): ResourceRequirements | undefined {
  const resources = values.value('resources');
  return isMap(resources) ? resources as ResourceRequirements : undefined;
}
