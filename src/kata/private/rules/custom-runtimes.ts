import { Report } from './report';
import { unknownShim } from './shims';
import { Setting } from '../../../common/private/setting-path';
import { KataModel } from '../model';

/** Rules on what runtimes with a configuration of the user's own are made from. */
export function checkCustomRuntimes({ customRuntimes, release }: KataModel, report: Report): void {
  const told = customRuntimes.filter((one) => one.runtimeClass && one.handler);
  for (const { key, handler, baseConfig, baseOverhead, snapshotter, pullType } of told) {
    const at: Setting = ['customRuntimes', key];
    for (const [field, text] of Object.entries({ baseConfig, snapshotter, pullType })) {
      if (/[\s:]/.test(text)) report.add('fatal', [...at, field], text, 'one name, without spaces and colons', `kata-deploy is told it in one line with the handler ${handler}.`);
    }
    if (!baseConfig) {
      report.say('fatal', [...at, 'baseConfig'], 'missing, and kata-deploy stops; add the shim whose configuration it starts from');
    } else if (!baseOverhead) {
      report.say('strict', [...at, 'baseConfig'], unknownShim(baseConfig, release));
    }
  }
}
