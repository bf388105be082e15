/** What stands behind the number of a Kubernetes quantity, and by how much it multiplies. */
const FACTORS: Readonly<Record<string, number>> = {
  '': 1, 'n': 1e-9, 'u': 1e-6, 'm': 1e-3, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'T': 1e12, 'P': 1e15, 'E': 1e18, 'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30, 'Ti': 2 ** 40, 'Pi': 2 ** 50, 'Ei': 2 ** 60,
};

/** The number that a quantity such as `100m`, `64Mi` or `1e3` means; undefined where it is none. */
export function readQuantity(value: unknown): number | undefined {
  const [, number, suffix] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([numkMGTPE]|[KMGTPE]i)?$/.exec(String(value)) ?? [];
  return number === undefined ? undefined : Number(number) * FACTORS[suffix ?? ''];
}

/** A number as a quantity: whole units where they do, else thousandths. Bytes are in powers of two. */
export function quantityText(resource: string, amount: number): string {
  const isBytes = /memory|storage|hugepages/.test(resource);
  if (!isBytes) return Number.isInteger(amount) ? String(amount) : `${Math.ceil(Number((amount * 1000).toFixed(6)))}m`;
  const unit = ['Ti', 'Gi', 'Mi', 'Ki'].find((one) => amount !== 0 && amount % FACTORS[one] === 0) ?? (amount >= FACTORS.Mi ? 'Mi' : '');
  return `${Math.ceil(amount / FACTORS[unit])}${unit}`;
}
