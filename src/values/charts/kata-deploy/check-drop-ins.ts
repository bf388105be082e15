import { KataDeployReading } from './input';
import { readToml } from '../../../common/private/toml';
import { memoryGaps, readDropIn, KataModel } from '../../../kata/internal';
import { error, Finding, warning } from '../../engine/findings';

/** The TOML in values, which kata-deploy hands on as it is. */
export function checkDropIns({ values }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const [shims, runtimes] = [values.section('shims'), values.section('customRuntimes').section('runtimes')];
  const containerd = readToml(settings.containerd.userDropIn).problem;
  if (containerd) problems.push(error(values.section('containerd').place('userDropIn'), `${containerd}; containerd would not start`));
  for (const [section, dropIns] of [
    [shims, settings.shims.map(({ name, dropIn }) => [name, dropIn])],
    [runtimes, settings.customRuntimes.filter(({ runtimeClass }) => runtimeClass).map(({ key, dropIn }) => [key, dropIn])],
  ] as const) {
    for (const [name, dropIn] of dropIns) {
      const { problem } = readDropIn(dropIn);
      if (problem) problems.push(error(section.section(name).place('dropIn'), `${problem}; Kata would start no pod`));
    }
  }
  for (const { name, isCustom, sentence, needed } of memoryGaps(settings)) {
    const place = (isCustom ? runtimes : shims).section(name).place('dropIn');
    const repair = isCustom ? `set overhead.podFixed.memory in its runtimeClass to ${needed}` : `set runtimeClass.overhead.memory of the shim to ${needed}`;
    problems.push(warning(place, `${sentence}; ${repair}, or lower default_memory`));
  }
}
