import { App } from 'cdk8s';
import { ArgoCdDeliveryProps } from './argo-cd-delivery-props';
import { FluxDeliveryProps } from './flux-delivery-props';
import { KubectlDeliveryProps } from './kubectl-delivery-props';
import { checkArgoCd, checkFlux, checkKubectl } from './private/check-delivery';
import { shownFolder } from './private/cluster-parts';
import { ClusterDelivery } from './private/component';
import { chooseDelivery, DeliveryPlan, deliveryOf } from './private/deliveries';
import { argoCdEngine } from './private/engines/argo-cd';
import { Engine } from './private/engines/engine';
import { fluxEngine } from './private/engines/flux';
import { kubectlEngine } from './private/engines/kubectl';
import { imageList, imagesFile, imagesOf } from './private/image-list';
import { writeFiles } from './private/output-files';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { Problems } from '../common/private/problems';

/**
 * How an app reaches its clusters: by kubectl, Argo CD or Flux. Chosen once for an app; the objects are the same.
 *
 * `app.synth()` then writes `clusters/<cluster>/` with a component for each chart, in the order of `installAfter`, and the
 * objects of the engine. Namespaces and definitions are a component of their own, which comes first and is never deleted.
 * Objects whose kinds other projects define are apart, so that one missing definition does not stop everything else.
 *
 * `images.txt` lists the images of each cluster. Files are written whole or not at all. Those that did not change are not
 * touched, and those of an earlier synth that are no longer needed are removed.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Delivery, KataRelease, KataRuntime } from 'cdk8s-coco';
 *
 * const app = new App();
 * new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { release: KataRelease.V4_1_0 });
 * Delivery.argoCd(app, { repoUrl: 'https://git.example.com/platform.git' });
 * app.synth();
 */
export class Delivery {
  /**
   * Numbered files and a kustomization, for `kubectl apply -k`.
   *
   * @throws if an engine is chosen for the app already, or on wrong props
   */
  public static kubectl(app: App, props: KubectlDeliveryProps = {}): Delivery {
    return new Delivery(app, 'Delivery.kubectl', kubectlEngine(props), (_, problems) => checkKubectl(props, problems));
  }

  /**
   * Applications of Argo CD, or an ApplicationSet.
   *
   * @throws if an engine is chosen for the app already, or on wrong props
   */
  public static argoCd(app: App, props: ArgoCdDeliveryProps): Delivery {
    return new Delivery(app, 'Delivery.argoCd', argoCdEngine(props), (clusters, problems) => checkArgoCd(props, clusters, problems));
  }

  /**
   * Kustomizations of Flux, and their source.
   *
   * @throws if an engine is chosen for the app already, or on wrong props
   */
  public static flux(app: App, props: FluxDeliveryProps): Delivery {
    return new Delivery(app, 'Delivery.flux', fluxEngine(props), (clusters, problems) => checkFlux(props, clusters, problems));
  }

  /** The name of the engine: `kubectl`, `Argo CD` or `Flux`. */
  public readonly engine: string;

  private readonly plan: DeliveryPlan;

  private constructor(
    private readonly app: App, private readonly call: string, engine: Engine,
    private readonly check: (clusters: readonly ClusterDelivery[], problems: Problems) => void,
  ) {
    const before = deliveryOf(app);
    if (before) {
      throw new CocoError(call, `app: got an app that is delivered by ${before.engine.name}; allowed: one engine for an app. Leave one of the two calls out.`);
    }
    this.engine = engine.name;
    this.plan = chooseDelivery(app, engine);
    app.synth = () => this.synth();
  }

  /**
   * Writes all files. `app.synth()` does the same.
   *
   * @throws one error with all problems, before anything is written
   */
  public synth(): void {
    const { app, call, plan } = this;
    const clusters = plan.clusters();
    const problems = new Problems(undefined, call);
    this.check(clusters, problems);
    problems.throwAt(call);
    const folder = shownFolder(app.outdir);
    const files = new Map(plan.engine.sharedFiles(clusters, folder));
    for (const cluster of clusters) {
      plan.engine.clusterFiles(cluster, folder).forEach((text, path) => files.set(path, text));
      files.set(imagesFile(cluster), imageList(cluster.components.flatMap(({ manifests }) => imagesOf(manifests))));
    }
    writeFiles(app.outdir, files);
  }
}

checked(Delivery, 'Delivery');
