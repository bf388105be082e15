/** Addresses as numbers: what a range counts through. */
interface Parsed {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

/** How many addresses a text stands for, and which; none where its end is not after its start, or they are of two kinds. */
export interface IpRange {
  readonly count: bigint;
  /** The addresses, in their order. */
  readonly addresses: () => string[];
}

/** Reads an address, or a range `<first>-<last>`, of which the form is right. */
export function ipRange(text: string): IpRange {
  const [first, last] = text.split('-');
  if (last === undefined) return { count: 1n, addresses: () => [text] };
  const [from, to] = [parsed(first), parsed(last)];
  const count = from.bits === to.bits && to.value > from.value ? to.value - from.value + 1n : 0n;
  return { count, addresses: () => Array.from({ length: Number(count) }, (_, index) => shown({ ...from, value: from.value + BigInt(index) })) };
}

function parsed(text: string): Parsed {
  if (!text.includes(':')) return { value: text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n), bits: 32 };
  const [head, tail] = text.split('::').map((part) => (part ? part.split(':') : []));
  const groups = tail === undefined ? head : [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail];
  return { value: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n), bits: 128 };
}

function shown({ value, bits }: Parsed): string {
  const [size, base, separator] = bits === 32 ? [8n, 10, '.'] as const : [16n, 16, ':'] as const;
  const parts = Array.from({ length: bits / Number(size) }, (_, index) => (value >> (size * BigInt(index))) & ((1n << size) - 1n));
  return parts.reverse().map((part) => part.toString(base)).join(separator);
}
