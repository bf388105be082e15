import { count, some } from '../../common/private/counts';
import { FleetResult } from '../fleet-result';
import { FleetShard } from '../fleet-shard';

/** Lines of notes; the rest is only counted. */
const SHOWN = 20;

/** What a synth changed, for people. */
export function summary(result: Omit<FleetResult, 'text'>, shard: FleetShard): string {
  const { newClusters, changedClusters, removedClusters, unchangedClusters: unchanged, files, builds, notes } = result;
  const total = newClusters.length + changedClusters.length + unchanged;
  const line = (title: string, names: readonly string[]) => (names.length ? [`${title} ${some(names)}`] : []);
  const clusters = `${count(total)} ${total === 1 ? 'cluster' : 'clusters'}${shard.count > 1 ? ` in shard ${shard}` : ''}`;
  return [
    ...notes.slice(0, SHOWN),
    ...(notes.length > SHOWN ? [`and ${count(notes.length - SHOWN)} more notes`] : []),
    `${clusters}: ${count(newClusters.length)} new, ${count(changedClusters.length)} changed, ${count(unchanged)} unchanged; `
      + `${count(removedClusters.length)} removed`,
    `files: ${count(files.written)} written, ${count(files.unchanged)} unchanged, ${count(files.removed)} removed; `
      + `blueprints were built ${builds === 1 ? 'once' : `${count(builds)} times`}`,
    ...line('new:', newClusters),
    ...line('changed:', changedClusters),
    ...line('removed:', removedClusters),
    ...line('other files are left in the folders of:', result.leftFolders),
  ].join('\n');
}
