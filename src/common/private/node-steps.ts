import { Construct } from 'constructs';
import { isObject } from './types';
import type { INodeStep } from '../node-step';

/** Whether something is done on each node, and tells how others wait for it there. */
export function isNodeStep(value: unknown): value is INodeStep {
  return Construct.isConstruct(value) && 'uninstallAfter' in value && typeof value.uninstallAfter === 'function'
    && 'gate' in value && isGate(value.gate);
}

function isGate(gate: unknown): boolean {
  return isObject(gate) && typeof gate.name === 'string' && typeof gate.script === 'string' && isObject(gate.environment) && isObject(gate.image);
}
