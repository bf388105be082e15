import { Report } from './report';
import { show } from '../../../common/private/redact';
import { DNS_LABEL, DNS_NAME, isDnsLabel, isDnsName, isNamePart, LABEL_VALUE } from '../../../common/private/rules/names';
import { KataModel } from '../model';
import { handlerNames, objectNames, suffixed } from '../names';

const LONGEST = 63;

/** Rules on names: what the API server, and containerd behind it, take as the names of objects, labels and handlers. */
export function checkNames(model: KataModel, report: Report): void {
  const { name, suffix, identity, release, verification } = model;
  const { instance, fullname } = identity;
  if (!isDnsLabel(name)) {
    report.add('fatal', ['name'], name, DNS_LABEL, 'It becomes the name of the DaemonSet and a label of its pods.');
  } else if (!isNamePart(identity.name)) {
    report.add('fatal', ['identity', 'name'], identity.name, LABEL_VALUE, 'It becomes a label of objects.');
  }
  if (suffix && !isDnsLabel(suffix)) {
    report.add('fatal', ['suffix'], suffix, 'a-z, 0-9 and "-", neither first nor last a "-"',
      'It becomes part of the names of objects, RuntimeClasses and handlers.');
  } else if (suffix === 'default' && release.instanceLabels) {
    report.add('strict', ['suffix'], suffix, 'another one than "default"',
      'By this name kata-deploy marks the nodes of the installation without a suffix: beside one, each is taken for the other.');
  }
  if (instance !== suffixed(name, suffix) && (instance.length > LONGEST || !isDnsName(instance))) {
    report.add('fatal', ['identity', 'instance'], instance, 'a DNS name: a-z, 0-9, "-" and ".", at most 63 characters',
      'It becomes part of the names of objects: take the name that helm list shows.');
  } else if (verification && fullname !== instance && !isDnsName(fullname)) {
    report.add('fatal', ['identity', 'fullname'], fullname, DNS_NAME, 'It becomes part of the names of objects.');
  }
  if (isDnsLabel(name) && (!suffix || isDnsLabel(suffix))) checkLength(model, report);
}

/** Names that become labels, and handlers. */
function checkLength(model: KataModel, report: Report): void {
  const { name, suffix } = model;
  const { base, cleanup } = objectNames(model);
  const longest = [base, cleanup.daemonSet, ...handlerNames(model)].reduce((a, b) => (b.length > a.length ? b : a));
  if (longest.length <= LONGEST) return;
  report.say('fatal', [suffix ? 'suffix' : 'name'], `got ${show(suffix || name)}, which makes the name ${show(longest)} of ${longest.length} characters; `
    + `allowed: ${LONGEST}. Shorten it by ${longest.length - LONGEST}.`);
}
