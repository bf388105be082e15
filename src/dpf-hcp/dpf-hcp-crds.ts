import { Construct } from 'constructs';
import { DpfHcpRelease } from './dpf-hcp-release';
import { CocoConstruct } from '../common';
import { definitionObjects } from './private/crds';
import { checked } from '../common/private/checked';
import { claim, objects } from '../common/private/claims';
import { construction } from '../common/private/construction';
import { emit } from '../common/private/emit';
import { Problems } from '../common/private/problems';

/** Properties of `DpfHcpCrds`. */
export interface DpfHcpCrdsProps {
  /**
   * The edition of the operator.
   */
  readonly release: DpfHcpRelease;
}

/**
 * The custom resource definitions of the operator. `DpfHcpOperator` emits them in a separate file; use this if you install
 * them separately.
 *
 * Argo CD and Flux leave them in the cluster when they disappear from a folder: with a definition, all its objects go, and
 * with them the hosted clusters.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { DpfHcpCrds, DpfHcpOperator, DpfHcpRelease } from 'cdk8s-coco';
 *
 * const app = new App();
 * new DpfHcpCrds(new Chart(app, 'crds'), 'DpfHcp', { release: DpfHcpRelease.V0_1_0 });
 * new DpfHcpOperator(new Chart(app, 'dpf'), 'Operator', { release: DpfHcpRelease.V0_1_0, installCrds: false });
 */
export class DpfHcpCrds extends CocoConstruct {
  /** The names of the definitions, as `kubectl wait crd/...` takes them. */
  public readonly names: string[];

  constructor(scope: Construct, id: string, props: DpfHcpCrdsProps) {
    super(...construction('DpfHcpCrds', scope, id, props));
    const problems = new Problems(this, 'DpfHcpCrds');
    const definitions = definitionObjects(props.release._facts);
    this.names = definitions.map(({ manifest }) => String(manifest.metadata?.name));
    claim(this, [{
      prop: 'release', claims: objects(definitions.map(({ manifest }) => manifest)), repair: 'Let one of the two leave them out: an operator does with `installCrds: false`',
    }], problems);
    problems.throwIfAny();
    emit(this, definitions);
  }
}

checked(DpfHcpCrds, 'DpfHcpCrds');
