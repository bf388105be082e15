import { CustomObject, Meta, metadata } from '../../common/private/manifest';

/** Ids from which a pod's may come. */
export interface IdRange {
  readonly min: number;
  readonly max: number;
}

/** What tells one SecurityContextConstraints from another. */
export interface SccParts {
  readonly priority?: number;
  readonly runAsUser: IdRange;
  readonly fsGroup: IdRange;
  readonly supplementalGroups: IdRange;
  /** The service account that may use it. */
  readonly account: { readonly name: string; readonly namespace: string };
  /** Fields that replace those of the chart. */
  readonly fields?: { readonly [field: string]: unknown };
}

/**
 * OpenShift's constraints for pods of a service account, with the fields that the chart gives them.
 *
 * @see
 * https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/security_apis/securitycontextconstraints-
 * security-openshift-io-v1
 */
export function securityContextConstraints(meta: Meta, parts: SccParts): CustomObject {
  return {
    apiVersion: 'security.openshift.io/v1',
    kind: 'SecurityContextConstraints',
    metadata: metadata(meta),
    allowHostDirVolumePlugin: false,
    allowHostIPC: false,
    allowHostNetwork: false,
    allowHostPID: false,
    allowHostPorts: false,
    allowPrivilegeEscalation: false,
    allowPrivilegedContainer: false,
    allowedCapabilities: [],
    defaultAddCapabilities: [],
    fsGroup: { type: 'MustRunAs', ranges: [{ ...parts.fsGroup }] },
    ...(parts.priority === undefined ? {} : { priority: parts.priority }),
    readOnlyRootFilesystem: false,
    requiredDropCapabilities: [],
    runAsUser: { type: 'MustRunAsRange', uidRangeMin: parts.runAsUser.min, uidRangeMax: parts.runAsUser.max },
    seLinuxContext: { type: 'MustRunAs' },
    seccompProfiles: ['runtime/default'],
    supplementalGroups: { type: 'MustRunAs', ranges: [{ ...parts.supplementalGroups }] },
    users: [`system:serviceaccount:${parts.account.namespace}:${parts.account.name}`],
    volumes: ['configMap', 'downwardAPI', 'emptyDir', 'persistentVolumeClaim', 'projected', 'secret'],
    ...parts.fields,
  };
}
