// Writes src/database/schema.ts from the migrated embedded database: npm run schema.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, openDatabase } from '../src/database/open.ts'

const types: Record<string, string> = {
  int4: 'number',
  int8: 'number',
  numeric: 'number',
  bool: 'boolean',
  text: 'string',
  uuid: 'string',
  bytea: 'Uint8Array',
  date: 'Temporal.PlainDate',
  timestamptz: 'Temporal.Instant',
  jsonb: 'Json',
  _text: 'string[]',
  _int4: 'number[]',
}

/** What schema.ts should say of a migrated database. */
export const schemaText = async (database: Database): Promise<string> => {
  const rows = (await database.asOwner!((connection) =>
    connection.script(`select table_name as tab, column_name as col, udt_name as type, is_nullable = 'YES' as nullable,
        column_default is not null as has_default, is_generated = 'ALWAYS' as generated
      from information_schema.columns where table_schema = 'public' and table_name <> 'migration' order by table_name collate "C", ordinal_position`),
  )) as { tab: string; col: string; type: string; nullable: boolean; has_default: boolean; generated: boolean }[]
  const tables = Map.groupBy(rows, (row) => row.tab)
  const lines = [
    '// Made by `npm run schema` from the migrations; a test fails when it is out of date. Do not edit.',
    "import type { ColumnType, Generated } from 'kysely'",
    '',
    '/** Read as parsed, written as JSON text. */',
    'export type Json = ColumnType<any, string, string>',
    'type JsonWithDefault = ColumnType<any, string | undefined, string>',
    '',
    'export interface Schema {',
  ]
  for (const [tab, columns] of tables) {
    lines.push(`  ${tab}: {`)
    for (const column of columns) {
      const plain = types[column.type]
      if (!plain) throw new Error(`${tab}.${column.col}: no type for ${column.type}`)
      const base = column.nullable ? `${plain} | null` : plain
      const type = column.generated
        ? `ColumnType<${base}, never, never>`
        : column.has_default
          ? plain === 'Json'
            ? 'JsonWithDefault'
            : `Generated<${base}>`
          : base
      lines.push(`    ${column.col}: ${type}`)
    }
    lines.push('  }')
  }
  lines.push('}', '')
  return lines.join('\n')
}

if (import.meta.main) {
  const database = await openDatabase({})
  writeFileSync(join(import.meta.dirname, '..', 'src', 'database', 'schema.ts'), await schemaText(database))
  await database.close()
}
