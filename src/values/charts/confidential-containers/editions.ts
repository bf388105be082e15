import { UmbrellaComponent } from './component';
import { planUmbrella } from './map';
import { umbrella } from './schema';
import { ChartEdition } from '../../chart-edition';
import { ChartDependency, defaultsOf, EditionDocument, keyOf } from '../../editions/edition-document';
import { editionDocument } from '../../editions/edition-store';
import { mergeFiles } from '../../engine/merge';
import { anything, object } from '../../engine/schema';
import { kataDeployFacts } from '../kata-deploy/editions';
import { CHART as KATA_DEPLOY } from '../kata-deploy/input';
import { kataDeployPlan } from '../kata-deploy/map';
import { peerPodsFacts, peerPodsSchema } from '../peerpods/editions';
import { planPeerPods } from '../peerpods/map';

/** An edition of the umbrella chart. */
export function umbrellaEdition(
  version: string, document: EditionDocument = editionDocument('confidential-containers', version),
): ChartEdition {
  const components = Object.fromEntries(document.dependencies.map((one) => [keyOf(one), component(one, document)]));
  const facts = { defaults: defaultsOf(document), components };
  return { schema: umbrella(document, components), plan: (user, context) => planUmbrella(facts, user, context) };
}

function component(dependency: ChartDependency, parent: EditionDocument): UmbrellaComponent {
  const { name, version, condition, tags } = dependency;
  const document = parent.subcharts[keyOf(dependency)] ?? editionDocument(name, version);
  return { ...componentOf(name, version, document), condition, tags };
}

function componentOf(name: string, version: string, document: EditionDocument): UmbrellaComponent {
  if (document.onDisk?.refusal) return refused(name, document);
  return name === KATA_DEPLOY ? kataDeploy(version, document) : peerPods(version, document);
}

/** A chart whose templates are not known. What its values mean matters only where it is on. */
function refused(name: string, document: EditionDocument): UmbrellaComponent {
  return {
    defaults: defaultsOf(document),
    schema: object({}, { open: anything() }),
    isRuntime: name === KATA_DEPLOY,
    plan: () => ({ problems: document.onDisk!.refusal!, parts: [], objects: () => [] }),
  };
}

function kataDeploy(version: string, document: EditionDocument): UmbrellaComponent {
  const facts = kataDeployFacts(version, document);
  return {
    defaults: facts.defaults,
    schema: facts.schema,
    isRuntime: true,
    plan: ({ alias, ...input }, context) => kataDeployPlan({ ...input, facts, name: alias, path: [alias] }, context),
  };
}

function peerPods(version: string, document: EditionDocument): UmbrellaComponent {
  const facts = peerPodsFacts(version, document);
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
        installations: plan.installations?.map((one) => ({ ...one, path: `${below}${one.path}` })),
        parts: plan.parts,
        objects: plan.objects,
      };
    },
  };
}
