/** Pages of the API, one for each folder of src/, from what jsii knows of it. */

interface Type {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly collection?: { readonly kind: string; readonly elementtype: Type };
  readonly union?: { readonly types: readonly Type[] };
}

interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly example?: string;
  readonly see?: string;
  readonly deprecated?: string;
  readonly returns?: string;
  readonly custom?: Readonly<Record<string, string>>;
}

interface Parameter {
  readonly name: string;
  readonly type: Type;
  readonly optional?: boolean;
  readonly variadic?: boolean;
  readonly docs?: Docs;
}

interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly type?: Type;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly const?: boolean;
  readonly protected?: boolean;
  readonly parameters?: readonly Parameter[];
  readonly returns?: { readonly type: Type; readonly optional?: boolean };
}

export interface ApiType {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly docs?: Docs;
  readonly locationInModule: { readonly filename: string };
  readonly initializer?: { readonly parameters?: readonly Parameter[]; readonly docs?: Docs };
  readonly properties?: readonly Member[];
  readonly methods?: readonly Member[];
  readonly members?: readonly Member[];
}

export interface Assembly {
  readonly name: string;
  readonly types: Readonly<Record<string, ApiType>>;
}

/** The pages, by the folder of src/, and what they are about. A test asks for those of new folders. */
export const ROOMS: Readonly<Record<string, string>> = {
  'kata': 'KataRuntime',
  'containerd': 'CustomContainerdInstaller',
  'peer-pods': 'PeerPodsCAA',
  'dpf-hcp': 'DpfHcpOperator',
  'dpu-worker': 'DpuWorkerConfig',
  'redfish': 'RedfishServer',
  'releases': 'CocoRelease',
  'delivery': 'Delivery',
  'fleet': 'Fleet',
  'testing': 'Testing',
  'common': 'Shared by all',
};

export const roomOf = (type: ApiType) => type.locationInModule.filename.split('/')[1];

const anchor = (name: string) => name.toLowerCase();

const one = (text = '') => text.replace(/\s*\n\s*/g, ' ').trim();

/** Text in a cell of a table: one line, without bars or tags. */
const cell = (text: string) => one(text).replace(/\|/g, '\\|');

