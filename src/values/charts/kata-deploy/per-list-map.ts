import { ENV_KEYS } from './env-keys';
import { RuntimePlan, runtimePlan } from './runtime-plan';
import { ContainerImage, ImagePullPolicy } from '../../../common';
import type { CocoError } from '../../../common/private/coco-error';
import { has } from '../../../common/private/free-keys';
import { Problems } from '../../../common/private/problems';
import { show } from '../../../common/private/redact';
import { checkProps } from '../../../common/private/types';
import { KataRelease, KataRuntimeProps } from '../../../kata';
import { ENVIRONMENT, KataModel, ReleaseFacts, resolve } from '../../../kata/internal';
import { labelOf, ReleaseContext } from '../../chart-edition';
import { error, formatPath, Finding, warning } from '../../engine/findings';
import { imageFinding } from '../../engine/image';
import { isTrue, Reader } from '../../engine/reader';
import { templateText } from '../../engine/template-text';
import { isMap, Values } from '../../engine/tree';
import { inWordsOfValues } from '../../engine/values-words';
import { distributionOf, environmentProps } from '../../kata-environment';

/** A kata-deploy that takes environment variables, with the values that its templates see. */
export interface EnvironmentInput {
  /** What templates call the chart: its alias as a dependency. */
  readonly name: string;
  /** The keys that lead to its values: none for the chart by itself. */
  readonly path: readonly string[];
  readonly release: ReleaseFacts;
  /** The settings that its templates pass on, with what kata-deploy takes where they are empty. */
  readonly env: Values;
  readonly architecture?: string;
  readonly values: Values;
  /** The user's own part of them. */
  readonly given: Values;
  readonly sources: ReadonlyMap<string, string>;
}

/** The key of the values that a variable comes from. */
const keyOf = (variable: string) => Object.keys(ENV_KEYS).find((key) => ENV_KEYS[key] === variable) ?? variable;

/** Settings that stop kata-deploy or the API server where they are wrong; with other ones it merely does less. */
const FATAL = ['name', 'multiInstallSuffix', 'installationPrefix', 'setupSnapshotters', 'nodeSelector', 'shims'];

type MutableProps = { -readonly [P in keyof KataRuntimeProps]: KataRuntimeProps[P] };

/** The runtime that the values of one kata-deploy mean. */
export function planEnvironment(input: EnvironmentInput, { namespace }: ReleaseContext): RuntimePlan {
  const { name, release, values } = input;
  const problems: Finding[] = [];
  const path = (...keys: string[]) => formatPath([...input.path, ...keys]);
  for (const section of ['env', 'image']) {
    if (!isMap(values[section])) problems.push(error(path(section), 'null takes the whole section away, and the chart needs it; leave it out'));
  }
  const texts = envTexts(input, problems);
  const image = imageOf(input, problems);
  const fromEnv = environmentProps(texts, {
    release,
    defaultShims: String(input.env.shims),
    ownImage: image.reference !== `${release.image}:${release.version}`,
    architecture: input.architecture,
    given: (variable) => isMap(input.given.env) && keyOf(variable) in input.given.env,
    path: (variable) => path('env', keyOf(variable)),
  });
  problems.push(...fromEnv.problems);

  const secrets = Array.isArray(values.imagePullSecrets)
    ? values.imagePullSecrets.flatMap((one: unknown) => isMap(one) && typeof one.name === 'string' ? [one.name] : []) : [];
  const imagePullSecrets = [...new Set(secrets)].map((secret) => ({ name: secret }));
  const props: MutableProps = {
    ...fromEnv.props,
    name,
    release: KataRelease._ofFacts(release),
    distribution: distributionOf(values.k8sDistribution),
    image,
    imagePullPolicy: (values.imagePullPolicy ?? ImagePullPolicy.BY_TAG) as ImagePullPolicy,
    nodeSelector: new Reader(values, input.path, { sources: input.sources, problems }).givenStrings('nodeSelector'),
    priorityClassName: '', // upstream's 3.x charts set none: adopting a release must not roll its pods
  };
  const relaxed = relax(props, problems, path);
  // What props cannot say, or say in other words, stays the text that the chart writes.
  const model = { ...relaxed, imagePullSecrets, extraEnv: Object.fromEntries(texts) };
  const part = { construct: 'KataRuntime', props, imagePullSecrets, texts } as const;
  return runtimePlan(model, { problems, part, path: input.path, namespace });
}

