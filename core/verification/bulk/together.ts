/** Files side by side, in small groups: each costs a quarter less than one after another. */
import { type Done, type Steps, sideBySide } from '../../../foundation/steps.ts';
import { fileReaders, type ReadFile, smallRoom } from './file-content.ts';

/** With more, their bytes push each other out of the processor's caches. */
export const together = 16;

/**
 * Does any number of tasks, a group after the other. `inSteps` gets what reads the file of its task; a file that is longer than
 * the small room, or unpacked to more, is finished before the others go on.
 */
export function filesTogether<Task, Result>(
  inSteps: (task: Task, read: ReadFile) => Steps<Result>,
  done: Done<Task, Result>,
): (tasks: readonly Task[]) => void {
  const readers = fileReaders(together);
  return (tasks) => {
    for (let first = 0; first < tasks.length; first += together) {
      const group = readers.flatMap((read, place) => {
        const task = tasks[first + place];
        return task === undefined ? [] : [[task, inSteps(task, read)] as const];
      });
      sideBySide(group, smallRoom, done);
    }
  };
}
