import { DpfHcpOperatorPreset } from '../dpf-hcp-operator-preset';

/** What a preset says, as far as it differs from the defaults. */
export interface PresetFacts {
  readonly serviceAccountName?: string;
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent';
  readonly replicas?: number;
  readonly spreadAcrossZones?: boolean;
  readonly logLevel?: string;
  readonly resources?: { readonly limits: Quantities; readonly requests: Quantities };
  readonly commonLabels?: { readonly [key: string]: string };
  readonly commonAnnotations?: { readonly [key: string]: string };
}

interface Quantities {
  readonly cpu: string;
  readonly memory: string;
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
    resources: { limits: { cpu: '500m', memory: '512Mi' }, requests: { cpu: '50m', memory: '128Mi' } },
    commonLabels: { environment: 'development', ...TEAM },
    commonAnnotations: { ...MANAGED_BY, purpose: 'development-testing' },
  },
  [DpfHcpOperatorPreset.PRODUCTION]: {
    serviceAccountName: SERVICE_ACCOUNT,
    imagePullPolicy: 'IfNotPresent',
    replicas: 2,
    spreadAcrossZones: true,
    resources: { limits: { cpu: '1000m', memory: '1Gi' }, requests: { cpu: '200m', memory: '256Mi' } },
    commonLabels: { environment: 'production', ...TEAM },
    commonAnnotations: MANAGED_BY,
  },
  [DpfHcpOperatorPreset.HIGHLY_AVAILABLE]: { replicas: 2, spreadAcrossZones: true },
};
