import { ContainerImage, ContainerImageOptions } from 'cdk8s-coco';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const KATA = 'quay.io/kata-containers/kata-deploy';

describe('of', () => {
  test.each<[string, ContainerImageOptions, string]>([
    [KATA, { tag: '3.22.0' }, `${KATA}:3.22.0`],
    [KATA, { digest: DIGEST }, `${KATA}@${DIGEST}`],
    [KATA, { tag: '3.22.0', digest: DIGEST }, `${KATA}:3.22.0@${DIGEST}`],
    [KATA, { tag: 'latest', digest: DIGEST }, `${KATA}:latest@${DIGEST}`],
    ['registry.example.com:5000/a/b__c/d-e.f', { tag: '_1.0-rc' }, 'registry.example.com:5000/a/b__c/d-e.f:_1.0-rc'],
    ['busybox', { tag: '1' }, 'busybox:1'],
  ])('%s with %j is %s', (repository, options, reference) => {
    const image = ContainerImage.of(repository, options);
    expect({ ...image }).toEqual({ reference, repository, tag: options.tag, digest: options.digest });
    expect(`${image}`).toBe(reference);
  });

  const repository = (got: string) => `ContainerImage.of: repository: got ${got}; allowed: registry and path without a tag, `
    + 'like "quay.io/kata-containers/kata-deploy". Put the tag or digest into the options.';
  const tag = (got: string) => `ContainerImage.of: tag: got ${got}; allowed: letters, digits, "_", "." and "-", `
    + 'at most 128, not starting with "." or "-".';
  const digest = (got: string) => `ContainerImage.of: digest: got ${got}; allowed: "sha256:" and 64 hexadecimal digits in lower case.`;
  test.each<[string, ContainerImageOptions, string]>([
    ['', { tag: '1' }, repository('""')],
    ['quay.io/kata-deploy:3.22.0', { tag: '3.22.0' }, repository('"quay.io/kata-deploy:3.22.0"')],
    ['https://quay.io/kata-deploy', { tag: '1' }, repository('"https://quay.io/kata-deploy"')],
    ['quay.io/Kata', { tag: '1' }, repository('"quay.io/Kata"')],
    ['quay.io//kata', { tag: '1' }, repository('"quay.io//kata"')],
    ['quay.io/kata\n', { tag: '1' }, repository('"quay.io/kata\\n"')],
    [KATA, {}, 'ContainerImage.of: options: got neither tag nor digest; allowed: a tag, a digest or both. '
      + 'An image without them is `latest`, which can be a different image tomorrow.'],
    [KATA, { tag: '' }, tag('""')],
    [KATA, { tag: '-1' }, tag('"-1"')],
    [KATA, { tag: 'a b' }, tag('"a b"')],
    [KATA, { tag: 'x'.repeat(129) }, tag('a string of 129 characters')],
    [KATA, { tag: 'latest' }, 'ContainerImage.of: tag: got "latest"; allowed: a tag that names one release. '
      + 'Pin the release or add its digest; ContainerImage.unsafeUnpinned() takes what moves.'],
    [KATA, { digest: 'sha256:12' }, digest('"sha256:12"')],
    [KATA, { digest: DIGEST.toUpperCase() }, digest('a value that is not printed here')],
    [KATA, { tag: '1', digest: DIGEST.slice(7) }, digest('a value that is not printed here')],
  ])('fails on "%s" with %j', (name, options, message) => {
    expect(() => ContainerImage.of(name, options)).toThrow(new Error(message));
  });
});

describe('fromReference', () => {
  test.each([
    [`${KATA}:3.22.0`, KATA, '3.22.0', undefined],
    [`${KATA}@${DIGEST}`, KATA, undefined, DIGEST],
    [`${KATA}:3.22.0@${DIGEST}`, KATA, '3.22.0', DIGEST],
    ['localhost:5000/kata:1', 'localhost:5000/kata', '1', undefined],
    [`localhost:5000/kata@${DIGEST}`, 'localhost:5000/kata', undefined, DIGEST],
  ])('takes %s apart', (reference, repository, tag, digest) => {
    expect({ ...ContainerImage.fromReference(reference) }).toEqual({ reference, repository, tag, digest });
  });

  test('a port is no tag', () => {
    expect(() => ContainerImage.fromReference('localhost:5000/kata')).toThrow('ContainerImage.of: options: got neither tag nor digest;');
  });

  test.each([
    ['kata:'],
    ['kata@'],
    [`kata:1@${DIGEST}@${DIGEST}`],
    [`@${DIGEST}`],
    [''],
  ])('fails on "%s"', (reference) => {
    expect(() => ContainerImage.fromReference(reference)).toThrow(/^ContainerImage.of: .*; allowed: /);
  });
});

test('unsafeUnpinned takes what moves as it is written', () => {
  expect({ ...ContainerImage.unsafeUnpinned('registry.example.com/kata:latest') }).toEqual({
    reference: 'registry.example.com/kata:latest', repository: 'registry.example.com/kata:latest', tag: undefined, digest: undefined,
  });
});

test.each(['', ' ', 'a b', 'a\n', 'https://registry.example.com/a', 'user:hunter2@registry.example.com/a', 'a@', '@sha256:00'])('unsafeUnpinned refuses %j', (reference) => {
  expect(() => ContainerImage.unsafeUnpinned(reference)).toThrow(/^ContainerImage.unsafeUnpinned: reference: got (?!.*hunter2).*; allowed: registry, path, tag and digest, /);
});

test.each(['REPLACED_LATER', 'a/b', `a/b@sha512:${'0'.repeat(128)}`, 'localhost:5000/a:latest'])('unsafeUnpinned takes %s', (reference) => {
  expect(ContainerImage.unsafeUnpinned(reference).reference).toBe(reference);
});
