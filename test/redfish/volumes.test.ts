import { Size } from 'cdk8s';
import { RedfishVolume } from 'cdk8s-coco';
import { objects, podOf, problems } from './server';

const volumesOf = (...additionalVolumes: RedfishVolume[]) => {
  const { volumes, containers: [{ volumeMounts }] } = podOf(objects({ additionalVolumes }));
  const mine = ({ name }: { name: string }) => name === 'temp-storage' || name.startsWith('volume-');
  return { volumes: volumes.filter(mine), mounts: volumeMounts.filter(mine) };
};

test('every kind of volume, and its folder', () => {
  expect(volumesOf(
    RedfishVolume.configMap('authorities', '/etc/redfish-ca'),
    RedfishVolume.secret('client', '/etc/client'),
    RedfishVolume.persistentVolumeClaim('images', '/var/images'),
    RedfishVolume.emptyDir('/var/cache', Size.mebibytes(1500)),
  )).toEqual({
    volumes: [
      { name: 'temp-storage', emptyDir: { sizeLimit: '50Gi' } },
      { name: expect.stringMatching(/^volume-[0-9a-f]{8}$/), configMap: { name: 'authorities' } },
      { name: expect.any(String), secret: { secretName: 'client', defaultMode: 0o440 } },
      { name: expect.any(String), persistentVolumeClaim: { claimName: 'images' } },
      { name: expect.any(String), emptyDir: { sizeLimit: '1500Mi' } },
    ],
    mounts: [
      { name: 'temp-storage', mountPath: '/tmp' },
      { name: expect.any(String), mountPath: '/etc/redfish-ca', readOnly: true },
      { name: expect.any(String), mountPath: '/etc/client', readOnly: true },
      { name: expect.any(String), mountPath: '/var/images' },
      { name: expect.any(String), mountPath: '/var/cache' },
    ],
  });
});

test('each folder leads to its volume, whatever the others are', () => {
  const [a, b] = [RedfishVolume.configMap('a', '/a'), RedfishVolume.configMap('b', '/b')];
  const nameOf = ({ volumes, mounts }: ReturnType<typeof volumesOf>) => {
    const { name } = mounts.find(({ mountPath }: { mountPath: string }) => mountPath === '/a');
    return [name, volumes.find((one: { name: string }) => one.name === name).configMap.name];
  };
  expect(nameOf(volumesOf(a, b))).toEqual(nameOf(volumesOf(b, a)));
  expect(nameOf(volumesOf(a, b))[1]).toBe('a');
});

test('one at /tmp takes the place of the folder for temporary files', () => {
  expect(volumesOf(RedfishVolume.persistentVolumeClaim('iso', '/tmp'))).toEqual({
    volumes: [{ name: 'temp-storage', persistentVolumeClaim: { claimName: 'iso' } }],
    mounts: [{ name: 'temp-storage', mountPath: '/tmp' }],
  });
});

test('what cannot be', () => {
  expect(() => RedfishVolume.emptyDir('/tmp', '5Gi' as any)).toThrow('RedfishVolume.emptyDir: size: got "5Gi"; allowed: a Size of cdk8s,');
  expect(problems({
    temporarySize: Size.gibibytes(1),
    additionalVolumes: [
      RedfishVolume.configMap('A b', '/tmp'),
      RedfishVolume.secret('', 'relative'),
      RedfishVolume.persistentVolumeClaim('a', '/app'),
      RedfishVolume.configMap('a', '/app/config/config.yaml'),
      RedfishVolume.configMap('a', '/etc/../app/tls'),
      RedfishVolume.emptyDir('/tmp', Size.kibibytes(5)),
    ],
  })).toEqual([
    'additionalVolumes[0]: got "A b"; allowed: the name of an object: a-z, 0-9, "-" and ".". Take it from kubectl get.',
    'additionalVolumes[1]: got "relative"; allowed: a folder, like "/etc/redfish-ca". Give the whole path, without "/" at its end.',
    'additionalVolumes[1]: got ""; allowed: the name of an object: a-z, 0-9, "-" and ".". Take it from kubectl get.',
    'additionalVolumes[2]: got "/app"; allowed: a folder that the server does not need for itself: not /app, /app/config, /app/tls. Choose another one.',
    'additionalVolumes[3]: got "/app/config/config.yaml"; allowed: a folder that the server does not need for itself: not /app, /app/config, /app/tls. Choose another one.',
    'additionalVolumes[4]: got "/etc/../app/tls"; allowed: a folder, like "/etc/redfish-ca". Give the whole path, without "/" at its end.',
    'additionalVolumes[5]: got "/tmp"; allowed: each folder once. Choose another one.',
    'additionalVolumes[5]: got another size; allowed: whole mebibytes, from one up. Take Size.gibibytes(3).',
    'temporarySize: cannot be combined with a volume at /tmp, which has its own size. Remove one of the two.',
  ]);
});
