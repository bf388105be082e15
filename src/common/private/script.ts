import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { decodeUtf8 } from './utf8';

const cache = new Map<string, string>();

/** The package's folder: the nearest one with a package.json, above the sources as above what jsii compiled from them. */
export function packageRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/**
 * The text of a file of this package, such as a shell script. It is read once.
 *
 * @param path from the package root, for instance `src/kata/uninstall.sh`
 */
export function packageText(path: string): string {
  let text = cache.get(path);
  if (text === undefined) {
    text = read(path);
    cache.set(path, text);
  }
  return text;
}

function read(path: string): string {
  const file = join(packageRoot(), path);
  if (!existsSync(file)) {
    throw new Error(`cdk8s-coco reads ${path} from its own folder, and there is no ${file}. If your program is bundled, leave cdk8s-coco `
      + 'out of the bundle (esbuild: --external:cdk8s-coco); otherwise install cdk8s-coco again.');
  }
  const text = decodeUtf8(readFileSync(file));
  if (typeof text === 'string') return text;
  throw new Error(`${path}:${text.line}:${text.column}: ${text.message}. It is a file of cdk8s-coco: install the package again`);
}

/**
 * The text of a shell script of this package, as it runs on nodes.
 *
 * Values never enter the text: scripts take them from environment variables.
 */
export const script = packageText;

/** Scripts that are one: the functions of some, then what runs. */
export function scripts(...paths: string[]): string {
  return paths.map(script).join('\n');
}
