// `npm run build`: what `npm start` does by itself when the sources have changed.
import { CannotStart } from '#lib/platform/errors.ts';
import { ensureBuild } from './start/build.ts';
import { say } from './start/console.ts';

try {
  if (!(await ensureBuild(say))) say('The pages are up to date.');
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exit(1);
}
