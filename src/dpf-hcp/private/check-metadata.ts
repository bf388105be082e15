import { isMap } from './schema/schema';
import { checkAnnotations, checkLabels } from '../../common/private/metadata-rules';
import { isDnsLabel, Problems } from '../../common/private/problems';
import { didYouMean } from '../../common/private/suggest';

/** What Kubernetes knows of an object. */
const FIELDS = [
  'annotations', 'creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'finalizers', 'generateName', 'generation', 'labels',
  'managedFields', 'name', 'namespace', 'ownerReferences', 'resourceVersion', 'selfLink', 'uid',
];

/** Whether a text may be the name of an object. */
export function isObjectName(text: unknown): boolean {
  return typeof text === 'string' && text.length <= 253 && text.split('.').every((part) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(part));
}

/** Rules on the metadata of an object as it stands in a manifest: those that all objects have. */
export function checkMetadata(metadata: unknown, problems: Problems): void {
  if (!isMap(metadata)) {
    problems.add('metadata', metadata, 'an object with a name', 'Give the whole object, as it stands in a manifest.');
    return;
  }
  for (const field of Object.keys(metadata).filter((one) => !FIELDS.includes(one))) {
    const near = didYouMean(field, FIELDS);
    problems.add(`metadata.${field}`, metadata[field], `the fields ${FIELDS.join(', ')}`, near ? `Did you mean "${near}"?` : 'Leave it out.');
  }
  const { name, generateName, namespace } = metadata;
  if (!isObjectName(name) && ((name !== undefined && name !== null && name !== '') || !generateName)) {
    problems.add('metadata.name', name, 'a DNS name: a-z, 0-9, "-" and ".", at most 253 characters', 'The names of the hosted cluster are made of it.');
  }
  if (namespace !== undefined && namespace !== null && !(typeof namespace === 'string' && (namespace === '' || isDnsLabel(namespace)))) {
    problems.add('metadata.namespace', namespace, 'a DNS label: a-z, 0-9 and "-", at most 63 characters', 'Take the namespace of its Secrets.');
  }
  for (const [field, check] of [['labels', checkLabels], ['annotations', checkAnnotations]] as const) {
    const map = metadata[field] ?? {};
    if (isMap(map)) check(`metadata.${field}`, Object.fromEntries(Object.entries(map).map(([key, value]) => [key, (value ?? '') as string])), problems);
    else problems.add(`metadata.${field}`, map, 'texts by their names', 'Write a map.');
  }
}
