import { ContainerImage } from '../common';
import { checked } from '../common/private/checked';

/**
 * Access to the metrics of the webhook or of a controller.
 *
 * @see https://book.kubebuilder.io/reference/metrics
 */
export class MetricsEndpoint {
  /**
   * Clients that the API server knows and allows to get `/metrics`, over HTTPS on port 8443. The programs that cannot ask
   * the API server themselves get kube-rbac-proxy as a sidecar.
   *
   * Bind the ClusterRole whose name ends in `metrics-reader` to whoever may read them, such as Prometheus.
   *
   * @param proxyImage the sidecar's image; the release's own if left out
   */
  public static authenticated(proxyImage?: ContainerImage): MetricsEndpoint {
    return new MetricsEndpoint('authenticated', proxyImage);
  }

  /** Open to every client that can connect to the pod, over HTTP on port 8080. */
  public static unsafeOpen(): MetricsEndpoint {
    return new MetricsEndpoint('open');
  }

  /** Disabled: the program does not serve its metrics. */
  public static disabled(): MetricsEndpoint {
    return new MetricsEndpoint('off');
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'authenticated' | 'open' | 'off',
    /** @internal */
    public readonly _proxyImage?: ContainerImage,
  ) {}
}

checked(MetricsEndpoint, 'MetricsEndpoint');
