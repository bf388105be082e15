import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { CHASSIS_RULES, CHASSIS_RULES_CONTROLLER, CLUSTER_RULES, CLUSTER_RULES_CONTROLLER } from './rules';

/** What a release of the server is and can. Data only: adding a release is adding an entry here. */
export interface RedfishReleaseFacts {
  readonly version: string;
  /** Absent where there is no tag that names this release alone. */
  readonly image?: { readonly repository: string; readonly tag: string };
  /** It can name systems by namespace and machine. */
  readonly systemIdConvention: boolean;
  /** It takes the bcrypt hash of a password in the place of the password. */
  readonly passwordHash: boolean;
  /** What it asks of the API server in the namespace of a chassis. */
  readonly chassisRules: readonly PolicyRule[];
  /** What its chart lets it do, in all namespaces. */
  readonly clusterRules: readonly PolicyRule[];
}

const KUBEVIRT_REDFISH = {
  systemIdConvention: false, passwordHash: false, chassisRules: CHASSIS_RULES, clusterRules: CLUSTER_RULES,
};
const image = (tag: string) => ({ repository: 'quay.io/bjozsa-redhat/kubevirt-redfish', tag });

/**
 * The oldest first.
 *
 * @see https://github.com/v1k0d3n/charts
 * @see https://github.com/kubevirt/redfish-controller/pull/10 for password hashes
 */
export const RELEASES: readonly RedfishReleaseFacts[] = [
  { ...KUBEVIRT_REDFISH, version: '0.2.1', image: image('v0.2.1') },
  { ...KUBEVIRT_REDFISH, version: '0.2.2', image: image('v0.2.2') },
  { ...KUBEVIRT_REDFISH, version: '0.2.3', image: image('v0.2.3'), systemIdConvention: true },
  {
    version: 'redfish-controller',
    systemIdConvention: true,
    passwordHash: true,
    chassisRules: CHASSIS_RULES_CONTROLLER,
    clusterRules: CLUSTER_RULES_CONTROLLER,
  },
];
