import type { Examples } from '../testing.ts'

export const reviewsExamples: Examples = {
  '166': {
    passes: { Reviews: [{ REVIEW: '20/05/2026', REVIEW_CODE: 'PN1' }] },
    fails: {
      Reviews: [
        { REVIEW: '31/06/2026', REVIEW_CODE: 'PN1' },
        { REVIEW: null, REVIEW_CODE: 'PN1' },
      ],
    },
    at: ['Reviews 0 REVIEW', 'Reviews 1 REVIEW'],
  },
  '167': {
    passes: {
      Reviews: [
        { REVIEW: '20/05/2026', REVIEW_CODE: 'PN7' },
        { REVIEW: null, REVIEW_CODE: null },
      ],
    },
    fails: {
      Reviews: [
        { REVIEW: '20/05/2026', REVIEW_CODE: 'PN8' },
        { REVIEW: '18/11/2026', REVIEW_CODE: null },
        { REVIEW: null, REVIEW_CODE: 'PN1' },
      ],
    },
    at: ['Reviews 0 REVIEW_CODE', 'Reviews 1 REVIEW_CODE', 'Reviews 2 REVIEW_CODE'],
  },
  '440': {
    passes: { Reviews: [{ DOB: '21/05/2022', REVIEW: '20/05/2026', REVIEW_CODE: 'PN0' }] },
    // On the fourth birthday the child is 4.
    fails: { Reviews: [{ DOB: '20/05/2022', REVIEW: '20/05/2026', REVIEW_CODE: 'PN0' }] },
  },
  '441': {
    passes: {
      Reviews: [
        { DOB: '20/05/2022', REVIEW: '20/05/2026', REVIEW_CODE: 'PN1' },
        { DOB: null, REVIEW: '20/05/2026', REVIEW_CODE: 'PN1' },
      ],
    },
    fails: { Reviews: [{ DOB: '21/05/2022', REVIEW: '20/05/2026', REVIEW_CODE: 'PN1' }] },
  },
  '399': {
    passes: {
      Header: [
        { CHILD: 'A1', MOTHER: null },
        { CHILD: 'A2', MOTHER: '0' },
      ],
      Episodes: [
        { CHILD: 'A1', DECOM: '01/05/2026', LS: 'V3' },
        { CHILD: 'A2', DECOM: '01/05/2026', LS: 'V3' },
        { CHILD: 'A2', DECOM: '01/06/2026', LS: 'C2' },
      ],
      Reviews: [{ CHILD: 'A2', REVIEW: '20/06/2026', REVIEW_CODE: 'PN1' }],
    },
    fails: {
      Header: [
        { CHILD: 'A1', MOTHER: '0' },
        { CHILD: 'A2', MOTHER: null },
      ],
      Episodes: [
        { CHILD: 'A1', DECOM: '01/05/2026', LS: 'V3' },
        { CHILD: 'A2', DECOM: '01/05/2026', LS: 'V4' },
      ],
      Reviews: [{ CHILD: 'A2', REVIEW: '20/06/2026', REVIEW_CODE: 'PN1' }],
    },
    at: ['Header 0 MOTHER', 'Episodes 0 LS', 'Episodes 1 LS', 'Reviews 0 REVIEW', 'Reviews 0 REVIEW_CODE'],
  },
}
