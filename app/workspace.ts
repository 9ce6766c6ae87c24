// The workspace row, once for each request: layouts and pages both need it.
import 'server-only';
import { cache } from 'react';
import { loadWorkspace } from '#lib/workspace/workspace.ts';

export const requestWorkspace = cache(() => loadWorkspace());
