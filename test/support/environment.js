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

module.exports = TestEnvironment;