/**
 * Takes back each prop that typed code refuses: its text stands, with a warning, unless kata-deploy could not run.
 *
 * @returns what the other props mean
 */
function relax(props: MutableProps, problems: Finding[], path: (...keys: string[]) => string): KataModel {
  const placeOf = (prop: string) => {
    const [key, label] = [keyOfProp(prop), labelOf(prop)];
    return path(...(PLACES[key] ?? [key]), ...(label === undefined ? [] : [label]));
  };
  for (;;) {
    const found = new Problems();
    const model = resolve(checkProps('KataRuntimeProps', props, found), found);
    let again = false;
    for (const { path: prop, message } of found.all) {
      const key = keyOfProp(prop);
      const place = placeOf(prop);
      const value = props[key];
      // A slash at its end is taken by kata-deploy, and doubled.
      const slash = key === 'installationPrefix' && typeof value === 'string' && /^(\/[A-Za-z0-9._-]+)+\/+$/.test(value);
      if (FATAL.includes(key) && !slash) {
        problems.push(error(place, inWordsOfValues(message)));
      } else if (props[key] !== undefined) {
        problems.push(warning(place, inWordsOfValues(message)));
        props[key] = undefined;
        again = true;
      }
    }
    if (again) continue;
    problems.push(...found.warnings.map(({ path: prop, message }) => warning(placeOf(prop), inWordsOfValues(message))));
    return model;
  }
}

/** The prop that a path begins with. */
const keyOfProp = (path: string) => /^[A-Za-z]+/.exec(path)![0] as Exclude<keyof KataRuntimeProps, 'release'>;

/** Where the values have what a prop says. */
const PLACES: Partial<Record<keyof KataRuntimeProps, string[]>> = {
  multiInstallSuffix: ['env', 'multiInstallSuffix'],
  installationPrefix: ['env', 'installationPrefix'],
  setupSnapshotters: ['env', '_experimentalSetupSnapshotter'],
  shims: ['env', 'shims'],
  defaultShim: ['env', 'defaultShim'],
  createDefaultRuntimeClass: ['env', 'createDefaultRuntimeClass'],
  allowedHypervisorAnnotations: ['env', 'allowedHypervisorAnnotations'],
  agentHttpsProxy: ['env', 'agentHttpsProxy'],
  agentNoProxy: ['env', 'agentNoProxy'],
};

/** The texts that the templates write into the pod: empty for what is not set, and HOST_OS only where it is. */
function envTexts({ path, env: known, values, sources }: EnvironmentInput, problems: Finding[]): Map<string, string> {
  const env = isMap(values.env) ? values.env : {};
  const texts = new Map<string, string>();
  if (env.multiInstallSuffix === 0) {
    problems.push(error(formatPath([...path, 'env', 'multiInstallSuffix']), 'templates take the number 0 for no suffix; quote it: "0"'));
  }
  for (const key of Object.keys(ENV_KEYS).filter((one) => has(known, one))) {
    const text = templateText(env[key], formatPath([...path, 'env', key]), sources, problems);
    if (text || ENV_KEYS[key] !== ENVIRONMENT.hostOs) texts.set(ENV_KEYS[key], text);
  }
  return texts;
}

function imageOf({ path, release, values, sources }: EnvironmentInput, problems: Finding[]): ContainerImage {
  const { image } = values;
  if (!isMap(image)) return ContainerImage.of(release.image, { tag: release.version }); // reported already
  const tag = isTrue(image.tag) ? templateText(image.tag, formatPath([...path, 'image', 'tag']), sources, problems) : release.version;
  const reference = `${templateText(image.reference, formatPath([...path, 'image', 'reference']), sources, problems)}:${tag}`;
  try {
    return ContainerImage.fromReference(reference);
  } catch (thrown) {
    const place = [...path, 'image'];
    problems.push(tag === 'latest'
      ? warning(formatPath(place), `${show(reference)} can be a different image tomorrow; pin the release with image.tag`)
      : imageFinding(thrown as CocoError, place, image));
    return ContainerImage._asWritten(reference);
  }
}
