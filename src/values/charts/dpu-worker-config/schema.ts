import { anything, map, object, ObjectNode, string } from '../../engine/schema';

const handedOn = (description: string) => object({}, { open: anything(), description });

/** The values of the chart, in any edition. */
export const SCHEMA: ObjectNode = object({
  nameOverride: string({ description: 'the label app.kubernetes.io/name' }),
  fullnameOverride: string({ description: 'a name for objects; no template reads it' }),
  commonLabels: map(string(), { description: 'labels of all objects' }),
  commonAnnotations: handedOn('annotations for all objects; no template reads them'),
  global: handedOn('values for all charts'),
});
