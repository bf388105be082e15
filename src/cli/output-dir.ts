import { UserError } from './user-error';
import { CocoError } from '../common/private/coco-error';
import { OutputFolder } from '../common/private/output-folder';
import { showFile } from '../common/private/redact';

/** Says that `render` owns a folder: the next run may replace its files. */
const MARKER = '.cdk8s-coco-render';
const MARKER_TEXT = 'cdk8s-coco render --output-dir writes this folder, and removes the files that it no longer has.\n';

/** An object, and its text. */
export interface WrittenObject {
  readonly object: object;
  readonly text: string;
}

/**
 * Writes a file per object into a folder.
 *
 * @returns the number of files
 */
export function writeFolder(folder: string, objects: readonly WrittenObject[]): number {
  if (!folder.trim()) throw new UserError(['--output-dir: got an empty name; allowed: the path of a folder']);
  const names = fileNames(objects.map(({ object }) => object as Identified));
  const files = new Map(objects.map(({ text }, index) => [names[index], text]));
  try {
    const output = new OutputFolder(folder, {
      name: 'render', marker: MARKER, text: MARKER_TEXT, foreign: (paths) => paths.filter((path) => !FILE.test(path)),
    });
    try {
      output.update(files, output.entries('').map(({ name }) => name).filter((name) => FILE.test(name) && !files.has(name)));
    } finally {
      output.close();
    }
  } catch (error) {
    throw error instanceof CocoError ? new UserError([`--output-dir ${showFile(folder)}: ${error.reason}`]) : error;
  }
  return names.length;
}

const FILE = /^[0-2]-[a-z0-9._-]+\.yaml$/;

interface Identified {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: { readonly group?: string };
}

/** A name for each object, by which kubectl applies definitions and namespaces before what needs them. */
function fileNames(objects: readonly Identified[]): string[] {
  const defined = new Set(objects.filter(isDefinition).map(({ spec }) => spec?.group));
  const rank = (one: Identified) => (isDefinition(one) || one.kind === 'Namespace' ? 0 : defined.has(one.apiVersion.split('/')[0]) ? 2 : 1);
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9.-]/g, '_');
  const taken = new Set<string>();
  return objects.map((one) => {
    const { kind, metadata: { name, namespace = 'cluster' } } = one;
    const short = `${rank(one)}-${plain(kind)}-${plain(name)}`;
    const long = `${short}-${plain(namespace)}`;
    const found = [short, long, ...Array.from({ length: objects.length }, (_, index) => `${long}-${index + 2}`)].find((text) => !taken.has(text))!;
    taken.add(found);
    return `${found}.yaml`;
  });
}

const isDefinition = ({ kind }: Identified) => kind === 'CustomResourceDefinition';
