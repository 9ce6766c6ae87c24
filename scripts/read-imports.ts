// Every import of our own code, read by dependency-cruiser with swc (it reads nothing, silently, under TypeScript 7).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import type { Import } from './layers.ts';

const FOLDERS = ['app', 'components', 'lib', 'db', 'cli'];

export type ImportGraph = { modules: number; imports: Import[]; unresolved: string[]; cycles: string[] };

export async function readImports(root: string): Promise<ImportGraph> {
  const { output } = await cruise(
    FOLDERS.filter((folder) => existsSync(join(root, folder))),
    {
      baseDir: root,
      parser: 'swc',
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '\\.test\\.tsx?$|^db/testing' },
      tsPreCompilationDeps: true,
      ruleSet: { forbidden: [{ name: 'cycle', severity: 'error', from: {}, to: { circular: true } }] },
    },
    {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  );
  const { modules } = output as ICruiseResult;
  const own = modules.filter(({ source }) => FOLDERS.some((folder) => source.startsWith(`${folder}/`)));
  const all = own.flatMap((module) => module.dependencies.map((dependency) => ({ from: module.source, dependency })));
  return {
    modules: own.length,
    imports: all.map(({ from, dependency }) => ({
      from,
      to: packageOf(dependency.resolved) ?? dependency.resolved,
      typeOnly: dependency.dependencyTypes.includes('type-only'),
    })),
    unresolved: all
      .filter(({ dependency }) => dependency.couldNotResolve)
      .map(({ from, dependency }) => `${from} → ${dependency.module}`),
    cycles: all
      .filter(({ dependency }) => dependency.circular && !dependency.dependencyTypes.includes('type-only'))
      .map(({ from, dependency }) => `${from} → ${dependency.cycle?.map(({ name }) => name).join(' → ')}`),
  };
}

function packageOf(path: string): string | undefined {
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
}
