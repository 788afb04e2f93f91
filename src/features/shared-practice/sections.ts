/** The parts of shared practice, as the row of links above each of its first pages. */
export const partsOfPractice = (active: string): { text: string; href: string; active: boolean }[] =>
  [
    { text: 'Templates and policies', href: '/practice' },
    { text: 'Learning', href: '/practice/learning' },
    { text: 'Ideas', href: '/practice/ideas' },
    { text: 'Skills', href: '/practice/skills' },
    { text: 'Similar places', href: '/practice/similar' },
    { text: 'Values', href: '/practice/values' },
  ].map((one) => ({ ...one, active: one.href === active }))
