import { DpfHcpOperatorPreset, DpfHcpPlacement, ImagePullPolicy } from 'cdk8s-coco';
import { rendering } from '../cli/rendering';
import { operator } from '../support/dpf-hcp';
import { Manifest } from '../support/synth';

const SERVICE_ACCOUNT = 'dpf-hcp-provisioner-operator-controller-manager';
const ZONES = `affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          labelSelector: { matchExpressions: [{ key: control-plane, operator: In, values: [controller-manager] }] }
          topologyKey: topology.kubernetes.io/zone
`;

/** What upstream's values files say, in the places where the chart looks for it: see `says`. */
const FILES: Record<DpfHcpOperatorPreset, string> = {
  [DpfHcpOperatorPreset.DEVELOPMENT]: `
    image: { tag: v0.1.0, pullPolicy: Always } # the file says latest
    resources: { limits: { cpu: 500m, memory: 512Mi }, requests: { cpu: 50m, memory: 128Mi } }
    logLevel: debug
    commonLabels: { environment: development, team: edge-infrastructure }
    commonAnnotations: { managed-by: "Red Hat Edge Infrastructure Team", purpose: development-testing }
`.replace(/^ {4}/gm, ''),
  [DpfHcpOperatorPreset.PRODUCTION]: `
    image: { tag: v0.1.0, pullPolicy: IfNotPresent }
    replicaCount: 2
    resources: { limits: { cpu: 1000m, memory: 1Gi }, requests: { cpu: 200m, memory: 256Mi } }
    commonLabels: { environment: production, team: edge-infrastructure }
    commonAnnotations: { managed-by: "Red Hat Edge Infrastructure Team" }
`.replace(/^ {4}/gm, '') + ZONES,
  [DpfHcpOperatorPreset.HIGHLY_AVAILABLE]: `replicaCount: 2\nleaderElection: { enabled: true }\n${ZONES}`,
};

/** The objects that the chart makes of a values file, where it looks at all that stands there. */
function chart(file: string): Manifest[] {
  const master = 'node-role.kubernetes.io/master';
  const { objects } = rendering('dpf-hcp-provisioner-operator@0.1.0', `${file}
fullnameOverride: dpf-hcp-provisioner-operator
placement: { target: custom } # or it passes over affinity
nodeSelector: { ${master}: "" }
tolerations: [{ key: ${master}, operator: Exists, effect: NoSchedule }]
`);
  return objects.filter(({ kind }) => kind !== 'CustomResourceDefinition');
}

/** Without what the library adds to the chart by default. */
const AS_IN_THE_CHART = {
  networkPolicy: false,
  disruptionBudget: false,
  resources: { ephemeralStorage: {} },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

/** All but the rights, of which the chart gives more than the operator uses: see operator-rules.test.ts. */
const withoutRights = (objects: readonly Manifest[]) => objects.filter(({ kind }) => kind !== 'ClusterRole' && kind !== 'Role');

const renamed = (objects: Manifest[], from: string, to: string) => JSON.parse(JSON.stringify(objects).split(`"${from}"`).join(`"${to}"`)) as Manifest[];

test.each(Object.values(DpfHcpOperatorPreset))('%s says what upstream\'s file says', (preset) => {
  const objects = operator({ ...AS_IN_THE_CHART, preset, placement: DpfHcpPlacement.master(), instance: 'release-name' });
  const { serviceAccountName } = objects.at(-1)!.spec.template.spec;
  // The files name the service account, too; the chart passes over it.
  expect(serviceAccountName).toBe(preset === DpfHcpOperatorPreset.HIGHLY_AVAILABLE ? 'dpf-hcp-provisioner-operator' : SERVICE_ACCOUNT);
  expect(withoutRights(renamed(objects, SERVICE_ACCOUNT, 'dpf-hcp-provisioner-operator'))).toEqual(withoutRights(chart(FILES[preset])));
});

test('without a preset, and by the old label, everything is as in the chart', () => {
  expect(withoutRights(operator({ ...AS_IN_THE_CHART, placement: DpfHcpPlacement.master(), instance: 'release-name' }))).toEqual(withoutRights(chart('')));
});

test('a prop that is given wins over the preset', () => {
  const objects = operator({
    preset: DpfHcpOperatorPreset.PRODUCTION,
    replicas: 3,
    spreadAcrossZones: false,
    commonLabels: {},
    commonAnnotations: {},
    serviceAccountName: 'mine',
    imagePullPolicy: ImagePullPolicy.ALWAYS,
  });
  const { metadata, spec } = objects.at(-1)!;
  expect(spec.replicas).toBe(3);
  expect(spec.template.spec).not.toHaveProperty('affinity');
  expect(spec.template.spec).toMatchObject({ serviceAccountName: 'mine', containers: [{ imagePullPolicy: 'Always' }] });
  expect(metadata.labels).not.toHaveProperty('team');
  expect(metadata).not.toHaveProperty('annotations');
});
