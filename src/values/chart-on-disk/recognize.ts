import { ChartOnDisk } from './chart';
import { Difference, differences, differenceLine } from './differences';
import { ChartRefusal } from './refusal';
import { isInRange } from './version-range';
import { lookup } from '../../common/private/free-keys';
import { show } from '../../common/private/redact';
import { EDITIONS, EditionEntry } from '../editions';
import { ChartDependency, EditionDocument, keyOf } from '../editions/edition-document';
import { editionDocument } from '../editions/edition-store';
import { error, Finding, warning } from '../engine/findings';

/** The edition whose templates a chart on disk has, and what is known of both. */
export interface Recognition {
  readonly edition: Candidate;
  readonly document: EditionDocument;
  /** Warnings. */
  readonly notes: readonly Finding[];
}

/** An edition that a chart on disk may be of. */
interface Candidate {
  /** For people. */
  readonly name: string;
  readonly version: string;
  readonly document: EditionDocument;
  /** What renders it: the edition itself, or any of the same chart where it is only known as a part of another one. */
  readonly entry: EditionEntry;
}

/**
 * Finds the edition that has exactly the templates of a chart on disk, and does the same for the charts inside.
 *
 * @throws ChartRefusal which names each template that is not known
 */
export function recognize(chart: ChartOnDisk): Recognition {
  const candidates = candidatesOf(chart.name);
  if (!candidates.length) {
    throw new ChartRefusal([error(`${chart.at}Chart.yaml`, `the chart ${chart.name} is not known; allowed: ${[...new Set(EDITIONS.map((one) => one.chart))].join(', ')}`)]);
  }
  const [{ edition, found }] = candidates
    .map((one) => ({ edition: one, found: allDifferences(chart, one.document), rank: rankOf(chart, one) }))
    .map((one) => ({ ...one, rank: [one.found.length ? 0 : 1, ...one.rank, -one.found.length] }))
    .sort((a, b) => b.rank.map((part, index) => part - a.rank[index]).find(Boolean) ?? 0);
  if (found.length) throw new ChartRefusal(unknownTemplates(chart, edition, found, candidates));
  return { edition, ...documentOf(chart, edition) };
}

/** The editions of a chart, the newest first, and what only other charts have inside. */
function candidatesOf(chart: string): Candidate[] {
  const published = EDITIONS.filter((entry) => entry.chart === chart)
    .map((entry): Candidate => ({ ...entry, document: editionDocument(chart, entry.version), entry }));
  if (!published.length) return [];
  const inside = EDITIONS.flatMap((parent) => {
    const { dependencies, subcharts } = editionDocument(parent.chart, parent.version);
    return dependencies.flatMap((one): Candidate[] => {
      const document = one.name === chart ? lookup(subcharts, keyOf(one)) : undefined;
      if (!document) return [];
      return [{ name: `${chart} ${one.version} of ${parent.name}`, version: one.version, document, entry: published[0].entry }];
    });
  });
  return [...published.reverse(), ...inside];
}

/** How near an edition is: by the files that are the same, then by its version. Of equal ones, the newest is taken. */
function rankOf(chart: ChartOnDisk, { version, document }: Candidate): number[] {
  const same = Object.entries(document.templates).filter(([path, sum]) => chart.sum(path) === sum).length;
  return [same, version === chart.version ? 2 : document.appVersion === chart.appVersion ? 1 : 0];
}

/** Between a chart and an edition, with the charts inside that are no editions by themselves. */
function allDifferences(chart: ChartOnDisk, document: EditionDocument): Difference[] {
  return [...differences(chart, document), ...document.dependencies.flatMap((dependency) => {
    const known = isPublished(dependency) ? undefined : document.subcharts[keyOf(dependency)];
    const inside = chart.charts.find(({ name }) => name === dependency.name);
    return known && inside ? differences(inside, known) : [];
  })];
}

const isPublished = ({ name }: ChartDependency) => EDITIONS.some(({ chart }) => chart === name);

function unknownTemplates(
  chart: ChartOnDisk, nearest: Candidate, found: readonly Difference[], candidates: readonly Candidate[],
): Finding[] {
  const known = candidates.map(({ name }) => name).reverse();
  return [
    ...found.map((one) => differenceLine(one, nearest.name)),
    error(`${chart.at}Chart.yaml`, `${chart.name} ${chart.version} has templates that are not known, so what it would install is not known either; `
      + `the nearest edition is ${nearest.name}; allowed: the templates of ${known.join(', ')}. Render this chart with helm template`),
  ];
}

