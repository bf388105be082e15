import { part, PlanObject } from '../manifest';

/** Kinds that hand requests to the API server on to somebody. */
export const WEBHOOKS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** Kinds that replace their pods where the template of the pods changes. */
export const WORKLOADS = ['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet'];

/** Whether pods keep running as they are until they are deleted. */
export const isOnDelete = (object: PlanObject) => part(object, 'spec.updateStrategy.type') === 'OnDelete';
