import { KataDeployReading } from './input';
import { KataModel } from '../../../kata/internal';
import { error, Finding, warning } from '../../engine/findings';
import { Reader } from '../../engine/reader';

/** What the chart refuses of Jobs, and what they leave undone. */
export function checkJobs({ values, facts }: KataDeployReading, { mode, job }: KataModel, problems: Finding[]): void {
  const section = values.section('job');
  if (facts.release.dispatcherOwnsNodes) checkRemoved(section, problems);
  if (mode !== 'job') return;
  checkLabelValues([facts.release.dispatcherOwnsNodes ? values : section, section.section('cleanup')], problems);
  if (!job.nodes.length) {
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
