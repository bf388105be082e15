import { workers } from './workers';
import { defaultTexts, valueOf } from '../support/default-texts';

const TEXTS = defaultTexts('dpu-worker');
const LITERALS = TEXTS.filter(({ literal }) => literal);

test('every optional prop says its default', () => {
  expect(TEXTS.map(({ prop }) => prop.split('.')[1])).toEqual([
    'lifecycle', 'controlPlaneTopology', 'instance', 'appName', 'maxUnavailable', 'paused', 'commonLabels', 'commonAnnotations',
  ]);
  expect(LITERALS.map(({ prop, text }) => `${prop.split('.')[1]} = ${text}`)).toEqual([
    'lifecycle = Lifecycle.PRESENT', 'controlPlaneTopology = DpuWorkerTopology.HIGHLY_AVAILABLE', 'instance = \'dpu-worker-config\'', 'appName = \'dpu-worker-config\'', 'maxUnavailable = PercentOrAbsolute.absolute(1)', 'paused = false',
  ]);
});

test.each(LITERALS.map(({ prop, text }) => [prop.split('.')[1]!, text]))('%s: its default changes nothing', (prop, text) => {
  expect(workers({ [prop]: valueOf(text) })).toEqual(workers());
});
