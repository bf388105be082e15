import { KataModel } from '../model';
import { instanceOf } from './runtime-classes';
import { Emission } from '../../../common/private/emission';
import { suffixed } from '../names';

/** The rule by which Node Feature Discovery counts the keys of TEEs on each node, and labels nodes with a TEE. */
export function nodeFeatureRules(model: KataModel): Emission[] {
  if (!model.release.nodeFeatureRules || !model.nodeFeatures.rules) return [];
  return [{
    id: 'NodeFeatureRule',
    manifest: {
      apiVersion: 'nfd.k8s-sigs.io/v1alpha1',
      kind: 'NodeFeatureRule',
      metadata: {
        name: suffixed('kata-tee-keys', model.suffix),
        labels: {
          'app.kubernetes.io/managed-by': 'kata-deploy',
          'app.kubernetes.io/instance': model.identity.instance,
          ...instanceOf(model),
        },
      },
      spec: {
        rules: [
          rule('amd.sev-snp', 'amd.feature.node.kubernetes.io/snp', 'sev-snp.amd.com/esids', 'sev.encrypted_state_ids', 'sev.snp.enabled'),
          rule('intel.tdx', 'intel.feature.node.kubernetes.io/tdx', 'tdx.intel.com/keys', 'tdx.total_keys', 'tdx.enabled'),
        ],
      },
    },
  }];
}

function rule(name: string, label: string, resource: string, count: string, condition: string): object {
  return {
    name,
    labels: { [label]: 'true' },
    extendedResources: { [resource]: `@cpu.security.${count}` },
    matchFeatures: [{ feature: 'cpu.security', matchExpressions: { [condition]: { op: 'Exists' } } }],
  };
}
