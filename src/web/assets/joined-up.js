// Everything works without this file. It keeps drafts while somebody types, says when the line is lost, and wakes the
// components that need it.
import { initAll } from '/assets/govuk/govuk-frontend.min.js'

initAll()

const everyMs = 20_000

for (const form of document.querySelectorAll('form[data-autosave]')) {
  const said = form.querySelector('[data-autosave-said]')
  const say = (words) => {
    if (said) said.textContent = words
  }
  let kept = new URLSearchParams(new FormData(form)).toString()
  const keep = async () => {
    const fields = new FormData(form)
    const now = new URLSearchParams([...fields].filter(([, value]) => typeof value === 'string')).toString()
    if (now === kept) return
    const body = new URLSearchParams(now)
    body.set('_action', 'draft')
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        body,
        headers: { accept: 'application/json' },
        redirect: 'manual',
      })
      if (answer.status !== 204) throw new Error('not kept')
      kept = now
      say(`Draft kept at ${new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`)
    } catch {
      say('The line is lost. What you typed stays on this page and we will try again.')
    }
  }
  setInterval(() => void keep(), everyMs)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void keep()
  })
}
