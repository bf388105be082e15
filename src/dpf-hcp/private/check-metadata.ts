import { isMap } from '../../common/private/is-map';
import { Problems } from '../../common/private/problems';
import { checkAnnotations, checkLabels } from '../../common/private/rules/labels';
import { DNS_LABEL, DNS_NAME, isDnsLabel, isDnsName } from '../../common/private/rules/names';
import { didYouMean } from '../../common/private/suggest';

/** What Kubernetes knows of an object. */
const FIELDS = [
  'annotations', 'creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'finalizers', 'generateName', 'generation', 'labels',
  'managedFields', 'name', 'namespace', 'ownerReferences', 'resourceVersion', 'selfLink', 'uid',
];

/** Rules on the metadata of an object as it stands in a manifest: those that all objects have. */
export function checkMetadata(metadata: unknown, problems: Problems): void {
  if (!isMap(metadata)) {
    problems.add('metadata', metadata, 'an object with a name', 'Give the whole object, as in a manifest.');
    return;
  }
  for (const field of Object.keys(metadata).filter((one) => !FIELDS.includes(one))) {
    const near = didYouMean(field, FIELDS);
    problems.add(`metadata.${field}`, metadata[field], `the fields ${FIELDS.join(', ')}`, near ? `Did you mean "${near}"?` : 'Leave it out.');
  }
  const { name, generateName, namespace } = metadata;
  if (!isDnsName(name) && ((name !== undefined && name !== null && name !== '') || !generateName)) {
    problems.add('metadata.name', name, DNS_NAME, 'The names of the hosted cluster are made of it.');
  }
  if (namespace !== undefined && namespace !== null && !(typeof namespace === 'string' && (namespace === '' || isDnsLabel(namespace)))) {
    problems.add('metadata.namespace', namespace, DNS_LABEL, 'Take the namespace of its Secrets.');
  }
  for (const [field, check] of [['labels', checkLabels], ['annotations', checkAnnotations]] as const) {
    const map = metadata[field] ?? {};
    if (isMap(map)) check(`metadata.${field}`, Object.fromEntries(Object.entries(map).map(([key, value]) => [key, (value ?? '') as string])), problems);
    else problems.add(`metadata.${field}`, map, 'a map of strings', 'Write a map.');
  }
}
