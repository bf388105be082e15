import { withoutHelm, withRulesOf } from './equivalence';
import { operations, Operation, pointer } from './json-patch';
import { Fitted, Piece, Placed } from './piece';
import { call, commentLine, literal, print, quoted, Source } from './source';
import { Writer } from './writer';
import type { Emission } from '../common/private/emission';
import { writtenManifest } from '../common/private/written-object';

type Phase = 'install' | 'uninstall';

/** What a program has to make. */
export interface ProgramInput {
  /** The id of the chart, which is the name of its file. */
  readonly chart: string;
  readonly pieces: readonly Fitted[];
  readonly order: ReadonlyArray<readonly [string, string]>;
  readonly install: readonly Emission[];
  readonly uninstall: readonly Emission[];
  /** The lines above props, by construct. */
  readonly comments: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** Lines at the head. */
  readonly head: readonly string[];
  /** The values that a place in an object comes from. */
  valuesOf(phase: Phase, object: string, keys: readonly string[]): readonly string[];
}

/** A program. */
export interface Program {
  readonly text: string;
  /** Secrets that it refers to, and that a command makes. */
  readonly secrets: readonly NamedObject[];
  /** How much of it no prop says. */
  readonly rest: Rest;
}

export interface Rest {
  /** Operations of JSON patches. */
  readonly patches: number;
  /** Objects that are taken away from a construct. */
  readonly removed: number;
  /** Objects that stand as they are. */
  readonly literals: number;
}

export interface NamedObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** What tells an object from others. */
export function identity(object: object): string {
  const { apiVersion = '', kind, metadata } = object as { apiVersion?: string; kind: string; metadata: NamedObject['metadata'] };
  return [apiVersion.includes('/') ? apiVersion.split('/')[0] : '', kind, metadata.namespace ?? '', metadata.name].join(' ');
}

/** An object of a construct beside the one that it has to be. */
interface Pair {
  readonly fitted: Fitted;
  readonly placed: Placed;
  readonly wanted?: Emission;
}

/** The objects of a phase, matched with those of constructs. */
interface Matched {
  readonly pairs: readonly Pair[];
  /** Those that no construct makes. */
  readonly others: readonly Emission[];
}

function match(pieces: readonly Fitted[], wanted: readonly Emission[], phase: Phase): Matched {
  const left = new Set(wanted);
  const made = pieces.flatMap((fitted) => fitted.outcome[phase].map((one) => ({ fitted, placed: one })));
  const take = (found: Emission | undefined) => {
    if (found) left.delete(found);
    return found;
  };
  const byName = new Map(wanted.map((one) => [identity(one.manifest), one]));
  const named = made.map(({ placed }) => take(byName.get(identity(placed.emission.manifest))));
  const pairs = made.map((one, index): Pair => ({
    ...one,
    // Other names, such as those that hold a hash.
    wanted: named[index] ?? take([...left].find((other) => isSameId(other, one.placed.emission))),
  }));
  return { pairs, others: [...left] };
}

const isSameId = (one: Emission, other: Emission) => one.id === other.id && one.manifest.kind === other.manifest.kind;

/** Writes a program. */
export function programOf(input: ProgramInput): Program {
  return new ProgramWriter(input).program();
}

/** A chart of a program, which is one file. */
interface ProgramChart {
  readonly variable: string;
  readonly id: string;
  readonly namespace: string;
}

class ProgramWriter {
  private readonly writer = new Writer();
  private readonly rest = { patches: 0, removed: 0, literals: 0 };

  /** One for each namespace. */
  private readonly charts: readonly ProgramChart[];

  constructor(private readonly input: ProgramInput) {
    const namespaces = [...new Set(input.pieces.filter(({ piece }) => !piece.isChart).map(({ piece }) => piece.namespace))];
    this.charts = namespaces.map((namespace, index) => (
      index ? { variable: `chart${index + 1}`, id: `${input.chart}-${namespace}`, namespace } : { variable: 'chart', id: input.chart, namespace }));
  }

  public program(): Program {
    const { input, writer } = this;
    const install = match(input.pieces, input.install, 'install');
    const isSecret = ({ manifest }: Emission) => manifest.kind === 'Secret';
    const secrets = install.others.filter(isSecret).map(({ manifest }) => manifest as NamedObject);
    const body = [
      `const app = new ${writer.use('App', 'cdk8s')}();`,
      ...this.charts.map(({ variable, id, namespace }) => (
        `const ${variable} = new ${writer.use('Chart', 'cdk8s')}(app, ${quoted(id)}, { namespace: ${quoted(namespace)} });`)),
      ...input.pieces.flatMap((fitted) => ['', ...this.construct(fitted, install)]),
      ...(input.order.length ? ['', ...input.order.map(([one, other]) => `${one}.installAfter(${other});`)] : []),
      ...this.changes(install, 'install'),
      ...this.literals(install.others.filter((one) => !isSecret(one)), 'app', 'install'),
      '',
      'app.synth();',
      ...this.uninstall(),
    ];
    const head = input.head.map(commentLine);
    return { text: `${[...head, ...writer.importLines(), '', ...body].join('\n')}\n`, secrets, rest: this.rest };
  }

