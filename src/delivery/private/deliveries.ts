import { App } from 'cdk8s';
import { ClusterDelivery } from './component';
import { clustersOf } from './components';
import { Engine } from './engines/engine';
import { printForAllReaders } from '../../common/private/yaml/cdk8s-printer';

/** How an app is delivered. */
export interface DeliveryPlan {
  readonly engine: Engine;
  /** What each cluster gets, as of now. */
  clusters(): ClusterDelivery[];
}

const plans = new WeakMap<App, DeliveryPlan>();

/** The engine that was chosen for an app. */
export const deliveryOf = (app: App): DeliveryPlan | undefined => plans.get(app);

/** Chooses the engine of an app. */
export function chooseDelivery(app: App, engine: Engine): DeliveryPlan {
  printForAllReaders(app);
  const plan: DeliveryPlan = { engine, clusters: () => clustersOf(app, engine.createNamespaces) };
  plans.set(app, plan);
  return plan;
}
