import type { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { has } from '../../common/private/free-keys';
import {
  adaptorObjects, controllerObjects, ControllerSettings, emit, Emission, peerPodCrd, webhookObjects, WebhookSettings,
} from '../../peer-pods/internal';
import { ChartPlan, ReleaseContext, UserValues } from '../chart-edition';
import { planAdaptor } from './adaptor';
import { planController } from './controller';
import { crossProblems } from './cross';
import { PeerPodsFacts, PeerPodsInput } from './facts';
import { CONTROLLER, KATA_DEPLOY, WEBHOOK } from './keys';
import { sectionOf } from './sections';
import { planWebhook } from './webhook';
import { templateValues } from '../helm/merge';
import { isMap } from '../helm/tree';
import { kataDeployPlan } from '../kata-deploy/plan';

/** The id of a construct, and what is in it. */
type Part = readonly [string, readonly Emission[]];

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
  const parts: Part[] = [
    ...managerParts(controller?.settings, webhook?.settings),
    ['adaptor', adaptorObjects(adaptor.settings)],
  ];
  return {
    problems: [
      ...problems,
      ...adaptor.problems,
      ...controller?.problems ?? [],
      ...webhook?.problems ?? [],
      ...kataDeploy?.problems ?? [],
      ...crossProblems(adaptor.settings, controller?.settings, webhook?.settings),
    ],
    build: (scope: Chart) => {
      if (controller) emit(scope, [{ id: 'PeerPodCrd', manifest: peerPodCrd() }]);
      kataDeploy?.build(scope);
      for (const [id, emissions] of parts) emit(new Construct(scope, id), emissions);
    },
  };
}

/** The objects of both managers. Where they share a namespace, it is one object, that of the webhook's chart, and comes first. */
function managerParts(controller?: ControllerSettings, webhook?: WebhookSettings): Part[] {
  const shared = controller && webhook && controller.namespace === webhook.namespace ? webhook.namespaceObject : undefined;
  const parts: Part[] = [];
  if (controller) parts.push(['resource-controller', controllerObjects(shared ? { ...controller, namespaceObject: shared } : controller)]);
  if (webhook) parts.push(['webhook', webhookObjects(shared ? { ...webhook, namespaceObject: undefined } : webhook)]);
  return parts;
}
