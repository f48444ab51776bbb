import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

/** A wall: files of `folder` may not import what the patterns name. The map of the layers is in ARCHITECTURE.md. */
const wall = (folder, ...mayNotImport) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group: mayNotImport, message: `${folder} may not import this: see ARCHITECTURE.md` }] },
    ],
  },
});

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', 'node_modules/**'] },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
    },
  },
  { files: ['scripts/**', 'test/**', '*.mjs'], rules: { 'no-console': 'off' } },
  {
    files: ['renderer/**/*.tsx', 'renderer/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  wall(
    'main/domain',
    'electron',
    'node:*',
    'zod',
    '**/ports/**',
    '**/engine/**',
    '**/adapters/**',
    '**/ipc/**',
    '**/shell/**',
    '**/preload/**',
  ),
  wall(
    'main/ports',
    'electron',
    'node:*',
    '**/engine/**',
    '**/adapters/**',
    '**/ipc/**',
    '**/shell/**',
    '**/preload/**',
  ),
  wall('main/engine', 'electron', 'node:*', '**/adapters/**', '**/ipc/**', '**/shell/**', '**/preload/**'),
  wall('main/adapters', 'electron', '**/engine/**', '**/ipc/**', '**/shell/**', '**/preload/**', '**/renderer/**'),
  wall('main/tools', 'electron', '**/engine/**', '**/ipc/**', '**/shell/**', '**/preload/**', '**/renderer/**'),
  wall('main/ipc', '**/adapters/**', '**/shell/**', '**/renderer/**'),
  wall('main/shell', '**/adapters/**', '**/engine/**', '**/renderer/**'),
  wall('preload', 'node:*', '**/main/**', '**/renderer/**'),
  wall('renderer', 'electron', 'node:*', '**/main/**', '**/test/**'),
  wall('renderer/parts', 'electron', 'node:*', '**/main/**', '**/api/**', '**/preload/**'),
  {
    files: ['main/**/*.ts', 'preload/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier[imported.name='z']",
          message: "import * as z from 'zod': the name z alone brings all languages of zod into the script.",
        },
      ],
    },
  },
  {
    files: ['main/domain/**', 'main/engine/**'],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'fetch', 'setTimeout', 'setInterval', 'performance', 'process'],
    },
  },
);
