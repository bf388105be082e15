/** What a release of the chart is. Data only: adding a release is adding an entry here. */
export interface DpuWorkerReleaseFacts {
  readonly version: string;
  /** The label `app.kubernetes.io/version` of its objects. */
  readonly appVersion: string;
}

/** The oldest first. @see https://github.com/rh-ecosystem-edge/dpf-hcp-provisioner-operator */
export const RELEASES: readonly DpuWorkerReleaseFacts[] = [
  { version: '0.1.0', appVersion: 'v0.1.0' },
];
