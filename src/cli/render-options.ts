import type { Options } from './arguments';
import { UserError } from './user-error';
import { show } from '../common/private/redact';
import { isDnsLabel, isDnsName } from '../common/private/rules/names';
import { Phase } from '../values/chart-edition';
import { unquotedTextProblem } from '../values/engine/unquoted-text';

export const PHASES: readonly string[] = ['install', 'uninstall'] satisfies Phase[];

/** `--package`, of commands that write a package.json. */
export const PACKAGE = {
  type: 'string', value: 'SPEC', help: 'what npm installs as cdk8s-coco, such as file:../cdk8s-coco.tgz (default: this version)',
} as const;

/** Where the values of a chart come from. */
export const VALUES_OPTIONS = {
  'values': {
    type: 'string',
    short: 'f',
    multiple: true,
    value: 'FILE',
    help: 'a Helm values file, "-" for standard input, chart:PATH for a values file that the chart ships; may be repeated, later ones win',
  },
  'set': { type: 'string', multiple: true, value: 'KEY=VALUE', help: 'one value in Helm\'s syntax; may be repeated' },
  'set-string': { type: 'string', multiple: true, value: 'KEY=TEXT', help: 'one value that stays a string' },
  'set-json': { type: 'string', multiple: true, value: 'KEY=JSON', help: 'one value in JSON, or a whole map; overridden by every --set' },
  'set-file': { type: 'string', multiple: true, value: 'KEY=FILE', help: 'one value, read from a file' },
  'set-literal': { type: 'string', multiple: true, value: 'KEY=TEXT', help: 'one string, taken literally' },
} as const satisfies Options;

/** The release and its cluster, as Helm knows them. */
export const RELEASE_OPTIONS = {
  'release-name': { type: 'string', value: 'NAME', help: 'Helm\'s release name (default: release-name)' },
  'namespace': { type: 'string', short: 'n', value: 'NAME', help: 'the namespace (default: default)' },
  'version': { type: 'string', value: 'VERSION', help: 'the version of the chart, if its name does not include it' },
  'api-versions': {
    type: 'string',
    short: 'a',
    multiple: true,
    value: 'LIST',
    help: 'API versions that the cluster serves, as group/version; may be repeated (default: none)',
  },
  'lenient': { type: 'boolean', help: 'unknown keys are warnings' },
} as const satisfies Options;

/** The options of `render`, in the order in which the help lists them. */
export const OPTIONS = {
  ...VALUES_OPTIONS,
  ...RELEASE_OPTIONS,
  'create-namespace': { type: 'boolean', help: 'also print the Namespace' },
  'phase': { type: 'string', value: 'PHASE', oneOf: PHASES, help: 'install (default), or uninstall: the objects that clean the nodes' },
  'show-only': {
    type: 'string',
    short: 's',
    multiple: true,
    value: 'OBJECT',
    help: 'print only these objects, by kind, or by kind and name: DaemonSet, ConfigMap/peer-pods-cm; may be repeated',
  },
  'output-dir': { type: 'string', value: 'FOLDER', help: 'write one file per object into this folder, all or none, instead of printing them' },
  'dependency-update': { type: 'boolean', help: 'ignored: no chart is downloaded' },
} as const satisfies Options;

/** The options that describe the release and its cluster. */
export interface ReleaseOptions {
  readonly phase: string;
  readonly namespace: string;
  readonly releaseName: string;
  readonly apiVersions: readonly string[];
}

const API_VERSION = /^([a-z0-9.-]+\/)?v[0-9][a-z0-9]*(\/[A-Za-z0-9]+)?$/;

/** What is wrong with single options, a line per problem. */
export function checkReleaseOptions(
  { phase, namespace, releaseName, apiVersions }: ReleaseOptions, atMost: (lines: string[]) => string[],
): void {
  const wrong: string[] = [];
  if (!PHASES.includes(phase)) wrong.push(`--phase: got ${show(phase)}; allowed: ${PHASES.join(', ')}`);
  if (!isDnsLabel(namespace)) wrong.push(`--namespace: got ${show(namespace)}; allowed: a-z, 0-9 and "-", at most 63 characters`);
  if (releaseName.length > 53 || !isDnsName(releaseName)) {
    wrong.push(`--release-name: got ${show(releaseName)}; allowed: a-z, 0-9, "-" and ".", at most 53 characters`);
  }
  const misread = unquotedTextProblem(releaseName);
  if (misread) wrong.push(`--release-name: ${misread}`);
  for (const one of apiVersions.filter((text) => !API_VERSION.test(text))) {
    wrong.push(`--api-versions: got ${show(one)}; allowed: group/version, with /Kind at its end or not, such as nfd.k8s-sigs.io/v1alpha1`);
  }
  if (wrong.length) throw new UserError(atMost(wrong));
}
