import { Call, methodsOf, parseCalls } from './api-type';
import { CLASSES, INTERFACES } from './api-types';
import { checkArguments, noFindings, registerClass } from './types';

/**
 * Makes the static methods and the methods of a public class check their arguments before they run.
 *
 * @param name of the class, or of the interface that a class implements which is not public: a bundler may rename classes
 */
export function checked(type: { readonly prototype: object }, name: string): void {
  if (CLASSES[name] !== undefined) registerClass(name, type);
  for (const call of callsOf(name)) {
    if (call.name !== 'new') wrap(call.isStatic ? type : type.prototype, name, call);
  }
}

/** The constructor, static methods and methods of a class or interface. */
export const callsOf = (name: string): Call[] => (
  CLASSES[name] === undefined ? methodsOf(INTERFACES[name]) : parseCalls(CLASSES[name]));

function wrap(holder: object, className: string, { name, parameters, isStatic }: Call): void {
  if (!Object.prototype.hasOwnProperty.call(holder, name)) return; // inherited from a class that is checked itself
  const methods = holder as Record<string, (...args: unknown[]) => unknown>;
  const method = methods[name];
  const place = (self?: { node?: { path: string } }) => (isStatic ? `${className}.${name}` : `${self?.node?.path ?? className}.${name}`);
  methods[name] = function checkedCall(this: object, ...args: unknown[]) {
    const found = noFindings();
    checkArguments(parameters, args, found);
    found.problems.throwAt(place(this));
    return method.apply(this, args);
  };
}
