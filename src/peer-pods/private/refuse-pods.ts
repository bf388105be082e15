import { Emission } from '../../common/private/emission';

/**
 * Has the API server refuse new pods of a RuntimeClass, so that those that are left can be deleted for good.
 *
 * https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function refusePods(runtimeClassName: string): Emission[] {
  const name = `draining-${runtimeClassName}`;
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const policy = {
    apiVersion,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      failurePolicy: 'Fail',
      matchConditions: [{
        name: 'runtime-class',
        expression: `has(object.spec.runtimeClassName) && object.spec.runtimeClassName == '${runtimeClassName}'`,
      }],
      matchConstraints: {
        matchPolicy: 'Equivalent',
        namespaceSelector: {},
        objectSelector: {},
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: '*' }],
      },
      validations: [{
        expression: 'false',
        message: `Peer pods are being removed from this cluster: no new pods with the RuntimeClass ${runtimeClassName}.`,
      }],
    },
  };
  const binding = {
    apiVersion,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name, validationActions: ['Deny'] },
  };
  return [{ id: 'Draining', manifest: policy }, { id: 'DrainingBinding', manifest: binding }];
}
