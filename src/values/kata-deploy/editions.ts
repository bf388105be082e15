import { RELEASE_3_25_0, RELEASE_4_0_0, RELEASE_4_1_0, ReleaseFacts } from '../../kata/internal';
import { ChartEdition } from '../chart-edition';
import { DEFAULTS_3_25_0, DEFAULTS_4_0_0, DEFAULTS_4_1_0 } from './defaults';
import { KataDeployFacts } from './input';
import { kataDeployPlan } from './plan';
import { SCHEMA_3_25_0, SCHEMA_4_0_0, SCHEMA_4_1_0 } from './schema';
import { coalesce } from '../helm/merge';
import { ObjectNode } from '../helm/schema';
import { Values } from '../helm/tree';

export { kataDeployPlan } from './plan';

const facts = (release: ReleaseFacts, defaults: Values, schema: ObjectNode): KataDeployFacts => (
  { release: release as KataDeployFacts['release'], defaults, schema });

/** As the chart peerpods 0.1.0 depends on it. */
export const KATA_DEPLOY_FACTS_3_25_0 = facts(RELEASE_3_25_0, DEFAULTS_3_25_0, SCHEMA_3_25_0);

/** As the chart peerpods 0.4.0 depends on it. */
export const KATA_DEPLOY_FACTS_4_0_0 = facts(RELEASE_4_0_0, DEFAULTS_4_0_0, SCHEMA_4_0_0);

export const KATA_DEPLOY_FACTS_4_1_0 = facts(RELEASE_4_1_0, DEFAULTS_4_1_0, SCHEMA_4_1_0);

/** The chart kata-deploy by itself. */
export function kataDeployEdition(edition: KataDeployFacts): ChartEdition {
  return {
    schema: edition.schema,
    plan: (user, context) => {
      const { values, problems } = coalesce(edition.defaults, user.values);
      const plan = kataDeployPlan({ facts: edition, values, given: user.values, sources: user.sources, path: [] }, context);
      return { ...plan, problems: [...problems, ...plan.problems] };
    },
  };
}

export const KATA_DEPLOY_4_1_0 = kataDeployEdition(KATA_DEPLOY_FACTS_4_1_0);
