import { planAdaptor } from './adaptor';
import { partProblems } from './check-parts';
import { planController } from './controller';
import { PeerPodsFacts, PeerPodsInput } from './edition-facts';
import { CONTROLLER, KATA_DEPLOY, WEBHOOK } from './keys';
import { sectionOf } from './sections';
import { planWebhook } from './webhook';
import type { Emission } from '../../../common/private/emission';
import { has } from '../../../common/private/free-keys';
import {
  adaptorObjects, controllerObjects, ControllerSettings, peerPodCrd, webhookObjects, WebhookSettings,
} from '../../../peer-pods/internal';
import { ChartPlan, ReleaseContext, UserValues } from '../../chart-edition';
import { templateValues } from '../../engine/merge';
import { isMap } from '../../engine/tree';
import { kataDeployPlan } from '../kata-deploy/map';

/** What the chart peerpods makes of a user's values: the adaptor, and each of the charts that it depends on. */
export function planPeerPods(facts: PeerPodsFacts, user: UserValues, context: ReleaseContext): ChartPlan {
  // A section that is no map is what its schema speaks of; the others are looked at all the same.
  const given = Object.fromEntries(Object.entries(user.values).filter(([key, value]) => (
    !has(facts.dependencies, key) || value === null || isMap(value))));
  const { values, enabled, problems } = templateValues({ values: facts.defaults, dependencies: facts.dependencies }, given);
  const input: PeerPodsInput = { facts, values, user, context };

  const kataDeploy = enabled.includes(KATA_DEPLOY) ? kataDeployPlan({
    facts: facts.kataDeploy,
    values: sectionOf(values, KATA_DEPLOY),
    given: sectionOf(user.values, KATA_DEPLOY),
    sources: user.sources,
    path: [KATA_DEPLOY],
  }, context) : undefined;
  const adaptor = planAdaptor(input);
  const controller = enabled.includes(CONTROLLER) ? planController(input, adaptor.settings) : undefined;
  const webhook = enabled.includes(WEBHOOK) ? planWebhook(input) : undefined;
  return {
    problems: [
      ...problems,
      ...adaptor.problems,
      ...controller?.problems ?? [],
      ...webhook?.problems ?? [],
      ...kataDeploy?.problems ?? [],
      ...partProblems(adaptor.settings, controller?.settings, webhook?.settings),
    ],
    installations: kataDeploy?.installations,
    parts: [
      ...kataDeploy?.parts ?? [],
      { construct: 'PeerPodsCAA', adaptor: adaptor.settings, controller: controller?.settings, webhook: webhook?.settings },
    ],
    objects: (phase) => (phase === 'uninstall' ? kataDeploy?.objects(phase) ?? [] : [
      ...(controller ? [{ id: 'PeerPodCrd', manifest: peerPodCrd() }] : []),
      ...kataDeploy?.objects(phase) ?? [],
      ...managerObjects(controller?.settings, webhook?.settings),
      ...adaptorObjects(adaptor.settings),
    ]),
  };
}

/** The objects of both managers. Where they share a namespace, it is one object, that of the webhook's chart, and comes first. */
function managerObjects(controller?: ControllerSettings, webhook?: WebhookSettings): Emission[] {
  const shared = controller && webhook && controller.namespace === webhook.namespace ? webhook.namespaceObject : undefined;
  return [
    ...(controller ? controllerObjects(shared ? { ...controller, namespaceObject: shared } : controller) : []),
    ...(webhook ? webhookObjects(shared ? { ...webhook, namespaceObject: undefined } : webhook) : []),
  ];
}
