import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { SUBJECTS, settle, Subject, synthesize } from './constructs';
import { misreaders } from './readers';
import { pathsOf, reversed, Unmade, withValue } from './recipe';
import { misfits } from './shape';
import { WRONG } from './wrong';
import { withoutFrames } from '../support/api-places';
import { rounds, share, Strides } from '../support/stride';

/*
 * What holds for every construct, whatever its props are. With more runs, or another seed: PROPERTY_RUNS=5000 PROPERTY_SEED=7.
 */

const STRIDES: Strides = { gate: 120, loop: 360 };
const runs = Number(process.env.PROPERTY_RUNS ?? rounds(360, STRIDES));
const options = { numRuns: runs, seed: Number(process.env.PROPERTY_SEED ?? 1) };

let quiet: jest.SpyInstance;
beforeAll(() => { quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined); }); // warnings at synth
afterAll(() => quiet.mockRestore());

const printed = (objects: readonly unknown[]) => Yaml.stringify(...objects);

/** Checks what was accepted: fields, readers, and that the same again is the same. */
function checkAccepted(subject: Subject, recipe: unknown, objects: readonly any[]): void {
  expect(misfits(objects)).toEqual([]);
  const text = printed(objects);
  expect(printed(synthesize(subject, recipe))).toBe(text);
  expect(printed(synthesize(subject, reversed(recipe)))).toBe(text);
  const documents = text.split(/^---\n/m).filter(Boolean);
  expect(documents).toHaveLength(objects.length);
  documents.forEach((document, index) => expect(misreaders(document, JSON.parse(JSON.stringify(objects[index])))).toEqual([]));
}

describe(`what the docs allow${share(STRIDES)}`, () => {
  test.each(SUBJECTS.map((subject) => [subject.name, subject] as const))('%s', (_, subject) => {
    fc.assert(fc.property(subject.arbitrary, (props) => {
      const { recipe, objects } = withoutFrames(() => settle(subject, props));
      if (recipe.lifecycle !== 'absent') expect(objects.length).toBeGreaterThan(0);
      checkAccepted(subject, recipe, objects);
    }), options);
  });
});

/** The place that a message begins with, and the problem or the head of a list of them. */
const OURS = /^((coco|\(root\))(\/[^\n]+?)?(\.\w+)?|new \w+|\w+\.\w+|\w+ [^\n]+?): ./;

describe(`a wrong value at any place${share(STRIDES)}`, () => {
  const asked = { accepted: 0, refused: 0 };

  test.each(SUBJECTS.map((subject) => [subject.name, subject] as const))('%s', (_, subject) => {
    fc.assert(fc.property(subject.arbitrary, fc.nat(), WRONG, (props, place, wrong) => {
      const { recipe } = withoutFrames(() => settle(subject, props));
      const paths = pathsOf(recipe).slice(1);
      if (!paths.length) return;
      const changed = withValue(recipe, paths[place % paths.length], wrong);
      let objects: readonly any[];
      try {
        objects = withoutFrames(() => synthesize(subject, changed));
        printed(objects); // refuses what UTF-8 cannot hold
      } catch (error) {
        if (error instanceof Unmade) return;
        asked.refused++;
        expect([(error as Error).name, (error as Error).message]).toEqual(['CocoError', expect.stringMatching(OURS)]);
        return;
      }
      asked.accepted++;
      checkAccepted(subject, changed, objects);
    }), options);
  });

  test('most were refused', () => expect(asked.refused).toBeGreaterThan(asked.accepted));
});
