import { CHART } from './chart-name';
import { planOperator } from './map';
import { SCHEMA_0_1_0, SCHEMA_0_1_0_PRE } from './schema';
import { RELEASE_0_1_0, RELEASE_0_1_0_PRE } from '../../../dpf-hcp/internal';
import { ChartEdition } from '../../chart-edition';
import { appVersionOf, defaultsOf, EditionDocument } from '../../editions/edition-document';
import { editionDocument } from '../../editions/edition-store';

const EDITIONS = {
  '0.1.0-pre': { release: RELEASE_0_1_0_PRE, schema: SCHEMA_0_1_0_PRE },
  '0.1.0': { release: RELEASE_0_1_0, schema: SCHEMA_0_1_0 },
};

/** An edition of the chart dpf-hcp-provisioner-operator. */
export function dpfHcpEdition(version: string, document: EditionDocument = editionDocument(CHART, version)): ChartEdition {
  const { release, schema } = EDITIONS[version as keyof typeof EDITIONS];
  const facts = { release: { ...release, appVersion: appVersionOf(document) }, defaults: defaultsOf(document) };
  return { schema, plan: (user, context) => planOperator(facts, user, context) };
}
