/*
 * What stands for values of cdk8s and cdk8s-plus: the command runs without them. Rooms take values by what they can do, so these
 * mean the same there.
 */
import { Made, struct } from './tree';

const KIBI = 1024;

/** `Duration.seconds(30)` of cdk8s. */
export class Seconds {
  constructor(public readonly amount: number) {}

  public toMilliseconds(): number {
    return this.amount * 1000;
  }

  public toSeconds(): number {
    return this.amount;
  }

  public toString(): string {
    return `Duration.seconds(${this.amount})`;
  }
}

const SIZES = { Ki: ['kibibytes', 1], Mi: ['mebibytes', KIBI], Gi: ['gibibytes', KIBI ** 2], Ti: ['tebibytes', KIBI ** 3] } as const;

/** `Size.gibibytes(3)` of cdk8s. */
export class SizeOf {
  /** The size that Kubernetes writes so; nothing for a text that no Size writes. */
  public static of(text: string): SizeOf | undefined {
    const [, amount, unit] = /^([1-9][0-9]*)(Ki|Mi|Gi|Ti)$/.exec(text) ?? [];
    return amount === undefined ? undefined : new SizeOf(Number(amount), unit as keyof typeof SIZES);
  }

  private constructor(public readonly amount: number, public readonly unit: keyof typeof SIZES) {}

  public asString(): string {
    return `${this.amount}${this.unit}`;
  }

  public toKibibytes(): number {
    return this.amount * SIZES[this.unit][1];
  }

  public toMebibytes(): number {
    return this.toKibibytes() / KIBI;
  }

  public toGibibytes(): number {
    return this.toMebibytes() / KIBI;
  }

  public get factory(): string {
    return SIZES[this.unit][0];
  }
}

/** `Cpu.millis(25)` of cdk8s-plus. */
export class CpuOf {
  /** Nothing for a text that no Cpu writes. */
  public static of(text: string): CpuOf | undefined {
    return /^[1-9][0-9]*m?$/.test(text) ? new CpuOf(text) : undefined;
  }

  private constructor(public readonly amount: string) {}
}

/** `PercentOrAbsolute.percent(25)` of cdk8s-plus. */
export class Share {
  constructor(public readonly value: number | string) {}

  public isZero(): boolean {
    return this.value === 0 || this.value === '0%';
  }
}

/** `Secret.fromSecretName(...)` of cdk8s-plus: a Secret by its name. */
export class NamedSecret {
  constructor(public readonly name: string) {}
}

/** What resources are as `ContainerResources`, in which `{}` stands for none; nothing where they say what it cannot. */
export function resourcesOf(given: { readonly requests?: object; readonly limits?: object } = {}): Made | undefined {
  const found: Record<string, Record<string, unknown>> = { cpu: {}, memory: {}, ephemeralStorage: {} };
  for (const [end, side] of [['request', given.requests], ['limit', given.limits]] as const) {
    for (const [name, amount] of Object.entries(side ?? {})) {
      const field = { 'cpu': 'cpu', 'memory': 'memory', 'ephemeral-storage': 'ephemeralStorage' }[name];
      const value = field === 'cpu' ? CpuOf.of(String(amount)) : SizeOf.of(String(amount));
      if (field === undefined || value === undefined) return undefined;
      found[field][end] = value;
    }
  }
  return struct(found);
}
