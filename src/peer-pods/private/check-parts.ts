import { checkImageVersion } from './check-image';
import { Problems } from '../../common/private/problems';
import { check as checkController } from '../controller/private/check';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { PeerPodsWebhookProps } from '../webhook/peer-pods-webhook-props';
import { check as checkWebhook } from '../webhook/private/check';
import { NAMESPACE } from '../webhook/private/names';

/** What the adaptor tells its parts, so that they go together; by the prop that says it here. */
const OWN_OF_WEBHOOK = { release: 'release', runtimeClassName: 'runtime', extendedResource: undefined };
const OWN_OF_CONTROLLER = {
  release: 'release',
  credentials: 'credentials',
  identity: 'identity',
  sshKey: 'sshKey',
  serviceAccountAnnotations: 'identity',
  podLabels: 'identity',
  additionalEnv: 'additionalConfig',
};

/** The problems of webhook and resource controller, so that they come together with those of the adaptor. */
export function checkParts(
  props: PeerPodsCaaProps, namespace: string, webhook: PeerPodsWebhookProps | undefined, problems: Problems,
): void {
  const { release, resourceController, resourceControllerEnabled = true } = props;
  checkImageVersion('webhook.image', props.webhook?.image, release._facts, problems);
  checkImageVersion('resourceController.image', resourceController?.image, release._facts, problems);
  if (webhook) {
    checkOwn('webhook', props.webhook, OWN_OF_WEBHOOK, problems);
    checkWebhookNamespace(props, namespace, problems);
    const inner = new Problems();
    checkWebhook(webhook, inner);
    problems.addAll(inner.all, (path) => `webhook.${path}`);
  }
  if (resourceControllerEnabled) {
    checkOwn('resourceController', resourceController, OWN_OF_CONTROLLER, problems);
    const inner = new Problems();
    checkController({ ...resourceController, release }, inner); // the rest is the adaptor's, whose rules have seen it
    problems.addAll(inner.all, (path) => `resourceController.${path}`);
  }
}

/** Callers without a compiler may give a part what only a part that stands alone takes: here it would be forgotten. */
function checkOwn(
  part: string, given: object | undefined, own: Readonly<Record<string, string | undefined>>, problems: Problems,
): void {
  for (const [prop, here] of Object.entries(own)) {
    if ((given as Record<string, unknown> | undefined)?.[prop] === undefined) continue;
    problems.addSentence(`${part}.${prop}`, `got one; allowed: none within PeerPodsCAA, whose parts belong together. ${
      here ? `Leave it out: \`${here}\` of PeerPodsCAA says it.` : 'Leave it out: the adaptor announces one resource.'}`);
  }
}

/** The webhook's Namespace object admits restricted pods alone, which the adaptor's are not. */
function checkWebhookNamespace({ webhook }: PeerPodsCaaProps, namespace: string, problems: Problems): void {
  if (webhook?.createNamespace !== true || (webhook.namespace ?? NAMESPACE) !== namespace) return;
  problems.addSentence('webhook.createNamespace', `got true for ${namespace}, which is the adaptor's too; allowed: false there, as that object admits no `
    + 'privileged pods, and the adaptor would not start. Leave it out, and take PrivilegedNamespace.');
}
