import { imageOf } from './kata-runtime';
import { Outcome, Piece, placed } from './piece';
import { call, literal } from './source';
import { defined, Made, struct } from './tree';
import { resourcesOf } from './units';
import { Problems } from '../common/private/problems';
import { DpfHcpOperatorProps, DpfHcpPlacement, DpfHcpRelease } from '../dpf-hcp';
import { checkOperator, checkSafety, definitionObjects, operatorObjects, resolve } from '../dpf-hcp/internal';
import type { DpfHcpPart } from '../values/chart-part';

/** The construct for the operator of hosted control planes. */
export function dpfHcpOperator({ props, resources }: DpfHcpPart): Piece {
  const { release, namespace = '', placement, image, healthProbe, config, installCrds: _, ...rest } = props;
  return {
    variable: 'operator',
    className: 'DpfHcpOperator',
    id: 'Operator',
    namespace,
    kept: ['release'],
    tree: defined({
      release: release && DpfHcpRelease.all().find(({ version }) => version === release.version),
      ...rest,
      image: image && imageOf(image.reference),
      resources: resourcesOf(resources),
      healthProbe: healthProbe && struct({
        port: healthProbe.port,
        liveness: healthProbe.liveness && struct({ ...healthProbe.liveness }),
        readiness: healthProbe.readiness && struct({ ...healthProbe.readiness }),
      }),
      placement: placement && placementOf(placement),
      config: config && struct({ ...config }),
    }),
    make: (given: DpfHcpOperatorProps) => outcome(given, namespace),
  };
}

/** One of the usual places, or what the values say of nodes. */
function placementOf(placement: DpfHcpPlacement): Made {
  const { nodeSelector, tolerations, affinity } = placement;
  const textOf = (one: DpfHcpPlacement) => JSON.stringify([one.nodeSelector, one.tolerations, one.affinity ?? {}]);
  for (const usual of ['controlPlane', 'master', 'worker'] as const) {
    if (textOf(DpfHcpPlacement[usual]()) === textOf(placement)) return new Made({}, () => DpfHcpPlacement[usual](), (_, writer) => `${writer.use('DpfHcpPlacement')}.${usual}()`);
  }
  const options = { nodeSelector, tolerations: tolerations.map((one) => defined({ ...one })), affinity };
  return new Made(defined(options), (given: object) => DpfHcpPlacement.custom(given), (source, writer) => (
    call(`${writer.use('DpfHcpPlacement')}.custom`, source ?? literal({}))));
}

/** The same objects as those of a `DpfHcpOperator`. */
function outcome(props: DpfHcpOperatorProps, namespace: string): Outcome {
  const problems = new Problems();
  checkOperator(props, problems);
  checkSafety(props, namespace, problems);
  if (problems.all.length) return { refused: problems.all.map(({ path }) => path), install: [], uninstall: [] };
  const settings = resolve(props, namespace);
  return {
    refused: [],
    install: [
      ...placed(definitionObjects(settings.release)).map((one) => ({ ...one, from: '.crds!' })),
      ...placed(operatorObjects(settings)),
    ],
    uninstall: [],
  };
}
