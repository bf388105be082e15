import { Report } from './report';
import { Setting } from '../../../common/private/setting-path';
import { readToml } from '../../../common/private/toml';
import { readDropIn } from '../drop-in';
import { memoryGaps } from '../memory';
import { KataModel } from '../model';

/** Rules on TOML, which kata-deploy hands on as it is. */
export function checkDropIns(model: KataModel, report: Report): void {
  const { problem } = readToml(model.containerd.userDropIn);
  if (problem) report.say('fatal', ['containerd', 'userDropIn'], `${problem}. containerd would not start: correct it.`);
  const kata = (setting: Setting, text: string) => {
    const dropIn = readDropIn(text);
    if (dropIn.problem) report.say('fatal', setting, `${dropIn.problem}. Kata would start no pod: correct it.`);
  };
  for (const { name, dropIn } of model.shims) kata(['shims', name, 'dropIn'], dropIn);
  for (const { key, dropIn, runtimeClass } of model.customRuntimes) if (runtimeClass) kata(['customRuntimes', key, 'dropIn'], dropIn);
  for (const { name, isCustom, sentence, needed } of memoryGaps(model)) {
    const at: Setting = [isCustom ? 'customRuntimes' : 'shims', name];
    const overhead = report.path(...at, ...(isCustom ? ['runtimeClass', 'overhead', 'podFixed', 'memory'] : ['overhead', 'memory']));
    report.say('advice', [...at, 'dropIn'], `${sentence}; set ${overhead} to "${needed}", or lower default_memory`);
  }
}
