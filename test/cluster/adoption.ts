import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Client } from './client';
import { Judge } from './judge';
import { asKubeObject, describe, identity, inApplyOrder, isClusterScoped, KubeObject } from './objects';
import { refusedBy, remove } from './over-each-other';
import { Server } from './server-run';
import { outsideObjects } from './suites';
import { UserError } from './user-error';
import { objectsOf } from '../../src/values/chart-edition';
import { EDITIONS } from '../../src/values/editions';
import { loadValues } from '../../src/values/engine/load';

/** Folders of cases, each with what Helm renders of a chart: `case.json`, `values.yaml` and `manifest.yaml`. */
const SHARED = join(__dirname, '..', '..', '..', 'shared');
const FOLDERS = ['reference', 'reference-editions'].map((name) => join(SHARED, name));

interface Case {
  readonly name: string;
  readonly helm: readonly KubeObject[];
  readonly ours: readonly KubeObject[];
}

/** What docs/render.md tells people to delete: before, as no apply can change it in place, and afterwards, as it is left. */
const DELETED_BEFORE = /^apps\/v1 Deployment \S+ *: Deployment\.apps "kubevirt-redfish" is invalid: \[spec\.template\.spec\.volumes\[0\]\.configMap: Forbidden/;
const DELETED_AFTERWARDS = [/ClusterRole manager-role$/, /ConfigMap [\w-]+\/kubevirt-redfish-config$/];

/** What came of taking over the objects of one release. */
interface Adopted {
  readonly conflicts: readonly string[];
  /** Not taken with `--force-conflicts` either. */
  readonly refused: readonly string[];
  /** Objects of Helm that are not among ours: they stay until somebody deletes them. */
  readonly left: readonly string[];
}

/**
 * Creates what Helm renders as Helm, and applies what `render` prints over it as somebody else, with and without force.
 *
 * @param only the cases whose name matches
 */
export const judgeAdoption = (only: string) => async ({ client, report, say }: Server): Promise<void> => {
  const cases = casesOf(new RegExp(only));
  if (!cases.length) throw new UserError(`there is no such case below ${FOLDERS.join(' and ')}`);
  report.verdict(await new Judge(client).install(outsideObjects()));
  const totals = { cases: 0, objects: 0, conflicts: 0, refused: 0, left: 0 };
  const kinds = new Map<string, number>();
  const count = (what: string, object: string) => kinds.set(`${what} ${object}`, (kinds.get(`${what} ${object}`) ?? 0) + 1);
  for (const one of cases) {
    const { conflicts, refused, left } = await adopted(client, one);
    const unknown = [
      ...refused.filter((each) => !DELETED_BEFORE.test(each)), ...left.filter((each) => !DELETED_AFTERWARDS.some((known) => known.test(each))).map((each) => `left: ${each}`),
    ];
    report.line(!unknown.length, `${one.name}: ${one.ours.length} objects over ${one.helm.length}, ${conflicts.length} conflicts without force, `
      + `${refused.length} refused with it, ${left.length} left`, unknown);
    conflicts.forEach((each) => count('conflict:', each));
    left.forEach((each) => count('left:', each));
    totals.cases++;
    totals.objects += one.ours.length;
    totals.conflicts += conflicts.length;
    totals.refused += refused.length;
    totals.left += left.length;
  }
  for (const [what, times] of [...kinds].filter(([, each]) => each > 1).sort(([, a], [, b]) => b - a)) say(`${String(times).padStart(5)}  ${what}`);
  say(`adoption: ${JSON.stringify(totals)}`);
};

function casesOf(only: RegExp): Case[] {
  const found = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder).flatMap((chart) => (
    readdirSync(join(folder, chart)).map((name) => join(folder, chart, name)))));
  return found.filter((path) => only.test(path)).flatMap((path): Case[] => {
    const { chart, version, release, namespace } = JSON.parse(readFileSync(join(path, 'case.json'), 'utf8')) as Record<string, string>;
    const edition = EDITIONS.find((one) => one.chart === chart && one.version === version);
    if (!edition) return [];
    const name = path.slice(SHARED.length + 1);
    const helm = parseAllDocuments(readFileSync(join(path, 'manifest.yaml'), 'utf8')).map((one) => one.toJS() as unknown).filter(Boolean)
      .map((one) => asKubeObject(one, name)).filter((one) => !one.metadata.annotations?.['helm.sh/hook']);
    const user = loadValues({ files: [{ name: 'values.yaml', text: readFileSync(join(path, 'values.yaml'), 'utf8') }] });
    const plan = edition.load().plan(user, { releaseName: release, namespace, phase: 'install' });
    const placed = (one: KubeObject): KubeObject => (
      isClusterScoped(one) || one.metadata.namespace ? one : { ...one, metadata: { ...one.metadata, namespace } });
    const ours = objectsOf(plan, 'install').map((one) => placed(asKubeObject(one, name)));
    return [{ name, helm: helm.map(placed), ours }];
  });
}

async function adopted(client: Client, { helm, ours }: Case): Promise<Adopted> {
  const [conflicts, refused]: string[][] = [[], []];
  for (const object of inApplyOrder(helm)) {
    const refusal = await refusedBy(client, object, { manager: 'helm' });
    if (refusal) refused.push(`of Helm: ${refusal.message}`);
  }
  for (const object of inApplyOrder(ours)) {
    const conflict = await refusedBy(client, object, { force: false });
    if (!conflict) continue;
    if (conflict.status === 409) conflicts.push(`${object.kind} ${object.metadata.name}: ${fieldsOf(conflict.message)}`);
    const refusal = await refusedBy(client, object, { force: true });
    if (refusal) refused.push(refusal.message);
  }
  const own = new Set(ours.map(identity));
  const left = helm.filter((object) => !own.has(identity(object))).map(describe);
  await remove(client, [...helm, ...ours]);
  return { conflicts, refused, left };
}

/** The fields of a conflict, without what is in the message besides. */
const fieldsOf = (message: string) => [...new Set([...message.matchAll(/\.[\w.[\]="/-]+/g)].map(([field]) => field))].slice(0, 6).join(', ');
