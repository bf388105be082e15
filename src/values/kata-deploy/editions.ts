import { RELEASE_3_25_0, RELEASE_4_0_0, RELEASE_4_1_0, ReleaseFacts, StructuredRelease } from '../../kata/internal';
import { ChartEdition } from '../chart-edition';
import { coalesce } from '../helm/merge';
import { DEFAULTS_3_25_0, DEFAULTS_4_0_0, DEFAULTS_4_1_0 } from './defaults';
import { KataDeployFacts } from './input';
import { kataDeployPlan } from './plan';
import { SCHEMA_3_25_0, SCHEMA_4_0_0, SCHEMA_4_1_0 } from './schema';

export { kataDeployPlan } from './plan';

const structured = (release: ReleaseFacts) => release as ReleaseFacts & { readonly structured: StructuredRelease };

export const FACTS_3_25_0: KataDeployFacts = { release: structured(RELEASE_3_25_0), defaults: DEFAULTS_3_25_0, schema: SCHEMA_3_25_0 };
export const FACTS_4_0_0: KataDeployFacts = { release: structured(RELEASE_4_0_0), defaults: DEFAULTS_4_0_0, schema: SCHEMA_4_0_0 };
export const FACTS_4_1_0: KataDeployFacts = { release: structured(RELEASE_4_1_0), defaults: DEFAULTS_4_1_0, schema: SCHEMA_4_1_0 };

/** The chart kata-deploy by itself. */
export function kataDeployEdition(facts: KataDeployFacts): ChartEdition {
  return {
    schema: facts.schema,
    plan: (user, context) => {
      const { values, problems } = coalesce(facts.defaults, user.values);
      const plan = kataDeployPlan({ facts, values, given: user.values, sources: user.sources, path: [] }, context);
      return { ...plan, problems: [...problems, ...plan.problems] };
    },
  };
}

export const KATA_DEPLOY_4_1_0 = kataDeployEdition(FACTS_4_1_0);
