import { writeFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments, stringify } from 'yaml';
import { objectsOf, ReleaseContext } from '../../src/values/chart-edition';
import { EDITIONS } from '../../src/values/editions';
import { check } from '../../src/values/engine/check';
import { problemLine } from '../../src/values/engine/findings';
import { loadValues } from '../../src/values/engine/load';

type Tree = Record<string, any>;

/** Renders both phases of an edition into a folder, or writes there why not. */
export function renderEach(name: string, text: string, context: ReleaseContext, folder: string): void {
  const edition = EDITIONS.find((one) => one.name === name)!.load();
  for (const phase of ['install', 'uninstall'] as const) {
    const user = loadValues({ files: [{ name: 'values.yaml', text }] });
    const plan = edition.plan(user, { ...context, phase });
    const problems = [...user.problems, ...check(edition.schema, user.values, { sources: user.sources }), ...plan.problems];
    const errors = problems.filter(({ level }) => level === 'error');
    if (errors.length) {
      writeFileSync(join(folder, `rendered-${phase}.err`), errors.map((one) => `${problemLine(one)}\n`).join(''));
      continue;
    }
    writeFileSync(join(folder, `rendered-${phase}.yaml`), comparable(objectsOf(plan, phase)));
  }
}

/** The objects in a stream of YAML. */
export function parse(text: string): Tree[] {
  return parseAllDocuments(text, { merge: true, uniqueKeys: false })
    .map((document) => document.toJS() as Tree).filter((one) => one?.kind);
}

/**
 * Objects with what is meant to differ in Jobs taken off, so that the rest of them is compared. Among labels, annotations and
 * selectors of nodes null is the empty string, as to the API server.
 */
export function comparable(objects: readonly Tree[]): string {
  return objects.map((one) => `---\n${stringify(withoutNulls(one.kind === 'Job' ? job(one) : one), { lineWidth: 0 })}`).join('');
}

const STRINGS = ['labels', 'annotations', 'nodeSelector'];

function withoutNulls(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutNulls(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, one === null && STRINGS.includes(key) ? '' : withoutNulls(one, inner)]));
}

const HASH = /(-install-dispatcher|-cleanup-dispatcher|-verify)-[0-9a-f]{8}$/;

function job(object: Tree): Tree {
  const name = String(object.metadata.name).replace(HASH, '$1');
  const { annotations, ...metadata } = object.metadata;
  const plain = { ...object, metadata: { ...metadata, name, ...(annotations?.['helm.sh/hook'] && { annotations }) } };
  const { ttlSecondsAfterFinished, backoffLimit, template, ...spec } = object.spec;
  if (name.endsWith('-install-dispatcher')) {
    const [container] = template.spec.containers;
    const command = container.command.map((text: string) => text
      .replace(/^(--owner-job-name=.*)-[0-9a-f]{8}$/, '$1').replace(/^(--name-prefix=.*-install)-[0-9a-f]{8}$/, '$1'));
    const pod = { ...template.spec, containers: [{ ...container, command }] };
    return { ...plain, spec: { ...spec, backoffLimit, template: { metadata: { labels: template.metadata.labels }, spec: pod } } };
  }
  if (name.endsWith('-cleanup-dispatcher')) {
    const flags = template.spec.containers[0].command.filter((text: string) => !text.startsWith('--owner-job-name='));
    return { ...plain, spec: { flags: flags.sort() } };
  }
  return name.endsWith('-verify') ? { ...plain, spec: { labels: template.metadata.labels } } : plain;
}
