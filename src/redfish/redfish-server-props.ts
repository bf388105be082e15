import { Duration, Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { ContainerImage, ImagePullProps, PodPlacementProps, SecretSource } from '../common';
import { RedfishChassis } from './redfish-chassis';
import { RedfishClient } from './redfish-client';
import { RedfishCdiUploadProxy, RedfishDataVolume, RedfishProbe } from './redfish-data-volume';
import { RedfishExposure } from './redfish-exposure';
import { RedfishLogLevel, RedfishPermissions, RedfishPlatform, RedfishSystemIdConvention } from './redfish-platform';
import { RedfishRelease } from './redfish-release';
import { RedfishScc } from './redfish-scc';
import { RedfishTls } from './redfish-tls';
import { RedfishUser } from './redfish-user';
import { RedfishVolume } from './redfish-volume';

/** Properties of `RedfishServer`. */
export interface RedfishServerProps extends PodPlacementProps, ImagePullProps {
  /** The platform of the cluster. Nothing is guessed. */
  readonly platform: RedfishPlatform;

  /**
   * The release of the server.
   */
  readonly release: RedfishRelease;

  /**
   * How the server calls the systems of machines. Releases before v0.2.3 support only `LEGACY`. With `configuration`, set the
   * same value as in the file: addresses of hosts depend on it.
   * @default RedfishSystemIdConvention.LEGACY
   */
  readonly systemIdConvention?: RedfishSystemIdConvention;

  /** The chassis: at least one. */
  readonly chassis: RedfishChassis[];

  /**
   * Users that may log in, at least one. There are no default users.
   * @default - none; `configuration` is then needed
   */
  readonly users?: RedfishUser[];

  /**
   * The whole configuration, instead of `users`: a Secret with the key `config.yaml`. What else would stand in the file
   * is then said there, too: the address and port, TLS with the files `/app/tls/tls.crt` and `/app/tls/tls.key`, KubeVirt,
   * data volumes. `chassis` says in which namespaces the server gets rights.
   * @default - the configuration is made of the other props, and the passwords are added to it when the pod starts
   */
  readonly configuration?: SecretSource;

  /**
   * The name of the objects, from which others are made: `<name>-config`, `<name>-role`, `<name>-binding`, `<name>-tls`.
   * @default 'kubevirt-redfish'
   */
  readonly name?: string;

  /**
   * The image of the server.
   * @default - that of the release: quay.io/bjozsa-redhat/kubevirt-redfish:v0.2.1; required with
   * RedfishRelease.REDFISH_CONTROLLER
   */
  readonly image?: ContainerImage;

  /**
   * The image in which the configuration is put together: with sh, awk, cat, mv, od, rm, tail and tr.
   * @default - that of the server
   */
  readonly configImage?: ContainerImage;

  /**
   * How many pods. Each replica has its own tasks: with more than one, clients need session affinity.
   * @default 1
   */
  readonly replicas?: number;

  /**
   * The port that the server listens on, and that of its Service. From 1024 up, as the pod is not root.
   * @default 8443
   */
  readonly port?: number;

  /**
   * Labels of every object, in addition to the recommended labels of Kubernetes.
   * @default - none
   */
  readonly commonLabels?: { [key: string]: string };

  /**
   * Annotations of every object.
   * @default - none
   */
  readonly commonAnnotations?: { [key: string]: string };

  /**
   * Labels of the pod.
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations of the pod.
   * @default - none, but the checksum of its configuration
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * The resources of the server's container. Setting CPU, memory or ephemeral storage replaces both its request and its
   * limit; `{}` omits both.
   * @default - requests of 100m, 512Mi and 64Mi; limits of 500m and 2Gi, as in the chart, and of the pod's own volumes with 1Gi
   * for the log
   */
  readonly resources?: ContainerResources;

  /**
   * How much the server says.
   * @default RedfishLogLevel.INFO
   */
  readonly logLevel?: RedfishLogLevel;

  /**
   * Whether the server's own log is on.
   * @default true
   */
  readonly logging?: boolean;

  /**
   * Environment variables in addition to those of props.
   * @default - none
   */
  readonly additionalEnv?: { [name: string]: string };

  /**
   * The TLS certificate of the server.
   * @default - none: plain HTTP, which is allowed only behind OpenShift's edge Routes, Ingresses and Gateways
   */
  readonly tls?: RedfishTls;

  /**
   * How clients outside the cluster reach it.
   * @default - not at all: RedfishExposure.none()
   */
  readonly exposure?: RedfishExposure;

  /**
   * Clients that may connect, in addition to the exposure.
   * @default - with a Route its routers, with a controller's namespace its pods, else every pod of the cluster
   */
  readonly clients?: RedfishClient[];

  /**
   * Whether a NetworkPolicy lets only these connect. v0.2.1 serves some paths, including cached responses for earlier logins,
   * to anyone who can connect.
   * @default true
   */
  readonly networkPolicy?: boolean;

  /**
   * Emit a PodDisruptionBudget that lets one pod after the other be evicted. Set it to false where another budget selects the
   * pods: with two, none can be evicted.
   * @default - true with two replicas or more
   */
  readonly disruptionBudget?: boolean;

  /**
   * The rights of the server in the cluster.
   * @default RedfishPermissions.CHASSIS_NAMESPACES
   */
  readonly permissions?: RedfishPermissions;

  /**
   * A service account that exists, by its name.
   * @default - one of the name `name` is made
   */
  readonly serviceAccountName?: string;

  /**
   * Under which SecurityContextConstraints the pod runs. OpenShift only.
   * @default - RedfishScc.restricted() on OpenShift
   */
  readonly scc?: RedfishScc;

  /**
   * The user and group id of the pod, and the group of its volumes.
   * @default - 1001 on Kubernetes, the image's own; on OpenShift one from the range of the namespace
   */
  readonly runAsUser?: number;

  /**
   * How long a call of KubeVirt may take. 1 to 300 whole seconds.
   * @default Duration.seconds(30)
   */
  readonly kubevirtTimeout?: Duration;

  /**
   * Whether the certificate of KubeVirt's API goes unchecked.
   * @default false
   */
  readonly kubevirtAllowInsecureTls?: boolean;

  /**
   * How images of virtual media come into the cluster.
   * @default - volumes of 3Gi of the default storage class, from servers with a valid certificate
   */
  readonly dataVolume?: RedfishDataVolume;

  /**
   * Where CDI's upload proxy is.
   * @default - the server looks for it by itself
   */
  readonly cdiUploadProxy?: RedfishCdiUploadProxy;

  /**
   * The probe that restarts the server when it fails.
   * @default - as in the chart
   */
  readonly livenessProbe?: RedfishProbe;

  /**
   * The probe without whose success no client is sent to the pod.
   * @default - as in the chart
   */
  readonly readinessProbe?: RedfishProbe;

  /**
   * The most that the folder for temporary files may take on the node.
   * @default Size.gibibytes(50)
   */
  readonly temporarySize?: Size;

  /**
   * Volumes in addition to those that the server needs, such as trusted CAs.
   * @default - none
   */
  readonly additionalVolumes?: RedfishVolume[];
}
