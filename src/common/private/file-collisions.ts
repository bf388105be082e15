import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ConstructProblem, reportByConstruct } from './report-by-construct';

/** Apps that are looked at. */
const seen = new WeakSet<IConstruct>();

/** How many objects there were when no two were in one file: cdk8s validates a whole app again for each of its charts. */
const sound = new WeakMap<IConstruct, number>();

/**
 * Has synth fail if an app writes a file per object, and two objects have the same file: cdk8s names files after kind and name,
 * not after namespaces, and one would replace the other.
 *
 * @param isOurs objects that are looked at
 */
export function checkFileNames(root: IConstruct, isOurs: (object: ApiObject) => boolean): void {
  if (!(root instanceof App) || seen.has(root)) return;
  seen.add(root);
  reportByConstruct(root, () => collisions(root, isOurs));
}

function collisions(app: App, isOurs: (object: ApiObject) => boolean): ConstructProblem[] {
  const { yamlOutputType: type } = app;
  if (type !== YamlOutputType.FILE_PER_RESOURCE && type !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) return [];
  const objects = app.node.findAll().filter(ApiObject.isApiObject);
  if (sound.get(app) === objects.length) return [];
  const files = new Map<string, ApiObject>();
  const found = objects.flatMap((object): ConstructProblem[] => {
    const file = `${type === YamlOutputType.FILE_PER_RESOURCE ? '' : Chart.of(object).node.path} ${object.kind}.${String(object.name)}`;
    const other = files.get(file);
    if (!other) files.set(file, object);
    return other && (isOurs(object) || isOurs(other)) ? [[object, `it would be written to the file of ${other.node.path}, which `
      + 'has the same kind and name; allowed: one object in a file. Take YamlOutputType.FILE_PER_CHART.']] : [];
  });
  if (!found.length) sound.set(app, objects.length);
  return found;
}
