import { KataDeployReading } from './input';
import { NO_NODE_YET } from '../../../common/private/kata-label';
import { show } from '../../../common/private/redact';
import { ownLabelsIn, KataModel } from '../../../kata/internal';
import { error, Finding, warning } from '../../engine/findings';
import { Reader } from '../../engine/reader';
import { isMap } from '../../engine/tree';

/** Which nodes the Jobs of the mode `job` are for: a selector of labels says less than an affinity. */
export function checkSelection(reader: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const { values, facts } = reader;
  const job = values.section('job');
  checkOwnLabels(reader, settings, problems);
  if (facts.release.dispatcherOwnsNodes) checkRemoved(job, problems);
  if (settings.mode !== 'job') {
    const required = values.section('affinity').section('nodeAffinity').section('requiredDuringSchedulingIgnoredDuringExecution');
    if (required.has('nodeSelectorTerms') && !required.list('nodeSelectorTerms').length && !settings.nodeFeatures.enforced) {
      problems.push(error(required.place('nodeSelectorTerms'), 'is empty, which the API server refuses; leave out the whole rule to select all nodes'));
    }
    return;
  }
  checkLabelValues([facts.release.dispatcherOwnsNodes ? values : job, job.section('cleanup')], problems);
  if (facts.release.dispatcherOwnsNodes) {
    if (settings.job.ttlSecondsAfterFinished < 60) {
      problems.push(error(job.place('ttlSecondsAfterFinished'), `got ${settings.job.ttlSecondsAfterFinished}; allowed: 60 or more. `
        + 'The dispatcher would not see in time that the Job of a node is done'));
    }
    checkTerms(values.section('affinity').section('nodeAffinity'), 'name nodes in job.nodes instead', true, problems);
    checkTerms(job.section('cleanup').section('nodeAffinity'), 'name nodes in job.cleanup.nodes instead', false, problems);
  }
  if (!settings.job.nodes.length) {
    problems.push(warning(values.place('deploymentMode'), 'nodes that join later are not installed until something in the manifests changes: '
      + 'the Job runs once per change; take the mode daemonset'));
  }
}

/** The chart prints a null as "%!s(<nil>)", and the dispatcher stops on that. */
function checkLabelValues(sections: readonly Reader[], problems: Finding[]): void {
  for (const section of sections) {
    for (const [label, value] of Object.entries(section.map('nodeSelector'))) {
      if (value === null) problems.push(error(section.place('nodeSelector', label), 'got null; allowed in the mode job: a string. Leave the label out, or name its value'));
    }
  }
}

/** What asks for a label that kata-deploy sets: it is there after the installation, not before. */
function checkOwnLabels({ values, facts }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const { nodeSelector, affinity, job, suffix } = settings;
  for (const path of ownLabelsIn({ nodeSelector, nodeAffinity: affinity.nodeAffinity }, suffix)) {
    problems.push(warning(values.place(...path), NO_NODE_YET));
  }
  if (settings.mode !== 'job' || facts.release.dispatcherOwnsNodes) return;
  for (const path of ownLabelsIn({ nodeSelector: job.nodeSelector }, suffix)) problems.push(warning(values.section('job').place(...path), NO_NODE_YET));
}

const MOVED = 'nodes are selected by nodeSelector and affinity.nodeAffinity at the top, in both modes, or named in job.nodes';

function checkRemoved(job: Reader, problems: Finding[]): void {
  for (const key of ['nodeSelector', 'nodeAffinity', 'nodeSelectorExpressions'].filter((one) => job.has(one))) {
    problems.push(error(job.place(key), `the chart refuses this key of an older edition; ${MOVED}`));
  }
  if (job.section('cleanup').has('nodeSelectorExpressions')) {
    problems.push(error(job.section('cleanup').place('nodeSelectorExpressions'), 'the chart refuses this key of an older edition; put its items into '
      + `${job.section('cleanup').place('nodeAffinity')}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions`));
  }
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

function checkTerms(affinity: Reader, instead: string, install: boolean, problems: Finding[]): void {
  const required = affinity.section('requiredDuringSchedulingIgnoredDuringExecution');
  const terms = required.list<unknown>('nodeSelectorTerms');
  if (install && affinity.has('requiredDuringSchedulingIgnoredDuringExecution') && !terms.length) {
    problems.push(error(required.place('nodeSelectorTerms'), 'is empty, which selects no node, and the chart refuses it in the mode job; leave out the whole rule to select all nodes'));
  }
  terms.forEach((term, index) => {
    const place = (...keys: Array<string | number>) => required.place('nodeSelectorTerms', index, ...keys);
    const { matchFields, matchExpressions } = isMap(term) ? term : {} as Record<string, unknown>;
    if (Array.isArray(matchFields) && matchFields.length) {
      problems.push(error(place('matchFields'), `the mode job selects nodes by labels alone; ${instead}`));
    } else if (install && !(Array.isArray(matchExpressions) && matchExpressions.length)) {
      problems.push(error(place(), 'selects no node, and the chart refuses it in the mode job; leave it out, or add matchExpressions'));
    }
    (Array.isArray(matchExpressions) ? matchExpressions : []).forEach((one, at) => {
      const operator = isMap(one) ? one.operator : undefined;
      if (!OPERATORS.includes(operator as string)) {
        problems.push(error(place('matchExpressions', at, 'operator'), `got ${show(operator)}; allowed in the mode job: ${OPERATORS.join(', ')}, `
          + 'as nodes are selected by labels'));
      }
    });
  });
}
