import { script } from '../../common/private/script';
import { NodeFile, NodeUnit } from '../catalogue/node-files';

/** A file as Ignition has it: its bytes are in the URL. */
export function ignitionFile({ path, mode, script: source, text }: NodeFile) {
  const content = source === undefined ? text! : script(source);
  return {
    contents: { source: `data:text/plain;charset=utf-8;base64,${Buffer.from(content).toString('base64')}` },
    mode,
    overwrite: true,
    path,
  };
}

/** A unit as Ignition has it. */
export function unitObject({ name, enabled, mask, sections }: NodeUnit) {
  return { ...(sections ? { contents: unitText(sections) } : {}), enabled, ...(mask ? { mask } : {}), name };
}

function unitText(sections: NonNullable<NodeUnit['sections']>): string {
  return Object.entries(sections)
    .map(([section, lines]) => `[${section}]\n${Object.entries(lines).map(([key, value]) => `${key}=${value}\n`).join('')}`)
    .join('\n');
}
