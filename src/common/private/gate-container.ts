import type { Container } from 'kubernetes-types/core/v1';
import { NodeGate } from '../node-step';
import { escapeVariables } from './escape-variables';

/**
 * The init container that waits at a gate.
 *
 * @param volume the name of the pod's volume with the root of the host
 */
export function gateContainer(gate: NodeGate, volume: string): Container {
  return {
    name: gate.name,
    image: gate.image.reference,
    imagePullPolicy: gate.imagePullPolicy || undefined,
    command: ['/bin/sh', '-c', escapeVariables(gate.script)],
    env: Object.entries(gate.environment).map(([name, value]) => ({ name, value: escapeVariables(value) })),
    resources: { requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '32Mi' } },
    // Without capabilities, only root can read what the installers record for root.
    securityContext: { runAsUser: 0, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: [{ name: volume, mountPath: '/host', readOnly: true }],
  };
}
