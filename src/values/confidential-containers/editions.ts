import { RELEASE_0_16_0_PRE_CI, releaseFacts } from '../../kata/internal';
import { ChartEdition } from '../chart-edition';
import { UmbrellaComponent } from './component';
import { planUmbrella } from './plan';
import { umbrella } from './schema';
import { ChartDependency, EditionDocument } from '../editions/edition-document';
import { editionDocument } from '../editions/edition-store';
import { mergeFiles } from '../helm/merge';
import { kataDeployFacts } from '../kata-deploy/editions';
import { planEnvironment } from '../kata-deploy/environment-plan';
import { kataDeployPlan } from '../kata-deploy/plan';
import { schemaOf } from '../kata-deploy/schema';
import { peerPodsFacts, peerPodsSchema } from '../peerpods/editions';
import { planPeerPods } from '../peerpods/plan';

/** An edition of the umbrella chart. */
export function umbrellaEdition(
  version: string, document: EditionDocument = editionDocument('confidential-containers', version),
): ChartEdition {
  const components = Object.fromEntries(document.dependencies.map((one) => [one.alias ?? one.name, component(one, document)]));
  const facts = { defaults: document.values, components };
  return { schema: umbrella(document, components), plan: (user, context) => planUmbrella(facts, user, context) };
}

function component(dependency: ChartDependency, parent: EditionDocument): UmbrellaComponent {
  const { name, version, condition } = dependency;
  if (name === 'peerpods') return { ...peerPods(version), condition };
  const own = parent.subcharts[Object.keys(parent.subcharts).find((folder) => folder.startsWith(name)) ?? ''];
  const published = version in UNPUBLISHED ? undefined : editionDocument(name, version);
  return { ...kataDeploy(version, published ?? own), condition };
}

/** Development builds that a chart carries, with what is known of them. */
const UNPUBLISHED = { '0.0.0-dev': RELEASE_0_16_0_PRE_CI };

function kataDeploy(version: string, document: EditionDocument): UmbrellaComponent {
  const release = UNPUBLISHED[version as keyof typeof UNPUBLISHED] ?? releaseFacts(document.appVersion);
  const common = { defaults: document.values, schema: schemaOf(document), isRuntime: true };
  if (release.interface === 'environment') {
    return {
      ...common,
      plan: ({ alias, ...input }, context) => planEnvironment({
        ...input, name: alias, path: [alias], release, defaults: document.values,
      }, context),
    };
  }
  const facts = kataDeployFacts(version, document);
  return {
    ...common,
    plan: ({ alias, ...input }, context) => kataDeployPlan({ ...input, facts, name: alias, path: [alias] }, context),
  };
}

function peerPods(version: string): UmbrellaComponent {
  const facts = peerPodsFacts(version);
  return {
    defaults: facts.defaults,
    schema: peerPodsSchema(facts),
    isRuntime: false,
    plan: ({ alias, parentDefaults, given, sources }, context) => {
      const below = `${alias}.`;
      const own = [...sources].filter(([path]) => path.startsWith(below));
      const user = { values: given, sources: new Map(own.map(([path, text]) => [path.slice(below.length), text])) };
      const plan = planPeerPods({ ...facts, defaults: mergeFiles(facts.defaults, parentDefaults) }, user, context);
      return {
        problems: plan.problems.map((problem) => ({ ...problem, path: `${below}${problem.path}` })),
        objects: plan.objects,
      };
    },
  };
}
