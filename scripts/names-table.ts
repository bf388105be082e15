import { join } from 'path';
import { pageWith, rewrite, table } from './markdown';
import { STRUCTS } from '../src/common/private/api-types';

/** The page with the names that constructs share. */
export const PAGE = join(__dirname, '..', 'docs', 'architecture.md');

/** The props of each construct that people make by themselves. */
const CONSTRUCTS: Readonly<Record<string, string>> = {
  KataRuntime: 'KataRuntimeProps',
  CustomContainerdInstaller: 'CustomContainerdInstallerProps',
  PeerPodsCAA: 'PeerPodsCaaProps',
  PeerPodsWebhook: 'PeerPodsWebhookProps',
  PeerPodController: 'PeerPodControllerProps',
  DpfHcpOperator: 'DpfHcpOperatorProps',
  DpuWorkerConfig: 'DpuWorkerConfigProps',
  RedfishServer: 'RedfishServerProps',
};

const TYPES: Readonly<Record<string, string>> = { text: 'string' };

/** The type as people write it: `Toleration[]`. */
function typeName(type: string): string {
  const [, inner] = /^\[(.*)\]$/.exec(type) ?? [];
  if (inner !== undefined) return `${typeName(inner)}[]`;
  return type.startsWith('{') ? `map of ${typeName(type.slice(1, -1))}` : TYPES[type] ?? type;
}

/** The props of a struct, with their types. */
function propsOf(struct: string): Map<string, string> {
  return new Map(STRUCTS[struct].split('; ').map((member) => {
    const [, name, optional, type] = /^(\w+)(\??): !?(.*)$/.exec(member)!;
    return [name, `${typeName(type)}${optional ? '' : ', required'}`];
  }));
}

/** A row per prop that two constructs or more have, and a column per construct. */
export function namesTable(): string {
  const props = Object.entries(CONSTRUCTS).map(([construct, struct]) => ({ construct, types: propsOf(struct) }));
  const names = [...new Set(props.flatMap(({ types }) => [...types.keys()]))].sort();
  const shared = names.filter((name) => props.filter(({ types }) => types.has(name)).length > 1);
  return table(['prop', ...props.map(({ construct }) => `\`${construct}\``)], shared.map((name) => [
    `\`${name}\``, ...props.map(({ types }) => types.get(name) ?? ''),
  ]));
}

if (require.main === module) rewrite(PAGE, (page) => pageWith(page, 'names', namesTable()));
