const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/*
 * Jest loads all modules anew for each test file, and has V8 compile each of them again, which is a third of the time of a small
 * one. Here V8 is given what it made of the same text before, in the same worker.
 */
const { compileFunction } = vm;
const compiled = new Map();
vm.compileFunction = (text, parameters, options) => {
  const before = compiled.get(options.filename);
  if (before?.text === text) return compileFunction(text, parameters, { ...options, cachedData: before.cachedData });
  const made = compileFunction(text, parameters, { ...options, produceCachedData: true });
  compiled.set(options.filename, { text, cachedData: made.cachedData });
  return made;
};

/**
 * What all test files of a worker share because it takes long to make: by its name, with a function that removes it at the end.
 * See shared.ts.
 */
const shared = new Map();
process.on('exit', () => { for (const { remove } of shared.values()) remove(); });

/** All tests of a describe block, and of those in it. */
const testsOf = ({ children }) => children.flatMap((child) => (child.type === 'test' ? [child] : testsOf(child)));

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { sharesOf = [] } = config.projectConfig.testEnvironmentOptions;
    this.step = sharesOf.find(({ folder }) => context.testPath.startsWith(folder))?.step ?? 1;
  }

  async setup() {
    await super.setup();
    this.global.sharedByTests = shared;
  }

  /** Skips all but the first test of as many as a step has. */
  handleTestEvent({ name }, { rootDescribeBlock }) {
    if (name !== 'run_start') return;
    for (const [index, test] of testsOf(rootDescribeBlock).entries()) if (index % this.step) test.mode = 'skip';
  }
};
