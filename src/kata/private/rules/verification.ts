import { Report } from './report';
import { isMap } from '../../../common/private/is-map';
import { show } from '../../../common/private/redact';
import { DNS_LABEL, isDnsLabel, isDnsName } from '../../../common/private/rules/names';
import { Setting } from '../../../common/private/setting-path';
import { KataModel } from '../model';
import { defaultClassName, runtimeClassName } from '../names';

/** Rules on the pod that tries the installation. */
export function checkVerification(model: KataModel, report: Report): void {
  if (!model.verification) return;
  const { namespace, manifest } = model.verification;
  if (!isDnsLabel(namespace)) report.add('fatal', ['verification', 'namespace'], namespace, DNS_LABEL, 'Give the name of a namespace.');
  if (model.mode === 'daemonset' && model.daemonSet.updateStrategy?.type === 'OnDelete') {
    report.say('strict', ['verification'], 'waits for the pods of the DaemonSet to be replaced, and with the update strategy OnDelete nobody does; '
      + 'allowed: a rolling update, or Jobs. Leave one of the two out.');
  }
  if (manifest) checkPod(manifest, model, report);
}

type Manifest = Readonly<Record<string, unknown>>;

function checkPod({ apiVersion, kind, metadata, spec }: Manifest, model: KataModel, report: Report): void {
  const at: Setting = ['verification', 'pod'];
  const own: Manifest = isMap(metadata) ? metadata : {};
  const { runtimeClassName: wanted, restartPolicy }: Manifest = isMap(spec) ? spec : {};
  if (kind !== 'Pod' || apiVersion !== 'v1') {
    const got = [apiVersion, kind].map((one) => (typeof one === 'string' ? one : show(one))).join(' ');
    report.add(kind === 'Pod' ? 'strict' : 'fatal', [...at, 'kind'], got, 'v1 Pod', 'Give the whole manifest of a pod.');
  }
  if (!isDnsName(own.name)) {
    report.add(typeof own.name === 'string' && own.name ? 'strict' : 'fatal', [...at, 'metadata', 'name'], own.name,
      'the name of a pod: a-z, 0-9, "-" and "."', 'By it the pod is waited for.');
  }
  const { namespace } = model.verification!;
  if (own.namespace !== undefined && own.namespace !== namespace) {
    report.add('fatal', [...at, 'metadata', 'namespace'], own.namespace, `none, or the one that the pod is made in: ${namespace}`,
      `Leave it out, or set ${report.path('verification', 'namespace')} to it.`);
  }
  const classes = [
    ...model.shims.map((shim) => runtimeClassName(shim.name, model.suffix)),
    ...model.customRuntimes.map(({ runtimeClass }) => runtimeClass?.metadata).filter(isMap).map(({ name }) => String(name)),
  ];
  if (![...classes, ...defaultClassName(model)].includes(wanted as string)) {
    report.add('strict', [...at, 'spec', 'runtimeClassName'], wanted, `one of this runtime: ${classes.join(', ')}`, 'Another one would show nothing of this installation.');
  }
  if (!['Never', 'OnFailure'].includes(restartPolicy as string)) {
    report.add('strict', [...at, 'spec', 'restartPolicy'], restartPolicy, 'Never, OnFailure', 'The pod has to end: with Always, Kubernetes starts it again.');
  }
}
