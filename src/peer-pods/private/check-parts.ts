import { Problems } from '../../common/private/problems';
import { resolve as resolveController } from '../controller/private/resolve';
import { PeerPodsCaaProps } from '../peer-pods-caa-props';
import { PeerPodsRelease } from '../peer-pods-release';
import { resolve as resolveWebhook } from '../webhook/private/resolve';

/** The problems of webhook and resource controller, so that they come together with those of the adaptor. */
export function checkParts(props: PeerPodsCaaProps, namespace: string, runtimeClassName: string, problems: Problems): void {
  const release = props.release ?? PeerPodsRelease.latest();
  if (props.webhookEnabled ?? true) {
    check('webhook', problems, (inner) => resolveWebhook({ ...props.webhook, release, runtimeClassName }, namespace, inner));
  }
  if (props.resourceControllerEnabled ?? true) {
    check('resourceController', problems, (inner) => resolveController({ ...props.resourceController, release }, namespace, inner));
  }
}

function check(part: string, problems: Problems, resolve: (inner: Problems) => unknown): void {
  const inner = new Problems();
  try {
    resolve(inner);
  } catch (error) {
    if (!inner.all.length) throw error; // it stops at props of other types, which it has told of
  }
  for (const { prop, message } of inner.all) problems.addSentence(`${part}.${prop}`, message);
}
