import { LabelPath, ownLabelsIn } from './own-labels';
import { perShimModel } from './per-shim/from-settings';
import { memoryGaps } from './per-shim/memory';
import { KataSettings } from './settings';
import { NO_NODE_YET } from '../../common/private/kata-label';

/** What the props lead to that their user will hardly want. */
export function warningsOf(settings: KataSettings): string[] {
  const { props, suffix } = settings;
  const selection = { nodeSelector: props.nodeSelector, nodeAffinity: props.affinity?.nodeAffinity };
  return [
    ...ownLabelsIn(selection, suffix).map((path) => `${shown(path)}: ${NO_NODE_YET}`),
    ...(settings.release.interface === 'per-shim' ? memoryWarnings(settings) : []),
  ];
}

function memoryWarnings(settings: KataSettings): string[] {
  const { shims = [], customRuntimes = [] } = settings.props;
  return memoryGaps(perShimModel(settings)).map(({ name, isCustom, sentence, needed }) => {
    const at = isCustom ? `customRuntimes[${customRuntimes.findIndex((one) => one.name === name)}]` : `shims[${shims.findIndex((one) => one.name === name)}]`;
    return `${at}.dropIn: ${sentence}; set ${at}.runtimeClass.overheadMemory to "${needed}", or lower default_memory`;
  });
}

/** A path as it stands in code: `nodeSelector["a/b"]`, `affinity.terms[0].key`. */
function shown(path: LabelPath): string {
  return path.map((one, index) => (typeof one === 'number' ? `[${one}]` : /^\w+$/.test(one) ? `${index ? '.' : ''}${one}` : `["${one}"]`)).join('');
}
