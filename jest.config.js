const { spawnSync } = require('child_process');

/** What runs on nodes is tried under the shell that it meets there. CI has these programs, and fails without them. */
const SHELL_TESTS = ['<rootDir>/test/kata/uninstall-script', '<rootDir>/test/containerd/scripts/', '<rootDir>/test/redfish/assemble-config'];
const missing = ['busybox', 'shellcheck'].filter((program) => spawnSync(program, ['--help']).error);
const skipped = missing.length > 0 && !process.env.CI ? SHELL_TESTS : [];
if (skipped.length > 0 && !process.env.JEST_WORKER_ID) {
  console.warn(`SKIPPED, for want of ${missing.join(' and ')}: the tests of the shell scripts that run on nodes `
    + `(Debian: apt-get install ${missing.join(' ')})`);
}

module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...skipped],
  moduleNameMapper: { '^cdk8s-coco$': '<rootDir>/src/index.ts' },
  transform: { '^.+\\.ts$': '<rootDir>/test/support/transform.js' },
  clearMocks: true,
};
