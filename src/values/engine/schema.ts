/**
 * A small language for what a chart's values may be. A schema is plain data: the checker walks it, and so can anything
 * that prints or translates it.
 */
export type SchemaNode =
  ObjectNode | MapNode | ListNode | StringNode | BoolNode | IntNode | OneOfNode | EitherNode | AnythingNode;

/** What every node can say. */
export interface NodeOptions {
  /** What the value is for, as a noun phrase. */
  readonly description?: string;

  /**
   * Whether null is allowed. In Helm a null deletes the key, and with it the chart's default.
   *
   * @default true
   */
  readonly nullable?: boolean;

  /**
   * The value is secret, with all that it holds: no message prints it.
   *
   * @default false
   */
  readonly secret?: boolean;
}

/** Nodes by the keys of a map. */
export type Fields = { readonly [key: string]: SchemaNode };

/** A map with known keys. */
export interface ObjectNode<F extends Fields = Fields> extends ObjectOptions {
  readonly kind: 'object';
  readonly fields: F;
}

/** Options of `object`. */
export interface ObjectOptions extends NodeOptions {
  /**
   * What other keys may hold.
   *
   * @default - other keys are problems
   */
  readonly open?: SchemaNode;

  /**
   * Keys that must be there. Only for maps in lists: elsewhere the chart's defaults fill in.
   *
   * @default - none
   */
  readonly required?: readonly string[];

  /**
   * What to do instead of keys that other editions have, or that people expect: the end of a sentence.
   *
   * @default - guesses from similar keys
   */
  readonly moved?: { readonly [key: string]: string };
}

/** A map with free keys, such as labels. */
export interface MapNode<I extends SchemaNode = SchemaNode> extends NodeOptions {
  readonly kind: 'map';
  readonly items: I;
}

/** A list. */
export interface ListNode<I extends SchemaNode = SchemaNode> extends NodeOptions {
  readonly kind: 'list';
  readonly items: I;
}

/** A text. */
export interface StringNode<A extends string = string> extends StringOptions<A> {
  readonly kind: 'string';
}

/** Options of `string`. */
export interface StringOptions<A extends string = string> extends NodeOptions {
  /**
   * All texts that are allowed.
   *
   * @default - any
   */
  readonly allowed?: readonly A[];

  /**
   * What the text must match, without flags.
   *
   * @default - anything
   */
  readonly pattern?: RegExp;

  /**
   * The pattern in words, with an example: `a quantity such as "500m"`.
   *
   * @default - the pattern itself is printed
   */
  readonly format?: string;

  /**
   * Whether the empty text, for many charts "not set", is allowed besides `allowed` and `pattern`.
   *
   * @default false
   */
  readonly orEmpty?: boolean;

  /**
   * Whether a number is as good, as where the chart prints the value unquoted.
   *
   * @default false
   */
  readonly orNumber?: boolean;
}

/** A boolean. */
export interface BoolNode<Q extends boolean = boolean> extends NodeOptions {
  readonly kind: 'bool';

  /** Whether the texts "true", "false" and "" are as good, as in charts that quote their booleans. */
  readonly orText: Q;
}

/** A whole number. */
export interface IntNode<Q extends boolean = boolean> extends NodeOptions {
  readonly kind: 'int';
  readonly min?: number;
  readonly max?: number;

  /** Whether a text of digits is as good, as in charts that quote their numbers. */
  readonly orText: Q;
}

/** A value out of a list of values. */
export interface OneOfNode<L extends Literal = Literal> extends NodeOptions {
  readonly kind: 'oneOf';
  readonly literals: readonly L[];
}

/** What `oneOf` can offer. */
export type Literal = string | number | boolean;

/** A value that fits one of several nodes, for keys that take a text or a map. */
export interface EitherNode<N extends SchemaNode = SchemaNode> extends NodeOptions {
  readonly kind: 'either';
  readonly nodes: readonly N[];
}

/** Any value: what the chart hands on to Kubernetes as it is. */
export interface AnythingNode extends NodeOptions {
  readonly kind: 'anything';
}

/** A map with known keys; with `open` others may follow. */
export function object<F extends Fields>(fields: F, options: ObjectOptions = {}): ObjectNode<F> {
  return { kind: 'object', fields, ...options };
}

/** A map with free keys. */
export function map<I extends SchemaNode>(items: I, options: NodeOptions = {}): MapNode<I> {
  return { kind: 'map', items, ...options };
}

/** A list of values of one kind. */
export function list<I extends SchemaNode>(items: I, options: NodeOptions = {}): ListNode<I> {
  return { kind: 'list', items, ...options };
}

/** A text. */
export function string<A extends string = string>(options: StringOptions<A> = {}): StringNode<A> {
  return { kind: 'string', ...options };
}

/** A boolean, with `orText` also "true", "false" and "". */
export function bool<Q extends boolean = false>(options: NodeOptions & { readonly orText?: Q } = {}): BoolNode<Q> {
  return { kind: 'bool', ...options, orText: (options.orText ?? false) as Q };
}

/** A whole number, with `orText` also in quotes. */
export function int<Q extends boolean = false>(
  options: NodeOptions & { readonly min?: number; readonly max?: number; readonly orText?: Q } = {},
): IntNode<Q> {
  return { kind: 'int', ...options, orText: (options.orText ?? false) as Q };
}

/** One of the literals. */
export function oneOf<L extends Literal>(literals: readonly L[], options: NodeOptions = {}): OneOfNode<L> {
  return { kind: 'oneOf', literals, ...options };
}

/** What fits one of the nodes. */
export function either<N extends SchemaNode>(nodes: readonly N[], options: NodeOptions = {}): EitherNode<N> {
  return { kind: 'either', nodes, ...options };
}

/** Any value. */
export function anything(options: NodeOptions = {}): AnythingNode {
  return { kind: 'anything', ...options };
}

/** Whether a value, or anything below it, is secret. */
export function holdsSecret(schema: SchemaNode): boolean {
  if (schema.secret) return true;
  switch (schema.kind) {
    case 'object': return [...Object.values(schema.fields), ...(schema.open ? [schema.open] : [])].some(holdsSecret);
    case 'map':
    case 'list': return holdsSecret(schema.items);
    case 'either': return schema.nodes.some(holdsSecret);
    default: return false;
  }
}

/** The values that pass the check of a schema. Keys may be missing, and null; the keys of `open` are not in the type. */
export type Infer<N extends SchemaNode> =
  N extends ObjectNode<infer F> ? { readonly [K in keyof F]?: Infer<F[K]> | null } :
    N extends MapNode<infer I> ? { readonly [key: string]: Infer<I> | null } :
      N extends ListNode<infer I> ? readonly Infer<I>[] :
        N extends StringNode<infer A> ? A :
          N extends BoolNode<infer Q> ? boolean | (Q extends true ? 'true' | 'false' | '' : never) :
            N extends IntNode<infer Q> ? number | (Q extends true ? string : never) :
              N extends OneOfNode<infer L> ? L :
                N extends EitherNode<infer E> ? (E extends SchemaNode ? Infer<E> : never) :
                  unknown;
