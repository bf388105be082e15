import { App, Chart } from 'cdk8s';
import { REDFISH_PRESETS } from '../cluster/redfish-presets';
import { Manifest } from '../support/synth';

/** Every text below a key that is named after a password or stands in a Secret. */
function secretTexts(value: unknown, inside = false): string[] {
  if (typeof value === 'string') return inside ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => secretTexts(inner, inside || /^(.*password|stringData)$/i.test(key)));
}

test('the search finds what it looks for', () => {
  expect(secretTexts({ kind: 'Secret', stringData: { a: 'b' } })).toEqual(['b']);
  expect(secretTexts([{ users: [{ username: 'a', password: 'c' }] }])).toEqual(['c']);
});

test.each(Object.entries(REDFISH_PRESETS))('%s: no manifest holds a password', (_, compose) => {
  const chart = new Chart(new App(), 'redfish', { namespace: 'kubevirt-redfish' });
  compose(chart);
  const objects = chart.toJson() as Manifest[];
  expect(objects.map(({ kind }) => kind)).not.toContain('Secret');
  expect(secretTexts(objects)).toEqual([]);
  for (const { data } of objects.filter(({ kind }) => kind === 'ConfigMap')) expect(Object.values(data).join()).not.toMatch(/password|authentication/i);
});
