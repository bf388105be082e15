import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { PeerPodsInput } from './edition-facts';
import { checkImage, imageText } from './image';
import { checkAnnotations, checkLabels, checkName, checkNamespaceName, unquoted } from './quoting';
import { sectionOf } from './sections';
import { show } from '../../../common/private/redact';
import { ManagerSettings } from '../../../peer-pods/internal';
import { error, formatPath, Finding, warning } from '../../engine/findings';
import { isTrue } from '../../engine/reader';
import { templateText } from '../../engine/template-text';
import { isMap, Values } from '../../engine/tree';

/** The label by which the charts' selectors find the pods of both managers. */
const SELECTOR = { 'control-plane': 'controller-manager' };

/** What the values of the webhook and of the resource controller have in common. */
export type CommonSettings = Omit<ManagerSettings, 'program' | 'metrics' | 'replicas'>;

/** Reads what the charts of both managers read alike. */
export function managerSettings(input: PeerPodsInput, alias: string, problems: Finding[]): CommonSettings {
  const { user } = input;
  const values = sectionOf(input.values, alias);
  const image = sectionOf(values, 'image');
  const namePrefix = templateText(values.namePrefix, `${alias}.namePrefix`, user.sources, problems);
  checkName(`${namePrefix}x`, `${alias}.namePrefix`, problems, 'a-z, 0-9, "-" and "."');
  return {
    namePrefix,
    ...namespaceOf(input, alias, problems),
    image: imageText(image, { path: [alias, 'image'], repositoryKey: 'repository' }, user.sources, problems),
    imagePullPolicy: image.pullPolicy ? String(image.pullPolicy) : undefined,
    resources: resourcesOf(values),
    serviceAccountAnnotations: checkAnnotations(
      sectionOf(values, 'serviceAccount', 'annotations'), (key) => formatPath([alias, 'serviceAccount', 'annotations', key]), problems),
    podLabels: checkLabels(sectionOf(values, 'podLabels'), SELECTOR, (key) => formatPath([alias, 'podLabels', key]), problems),
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
function namespaceOf(
  { facts, values, user, context }: PeerPodsInput, alias: string, problems: Finding[],
): Pick<CommonSettings, 'namespace' | 'namespaceObject'> {
  const name = (key: string) => {
    const path = formatPath([alias, key]);
    const text = unquoted(sectionOf(values, alias)[key], path, user.sources, problems);
    return text || facts.ownNamespaces ? checkNamespaceName(text, path, problems) : '';
  };
  if (facts.ownNamespaces) return { namespace: name('namespace'), namespaceObject: { labels: SELECTOR } };
  const override = name('namespaceOverride');
  return override && override !== context.namespace
    ? { namespace: override, namespaceObject: { labels: {} } }
    : { namespace: context.namespace };
}

/** Metrics behind a sidecar that asks who a client is, or open to all. */
export function proxyMetrics(
  input: PeerPodsInput, alias: string, resources: ResourceRequirements | undefined, problems: Finding[],
): ManagerSettings['metrics'] {
  const { enabled, image } = sectionOf(input.values, alias, 'authProxy');
  const path = formatPath([alias, 'authProxy']);
  if (!isTrue(enabled)) {
    problems.push(warning(`${path}.enabled`, 'anyone who can connect to the pod can read its metrics; set it to true'));
    return { kind: 'open' };
  }
  const text = unquoted(image, `${path}.image`, input.user.sources, problems);
  if (!text) problems.push(error(`${path}.image`, 'empty; a container needs an image; leave the key out'));
  else checkImage(text, `${path}.image`, problems);
  if (text.startsWith('gcr.io/kubebuilder/')) {
    const { repository, tag } = input.facts.release.images.authProxy;
    problems.push(warning(`${path}.image`, `the registry of ${show(text)} is gone, and nodes without the image cannot start the pod; take ${repository}:${tag}`));
  }
  return { kind: 'proxy', image: text, resources };
}

/** The resources of a container, as the values have them. */
export function resourcesOf(values: Values): ResourceRequirements | undefined {
  return isMap(values.resources) ? values.resources as ResourceRequirements : undefined;
}
