import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { IConstruct } from 'constructs';
import { apiObjectsOf } from './app-objects';
import { Component, DeliveredManifest, FOUNDATION } from './component';
import { folderName } from './folder-name';
import { wantedNamespaces, WantedNamespace } from './missing-namespaces';
import { print } from '../../common/private/chart-texts';
import { isClusterWide } from '../../common/private/cluster-wide';
import { CocoError } from '../../common/private/coco-error';
import { isFoundation } from '../../common/private/definitions-first';
import { groupOf, isKubernetesGroup, withDeliveryAnnotations } from '../../common/private/delivery-annotations';
import { EmittedObject } from '../../common/private/emit';
import { levelOf, orderOf } from '../../common/private/order';

/** An object of an app, for one cluster. */
export interface PartObject {
  readonly manifest: DeliveredManifest;
  /** As it stands in a file. */
  readonly text: string;
}

/** What one app has for one cluster, apart from what several apps of the cluster share. */
export interface Part {
  /** Namespaces and definitions. */
  readonly foundation: readonly PartObject[];
  /** In the order in which they are applied. */
  readonly components: readonly Component[];
  /** All objects, with the paths of their charts. */
  readonly objects: readonly { readonly manifest: DeliveredManifest; readonly chart: string }[];
  /** The namespaces of its charts that it does not have itself. */
  readonly namespaces: readonly WantedNamespace[];
}

interface Found {
  readonly name: string;
  readonly level: number;
  readonly isCustom: boolean;
  readonly objects: { readonly manifest: DeliveredManifest; readonly node: ApiObject }[];
}

/**
 * What some charts of an app deliver. A component is a chart; where constructs of one chart come one after the other, it is a
 * step of the chart. Objects whose kinds other projects define are apart: one missing definition must not stop everything else.
 *
 * @throws if two components would have one name
 */
export function partOf(app: App, charts: readonly Chart[]): Part {
  const foundation: PartObject[] = [];
  const found = new Map<string, Found>();
  const places = new Map<IConstruct, Set<Found>>();
  const ordered = new Set(orderOf(app).effective.flatMap(({ after, before }) => [after, before]));
  const defined = new Set<string>();
  const all = charts.flatMap((chart) => apiObjectsOf(chart).map((node) => ({ chart, node, manifest: manifestOf(node) })));
  for (const { manifest } of all) {
    if (manifest.kind === 'CustomResourceDefinition') defined.add(manifest.metadata.name.replace(/^[^.]*\./, ''));
  }
  const lowest = new Map<Chart, number>();
  for (const { chart, node } of all) lowest.set(chart, Math.min(lowest.get(chart) ?? Infinity, levelOf(node)));
  for (const { chart, node, manifest } of all) {
    if (isFoundation(manifest)) {
      foundation.push({ manifest, text: textOf(node, manifest) });
      continue;
    }
    const level = levelOf(node);
    const group = groupOf(manifest.apiVersion);
    const isCustom = !isKubernetesGroup(group) && !defined.has(group);
    const step = level === lowest.get(chart) ? '' : `-${level - lowest.get(chart)! + 1}`;
    const name = `${folderName(chart.node.path)}${step}${isCustom ? '-custom-resources' : ''}`;
    const key = `${chart.node.path} ${level} ${isCustom}`;
    const component = found.get(key) ?? { name, level, isCustom, objects: [] };
    found.set(key, component);
    component.objects.push({ manifest, node });
    for (let one: IConstruct | undefined = node; one; one = one.node.scope) {
      if (ordered.has(one)) places.set(one, (places.get(one) ?? new Set()).add(component));
    }
  }
  checkNames([...found.values()]);
  const components = componentsIn(app, [...found.values()], places);
  const objects = all.map(({ chart, manifest }) => ({ chart: chart.node.path, manifest }));
  return { foundation, components, objects, namespaces: wantedNamespaces(charts, all.map(({ manifest }) => manifest)) };
}

/** Components in their order, each with what it depends on. */
function componentsIn(app: App, found: readonly Found[], places: ReadonlyMap<IConstruct, ReadonlySet<Found>>): Component[] {
  const needs = new Map<Found, Set<string>>();
  for (const { after, before, perNode } of orderOf(app).effective) {
    if (perNode) continue;
    const [later, earlier] = [[...places.get(after) ?? []], [...places.get(before) ?? []]];
    const waited = earlier.some(({ isCustom }) => !isCustom) ? earlier.filter(({ isCustom }) => !isCustom) : earlier;
    for (const one of later) {
      const names = needs.get(one) ?? new Set();
      waited.filter((other) => other !== one).forEach(({ name }) => names.add(name));
      needs.set(one, names);
    }
  }
  return found.map((one): Component => ({
    name: one.name,
    level: one.level,
    manifests: one.objects.map(({ manifest }) => manifest),
    dependsOn: [...needs.get(one) ?? []].sort(),
    print: () => one.objects.map(({ node, manifest }) => textOf(node, manifest)).join('---\n'),
  }));
}

function checkNames(found: readonly Found[]): void {
  const names = new Set([FOUNDATION]);
  for (const { name } of found) {
    if (names.has(name)) {
      throw new CocoError('(root)', `two components would have the name ${name}; allowed: names of charts that differ, and not "${FOUNDATION}". `
        + 'Give one of the charts another id.');
    }
    names.add(name);
  }
}

/** As it is applied: with annotations for engines, and without the namespace that cdk8s gives cluster-wide objects of users. */
function manifestOf(node: ApiObject): DeliveredManifest {
  const manifest = node.toJson() as DeliveredManifest;
  if (EmittedObject.is(node)) return manifest;
  const { namespace, ...metadata } = manifest.metadata;
  const placed = namespace !== undefined && isClusterWide(manifest) ? { ...manifest, metadata } : manifest;
  return withDeliveryAnnotations(placed, { keep: isFoundation(manifest), wave: isFoundation(manifest) ? 0 : levelOf(node) });
}

const textOf = (node: ApiObject, manifest: DeliveredManifest) => (
  EmittedObject.is(node) ? print(node).text : Yaml.stringify(manifest));
