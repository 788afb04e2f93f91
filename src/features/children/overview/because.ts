/** "You can see this because: you are the allocated social worker." The reason is the one the two walls decided by. */
export const becauseSentence = (reason: string): string => {
  const allocated = /^allocated (.+)$/.exec(reason)
  if (allocated) return `you are this child's allocated ${allocated[1]}`
  if (reason === 'named for this restricted record') return 'you are one of the people named for this restricted record'
  if (reason === 'named for this record until an agreed end')
    return 'this record is in a sample agreed for you, until an agreed end'
  const under = /^(.+), under (.+)$/.exec(reason)
  if (under) return `your post is ${under[1]}, under the agreement ${under[2]}`
  return `your post is ${reason}`
}

/** "6 people opened this record this month", the reader among them. */
export const openedSentence = (people: number): string =>
  people <= 1
    ? 'Only you opened this record this month'
    : `${people.toLocaleString('en-GB')} people opened this record this month`
