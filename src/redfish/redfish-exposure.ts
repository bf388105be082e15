import { checked } from '../common/private/checked';

/** Where a Route ends the encryption. */
export enum RouteTermination {
  /** At the router, which uses plain HTTP to the pod. For a server without TLS. */
  EDGE = 'edge',
  /** At the router, which also uses TLS to the pod. For a server with TLS. */
  REENCRYPT = 'reencrypt',
  /** At the pod, whose certificate the clients see. For a server with TLS. */
  PASSTHROUGH = 'passthrough',
}

/** Options of an OpenShift Route. */
export interface RedfishRouteOptions {
  /**
   * Where the encryption ends.
   * @default - RouteTermination.REENCRYPT where the server has TLS, else RouteTermination.EDGE
   */
  readonly termination?: RouteTermination;

  /**
   * The certificate of the authority that signed the server's, for RouteTermination.REENCRYPT: PEM.
   * @default - OpenShift's own authority, which signs only those of RedfishTls.serviceCa()
   */
  readonly destinationCaCertificate?: string;

  /**
   * Annotations of the Route.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** Options of an Ingress. */
export interface RedfishIngressOptions {
  /**
   * The IngressClass.
   * @default - the default one of the cluster
   */
  readonly ingressClassName?: string;

  /**
   * The name of the Secret with the certificate that clients see.
   * @default - the controller's default certificate
   */
  readonly tlsSecretName?: string;

  /**
   * The namespace of the controller's pods, which alone may then connect.
   * @default - every pod of the cluster may
   */
  readonly controllerNamespace?: string;

  /**
   * Annotations of the Ingress. If the server has TLS, the annotation for ingress-nginx is set.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** Options of an HTTPRoute of the Gateway API. */
export interface RedfishGatewayOptions {
  /** The name of the Gateway. */
  readonly gatewayName: string;

  /**
   * The namespace of the Gateway.
   * @default - that of the server
   */
  readonly gatewayNamespace?: string;

  /**
   * The HTTPS listener of the Gateway. Without it, an HTTP listener of the Gateway would answer too.
   */
  readonly sectionName: string;

  /**
   * The ConfigMap with the certificate (`ca.crt`) of the authority that signed the server's, by which the gateway checks it.
   * Needed where the server has TLS.
   * @default - none
   */
  readonly backendCaConfigMap?: string;

  /**
   * The namespace of the gateway's pods, which alone may then connect.
   * @default - every pod of the cluster may
   */
  readonly controllerNamespace?: string;

  /**
   * Annotations of the HTTPRoute.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** Options of an address or a port outside the cluster, without anything between it and the pod. */
export interface RedfishServiceOptions {
  /**
   * The networks that may connect, such as `10.0.0.0/8`.
   * @default - every one
   */
  readonly sourceRanges?: string[];

  /**
   * The name by which clients reach it.
   * @default - unknown: such addresses are given out later
   */
  readonly host?: string;

  /**
   * Whether a server without TLS may be reached so. Passwords then cross the network in plain text.
   * @default false
   */
  readonly unsafeWithoutTls?: boolean;

  /**
   * Annotations of the Service.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** Options of a port of the nodes. */
export interface RedfishNodePortOptions extends RedfishServiceOptions {
  /**
   * The port, from the range of the cluster.
   * @default - one that Kubernetes chooses
   */
  readonly nodePort?: number;
}

/** What a kind of exposure is, for the construct. */
interface ExposureKind {
  readonly host?: string;
  readonly route?: RedfishRouteOptions;
  readonly ingress?: RedfishIngressOptions;
  readonly gateway?: RedfishGatewayOptions;
  readonly loadBalancer?: RedfishServiceOptions;
  readonly nodePort?: RedfishNodePortOptions;
}

/**
 * How clients outside the cluster reach the server.
 *
 * The exposure forwards only paths below `/redfish`, unless TLS passes through.
 */
export class RedfishExposure {
  /**
   * An OpenShift Route. Plain HTTP is redirected.
   *
   * @param host the name that clients use
   * @param options where the encryption ends, and others
   */
  public static route(host: string, options: RedfishRouteOptions = {}): RedfishExposure {
    return new RedfishExposure({ host, route: options });
  }

  /**
   * An Ingress, always with TLS.
   *
   * @param host the name that clients use
   * @param options its class, its certificate, and others
   */
  public static ingress(host: string, options: RedfishIngressOptions = {}): RedfishExposure {
    return new RedfishExposure({ host, ingress: options });
  }

  /**
   * An HTTPRoute of the Gateway API.
   *
   * @param host the name that clients use
   * @param options its Gateway, and others
   * @see https://gateway-api.sigs.k8s.io/
   */
  public static gateway(host: string, options: RedfishGatewayOptions): RedfishExposure {
    return new RedfishExposure({ host, gateway: options });
  }

  /**
   * A load balancer of the cloud, or of MetalLB and its like, in front of the pod itself: the server needs TLS.
   */
  public static loadBalancer(options: RedfishServiceOptions = {}): RedfishExposure {
    return new RedfishExposure({ host: options?.host, loadBalancer: options });
  }

  /**
   * A port of every node that leads to the pod itself: the server needs TLS.
   */
  public static nodePort(options: RedfishNodePortOptions = {}): RedfishExposure {
    return new RedfishExposure({ host: options?.host, nodePort: options });
  }

  /** Nothing: only clients in the cluster reach the Service. */
  public static none(): RedfishExposure {
    return new RedfishExposure({});
  }

  /** @internal */
  public readonly _kind: ExposureKind;

  private constructor(kind: ExposureKind) {
    this._kind = kind;
  }
}

checked(RedfishExposure, 'RedfishExposure');
