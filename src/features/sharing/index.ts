// What others may use of the arrangements between councils.

export { type Tell, tellOfEndings } from './tell-of-endings.ts'
