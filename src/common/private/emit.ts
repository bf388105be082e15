import { ApiObjectProps, Yaml } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { AnyKeyObject } from './any-key-object';
import { checkCollisions } from './collisions';
import { definitionFirst, isDefinition, isFoundation } from './definitions-first';
import { DeliveryOptions, withDeliveryAnnotations, Written } from './delivery-annotations';
import { Emission, Identity } from './emission';
import { checkFileNames } from './file-collisions';
import { identityOf, ObjectText, objectText } from './object-text';
import { levelOf } from './order';
import { printForAllReaders } from './yaml/cdk8s-printer';

/** An object that a construct of this library emits. */
export class EmittedObject extends AnyKeyObject {
  /** Whether a construct is such an object. For `instanceof`, every ApiObject is. */
  public static is(construct: IConstruct): construct is EmittedObject {
    return EmittedObject.all.has(construct);
  }

  private static readonly all = new WeakSet<IConstruct>();

  /** Engines, and the commands of a summary, leave it in the cluster. */
  public readonly keep: boolean;

  /** Its controller cleans up when it is deleted. */
  public readonly cleansUp: boolean;

  constructor(scope: Construct, { id, manifest, keep, cleansUp = false }: Emission) {
    super(scope, id, manifest as ApiObjectProps);
    this.keep = keep ?? manifest.kind === 'Namespace';
    this.cleansUp = cleansUp;
    EmittedObject.all.add(this);
  }

  /** What is written: with annotations for Argo CD and Flux that follow from the whole object, patches included. */
  public toJson(): any {
    return withDeliveryAnnotations(super.toJson() as Written, this.deliveryOptions());
  }

  /** As it stands in a file, by itself. */
  public print(): ObjectText {
    const key = this.writtenKey();
    if (key !== undefined) return objectText(`${JSON.stringify(this.deliveryOptions())} ${key}`, () => this.toJson() as object);
    const document = this.toJson() as Written;
    return { identity: identityOf(document as Identity), text: Yaml.stringify(document) };
  }

  private deliveryOptions(): DeliveryOptions {
    const { keep, kind } = this;
    return { keep, wave: isFoundation({ kind }) ? 0 : levelOf(this) };
  }
}

/**
 * Adds objects below a construct, each reachable there by `ApiObject.of`. At synth, none may be in its cluster twice.
 *
 * @param owner whose objects they are, where it is not the construct that they are below
 */
export function emit(scope: Construct, emissions: readonly Emission[], owner: IConstruct = scope): void {
  printForAllReaders(scope.node.root);
  checkFileNames(scope.node.root, EmittedObject.is);
  for (const emission of emissions) {
    const { manifest } = emission;
    const object = new EmittedObject(scope, emission);
    // cdk8s gives every object the namespace of its chart and offers no way to take it back; on a cluster-wide object it is
    // wrong, and GitOps engines report it as a difference for ever.
    if (!manifest.metadata?.namespace) (object.metadata as { namespace?: string }).namespace = undefined;
    checkCollisions(object, scope, owner);
    if (isDefinition(manifest)) definitionFirst(object);
  }
}
