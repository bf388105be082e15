import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Field } from './api-type';
import { callsOf } from './checked';
import { CocoError } from './coco-error';
import { carry, Problems } from './problems';
import { checkArguments, checkFields, Findings, isObject, noFindings, registeredClass, WRONG } from './types';

/** The path of the construct that is made to run its rules. Its props were checked before. */
let trial: string | undefined;

/**
 * Checks the arguments of a constructor before the construct is made. Its first `Problems` also reports what is found here.
 *
 * @returns what the base class takes
 */
export function construction(name: string, scope: Construct, id: string, props: unknown): [scope: Construct, id: string] {
  const [scopeParameter, idParameter, propsParameter] = callsOf(name).find((one) => one.name === 'new')!.parameters;
  checkPlace(name, [scopeParameter, idParameter], scope, id);
  const path = [scope.node.path, id.replace(/\//g, '--')].filter(Boolean).join('/');
  if (path === trial) return [scope, id];
  const found = noFindings(new Problems(undefined, name));
  const right = checkProps(propsParameter, props, found);
  if (found.dropped.length) runRules(name, scope, id, right, path, found);
  if (found.dropped.length || right === WRONG) found.problems.throwAt(path);
  carry(path, name, found.problems, []);
  return [scope, id];
}

function checkPlace(name: string, parameters: readonly Field[], scope: Construct, id: string): void {
  const found = noFindings();
  checkArguments(parameters, [scope, id], found);
  if (id === '') found.problems.add('id', id, 'a string that is not empty', 'Name the construct.');
  if (!found.problems.all.length && name !== 'PeerPodsCrds' && !scope.node.scopes.some(Chart.isChart)) {
    found.problems.addSentence('scope', 'is not in a chart; allowed: a chart, or a construct in one. Make a new Chart(app, id).');
  }
  found.problems.throwAt(`new ${name}`);
}

function checkProps(parameter: Field, props: unknown, found: Findings): unknown {
  const { type } = parameter;
  if (isObject(props) && type.kind === 'named') return checkFields(type.name, props, '', found).right;
  checkArguments([parameter], [props], found);
  return found.problems.all.length ? WRONG : props;
}

/**
 * Throws all problems with the props: wrong types, and what rules find with the other props. Rules may fail in other ways on what
 * is left of the props. Leaves no construct behind.
 */
function runRules(name: string, scope: Construct, id: string, right: unknown, path: string, found: Findings): void {
  if (scope.node.tryFindChild(id)) return;
  trial = path;
  carry(path, name, found.problems, found.dropped);
  try {
    new (registeredClass(name))(scope, id, right);
  } catch (error) {
    if (error instanceof CocoError) throw error;
  } finally {
    trial = undefined;
    carry(path, name, new Problems(), []);
    scope.node.tryRemoveChild(id);
  }
}
