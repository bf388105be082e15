import type { Options } from './arguments';
import { UserError } from './user-error';
import { show } from '../common/private/redact';
import { isDnsLabel, isDnsName } from '../common/private/rules/names';
import { Phase } from '../values/chart-edition';
import { unquotedTextProblem } from '../values/engine/unquoted-text';

export const PHASES: readonly string[] = ['install', 'uninstall'] satisfies Phase[];

/** Where the values of a chart come from. */
export const VALUES_OPTIONS = {
  'values': {
    type: 'string',
    short: 'f',
    multiple: true,
    value: 'FILE',
    help: 'a Helm values file, "-" for standard input, chart:PATH for a file that the chart has in itself; may be repeated, later ones win',
  },
  'set': { type: 'string', multiple: true, value: 'KEY=VALUE', help: 'one value in Helm\'s syntax; may be repeated' },
  'set-string': { type: 'string', multiple: true, value: 'KEY=TEXT', help: 'one value that stays a text' },
  'set-json': { type: 'string', multiple: true, value: 'KEY=JSON', help: 'one value in JSON, or a whole map; comes below all of --set' },
  'set-file': { type: 'string', multiple: true, value: 'KEY=FILE', help: 'one value that is the text of a file' },
  'set-literal': { type: 'string', multiple: true, value: 'KEY=TEXT', help: 'one text in which no character has a meaning' },
} as const satisfies Options;

/** What Helm knows of a release beside its values. */
export const RELEASE_OPTIONS = {
  'release-name': { type: 'string', value: 'NAME', help: 'Helm\'s release name (default: release-name)' },
  'namespace': { type: 'string', short: 'n', value: 'NAME', help: 'the namespace (default: default)' },
  'version': { type: 'string', value: 'VERSION', help: 'the version of the chart, where its name does not say it' },
  'api-versions': {
    type: 'string',
    short: 'a',
    multiple: true,
    value: 'LIST',
    help: 'what the cluster serves, as group/version; may be repeated (default: nothing that charts ask for)',
  },
  'lenient': { type: 'boolean', help: 'unknown keys are warnings' },
} as const satisfies Options;

/** The options of `render`, in the order in which the help lists them. */
export const OPTIONS = {
  ...VALUES_OPTIONS,
  ...RELEASE_OPTIONS,
  'create-namespace': { type: 'boolean', help: 'print the Namespace, too' },
  'phase': { type: 'string', value: 'PHASE', oneOf: PHASES, help: 'install (default), or uninstall: what cleans the nodes' },
  'show-only': {
    type: 'string',
    short: 's',
    multiple: true,
    value: 'OBJECT',
    help: 'print these objects alone, by their kind, or by kind and name: DaemonSet, ConfigMap/peer-pods-cm; may be repeated',
  },
  'output-dir': { type: 'string', value: 'FOLDER', help: 'write a file per object into this folder, whole or not at all, instead of printing them' },
  'dependency-update': { type: 'boolean', help: 'changes nothing, as no chart is downloaded' },
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
