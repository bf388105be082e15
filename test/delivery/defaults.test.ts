import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { ArgoCdDeliveryProps, Delivery, FluxDeliveryProps, FluxSource } from 'cdk8s-coco';
import { defaultTexts, valueOf } from '../support/default-texts';
import { filesBelow } from '../support/run-app';

const TEXTS = defaultTexts('delivery');
const LITERALS = TEXTS.filter(({ literal }) => literal);
const URL = 'https://git.example.com/platform.git';

function tree(deliver: (app: App) => Delivery): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'defaults-'));
  try {
    const app = new App({ outdir: join(folder, 'dist') });
    new ApiObject(new Chart(app, 'shop', { namespace: 'shop' }), 'A', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    deliver(app).synth();
    return filesBelow(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const argoCd = (props: Partial<ArgoCdDeliveryProps> = {}) => tree((app) => Delivery.argoCd(app, { repoUrl: URL, ...props }));
const flux = (props: Partial<FluxDeliveryProps> = {}) => (
  tree((app) => Delivery.flux(app, { source: FluxSource.git(URL), ...props })));

/** What a delivery writes with a value of a prop of an interface; with nothing, what it writes by itself. */
const WRITES: Record<string, (props?: object) => unknown> = {
  ArgoCdApplicationSetProps: (props = {}) => argoCd({ applicationSet: props }),
  ArgoCdDeliveryProps: argoCd,
  ArgoCdRetry: (props = {}) => argoCd({ retry: props }),
  FluxDeliveryProps: flux,
  FluxGitOptions: (props = {}) => flux({ source: FluxSource.git(URL, props) }),
  FluxOciOptions: (props = {}) => flux({ source: FluxSource.oci('oci://registry.example.com/a', props) }),
  KubectlDeliveryProps: (props = {}) => tree((app) => Delivery.kubectl(app, props)),
};

/** What the API server of Flux fills in, and what is not of a delivery. */
const ELSEWHERE = ['FluxDeliveryProps.deletionPolicy', 'FluxOciOptions.provider', 'ImagePolicyProps.requireDigests'];

test('every optional prop says its default', () => {
  expect(TEXTS.filter(({ text }) => text === '' || text.includes('undefined'))).toEqual([]);
  expect(LITERALS.length).toBeGreaterThan(20);
});

test.each(LITERALS.filter(({ prop }) => !ELSEWHERE.includes(prop)).map(({ prop, text }) => [prop, text]))('without `%s` is as with %s', (prop, text) => {
  const [of, name] = prop.split('.');
  expect(WRITES[of]({ [name]: valueOf(text) })).toEqual(WRITES[of]());
});
