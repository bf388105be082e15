import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { show } from '../common/private/redact';
/**
 * How much the operator logs.
 *
 * @see https://sdk.operatorframework.io/docs/building-operators/golang/references/logging/
 */
export class DpfHcpLogLevel {
  /** Errors only. */
  public static readonly ERROR = new DpfHcpLogLevel('error');

  /** Information for administrators. */
  public static readonly INFO = new DpfHcpLogLevel('info');

  /** Details for debugging. */
  public static readonly DEBUG = new DpfHcpLogLevel('debug');

  /**
   * More details than `DEBUG`, the more the higher.
   *
   * @param level a whole number from 1 to 127
   * @throws on another number
   */
  public static verbosity(level: number): DpfHcpLogLevel {
    if (!Number.isInteger(level) || level < 1 || level > 127) {
      throw new CocoError('DpfHcpLogLevel.verbosity', `level: got ${show(level)}; allowed: a whole number from 1 to 127. Take DpfHcpLogLevel.INFO for few words.`);
    }
    return new DpfHcpLogLevel(String(level));
  }

  /** @internal */
  public static _of(value: string): DpfHcpLogLevel {
    return new DpfHcpLogLevel(value);
  }

  private constructor(
    /** As the operator takes it in `--zap-log-level`. */
    public readonly value: string,
  ) {}

  public toString(): string {
    return this.value;
  }
}

checked(DpfHcpLogLevel, 'DpfHcpLogLevel');
