import { readableAffinity } from './affinity';
import { Gravity, Report } from './report';
import type { Toleration } from '../../../common';
import { isMap } from '../../../common/private/is-map';
import { NO_NODE_YET } from '../../../common/private/kata-label';
import { checkAffinity, checkNamesOfPod, checkNodeAffinity, checkPlacementAs, checkServedNodes } from '../../../common/private/placement-rules';
import { checkAnnotations, checkLabels, checkOwnLabels } from '../../../common/private/rules/labels';
import { isDnsName, isLabelKey } from '../../../common/private/rules/names';
import { Setting } from '../../../common/private/setting-path';
import { KataModel } from '../model';
import { ownLabelsIn } from '../own-labels';

/** By them the pods of an installation are found. */
const OWN_LABELS = ['name', 'app.kubernetes.io/name', 'app.kubernetes.io/instance', 'kata-deploy/stage'];

/** Rules on nodes by their labels, taints and names, and on the pods that run there. */
export function checkNodes(model: KataModel, report: Report): void {
  const { nodeSelector, podLabels, podAnnotations, tolerations, startupTaints, architectures } = model;
  checkSelector(['nodeSelector'], nodeSelector, report);
  report.shared('strict', [], (problems) => checkServedNodes({ nodeSelector: strings(nodeSelector) }, architectures, problems));
  // Those that follow from startup taints are as right as these.
  const own = tolerations.map((one) => (startupTaints.includes([one.key, one.effect].filter(Boolean).join(':')) ? { operator: 'Exists' } : one));
  checkTolerations(['tolerations'], own, report);
  report.shared('fatal', ['podLabels'], (problems, at) => checkLabels(at, strings(podLabels), problems));
  report.shared('strict', ['podLabels'], (problems, at) => checkOwnLabels(at, podLabels, OWN_LABELS, problems));
  report.shared('strict', ['podAnnotations'], (problems, at) => checkAnnotations(at, strings(podAnnotations), problems));
  for (const key of Object.keys(podAnnotations).filter((one) => one.startsWith('checksum/')).sort()) {
    report.add('strict', ['podAnnotations', key], key, 'annotations that do not begin with "checksum/"', 'Choose another one.');
  }
  report.shared('fatal', [], (problems) => checkNamesOfPod({ priorityClassName: model.priorityClassName }, problems));
  report.shared('strict', [], (problems) => checkNamesOfPod({ imagePullSecrets: model.imagePullSecrets as never }, problems));
  startupTaints.forEach((taint, index) => {
    const [key] = taint.split(':');
    if (!isLabelKey(key)) report.add('strict', ['startupTaints', index], key, 'the key of a taint', 'Like "katacontainers.io/kata-runtime".');
  });
  checkOwnSelection(model, report);
  if (model.mode === 'job') checkJobs(model, report);
  // Charts of older releases have settings of their own for the nodes of Jobs.
  if (model.mode === 'job' && model.job.nodeSelectorExpressions && !model.release.dispatcherOwnsNodes) return;
  report.shared(affinityGravity, ['affinity'], (problems, at) => (
    checkAffinity(at, readableAffinity(model.affinity), model.mode === 'job' ? 'selector' : 'scheduler', problems)));
}

/** Not every API server looks at the keys and values of labels there, and at fields. */
const affinityGravity = (path: string): Gravity => (/\.(key|values)(\[\d+\])?$|\.matchFields\[/.test(path) ? 'strict' : 'fatal');

/** What is no string is for schemas and types. */
const strings = (map: Readonly<Record<string, unknown>>) => Object.fromEntries(
  Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** Labels of nodes. */
export function checkSelector(setting: Setting, labels: Readonly<Record<string, unknown>>, report: Report): void {
  report.shared('fatal', setting, (problems, at) => checkPlacementAs({ nodeSelector: strings(labels) }, at, problems));
}

/** Taints of nodes. Empty strings are to the API server as good as none. */
export function checkTolerations(
  setting: Setting, tolerations: readonly object[], report: Report, gravity: Gravity = 'fatal',
): void {
  const given = tolerations.filter(isMap).map((one) => (
    Object.fromEntries(Object.entries(one).filter(([, value]) => value !== '' && value !== null)) as unknown as Toleration));
  report.shared(gravity, setting, (problems, at) => checkPlacementAs({ tolerations: given }, at, problems));
}

/** Labels that are there after the installation, not before. */
function checkOwnSelection({ nodeSelector, affinity, job, suffix, mode, release }: KataModel, report: Report): void {
  const { nodeAffinity } = readableAffinity(affinity);
  for (const path of ownLabelsIn({ nodeSelector, nodeAffinity: nodeAffinity as never }, suffix)) report.say('advice', path, NO_NODE_YET);
  if (mode !== 'job' || release.dispatcherOwnsNodes) return;
  for (const path of ownLabelsIn({ nodeSelector: job.nodeSelector }, suffix)) report.say('advice', ['job', ...path], NO_NODE_YET);
}

/** Rules on the nodes that Jobs install and clean, and on the dispatcher of these Jobs. */
function checkJobs({ job, release }: KataModel, report: Report): void {
  checkSelector(['job', 'dispatcherNodeSelector'], job.dispatcherNodeSelector, report);
  checkTolerations(['job', 'dispatcherTolerations'], job.dispatcherTolerations, report, 'strict');
  checkSelector(['job', 'nodeSelector'], job.nodeSelector ?? {}, report);
  checkNodeNames(['job', 'nodes'], job.nodes, report);
  if (job.ttlSecondsAfterFinished < 60) {
    report.add(release.dispatcherOwnsNodes ? 'fatal' : 'strict', ['job', 'ttlSecondsAfterFinished'], job.ttlSecondsAfterFinished, '60 seconds or more',
      'The dispatcher would not see in time that the Job of a node is done.');
  }
  if (!job.cleanup) return;
  const { nodes, nodeSelector } = job.cleanup;
  const at: Setting = ['job', 'cleanup'];
  checkNodeNames([...at, 'nodes'], nodes, report);
  checkSelector([...at, 'nodeSelector'], nodeSelector, report);
  const { nodeAffinity } = readableAffinity({ nodeAffinity: job.cleanup.nodeAffinity });
  report.shared(affinityGravity, [...at, 'nodeAffinity'], (problems, here) => checkNodeAffinity(here, nodeAffinity, 'selector', problems));
}

function checkNodeNames(setting: Setting, nodes: readonly string[], report: Report): void {
  nodes.forEach((node, index) => {
    if (!isDnsName(node)) {
      report.add('strict', [...setting, index], node, 'the name of a node: a-z, 0-9, "-" and "."', 'Take it from kubectl get nodes.');
    } else if (nodes.indexOf(node) !== index) {
      report.add('strict', [...setting, index], node, 'each node once', 'Remove one of the two.');
    }
  });
}
