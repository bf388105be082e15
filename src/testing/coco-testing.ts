import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { found, firstDifference, notUnder, objectsIn, secretsIn, whyNotOne } from './private/assertions';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';

/**
 * For the tests of apps: the objects that an app emits, and assertions on them.
 *
 * Failed assertions throw an error that lists the actual objects. Matchers for jest, with the same checks, are in
 * `cdk8s-coco/jest`.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { CocoTesting, KataRelease, KataRuntime } from 'cdk8s-coco';
 *
 * const app = new App();
 * new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { release: KataRelease.V4_1_0 });
 *
 * const objects = CocoTesting.synth(app);
 * CocoTesting.assertObject(objects, 'DaemonSet', 'coco-system/kata-deploy');
 * CocoTesting.assertNoSecrets(objects);
 */
export class CocoTesting {
  /**
   * Returns the objects of an app, a chart or any construct, as in the manifests. Nothing is written.
   *
   * @throws what `app.synth()` throws for wrong props
   */
  public static synth(scope: IConstruct): any[] {
    const charts = chartsBelow(scope);
    if (charts.length) return charts.flatMap((chart) => chart.toJson());
    Chart.of(scope).toJson(); // finds what is wrong anywhere in the app
    return scope.node.findAll().filter((one) => ApiObject.isApiObject(one)).map((one) => (one as ApiObject).toJson());
  }

  /**
   * The objects of a kind.
   *
   * @param objects from `synth`, or read from files
   * @param kind such as `DaemonSet`
   * @param name with or without a namespace: `kata-deploy` or `coco-system/kata-deploy`. All names by default
   */
  public static findObjects(objects: any[], kind: string, name?: string): any[] {
    return found(objectsIn(objects), kind, name);
  }

  /**
   * The only object of a kind, or of a kind and name.
   *
   * @param objects from `synth`, or read from files
   * @param kind such as `DaemonSet`
   * @param name with or without a namespace: `kata-deploy` or `coco-system/kata-deploy`. All names by default
   * @throws if there is none, or more than one
   */
  public static findObject(objects: any[], kind: string, name?: string): any {
    const all = objectsIn(objects);
    const wrong = whyNotOne(all, kind, name);
    if (wrong !== undefined) throw new CocoError('CocoTesting.findObject', wrong);
    return found(all, kind, name)[0];
  }

  /**
   * Asserts that there is an object with certain fields.
   *
   * @param objects from `synth`, or read from files
   * @param kind such as `DaemonSet`
   * @param name with or without a namespace: `kata-deploy` or `coco-system/kata-deploy`
   * @param fields that it must have. Maps may have more keys; lists must have the same length. Any by default
   * @throws if there is none, or it has other fields
   */
  public static assertObject(objects: any[], kind: string, name: string, fields?: any): void {
    const different = firstDifference(CocoTesting.findObject(objects, kind, name), fields ?? {});
    if (different !== undefined) throw new CocoError('CocoTesting.assertObject', `${kind} ${name}: ${different}`);
  }

  /**
   * Asserts that the pods of all objects run under a RuntimeClass. Give it the objects of your workloads alone.
   *
   * @param objects from `synth`, or read from files
   * @param runtimeClassName such as `kata-qemu-snp`
   * @throws with every object whose pods run under another one, or if there are no pods
   */
  public static assertRuntimeClass(objects: any[], runtimeClassName: string): void {
    const wrong = notUnder(objectsIn(objects), runtimeClassName);
    if (wrong.length) throw new CocoError('CocoTesting.assertRuntimeClass', wrong.join('\n'));
  }

  /**
   * Asserts that no manifest holds a secret: no value of a Secret, of a ConfigMap or a variable with such a name, no private
   * key
   * and no token of a well-known service. The error has places, and no values.
   *
   * @param objects from `synth`, or read from files
   * @throws with every place
   */
  public static assertNoSecrets(objects: any[]): void {
    const places = secretsIn(objectsIn(objects));
    if (places.length) throw new CocoError('CocoTesting.assertNoSecrets', `manifests hold secrets:\n${places.join('\n')}\nRefer to a Secret instead: SecretSource.`);
  }

  private constructor() {}
}

checked(CocoTesting, 'CocoTesting');

const chartsBelow = (scope: IConstruct) => scope.node.findAll().filter((one): one is Chart => Chart.isChart(one));
