import { inWordsOfValues } from '../../../src/values/engine/values-words';

test.each([
  ['got "x"; allowed: a, b. Leave it out.', 'got "x"; allowed: a, b. Leave it out.'],
  ['got "x"; allowed: a, b. Take a member of TaintEffect.', 'got "x"; allowed: a, b.'],
  ['got "latest"; allowed: a tag. Pin the release; ContainerImage.unsafeUnpinned() takes what moves.', 'got "latest"; allowed: a tag. Pin the release'],
  ['KataShim.custom() takes a shim that your own image adds. Leave it out.', 'Leave it out.'],
  ['got "Take KataShim.custom(). Now; then"; allowed: v1.2.3, a.b.c. Give a PercentOrAbsolute of cdk8s-plus.', 'got "Take KataShim.custom(). Now; then"; allowed: v1.2.3, a.b.c.'],
  ['got "a \\" b. KataShim.of"; allowed: x.', 'got "a \\" b. KataShim.of"; allowed: x.'],
  ['the ConfigMap and DaemonSet of OpenShift; leave it out', 'the ConfigMap and DaemonSet of OpenShift; leave it out'],
  ['there is no such prop.', 'there is no such prop.'], // nothing else would be left
  ['', ''],
])('%j becomes %j', (message, words) => {
  expect(inWordsOfValues(message)).toBe(words);
});
