/**
 * Sets of defaults for an operator, from upstream's values files for an environment.
 *
 * @see https://github.com/rh-ecosystem-edge/dpf-hcp-provisioner-operator
 */
export enum DpfHcpOperatorPreset {
  /**
   * To try things: debug output, the image is always asked for, and little processor time is requested. The image is that of
   * the release, and not `latest` as in upstream's file, which names another one tomorrow.
   */
  DEVELOPMENT = 'development',

  /** To rely on: two replicas in different zones, more processor time and memory, and images are pulled once. */
  PRODUCTION = 'production',

  /** Two replicas in different zones, and all else as without a preset. */
  HIGHLY_AVAILABLE = 'highly-available',
}
