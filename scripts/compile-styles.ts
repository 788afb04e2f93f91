// Writes src/web/assets/styles.css from moj.scss and styles.scss: npm run styles.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from 'sass'

const root = join(import.meta.dirname, '..')

export const compiledStyles = (): string =>
  ['moj.scss', 'styles.scss']
    .map(
      (name) =>
        compile(join(root, 'src', 'web', 'assets', name), {
          loadPaths: [
            root,
            join(root, 'node_modules', 'govuk-frontend', 'dist'),
            join(root, 'node_modules', '@ministryofjustice', 'frontend'),
          ],
          style: 'compressed',
          quietDeps: true,
        }).css,
    )
    .join('\n')
    .replaceAll('\ufeff', '')
    // The components come asking for Transport, which belongs to gov.uk alone.
    .replaceAll(/@font-face\{[^}]*\}/g, '')
    .replaceAll(
      /"?GDS Transport"?,\s*arial,\s*sans-serif/g,
      'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif',
    )

if (import.meta.main) writeFileSync(join(root, 'src', 'web', 'assets', 'styles.css'), compiledStyles())