  private chartOf({ namespace }: Piece): ProgramChart {
    return this.charts.find((one) => one.namespace === namespace)!;
  }

  private construct({ piece }: Fitted, { pairs }: Matched): string[] {
    const { writer, input } = this;
    const props = Object.keys(piece.tree).length ? [writer.fields(piece.tree, [], input.comments.get(piece.variable))] : [];
    const made = call(`new ${writer.use(piece.className)}`, piece.isChart ? 'app' : this.chartOf(piece).variable, quoted(piece.id), ...props);
    const isChanged = ({ placed, wanted }: Pair) => !wanted || operationsOf(placed.emission, wanted).length > 0;
    const isUsed = input.order.some((names) => names.includes(piece.variable))
      || input.pieces.some(({ piece: { refers, tree } }) => refers?.variable === piece.variable && refers.prop in tree)
      || pairs.some((pair) => pair.fitted.piece.variable === piece.variable && isChanged(pair));
    return [print(isUsed ? [`const ${piece.variable} = `, made, ';'] : [made, ';'])];
  }

  /** What makes the objects of constructs those of the chart. */
  private changes({ pairs }: Matched, phase: Phase, root = ({ variable }: Piece) => variable): string[] {
    const { writer } = this;
    return pairs.flatMap(({ fitted: { piece }, placed, wanted }, index): string[] => {
      const parent = placed.path.slice(0, -1).reduce((outer, id) => `${outer}.node.findChild(${quoted(id)})`, `${root(piece)}${placed.from ?? ''}`);
      const id = placed.path[placed.path.length - 1];
      if (!wanted) {
        this.rest.removed++;
        const isNext = index > 0 && !pairs[index - 1].wanted;
        return [...(isNext ? [] : ['', '// The chart has no such object.']), `${parent}.node.tryRemoveChild(${quoted(id)});`];
      }
      const patches = operationsOf(placed.emission, wanted);
      if (!patches.length) return [];
      this.rest.patches += patches.length;
      const object = id === 'Resource' ? parent : `${parent}.node.findChild(${quoted(id)})`;
      const key = identity(wanted.manifest);
      let last = '';
      const items = patches.map((one) => {
        const from = this.input.valuesOf(phase, key, one.keys);
        const lines = from.length ? from : ['as in the chart'];
        const comments = lines[0] === last && lines.length === 1 ? [] : lines;
        [last] = lines;
        return { comments, source: patchSource(one, writer) };
      });
      return ['', print([`${writer.use('ApiObject', 'cdk8s')}.of(${object}).addJsonPatch`, { open: '(', close: ')', pad: '', items }, ';'])];
    });
  }

  /** Objects that stand as they are. */
  private literals(objects: readonly Emission[], app: string, phase: Phase): string[] {
    if (!objects.length) return [];
    const { writer } = this;
    this.rest.literals += objects.length;
    const name = phase === 'install' ? 'others' : 'uninstallOthers';
    return [
      '', '// Objects that no construct emits.',
      `const ${name} = new ${writer.use('Chart', 'cdk8s')}(${app}, ${quoted(`${this.input.chart}-others`)});`,
      ...objects.flatMap(({ manifest }) => {
        const object = withoutHelm(writtenManifest({ manifest }));
        const from = this.input.valuesOf(phase, identity(object), []);
        const { kind, metadata } = object as unknown as NamedObject;
        return [
          ...from.map(commentLine),
          print([call(`new ${writer.use('ApiObject', 'cdk8s')}`, name, quoted([kind, metadata.namespace, metadata.name].filter(Boolean).join('-')), literal(object)), ';']),
        ];
      }),
    ];
  }

  private uninstall(): string[] {
    const { input, writer } = this;
    if (!input.uninstall.length) return [];
    const matched = match(input.pieces, input.uninstall, 'uninstall');
    const change = this.changes(matched, 'uninstall', (piece) => {
      const chart = this.chartOf(piece).id;
      return `uninstall.app.node.findChild(${quoted(chart)}).node.findChild(${quoted(`${chart}-${piece.id}`)})`;
    });
    const more = this.literals(matched.others, 'uninstall.app', 'uninstall');
    const phase = `${writer.use('UninstallPhase')}.of(app)`;
    const lead = ['', '// The uninstall phase cleans the nodes. Apply it after you have deleted the objects above.'];
    return change.length || more.length ? [...lead, `const uninstall = ${phase};`, ...change, ...more, '', 'uninstall.synth();'] : [...lead, `${phase}.synth();`];
  }
}

/** What makes one object of another, as far as it matters. */
function operationsOf(from: Emission, to: Emission): Operation[] {
  const made = writtenManifest(from);
  return operations(made, withRulesOf(made, withoutHelm(writtenManifest(to))));
}

function patchSource({ op, keys, value }: Operation, writer: Writer): Source {
  return call(`${writer.use('JsonPatch', 'cdk8s')}.${op}`, quoted(pointer(keys)), ...(op === 'remove' ? [] : [literal(value)]));
}
