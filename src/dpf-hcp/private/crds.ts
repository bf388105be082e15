import { Emission } from '../../common/private/emission';
import { packageText } from '../../common/private/script';
import { DpfHcpReleaseFacts } from '../catalogue/releases';
import { Schema } from './schema/schema';

/** A custom resource definition as it stands in a manifest, as far as it is looked at here. */
export type Definition = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: { [name: string]: string } };
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
};

const FILE = 'src/dpf-hcp/catalogue/definitions.json';
const cache = new Map<string, Definition[]>();

/** The definitions that a release brings, each call sharing the same objects: they are not to be changed. */
export function definitionsOf(release: DpfHcpReleaseFacts): readonly Definition[] {
  let definitions = cache.get(release.version);
  if (!definitions) {
    const newest = JSON.parse(packageText(FILE)) as Definition[];
    definitions = release.provisionerConfig ? newest : [beforeProvisionerConfig(newest[0])];
    cache.set(release.version, definitions);
  }
  return definitions;
}

/** The definitions as objects, which engines leave in the cluster: with a definition, all its objects go. */
export function definitionObjects(release: DpfHcpReleaseFacts): Emission[] {
  return definitionsOf(release).map((definition) => ({
    id: definition.metadata.name.split('.')[0], manifest: structuredClone(definition), keep: true,
  }));
}

/** The schema of the objects of a kind. */
export function schemaOf(release: DpfHcpReleaseFacts, kind: string): Schema {
  return definitionsOf(release).find(({ spec }) => spec.names.kind === kind)!.spec.versions[0].schema.openAPIV3Schema;
}

/** Fields that came with the DPFHCPProvisionerConfig. */
export const NEW_FIELDS = ['dpuDeploymentRef', 'flannelEnabled', 'machineOSURL', 'networking'];

/** DPFHCPProvisioner as it was in the edition 0.1.0-pre. */
function beforeProvisionerConfig(newest: Definition): Definition {
  const old = structuredClone(newest) as { metadata: { annotations: { [name: string]: string } } } & Definition;
  delete old.metadata.annotations['helm.sh/resource-policy']; // Helm never deletes what lies in a chart's folder crds/
  const { spec, status } = old.spec.versions[0].schema.openAPIV3Schema.properties as { [name: string]: MutableSchema };
  for (const field of NEW_FIELDS) delete spec.properties[field];
  spec.required = spec.required.filter((field) => !NEW_FIELDS.includes(field));
  spec.properties.ocpReleaseImage.description = 'Release image of OpenShift that the hosted cluster runs. '
    + 'The ConfigMap ocp-bluefield-images says which BlueField image goes with its version.';
  const { virtualIP } = spec.properties;
  virtualIP['x-kubernetes-validations'] = virtualIP['x-kubernetes-validations']!.filter(({ rule }) => rule === 'self == oldSelf');
  delete status.properties.blueFieldOCPLayerImage;
  status.properties.blueFieldContainerImage = {
    type: 'string', description: 'BlueField image that the ConfigMap ocp-bluefield-images has for the version of OpenShift.',
  } as MutableSchema;
  status.properties.phase.enum = ['Pending', 'Provisioning', 'Ready', 'Failed', 'Deleting'];
  return old;
}

type MutableSchema = { -readonly [K in Exclude<keyof Schema, 'properties' | 'required'>]: Schema[K] } & {
  properties: { [name: string]: MutableSchema };
  required: string[];
};
