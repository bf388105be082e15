import { Problems } from '../../common/private/problems';
import { resolve as resolveController } from '../controller/private/resolve';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { NAMESPACE } from '../webhook/private/names';
import { resolve as resolveWebhook } from '../webhook/private/resolve';

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
export function checkParts(props: PeerPodsCaaProps, namespace: string, runtimeClassName: string, problems: Problems): void {
  const { release } = props;
  if (props.webhookEnabled ?? true) {
    checkOwn('webhook', props.webhook, OWN_OF_WEBHOOK, problems);
    checkWebhookNamespace(props, namespace, problems);
    check('webhook', problems, (inner) => resolveWebhook({ ...props.webhook, release, runtimeClassName }, namespace, inner));
  }
  if (props.resourceControllerEnabled ?? true) {
    checkOwn('resourceController', props.resourceController, OWN_OF_CONTROLLER, problems);
    check('resourceController', problems, (inner) => resolveController({ ...props.resourceController, release }, namespace, inner));
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

function check(part: string, problems: Problems, resolve: (inner: Problems) => unknown): void {
  const inner = new Problems();
  try {
    resolve(inner);
  } catch (error) {
    if (!inner.all.length) throw error; // it stops at props of other types, which it has told of
  }
  problems.addAll(inner.all, (path) => `${part}.${path}`);
}
