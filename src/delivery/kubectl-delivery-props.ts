/** Properties of `Delivery.kubectl`. */
export interface KubectlDeliveryProps {
  /**
   * The value of the label `cdk8s-coco/app`, by which `kubectl apply --prune` finds objects that are no longer in the files.
   * No other app of the cluster may have it.
   * @default 'cdk8s-coco'
   */
  readonly name?: string;

  /**
   * Emit the namespaces of charts that the app does not have. Without its namespace, nothing is applied.
   * @default true
   */
  readonly createNamespaces?: boolean;
}
