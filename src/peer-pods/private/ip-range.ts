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
  const at = (index: number) => shown({ ...from, value: from.value + BigInt(index) });
  return { count, addresses: () => Array.from({ length: Number(count) }, (_, index) => at(index)) };
}

function parsed(text: string): Parsed {
  if (!text.includes(':')) return { value: text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n), bits: 32 };
  const [head, tail] = text.split('::').map((part) => (part ? part.split(':') : []));
  const zeros = Array<string>(Math.max(0, 8 - head.length - (tail?.length ?? 0))).fill('0');
  const groups = tail === undefined ? head : [...head, ...zeros, ...tail];
  return { value: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n), bits: 128 };
}

function shown({ value, bits }: Parsed): string {
  const [limit, radix, separator] = bits === 32 ? [256n, 10, '.'] as const : [65536n, 16, ':'] as const;
  const parts: string[] = [];
  for (let rest = value; parts.length < (bits === 32 ? 4 : 8); rest /= limit) parts.unshift((rest % limit).toString(radix));
  return parts.join(separator);
}