/** Text of doc comments, in which `<` is no tag. */
const prose = (text = '') => text.split(/(`[^`]*`)/).map((part, index) => (
  index % 2 ? part : part.replace(/\{@link (\w+)[^}]*\}/g, '`$1`').replace(/</g, '&lt;').replace(/\{\{/g, '&#123;&#123;'))).join('');

export class ApiPages {
  constructor(private readonly assembly: Assembly) {}

  /** Every page, by the name of its file. */
  public all(): Record<string, string> {
    const pages = Object.keys(ROOMS).map((room) => [`api/${room}.md`, this.page(room)]);
    return { 'api/index.md': this.index(), ...Object.fromEntries(pages) };
  }

  private typesOf(room: string): ApiType[] {
    const main = ROOMS[room];
    const rank = ({ name }: ApiType) => (name === main ? 0 : name === `${main}Props` ? 1 : 2);
    return Object.values(this.assembly.types).filter((type) => roomOf(type) === room)
      .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  }

  private index(): string {
    const rows = Object.entries(ROOMS).map(([room, title]) => {
      const names = this.typesOf(room).map(({ name }) => `[${name}](./${room}.md#${anchor(name)})`);
      return `## [${title}](./${room}.md)\n\n${names.join(', ')}\n`;
    });
    return `---\neditLink: false\n---\n\n# API\n\nEvery public class, interface and enum, by the construct that it belongs to. Names are those of TypeScript; see [Python and Java](../languages.md).\n\n${rows.join('\n')}`;
  }

  private page(room: string): string {
    return `---\neditLink: false\noutline: 2\n---\n\n# API: ${ROOMS[room]}\n\n${this.typesOf(room).map((type) => this.section(type)).join('\n')}`;
  }

  private link(fqn: string): string {
    const type = this.assembly.types[fqn];
    return type ? `[${type.name}](./${roomOf(type)}.md#${anchor(type.name)})` : `\`${fqn.replace(/-(\d+)\./, '-$1 ')}\``;
  }

  private type({ fqn, primitive, collection, union }: Type): string {
    if (fqn) return this.link(fqn);
    if (collection) return collection.kind === 'map' ? `map of ${this.type(collection.elementtype)}` : `${this.type(collection.elementtype)}[]`;
    if (union) return union.types.map((each) => this.type(each)).join(' or ');
    return primitive ?? 'any';
  }

  private section(type: ApiType): string {
    const { name, kind, datatype, base, interfaces = [], docs = {} } = type;
    const parents = [...base ? [base] : [], ...interfaces].map((fqn) => this.link(fqn));
    const what = `*${datatype ? 'props' : kind}*${parents.length ? `, with all of ${parents.join(', ')}` : ''}`;
    return [
      `## ${name}`, what, ...this.described(docs),
      ...type.initializer ? [`\`\`\`ts\nnew ${name}(${this.parameterNames(type.initializer.parameters)})\n\`\`\``] : [],
      ...this.members(type),
    ].join('\n\n') + '\n';
  }

  private described(docs: Docs): string[] {
    return [
      ...docs.deprecated ? [`::: warning Deprecated\n${prose(docs.deprecated)}\n:::`] : [],
      ...docs.summary ? [prose(docs.summary)] : [],
      ...docs.remarks ? [prose(docs.remarks)] : [],
      ...docs.see ? [`See ${/^https?:/.test(docs.see) ? `[${docs.see}](${docs.see})` : prose(docs.see)}`] : [],
      ...docs.example ? [`\`\`\`ts\n${docs.example}\n\`\`\``] : [],
    ];
  }

  private parameterNames(parameters: readonly Parameter[] = []): string {
    return parameters.map(({ name, optional, variadic }) => `${variadic ? '...' : ''}${name}${optional ? '?' : ''}`).join(', ');
  }

  /** The tables of a type: what it is made of, what it can do, what it knows. */
  private members({ kind, datatype, members = [], properties = [], methods = [] }: ApiType): string[] {
    if (kind === 'enum') return [table(['member', ''], members.map(({ name, docs = {} }) => [`\`${name}\``, this.text(docs)]))];
    const shown = (list: readonly Member[]) => list.filter((each) => !each.protected);
    const constants = shown(properties).filter((each) => each.static);
    const fields = shown(properties).filter((each) => !each.static);
    return [
      ...fields.length ? [table(datatype ? ['prop', 'type', 'default', ''] : ['property', 'type', ''], fields.map((field) => {
        const required = datatype && !field.optional ? ' **required**' : '';
        const row = [`\`${field.name}\`${required}`, this.type(field.type!), ...datatype ? [prose((field.docs?.default ?? '').replace(/^- /, ''))] : [], this.text(field.docs ?? {})];
        return row;
      }))] : [],
      ...constants.length ? [table(['constant', ''], constants.map(({ name, docs = {} }) => [`\`${name}\``, this.text(docs)]))] : [],
      ...shown(methods).length ? [table(['method', 'returns', ''], [...shown(methods)].sort((a, b) => Number(!!b.static) - Number(!!a.static)).map((method) => [
        `\`${method.name}()\`${method.static ? ' static' : ''}`,
        method.returns ? this.type(method.returns.type) : '', this.text(method.docs ?? {}, method.parameters),
      ]))] : [],
    ];
  }

  private text(docs: Docs, parameters: readonly Parameter[] = []): string {
    const given = parameters.map(({ name, type, docs: own }) => `\`${name}\` (${this.type(type)})${own?.summary ? `: ${prose(one(own.summary))}` : ''}`);
    return [
      docs.deprecated ? `**Deprecated**: ${prose(docs.deprecated)}` : '', prose(docs.summary), prose(docs.remarks?.replace(/```[^]*?```/g, '')),
      given.length ? `<br>${given.join('<br>')}` : '', docs.custom?.throws ? `<br>Fails ${prose(docs.custom.throws)}` : '',
    ].filter(Boolean).join(' ');
  }
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
