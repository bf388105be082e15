import type { UninstallPrecondition } from '../lifecycle';

/** The pods of RuntimeClasses: their containers stop working when the runtime goes. */
export function podsOfRuntimeClasses(names: readonly string[]): UninstallPrecondition {
  const columns = 'NAMESPACE:.metadata.namespace,POD:.metadata.name,RUNTIMECLASS:.spec.runtimeClassName';
  return {
    instruction: 'Delete the pods that use these RuntimeClasses, together with what creates them. This must list none:',
    command: `kubectl get pods -A --no-headers -o custom-columns=${columns} | awk '$3 ~ /^(${names.map((one) => one.replace(/\./g, '\\.')).join('|')})$/'`,
  };
}
