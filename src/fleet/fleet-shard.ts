import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { show } from '../common/private/redact';

/** The option and the environment variable that name the shard of a program. */
const OPTION = '--shard';
const VARIABLE = 'CDK8S_COCO_SHARD';

/**
 * A part of a fleet, so that several CI jobs write it together: each cluster belongs to one of them by its name alone. All shards
 * together write the bytes that one run without shards writes.
 *
 * @example
 * import { FleetShard } from 'cdk8s-coco';
 *
 * const shard = FleetShard.of(2, 4); // the second of four
 */
export class FleetShard {
  /**
   * One of several shards.
   *
   * @param index from 1 to the count
   * @param count how many shards there are
   */
  public static of(index: number, count: number): FleetShard {
    return FleetShard.made('FleetShard.of', `${index}/${count}`, index, count);
  }

  /**
   * A shard as command lines write it.
   *
   * @param text such as `2/4`: the second of four
   */
  public static parse(text: string): FleetShard {
    return FleetShard.read('FleetShard.parse', text);
  }

  /**
   * The shard that this program was started with: the option `--shard 2/4` or `--shard=2/4`, or else the environment variable
   * `CDK8S_COCO_SHARD`, which `cdk8s synth` hands on. Without both, the whole fleet.
   *
   * @throws if it is given and is no shard
   */
  public static fromProgram(): FleetShard {
    const args = process.argv.slice(2);
    const at = args.findIndex((one) => one === OPTION || one.startsWith(`${OPTION}=`));
    if (at >= 0) return FleetShard.read(OPTION, args[at] === OPTION ? args[at + 1] : args[at].slice(OPTION.length + 1));
    const text = process.env[VARIABLE];
    return text ? FleetShard.read(VARIABLE, text) : FleetShard.of(1, 1);
  }

  private static read(place: string, text?: string): FleetShard {
    const parts = /^([0-9]{1,9})\/([0-9]{1,9})$/.exec(text ?? '');
    return FleetShard.made(place, text, Number(parts?.[1]), Number(parts?.[2]));
  }

  private static made(place: string, text: string | undefined, index: number, count: number): FleetShard {
    const isShard = Number.isSafeInteger(index) && Number.isSafeInteger(count) && index >= 1 && index <= count;
    if (isShard) return new FleetShard(index, count);
    throw new CocoError(place, `got ${show(text)}; allowed: two whole numbers, of which the first is from 1 to the second. Write 2/4 for the second of four.`);
  }

  private constructor(
    /** Which of the shards it is, from 1. */
    public readonly index: number,
    /** How many shards there are. */
    public readonly count: number,
  ) {}

  /** Whether a cluster of this name belongs to this shard. */
  public includes(cluster: string): boolean {
    return hash(cluster) % this.count === this.index - 1;
  }

  public toString(): string {
    return `${this.index}/${this.count}`;
  }
}

checked(FleetShard, 'FleetShard');

/* eslint-disable no-bitwise -- FNV-1a, and the last step of MurmurHash3, which mixes the low bits */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
