import type { RuleWithOperations } from 'kubernetes-types/admissionregistration/v1';
import { trust } from './certificate';
import { WebhookModel } from './model';
import { configurationName, serviceName } from './names';
import { Emission } from '../../../common/private/emission';
import { some } from '../../private/manager/access';

/**
 * The registration with the API server.
 *
 * The condition on the RuntimeClass is looked at by the API server before it calls: with the failure policy Fail and no
 * replica running, pods of other RuntimeClasses start as always.
 */
export function webhookConfiguration(model: WebhookModel): Emission {
  const { configuration, namespace } = model;
  const { annotations, clientConfig } = trust(model);
  return {
    id: 'WebhookConfiguration',
    manifest: {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: configurationName(model), ...some('annotations', annotations) },
      webhooks: [{
        admissionReviewVersions: ['v1'],
        clientConfig: { ...clientConfig, service: { name: serviceName(model), namespace, path: '/mutate-v1-pod' } },
        failurePolicy: model.failurePolicy,
        name: 'mwebhook.peerpods.io',
        ...(configuration.excludedNamespaces ? {
          namespaceSelector: {
            matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [...configuration.excludedNamespaces] }],
          },
        } : {}),
        ...(configuration.matchRuntimeClass ? { matchConditions: [runtimeClassCondition(model.targetRuntimeClass)] } : {}),
        ...(configuration.reinvocationPolicy ? { reinvocationPolicy: configuration.reinvocationPolicy } : {}),
        rules: [{ // the types of the API lack `resources` and `scope`, which it has
          apiGroups: [''],
          apiVersions: ['v1'],
          operations: [...configuration.operations],
          resources: ['pods'],
          ...(configuration.scope ? { scope: configuration.scope } : {}),
        } as RuleWithOperations],
        sideEffects: 'None',
      }],
    },
  };
}

/** In CEL. The name is a DNS name, so it needs no escapes inside its quotes. */
function runtimeClassCondition(name: string): { name: string; expression: string } {
  return {
    name: 'runs-in-a-peer-pod',
    expression: `has(object.spec.runtimeClassName) && object.spec.runtimeClassName == "${name}"`,
  };
}
