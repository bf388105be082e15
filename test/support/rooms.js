const { existsSync, readdirSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');

/** A file beside the tests of a room that runs all of them at once. */
const ROOM = 'room.test.ts';

/** Tests that run programs for most of their time: two workers share these better as they are. */
const ALONE = /\/scripts\/|\/uninstall-script|\/killed\.test|\/process\.test|\/node-tools\.test/;

const testsBelow = (folder) => readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.test.ts')).map((name) => join(folder, name));

/** Whether a file is run by the one of its room. Snapshots are kept by the path of the file that runs. */
const isShared = (path) => basename(path) !== ROOM && !ALONE.test(path) && !existsSync(join(dirname(path), '__snapshots__', `${basename(path)}.snap`));

/** The files that the one of a room runs. */
exports.testsOfRoom = (folder) => testsBelow(folder).filter(isShared).sort();

/** The files to start where all tests are wanted: those of rooms, and those that no room runs. */
exports.startedByAll = (folder) => {
  const all = testsBelow(folder);
  const rooms = all.filter((path) => basename(path) === ROOM).map((path) => dirname(path));
  return all.filter((path) => basename(path) === ROOM || !isShared(path) || !rooms.some((room) => path.startsWith(`${room}/`)));
};

exports.ROOM = ROOM;
