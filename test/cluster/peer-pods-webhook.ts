import { App, Chart } from 'cdk8s';
import { Judge } from './judge';
import { asKubeObject, bareNamespace, KubeObject } from './objects';
import { waitUntil } from './wait';
import { PeerPodsRelease, PeerPodsWebhook } from '../../src';

const NAMESPACE = 'webhook-scope';

/** No replica of the webhook runs here, so that whatever the API server asks it about is refused. */
const UNREACHABLE = /failed calling webhook "mwebhook\.peerpods\.io"/;

/**
 * Proves that only peer pods depend on the webhook: with nobody behind it, other pods are created as always. Without the
 * condition, they would not be.
 */
export async function proveWebhookScope(judge: Judge): Promise<{ count: number; failures: string[] }> {
  const objects = [bareNamespace(NAMESPACE), RUNTIME_CLASS, ...webhookObjects()];
  return {
    count: 3,
    failures: [
      ...await prove(judge, 'a peer pod is refused', objects, () => isRefused(judge, pod('peer', 'kata-remote'))),
      ...await prove(judge, 'another pod is created then', objects, async () => (
        await isRefused(judge, pod('peer', 'kata-remote')) && !await isRefused(judge, pod('other')))),
      ...await prove(judge, 'without the condition, another pod is refused', objects.map(unconditional), () => isRefused(judge, pod('other'))),
    ],
  };
}

/** Waits until something holds: the API server takes a while to hear of a new webhook. */
async function prove(
  judge: Judge, name: string, objects: readonly KubeObject[], holds: () => Promise<boolean>,
): Promise<string[]> {
  const { errors } = await judge.applyAll(name, objects);
  const proven = await waitUntil(holds, 20_000);
  return [...errors, ...(proven ? [] : [`not proven: ${name}`]), ...await judge.clean()];
}

/** Whether nobody can create a pod, for the webhook's sake. */
async function isRefused(judge: Judge, one: KubeObject): Promise<boolean> {
  const { errors } = await judge.applyAll('pod', [one]);
  return errors.some((error) => UNREACHABLE.test(error));
}

const RUNTIME_CLASS = {
  apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'kata-remote' }, handler: 'kata-remote',
};

function webhookObjects(): KubeObject[] {
  const chart = new Chart(new App(), 'webhook', { namespace: NAMESPACE });
  new PeerPodsWebhook(chart, 'Webhook', { release: PeerPodsRelease.latest() });
  return chart.toJson().map((object: object) => asKubeObject(object, 'webhook'));
}

function pod(name: string, runtimeClassName?: string): KubeObject {
  const containers = [{ name: 'main', image: 'registry.example.com/main:1' }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: NAMESPACE }, spec: { containers, runtimeClassName } };
}

/** The webhook as upstream's charts register it. */
function unconditional(object: KubeObject): KubeObject {
  if (object.kind !== 'MutatingWebhookConfiguration') return object;
  const webhooks = object.webhooks as { matchConditions?: unknown }[];
  return { ...object, webhooks: webhooks.map(({ matchConditions, ...webhook }) => webhook) };
}
