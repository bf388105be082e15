/** What a release of the Cloud API Adaptor is and can. Data only: adding a release is adding an entry here. */
export interface PeerPodsReleaseFacts {
  /** Without a "v". */
  readonly version: string;
  /** The version of the peerpods chart that installs it. */
  readonly chart: string;
  /** The release of kata-deploy that this release was tested with; its agent is in the pod VM images. */
  readonly kata: string;
  readonly images: {
    /** Without the providers of `devOnly`. */
    readonly adaptor: PinnedImage;
    /** With every provider, and the libraries in C that some need. */
    readonly adaptorDev: PinnedImage;
    readonly webhook: PinnedImage;
    readonly controller: PinnedImage;
    /** In front of the controller's metrics. */
    readonly authProxy: PinnedImage;
  };
  /** The values of CLOUD_PROVIDER that the adaptor accepts. */
  readonly providers: readonly string[];
  /** Those of them that only the image `adaptorDev` was built with. */
  readonly devOnly: readonly string[];
  /** The providers that the image of the resource controller was built with: it deletes no VM of others. */
  readonly controllerProviders: readonly string[];
  /** entrypoint.sh pastes settings into a command line, unquoted: a blank in a value makes two arguments of it. */
  readonly settingsByArguments: boolean;
  /** AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE instead of access keys. */
  readonly awsWebIdentity: boolean;
  /** GCP_CREDENTIALS may only be the JSON of a service account, not of a federated identity. */
  readonly gcpServiceAccountOnly: boolean;
  /** TLS_MIN_VERSION and TLS_CIPHER_SUITES. */
  readonly tlsProfile: boolean;
  /** The webhook itself asks the API server who may read its metrics. */
  readonly webhookServesMetrics: boolean;
  /** Upstream's chart lets it patch nodes, which its source never does. */
  readonly nodeAnnotationRole: boolean;
  /** Reads POD_UID. */
  readonly podUid: boolean;
  /** Host of the startup probe: the address that the adaptor listens on. */
  readonly probeHost?: string;
  /** The providers with which it mounts the folder of Kata's direct volumes. */
  readonly directVolumes: readonly string[] | 'all';
}

export interface PinnedImage {
  readonly repository: string;
  readonly tag: string;
  /** The platforms that it was built for, as Kubernetes calls them. */
  readonly architectures: readonly string[];
}

const REGISTRY = 'quay.io/confidential-containers';

/** The charts of 0.17.0 name gcr.io/kubebuilder, which is gone; what it had is here. */
const AUTH_PROXY: PinnedImage = {
  repository: 'registry.k8s.io/kubebuilder/kube-rbac-proxy', tag: 'v0.14.0', architectures: ['amd64', 'arm', 'arm64', 'ppc64le', 's390x'],
};

const WITHOUT_ARM = ['amd64', 'ppc64le', 's390x'];
const WITH_ARM = ['amd64', 'arm64', 'ppc64le', 's390x'];

/**
 * The images of a release.
 *
 * Their platforms stand in upstream's workflows: caa_build_and_push*.yaml, peerpod-ctrl*.yaml, and for the webhook in the
 * ARCHES of its Makefile.
 *
 * @param architectures those of adaptor and resource controller; the webhook has never been built for Arm
 */
function images(tag: string, architectures: readonly string[]): PeerPodsReleaseFacts['images'] {
  return {
    adaptor: { repository: `${REGISTRY}/cloud-api-adaptor`, tag, architectures },
    adaptorDev: { repository: `${REGISTRY}/cloud-api-adaptor`, tag: `${tag}-dev`, architectures },
    webhook: { repository: `${REGISTRY}/peer-pods-webhook`, tag, architectures: WITHOUT_ARM },
    controller: { repository: `${REGISTRY}/peerpod-ctrl`, tag, architectures },
    authProxy: AUTH_PROXY,
  };
}

/** GOFLAGS of the workflow that publishes the image of the resource controller: others are in its source alone. */
const CONTROLLER_PROVIDERS = ['aws', 'azure', 'ibmcloud', 'ibmcloud-powervs', 'libvirt'];

export const PEER_PODS_0_17_0: PeerPodsReleaseFacts = {
  version: '0.17.0',
  chart: '0.1.0',
  kata: '3.25.0',
  images: images('v0.17.0', WITHOUT_ARM),
  providers: ['alibabacloud', 'aws', 'azure', 'byom', 'docker', 'gcp', 'ibmcloud', 'ibmcloud-powervs', 'libvirt', 'vsphere'],
  devOnly: ['byom', 'docker', 'libvirt'],
  controllerProviders: [...CONTROLLER_PROVIDERS, 'vsphere'],
  settingsByArguments: true,
  awsWebIdentity: false,
  gcpServiceAccountOnly: false,
  tlsProfile: false,
  webhookServesMetrics: false,
  nodeAnnotationRole: false,
  podUid: false,
  directVolumes: [],
};

const PROVIDERS_0_18 = ['alibabacloud', 'aws', 'azure', 'byom', 'docker', 'gcp', 'ibmcloud', 'ibmcloud-powervs', 'libvirt'];

export const PEER_PODS_0_18_0: PeerPodsReleaseFacts = {
  ...PEER_PODS_0_17_0,
  version: '0.18.0',
  chart: '0.1.1',
  images: images('v0.18.0', WITH_ARM),
  providers: PROVIDERS_0_18,
  controllerProviders: CONTROLLER_PROVIDERS,
  settingsByArguments: false,
  directVolumes: ['ibmcloud'],
};

export const PEER_PODS_0_19_0: PeerPodsReleaseFacts = {
  ...PEER_PODS_0_18_0, version: '0.19.0', chart: '0.1.3', kata: '3.28.0', images: images('v0.19.0', WITH_ARM),
};

export const PEER_PODS_0_20_0: PeerPodsReleaseFacts = {
  ...PEER_PODS_0_19_0, version: '0.20.0', chart: '0.2.0', kata: '3.29.0', images: images('v0.20.0', WITH_ARM), gcpServiceAccountOnly: true,
};

export const PEER_PODS_0_21_0: PeerPodsReleaseFacts = {
  ...PEER_PODS_0_20_0,
  version: '0.21.0',
  chart: '0.3.0',
  kata: '3.31.0',
  images: images('v0.21.0', WITH_ARM),
  devOnly: ['docker', 'libvirt'],
};

export const PEER_PODS_0_21_1: PeerPodsReleaseFacts = {
  ...PEER_PODS_0_21_0, version: '0.21.1', chart: '0.3.1', images: images('v0.21.1', WITH_ARM), awsWebIdentity: true,
};

export const PEER_PODS_0_22_0: PeerPodsReleaseFacts = {
  ...PEER_PODS_0_21_1,
  version: '0.22.0',
  chart: '0.4.0',
  kata: '4.0.0',
  images: images('v0.22.0', WITH_ARM),
  providers: PROVIDERS_0_18.filter((name) => name !== 'docker'),
  devOnly: ['libvirt'],
  tlsProfile: true,
  webhookServesMetrics: true,
  nodeAnnotationRole: true,
  podUid: true,
  probeHost: '127.0.0.1',
  directVolumes: 'all',
};

/** Oldest first; the last one is the default. */
export const PEER_PODS_RELEASES: readonly PeerPodsReleaseFacts[] = [
  PEER_PODS_0_17_0, PEER_PODS_0_18_0, PEER_PODS_0_19_0, PEER_PODS_0_20_0, PEER_PODS_0_21_0, PEER_PODS_0_21_1, PEER_PODS_0_22_0,
];
