import { adaptorModel } from './adaptor';
import { partProblems } from './check-parts';
import { controllerModel } from './controller';
import { chosenProvider, CONTROLLER, KATA_DEPLOY, PeerPodsFacts, PeerPodsReading, WEBHOOK } from './input';
import { webhookModel } from './webhook';
import type { Emission } from '../../../common/private/emission';
import { has } from '../../../common/private/free-keys';
import { adaptorObjects, ControllerModel, controllerObjects, peerPodCrd, WebhookModel, webhookObjects } from '../../../peer-pods/internal';
import { ChartPlan, ReleaseContext, UserValues } from '../../chart-edition';
import { templateValues } from '../../engine/merge';
import { Reader } from '../../engine/reader';
import { isMap } from '../../engine/tree';
import { kataDeployPlan } from '../kata-deploy/map';

/** What the chart peerpods makes of a user's values: the adaptor, and each of the charts that it depends on. */
export function planPeerPods(facts: PeerPodsFacts, { values: given, sources }: UserValues, context: ReleaseContext): ChartPlan {
  // The schema reports a section that is no map; the others are read all the same.
  const sections = Object.fromEntries(Object.entries(given).filter(([key, value]) => (
    !has(facts.dependencies, key) || value === null || isMap(value))));
  const { values, enabled, problems } = templateValues({ values: facts.defaults, dependencies: facts.dependencies }, sections);
  const reader = new Reader(values, [], { sources, problems: [...problems] });
  const reading: PeerPodsReading = {
    facts,
    context,
    values: reader,
    given: new Reader(given, [], { sources, problems: [] }),
    provider: chosenProvider(facts, reader),
  };
  const adaptor = adaptorModel(reading);
  const controller = enabled.includes(CONTROLLER) ? controllerModel(reading, adaptor) : undefined;
  const webhook = enabled.includes(WEBHOOK) ? webhookModel(reading) : undefined;
  const kataDeploy = enabled.includes(KATA_DEPLOY) ? kataDeployPlan({
    facts: facts.kataDeploy,
    values: reader.map(KATA_DEPLOY),
    given: reading.given.map(KATA_DEPLOY),
    sources,
    path: [KATA_DEPLOY],
  }, context) : undefined;
  return {
    problems: [...reader.problems, ...kataDeploy?.problems ?? [], ...partProblems(adaptor, controller, webhook)],
    installations: kataDeploy?.installations,
    parts: [...kataDeploy?.parts ?? [], { construct: 'PeerPodsCAA', adaptor, controller, webhook }],
    objects: (phase) => (phase === 'uninstall' ? kataDeploy?.objects(phase) ?? [] : [
      ...(controller ? [{ id: 'PeerPodCrd', manifest: peerPodCrd() }] : []),
      ...kataDeploy?.objects(phase) ?? [],
      ...managerObjects(controller, webhook),
      ...adaptorObjects(adaptor),
    ]),
  };
}

/** The objects of both managers. Where they share a namespace, it is one object, that of the webhook's chart, and comes first. */
function managerObjects(controller?: ControllerModel, webhook?: WebhookModel): Emission[] {
  const shared = controller && webhook && controller.namespace === webhook.namespace ? webhook.namespaceObject : undefined;
  return [
    ...(controller ? controllerObjects(shared ? { ...controller, namespaceObject: shared } : controller) : []),
    ...(webhook ? webhookObjects(shared ? { ...webhook, namespaceObject: undefined } : webhook) : []),
  ];
}
