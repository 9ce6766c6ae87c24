// `npm run build`: what `npm start` does by itself when the sources have changed.
import { ensureBuild } from './start/build.ts';
import { say } from './start/console.ts';
import { explain } from './start/explain.ts';

try {
  if (!(await ensureBuild(say))) say('The pages are up to date.');
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
