import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import {
  MANAGER_RULES_0_1_0, MANAGER_RULES_0_1_0_PRE, OPENSHIFT_CONFIG_RULES_0_1_0, OPERATOR_NEEDS_0_1_0, OPERATOR_NEEDS_0_1_0_PRE,
  OperatorNeed,
} from './rules';

/** What a release of the operator is and can. Data only: adding a release is adding an entry here. */
export interface DpfHcpReleaseFacts {
  /** The name of the edition. */
  readonly version: string;
  /** The version that the operator gives itself. */
  readonly appVersion: string;
  /** The image's repository; the tag is the operator's version. */
  readonly image: string;
  readonly imagePullPolicy: 'Always' | 'IfNotPresent';
  /** Takes its settings from a DPFHCPProvisionerConfig; before, BlueField images came from a ConfigMap. */
  readonly provisionerConfig: boolean;
  /** What its source uses, in all namespaces. */
  readonly needs: readonly OperatorNeed[];
  /** What the chart lets it do, in all namespaces: more than its source uses. */
  readonly managerRules: readonly PolicyRule[];
  /** The chart's role in the namespace openshift-config, which nothing binds. */
  readonly openshiftConfigRules?: readonly PolicyRule[];
}

const OPERATOR = { appVersion: 'v0.1.0', image: 'quay.io/lhadad/dpf-hcp-provisioner-operator' };

export const RELEASE_0_1_0_PRE: DpfHcpReleaseFacts = {
  ...OPERATOR,
  version: '0.1.0-pre',
  imagePullPolicy: 'Always',
  provisionerConfig: false,
  needs: OPERATOR_NEEDS_0_1_0_PRE,
  managerRules: MANAGER_RULES_0_1_0_PRE,
};

export const RELEASE_0_1_0: DpfHcpReleaseFacts = {
  ...OPERATOR,
  version: '0.1.0',
  imagePullPolicy: 'IfNotPresent',
  provisionerConfig: true,
  needs: OPERATOR_NEEDS_0_1_0,
  managerRules: MANAGER_RULES_0_1_0,
  openshiftConfigRules: OPENSHIFT_CONFIG_RULES_0_1_0,
};

/** Oldest first; the last one is the default. */
export const RELEASES: readonly DpfHcpReleaseFacts[] = [RELEASE_0_1_0_PRE, RELEASE_0_1_0];
