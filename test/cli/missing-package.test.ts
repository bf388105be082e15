import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPackage } from '../../src/cli/missing-package';

const notFound = (message: string) => Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' });

const { peerDependencies } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
  readonly peerDependencies: Readonly<Record<string, string>>;
};

test.each(Object.keys(peerDependencies))('without %s: one line with the repair', (name) => {
  const error = notFound(`Cannot find module '${name}'\nRequire stack:\n- /x/render.js`);
  expect(missingPackage(error)).toBe(
    `the package ${name} is not installed, and cdk8s-coco needs it; run: npm install ${Object.keys(peerDependencies).join(' ')}`);
});

test('a file inside of it', () => {
  expect(missingPackage(notFound("Cannot find module 'cdk8s/lib/yaml'"))).toMatch(/^the package cdk8s is not installed/);
});

test.each([
  ['a file of this library', notFound("Cannot find module './render'")],
  ['another package', notFound("Cannot find module 'left-pad'")],
  ['another error', new Error("Cannot find module 'cdk8s'")],
  ['no error at all', 'Cannot find module'],
  ['nothing', undefined],
])('%s is none of these', (_, thrown) => {
  expect(missingPackage(thrown)).toBeUndefined();
});
