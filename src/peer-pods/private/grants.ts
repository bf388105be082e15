import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { binding, clusterRole, role } from '../../common/private/access-objects';
import { Emission } from '../../common/private/emission';
import { PROGRAM_API } from '../catalogue/program-needs';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { ApiNeed, isNeeded, PeerPodsProgram, ProviderDefinition } from '../providers/contract';

type Texts = Readonly<Record<string, string>>;

/** A role, and that a program has it. Without a namespace it holds in all of them. */
export interface Grant {
  readonly role: string;
  readonly namespace?: string;
  readonly rules: readonly PolicyRule[];
}

/** What decides which rights a program needs. */
export interface NeedsOf {
  readonly program: PeerPodsProgram;
  /** The namespace of the program. */
  readonly namespace: string;
  /** The settings, as variables. */
  readonly config: Readonly<Record<string, string | undefined>>;
  /** What the names of the roles begin with. */
  readonly prefix?: string;
}

/** The roles that grant a program what it needs, and nothing else. */
export function neededGrants(needs: readonly ApiNeed[], { program, namespace, config, prefix = '' }: NeedsOf): Grant[] {
  const grants = new Map<string, { role: string; namespace?: string; rules: PolicyRule[] }>();
  for (const need of needs.filter((one) => one.program === program && isNeeded(one, config))) {
    const name = `${prefix}${need.role}`;
    const where = namespaceOf(need, namespace, config);
    const grant = grants.get(`${where}/${name}`) ?? { role: name, namespace: where, rules: [] };
    grants.set(`${where}/${name}`, grant);
    grant.rules.push(policyRule(need));
  }
  return [...grants.values()];
}

/** A need as a rule of a role. */
export function policyRule({ apiGroup, resources, names, verbs }: ApiNeed): PolicyRule {
  return { apiGroups: [apiGroup], resources: [...resources], ...(names ? { resourceNames: [...names] } : {}), verbs: [...verbs] };
}

function namespaceOf({ scope }: ApiNeed, own: string, config: NeedsOf['config']): string | undefined {
  if (scope === 'cluster') return undefined;
  if (scope === 'own') return own;
  return 'namespace' in scope ? scope.namespace : config[scope.variable] || own;
}

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
  const granted = grants.map((one) => one.role);
  const more = neededGrants(provider?.needs?.api ?? [], { program: 'adaptor', namespace, config });
  return [...grants, ...more.filter((one) => !granted.includes(one.role))];
}

/** The objects of grants, each role with its binding. */
export function grantObjects(
  grants: readonly Grant[], account: { readonly name: string; readonly namespace: string },
): Emission[] {
  return grants.flatMap(({ role: name, namespace, rules }) => {
    const kind = namespace === undefined ? 'ClusterRole' : 'Role';
    const meta = { name, namespace };
    return [
      { id: `${kind}-${name}`, manifest: namespace === undefined ? clusterRole(meta, rules) : role(meta, rules) },
      { id: `${kind}Binding-${name}`, manifest: binding(meta, { kind, name }, account) },
    ];
  });
}
