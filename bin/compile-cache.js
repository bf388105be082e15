'use strict';

/*
 * A compile cache for Node.js before 22.8, which has none of its own: what earlier runs compiled of the bundle. It changes how long
 * a start takes, and nothing else. Where it cannot be read or written, functions are compiled as ever.
 */

const { createHash } = require('crypto');
const { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('fs');
const Module = require('module');
const { tmpdir } = require('os');
const { basename, dirname, join } = require('path');
const { Script } = require('vm');

const DIGEST_BYTES = 20;

const sha1 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha1')).digest();

/** A folder for the compiled functions of this user, or undefined. Who could write there could run code as this user. */
function folderOfUser() {
  const { NODE_COMPILE_CACHE: given, NODE_DISABLE_COMPILE_CACHE: disabled, NODE_V8_COVERAGE: coverage } = process.env;
  if (disabled || coverage) return undefined;
  const user = process.getuid?.();
  const folder = given || join(tmpdir(), `cdk8s-coco-compile-cache-${user ?? 'user'}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const isOwn = user === undefined || (found.uid === user && (found.mode & 0o022) === 0);
    return found.isDirectory() && isOwn ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** What is kept of a file of the bundle, unless the file or the entry is another one than when it was kept. */
function kept(path, source) {
  try {
    const entry = readFileSync(path);
    const data = entry.subarray(DIGEST_BYTES);
    return sha1(source, data).equals(entry.subarray(0, DIGEST_BYTES)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Writes an entry as a whole or not at all: other processes read and write the same ones. */
function keep(path, source, script) {
  const unfinished = `${path}.${process.pid}`;
  try {
    const data = script.createCachedData();
    writeFileSync(unfinished, Buffer.concat([sha1(source, data), data]), { mode: 0o600 });
    renameSync(unfinished, path);
  } catch {
    rmSync(unfinished, { force: true });
  }
}

/**
 * From now on, files below a folder are loaded with what earlier runs of a command compiled of them. What this run compiles is kept at its
 * end, if it succeeds.
 */
exports.enable = function (below, command) {
  const folder = folderOfUser();
  if (folder === undefined) return;
  const use = sha1(JSON.stringify([below, process.version, process.arch, command])).toString('hex').slice(0, 16);
  const compile = Module.prototype._compile;
  const compiled = []; // one listener for all: Node.js warns of more than ten
  process.on('exit', (status) => {
    if (status === 0) compiled.forEach((one) => keep(...one));
  });
  Module.prototype._compile = function (source, file, ...rest) {
    if (!file.startsWith(below)) return compile.call(this, source, file, ...rest);
    const path = join(folder, `${use}-${basename(file)}`);
    const cachedData = kept(path, source);
    const script = new Script(Module.wrap(source), { filename: file, cachedData });
    if (cachedData === undefined || script.cachedDataRejected) compiled.push([path, source, script]);
    return script.runInThisContext().call(this.exports, this.exports, Module.createRequire(file), this, file, dirname(file));
  };
};
