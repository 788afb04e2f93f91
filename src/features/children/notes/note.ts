/** What a case note is about; the words are the note itself. */
export const noteKinds = {
  'phone call': 'Phone call',
  message: 'E-mail, letter or text',
  meeting: 'Meeting',
  'seen in passing': 'Seen outside a planned visit',
  professional: 'Talk with a professional',
  management: 'Management oversight',
  other: 'Something else',
} as const
export type NoteKind = keyof typeof noteKinds
export const noteKindNames = Object.keys(noteKinds) as NoteKind[]
