import { Problems } from '../../common/private/problems';
import { KataRuntimeProps } from '../kata-runtime-props';
import { ENVIRONMENT } from './per-list/variables';
import { perShimVariables, successor } from './per-shim/variables';
import { isVariableName } from '../../common/private/rules/names';

/** What containers are told that no prop can replace. */
const RESERVED = /^(COCO_.*|NODE_NAME|HELM_POST_DELETE_HOOK)$/;

/** Rules on environment variables that go past the props. */
export function checkEnv(props: KataRuntimeProps, problems: Problems): void {
  const facts = props.release._facts;
  const { perShim, version } = facts;
  const known = perShim ? perShimVariables(facts) : Object.values(ENVIRONMENT);
  const gone = (prop: string, name: string) => {
    const next = perShim && !known.includes(name) && successor(name);
    if (next) problems.add(prop, name, `variables that kata-deploy ${version} reads`, next);
    return !!next;
  };
  for (const [name, value] of Object.entries(props.additionalEnv ?? {}).sort()) {
    const prop = `additionalEnv["${name}"]`;
    if (typeof value !== 'string') problems.add(prop, value, 'a string', 'Put it in quotes.');
    if (!isVariableName(name)) {
      problems.add(prop, name, 'the name of an environment variable', 'Letters, digits and "_", not starting with a digit.');
    } else if (RESERVED.test(name)) {
      problems.add(prop, name, 'names that this library does not use itself: not NODE_NAME, HELM_POST_DELETE_HOOK, COCO_…', 'Choose another name.');
    } else if (!gone(prop, name) && known.includes(name)) {
      problems.add(prop, name, 'variables that no prop sets', 'Use the prop; unsafeEnvOverrides replaces its value unchecked.');
    }
  }
  for (const [name, value] of Object.entries(props.unsafeEnvOverrides ?? {}).sort()) {
    const prop = `unsafeEnvOverrides["${name}"]`;
    if (typeof value !== 'string') problems.add(prop, value, 'a string', 'Put it in quotes.');
    if (!known.includes(name) && !gone(prop, name)) {
      problems.add(prop, name, `variables that props set: ${known.join(', ')}`, 'additionalEnv adds others.');
    }
  }
}
