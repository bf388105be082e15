import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KNOWN_DIFFERENCES, KnownDifference } from './adoption-differences';
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

/** A field that Helm owns with another value. */
interface Conflict {
  /** `Kind name` */
  readonly object: string;
  readonly field: string;
  /** Helm's own object is in conflict here, too. */
  readonly isNotation: boolean;
}

/** What came of taking over the objects of one release. */
interface Adopted {
  readonly conflicts: readonly Conflict[];
  /** Not taken with `--force-conflicts` either. */
  readonly refused: readonly string[];
  /** Objects of Helm that are not among ours: they stay until somebody deletes them. */
  readonly left: readonly string[];
}

/**
 * Creates what Helm renders as Helm, and applies what `render` prints over it as somebody else, with and without force.
 *
 * A field with another value than Helm's has to be of a known kind.
 *
 * @param only the cases whose name matches
 */
export const judgeAdoption = (only: string) => async ({ client, report, say }: Server): Promise<void> => {
  const cases = casesOf(new RegExp(only));
  if (!cases.length) throw new UserError(`there is no such case below ${FOLDERS.join(' and ')}`);
  report.verdict(await new Judge(client).install(outsideObjects()));
  const totals = { cases: 0, objects: 0, conflicts: 0, ofNotation: 0, refused: 0, left: 0 };
  const found = KNOWN_DIFFERENCES.map((known) => ({ ...known, fields: 0, cases: 0 }));
  for (const one of cases) {
    const { conflicts, refused, left } = await adopted(client, one);
    const isOf = ({ object, field }: Conflict) => (it: KnownDifference) => it.object.test(object) && it.field.test(field);
    const unknown = [
      ...refused.filter((each) => !DELETED_BEFORE.test(each)),
      ...left.filter((each) => !DELETED_AFTERWARDS.some((known) => known.test(each))).map((each) => `left: ${each}`),
      ...conflicts.filter((each) => !each.isNotation && !found.some(isOf(each))).map(({ object, field }) => `another value, of no known kind: ${object} ${field}`),
    ];
    report.line(!unknown.length, `${one.name}: ${one.ours.length} objects over ${one.helm.length}, ${conflicts.length} conflicts without force, `
      + `${refused.length} refused with it, ${left.length} left`, unknown);
    for (const known of found) {
      const fields = conflicts.filter((each) => !each.isNotation && isOf(each)(known)).length;
      known.fields += fields;
      known.cases += Number(fields > 0);
    }
    totals.cases++;
    totals.objects += one.ours.length;
    totals.conflicts += conflicts.length;
    totals.ofNotation += conflicts.filter(({ isNotation }) => isNotation).length;
    totals.refused += refused.length;
    totals.left += left.length;
  }
  const never = found.filter(({ fields }) => !fields);
  if (!only) report.line(!never.length, `every known difference is found: ${found.length}`, never.map(({ object }) => `never found: ${object.source}`));
  for (const { object, fields, cases: times, why } of found) say(`    ${object.source}: ${fields} fields in ${times} cases: ${why}`);
  say(`adoption: ${JSON.stringify(totals)}`);
};

function casesOf(only: RegExp): Case[] {
  const found = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder).flatMap((chart) => (
    readdirSync(join(folder, chart)).map((name) => join(folder, chart, name)))));
  return found.filter((path) => only.test(path)).flatMap((path): Case[] => {
    const { chart, version, release, namespace, error } = JSON.parse(readFileSync(join(path, 'case.json'), 'utf8')) as Record<string, string>;
    const edition = EDITIONS.find((one) => one.chart === chart && one.version === version);
    if (!edition || error) return []; // what Helm refuses, nobody has
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
  const [conflicts, refused]: [Conflict[], string[]] = [[], []];
  for (const object of inApplyOrder(helm)) {
    const refusal = await refusedBy(client, object, { manager: 'helm' });
    if (refusal) refused.push(`of Helm: ${refusal.message}`);
  }
  for (const object of inApplyOrder(ours)) {
    const conflict = await refusedBy(client, object, { force: false });
    if (!conflict) continue;
    if (conflict.status === 409) {
      const noted = await conflictsOfNotation(client, helm.find((one) => identity(one) === identity(object))!);
      const name = `${object.kind} ${object.metadata.name}`;
      conflicts.push(...fieldsOf(conflict.message).map((field) => ({ object: name, field, isNotation: noted.includes(field) })));
    }
    const refusal = await refusedBy(client, object, { force: true });
    if (refusal) refused.push(refusal.message);
  }
  const own = new Set(ours.map(identity));
  const left = helm.filter((object) => !own.has(identity(object))).map(describe);
  await remove(client, [...helm, ...ours]);
  return { conflicts, refused, left };
}

/**
 * Where Helm's own object is in conflict with itself when somebody else applies it: the API server has stored the same value in
 * another form, such as 2Gi for 2048Mi, without `value: ""`, or with a default.
 */
async function conflictsOfNotation(client: Client, helm: KubeObject): Promise<string[]> {
  const refusal = await refusedBy(client, helm, { manager: 'somebody', force: false, dryRun: true });
  return refusal?.status === 409 ? fieldsOf(refusal.message) : [];
}

/** The fields of a conflict, of which the message has one on each line. */
const fieldsOf = (message: string) => [...new Set([...message.matchAll(/(?<=: |- )\.\S+/g)].map(([field]) => field))];
