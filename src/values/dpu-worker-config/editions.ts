import { planDpuWorkers } from './plan';
import { SCHEMA } from './schema';
import { ChartEdition } from '../chart-edition';
import { schemaOfEdition } from '../editions/edition-schema';
import { editionDocument } from '../editions/edition-store';

/** An edition of the chart. */
export function dpuWorkerEdition(version: string): ChartEdition {
  const document = editionDocument('dpu-worker-config', version);
  return {
    schema: schemaOfEdition(SCHEMA, document),
    plan: (user, context) => planDpuWorkers(version, document.values, user, context),
  };
}
