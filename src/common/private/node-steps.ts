import { Construct } from 'constructs';
import { CocoError } from './coco-error';
import { show } from './redact';
import { isObject } from './types';
import type { INodeStep } from '../node-step';

/** Fails if a caller without a compiler gave something that nothing can wait for. */
export function checkNodeStep(construct: Construct, step: INodeStep): void {
  if (Construct.isConstruct(step) && isGate(step.gate) && typeof step.uninstallAfter === 'function') return;
  throw new CocoError(construct.node.path, `installAfter: step: got ${show(step)}; allowed: a step on nodes. Give a CustomContainerdInstaller.`);
}

function isGate(gate: unknown): boolean {
  return isObject(gate) && typeof gate.name === 'string' && typeof gate.script === 'string' && isObject(gate.environment) && isObject(gate.image);
}
