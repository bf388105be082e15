import { memoryGaps } from './memory';
import { KataModel } from './model';
import { LabelPath, ownLabelsIn } from './own-labels';
import { NO_NODE_YET } from '../../common/private/kata-label';
import { KataRuntimeProps } from '../kata-runtime-props';

/** What the props lead to that their user will hardly want. */
export function warningsOf(model: KataModel, { shims = [], customRuntimes = [] }: KataRuntimeProps): string[] {
  const { nodeSelector, affinity: { nodeAffinity }, suffix } = model;
  return [
    ...ownLabelsIn({ nodeSelector, nodeAffinity }, suffix).map((path) => `${shown(path)}: ${NO_NODE_YET}`),
    ...memoryGaps(model).map(({ name, isCustom, sentence, needed }) => {
      const at = isCustom ? `customRuntimes[${customRuntimes.findIndex((one) => one.name === name)}]` : `shims[${shims.findIndex((one) => one.name === name)}]`;
      return `${at}.dropIn: ${sentence}; set ${at}.runtimeClass.overheadMemory to "${needed}", or lower default_memory`;
    }),
  ];
}

/** A path as it stands in code: `nodeSelector["a/b"]`, `affinity.terms[0].key`. */
function shown(path: LabelPath): string {
  return path.map((one, index) => (typeof one === 'number' ? `[${one}]` : /^\w+$/.test(one) ? `${index ? '.' : ''}${one}` : `["${one}"]`)).join('');
}
