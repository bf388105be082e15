import { App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IUninstallable, Lifecycle } from '../../common';
import { lifecycleOf } from '../../common/private/lifecycles';

/** The charts of an app in the order of its tree: cdk8s sorts them by dependencies, at exponential cost. */
export function chartsOf(app: App): Chart[] {
  return app.node.findAll().filter(Chart.isChart);
}

/** What lies in a chart itself, not in charts below it. */
export function nodesOf(chart: Chart): IConstruct[] {
  return chart.node.findAll().filter((node) => Chart.of(node) === chart);
}

/** A construct that changes nodes. */
export function isUninstallable(node: IConstruct): node is IUninstallable {
  return typeof (node as Partial<IUninstallable>).emitUninstall === 'function';
}

/** The constructs of a chart that change nodes, and are not on their way out already. */
export function uninstallablesOf(chart: Chart): IUninstallable[] {
  return nodesOf(chart).filter(isUninstallable).filter((one) => lifecycleOf(one) === Lifecycle.PRESENT);
}
