// The worker's entry. The hook has to stand before anything loads drizzle, and static imports all load first: hence two files.
import '#db/quick-imports.ts';

await import('./run.ts');
