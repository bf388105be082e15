import { editionDocument } from '../../../src/values/editions/edition-store';

test('an edition is what its file says, over the editions before', () => {
  const { appVersion, values, dependencies, subcharts, templates } = editionDocument('peerpods', '0.3.1');
  expect(appVersion).toBe('v0.21.1');
  expect(values.image).toEqual({ name: 'quay.io/confidential-containers/cloud-api-adaptor', tag: 'f5dd0b2657a76482c6acabe0285cc87eb5d49473' });
  expect(dependencies.map(({ name, version }) => `${name}@${version}`)).toContain('kata-deploy@3.31.0');
  expect(Object.keys(subcharts)).toEqual(['resourceCtrl', 'webhook']);
  expect(Object.keys(templates)).toContain('templates/daemonset.yaml');
});
