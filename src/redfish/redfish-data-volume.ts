import { Duration, Size } from 'cdk8s';
import { ContainerImage } from '../common';

/** How the server brings images of virtual media into the cluster. */
export interface RedfishDataVolume {
  /**
   * The size of the volume of an image. Whole mebibytes.
   * @default Size.gibibytes(3)
   */
  readonly storageSize?: Size;

  /**
   * The storage class of the volumes, which must offer volumes of the mode `Block`.
   * @default - the default one of the cluster
   */
  readonly storageClass?: string;

  /**
   * Download images without verifying the certificate of their server. A man in the middle can then replace the boot image.
   * @default false
   */
  readonly allowInsecureTls?: boolean;

  /**
   * How long a change of a machine may take.
   * @default Duration.minutes(2)
   */
  readonly vmUpdateTimeout?: Duration;

  /**
   * How long the download of an image may take.
   * @default Duration.minutes(30)
   */
  readonly isoDownloadTimeout?: Duration;

  /**
   * The image with sh, wget and dd that copies an image onto a volume, where `allowInsecureTls` is on. The release v0.2.1
   * ignores it.
   * @default - docker.io/library/alpine:3.22
   */
  readonly helperImage?: ContainerImage;
}

/** Where CDI's upload proxy is, for a server that uploads by itself. */
export interface RedfishCdiUploadProxy {
  /**
   * The name of its Service.
   * @default 'cdi-uploadproxy'
   */
  readonly serviceName?: string;

  /**
   * The namespaces in which it is looked for, in their order. The server gets the right to see the Service there.
   */
  readonly namespaces: string[];

  /**
   * Its port.
   * @default 443
   */
  readonly port?: number;

  /**
   * How long a call may take. Whole seconds.
   * @default Duration.seconds(30)
   */
  readonly timeout?: Duration;
}

/** The timing and thresholds of a probe. */
export interface RedfishProbe {
  /**
   * When it first asks, after the start.
   * @default - 30 seconds for the liveness probe, 5 for the readiness probe
   */
  readonly initialDelay?: Duration;

  /**
   * How often it asks.
   * @default - each 10 seconds for the liveness probe, each 5 for the readiness probe
   */
  readonly period?: Duration;

  /**
   * How long an answer may take.
   * @default - 5 seconds for the liveness probe, 3 for the readiness probe
   */
  readonly timeout?: Duration;

  /**
   * After how many failures in a row it acts.
   * @default 3
   */
  readonly failureThreshold?: number;
}
