/*
 * Matchers for jest: `import 'cdk8s-coco/jest'` in a test, or as one of `setupFilesAfterEnv`.
 */
import { Construct, IConstruct } from 'constructs';
import { CocoTesting } from '../testing';

/** What jest makes of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matchers, for `expect.extend`, where `expect` is no global. */
export interface CocoMatcherFunctions {
  toHaveObject(received: unknown, kind: string, name?: string, fields?: object): MatcherResult;
  toRunUnderRuntimeClass(received: unknown, runtimeClassName: string): MatcherResult;
  toHaveNoSecrets(received: unknown): MatcherResult;
}

/** What `expect(construct or objects)` has with them. */
export interface CocoMatchers<R = void> {
  /**
   * There is an object of a kind, with a name (`kata-deploy` or `coco-system/kata-deploy`) and fields if they are given. Maps may
   * have more keys; lists have the same length, and matchers such as `expect.any(String)` may stand in them.
   */
  toHaveObject(kind: string, name?: string, fields?: object): R;
  /** The pods of all objects run under a RuntimeClass, and there are pods. */
  toRunUnderRuntimeClass(runtimeClassName: string): R;
  /** No manifest holds a secret. */
  toHaveNoSecrets(): R;
}

declare global {
  namespace jest {
    interface Matchers<R, T> extends CocoMatchers<R> {}
  }
}

/** The objects of a construct, or those of a list. */
function objectsOf(received: unknown): any[] {
  if (Array.isArray(received)) return received;
  if (Construct.isConstruct(received)) return CocoTesting.synth(received as IConstruct);
  throw new TypeError('got neither a construct nor a list of objects; allowed: an App, a Chart, another construct, or what CocoTesting.synth returns');
}

function result(assert: () => void, otherwise: string): MatcherResult {
  try {
    assert();
    return { pass: true, message: () => otherwise };
  } catch (error) {
    const { message } = error as Error;
    return { pass: false, message: () => message.replace(/^CocoTesting\.\w+: /, '') };
  }
}

export const matchers: CocoMatcherFunctions = {
  toHaveObject: (received, kind, name, fields) => {
    const objects = objectsOf(received);
    const wanted = `${kind}${name === undefined ? '' : ` ${name}`}`;
    if (fields === undefined && CocoTesting.findObjects(objects, kind, name).length) return { pass: true, message: () => `there is ${wanted}` };
    return result(() => {
      const { metadata } = CocoTesting.findObject(objects, kind, name);
      const own = metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
      CocoTesting.assertObject(objects, kind, own, fields);
    }, `there is ${wanted} with these fields`);
  },
  toRunUnderRuntimeClass: (received, runtimeClassName) => {
    const objects = objectsOf(received);
    return result(() => CocoTesting.assertRuntimeClass(objects, runtimeClassName), `all pods run under ${runtimeClassName}`);
  },
  toHaveNoSecrets: (received) => {
    const objects = objectsOf(received);
    return result(() => CocoTesting.assertNoSecrets(objects), 'no manifest holds a secret');
  },
};

const { expect } = globalThis as { expect?: { extend?(all: object): void } };
expect?.extend?.(matchers);
