import { behaves, KataDeployReading } from './input';
import { baseOverhead } from './shims';
import { CustomRuntimeModel } from '../../../kata/internal';
import { parseValues } from '../../engine/parse';
import { Reader } from '../../engine/reader';

/** The runtimes of the user's own, sorted by key. */
export function customRuntimesOf({ facts, values }: KataDeployReading): CustomRuntimeModel[] {
  const section = values.section('customRuntimes');
  if (!section.on('enabled')) return [];
  const runtimes = section.section('runtimes');
  return runtimes.keys.map((key) => {
    const runtime = runtimes.section(key);
    const baseConfig = runtime.text('baseConfig');
    const manifest = runtime.text('runtimeClass');
    return {
      key,
      handler: handlerLine(manifest),
      baseConfig,
      dropIn: runtime.file('dropIn'),
      snapshotter: runtime.section('containerd').text('snapshotter'),
      pullType: runtime.section('crio').text('pullType'),
      runtimeClass: manifest ? manifestOf(runtime) : undefined,
      inheritBaseOverhead: behaves(facts, 'inherited-overhead')
        && (runtime.has('inheritBaseOverhead') ? runtime.on('inheritBaseOverhead') : true),
      baseOverhead: baseOverhead(baseConfig, facts),
    };
  });
}

/** The chart reads no YAML here: it takes the last line that begins with `handler:`. */
function handlerLine(manifest: string): string {
  const lines = manifest.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('handler:'));
  return lines.length ? lines[lines.length - 1].slice('handler:'.length).trim() : '';
}

/** The manifest in the value `runtimeClass`, as Helm reads YAML; what is wrong with it is for the check. */
function manifestOf(runtime: Reader): Readonly<Record<string, unknown>> {
  return parseValues(runtime.text('runtimeClass'), runtime.place('runtimeClass')).values ?? {};
}
