import { planDpuWorkers } from './map';
import { SCHEMA } from './schema';
import { ChartEdition } from '../../chart-edition';
import { appVersionOf, defaultsOf, EditionDocument } from '../../editions/edition-document';
import { schemaOfEdition } from '../../editions/edition-schema';
import { editionDocument } from '../../editions/edition-store';

const CHART = 'dpu-worker-config';

/** An edition of the chart. */
export function dpuWorkerEdition(version: string, document: EditionDocument = editionDocument(CHART, version)): ChartEdition {
  const facts = { version, appVersion: appVersionOf(document), defaults: defaultsOf(document) };
  return {
    schema: schemaOfEdition(SCHEMA, document),
    plan: (user, context) => planDpuWorkers(facts, user, context),
  };
}