/** What is known of a chart with the templates of an edition. */
function documentOf(chart: ChartOnDisk, { name, document: known, entry }: Candidate): Omit<Recognition, 'edition'> {
  const free = entry.freeDependencies;
  const problems: Finding[] = [];
  const notes: Finding[] = [];
  const subcharts: Record<string, EditionDocument> = {};
  const dependencies = dependenciesOf(chart, problems);
  if (!free) problems.push(...otherDependencies(chart, dependencies.map(({ dependency }) => dependency), known, name));
  for (const { dependency, inside } of problems.length ? [] : dependencies) {
    const key = keyOf(dependency);
    const own = isPublished(dependency) ? undefined : lookup(known.subcharts, key);
    const { document, notes: more } = own ? { document: onDisk(inside, own), notes: [] } : recognizeInside(inside, free);
    subcharts[key] = document;
    notes.push(...more);
  }
  if (problems.length) throw new ChartRefusal(problems);
  if (!free && chart.appVersion !== known.appVersion) {
    notes.push(warning(`${chart.at}Chart.yaml`, `${chart.name} ${chart.version} has the templates of ${name}, and its programs are of ${chart.appVersion || 'no version'}: `
      + `values are checked against what those of ${known.appVersion} take`));
  }
  const document = { ...onDisk(chart, known), dependencies: dependencies.map(({ dependency }) => dependency), subcharts };
  return { document, notes };
}

/** A chart that may be off need not be known. */
function recognizeInside(chart: ChartOnDisk, mayBeUnknown: boolean): Omit<Recognition, 'edition'> {
  try {
    return recognize(chart);
  } catch (thrown) {
    if (!(thrown instanceof ChartRefusal) || !mayBeUnknown) throw thrown;
    return { document: { ...EMPTY, onDisk: { ...onDiskOf(chart), refusal: thrown.problems } }, notes: [] };
  }
}

const EMPTY: EditionDocument = {
  appVersion: '', values: {}, files: {}, behaviours: [], reads: [], dependencies: [], templates: {}, subcharts: {},
};

const onDisk = (chart: ChartOnDisk, known: EditionDocument): EditionDocument => ({ ...known, onDisk: onDiskOf(chart) });
const onDiskOf = ({ appVersion, values, at }: ChartOnDisk) => ({ appVersion, values, path: `${at}values.yaml` });

interface FoundDependency {
  readonly dependency: ChartDependency;
  readonly inside: ChartOnDisk;
}

/** The charts inside by what Chart.yaml says of them. Helm also installs those of which it says nothing. */
function dependenciesOf(chart: ChartOnDisk, problems: Finding[]): FoundDependency[] {
  const fits = (inside: ChartOnDisk, { name, version }: ChartDependency) => (
    inside.name === name && (inside.version === version || isInRange(inside.version, version) === true));
  const declared = chart.dependencies.flatMap((dependency): FoundDependency[] => {
    const [inside, ...others] = chart.charts.filter((one) => fits(one, dependency));
    if (inside && !others.length) return [{ dependency: { ...dependency, version: inside.version }, inside }];
    problems.push(error(`${chart.at}charts/`, inside ? ambiguous([inside, ...others], dependency) : absent(chart, dependency)));
    return [];
  });
  const others = chart.charts.filter((inside) => !chart.dependencies.some((one) => fits(inside, one)))
    .map((inside) => ({ dependency: { name: inside.name, version: inside.version }, inside }));
  const found = [...declared, ...others];
  for (const [index, { dependency }] of found.entries()) {
    if (found.findIndex((one) => keyOf(one.dependency) === keyOf(dependency)) !== index) {
      problems.push(error(`${chart.at}Chart.yaml`, `two charts have the name ${keyOf(dependency)}; allowed: another alias for each`));
    }
  }
  return found;
}

/** Helm would take any one of them. */
function ambiguous(charts: readonly ChartOnDisk[], { name, version }: ChartDependency): string {
  const places = charts.map((one) => `${one.at} (${one.version})`).join(' and ');
  return `has more than one chart for the dependency ${name} ${show(version)}: ${places}; allowed: one. Remove the others`;
}

function absent({ charts }: ChartOnDisk, { name, version }: ChartDependency): string {
  const versions = charts.filter((one) => one.name === name).map((one) => one.version);
  if (!versions.length) return `has no chart ${name}, and Chart.yaml depends on ${name} ${show(version)}; run helm dependency build, or helm pull the whole chart`;
  return `has ${name} ${versions.join(' and ')}, and Chart.yaml depends on ${name} ${show(version)}; allowed: what it depends on. Run helm dependency update`;
}

/** Templates and code know the dependencies of most charts by name. */
function otherDependencies(
  chart: ChartOnDisk, got: readonly ChartDependency[], known: EditionDocument, edition: string,
): Finding[] {
  const line = ({ name, alias, condition, tags }: ChartDependency) => [
    name, ...(alias ? [`alias ${alias}`] : []), ...(condition ? [`condition ${condition}`] : []), ...(tags ? [`tags ${tags.join(', ')}`] : []),
  ].join(', ');
  const [ours, theirs] = [got, known.dependencies].map((list) => list.map(line).sort());
  if (ours.join('\n') === theirs.join('\n')) return [];
  const list = (lines: readonly string[]) => (lines.length ? lines.map((one) => `(${one})`).join(' ') : 'none');
  return [error(`${chart.at}Chart.yaml`, `got the dependencies ${list(ours)}; allowed: those of ${edition}, in any version: ${list(theirs)}`)];
}
