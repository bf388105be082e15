import { ReleaseFacts, releaseFacts } from '../../kata/internal';
import { ChartEdition } from '../chart-edition';
import { planEnvironment } from './environment-plan';
import { CHART, KataDeployFacts } from './input';
import { kataDeployPlan } from './plan';
import { schemaOf } from './schema';
import { EditionDocument } from '../editions/edition-document';
import { editionDocument } from '../editions/edition-store';
import { coalesce } from '../helm/merge';

export { kataDeployPlan } from './plan';

/** What is known of an edition of the chart, by itself or as a dependency of another one. */
export function kataDeployFacts(version: string, document: EditionDocument = editionDocument(CHART, version)): KataDeployFacts {
  return {
    release: releaseFacts(document.appVersion) as KataDeployFacts['release'],
    defaults: document.values,
    behaviours: document.behaviours,
    schema: schemaOf(document),
  };
}

/** The chart kata-deploy by itself. */
export function kataDeployEdition(version: string): ChartEdition {
  const document = editionDocument(CHART, version);
  const release = releaseFacts(document.appVersion);
  if (release.interface === 'environment') return environmentEdition(release, document);
  const facts = kataDeployFacts(version);
  return {
    schema: facts.schema,
    plan: (user, context) => {
      const { values, problems } = coalesce(facts.defaults, user.values);
      const plan = kataDeployPlan({ facts, values, given: user.values, sources: user.sources, path: [] }, context);
      return { ...plan, problems: [...problems, ...plan.problems] };
    },
  };
}

/** Releases that take environment variables. */
function environmentEdition(release: ReleaseFacts, document: EditionDocument): ChartEdition {
  const { values: defaults } = document;
  return {
    schema: schemaOf(document),
    plan: (user, context) => {
      const { values, problems } = coalesce(defaults, user.values);
      const plan = planEnvironment({
        name: CHART, path: [], release, defaults, values, given: user.values, sources: user.sources,
      }, context);
      return { ...plan, problems: [...problems, ...plan.problems] };
    },
  };
}
