import { readFileSync } from 'fs';
import { instancesTable, needsTable, PAGE, pageWithTables, settingTables } from '../../scripts/peer-pods-table';

test('the tables of settings in the docs are the catalogue\'s (npm run tables writes them)', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toBe(pageWithTables(page));
  expect(page).toContain(settingTables());
  expect(page).toContain(needsTable());
  expect(page).toContain(instancesTable());
});

test('a table for all providers, and one for each', () => {
  expect(settingTables().split('\n').filter((line) => line.startsWith('#### '))).toEqual([
    '#### All providers', '#### Alibaba Cloud (`alibabacloud`)', '#### AWS (`aws`)', '#### Azure (`azure`)', expect.stringContaining('(`byom`)'),
    expect.stringContaining('(`docker`)'), expect.stringContaining('(`gcp`)'), expect.stringContaining('(`ibmcloud`)'),
    expect.stringContaining('(`ibmcloud-powervs`)'), expect.stringContaining('(`libvirt`)'), expect.stringContaining('(`vsphere`)'),
  ]);
});

test('a row says prop, variable, form, default, whether it is required, and the releases that read it', () => {
  const rows = settingTables().split('\n');
  expect(rows).toContain('| `imageId` | `PODVM_AMI_ID` | an AMI id: "ami-" and 8 or 17 hexadecimal digits | | yes | |');
  expect(rows).toContain('| `rootDiskSize` | `LIBVIRT_ROOT_DISK_SIZE` | size in GiB, at least 1 | `10` | | 0.22.0 |');
  expect(rows).toContain('| `tlsCertificates` | `CERT_KEY` | a file of the Secret | | | |');
});
