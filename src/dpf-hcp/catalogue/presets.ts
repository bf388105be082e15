import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { defaultResources } from '../../common/private/resources';
import { DpfHcpOperatorPreset } from '../dpf-hcp-operator-preset';

/** What a preset says, as far as it differs from the defaults. */
export interface PresetFacts {
  readonly serviceAccountName?: string;
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent';
  readonly replicas?: number;
  readonly spreadAcrossZones?: boolean;
  readonly logLevel?: string;
  readonly resources?: ResourceRequirements;
  readonly commonLabels?: { readonly [key: string]: string };
  readonly commonAnnotations?: { readonly [key: string]: string };
}

const SERVICE_ACCOUNT = 'dpf-hcp-provisioner-operator-controller-manager';
const TEAM = { team: 'edge-infrastructure' };
const MANAGED_BY = { 'managed-by': 'Red Hat Edge Infrastructure Team' };

/** Upstream's values-development.yaml and values-production.yaml, and what its guide says on high availability. */
export const PRESETS: Readonly<Record<DpfHcpOperatorPreset, PresetFacts>> = {
  [DpfHcpOperatorPreset.DEVELOPMENT]: {
    serviceAccountName: SERVICE_ACCOUNT,
    imagePullPolicy: 'Always',
    logLevel: 'debug',
    resources: defaultResources(['50m', '500m'], ['128Mi', '512Mi']),
    commonLabels: { environment: 'development', ...TEAM },
    commonAnnotations: { ...MANAGED_BY, purpose: 'development-testing' },
  },
  [DpfHcpOperatorPreset.PRODUCTION]: {
    serviceAccountName: SERVICE_ACCOUNT,
    imagePullPolicy: 'IfNotPresent',
    replicas: 2,
    spreadAcrossZones: true,
    resources: defaultResources(['200m', '1000m'], ['256Mi', '1Gi']),
    commonLabels: { environment: 'production', ...TEAM },
    commonAnnotations: MANAGED_BY,
  },
  [DpfHcpOperatorPreset.HIGHLY_AVAILABLE]: { replicas: 2, spreadAcrossZones: true },
};
