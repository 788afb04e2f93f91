import pg from 'pg'
import { migrate } from '/work/main/src/database/migrate.ts'
import { onServer } from '/work/main/src/database/connection.ts'
import { readFileSync } from 'node:fs'
const root = readFileSync('/tmp/w/url','utf8'); const name = process.argv[2]!
const c = new pg.Client({ connectionString: root }); await c.connect(); await c.query(`drop database if exists ${name}`); await c.query(`create database ${name}`); await c.end()
const u = new URL(root); u.pathname = '/'+name
const d = new pg.Client({ connectionString: u.toString() }); await d.connect(); await migrate(onServer(d)); await d.end(); console.log(u.toString())
