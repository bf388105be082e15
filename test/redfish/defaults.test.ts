import * as cdk8s from 'cdk8s';
import { RedfishPlatform, RedfishTls } from 'cdk8s-coco';
import * as library from 'cdk8s-coco';
import { newChart, objects, reference } from './server';
import { defaultTexts } from '../support/default-texts';

const TEXTS = defaultTexts('redfish').filter(({ prop }) => !prop.startsWith('IRedfishServer')); // constructs have no defaults
const LITERALS = TEXTS.filter(({ literal }) => literal);
const valueOf = (text: string): unknown => {
  const known = { ...library, ...cdk8s };
  return new Function(...Object.keys(known), `return (${text});`)(...Object.values(known));
};
const BASE = { platform: RedfishPlatform.OPENSHIFT };

test('every optional prop says its default', () => {
  expect(TEXTS.length).toBeGreaterThan(70);
  expect(TEXTS.filter(({ text }) => text === '' || text.includes('undefined'))).toEqual([]);
});

/** How a prop of a struct inside the props is given; none for what other tests compare. */
const INSIDE: Record<string, (props: object) => object> = {
  RedfishServerProps: (props) => props,
  RedfishChassis: (props) => ({ chassis: [{ name: 'lab', namespace: 'lab', ...props }] }),
  RedfishUser: (props) => ({ users: [{ username: 'ironic', credentials: reference(newChart(), 'redfish-ironic'), chassis: ['lab'], ...props }] }),
  RedfishDataVolume: (props) => ({ dataVolume: props }),
  RedfishCdiUploadProxy: (props) => ({ cdiUploadProxy: { namespaces: ['cdi'], ...props } }),
  RedfishProbe: (props) => ({ livenessProbe: props }),
  RedfishCertManagerOptions: (props) => ({ tls: RedfishTls.certManager({ issuerName: 'internal', ...props }) }),
  RedfishCustomSccOptions: (props) => ({ scc: library.RedfishScc.custom(props) }),
  RedfishServiceOptions: (props) => ({ tls: RedfishTls.serviceCa(), exposure: library.RedfishExposure.loadBalancer(props) }),
};

test.each(LITERALS.filter(({ prop }) => !prop.startsWith('RedfishBareMetalHostProps')).map(({ prop, text }) => [prop, text]))('%s is as with %s', (prop, text) => {
  const [struct, name] = prop.split('.');
  const inside = INSIDE[struct];
  expect(objects({ ...BASE, ...inside({ [name]: valueOf(text) }) })).toEqual(objects({ ...BASE, ...inside({}) }));
});
