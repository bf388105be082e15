import { DpfHcpOperatorProps } from '../dpf-hcp-operator-props';

const FAITHFUL = new WeakSet<object>();

/** Marks props that say what somebody's Helm values say: what upstream's chart lets pass is then let pass. */
export function faithful(props: DpfHcpOperatorProps): DpfHcpOperatorProps {
  FAITHFUL.add(props);
  return props;
}

export function isFaithful(props: DpfHcpOperatorProps): boolean {
  return FAITHFUL.has(props);
}
