import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { Grant, neededGrants } from './grants';
import { PROGRAM_API } from '../catalogue/program-needs';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { ProviderDefinition } from '../providers/contract';

type Texts = Readonly<Record<string, string>>;

/** What the adaptor's service account may do: what its program does, with these settings. */
export function adaptorGrants(
  { needs }: ProviderDefinition, namespace: string, config: Texts,
): Grant[] {
  return neededGrants([...PROGRAM_API, ...needs?.api ?? []], { program: 'adaptor', namespace, config });
}

/** What upstream's chart grants it, for every provider, and what the program needs beyond that. */
export function chartGrants(
  release: PeerPodsReleaseFacts, provider: ProviderDefinition | undefined, namespace: string, config: Texts,
): Grant[] {
  const core = (resources: string[], verbs: string[]): PolicyRule => ({ apiGroups: [''], resources, verbs });
  const grants: Grant[] = [
    { role: 'pod-viewer', rules: ['pods', 'secrets', 'serviceaccounts'].map((resource) => core([resource], ['get', 'list'])) },
    { role: 'peerpod-editor', rules: [{ apiGroups: ['confidentialcontainers.org'], resources: ['peerpods'], verbs: ['create', 'patch', 'update'] }] },
    { role: 'node-viewer', rules: [core(['nodes'], ['get'])] },
    ...(release.nodeAnnotationRole ? [{ role: 'node-annotation-patcher', rules: [core(['nodes'], ['patch'])] }] : []),
    { role: 'node-status-patcher', rules: [core(['nodes/status'], ['patch'])] },
    {
      role: 'cm-editor',
      rules: [
        core(['configmaps'], ['create']),
        { ...core(['configmaps'], ['delete', 'patch', 'update', 'get', 'watch']), resourceNames: ['byom-ip-pool-state'] },
      ],
    },
    { role: 'pp-secrets', namespace, rules: [core(['secrets'], ['delete', 'create', 'patch', 'update', 'get', 'watch', 'list'])] },
  ];
  const granted = grants.map(({ role }) => role);
  const more = neededGrants(provider?.needs?.api ?? [], { program: 'adaptor', namespace, config });
  return [...grants, ...more.filter(({ role }) => !granted.includes(role))];
}
