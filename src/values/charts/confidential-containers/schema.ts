import { UmbrellaComponent } from './component';
import { lookup } from '../../../common/private/free-keys';
import { defaultsOf, EditionDocument } from '../../editions/edition-document';
import { bool, list, map, object, ObjectNode, string } from '../../engine/schema';
import { PULL_POLICY, TOLERATION } from '../../pod-schema';

const ENABLED = bool({ description: 'whether it is installed' });

const labels = (description: string) => map(string(), { description });

/** Helm hands `global` to every chart; no template here reads it. */
const GLOBAL = object({}, { open: { kind: 'anything' }, description: 'values for all charts' });

const CUSTOM_CONTAINERD = object({
  enabled: bool(),
  tarballUrl: string(),
  tarballUrls: object({ amd64: string(), arm64: string(), s390x: string(), ppc64le: string() }),
  installPath: string(),
  image: object({ repository: string(), tag: string({ orNumber: true }), pullPolicy: PULL_POLICY }),
  nodeSelector: labels('labels of the nodes that get another containerd'),
  tolerations: list(TOLERATION),
}, { description: 'another containerd on the nodes', nullable: false });

/** Keys in which values files of the chart keep parts that they refer to; no template reads them. */
const isScratch = (key: string) => key.startsWith('_');

/** The values of an edition of the umbrella chart. */
export function umbrella(document: EditionDocument, components: Readonly<Record<string, UmbrellaComponent>>): ObjectNode {
  const scratch = Object.keys({ ...document.values, ...defaultsOf(document) }).filter(isScratch);
  const tags = Object.values(components).flatMap((one) => one.tags ?? []);
  const schema = object({
    architecture: string({ description: 'a label for people' }),
    nameOverride: string(),
    fullnameOverride: string(),
    customContainerd: CUSTOM_CONTAINERD,
    ...Object.fromEntries(scratch.map((key) => [key, { kind: 'anything' as const }])),
    ...Object.fromEntries(Object.entries(components).map(([alias, { schema: own }]) => [alias, own])),
    ...(tags.length ? { tags: object(Object.fromEntries(tags.map((tag) => [tag, ENABLED]))) } : {}),
    global: GLOBAL,
  });
  const conditions = Object.values(components).flatMap(({ condition = '' }) => condition.split(',').filter(Boolean));
  return conditions.reduce<ObjectNode>((node, path) => withSwitch(node, path.split('.')), schema);
}

/** The schema, with the value that a dependency's condition names. */
function withSwitch(node: ObjectNode, [key, ...rest]: string[]): ObjectNode {
  const below = lookup(node.fields, key);
  if (!rest.length) return below ? node : { ...node, fields: { [key]: ENABLED, ...node.fields } };
  if (below && below.kind !== 'object') return node;
  return { ...node, fields: { ...node.fields, [key]: withSwitch(below ?? object({}), rest) } };
}
