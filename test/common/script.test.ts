import { packageText } from '../../src/common/private/script';

test('a file that is not beside the library, as in a bundle, is named with the repair', () => {
  expect(() => packageText('src/kata/none.sh')).toThrow(
    /^cdk8s-coco reads src\/kata\/none\.sh from its own folder, and there is no \/.*\/src\/kata\/none\.sh\. If your program is bundled, leave cdk8s-coco out of the bundle/);
});
