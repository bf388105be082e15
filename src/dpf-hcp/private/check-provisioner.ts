import { lookup } from '../../common/private/free-keys';
import { Problems } from '../../common/private/problems';
import { checkSecretSource } from '../../common/private/secret-source-rules';
import { API_VERSION, KIND, PULL_SECRET_KEY, SSH_KEY } from '../catalogue/provisioner';
import { DpfHcpReleaseFacts } from '../catalogue/releases';
import { DpfHcpProvisionerProps } from '../dpf-hcp-provisioner-props';
import { checkMetadata } from './check-metadata';
import { checkAddresses, checkSecretNames, checkSecretShapes } from './check-secrets';
import { NEW_FIELDS, schemaOf } from './crds';
import { checkObject } from './schema/check';
import { checkAnnotations, checkLabels } from '../../common/private/rules/labels';
import { isDnsLabel, isDnsName } from '../../common/private/rules/names';

/** How fields of the spec are called in props, where they are called otherwise. */
const PROP_OF: Readonly<Record<string, string>> = {
  virtualIP: 'virtualIp', machineOSURL: 'machineOsUrl', pullSecretRef: 'pullSecret', sshKeySecretRef: 'sshKey',
};

/** Rules on the props of a provisioner that are not about its spec. */
export function checkProvisioner(props: DpfHcpProvisionerProps, chartNamespace: string | undefined, problems: Problems): void {
  const { name, namespace = chartNamespace } = props;
  if (!isDnsName(name)) {
    problems.add('name', name, 'a DNS name: a-z, 0-9, "-" and ".", at most 253 characters', 'The names of the hosted cluster are made of it.');
  }
  if (namespace === undefined) {
    problems.addSentence('namespace', 'is not given, and the chart has none; allowed: a DNS label. Give it, or give the chart one.');
  } else if (!isDnsLabel(namespace)) {
    problems.add('namespace', namespace, 'a DNS label: a-z, 0-9 and "-", at most 63 characters', 'The Secrets must be there, too.');
  }
  checkLabels('labels', props.labels, problems);
  checkAnnotations('annotations', props.annotations, problems);
  checkSecretSource(props.pullSecret, { prop: 'pullSecret', keys: [PULL_SECRET_KEY] }, problems);
  checkSecretSource(props.sshKey, { prop: 'sshKey', keys: [SSH_KEY] }, problems);
  checkAddresses(props, problems);
  checkSecretNames(props, problems);
  checkSecretShapes(props, problems);
}

/** Rules of the definition on the object, under the names that props have. */
export function checkSpec(release: DpfHcpReleaseFacts, object: object, problems: Problems): void {
  checkObject(schemaOf(release, KIND), object, (path, got, allowed, repair) => {
    const field = path.replace(/^spec\./, '');
    const [first, rest = ''] = /^([A-Za-z]+)(.*)$/s.exec(field)?.slice(1) ?? [field];
    if (!release.provisionerConfig && NEW_FIELDS.includes(first)) {
      problems.addSentence(lookup(PROP_OF, first) ?? first, `the release ${release.version} does not have it, 0.1.0 does. Leave it out, or take the newer release.`);
    } else {
      problems.add(`${lookup(PROP_OF, first) ?? first}${rest}`, got, allowed, repair);
    }
  });
}

/** For what an API server would refuse an object as it stands in a manifest: a sentence on each problem. */
export function checkManifest(release: DpfHcpReleaseFacts, manifest: unknown, before?: unknown): string[] {
  const problems = new Problems();
  const right = checkIdentity(manifest, problems) && (before === undefined || checkIdentity(before, problems));
  if (right) {
    checkMetadata((manifest as Identified).metadata, problems);
    checkObject(schemaOf(release, KIND), manifest, (...refused) => problems.add(...refused), before);
    if (before !== undefined) checkSame(before as Identified, manifest as Identified, problems);
  }
  return problems.all.map(({ path, message }) => `${path}: ${message}`);
}

interface Identified {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
}

function checkIdentity(manifest: unknown, problems: Problems): boolean {
  const { apiVersion, kind } = (manifest ?? {}) as Identified;
  if (kind !== KIND) problems.add('kind', kind, KIND, 'Give the whole object, as in a manifest.');
  else if (apiVersion !== API_VERSION) problems.add('apiVersion', apiVersion, API_VERSION, 'The definition has no other version.');
  else return true;
  return false;
}

function checkSame(before: Identified, after: Identified, problems: Problems): void {
  for (const field of ['name', 'namespace'] as const) {
    const [old, now] = [before.metadata?.[field], after.metadata?.[field]];
    if (old !== now) problems.add(`metadata.${field}`, now, `that of the object before, ${JSON.stringify(old) ?? 'none'}`, 'These are two objects.');
  }
}
