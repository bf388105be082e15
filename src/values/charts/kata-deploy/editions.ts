import { CHART, KataDeployFacts } from './input';
import { kataDeployPlan } from './map';
import { schemaOf } from './schema';
import { RELEASE_0_16_0_PRE_CI, ReleaseFacts, releaseFacts } from '../../../kata/internal';
import { ChartEdition } from '../../chart-edition';
import { appVersionOf, defaultsOf, EditionDocument } from '../../editions/edition-document';
import { editionDocument } from '../../editions/edition-store';
import { coalesce } from '../../engine/merge';

export { kataDeployPlan } from './map';

/** What is known of an edition of the chart, by itself or as a dependency of another one. */
export function kataDeployFacts(version: string, document: EditionDocument = editionDocument(CHART, version)): KataDeployFacts {
  return {
    release: releaseOf(document),
    upstream: document.values,
    defaults: defaultsOf(document),
    behaviours: document.behaviours,
    schema: schemaOf(document),
  };
}

/** The release of kata-deploy that a chart installs. A chart on disk may give it another version. */
export function releaseOf(document: EditionDocument): ReleaseFacts {
  const facts = document.behaviours.includes('development-build') ? RELEASE_0_16_0_PRE_CI : releaseFacts(document.appVersion);
  return { ...facts, version: appVersionOf(document) };
}

/** The chart kata-deploy by itself. */
export function kataDeployEdition(version: string, document: EditionDocument = editionDocument(CHART, version)): ChartEdition {
  const facts = kataDeployFacts(version, document);
  return {
    schema: facts.schema,
    plan: (user, context) => {
      const { values, problems } = coalesce(facts.defaults, user.values);
      const plan = kataDeployPlan({ facts, values, given: user.values, sources: user.sources, path: [] }, context);
      return { ...plan, problems: [...problems, ...plan.problems] };
    },
  };
}
